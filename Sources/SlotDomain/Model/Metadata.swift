/// The user's own data on an object: a JSON object, kept as compact text with sorted keys.
///
/// Keys have at most 100 characters, values at most 5,000 characters as compact JSON (SPEC §1). It
/// is parsed only when somebody asks for a member, so that a week of slots reads fast.
public struct Metadata: Hashable, Sendable {
  public static let maximumKeyLength = 100
  public static let maximumValueLength = 5000
  public static let empty = Metadata(stored: "{}")

  /// Compact JSON text, keys sorted.
  public let json: String

  /// Texts that look the same but have different bytes are equal to Swift; not here, or the second
  /// could not be put in the place of the first.
  public static func == (a: Metadata, b: Metadata) -> Bool {
    a.json.utf8.count == b.json.utf8.count && a.json == b.json
  }

  /// Text that is known to be metadata: it comes from the store, which checked it on its way in.
  init(stored json: String) { self.json = json }

  /// - Throws: `.metadataTooLong` E042 with the key, `.badRequest` E013 for what is no object.
  public init(_ value: JSONValue) throws(SlotError) {
    guard case .object(let members) = value else {
      throw .badRequest("Metadata must be a JSON object such as {\"name\": \"Ada\"}.")
    }
    for (key, value) in members {
      // Not graphemes: one of those can be arbitrarily long.
      guard key.unicodeScalars.count <= Self.maximumKeyLength,
        value.text().unicodeScalars.count <= Self.maximumValueLength
      else { throw .metadataTooLong(key: key) }
    }
    json = value.text()
  }

  /// - Throws: also `.metadataKeyNotString` E043, and `.badRequest` E013 for what is no JSON.
  public init(parsing text: String) throws(SlotError) {
    let value: JSONValue
    do {
      value = try JSONValue(parsing: text)
    } catch {
      throw error.reason == .keyNotString
        ? .metadataKeyNotString(offset: error.offset) : .badRequest(error.sentence(for: "Metadata"))
    }
    try self.init(value)
  }

  public var isEmpty: Bool { json == "{}" }

  /// The members in the order of their keys. Empty when the stored text is no JSON object.
  public var members: [(key: String, value: JSONValue)] {
    guard !isEmpty, case .object(let members)? = try? JSONValue(parsing: json) else { return [] }
    return members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
  }

  public subscript(key: String) -> JSONValue? {
    members.first { $0.key == key }?.value
  }

  /// The same with one member more, or another value for it.
  ///
  /// - Throws: `.metadataTooLong` E042.
  public func setting(_ key: String, to value: JSONValue) throws(SlotError) -> Metadata {
    var members = Dictionary(uniqueKeysWithValues: self.members.map { ($0.key, $0.value) })
    members[key] = value
    return try Metadata(.object(members))
  }

  /// Whom or what it is about: the convention is `name`, else the first string (SPEC §1).
  public var label: String? {
    let members = members
    return members.first { $0.key == "name" }?.value.string
      ?? members.lazy.compactMap(\.value.string).first
  }

  /// The value for JSON output.
  var value: JSONValue { isEmpty ? .object([:]) : (try? JSONValue(parsing: json)) ?? .object([:]) }
}
