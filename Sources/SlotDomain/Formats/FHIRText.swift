/// Blocks and slots as FHIR resources, one a line, as SMART Scheduling Links publishes them.
///
/// The capacity of a Slot is what is left of it. What a Slot cannot say otherwise, and a slot is, stands
/// in an extension of our own, so that an export comes back as what it was.
///
/// - Note: Source: HL7 FHIR R4, Schedule and Slot, and its extension `timezone`; SMART Scheduling Links,
///   Bulk Publication.
public enum FHIRText {
  static let capacityExtension =
    "http://fhir-registry.smarthealthit.org/StructureDefinition/slot-capacity"
  static let timezoneExtension = "http://hl7.org/fhir/StructureDefinition/timezone"
  static let ownCapacity = "urn:slottui:capacity"
  static let ownStatus = "urn:slottui:status"

  public static func schedule(_ block: BookingBlock) -> String {
    JSONValue.object([
      "active": .bool(block.status == .published),
      "actor": .array([.object(["display": .string(block.name)])]),
      "extension": .array([
        .object(["url": .string(timezoneExtension), "valueCode": .string(block.timezone)])
      ]),
      "id": .string("\(block.id)"),
      "resourceType": "Schedule",
    ]).text() + "\n"
  }

  /// `free` when there is room, `busy` when there is none, `busy-tentative` while it is locked,
  /// `busy-unavailable` when it is disabled.
  public static func slot(_ slot: Slot, at now: Instant, dates: DateStyle = .utc) -> String {
    JSONValue.object([
      "end": dates.value(slot.range.end),
      "extension": .array([
        .object(["url": .string(capacityExtension), "valueInteger": .integer(slot.freePlaces)]),
        .object(["url": .string(ownCapacity), "valueInteger": .integer(slot.capacity)]),
        .object(["url": .string(ownStatus), "valueCode": .string(slot.status.rawValue)]),
      ]),
      "id": .string("\(slot.id)"),
      "resourceType": "Slot",
      "schedule": .object(["reference": .string("Schedule/\(slot.blockID)")]),
      "start": dates.value(slot.range.start),
      "status": .string(status(slot, at: now)),
    ]).text() + "\n"
  }

  private static func status(_ slot: Slot, at now: Instant) -> String {
    if slot.status == .disabled { return "busy-unavailable" }
    if slot.freePlaces <= 0 { return "busy" }
    return slot.lock(at: now) == nil ? "free" : "busy-tentative"
  }
}
