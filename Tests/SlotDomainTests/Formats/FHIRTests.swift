import Testing

@testable import SlotDomain

@Suite struct FHIRTests {
  private func read(_ line: String, by reader: inout FHIRReader) throws -> ObjectRecord? {
    let records = reader.read(Array(line.utf8), number: 3)
    #expect(records.allSatisfy { $0.line == 3 })
    return try records.first?.result.get()
  }

  private func read(_ line: String) throws -> ObjectRecord? {
    var reader = FHIRReader(timezone: "Europe/Berlin")
    return try read(line, by: &reader)
  }

  @Test func whatIsWrittenIsRead() throws {
    let test = try TestStore()
    let block = try test.store.block(test.block)
    var slot = try test.slot(60, capacity: 3)
    guard case .block(let schedule)? = try read(FHIRText.schedule(block)) else {
      Issue.record("It is a block")
      return
    }
    #expect(schedule.id == block.id && schedule.name == block.name && schedule.status == nil)
    #expect(schedule.timezone == "Europe/Berlin" && block.timezone != "Europe/Berlin")
    var plain = FHIRReader(timezone: nil)
    guard case .block(let own)? = try read(FHIRText.schedule(block), by: &plain) else { return }
    #expect(own.timezone == block.timezone)
    let lock = Slot.Lock(end: moment(10), owner: "ana", number: 1)
    for (taken, status, lock, word) in [
      (1, Slot.Status.active, nil, "\"free\""), (3, .active, nil, "\"busy\""),
      (0, .disabled, nil, "\"busy-unavailable\""), (1, .active, lock, "\"busy-tentative\""),
    ] as [(Int, Slot.Status, Slot.Lock?, String)] {
      slot.activeAppointments = taken
      slot.status = status
      slot.storedLock = lock
      let line = FHIRText.slot(slot, at: moment(0))
      #expect(line.contains("\"status\":\(word)"))
      #expect(line.contains("slot-capacity\",\"valueInteger\":\(3 - taken)}"))
      guard case .slot(let read)? = try read(line) else {
        Issue.record("It is a slot")
        return
      }
      #expect(read.id == slot.id && read.blockID == block.id && read.range == slot.range)
      // Neither appointments nor locks of another program's are states of ours.
      #expect(read.capacity == 3 && read.status == status)
    }
  }

  @Test func foreignIdsBecomeOursAndStayTheSame() throws {
    let line =
      #"{"resourceType":"Slot","id":"1","schedule":{"reference":"Schedule/10"},"#
      + #""status":"free","start":"2026-03-02T09:00:00-05:00","end":"2026-03-02T09:20:00-05:00"}"#
    guard case .slot(let slot)? = try read(line),
      case .block(let block)? = try read(#"{"resourceType":"Schedule","id":"10","comment":"Flu"}"#)
    else {
      Issue.record("They are a slot and a block")
      return
    }
    #expect(slot.blockID == block.id && slot.capacity == nil && block.name == "Flu")
    #expect(slot.range == range(14 * 60, 14 * 60 + 20))
    #expect(try read(line) == .slot(slot))
    let other = line.replacing("Schedule/10", with: "Schedule/11")
    guard case .slot(let second)? = try read(other) else { return }
    #expect(second.id != slot.id)
  }

  @Test func capacitiesOfOthersAreWhatIsLeft() throws {
    func slot(_ status: String, _ left: Int) throws -> SlotRecord? {
      let line = """
        {"resourceType":"Slot","id":"1","schedule":{"reference":"Schedule/10"},"status":"\(status)",\
        "start":"2026-03-02T09:00:00Z","end":"2026-03-02T09:20:00Z","extension":[{"valueInteger":\(left),\
        "url":"http://fhir-registry.smarthealthit.org/StructureDefinition/slot-capacity"}]}
        """
      guard case .slot(let slot)? = try read(line) else { return nil }
      return slot
    }
    #expect(try slot("free", 4)?.capacity == 4)
    #expect(try slot("busy", 0)?.capacity == .some(nil) && slot("busy", 0)?.status == .disabled)
    #expect(try slot("free", 0)?.capacity == 0, "The store refuses it")
  }

  /// What --timezone says is for Schedules that say nothing, and a block that is there keeps its own.
  @Test func zonesTravel() throws {
    let plain = #"{"resourceType":"Schedule","id":"1"}"#
    for (given, own) in [("Asia/Tokyo", "Asia/Tokyo"), (nil, nil)] as [(String?, String?)] {
      var reader = FHIRReader(timezone: given)
      guard case .block(let block)? = try read(plain, by: &reader) else {
        Issue.record("It is a block")
        return
      }
      #expect(block.timezone == own && block.newTimezone == "UTC")
    }
  }

  @Test(arguments: [
    (#"{"resourceType":"Location","id":"1"}"#, true),
    (#"{"_object":"slot","resourceType":"Slot"}"#, false), ("{", false),
  ])
  func theFirstLineSaysWhoseItIs(line: String, isFHIR: Bool) throws {
    var reader = ObjectLineReader(timezone: nil)
    #expect(reader.read([0x20], number: 1).isEmpty)
    let records = reader.read(Array(line.utf8), number: 2)
    #expect(records.isEmpty == isFHIR && reader.passedOver == (isFHIR ? 1 : 0))
    #expect(Array(reader.finish()).isEmpty)
  }

  @Test func otherResourcesAreCounted() throws {
    var reader = FHIRReader(timezone: "UTC")
    for line in [
      #"{"resourceType":"Location","id":"1"}"#,
      #"{"resourceType":"Slot","id":"1","status":"entered-in-error"}"#, " ",
    ] {
      #expect(try read(line, by: &reader) == nil)
    }
    #expect(reader.passedOver == 2)
  }

  @Test(arguments: [
    ("{", "cannot be read as JSON"), (#"{"id":"1"}"#, "no resourceType"),
    (#"{"resourceType":"Schedule"}"#, "no id"),
    (#"{"resourceType":"Slot","id":"1","status":"free"}"#, "no schedule.reference"),
    (
      #"{"resourceType":"Slot","id":"1","schedule":{"reference":"Schedule/1"},"status":"free","start":"2026-03-02T09:00:00","end":"2026-03-02T10:00:00Z"}"#,
      "without an offset"
    ),
    (
      #"{"resourceType":"Slot","id":"1","schedule":{"reference":"Schedule/1"},"status":"maybe","start":"2026-03-02T09:00:00Z","end":"2026-03-02T10:00:00Z"}"#,
      "busy ones, not maybe"
    ),
  ])
  func whatIsWrongIsRefused(line: String, sentence: String) {
    let error = #expect(throws: SlotError.self) { try read(line) }
    #expect(error?.message(in: .utc).contains(sentence) == true, "\(String(describing: error))")
  }
}
