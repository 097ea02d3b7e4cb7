import ProgramDriver
import Testing

@testable import SlotCommands
@testable import SlotDomain

@Suite struct DemoDataTests {
  /// Ordinary days, the days around the clock changes, the turn of a year, a leap day.
  @Test(arguments: [
    "2026-11-22T10:30Z", "2026-03-28T23:30Z", "2026-03-29T01:30Z", "2026-10-24T22:10Z",
    "2026-10-25T00:30Z", "2026-12-31T23:59Z", "2028-02-29T12:00Z", "2026-06-01T00:00Z",
  ])
  func fitsTheRulesOnAnyDay(time: String) throws {
    let now = try TimeText.instant(time, in: .utc)
    let program = try Program()
    let store = try SQLiteStore(path: program.database, options: SQLiteStore.Options(actor: "ana"))
    let demo = try DemoData(now: now)
    _ = try store.perform(demo.operation, at: demo.at)
    let slots = try store.slots(matching: SlotQuery(), at: now)
    #expect((600...900).contains(slots.total))
    #expect(try store.check(at: now).isEmpty)
    let locked = slots.elements.filter { $0.lock(at: now) != nil }
    #expect(locked.count == 8)
    #expect(locked.allSatisfy { $0.range.start > now })
  }

  @Test func isTheSameForTheSameMoment() throws {
    let now = Instant(seconds: 1_800_000_000)
    let first = try DemoData(now: now)
    let second = try DemoData(now: now)
    #expect(first.operation == second.operation)
    #expect(first.at == second.at)
    #expect(try DemoData(now: now + .hours(1)).operation != first.operation)
  }

  @Test func theNightOfTheClockChangeHasSlots() throws {
    let zone = try Zone(named: "Europe/Warsaw")
    let now = try TimeText.instant("2026-09-01T12:00Z", in: .utc)
    let ranges = DemoPlan.all[0].ranges(in: zone, now: now).sorted { $0.start < $1.start }
    for (earlier, later) in zip(ranges, ranges.dropFirst()) {
      #expect(!earlier.overlaps(later))
    }
    let night = ranges.filter { zone.date($0.start).description == "2026-10-25" }
    #expect(night.contains { zone.local($0.start).hour == 2 && zone.offset(at: $0.start) == 7200 })
    #expect(night.contains { zone.local($0.start).hour == 2 && zone.offset(at: $0.start) == 3600 })
  }
}
