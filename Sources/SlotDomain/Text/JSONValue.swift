/// A JSON value (RFC 8259) that gives numbers back as they were written, so that integers of 64
/// bits and decimals such as `1.10` survive a round trip exactly.
public enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  /// The literal as it stood in the text.
  case number(String)
  case string(String)
  case array([JSONValue])
  case object(JSONMembers)

  /// Texts and names are compared byte by byte.
  public static func == (a: Self, b: Self) -> Bool {
    switch (a, b) {
    case (.null, .null): true
    case (.bool(let a), .bool(let b)): a == b
    case (.number(let a), .number(let b)), (.string(let a), .string(let b)):
      a.utf8.elementsEqual(b.utf8)
    case (.array(let a), .array(let b)): a == b
    case (.object(let a), .object(let b)): a == b
    case (.null, _), (.bool, _), (.number, _), (.string, _), (.array, _), (.object, _): false
    }
  }

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

  public var elements: [JSONValue]? {
    if case .array(let values) = self { values } else { nil }
  }

  public var members: JSONMembers? {
    if case .object(let members) = self { members } else { nil }
  }

  func isDeeper(than levels: Int) -> Bool {
    guard levels > 0 else { return true }
    return switch self {
    case .null, .bool, .number, .string: false
    case .array(let values): values.contains { $0.isDeeper(than: levels - 1) }
    case .object(let members): members.values.contains { $0.isDeeper(than: levels - 1) }
    }
  }
}

extension JSONValue: ExpressibleByStringLiteral {
  public init(stringLiteral value: String) { self = .string(value) }
}

extension JSONValue.ParseError {
  /// One sentence about a text that should have been JSON.
  public func sentence(for what: String) -> String {
    let explanation =
      switch reason {
      case .unexpectedEnd: "it ends too early"
      case .unexpectedCharacter: "unexpected character"
      case .invalidEscape: "invalid escape"
      case .invalidNumber: "invalid number"
      case .invalidUTF8: "invalid UTF-8"
      case .keyNotString: "a key is not a string"
      case .tooDeep: "nested too deeply"
      case .trailingText: "more text after the end"
      }
    let remedy = reason == .invalidUTF8 ? " Save it as UTF-8." : ""
    return "\(what) cannot be read as JSON: \(explanation) at character \(offset + 1).\(remedy)"
  }
}
