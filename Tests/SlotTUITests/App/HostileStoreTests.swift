import CSQLite
import HostileInput
import ProgramDriver
import SlotDomain
import TerminalKit
import Testing

@testable import SlotTUI

/// A store with values that the rules forbid, in front of somebody at the keyboard: the screen shows
/// them harmlessly or says why it does not, in every view and window.
@Suite struct HostileStoreTests {
  private func execute(_ path: String, _ sql: String) throws {
    var handle: OpaquePointer?
    defer { sqlite3_close_v2(handle) }
    try #require(sqlite3_open(path, &handle) == SQLITE_OK)
    try #require(sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK, "\(sql)")
  }

  @Test(arguments: [
    "UPDATE slot SET created_at = 9223372036854775807, updated_at = ~9223372036854775807",
    "UPDATE slot SET end_at = start_at - 1", "UPDATE slot SET capacity = 9223372036854775807",
    "UPDATE slot SET start_at = ~9223372036854775807", "UPDATE slot SET active = -7",
    "UPDATE slot SET locked_until = 9223372036854775807, locked_by = char(27), lock = 1",
    "UPDATE slot SET locked_until = ~9223372036854775807, locked_by = '', lock = 1",
    "UPDATE block SET booking_disabled_before = 9223372036854775807",
    "UPDATE block SET timezone = 'Nowhere'", "UPDATE slot SET metadata = '{'",
    "UPDATE slot SET metadata = json_object('k', hex(zeroblob(100000)))",
    "UPDATE appointment SET metadata = json_object('name', hex(zeroblob(100000)))",
    "UPDATE block SET name = hex(zeroblob(100000))", "UPDATE slot SET id = x'00' WHERE key = 1",
    "UPDATE slot SET start_at = 1772611200000, end_at = 1772700000000",
    "DROP TRIGGER action_fixed; UPDATE action SET at = 9223372036854775807, reason = char(27)",
  ])
  func isShownOrRefused(sql: String) throws {
    let world = try RunnerStore()
    let slot = try world.add("2026-03-04 11:00", 40, capacity: 3)
    try world.add("2026-03-05 11:00", 40)
    let draft = AppointmentDraft(slotID: slot.id)
    _ = try world.store.perform(.createAppointments([draft]), at: world.now)
    var state = try world.open()
    try execute(
      world.store.path,
      """
      DROP TRIGGER slot_moved; DROP TRIGGER slot_counts; DROP TRIGGER slot_identity;
      DROP TRIGGER slot_metadata_changed; DROP TRIGGER appointment_metadata_changed;
      PRAGMA ignore_check_constraints = ON; \(sql)
      """
    )
    state.run([.readChanges(since: 0)], world.runner)
    for view in PeriodView.allCases {
      state.run(state.press("Esc", "Esc"), world.runner)
      state.run(state.choose(view), world.runner)
      for key in [
        "t", "j", "Enter", "Esc", "i", "Esc", "s", "Esc", "e", "Esc", "d", "L", "a", "Enter", "u",
      ] {
        state.run(state.press(key), world.runner)
        let canvas = state.drawn()
        expectStraight(canvas)
        #expect(HostileTexts.dangers(in: canvas.text, except: "\n") == [])
      }
    }
    let past = state.type(":as-of -1h") + state.press("Enter")
    state.run(past, world.runner)
    expectStraight(state.drawn())
    if let again = try? world.open() { expectStraight(again.drawn()) }
  }
}
