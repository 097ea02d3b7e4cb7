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

  /// Rules that the holidays of the United States and of churches' years are written with.
  @Test func everyRuleOfTheRFCIsUnderstood() throws {
    let thanksgiving = "DTSTART;VALUE=DATE:20201126\nRRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH"
    #expect(
      try days(event(thanksgiving)) == ["2026-11-26..2026-11-26", "2027-11-25..2027-11-25"]
    )
    let memorial = "DTSTART;VALUE=DATE:20200525\nRRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO"
    #expect(try days(event(memorial)) == ["2026-05-25..2026-05-25", "2027-05-31..2027-05-31"])
    let some = "DTSTART;VALUE=DATE:20260401\nRDATE;VALUE=DATE:20260417,20260502"
    #expect(
      try days(event(some + "\nEXDATE;VALUE=DATE:20260401")) == [
        "2026-04-17..2026-04-17", "2026-05-02..2026-05-02",
      ]
    )
    // The 7th of every month: so the RFC has it, whatever Google means by it.
    let sevenths = "DTSTART;VALUE=DATE:20260707\nRRULE:FREQ=YEARLY;INTERVAL=1;BYMONTHDAY=7"
    #expect(
      try days(event(sevenths), of: "2026-09-01", to: "2026-11-30") == [
        "2026-09-07..2026-09-07", "2026-10-07..2026-10-07", "2026-11-07..2026-11-07",
      ]
    )
  }

  /// A rule that began long ago costs no more than a new one.
  @Test func oldRulesAreNotCountedThrough() throws {
    let old = (1...100).map { event("UID:\($0)\nDTSTART;VALUE=DATE:00010101\nRRULE:FREQ=DAILY") }
    #expect(try days(old.joined(separator: "\n"), to: "2026-01-02").count == 200)
  }

  /// Events that share a UID by mistake are days even so.
  @Test func equalRevisionsAllCount() throws {
    let events = ["20260106", "20260107"].map { event("UID:a\nDTSTART;VALUE=DATE:\($0)") }
    #expect(try days(events.joined(separator: "\n")).count == 2)
    let newer = event("UID:a\nSEQUENCE:1\nDTSTART;VALUE=DATE:20260108")
    #expect(
      try days(([newer] + events).joined(separator: "\n")) == ["2026-01-08..2026-01-08"]
    )
  }

  @Test func changesWithTimesOpenTheDay() throws {
    let series = event("UID:a\nDTSTART;VALUE=DATE:20260105\nRRULE:FREQ=WEEKLY;COUNT=3")
    let moved = event(
      "UID:a\nRECURRENCE-ID;VALUE=DATE:20260112\nDTSTART:20260112T090000\nDURATION:PT1H"
    )
    #expect(
      try days(series + "\n" + moved) == ["2026-01-05..2026-01-05", "2026-01-19..2026-01-19"]
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
    ("DTSTART;VALUE=DATE:20260106\nRRULE:FREQ=SOMETIMES", "FREQ=SOMETIMES, which is not"),
    ("DTSTART;VALUE=DATE:20260403\nRRULE:FREQ=YEARLY;BYDAY=99FR", "BYDAY that is not understood"),
    ("DTSTART;VALUE=DATE:20261301", "must be a date"), ("SUMMARY:when?", "no DTSTART"),
    ("DTSTART;VALUE=DATE:20260106\nEXDATE;VALUE=DATE:x", "EXDATE must be a date"),
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
