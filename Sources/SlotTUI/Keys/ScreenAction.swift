import SlotDomain
import TerminalKit

/// Everything that a key can do on the screen. Which key, and how help explains it, is in the table below.
enum ScreenAction: Hashable, Sendable {
  // Moving.
  case up, down, left, right
  case nextSlot, previousSlot
  case nextAvailable, previousAvailable
  case nextPeriod, previousPeriod
  case nextMonth, previousMonth
  case firstSlot, lastSlot
  case now, goToDate
  case nextBlock, previousBlock, pickBlock, newBlock, renameBlock

  // Finding.
  case search, nextMatch, previousMatch
  case filter(SlotCondition)
  case showAll

  // Views of the period.
  case view(PeriodView)
  case finerRows, coarserRows, fittingRows
  case sort, reverseSort

  // Slots and their appointments.
  case create, createSeries
  case slots(SlotDeed)
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

  /// What it reaches.
  enum Reach: Hashable, Sendable {
    /// It only moves the cursor.
    case cursor
    /// It changes the slots that are chosen, or asks how.
    case slots
    /// It writes something else to the store, or asks for what it is to write.
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
    case .slots, .book: .slots
    case .newBlock, .renameBlock, .create, .createSeries, .paste, .publish, .draft, .undo, .redo:
      .store
    case .names, .suspend, .tour, .copyID: .beyond
    case .goToDate, .pickBlock, .search, .filter, .showAll, .view, .finerRows, .coarserRows,
      .fittingRows, .sort, .reverseSort, .findPlace, .open, .tray, .daySheet, .mark, .markRange,
      .markAll, .clearMarks, .copy, .activity, .history, .showCommand, .occupancy, .cycleZone,
      .mouse, .refresh, .palette, .help, .tourNext, .tourEnd, .quit:
      .screen
    }
  }

  var isMovement: Bool { reach == .cursor }
  var isChange: Bool { reach == .slots || reach == .store }

  /// Whether it is about the slots that are chosen, and depends on how those are.
  var isAboutSlots: Bool { reach == .slots || self == .copy }
}

extension ScreenAction: CaseIterable {
  /// All that stand in the table.
  static let allCases = KeyMap.standard.bindings.map(\.action)

  /// What people call it, also in the configuration: `next-slot`, `copy-id`.
  var name: String {
    switch self {
    case .view(let view): "view-\(view.rawValue)"
    case .filter(let condition): "filter-\(Self.hyphened(condition.rawValue))"
    case .slots(let deed): Self.hyphened(deed.rawValue)
    // As its case is called.
    default: Self.hyphened("\(self)")
    }
  }

  /// Nil when nothing is called that.
  init?(name: String) {
    guard let action = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = action
  }

  private static func hyphened(_ text: String) -> String {
    var name = ""
    var isInCapitals = false
    for letter in text.unicodeScalars {
      // What Unicode knows of letters need not be looked up for those of the source.
      let isCapital = ("A"..."Z").contains(letter)
      if isCapital, !isInCapitals { name += "-" }
      isInCapitals = isCapital
      name.unicodeScalars.append(isCapital ? Unicode.Scalar(UInt8(ascii: letter) | 0x20) : letter)
    }
    return name
  }
}

/// The table of keys, in the order in which help shows it: what is done most comes first.
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
    row(.nextAvailable, [">"], "next slot that is available", "next free", counts: true)
      .called("free vacant vacancy gap soonest next"),
    row(.previousAvailable, ["<"], "previous slot that is available", "previous free", counts: true)
      .called("free vacant vacancy gap"),
    row(.findPlace, ["F"], "find a free place in all blocks by typing", "find a place")
      .called("free vacancy slot list search soonest available"),
    row(.book, ["a"], "book an appointment", "book")
      .called("new add appointment booking reserve register"),
    row(.open, [.enter], "details: people to edit, move, cancel", "details")
      .called(
        "cancel move reschedule show people appointment appointments detail enter rebook delete note"
          + " no-show arrived came"
      ),
    row(.tray, ["T"], "people to re-book: their place is closed", "re-book")
      .called("waiting rebook re-book displaced closed reschedule people"),
    row(.daySheet, ["P"], "the day sheet: who comes, with phones", "day sheet")
      .called("print sheet list phones paper participants course"),
  ]

  /// Finding people and things in all blocks, and slots of a state.
  static let finding: [KeyBinding] = [
    row(.search, ["/"], "search people, phones, ids in all blocks", "find")
      .called("find look client customer patient person people name phone number email who"),
    row(.nextMatch, ["n"], "next match of the search", "next match", counts: true),
    row(.previousMatch, ["N"], "previous match of the search", "previous match", counts: true),
    row(
      .filter(.available),
      then: ["f", "a"],
      "filter: only available slots stand out",
      "available"
    )
    .called("filter free only"),
    row(.filter(.partlyTaken), then: ["f", "p"], "only those that are partly taken", "partly")
      .called("filter partly only"),
    row(.filter(.full), then: ["f", "u"], "only those that are full", "full")
      .called("filter full only"),
    row(.filter(.disabled), then: ["f", "d"], "only those that are disabled", "disabled")
      .called("filter disabled closed only"),
    row(.filter(.locked), then: ["f", "l"], "only those that are locked", "locked")
      .called("filter locked only"),
    row(.filter(.booked), then: ["f", "b"], "only those with appointments", "booked")
      .called("filter booked taken people only"),
    row(.showAll, then: ["f", "f"], "all slots again", "all")
      .called("unfilter reset everything"),
  ]

  /// Where the cursor goes.
  static let movingAbout: [KeyBinding] = [
    row(.left, ["h", .left], "a day back; among blocks, the one before", "day back", counts: true),
    row(.down, ["j", .down], "the slot or free row below", "down", counts: true),
    row(.up, ["k", .up], "the slot or free row above", "up", counts: true),
    row(.right, ["l", .right], "a day on; among blocks, the next one", "day on", counts: true),
    row(.nextSlot, ["w"], "next slot in time", "next slot", counts: true),
    row(.previousSlot, ["W"], "previous slot in time", "previous slot", counts: true),
    row(.now, ["t"], "the slot of now, or the next one", "now")
      .called("today now present"),
    row(.goToDate, ["g"], "go to a date", "date")
      .called("day date calendar jump"),
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
    row(.pickBlock, ["b"], "pick a booking block by typing", "blocks")
      .called("doctor room court block calendar resource choose"),
    row(.nextBlock, [.tab], "next booking block", "block")
      .called("doctor room court resource"),
    row(.previousBlock, [.backTab], "previous booking block", "block back")
      .called("doctor room court resource"),
  ]

  /// What is done to the slot under the cursor, or to all that are marked; and to their block.
  static let slots: [KeyBinding] =
    [
      row(.create, ["c"], "create a slot here", "create")
        .called("new add slot insert block")
    ] + SlotDeed.allCases.map(\.binding)
    + [
      row(.copy, ["y"], "copy the slot, or all marked", "copy")
        .called("duplicate yank clone"),
      row(.paste, ["p"], "paste them at the cursor's day", "paste")
        .called("put insert follow-up"),
      row(.newBlock, [], "make a booking block (doctor, room, court)", "new block")
        .called("new add create doctor room court block calendar resource"),
      row(.renameBlock, [], "rename the block, or change its lead time", "rename")
        .called("rename edit doctor room court block calendar resource lead closes"),
      row(.publish, [], "publish the block: it can be booked", "publish")
        .called("publish live release open"),
      row(.draft, [], "make it a draft again: nobody can book", "draft")
        .called("unpublish hide withdraw"),
    ]

  /// Making many slots, and choosing many to be changed.
  static let manyAtOnce: [KeyBinding] = [
    row(.mark, [" "], "mark the slot, to change many at once", "mark")
      .called("select selection many tick weekly every"),
    row(.markRange, ["V"], "mark from here to where it is pressed next", "range")
      .called("select selection many range"),
    row(.markAll, ["*"], "mark all slots that are shown", "mark all")
      .called("select selection many everything"),
    row(.clearMarks, [.escape], "clear the marks; leave the past", "clear marks")
      .called("unselect deselect unmark escape"),
    row(.createSeries, ["C"], "create a series: a weekly pattern", "series")
      .called("series repeat recurring every weekly plan pattern term course bulk new add"),
  ]

  /// How the period is shown.
  static let views: [KeyBinding] =
    PeriodView.allCases.map(\.binding) + [
      row(.finerRows, ["+"], "finer rows of time", "finer")
        .called("zoom"),
      row(.coarserRows, ["-"], "coarser rows of time", "coarser")
        .called("zoom"),
      row(.fittingRows, ["="], "rows that fit the slots", "fit"),
      row(.sort, ["o"], "sort the table by its next column", "sort"),
      row(.reverseSort, ["O"], "sort it the other way round", "reverse"),
      row(.occupancy, ["s"], "how much of the week or day is taken", "occupancy")
        .called("statistics stats report utilisation utilization load"),
    ]

  /// What was done, and taking it back.
  static let past: [KeyBinding] = [
    row(.undo, ["u"], "undo your last action", "undo")
      .called("back revert mistake restore take"),
    row(.redo, [.control("r")], "redo what was undone last", "redo")
      .called("again forward"),
    row(.activity, ["A"], "what happened, and taking any of it back", "activity")
      .called("log audit news changes since who recent journal undo history"),
    row(.history, ["i"], "history of the slot: who did what, when", "history")
      .called("log audit changes who"),
    row(.showCommand, ["!"], "the command line that does what you did last", "command")
      .called("cli script terminal"),
  ]

  /// The screen itself.
  static let screen: [KeyBinding] = [
    row(.copyID, ["Y"], "its id to your terminal's clipboard", "copy id"),
    row(.cycleZone, ["z"], "times in the block's zone, yours, UTC", "zone")
      .called("zone timezone utc clock"),
    row(.names, [], "name people on the screen, or nobody", "names"),
    row(.mouse, [], "the mouse on or off: it points here", "mouse"),
    row(.refresh, ["r", .control("l")], "read and draw everything again", "refresh")
      .called("reload redraw"),
    row(.palette, [":"], "any action by its name", "by name"),
    row(.help, ["?"], "this help", "help")
      .called("keys shortcuts manual legend signs"),
    row(.tour, [], "the guided tour, on sample data", "tour"),
    row(.tourNext, [.function(9)], "in the tour: skip this step", "skip"),
    row(.tourEnd, [.function(10)], "leave the tour", "end of tour"),
    row(.suspend, [.control("z")], "to the shell; fg comes back", "suspend")
      .called("background shell"),
    row(.quit, ["q", .control("c")], "leave", "leave")
      .called("exit leave end bye logout q q! wq"),
  ]
}
