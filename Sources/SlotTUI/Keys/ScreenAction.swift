/// Everything that a key can do on the screen. `KeyMap` says which key, and how help explains it.
enum ScreenAction: String, CaseIterable, Hashable, Sendable {
  // Moving.
  case up, down, left, right
  case nextSlot, previousSlot
  case nextAvailable, previousAvailable
  case nextPeriod, previousPeriod
  case nextMonth, previousMonth
  case firstSlot, lastSlot
  case now, goToDate
  case nextBlock, previousBlock, pickBlock, newBlock

  // Finding.
  case search, nextMatch, previousMatch
  case filterAvailable, filterPartlyTaken, filterFull
  case filterDisabled, filterLocked, filterBooked, showAll

  // Views of the period.
  case viewDay, viewWeek, viewMonth, viewYear, viewAgenda, viewBlocks
  case finerRows, coarserRows, fittingRows
  case sort, reverseSort

  // Slots and their appointments.
  case create, createSeries, edit, toggleStatus, toggleLock, shift, delete
  case findPlace, book, open, tray, daySheet
  case mark, markRange, markAll, clearMarks
  case copy, paste
  case publish, draft

  // The journal.
  case undo, redo
  case activity, history, showCommand, occupancy
  case copyID

  // The screen itself.
  case cycleZone, names, mouse, refresh, palette, help
  case tour, tourNext, tourEnd
  case suspend, quit

  /// What people call it: `next-slot`, `copy-id`.
  var name: String {
    var name = ""
    var isInCapitals = false
    for letter in rawValue.unicodeScalars {
      // What Unicode knows of letters need not be looked up for those of the source.
      let isCapital = ("A"..."Z").contains(letter)
      if isCapital, !isInCapitals { name += "-" }
      isInCapitals = isCapital
      name.unicodeScalars.append(isCapital ? Unicode.Scalar(UInt8(ascii: letter) | 0x20) : letter)
    }
    return name
  }

  /// What it reaches.
  enum Reach: Hashable, Sendable {
    /// It only moves the cursor.
    case cursor
    /// It writes to the store, or asks for what it is to write.
    case store
    /// Beyond what every login may: names, shells, files, the clipboard.
    case beyond
    /// The picture, and what is open in it.
    case screen
  }

  var reach: Reach {
    switch self {
    case .up, .down, .left, .right, .nextSlot, .previousSlot, .nextAvailable, .previousAvailable,
      .nextPeriod, .previousPeriod, .nextMonth, .previousMonth, .firstSlot, .lastSlot, .now,
      .nextMatch, .previousMatch, .nextBlock, .previousBlock:
      .cursor
    case .newBlock, .create, .createSeries, .edit, .toggleStatus, .toggleLock, .shift, .delete,
      .book, .paste, .publish, .draft, .undo, .redo:
      .store
    case .names, .suspend, .tour, .copyID: .beyond
    case .goToDate, .pickBlock, .search, .filterAvailable, .filterPartlyTaken, .filterFull,
      .filterDisabled, .filterLocked, .filterBooked, .showAll, .viewDay, .viewWeek, .viewMonth,
      .viewYear, .viewAgenda, .viewBlocks, .finerRows, .coarserRows, .fittingRows, .sort,
      .reverseSort, .findPlace, .open, .tray, .daySheet, .mark, .markRange, .markAll, .clearMarks,
      .copy, .activity, .history, .showCommand, .occupancy, .cycleZone, .mouse, .refresh, .palette,
      .help, .tourNext, .tourEnd, .quit:
      .screen
    }
  }

  var isMovement: Bool { reach == .cursor }
  var isChange: Bool { reach == .store }

  /// Whether it is about the slots that are chosen, and depends on how those are.
  var isAboutSlots: Bool {
    [.edit, .toggleStatus, .toggleLock, .shift, .delete, .book, .copy].contains(self)
  }
}

extension ScreenAction {
  /// Nil when nothing is called that.
  init?(name: String) {
    guard let action = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = action
  }
}
