import SlotDomain
import Testing

@Suite struct WrittenDateTests {
  /// Today is Wednesday, 4 March 2026.
  @Test(arguments: [
    ("2026-12-24", "2026-12-24"), ("24.12", "2026-12-24"), ("24.12.", "2026-12-24"),
    ("24.12.2027", "2027-12-24"), ("24.12.27", "2027-12-24"), ("24/12", "2026-12-24"),
    ("24-12", "2026-12-24"), ("3.3", "2027-03-03"), ("4.3", "2026-03-04"),
    ("24 dec", "2026-12-24"), ("dec 24", "2026-12-24"), ("Dec 24, 2027", "2027-12-24"),
    ("24 December 2027", "2027-12-24"), ("dec", "2026-12-01"), ("march", "2027-03-01"),
    ("24", "2026-03-24"), ("3", "2026-04-03"), ("31", "2026-03-31"), ("29.2", "2028-02-29"),
    ("today", "2026-03-04"), ("now", "2026-03-04"), ("tomorrow", "2026-03-05"),
    ("yesterday", "2026-03-03"), ("mon", "2026-03-09"), ("wed", "2026-03-04"),
    ("Thursday", "2026-03-05"), ("TUES", "2026-03-10"), ("+1", "2026-03-05"), ("+3d", "2026-03-07"),
    ("+2w", "2026-03-18"), ("-2w", "2026-02-18"), ("+1m", "2026-04-04"), ("-1y", "2025-03-04"),
    ("  24.12  ", "2026-12-24"), ("+0", "2026-03-04"), ("-3d", "2026-03-01"),
    ("next mon", "2026-03-09"), ("next fri", "2026-03-13"), ("this fri", "2026-03-06"),
    ("last fri", "2026-02-27"), ("next week", "2026-03-11"), ("next month", "2026-04-04"),
    ("last year", "2025-03-04"), ("w48", "2026-11-23"), ("week 48", "2026-11-23"),
    ("w10", "2026-03-02"), ("w9", "2027-03-01"), ("w53", "2026-12-28"), ("2027-w01", "2027-01-04"),
    ("w1 2027", "2027-01-04"), ("W48/2027", "2027-11-29"), ("2026/12/24", "2026-12-24"),
    ("2026 dec 24", "2026-12-24"), ("12/24", "2026-12-24"), ("12/24/2027", "2027-12-24"),
    ("24/12/2027", "2027-12-24"), ("5/5", "2026-05-05"), ("29.2.2028", "2028-02-29"),
    ("Thu 24 Dec", "2026-12-24"), ("fri 24 dec 2027", "2027-12-24"),
    ("thursday, 24.12.", "2026-12-24"),
  ])
  func understood(text: String, day: String) throws {
    #expect(try WrittenDate.read(text, today: date("2026-03-04")) == date(day))
  }

  /// The first days of January can lie in the last week of the year before.
  @Test(arguments: [
    ("w53", "2027-01-01", "2026-12-28"), ("w53", "2027-01-03", "2026-12-28"),
    ("w53", "2027-01-04", "2032-12-27"), ("w52", "2028-01-01", "2027-12-27"),
    ("w1", "2026-12-31", "2027-01-04"), ("w1", "2024-12-31", "2024-12-30"),
  ])
  func weeksOfATurnOfTheYear(text: String, today: String, monday: String) throws {
    #expect(try WrittenDate.read(text, today: date(today)) == date(monday))
  }

  @Test(arguments: [
    "", " ", "soon", "mo", "30.2", "32.1", "0", "99", "24.13", "1.2.3.4", "+", "-", "+w", "+1x",
    "+999999999999999999999", "+99999999", "2026-02-30", "de", "1 dec dec", "٣", "--", "..",
    "1.1.+5x",
    "dec dec", "2026", "w54", "w0", "w", "week", "w53 2027", "w48 99", "next", "next soon", "w٣",
    "8-12 feb", "8 12 feb", "8-10.12", "8.-10.12", "3/4", "24 12 2026 1", "24.12. 9", "24 dec 9",
    "\u{1B}[A",
  ])
  func notUnderstood(text: String) throws {
    #expect(throws: WrittenDate.Problem.self) {
      try WrittenDate.read(text, today: date("2026-03-04"))
    }
  }

  @Test(arguments: [
    ("29.2.2027", "There is no 29 February 2027."), ("30.2", "There is no 30 February."),
    ("2026-02-30", "There is no 30 February 2026."), ("31 apr 2026", "There is no 31 April 2026."),
    ("3/4", "That can be 3 April or 4 March: write 3.4. or 4.3."), ("soon", WrittenDate.remedy),
    ("24.13", WrittenDate.remedy), ("thu 24", WrittenDate.remedy),
    (
      "fri 24 dec",
      "24 December 2026 is a Thursday: write the date without its weekday, or another one."
    ),
  ])
  func saysWhyNot(text: String, sentence: String) throws {
    do {
      Issue.record("\(try WrittenDate.read(text, today: date("2026-03-04")))")
    } catch let problem as WrittenDate.Problem {
      #expect(problem.sentence == sentence)
    }
  }

  private func date(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }
}
