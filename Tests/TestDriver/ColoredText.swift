/// Lines with the sequences that colour them, taken apart.
struct ColoredText {
  /// The text alone, without the blanks at the ends.
  private(set) var rows: [String] = []
  private(set) var reversed: Set<Screen.Position> = []
  private var isReversed = false

  init(_ lines: [Substring]) {
    for line in lines { take(line) }
  }

  private mutating func take(_ line: Substring) {
    var row = ""
    var rest = line[...]
    while let character = rest.popFirst() {
      guard character == "\u{1B}" else {
        if isReversed { reversed.insert(Screen.Position(x: row.count, y: rows.count)) }
        row.append(character)
        continue
      }
      let sequence = rest.prefix { !$0.isLetter }
      rest = rest.dropFirst(sequence.count + 1)
      obey(sequence.dropFirst().split(separator: ";", omittingEmptySubsequences: false))
    }
    while row.last == " " { row.removeLast() }
    rows.append(row)
  }

  /// Takes the parameters of a sequence that sets colours and attributes.
  private mutating func obey(_ parameters: [Substring]) {
    for parameter in parameters {
      switch parameter {
      case "", "0", "27": isReversed = false
      case "7": isReversed = true
      case "38", "48": return
      default: break
      }
    }
  }
}
