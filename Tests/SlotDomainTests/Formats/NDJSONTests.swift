import Testing

@testable import SlotDomain
@testable import TestDriver

@Suite struct NDJSONTests {
  private func read(_ line: String) throws -> ObjectRecord {
    var reader = NDJSONReader()
    let records = reader.read(Array(line.utf8), number: 7)
    #expect(records.map(\.line) == [7])
    return try #require(records.first).result.get()
  }

  private static let slot =
    #""_object":"slot","id":"93bd6b73-c45f-4c8a-bb28-58e78e80e653","#
    + #""booking_block_id":"5b003c67-f69f-471b-9268-3896a9a3df29","#
    + #""start_date":"2026-03-02T09:00:00.000Z","end_date":"2026-03-02T10:20:00.000+01:00""#

  @Test func whatALineDoesNotSayStaysOpen() throws {
    guard case .slot(let slot) = try read("{\(Self.slot)}") else {
      Issue.record("It is a slot")
      return
    }
    #expect(slot.range == range(540, 560))
    #expect(slot.capacity == nil && slot.isLockable == nil && slot.updatedAt == nil)
    var reader = NDJSONReader()
    #expect(reader.read(Array("  ".utf8), number: 1) == [])
  }

  @Test(arguments: [
    ("", ErrorCode.badRequest), ("[1]", .badRequest), (#"{"_object":"lamp"}"#, .badRequest),
    (#"{"_object":"slot"}"#, .badRequest),
    (#"{"_object":"booking_block","id":"x","name":"A","timezone":"UTC"}"#, .badRequest),
    ("{\(slot)", .badRequest), ("{\(slot),\"colour\":1}", .badRequest),
    ("{\(slot),\"capacity\":\"2\"}", .capacityInvalid),
    ("{\(slot),\"capacity\":1.5}", .capacityInvalid),
    ("{\(slot),\"lockable\":1}", .badRequest), ("{\(slot),\"status\":\"gone\"}", .badRequest),
    ("{\(slot),\"created_at\":\"2026-03-02T09:00\"}", .badRequest),
    ("{\(slot),\"created_at\":\"yesterday\"}", .invalidDate),
    ("{\(slot),\"updated_at\":\"99999-03-02T09:00Z\"}", .invalidDate),
    ("{\(slot),\"metadata\":{\"a\":\"\(String(repeating: "x", count: 6000))\"}}", .metadataTooLong),
    ("{\(slot),\"metadata\":[]}", .badRequest),
  ])
  func whatIsWrongIsRefused(line: String, code: ErrorCode) {
    let error = #expect(throws: SlotError.self) { try read(line == "" ? "x" : line) }
    #expect(error?.code == code)
    #expect((error?.message(in: .utc).utf8.count ?? .max) < 300)
  }

  /// Whatever a store holds, another one that takes it over has the same.
  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func roundTrip(seed: UInt64) throws {
    let test = try TestStore()
    var random = SeededGenerator(state: seed)
    for step in 0..<60 {
      let now = moment(step)
      let operation = try test.randomOperation(&random, now)
      _ = try? test.store.perform(operation, at: now)
    }
    let other = try TestStore()
    _ = try other.store.perform(.deleteBlocks([other.block], force: true), at: moment(0))
    let lines = try Self.exported(test.store)
    #expect(lines.count > 5)
    let action = try takeOver(lines, into: other.store)
    #expect(action?.verb == .takeOver && action?.objects == lines.count)
    #expect(try Self.exported(other.store) == lines)
    try other.expectSound()

    // The second time nothing changes, and one undo takes all of it back.
    #expect(try takeOver(lines, into: other.store) == nil)
    #expect(try other.store.undo(nil, force: false, at: moment(200)).conflicts == [])
    #expect(try Self.exported(other.store) == [])
    #expect(try other.store.redo(at: moment(200)).conflicts == [])
    #expect(try Self.exported(other.store).count == lines.count)
    try other.expectSound()
  }

  /// All that a store has but its locks, a line each.
  static func exported(_ store: SQLiteStore) throws -> [String] {
    let now = moment(100)
    var lines: [String] = []
    let blocks = try store.blocks()
    for block in blocks {
      lines.append(BlockJSON.value(block, counts: try store.counts(of: block.id, at: now)).text())
    }
    for block in blocks {
      try store.forEachSlot(of: block.id, in: .all) {
        var slot = $0
        slot.storedLock = nil
        lines.append(SlotJSON.value(slot, in: block, at: now).text())
      }
    }
    for block in blocks {
      try store.forEachAppointment(of: block.id, in: .all) {
        lines.append(AppointmentJSON.value($0).text())
      }
    }
    return lines
  }

  private func takeOver(_ lines: [String], into store: SQLiteStore) throws -> Action? {
    var reader = NDJSONReader()
    return try store.takeOver(at: moment(150), reason: nil, isTrial: false) {
      (intake) throws(SlotError) in
      for line in lines {
        for record in reader.read(Array(line.utf8), number: 1) {
          _ = try intake.take(try record.result.get(), updating: false)
        }
      }
    }
  }
}
