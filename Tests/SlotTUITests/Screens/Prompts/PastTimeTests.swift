import SlotDomain
import Testing

@testable import SlotTUI

@Suite struct PastTimeTests {
  /// Wednesday, 4 March 2026, 10:12 in Warsaw.
  @Test(arguments: [
    ("now", "2026-03-04 10:12"), ("09:10", "2026-03-04 09:10"), ("9:10", "2026-03-04 09:10"),
    ("11:00", "2026-03-03 11:00"), ("yesterday 09:10", "2026-03-03 09:10"),
    ("Yesterday  9:10", "2026-03-03 09:10"), ("today 08:00", "2026-03-04 08:00"),
    ("mon 14:00", "2026-03-02 14:00"), ("thu 14:00", "2026-02-26 14:00"),
    ("wed 09:00", "2026-03-04 09:00"), ("wed 14:00", "2026-02-25 14:00"),
    ("2026-02-20 12:00", "2026-02-20 12:00"), ("2026-02-20T12:00", "2026-02-20 12:00"),
    ("2026-02-20 12:00:30", "2026-02-20 12:00:30"),
    ("2026-02-20T12:00:00Z", "2026-02-20 13:00"), ("2026-02-20 12:00z", "2026-02-20 13:00"),
    ("24.12 09:00", "2025-12-24 09:00"), ("1 mar 09:00", "2026-03-01 09:00"),
    ("20 09:00", "2026-02-20 09:00"), ("yesterday", "2026-03-03 00:00"),
    ("2026-02-20", "2026-02-20 00:00"), ("mon", "2026-03-02 00:00"),
    ("-2h", "2026-03-04 08:12"), ("-30m", "2026-03-04 09:42"), ("-30min", "2026-03-04 09:42"),
    ("-3d", "2026-03-01 10:12"), ("-1w", "2026-02-25 10:12"), ("-2d 09:00", "2026-03-02 09:00"),
    ("tomorrow 09:00", "2026-03-05 09:00"), ("today 23:00", "2026-03-04 23:00"),
    ("2026-12-24 09:00", "2026-12-24 09:00"), ("+2w 09:00", "2026-03-18 09:00"),
  ])
  func momentsAsPeopleWriteThem(text: String, moment: String) throws {
    let scene = try Scene()
    let parsed = try PastTime.parse(text, now: scene.now, TimeFormat(zone: scene.zone))
    #expect(parsed == (try scene.at(moment)), "\(TimeFormat(zone: scene.zone).field(parsed))")
  }

  /// Not every month has a 31st, nor every year a 29 February.
  @Test(arguments: [
    ("31", "2027-03-15 10:12", "2027-01-31"), ("30", "2027-03-01 09:00", "2027-01-30"),
    ("31.1", "2027-03-15 10:12", "2027-01-31"), ("29.2", "2027-03-15 10:12", "2024-02-29"),
    ("29 feb", "2028-02-29 10:00", "2028-02-29"), ("15", "2027-03-15 10:12", "2027-03-15"),
    ("dec 2 1:30", "2027-03-15 10:12", "2026-12-02 01:30"),
  ])
  func theLastSuchDay(text: String, now: String, day: String) throws {
    let scene = try Scene(now)
    let parsed = try PastTime.parse(text, now: scene.now, TimeFormat(zone: scene.zone))
    let time = day.contains(":") ? day : "\(day) 00:00"
    #expect(parsed == (try scene.at(time)), "\(TimeFormat(zone: scene.zone).field(parsed))")
  }

  @Test(arguments: ["", " ", "gibberish", "25:00", "-", "-2x", "mon 14", "12:00 mon", "::"])
  func othersAreRefused(text: String) throws {
    let scene = try Scene()
    #expect(throws: TimeProblem.self) {
      try PastTime.parse(text, now: scene.now, TimeFormat(zone: scene.zone))
    }
  }

  /// In the style of the screen, as it shows times itself.
  @Test(arguments: [
    ("9:10 am", "2026-03-04 09:10"), ("11pm", "2026-03-03 23:00"),
    ("yesterday 2:30 pm", "2026-03-03 14:30"), ("02/20/2026 9:00 am", "2026-02-20 09:00"),
    ("12/24 09:00", "2025-12-24 09:00"),
  ])
  func styleOfTheScreen(text: String, moment: String) throws {
    let scene = try Scene()
    let style = TimeStyle(clock: .twelve, dateOrder: .mdy)
    let times = TimeFormat(zone: scene.zone, style: style)
    #expect(try PastTime.parse(text, now: scene.now, times) == (try scene.at(moment)))
  }

  /// A time that the clock skipped, or showed twice, is not guessed; with an offset it is said.
  @Test func clockChanges() throws {
    let scene = try Scene("2026-10-25 12:00")
    #expect(throws: TimeProblem.self) {
      try PastTime.parse("02:30", now: scene.now, TimeFormat(zone: scene.zone))
    }
    let second = try PastTime.parse("02:30+01:00", now: scene.now, TimeFormat(zone: scene.zone))
    #expect(second == (try TimeText.instant("2026-10-25T01:30:00Z", in: .utc)))
    // A day back is the same time of the wall clock, not 24 hours.
    let day = try PastTime.parse("-1d", now: scene.now, TimeFormat(zone: scene.zone))
    #expect(day == (try scene.at("2026-10-24 12:00")))
    #expect(throws: TimeProblem.self) {
      try PastTime.parse("2026-03-29 02:30", now: scene.now, TimeFormat(zone: scene.zone))
    }
  }
}
