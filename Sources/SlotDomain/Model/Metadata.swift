/// The user's own data on an object: a JSON object, kept as compact text with sorted keys.
///
/// Keys have at most 100 characters, values at most 5,000 characters as compact JSON. It
/// is parsed only when somebody asks for a member, so that a week of slots reads fast.
public struct Metadata: Hashable, Sendable {
  public static let maximumKeyLength = 100
  public static let maximumValueLength = 5000
  /// In bytes, of all of it: a line of a file has to have room for it.
  public static let maximumLength = 1_000_000
  /// So many values lie in one another at most: a line of a file, and the journal, have metadata in
  /// objects of their own, and what was exported has to be read again.
  static let maximumDepth = 250
  public static let empty = Metadata(stored: "{}")

  /// Compact JSON text, keys sorted.
  public let json: String

  /// Texts that look the same but have different bytes are equal to Swift; not here, or the second
  /// could not be put in the place of the first.
  public static func == (a: Metadata, b: Metadata) -> Bool {
    a.json.utf8.elementsEqual(b.json.utf8)
  }

  /// Text that is known to be metadata: it comes from the store, which checked it on its way in.
  init(stored json: String) { self.json = json }

  /// - Throws: `.metadataTooLong` E042 with the key, `.badRequest` E013 for what is no object, or has
  ///   too many values in one another.
  public init(_ value: JSONValue) throws(SlotError) {
    guard case .object(let members) = value else {
      throw .badRequest("Metadata must be a JSON object such as {\"name\": \"Ada\"}.")
    }
    try Self.checkLengths(members)
    guard !value.isDeeper(than: Self.maximumDepth) else {
      throw .badRequest(
        "Metadata is nested too deeply: \(Self.maximumDepth) values can lie in one another."
      )
    }
    json = value.storedText
    guard json.utf8.count <= Self.maximumLength else { throw .metadataTooLong(key: nil) }
  }

  /// - Throws: `.metadataTooLong` E042 with the key.
  static func checkLengths(_ members: JSONMembers) throws(SlotError) {
    for (key, value) in members {
      // Not graphemes: one of those can be arbitrarily long.
      guard key.text.unicodeScalars.count <= Self.maximumKeyLength,
        value.storedText.unicodeScalars.count <= Self.maximumValueLength
      else { throw .metadataTooLong(key: key.text) }
    }
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

  /// By their keys. Empty when the stored text is no JSON object.
  private var object: JSONMembers {
    guard !isEmpty, case .object(let members)? = try? JSONValue(parsing: json) else { return [:] }
    return members
  }

  /// The members in the order of their keys.
  public var members: [(key: String, value: JSONValue)] {
    object.sorted { $0.key < $1.key }.map { ($0.key.text, $0.value) }
  }

  public subscript(key: String) -> JSONValue? {
    object[key]
  }

  /// The same with one member more, or another value for it.
  ///
  /// - Throws: `.metadataTooLong` E042.
  public func setting(_ key: String, to value: JSONValue) throws(SlotError) -> Metadata {
    var members = object
    members[key] = value
    return try Metadata(.object(members))
  }

  /// The same with other values for some members; those that are null are taken away.
  ///
  /// - Throws: `.metadataTooLong` E042.
  public func merging(_ changes: JSONMembers) throws(SlotError) -> Metadata {
    var members = object
    for (key, value) in changes { members[key] = value == .null ? nil : value }
    return try Metadata(.object(members))
  }

  /// Whom or what it is about: the convention is `name`, else the first string; none that is
  /// blank.
  public var label: String? {
    func names(_ text: String) -> Bool { text.utf8.contains { $0 != UInt8(ascii: " ") } }
    if let name = self["name"]?.string, names(name) { return name }
    return members.lazy.compactMap(\.value.string).first(where: names)
  }

  /// Whether it is what it should be: of a store that somebody tampered with it may be any text.
  var isObject: Bool {
    guard !isEmpty else { return true }
    if case .object? = try? JSONValue(parsing: json) { return true } else { return false }
  }

  /// The value for JSON output.
  var value: JSONValue { isEmpty ? .object([:]) : (try? JSONValue(parsing: json)) ?? .object([:]) }
}
