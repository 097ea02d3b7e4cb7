/// Who an appointment is for, as its metadata has it. Empty is what it does not have.
public struct Person: Hashable, Sendable {
  public var name: String
  public var phone: String
  public var email: String

  public init(name: String, phone: String = "", email: String = "") {
    self.name = name
    self.phone = phone
    self.email = email
  }

  public init(_ metadata: Metadata) {
    let members = PersonMembers(metadata)
    (name, phone, email) = (members.name, members.phone, members.email)
  }
}

/// Who has a place, as a cell shows it.
public struct Guest: Hashable, Sendable {
  /// The name, else the first text of the metadata, else the short id. Never empty.
  public let label: String
  /// Empty where there is none.
  public let phone: String
  /// The same.
  public let note: String
  public let appointment: Appointment.ID

  public init(label: String, phone: String, note: String = "", appointment: Appointment.ID) {
    self.label = label
    self.phone = phone
    self.note = note
    self.appointment = appointment
  }

  init(_ appointment: Appointment.ID, _ metadata: Metadata) {
    let members = PersonMembers(metadata)
    let label = members.label ?? ""
    self.init(
      label: label.isEmpty ? appointment.short : label,
      phone: members.phone,
      note: members.note,
      appointment: appointment
    )
  }
}

/// What stored metadata says of a person, read straight from its bytes: a screen asks for it with every
/// slot that it shows, and parsing all of each would take most of that time.
struct PersonMembers {
  private(set) var name = ""
  private(set) var phone = ""
  private(set) var email = ""
  private(set) var note = ""
  /// `Metadata.label`.
  private(set) var label: String?

  init(_ metadata: Metadata) {
    guard !metadata.isEmpty else { return }
    var json = metadata.json
    let isRead = json.withUTF8 { bytes in
      guard let stored = StoredPerson(bytes) else { return false }
      func text(_ bytes: StoredPerson.Text?) -> String? {
        bytes.map { String(decoding: $0, as: UTF8.self) }
      }
      (name, phone) = (text(stored.name) ?? "", text(stored.phone) ?? "")
      (email, note) = (text(stored.email) ?? "", text(stored.note) ?? "")
      label = text(stored.label)
      return true
    }
    if !isRead { parse(metadata) }
  }

  private mutating func parse(_ metadata: Metadata) {
    name = AppointmentMember.name.text(in: metadata)
    phone = AppointmentMember.phone.text(in: metadata)
    email = AppointmentMember.email.text(in: metadata)
    note = AppointmentMember.note.text(in: metadata)
    label = metadata.label
  }
}

/// Where a person's members stand in the bytes of metadata.
struct StoredPerson {
  typealias Text = Slice<UnsafeBufferPointer<UInt8>>

  private(set) var name: Text?
  private(set) var phone: Text?
  private(set) var email: Text?
  private(set) var note: Text?
  /// The name if it is a text, else the first text; none that is blank.
  private(set) var label: Text?

  /// Nil when the bytes are not what a store writes, or something in them has to be decoded.
  init?(_ json: UnsafeBufferPointer<UInt8>) {
    var members = StoredMembers(json)
    var isNamed = false
    while let (key, value) = members.next() {
      if label == nil, value.names { label = value.bytes }
      switch key.count {
      case 4 where key.isSame(as: "name"):
        name = value.bytes
        isNamed = value.names
      case 4 where key.isSame(as: "note"): note = value.bytes
      case 5 where key.isSame(as: "phone"): phone = value.bytes
      case 5 where key.isSame(as: "email"): email = value.bytes
      default: break
      }
    }
    if isNamed { label = name }
    guard members.isAtEnd else { return nil }
  }
}

/// The members of an object as a store writes it: compact, keys sorted. It stops where something is
/// different, or has an escape.
private struct StoredMembers {
  struct Value {
    let bytes: StoredPerson.Text
    let isString: Bool

    /// Whether somebody can be known by it.
    var names: Bool { isString && bytes.contains { $0 != UInt8(ascii: " ") } }
  }

  private let json: UnsafeBufferPointer<UInt8>
  private var position = 1

  init(_ json: UnsafeBufferPointer<UInt8>) { self.json = json }

  /// Whether all of it was understood.
  var isAtEnd: Bool { position == json.count && json.first == UInt8(ascii: "{") }

  mutating func next() -> (key: StoredPerson.Text, value: Value)? {
    guard let key = string(), skip(":"), let value = value() else { return nil }
    guard skip(",") || skip("}") else { return nil }
    return (key, value)
  }

  private mutating func skip(_ scalar: Unicode.Scalar) -> Bool {
    guard position < json.count, json[position] == UInt8(ascii: scalar) else { return false }
    position += 1
    return true
  }

  /// What stands between quotes.
  private mutating func string() -> StoredPerson.Text? {
    guard skip("\"") else { return nil }
    let start = position
    while position < json.count {
      switch json[position] {
      case UInt8(ascii: "\""):
        position += 1
        return json[start..<(position - 1)]
      case UInt8(ascii: "\\"): return nil
      default: position += 1
      }
    }
    return nil
  }

  private mutating func value() -> Value? {
    guard position < json.count else { return nil }
    switch json[position] {
    case UInt8(ascii: "\""): return string().map { Value(bytes: $0, isString: true) }
    // A list or an object has to be written anew, and null is no text.
    case UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: "n"): return nil
    default: break
    }
    let start = position
    while position < json.count, json[position] != UInt8(ascii: ","),
      json[position] != UInt8(ascii: "}")
    {
      position += 1
    }
    return start < position ? Value(bytes: json[start..<position], isString: false) : nil
  }
}

extension Slice<UnsafeBufferPointer<UInt8>> {
  fileprivate func isSame(as text: StaticString) -> Bool {
    elementsEqual(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }
}
