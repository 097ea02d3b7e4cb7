import Foundation
import SlotDomain
import Testing

@testable import TestDriver

/// A folder of a test's own, gone when nobody refers to it any more. In memory where the system has
/// such a place: thousands of commits that wait for a disk would make the tests slow.
final class TemporaryFolder: Sendable {
  let path: String

  init() {
    let memory = "/dev/shm/"
    let isWritable = FileManager.default.isWritableFile(atPath: memory)
    path = (isWritable ? memory : NSTemporaryDirectory()) + "slottui-test-" + UUID().uuidString
    try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  var names: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
  }
}

/// A store in a folder of its own, with a published block.
struct TestStore {
  let folder: TemporaryFolder
  let path: String
  let store: SQLiteStore
  let block: BookingBlock.ID

  /// Where it is on a server.
  let database: TestDatabase?

  init(actor: String = "ana") throws {
    folder = TemporaryFolder()
    database = try TestDatabase.current()
    path = try database?.address(for: actor) ?? folder.path + "/slottui.db"
    store = try SQLiteStore(path: path, options: SQLiteStore.Options(actor: actor))
    let draft = BlockDraft(name: "Dr. Ada", timezone: "UTC", status: .published)
    block = try #require(try store.perform(.createBlock(draft), at: moment(-1000)).blocks.first).id
  }

  /// Some tests look at the rows with nothing but SQLite.
  var isInFile: Bool { database == nil }

  /// Another session on the same store.
  func session(of actor: String) throws -> SQLiteStore {
    try sessions(actor)
  }

  /// The same for any thread. They wait for one another as long as it takes on a machine with much else to
  /// do.
  var sessions: @Sendable (String) throws -> SQLiteStore {
    { [path, database] actor in
      let place = try database?.address(for: actor) ?? path
      var options = SQLiteStore.Options(actor: actor)
      options.busyTimeout = 60_000
      return try SQLiteStore(path: place, options: options)
    }
  }

  /// A new slot that starts so many minutes after the beginning of time in these tests.
  func slot(
    _ minute: Int,
    length: Int = 20,
    capacity: Int = 1,
    isLockable: Bool = true,
    by session: SQLiteStore? = nil
  ) throws -> Slot {
    let draft = draft(minute, length: length, capacity: capacity, isLockable: isLockable)
    let outcome = try (session ?? store).perform(.createSlots([draft]), at: moment(0))
    return try #require(outcome.slots.first)
  }

  func draft(
    _ minute: Int,
    length: Int = 20,
    capacity: Int = 1,
    isLockable: Bool = true,
    metadata: Metadata = .empty
  ) -> SlotDraft {
    SlotDraft(
      blockID: block,
      range: range(minute, minute + length),
      capacity: capacity,
      isLockable: isLockable,
      metadata: metadata
    )
  }

  @discardableResult
  func book(
    _ slot: Slot.ID,
    key: String? = nil,
    metadata: Metadata = .empty,
    at now: Instant = moment(0),
    by session: SQLiteStore? = nil
  ) throws -> Appointment {
    let draft = AppointmentDraft(slotID: slot, lockKey: key, metadata: metadata)
    let outcome = try (session ?? store).perform(.createAppointments([draft]), at: now)
    return try #require(outcome.appointments.first)
  }

  /// Every row of every table.
  func dump(without columns: Set<String> = []) throws -> [String] {
    try database?.dump(without: columns) ?? RawDatabase(path).dump(without: columns)
  }

  /// Expects a refusal with this code, and that nothing was changed by it.
  func expectRefusal(
    _ code: ErrorCode,
    of operation: SlotDomain.Operation,
    at now: Instant = moment(0),
    by session: SQLiteStore? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let before = try dump()
    let error = #expect(throws: SlotError.self, sourceLocation: sourceLocation) {
      try (session ?? store).perform(operation, at: now)
    }
    #expect(error?.code == code, "\(String(describing: error))", sourceLocation: sourceLocation)
    #expect(try dump() == before, sourceLocation: sourceLocation)
  }

  /// Expects that an operation succeeds and changes nothing, not even the journal.
  func expectNoChange(
    _ operation: SlotDomain.Operation,
    at now: Instant = moment(0),
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let before = try dump()
    let outcome = try store.perform(operation, at: now)
    #expect(outcome.action == nil, sourceLocation: sourceLocation)
    #expect(try dump() == before, sourceLocation: sourceLocation)
  }

  func expectSound(sourceLocation: SourceLocation = #_sourceLocation) throws {
    #expect(try store.check() == [], sourceLocation: sourceLocation)
  }
}

/// So many minutes after 2026-03-02T00:00:00Z, at which the tests act; their slots come later.
func moment(_ minutes: Int) -> Instant {
  Instant(milliseconds: 1_772_409_600_000) + .minutes(minutes)
}

func range(_ start: Int, _ end: Int) -> TimeRange {
  TimeRange(start: moment(start), end: moment(end))
}
