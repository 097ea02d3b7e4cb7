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
  case viewDay, viewWeek, viewMonth, viewAgenda, viewBlocks
  case finerRows, coarserRows, fittingRows
  case sort, reverseSort

  // Slots and their appointments.
  case create, edit, toggleStatus, toggleLock, delete
  case book, open
  case mark, markRange, markAll, clearMarks
  case copy, paste

  // The journal.
  case undo, redo
  case history, showCommand
  case copyID

  // The screen itself.
  case cycleZone, refresh, help, suspend, quit

  /// The name for people: `next-slot`.
  var name: String {
    rawValue.map { $0.isUppercase ? "-\($0.lowercased())" : "\($0)" }.joined()
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
}
