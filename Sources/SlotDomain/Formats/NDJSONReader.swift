/// Blocks, slots and appointments as JSON, one object a line.
///
/// What the store counts itself and what says something about a moment only (`available`,
/// `locked_until`) is passed over.
///
/// - Note: Source: docs/file-format.md, NDJSON.
public struct NDJSONReader: RecordReader {
  public let passedOver = 0

  public init() {}

  public mutating func read(_ line: [UInt8], number: Int) -> [ReadRecord] {
    if let slot = SlotLine.record(line) { return [ReadRecord(line: number, .success(.slot(slot)))] }
    if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { return [] }
    return [ReadRecord(line: number) { () throws(SlotError) in try Self.anyRecord(line) }]
  }

  public mutating func finish() -> ReadRecords { ReadRecords([]) }

  /// Of any JSON, or what is wrong with it.
  static func anyRecord(_ line: [UInt8]) throws(SlotError) -> ObjectRecord {
    let value: JSONValue
    do {
      value = try JSONValue(parsing: line)
    } catch {
      throw .badRequest(error.sentence(for: "The line"))
    }
    guard case .object(let members) = value else {
      throw .badRequest("The line must be a JSON object.")
    }
    var properties = RecordProperties(members)
    let record: ObjectRecord
    switch members["_object"]?.string {
    case "booking_block": record = .block(try block(&properties))
    case "slot": record = .slot(try slot(&properties))
    case "appointment": record = .appointment(try appointment(&properties))
    case let other:
      throw .badRequest(
        "The property _object must be booking_block, slot or appointment, not"
          + " \(other.map { "\"\(shown($0))\"" } ?? "missing")."
      )
    }
    try properties.checkAllRead()
    return record
  }

  private static func block(_ from: inout RecordProperties) throws(SlotError) -> BlockRecord {
    var record = BlockRecord(id: try from.id())
    record.shortID = try from.text("short_id")
    // A blank one comes back as it was exported.
    record.name = try from.text("name").map { BlockName.isBlank($0) ? $0 : $0.trimmed }
    record.timezone = try from.text("timezone")
    record.status = try from.choice("status")
    record.bookingDisabledBefore = try from.number("booking_disabled_before") {
      .bookingDisabledBeforeInvalid($0)
    }
    record.metadata = try from.metadata()
    record.createdAt = try from.date("created_at")
    record.updatedAt = try from.date("updated_at")
    from.passOver(BlockProperty.derived)
    return record
  }

  private static func slot(_ from: inout RecordProperties) throws(SlotError) -> SlotRecord {
    var record = SlotRecord(
      id: try from.id(),
      blockID: try from.id("booking_block_id"),
      range: TimeRange(
        start: try from.required("start_date", try from.date("start_date")),
        end: try from.required("end_date", try from.date("end_date"))
      )
    )
    record.capacity = try from.number("capacity") { .capacityInvalid($0) }
    record.status = try from.choice("status")
    record.isLockable = try from.flag("lockable")
    record.metadata = try from.metadata()
    record.createdAt = try from.date("created_at")
    record.updatedAt = try from.date("updated_at")
    from.passOver(SlotProperty.derived)
    return record
  }

  private static func appointment(
    _ from: inout RecordProperties
  ) throws(SlotError) -> AppointmentRecord {
    var record = AppointmentRecord(id: try from.id(), slotID: try from.id("slot_id"))
    record.status = try from.choice("status")
    record.metadata = try from.metadata()
    record.createdAt = try from.date("created_at")
    record.updatedAt = try from.date("updated_at")
    from.passOver(AppointmentProperty.derived)
    return record
  }
}
