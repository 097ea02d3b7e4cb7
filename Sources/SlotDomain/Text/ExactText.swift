/// A text that is equal to another one only byte by byte.
///
/// To Swift, texts are equal that Unicode writes in two ways (`é` as one scalar or as two). Where a text
/// is a name that somebody else looks up or gets back, that would put one value in another's place.
public struct ExactText: Hashable, Sendable {
  public let text: String

  public init(_ text: String) { self.text = text }

  public static func == (a: Self, b: Self) -> Bool { a.text.utf8.elementsEqual(b.text.utf8) }

  /// Of the bytes too: texts that are equal to Swift would otherwise all fall in one place, and
  /// somebody could write thousands of them.
  public func hash(into hasher: inout Hasher) {
    var text = text
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    hasher.combine(0xFF as UInt8)
  }
}

extension ExactText: Comparable {
  public static func < (a: Self, b: Self) -> Bool {
    a.text.utf8.lexicographicallyPrecedes(b.text.utf8)
  }
}

extension ExactText: ExpressibleByStringLiteral, CustomStringConvertible {
  public init(stringLiteral text: String) { self.text = text }
  public var description: String { text }
}

/// The members of a JSON object. Names that only look alike are two.
public typealias JSONMembers = [ExactText: JSONValue]

extension JSONMembers {
  public subscript(name: String) -> JSONValue? {
    get { self[ExactText(name)] }
    set { self[ExactText(name)] = newValue }
  }
}

extension StringProtocol {
  /// The place of the first such byte, whatever stands around it: to `firstIndex(of:)` a delimiter is
  /// not there when a mark is combined with it.
  public func firstPlace(of delimiter: Unicode.Scalar) -> Index? {
    utf8.firstIndex(of: UInt8(ascii: delimiter))
  }

  public func lastPlace(of delimiter: Unicode.Scalar) -> Index? {
    utf8.indices.reduce(nil) { utf8[$1] == UInt8(ascii: delimiter) ? $1 : $0 }
  }

  /// Whether it begins with these bytes, whatever is combined with the last of them.
  public func begins(with start: StaticString) -> Bool {
    utf8.starts(with: UnsafeBufferPointer(start: start.utf8Start, count: start.utf8CodeUnitCount))
  }
}
