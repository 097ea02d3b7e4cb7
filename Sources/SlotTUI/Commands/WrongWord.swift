import SlotDomain

/// A noun, a verb or an option that there is not, and what may have been meant.
struct WrongWord: Hashable {
  enum Kind: Hashable {
    case noun, verb, option
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
        let isComplete = isLong ? name != word : word != name
        if option.takesValue, !isComplete { _ = rest.popFirst() }
        continue
      }
      let isNumber = word.dropFirst().first?.isNumber ?? false
      guard !isNumber, !builtIn.contains(name), !word.begins(with: "---") else { continue }
      let known = node.options.flatMap(\.names).filter { $0.begins(with: "--") }
      let meant = NearWord.nearest(to: name, among: known)
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
    let choice = meant.dropLast().joined(separator: ", ")
    let last = meant.last.map { (choice.isEmpty ? "" : "\(choice) or ") + $0 }
    let question = last.map { " Did you mean \($0)?" } ?? ""
    switch kind {
    case .noun:
      return "There is no \"\(word)\".\(question)\nThere are: \(list)."
    case .verb:
      return "\(place) has no verb \"\(word)\".\(question)"
        + (known.isEmpty ? "" : "\nThere are: \(list).")
    case .option:
      return "\(place) has no option \(word).\(question)"
        + (meant.isEmpty && !known.isEmpty ? "\nThere are: \(list)." : "")
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
    let letters = word.drop { $0 == "-" }
    let near = known.compactMap { known -> (word: String, distance: Int)? in
      let other = known.drop { $0 == "-" }
      let distance = distance(letters, other)
      return distance <= max(1, (min(letters.count, other.count) + 1) / 2 - 1)
        ? (known, distance) : nil
    }
    return near.min { $0.distance < $1.distance }?.word
  }

  /// The words of other programs, and of people.
  private static let synonyms = [
    "add": ["create"], "new": ["create"], "make": ["create", "init"], "book": ["create"],
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

  /// How many letters have to be put in, left out, replaced, or swapped with their neighbour.
  static func distance(_ a: Substring, _ b: Substring) -> Int {
    let (a, b) = (Array(a.unicodeScalars.prefix(64)), Array(b.unicodeScalars.prefix(64)))
    var rows = [Array(0...b.count)]
    for i in 0..<a.count {
      var row = [i + 1]
      for j in 0..<b.count {
        var best = min(rows[i][j + 1], row[j]) + 1
        best = min(best, rows[i][j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          best = min(best, rows[i - 1][j - 1] + 1)
        }
        row.append(best)
      }
      rows.append(row)
    }
    return rows[a.count][b.count]
  }
}
