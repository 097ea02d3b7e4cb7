import TerminalKit

/// SPEC §7, in the order in which help shows it: what is done most comes first.
extension KeyMap {
  static let standard = KeyMap(
    group("booking", booking) + group("finding", finding) + group("moving about", movingAbout)
      + group("slots", slots) + group("many at once", manyAtOnce) + group("views", views)
      + group("past", past) + group("screen", screen)
  )

  private static func group(_ name: String, _ bindings: [KeyBinding]) -> [KeyBinding] {
    bindings.map { binding in
      var binding = binding
      binding.group = name
      return binding
    }
  }

  /// Finding a place for somebody, and what becomes of it.
  static let booking: [KeyBinding] = [
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
      .findPlace,
      [.character("F")],
      "find a free place in all blocks by typing",
      hint: "find a place"
    ),
    KeyBinding(.book, [.character("a")], "book an appointment", hint: "book"),
    KeyBinding(
      .open,
      [.enter],
      "details: people to edit, move, cancel",
      hint: "details"
    ),
    KeyBinding(
      .tray,
      [.character("T")],
      "people to re-book: their place is closed",
      hint: "re-book"
    ),
    KeyBinding(
      .daySheet,
      [.character("P")],
      "the day sheet: who comes, with phones",
      hint: "day sheet"
    ),
  ]

  /// Finding people and things in all blocks, and slots of a state.
  static let finding: [KeyBinding] = [
    KeyBinding(
      .search,
      [.character("/")],
      "search people, phones, ids in all blocks",
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
      "filter: only available slots stand out",
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

  /// Where the cursor goes.
  static let movingAbout: [KeyBinding] = [
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
    KeyBinding(.now, [.character("t")], "the slot of now, or the next one", hint: "now"),
    KeyBinding(.goToDate, [.character("g")], "go to a date", hint: "date"),
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
    KeyBinding(.pickBlock, [.character("b")], "pick a booking block by typing", hint: "blocks"),
    KeyBinding(.nextBlock, [.tab], "next booking block", hint: "block"),
    KeyBinding(.previousBlock, [.backTab], "previous booking block", hint: "block back"),
  ]
}
