import TerminalKit

/// In the order in which help shows it: what is done most comes first.
extension KeyMap {
  static let standard = KeyMap(
    group("booking", booking) + group("finding", finding) + group("moving about", movingAbout)
      + group("slots", slots) + group("many at once", manyAtOnce) + group("views", views)
      + group("past", past) + group("screen", screen)
  )

  /// - `keys`: Each does it alone.
  /// - `sequence`: Its keys do it one after another.
  /// - `hint`: What it does in a word or two.
  /// - `counts`: Whether a number before it repeats it, or says how much.
  private static func row(
    _ action: ScreenAction,
    _ keys: [Key] = [],
    then sequence: [Key] = [],
    _ help: String,
    _ hint: String,
    counts: Bool = false
  ) -> KeyBinding {
    let sequences = sequence.isEmpty ? [] : [sequence]
    return KeyBinding(
      action,
      keys,
      help,
      hint: hint,
      takesCount: counts,
      sequences: sequences
    )
  }

  private static func group(_ name: String, _ bindings: [KeyBinding]) -> [KeyBinding] {
    bindings.map { binding in
      var binding = binding
      binding.group = name
      return binding
    }
  }

  /// Finding a place for somebody, and what becomes of it.
  static let booking: [KeyBinding] = [
    row(.nextAvailable, [">"], "next slot that is available", "next free", counts: true),
    row(
      .previousAvailable,
      ["<"],
      "previous slot that is available",
      "previous free",
      counts: true
    ),
    row(.findPlace, ["F"], "find a free place in all blocks by typing", "find a place"),
    row(.book, ["a"], "book an appointment", "book"),
    row(.open, [.enter], "details: people to edit, move, cancel", "details"),
    row(.tray, ["T"], "people to re-book: their place is closed", "re-book"),
    row(.daySheet, ["P"], "the day sheet: who comes, with phones", "day sheet"),
  ]

  /// Finding people and things in all blocks, and slots of a state.
  static let finding: [KeyBinding] = [
    row(.search, ["/"], "search people, phones, ids in all blocks", "find"),
    row(.nextMatch, ["n"], "next match of the search", "next match", counts: true),
    row(.previousMatch, ["N"], "previous match of the search", "previous match", counts: true),
    row(.filterAvailable, then: ["f", "a"], "filter: only available slots stand out", "available"),
    row(.filterPartlyTaken, then: ["f", "p"], "only those that are partly taken", "partly"),
    row(.filterFull, then: ["f", "u"], "only those that are full", "full"),
    row(.filterDisabled, then: ["f", "d"], "only those that are disabled", "disabled"),
    row(.filterLocked, then: ["f", "l"], "only those that are locked", "locked"),
    row(.filterBooked, then: ["f", "b"], "only those with appointments", "booked"),
    row(.showAll, then: ["f", "f"], "all slots again", "all"),
  ]

  /// Where the cursor goes.
  static let movingAbout: [KeyBinding] = [
    row(.left, ["h", .left], "a day back; among blocks, the one before", "day back", counts: true),
    row(.down, ["j", .down], "the slot or free row below", "down", counts: true),
    row(.up, ["k", .up], "the slot or free row above", "up", counts: true),
    row(.right, ["l", .right], "a day on; among blocks, the next one", "day on", counts: true),
    row(.nextSlot, ["w"], "next slot in time", "next slot", counts: true),
    row(.previousSlot, ["W"], "previous slot in time", "previous slot", counts: true),
    row(.now, ["t"], "the slot of now, or the next one", "now"),
    row(.goToDate, ["g"], "go to a date", "date"),
    row(.nextPeriod, ["]", .pageDown], "next week, day, month, year", "next week", counts: true),
    row(
      .previousPeriod,
      ["[", .pageUp],
      "previous week, day, month, year",
      "previous week",
      counts: true
    ),
    row(.nextMonth, ["}"], "a month on", "month on", counts: true),
    row(.previousMonth, ["{"], "a month back", "month back", counts: true),
    row(.firstSlot, [.home], "first slot or day of what is shown", "first"),
    row(.lastSlot, [.end], "last slot or day of what is shown", "last"),
    row(.pickBlock, ["b"], "pick a booking block by typing", "blocks"),
    row(.nextBlock, [.tab], "next booking block", "block"),
    row(.previousBlock, [.backTab], "previous booking block", "block back"),
  ]

  /// What is done to the slot under the cursor, or to all that are marked; and to their block.
  static let slots: [KeyBinding] = [
    row(.create, ["c"], "create a slot here", "create"),
    row(.edit, ["e"], "edit the slot, or all marked", "edit"),
    row(.toggleStatus, ["d"], "disable or enable the slot", "disable"),
    row(.toggleLock, ["L"], "lock (a number before: minutes), or unlock", "lock", counts: true),
    row(.shift, ["S"], "move by minutes (a number before: later)", "shift", counts: true),
    row(.delete, ["D", .delete], "delete the slot, after a question", "delete"),
    row(.copy, ["y"], "copy the slot, or all marked", "copy"),
    row(.paste, ["p"], "paste them at the cursor's day", "paste"),
    row(.newBlock, [], "make a booking block (doctor, room, court)", "new block"),
    row(.publish, [], "publish the block: it can be booked", "publish"),
    row(.draft, [], "make it a draft again: nobody can book", "draft"),
  ]

  /// Making many slots, and choosing many to be changed.
  static let manyAtOnce: [KeyBinding] = [
    row(.mark, [" "], "mark the slot, to change many at once", "mark"),
    row(.markRange, ["V"], "mark from here to where it is pressed next", "range"),
    row(.markAll, ["*"], "mark all slots that are shown", "mark all"),
    row(.clearMarks, [.escape], "clear the marks; leave the past", "clear marks"),
    row(.createSeries, ["C"], "create a series: a weekly pattern", "series"),
  ]

  /// How the period is shown.
  static let views: [KeyBinding] =
    PeriodView.allCases.map(\.binding) + [
      row(.finerRows, ["+"], "finer rows of time", "finer"),
      row(.coarserRows, ["-"], "coarser rows of time", "coarser"),
      row(.fittingRows, ["="], "rows that fit the slots", "fit"),
      row(.sort, ["o"], "sort the table by its next column", "sort"),
      row(.reverseSort, ["O"], "sort it the other way round", "reverse"),
      row(.occupancy, ["s"], "how much of the week or day is taken", "occupancy"),
    ]

  /// What was done, and taking it back.
  static let past: [KeyBinding] = [
    row(.undo, ["u"], "undo your last action", "undo"),
    row(.redo, [.control("r")], "redo what was undone last", "redo"),
    row(.activity, ["A"], "what happened, and taking any of it back", "activity"),
    row(.history, ["i"], "history of the slot: who did what, when", "history"),
    row(.showCommand, ["!"], "the command line that does what you did last", "command"),
  ]

  /// The screen itself.
  static let screen: [KeyBinding] = [
    row(.copyID, ["Y"], "its id to your terminal's clipboard", "copy id"),
    row(.cycleZone, ["z"], "times in the block's zone, yours, UTC", "zone"),
    row(.names, [], "name people on the screen, or nobody", "names"),
    row(.mouse, [], "the mouse on or off: it points here", "mouse"),
    row(.refresh, ["r", .control("l")], "read and draw everything again", "refresh"),
    row(.palette, [":"], "any action by its name", "by name"),
    row(.help, ["?"], "this help", "help"),
    row(.tour, [], "the guided tour, on sample data", "tour"),
    row(.tourNext, [.function(9)], "in the tour: skip this step", "skip"),
    row(.tourEnd, [.function(10)], "leave the tour", "end of tour"),
    row(.suspend, [.control("z")], "to the shell; fg comes back", "suspend"),
    row(.quit, ["q", .control("c")], "leave", "leave"),
  ]
}
