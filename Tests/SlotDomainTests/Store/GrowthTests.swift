import CSQLite
import Testing

@testable import SlotDomain
@testable import TestDriver

/// Four times as many appointments on one slot are four times the work, whatever is done to them: nothing
/// looks at all of them for each of them. Work is counted in steps of SQLite's machine, which are the
/// same however busy this one is.
@Suite struct GrowthTests {
  /// What is done to a slot with so many appointments, in order, and the steps that each took.
  private func steps(_ count: Int) throws -> [(String, Int)] {
    let test = try TestStore()
    let other = try test.slot(100, capacity: count)
    let slot = try test.slot(60, capacity: count)
    let records = (0..<count).map { _ in
      ObjectRecord.appointment(AppointmentRecord(id: Appointment.ID(), slotID: slot.id))
    }
    var found: [(String, Int)] = []
    func measure(_ name: String, _ body: () throws -> Void) throws {
      found.append((name, try Self.machineSteps(of: test.store.connection, body)))
    }
    let everybody = { try test.store.appointments(on: slot.id).map(\.id) }
    let last = { _ = try test.store.undo(nil, force: false, at: moment(5)) }
    let again = { _ = try test.store.redo(at: moment(5)) }
    try measure("import") {
      _ = try test.store.takeOver(at: moment(0), reason: nil, isTrial: false) {
        (intake) throws(SlotError) in
        for record in records { _ = try intake.take(record, updating: false) }
      }
    }
    let people = try everybody()
    for (name, operation) in [
      ("cancel", SlotDomain.Operation.cancelAppointments(people)),
      ("enable", .enableAppointments(people)),
      (
        "move", .batch(.plan, people.map { .rescheduleAppointment($0, to: other.id, lockKey: nil) })
      ),
      ("delete", .changeSlots([other.id], .delete(force: true))),
    ] {
      try measure(name) { _ = try test.store.perform(operation, at: moment(1)) }
      try measure("undo of \(name)", last)
      try measure("redo of \(name)", again)
    }
    try measure("undo of delete", last)
    try measure("delete by ids") {
      _ = try test.store.perform(.deleteAppointments(people), at: moment(1))
    }
    try measure("undo of delete by ids", last)
    // Each as an action of its own.
    for person in people.prefix(count / 4) {
      _ = try test.store.perform(.cancelAppointments([person]), at: moment(6))
    }
    var query = HistoryQuery()
    query.slot = other.id
    query.limit = count
    try measure("details") { _ = try test.store.appointments(on: other.id) }
    try measure("history") { _ = try test.store.history(matching: query) }
    try measure("past") { _ = try test.store.past(at: moment(5)).appointments(on: other.id) }
    try measure("past slots") {
      _ = try test.store.past(at: moment(5)).slots(of: test.block, in: .all)
    }
    try measure("check") { _ = try test.store.check() }
    try test.expectSound()
    return found
  }

  private static func machineSteps(of connection: Connection, _ body: () throws -> Void) throws
    -> Int
  {
    var hundreds = 0
    try withUnsafeMutablePointer(to: &hundreds) { hundreds in
      sqlite3_progress_handler(
        connection.handle,
        100,
        {
          $0?.assumingMemoryBound(to: Int.self).pointee += 1
          return 0
        },
        hundreds
      )
      defer { sqlite3_progress_handler(connection.handle, 0, nil, nil) }
      try body()
    }
    return hundreds
  }

  @Test func isLinear() throws {
    let few = try steps(150)
    let many = try steps(600)
    for ((name, less), (_, more)) in zip(few, many) {
      // With what does not grow, and with what grows as the depth of a tree does.
      #expect(more < less * 5 + 50, "\(name): \(less) hundred steps, then \(more)")
    }
  }
}
