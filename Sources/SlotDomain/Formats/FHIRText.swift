/// Blocks and slots as FHIR resources, one a line, as SMART Scheduling Links publishes them.
///
/// - Note: Source: HL7 FHIR R4, Schedule and Slot; SMART Scheduling Links, Bulk Publication.
public enum FHIRText {
  static let capacityExtension =
    "http://fhir-registry.smarthealthit.org/StructureDefinition/slot-capacity"

  public static func schedule(_ block: BookingBlock) -> String {
    JSONValue.object([
      "active": .bool(block.status == .published),
      "actor": .array([.object(["display": .string(block.name)])]),
      "id": .string("\(block.id)"),
      "resourceType": "Schedule",
    ]).text() + "\n"
  }

  /// `free` when there is room, `busy` when there is none, `busy-unavailable` when it is disabled.
  public static func slot(_ slot: Slot, dates: DateStyle = .utc) -> String {
    let status =
      slot.status == .disabled ? "busy-unavailable" : slot.freePlaces > 0 ? "free" : "busy"
    return JSONValue.object([
      "end": dates.value(slot.range.end),
      "extension": .array([
        .object(["url": .string(capacityExtension), "valueInteger": .integer(slot.capacity)])
      ]),
      "id": .string("\(slot.id)"),
      "resourceType": "Slot",
      "schedule": .object(["reference": .string("Schedule/\(slot.blockID)")]),
      "start": dates.value(slot.range.start),
      "status": .string(status),
    ]).text() + "\n"
  }
}

/// Reads Schedules as booking blocks and Slots as slots; other resources are passed over.
///
/// An id that is no UUID becomes one that is made of it. A block is named by its Schedule's first
/// actor, else its comment, else its id.
public struct FHIRReader: RecordReader {
  public private(set) var passedOver = 0
  private let timezone: String

  /// - Parameter timezone: Of new blocks: an IANA name.
  public init(timezone: String) { self.timezone = timezone }

  public mutating func read(_ line: [UInt8], number: Int) -> [ReadRecord] {
    if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { return [] }
    do {
      guard let record = try record(line) else {
        passedOver += 1
        return []
      }
      return [ReadRecord(line: number, .success(record))]
    } catch {
      return [ReadRecord(line: number, .failure(error))]
    }
  }

  public mutating func finish() -> [ReadRecord] { [] }

  private func record(_ line: [UInt8]) throws(SlotError) -> ObjectRecord? {
    let value: JSONValue
    do {
      value = try JSONValue(parsing: line)
    } catch {
      throw .badRequest(error.sentence(for: "The line"))
    }
    guard case .object(let members) = value, let type = members["resourceType"]?.string else {
      throw .badRequest("The line is no FHIR resource: it has no resourceType.")
    }
    switch type {
    case "Schedule": return .block(try block(members))
    case "Slot":
      if members["status"]?.string == "entered-in-error" { return nil }
      return .slot(try slot(members))
    default: return nil
    }
  }

  private func block(_ members: JSONMembers) throws(SlotError) -> BlockRecord {
    let id = try id(members["id"], "id")
    var record = BlockRecord(id: Self.blockID(id))
    var name: String?
    if case .array(let actors)? = members["actor"], case .object(let actor)? = actors.first {
      name = actor["display"]?.string
    }
    let names = [name, members["comment"]?.string, id].compactMap { $0 }
    record.name = names.first { !BlockName.isBlank($0) }.map(BlockName.trimmed)
    record.timezone = timezone
    return record
  }

  private func slot(_ members: JSONMembers) throws(SlotError) -> SlotRecord {
    let id = try id(members["id"], "id")
    guard case .object(let schedule)? = members["schedule"],
      let reference = schedule["reference"]?.string,
      let name = reference.utf8.split(separator: UInt8(ascii: "/")).last
    else { throw .badRequest("The Slot has no schedule.reference.") }
    var properties = RecordProperties(members.filter { $0.key == "start" || $0.key == "end" })
    let range = TimeRange(
      start: try properties.required("start", properties.date("start")),
      end: try properties.required("end", properties.date("end"))
    )
    let block = Self.blockID(String(decoding: name, as: UTF8.self))
    let slotID = Slot.ID(id) ?? Slot.ID(madeOf: "Slot", "\(block)", id)
    var record = SlotRecord(id: slotID, blockID: block, range: range)
    switch members["status"]?.string {
    case "free": record.status = .active
    case "busy", "busy-unavailable", "busy-tentative": record.status = .disabled
    case let other:
      throw .badRequest("The Slot's status is no status: \(shown(other ?? "missing")).")
    }
    record.capacity = try capacity(members["extension"])
    return record
  }

  private func capacity(_ extensions: JSONValue?) throws(SlotError) -> Int? {
    guard case .array(let values)? = extensions else { return nil }
    for case .object(let members) in values
    where members["url"]?.string == FHIRText.capacityExtension {
      let value = members["valueInteger"] ?? .null
      guard let capacity = value.integer else { throw .capacityInvalid(shown(value.text())) }
      return Int(capacity)
    }
    return nil
  }

  private func id(_ value: JSONValue?, _ name: String) throws(SlotError) -> String {
    guard let id = value?.string, !id.isEmpty, id.utf8.count <= 64 else {
      throw .badRequest("The resource has no id.")
    }
    return id
  }

  private static func blockID(_ id: String) -> BookingBlock.ID {
    BookingBlock.ID(id) ?? BookingBlock.ID(madeOf: "Schedule", id)
  }
}
