import Testing

@testable import SlotDomain

/// Holidays out of a calendar file.
@Suite struct WholeDayTests {
  private func read(_ text: String, of first: String, to last: String) throws -> WholeDayReader {
    let span = try #require(CivilDate(first))...(try #require(CivilDate(last)))
    var reader = WholeDayReader(within: span)
    let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() { reader.read(Array(line), number: index + 1) }
    reader.finish()
    return reader
  }

  private func calendar(_ events: String) -> String {
    "BEGIN:VCALENDAR\r\n\(events.replacing("\n", with: "\r\n"))\r\nEND:VCALENDAR\r\n"
  }

  private func days(
    _ events: String,
    of first: String = "2026-01-01",
    to last: String = "2027-12-31"
  ) throws -> [String] {
    let reader = try read(calendar(events), of: first, to: last)
    #expect(reader.refusals.isEmpty, "\(reader.refusals)")
    return reader.days.map { "\($0.lowerBound)..\($0.upperBound)" }
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
    let exception = christmas + "\nEXDATE;VALUE=DATE:20261225"
    #expect(try days(event(exception)) == ["2027-12-25..2027-12-25"])
    let leapDay = event("DTSTART;VALUE=DATE:20240229\nRRULE:FREQ=YEARLY")
    #expect(try days(leapDay, to: "2030-01-01") == ["2028-02-29..2028-02-29"])
  }

  /// What an import understands, a plan does too.
  @Test func everyWeekIsUnderstood() throws {
    let wednesdays = "DTSTART;VALUE=DATE:20260107\nDURATION:P2D\nRRULE:FREQ=WEEKLY"
    #expect(
      try days(event(wednesdays), to: "2026-01-14") == [
        "2026-01-07..2026-01-08", "2026-01-14..2026-01-15",
      ]
    )
    let moved = "UID:a\nRECURRENCE-ID;VALUE=DATE:20260107\nDTSTART;VALUE=DATE:20260109"
    #expect(
      try days(event("UID:a\n" + wednesdays) + "\n" + event(moved), to: "2026-01-13") == [
        "2026-01-09..2026-01-09"
      ]
    )
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
    ("DTSTART;VALUE=DATE:20260106\nRRULE:FREQ=MONTHLY", "MONTHLY cannot be expanded"),
    ("DTSTART;VALUE=DATE:20260403\nRRULE:FREQ=YEARLY;BYDAY=1FR", "BYDAY cannot be expanded"),
    ("DTSTART;VALUE=DATE:20260403\nRRULE:FREQ=YEARLY;BYMONTH=5", "a date that the repetition"),
    ("DTSTART;VALUE=DATE:20261301", "no date"), ("SUMMARY:when?", "no DTSTART"),
    ("DTSTART;VALUE=DATE:20260106\nRDATE;VALUE=DATE:20260107", "RDATE cannot be expanded"),
  ])
  func whatIsNotUnderstoodIsRefused(_ lines: String, _ sentence: String) throws {
    let reader = try read(calendar(event(lines)), of: "2026-01-01", to: "2026-12-31")
    #expect(reader.refusals.map(\.line) == [2])
    let error = try #require(reader.refusals.first?.cause)
    #expect(error.code == .badRequest)
    #expect(error.message(in: .utc).contains(sentence), "\(error)")
  }

  @Test(arguments: ["", "start,end\n", "BEGIN:VCARD\n", "BEGIN:VCALENDAR\nBEGIN:VEVENT\n"])
  func otherFilesAreRefused(text: String) throws {
    #expect(try read(text, of: "2026-01-01", to: "2026-12-31").refusals.count == 1)
  }
}
