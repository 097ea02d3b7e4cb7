/// A slot's line as it is mostly written, read without making a value of every member: a file has a
/// million of them.
///
/// Order and blanks are free. Whatever is unusual beyond that (an escape, another date, a member that
/// is missing, unknown, wrong or there twice) is left to who reads any JSON, and can say what is wrong.
struct SlotLine {
  /// In the order in which they are written.
  private enum Property: Int, CaseIterable {
    case object, available, blockID, capacity, createdAt, end, id, lockable, lockedUntil, metadata
    case active, appointments, cancelled, start, status, updatedAt

    var name: StaticString {
      switch self {
      case .object: "_object"
      case .available: "available"
      case .blockID: "booking_block_id"
      case .capacity: "capacity"
      case .createdAt: "created_at"
      case .end: "end_date"
      case .id: "id"
      case .lockable: "lockable"
      case .lockedUntil: "locked_until"
      case .metadata: "metadata"
      case .active: "num_active_appointments"
      case .appointments: "num_appointments"
      case .cancelled: "num_cancelled_appointments"
      case .start: "start_date"
      case .status: "status"
      case .updatedAt: "updated_at"
      }
    }
  }

  private var text: PlainJSON
  private var id: Slot.ID?
  private var blockID: BookingBlock.ID?
  private var start: Instant?
  private var end: Instant?
  private var capacity: Int?
  private var status: Slot.Status?
  private var isLockable: Bool?
  private var metadata: Metadata?
  private var createdAt: Instant?
  private var updatedAt: Instant?

  /// Nil for what is no slot, or not written as usual.
  static func record(_ line: [UInt8]) -> SlotRecord? {
    line.withUnsafeBufferPointer { bytes in
      var reader = SlotLine(text: PlainJSON(bytes))
      return reader.readAll() ? reader.record : nil
    }
  }

  private init(text: PlainJSON) { self.text = text }

  private var record: SlotRecord? {
    guard let id, let blockID, let start, let end else { return nil }
    var record = SlotRecord(id: id, blockID: blockID, range: TimeRange(start: start, end: end))
    record.capacity = capacity
    record.status = status
    record.isLockable = isLockable
    record.metadata = metadata
    record.createdAt = createdAt
    record.updatedAt = updatedAt
    return record
  }

  private mutating func readAll() -> Bool {
    guard text.skip("{") else { return false }
    var seen: UInt32 = 0
    var next = 0
    repeat {
      guard let name = text.string(), text.skip(":"), let property = Self.property(name, next),
        seen & 1 << property.rawValue == 0, read(property)
      else { return false }
      seen |= 1 << property.rawValue
      next = property.rawValue + 1
    } while text.skip(",")
    // What is an object says so itself.
    return text.skip("}") && text.isAtEnd && seen & 1 << Property.object.rawValue != 0
  }

  /// The one that comes after the last one, as a rule.
  private static func property(_ name: PlainJSON.Text, _ next: Int) -> Property? {
    if let property = Property(rawValue: next), name.isEqual(to: property.name) { return property }
    return Property.allCases.first { name.isEqual(to: $0.name) }
  }

  private mutating func read(_ property: Property) -> Bool {
    switch property {
    case .object: text.string()?.isEqual(to: "slot") == true
    case .available, .active, .appointments, .cancelled, .lockedUntil: text.skipScalar()
    case .blockID: Self.set(&blockID, text.string()?.identifier())
    case .id: Self.set(&id, text.string()?.identifier())
    case .start: Self.set(&start, text.string()?.instant)
    case .end: Self.set(&end, text.string()?.instant)
    case .createdAt: Self.set(&createdAt, text.string()?.instant)
    case .updatedAt: Self.set(&updatedAt, text.string()?.instant)
    case .capacity: Self.set(&capacity, text.number())
    case .lockable: Self.set(&isLockable, text.flag())
    case .status: Self.set(&status, text.string()?.status)
    case .metadata: Self.set(&metadata, text.metadata())
    }
  }

  /// False when there is no such value: `null`, too, is for others to judge.
  private static func set<Value>(_ property: inout Value?, _ value: Value?) -> Bool {
    property = value
    return value != nil
  }
}

extension PlainJSON.Text {
  fileprivate var status: Slot.Status? {
    isEqual(to: "active") ? .active : isEqual(to: "disabled") ? .disabled : nil
  }
}
