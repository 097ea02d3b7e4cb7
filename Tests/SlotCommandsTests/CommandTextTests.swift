import ArgumentParser
import SlotDomain
import Testing

@testable import SlotCommands
@testable import SlotTUI

@Suite struct CommandTextTests {
  static let now = Instant(seconds: 1_772_618_400)
  static let slot = Slot.ID(high: 0x5107, low: 1)
  static let block = BookingBlock.ID(high: 0xB10C, low: 1)
  static let appointment = Appointment.ID(high: 0xA991, low: 1)
  static let range = TimeRange(start: now, end: now + .minutes(20))

  static func operations() throws -> [SlotDomain.Operation] {
    let metadata = try Metadata(parsing: #"{"note":"it's"}"#)
    return [
      .createSlots([
        SlotDraft(blockID: block, range: range),
        SlotDraft(
          blockID: block,
          range: TimeRange(start: now, end: now + Span(milliseconds: 90_500)),
          capacity: 3,
          isLockable: false,
          metadata: metadata
        ),
      ]),
      .changeSlots(
        [slot],
        .update(SlotChanges(start: now, end: range.end, capacity: 2, isLockable: false))
      ),
      .changeSlots([slot], .setStatus(.active)), .changeSlots([slot], .setStatus(.disabled)),
      .changeSlots([slot], .lock(until: range.end, key: "secret")),
      .changeSlots([slot], .unlock(key: nil)),
      .releaseOwnLock(slot),
      .changeSlots([slot], .delete(force: true)),
      .createBlock(
        BlockDraft(
          name: "Dr. O'Neill",
          timezone: "Europe/Dublin",
          status: .published,
          bookingDisabledBefore: 60,
          metadata: metadata
        )
      ),
      .updateBlock(block, BlockChanges(name: "x", bookingDisabledBefore: 5)),
      .setBlockStatus([block], .draft), .setBlockStatus([block], .published),
      .deleteBlocks([block], force: false),
      .createAppointments([AppointmentDraft(slotID: slot, metadata: metadata)]),
      .updateAppointments(
        [appointment],
        AppointmentChanges(metadata: metadata, members: ["name": "Zoë"])
      ),
      .cancelAppointments([appointment]), .enableAppointments([appointment]),
      .rescheduleAppointment(appointment, to: slot, lockKey: "secret"),
      .deleteAppointments([appointment]),
      .batch(
        .createAppointments,
        [.changeSlots([slot], .unlock(key: nil)), .cancelAppointments([appointment])]
      ),
    ]
  }

  /// Nothing is shown that the command line would not take, and no key of a lock.
  @Test func everyLineIsOneThatTheCommandLineTakes() throws {
    for operation in try Self.operations() {
      let commands = CommandText.commands(operation, .utc, Self.now)
      #expect(!commands.isEmpty, "\(operation)")
      for words in commands {
        #expect(throws: Never.self) { try RootCommand.parseAsRoot(words) }
        #expect(!words.contains { $0.contains("secret") })
      }
    }
  }

  @Test func timesAreThoseOfTheZoneAndToTheMinute() throws {
    let lines = CommandText.lines(
      try Self.operations()[0],
      zone: try Zone(named: "Europe/Warsaw"),
      now: Self.now
    )
    let id = "00000000-0000-b10c-0000-000000000001"
    #expect(
      lines == [
        "slottui slot create --block \(id) --start 2026-03-04T11:00+01:00 --minutes 20",
        "slottui slot create --block \(id) --start 2026-03-04T11:00+01:00"
          + " --end 2026-03-04T11:01:30.500+01:00 --capacity 3 --no-lockable"
          + #" --metadata '{"note":"it'\''s"}'"#,
      ]
    )
  }

  // MARK: Many slots

  private static func slots(_ count: Int) -> [Slot] {
    (0..<count).map { index in
      let start = now + .minutes(20 * index)
      return Slot(
        id: Slot.ID(high: 0x5107, low: UInt64(index + 1)),
        blockID: block,
        range: TimeRange(start: start, end: start + .minutes(20)),
        capacity: 1,
        status: .active,
        isLockable: true,
        storedLock: nil,
        activeAppointments: 0,
        cancelledAppointments: 0,
        metadata: .empty,
        createdAt: now,
        updatedAt: now
      )
    }
  }

  /// Three or more in a row are said by where they lie, if nothing else lies there.
  @Test func slotsInARowAreASelection() throws {
    let slots = Self.slots(5)
    func line(_ ids: [Slot.ID]) -> [String] {
      CommandText.lines(
        .changeSlots(ids, .setStatus(.disabled)),
        among: slots,
        zone: .utc,
        now: Self.now
      )
    }
    let ids = slots.map(\.id)
    let (from, until) = ("2026-03-04T10:20+00:00", "2026-03-04T11:20+00:00")
    #expect(
      line([ids[3], ids[1], ids[2]]) == [
        "slottui slot disable --block \(Self.block) --from \(from) --until \(until)"
      ]
    )
    for others in [[ids[0], ids[1]], [ids[0], ids[1], ids[3]], [Self.slot, Slot.ID(), ids[0]]] {
      let words = others.map(\.description).joined(separator: " ")
      #expect(line(others) == ["slottui slot disable \(words)"])
    }
  }

  @Test func slotsThatBecameAlikeShareACommand() throws {
    let slots = Self.slots(3)
    var outcome = Outcome()
    outcome.slots = [slots[0], slots[2]]
    let lines = CommandText.lines(
      .reviseSlots(outcome.slots.map(\.id), SlotRevision(capacity: 3)),
      outcome,
      among: slots,
      zone: .utc,
      now: Self.now
    )
    #expect(lines == ["slottui slot update \(slots[0].id) \(slots[2].id) --capacity 3"])
  }

  @Test func aSeriesIsItsPattern() throws {
    func day(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }
    let pattern = WeeklyPattern(
      days: try day("2027-01-11")...day("2027-03-26"),
      weekdays: [.friday, .monday],
      windows: try ["09:00-12:00", "22:00-02:00", "18:30-24:00"].map {
        try #require(ClockWindow($0))
      },
      minutes: 20,
      gap: 5,
      closures: [try day("2027-02-15")...day("2027-02-19")]
    )
    let series = SlotSeries(
      pattern,
      capacity: 4,
      isLockable: false,
      metadata: try Metadata(parsing: #"{"room":"7"}"#)
    )
    let line = CommandText.line(series, in: Self.block, skipsConflicts: true)
    let text =
      "slottui plan --block \(Self.block) --from 2027-01-11 --until 2027-03-26 --days mon,fri"
      + " --between 09:00-12:00 --between 22:00-02:00 --between 18:30-24:00 --minutes 20 --gap 5"
      + #" --capacity 4 --no-lockable --metadata '{"room":"7"}'"#
      + " --except 2027-02-15..2027-02-19 --on-conflict skip"
    #expect(line == text)
    let plain = CommandText.line(SlotSeries(pattern), in: Self.block, skipsConflicts: false)
    let words = plain.split(separator: " ").dropFirst().map(String.init)
    #expect(throws: Never.self) { try RootCommand.parseAsRoot(words) }
  }

  @Test func aLockIsMinutesAndAKeyStaysSecret() throws {
    let lock = CommandText.lines(
      .changeSlots([Self.slot], .lock(until: Self.range.end, key: "secret")),
      zone: .utc,
      now: Self.now
    )
    #expect(lock == ["slottui slot lock \(Self.slot) --minutes 20"])
    // It was wished a moment before it was done.
    for later in [Int64(1), 999, 59_999] {
      let minutes = CommandText.lines(
        .changeSlots([Self.slot], .lock(until: Self.range.end, key: "secret")),
        zone: .utc,
        now: Self.now + Span(milliseconds: later)
      )
      #expect(minutes == lock)
    }
    #expect(
      CommandText.lines(
        .changeSlots([Self.slot], .unlock(key: "secret")),
        zone: .utc,
        now: Self.now
      ) == []
    )
  }

  /// What somebody called a block ends no word and begins no other.
  @Test func namesAreQuoted() throws {
    let lines = CommandText.lines(
      .updateBlock(Self.block, BlockChanges(name: "'\u{301}$(id)'\u{301}")),
      zone: .utc,
      now: Self.now
    )
    let quoted = "\\''\u{301}$(id)'\\''\u{301}'"
    #expect(lines == ["slottui block update \(Self.block) --name \(quoted)"])
  }
}
