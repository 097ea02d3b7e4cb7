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
    #expect((1300...1700).contains(slots.total))
    #expect(try store.check().isEmpty)
    let locked = slots.elements.filter { $0.lock(at: now) != nil }
    #expect((10...14).contains(locked.count))
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
    let plan = try #require(DemoPlan.all.first { $0.hasClockChange })
    let ranges = plan.ranges(in: zone, now: now).sorted { $0.start < $1.start }
    for (earlier, later) in zip(ranges, ranges.dropFirst()) {
      #expect(!earlier.overlaps(later))
    }
    let night = ranges.filter { zone.date($0.start).description == "2026-10-25" }
    #expect(night.contains { zone.local($0.start).hour == 2 && zone.offset(at: $0.start) == 7200 })
    #expect(night.contains { zone.local($0.start).hour == 2 && zone.offset(at: $0.start) == 3600 })
  }

  /// On any day of the week there are a full week and a half-full one, and people whose afternoon to come
  /// was closed.
  @Test(arguments: 23...29)
  func aPracticeAtWork(day: Int) throws {
    let now = try TimeText.instant("2026-11-\(day)T10:30Z", in: .utc)
    let program = try Program()
    let store = try SQLiteStore(path: program.database, options: SQLiteStore.Options(actor: "ana"))
    let demo = try DemoData(now: now)
    _ = try store.perform(demo.operation, at: demo.at)
    let blocks = try store.blocks().filter {
      ["Dr Adams", "Dr Brown", "Dr Chen"].contains($0.name)
    }
    let (zone, plans) = (blocks[0].zone, DemoPlan.all.prefix(3))
    #expect(blocks.map(\.name) == plans.map(\.name))
    let monday = plans[0].firstMonday(in: zone, now: now)
    // Whoever looks, sees a working day to come in the full week.
    #expect(zone.date(now) <= monday.adding(days: 4))
    var hours: [[TimeRange]] = []
    for (block, share) in zip(blocks, [0.85...1, 0.8...1, 0.8...1]) {
      let slots = try store.slots(of: block.id, in: TimeRange.all)
      hours.append(slots.map(\.range))
      func taken(_ week: Int) -> Double {
        let first = monday.adding(days: 7 * week)
        let inWeek = slots.filter {
          (first...first.adding(days: 6)).contains(zone.date($0.range.start))
        }
        return Double(inWeek.reduce(0) { $0 + $1.activeAppointments }) / Double(inWeek.count)
      }
      #expect(share.contains(taken(0)) && (0.35...0.65).contains(taken(1)), "\(block.name)")
    }
    #expect(hours[0] == hours[1] && hours[1] == hours[2])
    let displaced = try store.slots(
      of: blocks[1].id,
      in: TimeRange(start: now, end: TimeRange.all.end)
    )
    .filter { $0.status == .disabled && $0.activeAppointments > 0 }
    #expect((4...9).contains(displaced.count))
    #expect(Set(displaced.map { zone.date($0.range.start) }).count == 1)
    #expect(displaced.allSatisfy { zone.local($0.range.start).hour >= 14 })
  }

  /// The same people come again, under one number, each once a day.
  @Test func peopleComeAgain() throws {
    let now = try TimeText.instant("2026-11-25T10:30Z", in: .utc)
    let program = try Program()
    let store = try SQLiteStore(path: program.database, options: SQLiteStore.Options(actor: "ana"))
    let demo = try DemoData(now: now)
    _ = try store.perform(demo.operation, at: demo.at)
    var visits: [String: (days: [CivilDate], phones: Set<String>)] = [:]
    let people = try store.appointments(matching: AppointmentQuery()).elements
    for appointment in people where appointment.status == .active {
      let slot = try store.slot(appointment.slotID)
      let zone = try store.block(slot.blockID).zone
      let metadata = appointment.metadata
      let key = "\(metadata["name"]?.string ?? "")\(metadata["email"]?.string ?? "")"
      visits[key, default: ([], [])].days.append(zone.date(slot.range.start))
      visits[key]?.phones.insert(metadata["phone"]?.string ?? "")
    }
    #expect((100...DemoPeople.count).contains(visits.count))
    #expect(visits.values.count { $0.days.count > 2 } > 80)
    let phones = Set((0..<DemoPeople.count).compactMap { DemoPeople.patient($0).phone })
    #expect(phones.count > 150)
    for start in ["07700 900", "07700900", "+44 7700 900", "(07700) 900-", "0044 7700 900 "] {
      #expect(phones.contains { $0.hasPrefix(start) })
    }
  }
}
