/// Reads Schedules as booking blocks and Slots as slots; other resources are passed over.
///
/// An id that is no UUID becomes one that is made of it. A block is named by its Schedule's first
/// actor, else its comment, else its id. Its zone is the one that the caller gives, else the one that
/// the Schedule says it is in; where nobody says any, a block that is there keeps its own.
public struct FHIRReader: RecordReader {
  public private(set) var passedOver = 0
  private let timezone: String?

  /// - Parameter timezone: Of all blocks, whatever the file says: an IANA name; nil: what it says, else
  ///   new ones are in UTC.
  public init(timezone: String?) { self.timezone = timezone }

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

  public mutating func finish() -> ReadRecords { ReadRecords([]) }

  private func record(_ line: [UInt8]) throws(SlotError) -> ObjectRecord? {
    let value: JSONValue
    do {
      value = try JSONValue(parsing: line)
    } catch {
      throw .badRequest(error.sentence(for: "The line"))
    }
    guard case .object(let members) = value, let type = members["resourceType"]?.string else {
      throw .badRequest("The line has no resourceType, which every resource of FHIR has.")
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
    if let actor = members["actor"]?.elements?.first?.members {
      name = actor["display"]?.string
    }
    let names = [name, members["comment"]?.string, id].compactMap { $0 }
    record.name = names.first { !BlockName.isBlank($0) }?.trimmed
    record.timezone = timezone ?? Self.timezone(members["extension"])
    record.newTimezone = Zone.utc.name
    return record
  }

  private func slot(_ members: JSONMembers) throws(SlotError) -> SlotRecord {
    let id = try id(members["id"], "id")
    guard let schedule = members["schedule"]?.members,
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
    try readState(members, into: &record)
    return record
  }

  private func readState(
    _ members: JSONMembers,
    into record: inout SlotRecord
  ) throws(SlotError) {
    let extensions = Self.extensions(members["extension"])
    switch members["status"]?.string {
    case "free": record.status = .active
    case "busy", "busy-unavailable", "busy-tentative": record.status = .disabled
    case let other:
      throw .badRequest(
        "The Slot's status must be free or one of the busy ones, not \(shown(other ?? "missing"))."
      )
    }
    if let status = extensions[FHIRText.ownStatus]?["valueCode"]?.string {
      guard let status = Slot.Status(rawValue: status) else {
        throw .badRequest(
          "The Slot's \(FHIRText.ownStatus) must be active or disabled, not \(shown(status))."
        )
      }
      record.status = status
    }
    let capacity = extensions[FHIRText.ownCapacity] ?? extensions[FHIRText.capacityExtension]
    guard let capacity else { return }
    let value = capacity["valueInteger"] ?? .null
    guard let number = value.integer else { throw .capacityInvalid(shown(value.text())) }
    // That nothing is left of a slot does not say how large it was.
    if number == 0, extensions[FHIRText.ownCapacity] == nil, record.status == .disabled { return }
    record.capacity = Int(number)
  }

  /// By their URLs.
  private static func extensions(_ value: JSONValue?) -> [String: JSONMembers] {
    guard case .array(let values)? = value else { return [:] }
    var extensions: [String: JSONMembers] = [:]
    for case .object(let members) in values {
      if let url = members["url"]?.string { extensions[url] = members }
    }
    return extensions
  }

  private static func timezone(_ extensions: JSONValue?) -> String? {
    let value = self.extensions(extensions)[FHIRText.timezoneExtension]
    return value?["valueCode"]?.string ?? value?["valueString"]?.string
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
