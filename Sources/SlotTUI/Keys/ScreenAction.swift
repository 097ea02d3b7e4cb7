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
  case nextBlock, previousBlock, pickBlock

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
    for character in rawValue {
      if character.isUppercase, !isInCapitals { name += "-" }
      isInCapitals = character.isUppercase
      name += character.lowercased()
    }
    return name
  }

  /// Whether it only moves the cursor.
  var isMovement: Bool {
    switch self {
    case .up, .down, .left, .right, .nextSlot, .previousSlot, .nextAvailable, .previousAvailable,
      .nextPeriod, .previousPeriod, .nextMonth, .previousMonth, .firstSlot, .lastSlot, .now,
      .nextMatch, .previousMatch, .nextBlock, .previousBlock:
      true
    default: false
    }
  }

  /// Whether it writes to the store, or asks for what it is to write.
  var isChange: Bool {
    switch self {
    case .create, .createSeries, .edit, .toggleStatus, .toggleLock, .shift, .delete, .book, .paste,
      .publish, .draft, .undo, .redo:
      true
    default: false
    }
  }
}

extension ScreenAction {
  /// Nil when nothing is called that.
  init?(name: String) {
    guard let action = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = action
  }
}
