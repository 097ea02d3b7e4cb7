import SlotDomain

/// Something that `:` can do: a name, what it does, and perhaps something to be typed behind it.
struct PaletteCommand: Sendable {
  /// What Enter does.
  enum Deed: Sendable {
    /// The row of the table of keys that it stands for.
    case key(KeyBinding)
    /// Does what was typed behind the name. Nil when that was not understood, which is said.
    case typed(@Sendable (inout Desk, String) -> [Effect]?)
    /// The command line does it, like this; mostly to a store.
    case commandLine(String, isOfStore: Bool = true)
  }

  let name: String
  let help: String
  let deed: Deed
  /// What is to follow the name, as in `as-of TIME`; nil when nothing is.
  var argument: String?
  /// In which part of the help it stands.
  var group = ""
  /// What people also call it.
  private var words: [Substring] = []

  var binding: KeyBinding? { if case .key(let binding) = deed { binding } else { nil } }

  private init(_ binding: KeyBinding) {
    (name, help, deed) = (binding.action.name, binding.help, .key(binding))
    (group, words) = (binding.group, binding.words)
  }

  private init(
    _ name: String,
    _ help: String,
    argument: String? = nil,
    group: String,
    words: String,
    _ deed: Deed
  ) {
    (self.name, self.help, self.deed, self.argument) = (name, help, deed, argument)
    (self.group, self.words) = (group, words.split(separator: " "))
  }

  /// All that there is: what needs more than a key, every row of the table of keys, and what is done
  /// elsewhere.
  ///
  /// - Parameters:
  ///   - keyMap: The table of keys.
  ///   - isRestricted: A login that may open no file has none that names one.
  static func all(_ keyMap: KeyMap, isRestricted: Bool = false) -> [PaletteCommand] {
    typed.filter { !isRestricted || $0.argument != file }
      + keyMap.bindings.filter { $0.action != .palette }.map { PaletteCommand($0) } + elsewhere
  }

  /// What follows where a file is named.
  static let file = "FILE"

  /// Without a row in the table of keys.
  static let typed = [
    PaletteCommand(
      "goto",
      "go to a date",
      argument: "DATE",
      group: "moving about",
      words: "date day calendar jump",
      .typed { $0.go(toWritten: $1) }
    ),
    PaletteCommand(
      "as-of",
      "everything as it was then; now comes back",
      argument: "TIME",
      group: "past",
      words: "then ago before past yesterday",
      .typed { $0.showPast(atWritten: $1) }
    ),
    PaletteCommand(
      "tomorrow",
      "the day after today",
      group: "moving about",
      words: "",
      .typed { desk, _ in desk.go(toWritten: "tomorrow") }
    ),
    PaletteCommand(
      "holidays",
      "close the slots on the whole days of a calendar, of this block or all",
      argument: file,
      group: "many at once",
      words: "holiday vacation closed calendar ics bank",
      .typed { closeHolidays(of: $1, &$0) }
    ),
  ]

  /// Closes what touches the whole days of a calendar's file, when that was said yes to. Nil where nothing
  /// may be changed, which is said.
  private static func closeHolidays(of path: String, _ desk: inout Desk) -> [Effect]? {
    guard !desk.settings.isRestricted else {
      desk.say("This login may open no file but the store.", .error)
      return nil
    }
    guard desk.mayChange() else { return nil }
    guard let block = desk.content.block else {
      desk.sayThereIsNoBlock()
      return nil
    }
    return [.findSlotsToClose(HolidayClosing(path: path, block: block.id))]
  }

  /// What the screen cannot do.
  private static let elsewhere = [
    PaletteCommand(
      "export",
      "write slots to a file, for a spreadsheet or a calendar",
      group: "elsewhere",
      words: "save csv ics ical spreadsheet excel download calendar",
      .commandLine("slottui export --format csv >slots.csv")
    ),
    PaletteCommand(
      "import",
      "take over files of other programs",
      group: "elsewhere",
      words: "load read csv ics ical upload calendar",
      .commandLine("slottui import FILE")
    ),
    PaletteCommand(
      "backup",
      "copy the store while it is in use",
      group: "elsewhere",
      words: "save copy",
      .commandLine("slottui backup FILE")
    ),
    PaletteCommand(
      "block-zone",
      "another time zone for a booking block",
      group: "elsewhere",
      words: "zone timezone clock doctor room",
      .commandLine("slottui block update BLOCK --timezone ZONE")
    ),
    PaletteCommand(
      "delete-block",
      "delete a booking block",
      group: "elsewhere",
      words: "remove delete doctor room",
      .commandLine("slottui block delete BLOCK")
    ),
    PaletteCommand(
      "configure",
      "settings: keys, colours, how times are written",
      group: "elsewhere",
      words: "settings config preferences options colours colors keys theme dark light",
      .commandLine("slottui config", isOfStore: false)
    ),
  ]
}

extension PaletteCommand {
  /// Why it cannot be done now; nil when it can.
  func obstacle(_ desk: Desk) -> String? {
    switch deed {
    case .key(let binding): desk.obstacle(to: binding.action)
    case .typed: nil
    case .commandLine: desk.settings.isRestricted ? "This login has no command line." : nil
    }
  }

  /// What it does, or how it is done.
  var text: String {
    if case .commandLine(let line, _) = deed { "\(help): \(line)" } else { help }
  }

  /// How well typed words describe it: the less the better; nil when one of them is no part of it.
  func distance(to words: Set<Substring>) -> Int? {
    if words.count == 1, let word = words.first {
      if word == name[...] { return -2 }
      if self.words.contains(word) { return -1 }
    }
    let name = Array(name.utf8)
    let text = Array("\(help) \(binding?.hint ?? "")".lowercased().utf8)
    var sum = 0
    for word in words {
      let distance = Self.distance(to: Array(word.utf8), name, text)
      let known =
        self.words.contains(word)
        ? 1 : self.words.contains { $0.hasPrefix(word) || word.isForm(of: $0) } ? 3 : nil
      guard let least = [distance, known].compactMap({ $0 }).min() else { return nil }
      sum += least
    }
    return sum
  }

  /// A whole word counts for more than the beginning of one, that for more than its middle, and the
  /// name for more than its help.
  private static func distance(to word: [UInt8], _ name: [UInt8], _ text: [UInt8]) -> Int? {
    let (dash, space) = (UInt8(ascii: "-"), UInt8(ascii: " "))
    if name.starts(with: word) { return 0 }
    if (name + [dash]).contains(bytes: [dash] + word + [dash]) { return 1 }
    if name.contains(bytes: [dash] + word) { return 2 }
    if text.starts(with: word) || text.contains(bytes: [space] + word) { return 3 }
    if name.contains(bytes: word) { return 4 }
    return text.contains(bytes: word) ? 5 : nil
  }
}
