import SlotDomain
import Testing

@testable import SlotCommands

@Suite struct TimeWordsTests {
  /// In the hour that the clock shows twice an end says which one it is.
  @Test(arguments: [
    ("2026-10-25T01:30+02:00", 60, "Sun 2026-10-25 01:30–02:30+02:00"),
    ("2026-10-25T02:30+02:00", 60, "Sun 2026-10-25 02:30–02:30+01:00"),
    ("2026-10-25T02:30+01:00", 60, "Sun 2026-10-25 02:30–03:30"),
    ("2026-10-24T22:00+02:00", 270, "Sat 2026-10-24 22:00–Sun 02:30+02:00"),
    ("2026-10-26T09:00+01:00", 30, "Mon 2026-10-26 09:00–09:30"),
  ])
  func anEndThatComesTwiceHasItsOffset(start: String, minutes: Int, text: String) throws {
    let zone = try Zone(named: "Europe/Warsaw")
    let start = try TimeText.instant(start, in: zone)
    let range = TimeRange(start: start, end: start + .minutes(minutes))
    #expect(TimeWords(zone: zone).range(range) == text)
  }
}
