import Foundation
import Testing

@testable import SlotDomain
@testable import TestDriver

/// A zone that a block names and the machine does not have is never taken for UTC.
@Suite struct LostZoneTests {
  private let folder = TemporaryFolder()
  private let lost = Zone(nameInStore: "Nowhere/Land")

  private func file(_ name: String, _ bytes: some Sequence<UInt8>) throws {
    try Data(bytes).write(to: URL(filePath: "\(folder.path)/\(name)"))
  }

  private func isKnown(_ name: String) -> Bool {
    (try? Zone(named: name, in: folder.path)) != nil
  }

  @Test("A missing, empty, truncated or garbage file is no zone, wherever it was cut")
  func damagedFiles() throws {
    let whole = [UInt8](try Data(contentsOf: URL(filePath: "/usr/share/zoneinfo/Europe/Warsaw")))
    try file("Whole", whole)
    #expect(isKnown("Whole"))
    #expect(!isKnown("Missing"))
    for length in 0..<whole.count {
      try file("Cut", whole.prefix(length))
      #expect(!isKnown("Cut"), "of \(whole.count) bytes the first \(length)")
    }
    try file("Garbage", (0..<3000).map { UInt8(truncatingIfNeeded: $0 &* 31) })
    #expect(!isKnown("Garbage"))
    try file("Text", "TZif2 is what a zone file begins with, and that is all.".utf8)
    #expect(!isKnown("Text"))
    try FileManager.default.createDirectory(
      atPath: "\(folder.path)/Folder",
      withIntermediateDirectories: false
    )
    #expect(!isKnown("Folder"))
  }

  @Test(
    "A name that leads elsewhere is no zone, and stays lost",
    arguments: [
      "../../etc/passwd", "/etc/localtime", "/usr/share/zoneinfo/Europe/Warsaw",
      "Europe/../Europe/Warsaw", "./Europe/Warsaw", "Europe//Warsaw", "Europe/Warsaw/", "", "\u{0}",
      "Europe/Warsaw\u{0}", "localtime", "posix/Europe/Warsaw",
    ]
  )
  func names(name: String) {
    #expect(throws: TimeProblem.unknownZone(name)) { try Zone(named: name) }
    let zone = Zone(nameInStore: name)
    #expect(zone.isLost && zone.name == name && zone.shownName.hasSuffix("unknown, in UTC"))
  }

  @Test("A zone that is there is not lost, and says nothing")
  func known() throws {
    for name in ["UTC", "Europe/Warsaw"] {
      let zone = Zone(nameInStore: name)
      #expect(!zone.isLost && zone.shownName == name && zone.warning == nil)
      try zone.mustBeKnown()
    }
  }

  @Test(
    "What was read before is kept while the database is being replaced, and then the new one counts"
  )
  func replaced() throws {
    let system = URL(filePath: "/usr/share/zoneinfo")
    let noon = try TimeText.instant("2026-11-23T12:00Z", in: .utc)
    func hour() -> String {
      TimeText.local(noon, in: Zone(nameInStore: "Changing", in: folder.path)).dropFirst(11).prefix(
        2
      )
      .description
    }
    try file("Changing", try Data(contentsOf: system.appending(path: "Europe/Warsaw")))
    #expect(hour() == "13")
    try file("Changing", [])
    #expect(hour() == "13")
    try FileManager.default.removeItem(atPath: "\(folder.path)/Changing")
    #expect(hour() == "13")
    try file("Changing", try Data(contentsOf: system.appending(path: "Asia/Tokyo")))
    #expect(hour() == "21")
  }

  @Test("It shows UTC and says so")
  func shown() throws {
    let moment = try TimeText.instant("2026-11-23T14:00Z", in: .utc)
    #expect(TimeText.local(moment, in: lost) == "2026-11-23T14:00:00.000Z")
    #expect(DateStyle.local(lost).text(moment) == TimeText.utc(moment))
    #expect(lost != .utc)
    let range = TimeRange(start: moment, end: moment + .hours(1))
    let sentence = SlotError.slotsOverlap(range, existing: range, isNew: false).message(in: lost)
    #expect(sentence.contains("2026-11-23 14:00–15:00 UTC"), "\(sentence)")
    #expect(lost.warning?.contains("\"Nowhere/Land\"") == true)
  }

  @Test("Of local times every one is refused, and those with an offset are not")
  func localTimes() throws {
    let problem = TimeProblem.zoneLost("Nowhere/Land")
    for text in ["2026-11-23T09:00", "2026-11-23", "2026-11-23 09:00:00"] {
      #expect(throws: problem) { try TimeText.instant(text, in: lost) }
    }
    let moment = try TimeText.instant("2026-11-23T09:00-05:00", in: lost)
    #expect(TimeText.utc(moment) == "2026-11-23T14:00:00.000Z")
    let error = SlotError.invalidDate(problem)
    #expect(error.code == .invalidTimezone)
    #expect(error.message(in: .utc).contains("\"Nowhere/Land\""))
  }

  @Test("The sentence names the package that has the zone")
  func packages() {
    func sentence(_ name: String) -> String {
      SlotError.invalidDate(.zoneLost(name)).message(in: .utc)
    }
    #expect(sentence("US/Eastern").contains("Install the package tzdata-legacy,"))
    #expect(sentence("EST5EDT").contains("Install the package tzdata-legacy,"))
    #expect(
      sentence("Europe/Warsaw").contains("Install the package tzdata (old names are in tzdata")
    )
  }

  // MARK: What reads a clock on the wall

  private func slot(_ block: BookingBlock.ID = BookingBlock.ID()) -> Slot {
    Slot(
      id: Slot.ID(),
      blockID: block,
      range: TimeRange(start: moment(60), end: moment(80)),
      capacity: 1,
      createdAt: moment(0),
      updatedAt: moment(0)
    )
  }

  private func expectRefusal(_ body: () throws -> Void) {
    #expect { try body() } throws: { ($0 as? SlotError)?.code == .invalidTimezone }
  }

  @Test("A weekly pattern, copied slots, a move by days and a selection by hours are refused")
  func walls() throws {
    let day = try #require(CivilDate("2026-11-23"))
    let window = try #require(ClockWindow("09:00-12:00"))
    let pattern = WeeklyPattern(
      days: day...day,
      weekdays: [.monday],
      windows: [window],
      minutes: 30
    )
    expectRefusal { _ = try pattern.unrolled(in: lost) }
    let slot = slot()
    expectRefusal {
      _ = try SlotCopy([slot]) { _ in .utc }.drafts(in: slot.blockID, zone: lost, from: day)
    }
    expectRefusal {
      _ = try SlotCopy([slot]) { _ in lost }.drafts(in: slot.blockID, zone: .utc, from: day)
    }
    expectRefusal {
      _ = try SlotRevision(move: SlotMove(days: 1)).applied(to: slot, in: lost)
    }
    let later = try SlotRevision(move: SlotMove(span: .minutes(15))).applied(to: slot, in: lost)
    #expect(later.range.start == moment(75))
    var selection = SlotSelection()
    #expect(try selection.fitsClock(slot, in: lost))
    selection.windows = [window]
    expectRefusal { _ = try selection.fitsClock(slot, in: lost) }
    selection = SlotSelection()
    selection.weekdays = [.monday]
    expectRefusal { _ = try selection.fitsClock(slot, in: lost) }
  }

  @Test("A block whose zone is lost is still disabled, locked, booked, published and renamed")
  func whatNeedsNoClock() throws {
    let test = try TestStore()
    let slot = try test.slot(60)
    try RawDatabase(test.path).execute("UPDATE block SET timezone = 'Nowhere/Land'")
    #expect(try test.store.block(test.block).zone.isLost)
    func perform(_ operation: SlotDomain.Operation) throws {
      _ = try test.store.perform(operation, at: moment(1))
    }
    try perform(.changeSlots([slot.id], .setStatus(.disabled)))
    try perform(.changeSlots([slot.id], .setStatus(.active)))
    try perform(.changeSlots([slot.id], .lock(until: moment(9), key: "k")))
    try perform(.changeSlots([slot.id], .unlock(key: nil)))
    try perform(.setBlockStatus([test.block], .draft))
    try perform(.setBlockStatus([test.block], .published))
    try perform(.updateBlock(test.block, BlockChanges(name: "Dr. Bo", bookingDisabledBefore: 60)))
    try perform(.createAppointments([AppointmentDraft(slotID: slot.id)]))
    try perform(.changeSlots([slot.id], .delete(force: true)))
    #expect {
      try perform(.updateBlock(test.block, BlockChanges(timezone: "Nowhere/Else")))
    } throws: {
      ($0 as? SlotError)?.code == .invalidTimezone
    }
  }
}
