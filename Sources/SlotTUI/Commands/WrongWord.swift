import SlotDomain

/// A noun, a verb or an option that there is not, or not there, and what may have been meant.
struct WrongWord: Hashable {
  enum Kind: Hashable {
    case noun, verb, option
    /// Options before the verb that they belong to.
    case order
  }

  let kind: Kind
  let word: String
  /// The command that it was written after, with the program's name: `slottui slot`.
  let place: String
  /// What there is in its stead.
  let known: [String]
  /// What may have been meant, the likeliest first.
  let meant: [String]

  /// The first such word; nil where all of them are known.
  init?(in arguments: [String], of program: CommandWords) {
    var (rest, node, place) = (arguments[...], program, program.name)
    let isHelp = rest.first == "help" && program.verbs.count > 0
    if isHelp { rest.removeFirst() }
    while let word = rest.first, !node.verbs.isEmpty {
      if word.begins(with: "-") {
        guard !isHelp, let wrong = WrongWord.option(in: rest, node, place) else { return nil }
        self = wrong
        return
      }
      guard let next = node.verb(word) else {
        self = .command(word, node, place, isRoot: place == program.name)
        return
      }
      rest.removeFirst()
      (node, place) = (next, "\(place) \(next.name)")
    }
    if isHelp {
      guard let word = rest.first, !word.begins(with: "-") else { return nil }
      self = .command(word, node, place, isRoot: false)
    } else if let wrong = WrongWord.option(in: rest, node, place) {
      self = wrong
    } else {
      return nil
    }
  }

  /// A verb of the program behind options; nil where there is none. Which of them have a value is known from
  /// what opens the screen, as it does without a verb.
  init?(in arguments: [String], opening screen: CommandWords, of program: CommandWords) {
    var rest = arguments[...]
    while let word = rest.first, word.begins(with: "-") {
      rest.removeFirst()
      if screen.option(word)?.takesValue ?? false { _ = rest.popFirst() }
    }
    guard rest.startIndex > 0, let verb = rest.first, program.verb(verb) != nil else { return nil }
    let line = [program.name] + rest + arguments[..<rest.startIndex]
    let meant = line.map(ShellWord.quoted).joined(separator: " ")
    self.init(.order, verb, program.name, [], [meant])
  }

  private init(_ kind: Kind, _ word: String, _ place: String, _ known: [String], _ meant: [String])
  {
    (self.kind, self.word, self.place, self.known, self.meant) = (kind, word, place, known, meant)
  }

  private static func command(
    _ word: String,
    _ node: CommandWords,
    _ place: String,
    isRoot: Bool
  ) -> WrongWord {
    let known = node.verbs.map(\.name)
    // A verb before its noun, or without one.
    let nouns = node.verbs.filter { $0.verb(word) != nil }
    let meant =
      nouns.isEmpty
      ? NearWord.nearest(to: word, among: known).map { [$0] } ?? []
      : nouns.map { "\($0.name) \(word)" }
    return WrongWord(isRoot ? .noun : .verb, word, place, known, meant)
  }

  /// Of a command's own words: what is behind an option that takes a value is that.
  private static func option(
    in words: ArraySlice<String>,
    _ node: CommandWords,
    _ place: String
  ) -> WrongWord? {
    var rest = words
    while let word = rest.popFirst(), word != "--" {
      guard word.begins(with: "-"), word != "-" else { continue }
      let isLong = word.begins(with: "--")
      let name = isLong ? String(word.prefix { $0 != "=" }) : String(word.prefix(2))
      if let option = node.option(name) {
        // Else its value is behind the sign.
        if option.takesValue, name == word { _ = rest.popFirst() }
        continue
      }
      let isNumber = word.dropFirst().first?.isNumber ?? false
      guard !isNumber, !builtIn.contains(name), !word.begins(with: "---") else { continue }
      let known = node.options.flatMap(\.names).filter { $0.begins(with: "--") }
      let meant = NearWord.nearest(to: name, among: known + ["--help", "--version"])
      return WrongWord(.option, name, place, known, meant.map { [$0] } ?? [])
    }
    return nil
  }

  private static let builtIn = [
    "--help", "-h", "--help-hidden", "--version", "--generate-completion-script",
    "--experimental-dump-help",
  ]

  /// What is wrong, what may have been meant and what there is.
  var message: String {
    let question = didYouMean(meant)
    switch kind {
    case .noun:
      return "There is no \"\(word)\".\(question)\nThere are: \(list)."
    case .verb:
      return "\(place) has no verb \"\(word)\".\(question)"
        + (known.isEmpty ? "" : "\nThere are: \(list).")
    case .option:
      return "\(place) has no option \(word).\(question)"
        + (meant.isEmpty && !known.isEmpty ? "\nThere are: \(list)." : "")
    case .order:
      return "Options stand behind the verb. Write \(listed(meant))"
    }
  }

  private var list: String { known.joined(separator: ", ") }

  /// The same as the parser would say it, with the way to the help.
  var usage: String {
    let what = known.isEmpty ? "" : kind == .option ? " <options>" : " <subcommand>"
    return """
      Error: \(message)
      Usage: \(place)\(what)
        See '\(place) --help' for more information.
      """
  }
}

/// What people mean when they write something else.
enum NearWord {
  /// Nil when nothing is near.
  static func nearest(to word: String, among known: [String]) -> String? {
    let word = word.lowercased()
    if let exact = known.first(where: { $0 == word }) { return exact }
    if let same = synonyms[word]?.first(where: known.contains) { return same }
    let longer = known.filter { $0.hasPrefix(word) }
    if word.count > 2, let first = longer.min(by: { $0.count < $1.count }) { return first }
    return NearText.nearest(to: word, among: known) { $0.drop { $0 == "-" } }
  }

  /// The words of other programs, and of people.
  private static let synonyms = [
    "add": ["create"], "new": ["create"], "make": ["create", "init"],
    "book": ["create", "appointment"], "people": ["appointment"], "clients": ["appointment"],
    "show": ["get", "list", "sheet"], "ls": ["list"], "view": ["get", "list", "open"],
    "edit": ["update"], "change": ["update"], "set": ["update"], "rename": ["update"],
    "remove": ["delete"], "rm": ["delete"], "del": ["delete"], "close": ["disable", "draft"],
    "open": ["enable", "publish"], "move": ["reschedule", "shift"], "search": ["find"],
    "slots": ["slot"], "blocks": ["block"], "doctors": ["block"], "calendar": ["block"],
    "appointments": ["appointment"], "booking": ["appointment"], "bookings": ["appointment"],
    "log": ["history"], "journal": ["history"], "print": ["sheet"], "day": ["sheet"],
    "series": ["plan"], "holiday": ["holidays"], "free": ["find", "slot"], "rebook": ["tray"],
    "stats": ["occupancy"], "settings": ["config"], "screen": ["open"], "copy": ["backup"],
    "--start": ["--from"], "--end": ["--until"], "--to": ["--until"], "--since": ["--from"],
    "--doctor": ["--block"], "--tz": ["--timezone"], "--zone": ["--timezone"],
    "--file": ["--output", "--db"], "--out": ["--output"], "--database": ["--db"],
    "--days": ["--weekday"], "--weekdays": ["--weekday", "--days"], "--hours": ["--between"],
    "--title": ["--name"], "--tel": ["--phone"], "--mail": ["--email"], "--comment": ["--note"],
    "--size": ["--capacity"], "--places": ["--capacity"], "--length": ["--minutes"],
  ]
}
