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
    #expect(schedule.timezone == "Europe/Berlin")
    for (taken, status, word) in [
      (1, Slot.Status.active, "\"free\""), (3, .active, "\"busy\""),
      (0, .disabled, "\"busy-unavailable\""),
    ] {
      slot.activeAppointments = taken
      slot.status = status
      let line = FHIRText.slot(slot)
      #expect(line.contains("\"status\":\(word)"))
      guard case .slot(let read)? = try read(line) else {
        Issue.record("It is a slot")
        return
      }
      #expect(read.id == slot.id && read.blockID == block.id && read.range == slot.range)
      #expect(read.capacity == 3 && (read.status == .active) == (word == "\"free\""))
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
    ("{", "no JSON"), (#"{"id":"1"}"#, "no resourceType"),
    (#"{"resourceType":"Schedule"}"#, "no id"),
    (#"{"resourceType":"Slot","id":"1","status":"free"}"#, "no schedule.reference"),
    (
      #"{"resourceType":"Slot","id":"1","schedule":{"reference":"Schedule/1"},"status":"free","start":"2026-03-02T09:00:00","end":"2026-03-02T10:00:00Z"}"#,
      "without an offset"
    ),
    (
      #"{"resourceType":"Slot","id":"1","schedule":{"reference":"Schedule/1"},"status":"maybe","start":"2026-03-02T09:00:00Z","end":"2026-03-02T10:00:00Z"}"#,
      "no status: maybe"
    ),
  ])
  func whatIsWrongIsRefused(line: String, sentence: String) {
    let error = #expect(throws: SlotError.self) { try read(line) }
    #expect(error?.message(in: .utc).contains(sentence) == true, "\(String(describing: error))")
  }
}
