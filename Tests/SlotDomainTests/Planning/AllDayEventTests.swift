import SlotDomain
import Testing

/// Holidays out of a calendar file.
@Suite struct AllDayEventTests {
  private func days(
    _ events: String,
    of first: String = "2026-01-01",
    to last: String = "2027-12-31"
  )
    throws -> [String]
  {
    let text = "BEGIN:VCALENDAR\r\n\(events.replacing("\n", with: "\r\n"))\r\nEND:VCALENDAR\r\n"
    let span = try #require(CivilDate(first))...(try #require(CivilDate(last)))
    return try AllDayEvents.days(Array(text.utf8), within: span).map {
      "\($0.lowerBound)..\($0.upperBound)"
    }
  }

  private func event(_ lines: String) -> String { "BEGIN:VEVENT\n\(lines)\nEND:VEVENT" }

  @Test func wholeDaysAreTaken() throws {
    let one = event("SUMMARY:Epiphany\nDTSTART;VALUE=DATE:20260106")
    #expect(try days(one) == ["2026-01-06..2026-01-06"])
    // DTEND is the day after, and a folded line is one line.
    let many = event("DTSTART;VALUE=DA\n TE:20261224\nDTEND;VALUE=DATE:20261227")
    #expect(try days(many) == ["2026-12-24..2026-12-26"])
    #expect(try days("\(one)\n\(many)").count == 2)
    #expect(try days(many, of: "2026-12-26", to: "2026-12-31").count == 1)
    #expect(try days(many, of: "2026-12-27", to: "2026-12-31").isEmpty)
  }

  @Test func everyYearIsUnderstood() throws {
    let christmas = "DTSTART;VALUE=DATE:20201225\nRRULE:FREQ=YEARLY"
    #expect(
      try days(event(christmas)) == ["2026-12-25..2026-12-25", "2027-12-25..2027-12-25"]
    )
    #expect(try days(event(christmas + ";BYMONTH=12;BYMONTHDAY=25")).count == 2)
    #expect(try days(event(christmas + ";INTERVAL=2")) == ["2026-12-25..2026-12-25"])
    #expect(try days(event(christmas + ";COUNT=7")) == ["2026-12-25..2026-12-25"])
    #expect(try days(event(christmas + ";UNTIL=20261231")) == ["2026-12-25..2026-12-25"])
    let leapDay = event("DTSTART;VALUE=DATE:20240229\nRRULE:FREQ=YEARLY")
    #expect(try days(leapDay, to: "2030-01-01") == ["2028-02-29..2028-02-29"])
  }

  @Test func restIsPassedOver() throws {
    let meeting = "DTSTART;TZID=Europe/Warsaw:20260106T090000\nRRULE:FREQ=WEEKLY"
    #expect(try days(event(meeting)).isEmpty)
    #expect(try days(event("DTSTART;VALUE=DATE:20260106\nSTATUS:CANCELLED")).isEmpty)
    let alarm = "BEGIN:VALARM\nDURATION:PT1H\nEND:VALARM"
    #expect(try days(event("DTSTART;VALUE=DATE:20260106\n\(alarm)")).count == 1)
    #expect(try days("BEGIN:VTODO\nDTSTART;VALUE=DATE:20260106\nEND:VTODO").isEmpty)
  }

  @Test(arguments: [
    ("DTSTART;VALUE=DATE:20260106\nRRULE:FREQ=WEEKLY", "Line 4 "),
    ("DTSTART;VALUE=DATE:20260403\nRRULE:FREQ=YEARLY;BYDAY=1FR", "Line 4 "),
    ("DTSTART;VALUE=DATE:20261301", "Line 3 "),
    ("DTSTART;VALUE=DATE:20260106\nRDATE;VALUE=DATE:20260107", "Line 4 "),
  ])
  func whatIsNotUnderstoodIsRefused(_ lines: String, _ place: String) {
    let error = #expect(throws: SlotError.self) { try days(event(lines)) }
    #expect(error?.code == .badRequest)
    #expect(error?.message(in: .utc).hasPrefix(place) == true)
  }

  @Test func otherFilesAreRefused() throws {
    let day = try #require(CivilDate("2026-01-01"))
    for text in ["", "start,end\n", "BEGIN:VCARD\n"] {
      #expect(throws: SlotError.self) { try AllDayEvents.days(Array(text.utf8), within: day...day) }
    }
  }
}
