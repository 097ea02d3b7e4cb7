import SlotDomain
import Testing

@Suite struct WrittenMomentTests {
  /// Wednesday, 4 March 2026, 10:12 in Warsaw.
  private let zone: Zone
  private let now: Instant

  init() throws {
    zone = try Zone(named: "Europe/Warsaw")
    now = try TimeText.instant("2026-03-04 10:12", in: zone)
  }

  @Test(arguments: [
    ("now", "2026-03-04 10:12"), ("today", "2026-03-04 00:00"), ("tomorrow", "2026-03-05 00:00"),
    ("yesterday", "2026-03-03 00:00"), ("mon", "2026-03-09 00:00"), ("wed", "2026-03-04 00:00"),
    ("tomorrow 14:50", "2026-03-05 14:50"), ("Tomorrow  9:05", "2026-03-05 09:05"),
    ("mon 14:00", "2026-03-09 14:00"), ("wed 09:00", "2026-03-04 09:00"),
    ("14:50", "2026-03-04 14:50"), ("09:10", "2026-03-04 09:10"), ("2pm", "2026-03-04 14:00"),
    ("24.12", "2026-12-24 00:00"), ("24.12 9:00", "2026-12-24 09:00"),
    ("24 dec 14:50", "2026-12-24 14:50"), ("9 april", "2026-04-09 00:00"),
    ("9 aug 2:30 pm", "2026-08-09 14:30"), ("+1d", "2026-03-05 00:00"),
    ("+2w 09:00", "2026-03-18 09:00"), ("-1d", "2026-03-03 00:00"), ("+2h", "2026-03-04 12:12"),
    ("-90min", "2026-03-04 08:42"), ("w48", "2026-11-23 00:00"),
    ("tomorrow 9:00 Z", "2026-03-05 10:00"), ("dec 2 1:30", "2026-12-02 01:30"),
    ("may 1 9:30", "2026-05-01 09:30"),
    ("dec 1 2:30 pm", "2026-12-01 14:30"), ("5 9:00", "2026-03-05 09:00"),
    ("week 48 9:00", "2026-11-23 09:00"), ("dec 1 2:30 +02:00", "2026-12-01 01:30"),
    ("today 24:00", "2026-03-05 00:00"), ("2026-12-24 9:00", "2026-12-24 09:00"),
    ("tomorrow 09:00+00:00", "2026-03-05 10:00"), ("2026-02-20T12:00:00Z", "2026-02-20 13:00"),
    ("2026-02-20", "2026-02-20 00:00"), ("2026-02-20 12:00:30.125", "2026-02-20 12:00:30.125"),
  ])
  func momentsAsPeopleWriteThem(text: String, moment: String) throws {
    let read = try WrittenMoment.read(text, now: now, in: zone)
    #expect(read == (try TimeText.instant(moment, in: zone)), "\(TimeText.local(read, in: zone))")
  }

  @Test(arguments: [
    ("", TimeProblem.noMoment("")), (" ", .noMoment(" ")), ("soon", .noMoment("soon")),
    ("tomorrow 25:00", .outOfRange("tomorrow 25:00")), ("mon 14", .noMoment("mon 14")),
    ("12:00 mon", .noMoment("12:00 mon")), ("tomorrow 9:5", .noMoment("tomorrow 9:5")),
    ("30.2 09:00", .noDay("30.2 09:00", .noSuchDay(day: 30, month: 2, year: nil))),
    ("2026-13-01", .outOfRange("2026-13-01")), ("2026-11-23T9", .noMoment("2026-11-23T9")),
    ("+99999999d", .noMoment("+99999999d")), ("\u{1B}[A", .noMoment("\u{1B}[A")),
    ("٣", .noMoment("٣")), ("::", .noMoment("::")), ("+15m", .noMoment("+15m")),
    ("-90m", .noMoment("-90m")), ("+15m 9:00", .noMoment("+15m 9:00")),
  ])
  func othersAreRefused(text: String, problem: TimeProblem) {
    #expect(throws: problem) { try WrittenMoment.read(text, now: now, in: zone) }
  }

  @Test func whatCanBeTwoDaysIsAsked() throws {
    do {
      Issue.record("\(try WrittenMoment.read("3/4 14:00", now: now, in: zone))")
    } catch {
      #expect(error.message.hasSuffix("That can be 3 April or 4 March: write 3.4. or 4.3."))
    }
  }

  /// A time that the clock skips, or shows twice, is refused as everywhere; with an offset it is said.
  @Test func clockChanges() throws {
    let before = try TimeText.instant("2026-03-28 12:00", in: zone)
    #expect(throws: TimeProblem.self) {
      try WrittenMoment.read("tomorrow 02:30", now: before, in: zone)
    }
    let autumn = try TimeText.instant("2026-10-24 12:00", in: zone)
    #expect(throws: TimeProblem.self) {
      try WrittenMoment.read("sun 02:30", now: autumn, in: zone)
    }
    let second = try WrittenMoment.read("sun 02:30+01:00", now: autumn, in: zone)
    #expect(second == (try TimeText.instant("2026-10-25T01:30:00Z", in: .utc)))
    // The whole day is there although an hour of it is not.
    let day = try WrittenMoment.read("tomorrow", now: before, in: zone)
    #expect(day == (try TimeText.instant("2026-03-29 00:00", in: zone)))
  }

  /// Which day it is on a clock that this machine does not know, nobody can say.
  @Test func clockOfALostZone() throws {
    let lost = Zone(nameInStore: "Mars/Olympus")
    #expect(throws: TimeProblem.zoneLost("Mars/Olympus")) {
      try WrittenMoment.read("tomorrow", now: now, in: lost)
    }
    #expect(try WrittenMoment.read("+2h", now: now, in: lost) == now + .hours(2))
    #expect(try WrittenMoment.read("2026-03-04T09:12Z", now: now, in: lost) == now)
  }
}
