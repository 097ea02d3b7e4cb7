import ArgumentParser
import SlotDomain
import Testing

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
      .updateSlots([slot], SlotChanges(start: now, end: range.end, capacity: 2, isLockable: false)),
      .setSlotStatus([slot], .active), .setSlotStatus([slot], .disabled),
      .lockSlots([slot], until: range.end, key: "secret"), .unlockSlots([slot], key: nil),
      .releaseOwnLock(slot),
      .deleteSlots([slot], force: true),
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
      .updateAppointments([appointment], AppointmentChanges(metadata: metadata, name: "Zoë")),
      .cancelAppointments([appointment]), .enableAppointments([appointment]),
      .rescheduleAppointment(appointment, to: slot, lockKey: "secret"),
      .deleteAppointments([appointment]),
      .batch(
        .createAppointments,
        [.unlockSlots([slot], key: nil), .cancelAppointments([appointment])]
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

  @Test func aLockIsMinutesAndAKeyStaysSecret() throws {
    let lock = CommandText.lines(
      .lockSlots([Self.slot], until: Self.range.end, key: "secret"),
      zone: .utc,
      now: Self.now
    )
    #expect(lock == ["slottui slot lock \(Self.slot) --minutes 20"])
    #expect(
      CommandText.lines(.unlockSlots([Self.slot], key: "secret"), zone: .utc, now: Self.now) == []
    )
  }

  @Test(arguments: [
    ("plain-1.2:3", "plain-1.2:3"), ("", "''"), ("a b", "'a b'"), ("$HOME", "'$HOME'"),
    ("it's", "'it'\\''s'"), ("*", "'*'"), ("Żaneta", "'Żaneta'"), ("a\nb", "'a\nb'"),
  ])
  func wordsAreQuotedWhereAShellWouldReadMore(word: String, quoted: String) {
    #expect(CommandText.quoted(word) == quoted)
  }
}
