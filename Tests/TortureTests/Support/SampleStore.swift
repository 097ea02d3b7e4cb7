import Foundation
import Testing

@testable import TestDriver

/// A store with something of everything in it, made once; every case works on a copy.
struct SampleStore {
  /// Kept: the files below are in it.
  private let sandbox: Sandbox
  let slots: [Sandbox.Slot]
  let appointments: [Sandbox.Appointment]
  /// The id of an appointment that can be enabled again.
  let cancelled: String
  /// Blocks, slots and appointments of another store.
  var otherStore: String { sandbox.folder + "/other.ndjson" }

  /// A holiday of two days, on which there are slots.
  var calendar: String { sandbox.folder + "/holidays.ics" }

  /// Opens the lock on the third slot.
  static let key = "sesame"

  static func shared() async throws -> SampleStore { try await making.value }

  private static let making = Task { try await SampleStore() }

  private init() async throws {
    let other = try Sandbox()
    try await other.fillAnew()
    try await other.succeed(Self.plan(block: Sandbox.block, month: "05"))
    try await other.slottui("block", "create", "--name", "Room 2", "--timezone", "UTC")

    let sandbox = try Sandbox()
    try await sandbox.fill()
    try await sandbox.slottui("block", "create", "--name", "Empty", "--timezone", "UTC")
    let slots = try await sandbox.slots()
    for (slot, name) in zip(slots, ["Ada", "Ben"]) {
      try await sandbox.slottui("appointment", "create", "--slot", slot.id, "--name", name)
    }
    let active = try await sandbox.appointments()
    try await sandbox.slottui("appointment", "create", "--slot", slots[3].id, "--name", "Cid")
    cancelled = try #require(
      try await sandbox.appointments().map(\.id).first { id in !active.contains { $0.id == id } }
    )
    try await sandbox.slottui("appointment", "cancel", cancelled)
    try await sandbox.succeed(Self.plan(block: Sandbox.block, month: "04"))
    try await sandbox.slottui(
      "slot",
      "disable",
      "--block",
      Sandbox.block,
      "--from",
      "2031-04-28",
      "--until",
      "2031-04-29"
    )
    try await sandbox.slottui("slot", "lock", slots[2].id, "--minutes", "900", "--key", Self.key)
    // Something to redo.
    try await sandbox.slottui("slot", "update", slots[3].id, "--capacity", "2")
    try await sandbox.slottui("undo")
    let file = sandbox.folder + "/other.ndjson"
    try await other.slottui("export", "--format", "ndjson", "-o", file)
    // Names are unique: the other store's block must not be ours.
    let text = try String(contentsOfFile: file, encoding: .utf8)
    try text.replacing(Sandbox.block, with: "Dr. Other")
      .write(toFile: file, atomically: true, encoding: .utf8)
    let days = "DTSTART;VALUE=DATE:20310402\nDTEND;VALUE=DATE:20310404"
    let event = "BEGIN:VEVENT\nUID:1\nSUMMARY:Spring\n\(days)\nEND:VEVENT"
    try "BEGIN:VCALENDAR\n\(event)\nEND:VCALENDAR\n"
      .write(toFile: sandbox.folder + "/holidays.ics", atomically: true, encoding: .utf8)
    self.sandbox = sandbox
    self.slots = slots
    appointments = active
  }

  static func plan(block: String, month: String) -> [String] {
    [
      "plan", "--block", block, "--from", "2031-\(month)-01", "--until", "2031-\(month)-28",
      "--days",
      "mon-fri", "--between", "09:00-12:00", "--minutes", "30",
    ]
  }

  var path: String { sandbox.store }

  /// A folder with a copy of the store.
  func copy() throws -> Sandbox {
    let copy = try Sandbox()
    try FileManager.default.copyItem(atPath: path, toPath: copy.store)
    return copy
  }

  func picture() throws -> StorePicture {
    let copy = try copy()
    // The folder goes with its sandbox.
    return try withExtendedLifetime(copy) { try StorePicture(copy.store) }
  }
}

extension Sandbox {
  /// Runs `slottui`, which must succeed.
  func succeed(_ arguments: [String], at location: SourceLocation = #_sourceLocation) async throws {
    let output: Output = try await slottui(arguments)
    try #require(output.status == 0, "\(output)", sourceLocation: location)
  }

  /// Expects `slottui check` to find nothing.
  func expectSound(
    _ context: @autoclosure () -> String,
    at location: SourceLocation = #_sourceLocation
  ) async throws {
    let output: Output = try await slottui(["check"])
    #expect(output.status == 0, "\(context()): \(output)", sourceLocation: location)
  }
}

extension Sandbox.Output {
  /// Whether a command with `--json` said that it was done, though it may have been killed then.
  var isAcknowledged: Bool { status == 0 || text.hasSuffix("\"success\": true\n}\n") }

  /// Ended by a signal.
  var isKilled: Bool { status >= 128 }

  /// The code of the refusal, however it was told.
  var code: String? {
    let pattern = #/slottui: ([ES]\d{3}): |"code": "([ES]\d{3})"/#
    return (errors + text).firstMatch(of: pattern).map { String($0.1 ?? $0.2 ?? "") }
  }
}
