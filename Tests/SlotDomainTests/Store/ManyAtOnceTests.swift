import SlotDomain
import Testing

@testable import TestDriver

@Suite(.serialized, .onBothEngines) struct ManyAtOnceTests {
  let test: TestStore

  init() throws { test = try TestStore() }

  @Test(arguments: [1, 5])
  func noMoreThanFitAreBooked(capacity: Int) throws {
    let session = test.sessions
    for round in 0..<3 {
      let id = try test.slot(60 + round * 20, capacity: capacity).id
      let (booked, refused) = (Tally(), Tally())
      let failures = inThreads(16) { number in
        let store = try session("user\(number)")
        do {
          _ = try store.perform(.createAppointments([AppointmentDraft(slotID: id)]), at: moment(0))
          booked.add()
        } catch let error as SlotError where error.code == .notEnoughCapacity {
          refused.add()
        }
      }
      #expect(failures == [])
      #expect(booked.total == capacity)
      #expect(refused.total == 16 - capacity)
      #expect(try test.store.slot(id).activeAppointments == capacity)
    }
    try test.expectSound()
  }

  @Test func oneOfManyGetsTheLock() throws {
    let session = test.sessions
    let id = try test.slot(60).id
    let won = Tally()
    let failures = inThreads(12) { number in
      let store = try session("user\(number)")
      do {
        _ = try store.perform(
          .changeSlots([id], .lock(until: moment(30), key: "key\(number)")),
          at: moment(0)
        )
        won.add()
      } catch let error as SlotError where error.code == .alreadyLocked {}
    }
    #expect(failures == [])
    #expect(won.total == 1)
  }

  /// New blocks and renamed ones look at all others: two that do so at once see one another.
  @Test func oneOfManyGetsTheName() throws {
    let session = test.sessions
    let blocks = try (0..<6).map { number in
      let draft = BlockDraft(name: "Old \(number)", timezone: "UTC")
      return try #require(test.store.perform(.createBlock(draft), at: moment(0)).blocks.first)
    }
    let won = Tally()
    let failures = inThreads(12) { number in
      let store = try session("user\(number)")
      let naming =
        number < blocks.count
        ? SlotDomain.Operation.updateBlock(blocks[number].id, BlockChanges(name: "Same"))
        : .createBlock(BlockDraft(name: "Same", timezone: "UTC"))
      do {
        _ = try store.perform(naming, at: moment(0))
        won.add()
      } catch let error as SlotError where error.code == .badRequest {}
    }
    #expect(failures == [])
    #expect(won.total == 1)
    #expect(try test.store.blocks().count { $0.name == "Same" } == 1)
  }

  @Test func oneOfManyGetsTheTime() throws {
    let session = test.sessions
    let block = test.block
    let won = Tally()
    let failures = inThreads(12) { number in
      let store = try session("user\(number)")
      let draft = SlotDraft(blockID: block, range: range(60 + number, 90 + number))
      do {
        _ = try store.perform(.createSlots([draft]), at: moment(0))
        won.add()
      } catch let error as SlotError where error.code == .slotsOverlap {}
    }
    #expect(failures == [])
    #expect(won.total == 1)
    try test.expectSound()
  }

  @Test func fiftyWritersAllGetTheirTurn() throws {
    let session = test.sessions
    let ids = try test.store.perform(
      .createSlots((0..<50).map { test.draft(60 + $0 * 20, capacity: 1000) }),
      at: moment(0)
    ).slots.map(\.id)
    let failures = inThreads(50) { number in
      let store = try session("user\(number)")
      for capacity in 1...20 {
        _ = try store.perform(
          .changeSlots([ids[number]], .update(SlotChanges(capacity: capacity))),
          at: moment(capacity)
        )
      }
    }
    #expect(failures == [])
    #expect(
      try test.store.slots(of: test.block, in: range(0, 2000)).allSatisfy { $0.capacity == 20 }
    )
    var everything = HistoryQuery()
    everything.limit = 2000
    #expect(try test.store.history(matching: everything).count == 2 + 50 * 20)
    try test.expectSound()
  }
}

/// Of a file, where every writer waits for every other.
@Suite struct WaitingTests {
  let test: TestStore

  init() throws { test = try TestStore() }

  @Test func whoWaitsInVainIsToldSo() throws {
    var options = SQLiteStore.Options(actor: "ben")
    options.busyTimeout = 30
    let impatient = try SQLiteStore(path: test.path, options: options)
    let raw = try RawDatabase(test.path)
    try raw.execute("BEGIN IMMEDIATE")
    try test.expectRefusal(.storeBusy, of: .createSlots([test.draft(60)]), by: impatient)
    #expect(try impatient.blocks().count == 1)
    try raw.execute("COMMIT")
    _ = try test.slot(60, by: impatient)
  }
}
