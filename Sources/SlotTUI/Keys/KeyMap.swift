/// One row of the table of keys: what they do and how help says it. Help, hints and the documentation
/// are all printed from these.
struct KeyBinding: Hashable, Sendable {
  let action: ScreenAction
  /// Each does it alone.
  let keys: [Key]
  /// Each does it when all its keys come one after another, as in `v d`. None begins with a key that
  /// does something alone.
  let sequences: [[Key]]
  /// What it does, for the help page.
  let help: String
  /// What it does in a word or two, for the bottom line.
  let hint: String
  /// Whether a number before it repeats it, or says how much.
  let takesCount: Bool

  init(
    _ action: ScreenAction,
    _ keys: [Key],
    _ help: String,
    hint: String,
    takesCount: Bool = false,
    sequences: [[Key]] = []
  ) {
    self.action = action
    self.keys = keys
    self.sequences = sequences
    self.help = help
    self.hint = hint
    self.takesCount = takesCount
  }

  /// What to press, as help and hints say it: `v d` is one name.
  var names: [String] {
    keys.map(\.name) + sequences.map { $0.map(\.name).joined(separator: " ") }
  }
}

/// The one table from keys to actions. It is short: looking through it costs less than a dictionary
/// would at the start.
struct KeyMap: Hashable, Sendable {
  let bindings: [KeyBinding]

  init(_ bindings: [KeyBinding]) { self.bindings = bindings }

  func action(for key: Key) -> ScreenAction? {
    bindings.first { $0.keys.contains(key) }?.action
  }

  func action(for keys: [Key]) -> ScreenAction? {
    bindings.first { $0.sequences.contains(keys) }?.action
  }

  /// Whether more keys can follow these.
  func isPrefix(_ keys: [Key]) -> Bool {
    bindings.contains { binding in
      binding.sequences.contains { $0.count > keys.count && $0.starts(with: keys) }
    }
  }

  /// What can be pressed after these keys, with its meaning: `w week`.
  func continuations(of keys: [Key]) -> [String] {
    bindings.flatMap { binding in
      binding.sequences.filter { $0.count > keys.count && $0.starts(with: keys) }.map {
        $0.dropFirst(keys.count).map(\.name).joined(separator: " ") + " \(binding.hint)"
      }
    }
  }

  func binding(for action: ScreenAction) -> KeyBinding? {
    bindings.first { $0.action == action }
  }

  /// The name of the first key that does something, for hints; empty when none does.
  func keyName(_ action: ScreenAction) -> String {
    guard let binding = binding(for: action) else { return "" }
    return binding.keys.first?.name ?? binding.names.first ?? ""
  }

  /// SPEC §7.
  static let standard = KeyMap([
    KeyBinding(
      .left,
      [.character("h"), .left],
      "a day back",
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
    KeyBinding(.right, [.character("l"), .right], "a day on", hint: "day on", takesCount: true),
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
      "next week; in the day view, next day",
      hint: "next week",
      takesCount: true
    ),
    KeyBinding(
      .previousPeriod,
      [.character("["), .pageUp],
      "previous week; in the day view, day",
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
    KeyBinding(.firstSlot, [.home], "first slot of the week or day", hint: "first"),
    KeyBinding(.lastSlot, [.end], "last slot of the week or day", hint: "last"),
    KeyBinding(.now, [.character("t")], "the slot of now, or the next one", hint: "now"),
    KeyBinding(.goToDate, [.character("g")], "go to a date", hint: "date"),
    KeyBinding(.nextBlock, [.tab], "next booking block", hint: "block"),
    KeyBinding(.previousBlock, [.backTab], "previous booking block", hint: "block back"),
    KeyBinding(.pickBlock, [.character("b")], "pick a booking block by typing", hint: "blocks"),
    KeyBinding(
      .viewDay,
      [],
      "one day as a grid, with times and labels",
      hint: "day",
      sequences: [[.character("v"), .character("d")]]
    ),
    KeyBinding(
      .viewWeek,
      [],
      "the week as a grid",
      hint: "week",
      sequences: [[.character("v"), .character("w")]]
    ),
    KeyBinding(
      .viewAgenda,
      [],
      "the week as a table",
      hint: "agenda",
      sequences: [[.character("v"), .character("a")]]
    ),
    KeyBinding(.sort, [.character("o")], "sort the table by its next column", hint: "sort"),
    KeyBinding(.reverseSort, [.character("O")], "sort it the other way round", hint: "reverse"),
    KeyBinding(.create, [.character("c")], "create a slot here", hint: "create"),
    KeyBinding(.edit, [.character("e")], "edit the slot", hint: "edit"),
    KeyBinding(.toggleStatus, [.character("d")], "disable or enable the slot", hint: "disable"),
    KeyBinding(
      .toggleLock,
      [.character("L")],
      "lock for 15 minutes (30L: for 30), or unlock",
      hint: "lock",
      takesCount: true
    ),
    KeyBinding(
      .delete,
      [.character("D"), .delete],
      "delete the slot, after a question",
      hint: "delete"
    ),
    KeyBinding(.book, [.character("a")], "book an appointment", hint: "book"),
    KeyBinding(.open, [.enter], "details, with the appointments", hint: "details"),
    KeyBinding(.mark, [.character(" ")], "mark the slot: d L D act on all marked", hint: "mark"),
    KeyBinding(.markRange, [.character("V")], "mark from here to the next V", hint: "range"),
    KeyBinding(.markAll, [.character("*")], "mark all slots of the week", hint: "mark all"),
    KeyBinding(.clearMarks, [.escape], "clear the marks", hint: "clear marks"),
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
      .cycleZone,
      [.character("z")],
      "times in the block's zone, yours, UTC",
      hint: "zone"
    ),
    KeyBinding(
      .refresh,
      [.character("r"), .control("l")],
      "read and draw everything again",
      hint: "refresh"
    ),
    KeyBinding(.help, [.character("?")], "this help", hint: "help"),
    KeyBinding(.suspend, [.control("z")], "to the shell; fg comes back", hint: "suspend"),
    KeyBinding(.quit, [.character("q"), .control("c")], "leave", hint: "leave"),
  ])
}
