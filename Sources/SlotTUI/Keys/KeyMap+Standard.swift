import TerminalKit

/// SPEC §7, in the order in which help shows it.
extension KeyMap {
  static let standard = KeyMap(
    group("moving", moving) + group("finding", finding) + group("views", views)
      + group("slots", slots)
      + group("journal", journal) + group("screen", screen)
  )

  private static func group(_ name: String, _ bindings: [KeyBinding]) -> [KeyBinding] {
    bindings.map { binding in
      var binding = binding
      binding.group = name
      return binding
    }
  }

  /// Where the cursor goes.
  private static let moving: [KeyBinding] = [
    KeyBinding(
      .left,
      [.character("h"), .left],
      "a day back; among blocks, the one before",
      hint: "day back",
      takesCount: true
    ),
    KeyBinding(
      .down,
      [.character("j"), .down],
      "the slot or free row below",
      hint: "down",
      takesCount: true
    ),
    KeyBinding(
      .up,
      [.character("k"), .up],
      "the slot or free row above",
      hint: "up",
      takesCount: true
    ),
    KeyBinding(
      .right,
      [.character("l"), .right],
      "a day on; among blocks, the next one",
      hint: "day on",
      takesCount: true
    ),
    KeyBinding(
      .nextSlot,
      [.character("w")],
      "next slot in time",
      hint: "next slot",
      takesCount: true
    ),
    KeyBinding(
      .previousSlot,
      [.character("W")],
      "previous slot in time",
      hint: "previous slot",
      takesCount: true
    ),
    KeyBinding(
      .nextAvailable,
      [.character(">")],
      "next slot that is available",
      hint: "next free",
      takesCount: true
    ),
    KeyBinding(
      .previousAvailable,
      [.character("<")],
      "previous slot that is available",
      hint: "previous free",
      takesCount: true
    ),
    KeyBinding(
      .nextPeriod,
      [.character("]"), .pageDown],
      "next week, day or month: what is shown",
      hint: "next week",
      takesCount: true
    ),
    KeyBinding(
      .previousPeriod,
      [.character("["), .pageUp],
      "previous week, day or month",
      hint: "previous week",
      takesCount: true
    ),
    KeyBinding(.nextMonth, [.character("}")], "a month on", hint: "month on", takesCount: true),
    KeyBinding(
      .previousMonth,
      [.character("{")],
      "a month back",
      hint: "month back",
      takesCount: true
    ),
    KeyBinding(.firstSlot, [.home], "first slot or day of what is shown", hint: "first"),
    KeyBinding(.lastSlot, [.end], "last slot or day of what is shown", hint: "last"),
    KeyBinding(.now, [.character("t")], "the slot of now, or the next one", hint: "now"),
    KeyBinding(.goToDate, [.character("g")], "go to a date", hint: "date"),
    KeyBinding(.nextBlock, [.tab], "next booking block", hint: "block"),
    KeyBinding(.previousBlock, [.backTab], "previous booking block", hint: "block back"),
    KeyBinding(.pickBlock, [.character("b")], "pick a booking block by typing", hint: "blocks"),
  ]

  /// Finding people and things in all blocks, and slots of a state.
  private static let finding: [KeyBinding] = [
    KeyBinding(
      .search,
      [.character("/")],
      "find people, metadata, ids in all blocks",
      hint: "find"
    ),
    KeyBinding(
      .nextMatch,
      [.character("n")],
      "next match of the search",
      hint: "next match",
      takesCount: true
    ),
    KeyBinding(
      .previousMatch,
      [.character("N")],
      "previous match of the search",
      hint: "previous match",
      takesCount: true
    ),
    KeyBinding(
      .filterAvailable,
      [],
      "let only available slots stand out",
      hint: "available",
      sequences: [[.character("f"), .character("a")]]
    ),
    KeyBinding(
      .filterPartlyTaken,
      [],
      "only those that are partly taken",
      hint: "partly",
      sequences: [[.character("f"), .character("p")]]
    ),
    KeyBinding(
      .filterFull,
      [],
      "only those that are full",
      hint: "full",
      sequences: [[.character("f"), .character("u")]]
    ),
    KeyBinding(
      .filterDisabled,
      [],
      "only those that are disabled",
      hint: "disabled",
      sequences: [[.character("f"), .character("d")]]
    ),
    KeyBinding(
      .filterLocked,
      [],
      "only those that are locked",
      hint: "locked",
      sequences: [[.character("f"), .character("l")]]
    ),
    KeyBinding(
      .filterBooked,
      [],
      "only those with appointments",
      hint: "booked",
      sequences: [[.character("f"), .character("b")]]
    ),
    KeyBinding(
      .showAll,
      [],
      "all slots again",
      hint: "all",
      sequences: [[.character("f"), .character("f")]]
    ),
  ]

  /// How the period is shown.
  private static let views: [KeyBinding] =
    PeriodView.allCases.compactMap(\.binding) + [
      KeyBinding(.finerRows, [.character("+")], "finer rows of time", hint: "finer"),
      KeyBinding(.coarserRows, [.character("-")], "coarser rows of time", hint: "coarser"),
      KeyBinding(.fittingRows, [.character("=")], "rows that fit the slots", hint: "fit"),
      KeyBinding(.sort, [.character("o")], "sort the table by its next column", hint: "sort"),
      KeyBinding(.reverseSort, [.character("O")], "sort it the other way round", hint: "reverse"),
    ]

  /// What is done to slots and appointments, and to many at once.
  private static let slots: [KeyBinding] = [
    KeyBinding(.create, [.character("c")], "create a slot here", hint: "create"),
    KeyBinding(
      .createSeries,
      [.character("C")],
      "create a series: a weekly pattern",
      hint: "series"
    ),
    KeyBinding(.edit, [.character("e")], "edit the slot, or all marked", hint: "edit"),
    KeyBinding(.toggleStatus, [.character("d")], "disable or enable the slot", hint: "disable"),
    KeyBinding(
      .toggleLock,
      [.character("L")],
      "lock (a number before: minutes), or unlock",
      hint: "lock",
      takesCount: true
    ),
    KeyBinding(
      .shift,
      [.character("S")],
      "move by minutes (a number before: later)",
      hint: "shift",
      takesCount: true
    ),
    KeyBinding(
      .delete,
      [.character("D"), .delete],
      "delete the slot, after a question",
      hint: "delete"
    ),
    KeyBinding(.book, [.character("a")], "book an appointment", hint: "book"),
    KeyBinding(.open, [.enter], "details with appointments; a month's day", hint: "details"),
    KeyBinding(.mark, [.character(" ")], "mark the slot, to change many at once", hint: "mark"),
    KeyBinding(
      .markRange,
      [.character("V")],
      "mark from here to where it is pressed next",
      hint: "range"
    ),
    KeyBinding(.markAll, [.character("*")], "mark all slots that are shown", hint: "mark all"),
    KeyBinding(
      .clearMarks,
      [.escape],
      "clear the marks; leave the past",
      hint: "clear marks"
    ),
    KeyBinding(.copy, [.character("y")], "copy the slot, or all marked", hint: "copy"),
    KeyBinding(.paste, [.character("p")], "paste them at the cursor's day", hint: "paste"),
  ]

  /// What was done, and taking it back.
  private static let journal: [KeyBinding] = [
    KeyBinding(.undo, [.character("u")], "take back your last action", hint: "undo"),
    KeyBinding(.redo, [.control("r")], "do it again", hint: "redo"),
    KeyBinding(
      .history,
      [.character("i")],
      "who changed the slot, when and how",
      hint: "history"
    ),
    KeyBinding(
      .showCommand,
      [.character("!")],
      "the command line that does what you did last",
      hint: "command"
    ),
    KeyBinding(
      .occupancy,
      [.character("s")],
      "how much of the week or day is taken",
      hint: "occupancy"
    ),
  ]

  /// The screen itself.
  private static let screen: [KeyBinding] = [
    KeyBinding(
      .copyID,
      [.character("Y")],
      "its id to your terminal's clipboard",
      hint: "copy id"
    ),
    KeyBinding(
      .cycleZone,
      [.character("z")],
      "times in the block's zone, yours, UTC",
      hint: "zone"
    ),
    KeyBinding(.mouse, [], "the mouse on or off: it points here", hint: "mouse"),
    KeyBinding(
      .refresh,
      [.character("r"), .control("l")],
      "read and draw everything again",
      hint: "refresh"
    ),
    KeyBinding(
      .palette,
      [.character(":")],
      "any action by its name",
      hint: "by name"
    ),
    KeyBinding(.help, [.character("?")], "this help", hint: "help"),
    KeyBinding(.tour, [], "the guided tour, on sample data", hint: "tour"),
    KeyBinding(.tourNext, [.function(9)], "in the tour: skip this step", hint: "skip"),
    KeyBinding(.tourEnd, [.function(10)], "leave the tour", hint: "end of tour"),
    KeyBinding(.suspend, [.control("z")], "to the shell; fg comes back", hint: "suspend"),
    KeyBinding(.quit, [.character("q"), .control("c")], "leave", hint: "leave"),
  ]
}
