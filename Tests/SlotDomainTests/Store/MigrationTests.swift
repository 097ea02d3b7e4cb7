import Foundation
import Testing

@testable import SlotDomain
@testable import TestDriver

/// Stores of older versions with everything in them go on as if they had always been of the latest one.
@Suite struct MigrationTests {
  private let folder = TemporaryFolder()
  private var path: String { folder.path + "/slottui.db" }

  private func open(version: Int? = nil, as actor: String = "ana") throws -> SQLiteStore {
    var options = SQLiteStore.Options(actor: actor)
    if let version {
      options.migrations = Migrations(steps: Array(Migrations.current.steps.prefix(version)))
    }
    return try SQLiteStore(path: path, options: options)
  }

  /// A store of version 2 with two slots, on which people come, go and are moved.
  private func make() throws -> (Slot, Slot) {
    let store = try open(version: 2)
    let draft = BlockDraft(name: "Dr. Ada", timezone: "UTC", status: .published)
    let block = try #require(try store.perform(.createBlock(draft), at: moment(0)).blocks.first)
    let slots = try store.perform(
      .createSlots([
        SlotDraft(blockID: block.id, range: range(60, 80), capacity: 40),
        SlotDraft(blockID: block.id, range: range(80, 100), capacity: 40),
      ]),
      at: moment(0)
    ).slots
    let people = try store.perform(
      .createAppointments((0..<40).map { _ in AppointmentDraft(slotID: slots[0].id) }),
      at: moment(1)
    ).appointments.map(\.id)
    _ = try store.perform(.cancelAppointments(Array(people.prefix(36))), at: moment(2))
    _ = try store.perform(
      .rescheduleAppointment(people[39], to: slots[1].id, lockKey: nil),
      at: moment(3)
    )
    _ = try store.undo(nil, force: false, at: moment(4))
    return (try store.slot(slots[0].id), try store.slot(slots[1].id))
  }

  @Test func whatWasCountedGoesOnBeingCounted() throws {
    let (first, second) = try make()
    let before = try RawDatabase(path).dump()
    let store = try open()
    #expect(folder.names.contains("slottui.db.version-2"))
    #expect(try RawDatabase(path + ".version-2").dump() == before)
    #expect(try RawDatabase(path).dump() == before)
    #expect(try store.check() == [])
    #expect(try store.slot(first.id) == first)
    #expect(try store.redo(at: moment(5)).conflicts == [])
    #expect(try store.slot(second.id).activeAppointments == 1)
    let moved = try store.slot(first.id)
    #expect(moved.activeAppointments == 3)
    #expect(moved.cancelledAppointments == 36)
    for _ in 0..<4 { _ = try store.undo(nil, force: false, at: moment(6)) }
    #expect(throws: SlotError.slotNotFound("\(first.id)")) { try store.slot(first.id) }
    #expect(try store.check() == [])
  }

  /// It says of itself what a new one does.
  @Test(arguments: [1, 2])
  func theSchemaIsThatOfANewStore(version: Int) throws {
    _ = try open(version: version)
    let migrated = try open()
    let fresh = folder.path + "/new.db"
    _ = try SQLiteStore(path: fresh, options: .init(actor: "ana"))
    let schema = "SELECT type, name, sql FROM sqlite_schema ORDER BY name"
    let new = try RawDatabase(fresh).rows(schema)
    #expect(try RawDatabase(path).rows(schema) == new)
    #expect(try RawDatabase(path).rows("PRAGMA user_version") == [["3"]])
    #expect(try migrated.check() == [])
  }
}
