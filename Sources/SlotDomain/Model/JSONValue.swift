/// A JSON value (RFC 8259) that gives numbers back as they were written, so that integers of 64
/// bits and decimals such as `1.10` survive a round trip exactly.
public enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  /// The literal as it stood in the text.
  case number(String)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])

  public static func integer(_ value: some BinaryInteger) -> JSONValue { .number("\(value)") }

  public var string: String? {
    if case .string(let value) = self { value } else { nil }
  }

  /// The number as a 64-bit integer; nil when it is none, or written with a fraction or exponent.
  public var integer: Int64? {
    if case .number(let literal) = self { Int64(literal) } else { nil }
  }

  public var bool: Bool? {
    if case .bool(let value) = self { value } else { nil }
  }
}

extension JSONValue: ExpressibleByStringLiteral {
  public init(stringLiteral value: String) { self = .string(value) }
}

extension JSONValue {
  public enum Layout: Sendable {
    /// One line without blanks.
    case compact
    /// A member a line, indented by two blanks.
    case indented
  }

  /// The value as JSON text with the keys of every object sorted (SPEC §1).
  public func text(_ layout: Layout = .compact) -> String {
    var out = ""
    write(into: &out, layout, depth: 0)
    return out
  }

  func write(into out: inout String, _ layout: Layout, depth: Int) {
    switch self {
    case .null: out += "null"
    case .bool(let value): out += value ? "true" : "false"
    case .number(let literal): out += literal
    case .string(let value): JSONValue.writeQuoted(value, into: &out)
    case .array(let values):
      JSONValue.writeList(open: "[", close: "]", values, into: &out, layout, depth) {
        $0.write(into: &$1, layout, depth: depth + 1)
      }
    case .object(let members):
      let sorted = members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      JSONValue.writeList(open: "{", close: "}", sorted, into: &out, layout, depth) {
        JSONValue.writeQuoted($0.key, into: &$1)
        $1 += layout == .compact ? ":" : ": "
        $0.value.write(into: &$1, layout, depth: depth + 1)
      }
    }
  }

  private static func writeList<Element>(
    open: String,
    close: String,
    _ elements: [Element],
    into out: inout String,
    _ layout: Layout,
    _ depth: Int,
    element: (Element, inout String) -> Void
  ) {
    out += open
    for (index, value) in elements.enumerated() {
      if index > 0 { out += "," }
      if layout == .indented { breakLine(&out, depth + 1) }
      element(value, &out)
    }
    if layout == .indented, !elements.isEmpty { breakLine(&out, depth) }
    out += close
  }

  private static func breakLine(_ out: inout String, _ depth: Int) {
    out += "\n"
    for _ in 0..<depth { out += "  " }
  }

  /// A string with its quotes. Control characters are escaped, C1 and DEL among them, so that JSON
  /// shown on a terminal cannot drive it; parsing gives the same string back.
  static func writeQuoted(_ value: String, into out: inout String) {
    out += "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\r": out += "\\r"
      case "\t": out += "\\t"
      case "\u{0}"..<" ", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}", "\u{202A}"..."\u{202E}",
        "\u{2066}"..."\u{2069}":
        let digits = String(scalar.value, radix: 16)
        out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: out.unicodeScalars.append(scalar)
      }
    }
    out += "\""
  }
}
