import Foundation
import ProgramDriver
import Testing

@testable import SlotDomain

/// A change whose report cannot be written is done: who is told otherwise does it twice.
@Suite struct LostReportTests {
  private let program: Program

  init() throws { program = try Program() }

  /// With the output on a device that has no room.
  private func run(_ arguments: [String]) throws -> Program.Result {
    try program.run(arguments, shell: "\"$@\" >/dev/full")
  }

  private func expectDone(
    _ arguments: [String],
    location: SourceLocation = #_sourceLocation
  ) throws {
    for format in [[], ["--json"], ["--ndjson"]] {
      let result = try run(arguments + format)
      #expect(result.status == 74, "\(arguments): \(result)", sourceLocation: location)
      #expect(
        result.error == "slottui: S007: The change is done; only its report could not be written"
          + " (standard output: No space left on device). Do not repeat it.\n",
        "\(arguments + format)",
        sourceLocation: location
      )
    }
  }

  @Test("Every change that is done says so")
  func changes() throws {
    let room = try program.makeBlock()
    let slots = try (1...6).map {
      try program.makeSlot("2035-01-0\($0)T09:00", more: "--capacity", "9")
    }
    try expectDone(["appointment", "create", "--slot", slots[0], "--name", "Ada"])
    let booked = try #require(try program.data("appointment", "list").array)
    #expect(booked.count == 3)
    let person = try #require(booked[0]["id"]?.string)
    let file = try program.write("start_date,end_date\n2036-01-01,2036-01-02\n", "a.csv")
    for arguments in [
      ["appointment", "update", person, "--name", "Bo"], ["appointment", "cancel", person],
      ["appointment", "enable", person], ["appointment", "reschedule", person, "--to", slots[1]],
      ["slot", "update", slots[2], "--capacity", "4"], ["slot", "disable", slots[2]],
      ["slot", "enable", "--block", "Room"], ["slot", "unlock", slots[3], "--force"],
      ["block", "update", "Room", "--booking-disabled-before", "60"], ["block", "draft", "Room"],
      ["block", "publish", "Room"], ["import", file, "--block", "Room"],
      ["init"], ["init", "--shared"], ["export", "-o", program.path("all.ndjson")],
    ] { try expectDone(arguments) }
    #expect(try program.data("block", "get", room)["booking_disabled_before"] == .integer(60))
    for arguments in [
      ["slot", "lock", slots[3], "--minutes", "5"], ["slot", "delete", slots[4]], ["undo"],
      ["redo"],
      [
        "plan", "--block", "Room", "--from", "2037-01-05", "--until", "2037-01-05", "--days", "mon",
        "--between", "09:00-10:00", "--minutes", "30",
      ],
      ["backup", program.path("copy.db")],
      ["block", "create", "--name", "New", "--timezone", "UTC"],
      ["slot", "create", "--block", "Room", "--start", "2036-03-01T09:00", "--minutes", "20"],
    ] {
      let result = try run(arguments)
      #expect(result.status == 74 && result.error.contains("The change is done; "), "\(result)")
    }
  }

  @Test("What changes nothing, and what is refused, says what it said")
  func others() throws {
    _ = try program.makeBlock()
    _ = try program.makeSlot("2035-01-01T09:00")
    let file = try program.write("start_date,end_date\n2036-01-01,2036-01-02\n", "a.csv")
    for arguments in [
      ["block", "list"], ["slot", "list", "--ndjson"], ["history", "--ndjson"],
      ["slot", "disable", "--block", "Room", "--dry-run"],
      ["import", file, "--block", "Room", "--dry-run"], ["export", "--format", "csv"],
    ] {
      let result = try run(arguments)
      #expect(result.status == 74, "\(arguments): \(result)")
      #expect(result.error.contains("\"standard output\" cannot be read or written: No space left"))
    }
    let refused = try run(["slot", "delete", "00000000-0000-4000-8000-000000000000"])
    #expect(refused.status == 66 && refused.error.contains("E025"))
  }
}
