extension JSONValue {
  public enum Layout: Sendable {
    /// One line without blanks.
    case compact
    /// A member a line, indented by two blanks.
    case indented
  }

  /// The value as JSON text with the keys of every object sorted. Whatever is not to be seen
  /// is escaped; parsing gives the same value back.
  public func text(_ layout: Layout = .compact) -> String {
    var writer = JSONWriter(layout: layout, escapesHidden: true)
    writer.add(self)
    return writer.text
  }

  /// The compact text as stores keep it, of which the length of metadata is counted. It stays as it has
  /// always been, so that equal values have equal texts in every store.
  var storedText: String {
    var writer = JSONWriter(layout: .compact, escapesHidden: false)
    writer.add(self)
    return writer.text
  }
}

/// Puts JSON text together.
struct JSONWriter {
  let layout: JSONValue.Layout
  /// Whether all that is hidden is escaped; else only what commands a terminal or turns a line around.
  let escapesHidden: Bool
  private(set) var text = ""

  init(layout: JSONValue.Layout = .compact, escapesHidden: Bool) {
    self.layout = layout
    self.escapesHidden = escapesHidden
  }

  mutating func add(_ value: JSONValue) { add(value, 0) }

  private mutating func add(_ value: JSONValue, _ depth: Int) {
    switch value {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .number(let literal): text += literal
    case .string(let value): addQuoted(value)
    case .array(let values):
      addList("[", "]", values, depth) { $0.add($1, depth + 1) }
    case .object(let members):
      addList("{", "}", members.sorted { $0.key < $1.key }, depth) {
        $0.addQuoted($1.key.text)
        $0.text += $0.layout == .compact ? ":" : ": "
        $0.add($1.value, depth + 1)
      }
    }
  }

  private mutating func addList<Element>(
    _ open: String,
    _ close: String,
    _ elements: [Element],
    _ depth: Int,
    element: (inout Self, Element) -> Void
  ) {
    text += open
    for (index, value) in elements.enumerated() {
      if index > 0 { text += "," }
      if layout == .indented { breakLine(depth + 1) }
      element(&self, value)
    }
    if layout == .indented, !elements.isEmpty { breakLine(depth) }
    text += close
  }

  private mutating func breakLine(_ depth: Int) {
    text += "\n"
    for _ in 0..<depth { text += "  " }
  }

  private mutating func addQuoted(_ value: String) {
    Self.add(quoted: value, to: &text, escapesHidden: escapesHidden)
  }

  /// Appends a string with its quotes.
  static func add(quoted value: String, to text: inout String, escapesHidden: Bool) {
    text += "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case "\u{0}"..<" ", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}", "\u{202A}"..."\u{202E}",
        "\u{2066}"..."\u{2069}":
        add(escaped: scalar, to: &text)
      case _ where escapesHidden && scalar.isHidden: add(escaped: scalar, to: &text)
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }

  /// As `\u` and four digits; twice, for a scalar behind those of 16 bits.
  private static func add(escaped scalar: Unicode.Scalar, to text: inout String) {
    for unit in String(scalar).utf16 {
      let digits = String(unit, radix: 16)
      text += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
    }
  }
}
