import ProgramDriver
import Testing

@testable import SlotDomain

/// Whose clock the process has decides nothing: times are those of the block.
@Suite struct ProcessZoneTests {
  private static let zones = ["Pacific/Honolulu", "Pacific/Kiritimati", "Europe/Warsaw", "UTC"]

  /// MRBS: bookings made before a clock change vanished from the day's view, and a search found them.
  @Test("Slots made before a clock change are seen on their day, whatever the process's zone")
  func slotsDoNotVanish() throws {
    let program = try Program()
    _ = try program.makeBlock()
    for day in ["24", "25", "26"] { _ = try program.makeSlot("2035-03-\(day)T00:10") }
    let days = try Self.zones.map { zone in
      try ["24", "25", "26"].map { day in
        try program.run(
          [
            "slot", "list", "--block", "Room", "--from", "2035-03-\(day)", "--until",
            "2035-03-\(day)T23:59", "--ndjson", "--local",
          ],
          environment: ["TZ": zone]
        ).output
      }
    }
    #expect(Set(days).count == 1)
    #expect(days.first?.allSatisfy { $0.split(separator: "\n").count == 1 } == true)
  }

  /// khal: all-day events landed on the day before, west of Greenwich.
  @Test(
    "Closing a day from Honolulu closes that day of the block",
    arguments: ProcessZoneTests.zones
  )
  func aDayIsTheBlocks(zone: String) throws {
    let program = try Program()
    _ = try program.makeBlock()
    for start in ["2035-03-03T23:40", "2035-03-04T00:00", "2035-03-04T23:40", "2035-03-05T00:00"] {
      _ = try program.makeSlot(start)
    }
    let closed = try program.run(
      [
        "slot", "disable", "--block", "Room", "--from", "2035-03-04", "--until", "2035-03-05",
        "--json", "--local",
      ],
      environment: ["TZ": zone]
    ).json?["data"]?.array
    #expect(
      closed?.map { $0["start_date"]?.string?.prefix(16) } == [
        "2035-03-04T00:00", "2035-03-04T23:40",
      ]
    )
    let calendar = try program.write(
      "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\nDTSTART;VALUE=DATE:20350306\nEND:VEVENT\nEND:VCALENDAR\n",
      "day.ics"
    )
    _ = try program.run(["import", calendar, "--block", "Room"], environment: ["TZ": zone])
    let day = try program.run(["slot", "list", "--from", "2035-03-05T12:00", "--ndjson", "--local"])
    #expect(day.lines.first?["start_date"]?.string == "2035-03-06T00:00:00.000+01:00")
  }
}
