import Testing

@testable import SlotDomain

/// Taking objects over from elsewhere.
@Suite(.onBothEngines) struct IntakeTests {
  private func record(_ slot: Slot) -> SlotRecord {
    SlotRecord(id: slot.id, blockID: slot.blockID, range: slot.range)
  }

  private func take(
    _ records: [ObjectRecord],
    into test: TestStore,
    updating: Bool = false,
    isTrial: Bool = false
  ) throws -> [IntakeResult] {
    var results: [IntakeResult] = []
    _ = try test.store.takeOver(at: moment(5), reason: "r", isTrial: isTrial) {
      (intake) throws(SlotError) in
      for record in records { results.append(try intake.take(record, updating: updating)) }
    }
    return results
  }

  private func refusal(_ records: [ObjectRecord], into test: TestStore) throws -> ErrorCode? {
    let before = try test.dump()
    let error = #expect(throws: SlotError.self) { try take(records, into: test, updating: true) }
    #expect(try test.dump() == before)
    return error?.code
  }

  @Test func whatIsThereWithOtherValuesIsAConflict() throws {
    let test = try TestStore()
    let slot = try test.slot(60)
    var changed = record(slot)
    changed.capacity = 3
    let error = #expect(throws: SlotError.self) { try take([.slot(changed)], into: test) }
    #expect(error?.message(in: .utc).contains("with another capacity.") == true)
    #expect(try test.store.slot(slot.id) == slot)
    #expect(try take([.slot(changed)], into: test, updating: true) == [.updated])
    #expect(try test.store.slot(slot.id).capacity == 3)
    #expect(try test.store.slot(slot.id).updatedAt == moment(5))
    #expect(try take([.slot(record(slot))], into: test) == [.existing])
    try test.expectSound()
  }

  @Test func whatIsThereAlreadyCountsAsDone() throws {
    let test = try TestStore()
    let slots = try test.store.perform(
      .createSlots((0..<500).map { test.draft($0 * 20) }),
      at: moment(0)
    ).slots
    var reports: [Int] = []
    test.store.onProgress = {
      reports.append($0.done)
      return .goOn
    }
    let results = try take(slots.map { .slot(record($0)) }, into: test)
    #expect(results == Array(repeating: .existing, count: 500))
    #expect(reports == [250, 500])
  }

  @Test func rulesHold() throws {
    let test = try TestStore()
    let slot = try test.slot(60)
    let booked = try test.book(slot.id)
    let new = Slot.ID()
    let near = SlotRecord(id: new, blockID: test.block, range: range(70, 90))
    #expect(try refusal([.slot(near)], into: test) == .slotsOverlap)
    let backwards = SlotRecord(id: new, blockID: test.block, range: range(20, 10))
    #expect(try refusal([.slot(backwards)], into: test) == .startNotBeforeEnd)
    let nowhere = SlotRecord(id: new, blockID: BookingBlock.ID(), range: range(0, 10))
    #expect(try refusal([.slot(nowhere)], into: test) == .blockNotFound)
    var none = SlotRecord(id: new, blockID: test.block, range: range(0, 10))
    none.capacity = 0
    #expect(try refusal([.slot(none)], into: test) == .capacityInvalid)
    let second = AppointmentRecord(id: Appointment.ID(), slotID: slot.id)
    #expect(try refusal([.appointment(second)], into: test) == .notEnoughCapacity)
    let lost = AppointmentRecord(id: booked.id, slotID: new)
    #expect(try refusal([.appointment(lost)], into: test) == .slotNotFound)
    var block = BlockRecord(id: BookingBlock.ID())
    #expect(try refusal([.block(block)], into: test) == .badRequest)
    block.name = "B"
    block.timezone = "Mars/Olympus"
    #expect(try refusal([.block(block)], into: test) == .invalidTimezone)
    block.timezone = "UTC"
    block.shortID = try test.store.block(test.block).shortID
    #expect(try refusal([.block(block)], into: test) == .badRequest)
    block.shortID = nil
    #expect(try take([.block(block)], into: test) == [.created])
    let moved = SlotRecord(id: slot.id, blockID: block.id, range: slot.range)
    #expect(try refusal([.slot(moved)], into: test) == .badRequest)
  }

  @Test func aColleaguesLockKeepsAppointmentsOut() throws {
    let test = try TestStore()
    let slot = try test.slot(60)
    let ben = try test.session(of: "ben")
    _ = try ben.perform(.changeSlots([slot.id], .lock(until: moment(30), key: "k")), at: moment(0))
    let record = AppointmentRecord(id: Appointment.ID(), slotID: slot.id)
    #expect(try refusal([.appointment(record)], into: test) == .slotLocked)
  }

  @Test func aTrialKeepsNothing() throws {
    let test = try TestStore()
    let before = try test.dump()
    let new = SlotRecord(id: Slot.ID(), blockID: test.block, range: range(60, 80))
    #expect(
      try take([.slot(new), .slot(new)], into: test, isTrial: true) == [.created, .existing]
    )
    #expect(try test.dump() == before)
    #expect(try take([.slot(new)], into: test) == [.created])
  }
}
