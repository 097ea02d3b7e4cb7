import Testing

@testable import SlotDomain
@testable import TestDriver

/// What happened, told in words.
@Suite(.onBothEngines) struct ActivityTests {
  let test: TestStore
  let ben: SQLiteStore
  let text: ActivityText

  init() throws {
    test = try TestStore()
    ben = try test.session(of: "ben")
    text = ActivityText(Self.dates)
  }

  private static var dates: ActivityDates {
    ActivityDates(
      day: { instant, zone in "\(Zone.utc.date(instant)) \(zone ?? "-")" },
      moment: { instant, _ in
        let local = Zone.utc.local(instant)
        return "\(local.date) \(local.hour):\(local.minute)"
      }
    )
  }

  private func person(_ name: String) -> Metadata { Metadata(stored: #"{"name":"\#(name)"}"#) }

  private func told(_ query: HistoryQuery = HistoryQuery()) throws -> [String] {
    try test.store.activity(matching: query).map(text.sentence)
  }

  private func last(_ name: String = "") throws -> String { try #require(try told().first) }

  /// Whoever was booked at 9:40 was booked at 9:40, whenever the slot is by now.
  @Test func whatWasDoneIsToldOfTheTimeThatWas() throws {
    let slot = try test.slot(60)
    try test.book(slot.id)
    let booked = try last()
    _ = try test.store.perform(.changeSlots([slot.id], .setStatus(.disabled)), at: moment(1))
    let closed = try last()
    for minutes in [10, 20] {
      let shift = Operation.changeSlots([slot.id], .shift(by: .minutes(minutes)))
      _ = try test.store.perform(shift, at: moment(2))
    }
    let now = try told()
    #expect(now[2] == closed && now[3] == booked, "\(now)")
    #expect(now[1] == "ana shifted a slot of Dr. Ada from 2026-03-02 1:0 to 2026-03-02 1:10")
    #expect(now[0] == "ana shifted a slot of Dr. Ada from 2026-03-02 1:10 to 2026-03-02 1:30")
    _ = try test.store.perform(.changeSlots([slot.id], .delete(force: true)), at: moment(3))
    let then = try told()
    #expect(then.dropFirst() == now[...], "\(then)")
  }

  @Test func slotsAreCountedByBlockAndDay() throws {
    let slots = try (0..<3).map { try test.slot(60 + $0 * 30).id }
    #expect(try last() == "ana created a slot of Dr. Ada, 2026-03-02 2:0")
    _ = try ben.perform(
      .changeSlots(slots, .setStatus(.disabled)),
      at: moment(1),
      reason: "conference"
    )
    #expect(try last() == "ben disabled 3 slots of Dr. Ada, 2026-03-02 UTC: conference")
    let far = try test.slot(60 * 24 * 3)
    _ = try ben.perform(.changeSlots([slots[0], far.id], .setStatus(.active)), at: moment(2))
    #expect(try last() == "ben enabled a slot of Dr. Ada, 2026-03-02 1:0")
    let shift = Operation.changeSlots(slots, .shift(by: .minutes(10)))
    _ = try test.store.perform(shift, at: moment(3))
    #expect(try last() == "ana shifted 3 slots of Dr. Ada 10 min later, 2026-03-02 UTC")
    let drafts = (0..<300).map { test.draft(5000 + $0 * 20) }
    _ = try test.store.perform(.batch(.plan, [.createSlots(drafts)]), at: moment(4))
    #expect(try last() == "ana planned 300 slots of Dr. Ada, 2026-03-05 UTC – 2026-03-09 UTC")
    // Deleted ones are told as they were.
    _ = try test.store.perform(.changeSlots([far.id], .delete(force: false)), at: moment(5))
    #expect(try last() == "ana deleted a slot of Dr. Ada, 2026-03-05 0:0")
    let lock = Operation.changeSlots([slots[0]], .lock(until: moment(60), key: "secret"))
    _ = try test.store.perform(lock, at: moment(6))
    #expect(try last() == "ana locked a slot of Dr. Ada, 2026-03-02 1:10")
    let later = SlotChanges(start: moment(80), end: moment(100))
    _ = try test.store.perform(.changeSlots([slots[0]], .update(later)), at: moment(7))
    #expect(
      try last() == "ana changed a slot of Dr. Ada from 2026-03-02 1:10 to 2026-03-02 1:20"
    )
  }

  /// Each time is one of the clock of its own block.
  @Test func aMoveToAnotherBlockNamesBoth() throws {
    let place = try test.slot(60)
    let video = BlockDraft(name: "Video", timezone: "America/New_York", status: .published)
    let block = try #require(
      try test.store.perform(.createBlock(video), at: moment(0)).blocks.first
    )
    let draft = SlotDraft(blockID: block.id, range: range(120, 140))
    let other = try #require(
      try test.store.perform(.createSlots([draft]), at: moment(0)).slots.first
    )
    let anna = try test.book(place.id, metadata: person("Anna First"))
    let move = Operation.rescheduleAppointment(anna.id, to: other.id, lockKey: nil)
    _ = try ben.perform(move, at: moment(1))
    let dates = ActivityDates(
      day: { _, zone in zone ?? "-" },
      moment: { instant, zone in
        let local = (zone.flatMap { try? Zone(named: $0) } ?? .utc).local(instant)
        return "\(local.date.day). \(local.hour):\(local.minute)"
      }
    )
    let told = try test.store.activity(matching: HistoryQuery()).first.map {
      ActivityText(dates).sentence($0)
    }
    #expect(told == "ben moved Anna First from 2. 1:0, Dr. Ada, to 1. 21:0, Video")
  }

  @Test func peopleAreNamed() throws {
    let slots = try (0..<6).map { try test.slot(60 + $0 * 30, capacity: 6) }
    let anna = try test.book(slots[0].id, metadata: person("Anna First"))
    #expect(try last() == "ana booked Anna First, 2026-03-02 1:0, Dr. Ada")
    let move = Operation.rescheduleAppointment(anna.id, to: slots[1].id, lockKey: nil)
    _ = try ben.perform(move, at: moment(1))
    #expect(
      try last() == "ben moved Anna First from 2026-03-02 1:0 to 2026-03-02 1:30, Dr. Ada"
    )
    let rename = AppointmentChanges(members: ["name": "Anna Second"])
    _ = try test.store.perform(.updateAppointments([anna.id], rename), at: moment(2))
    #expect(try last() == "ana changed Anna Second, 2026-03-02 1:30, Dr. Ada")
    _ = try test.store.perform(.cancelAppointments([anna.id]), at: moment(3), reason: "ill")
    #expect(try last() == "ana cancelled Anna Second, 2026-03-02 1:30, Dr. Ada: ill")
    _ = try test.store.perform(.deleteAppointments([anna.id]), at: moment(4))
    #expect(try last() == "ana deleted the appointment of Anna Second, 2026-03-02 1:30, Dr. Ada")
    // Somebody who is gone is named still, by the name of then.
    #expect(
      try told()[3] == "ben moved Anna Second from 2026-03-02 1:0 to 2026-03-02 1:30, Dr. Ada"
    )

    func book(_ names: [String?], late: Bool = false) throws {
      let drafts = zip(slots, names).map {
        AppointmentDraft(slotID: $0.id, metadata: $1.map(person) ?? .empty, isLate: late)
      }
      _ = try test.store.perform(.createAppointments(drafts), at: moment(late ? 500 : 5))
    }
    try book(["Bea", "Bea", "Bea"])
    #expect(try last() == "ana booked 3 places for Bea, 2026-03-02 UTC, Dr. Ada")
    try book(["A", "B", "C", "D", "E"])
    #expect(try last() == "ana booked A, B, C and 2 others, 2026-03-02 UTC, Dr. Ada")
    try book(["A", "B"])
    #expect(try last() == "ana booked A and B, 2026-03-02 UTC, Dr. Ada")
    try book([nil])
    #expect(try last() == "ana booked a place, 2026-03-02 1:0, Dr. Ada")
    try book(["Zoe"], late: true)
    #expect(try last() == "ana booked Zoe late, 2026-03-02 1:0, Dr. Ada")
    let hidden = ActivityText(Self.dates, showsPeople: false)
    let told = try test.store.activity(matching: HistoryQuery()).map(hidden.sentence)
    #expect(told[0] == "ana booked a place late, 2026-03-02 1:0, Dr. Ada")
    #expect(told[2] == "ana booked 2 places, 2026-03-02 UTC, Dr. Ada")
    #expect(!told.contains { $0.contains("Anna") || $0.contains("Bea") })
  }

  @Test func whatWasTakenBackIsTold() throws {
    let slots = try (0..<3).map { try test.slot(60 + $0 * 30).id }
    _ = try test.store.perform(.changeSlots(slots, .setStatus(.disabled)), at: moment(1))
    let undo = try test.store.undo(nil, force: false, at: moment(2))
    let deed = "disabled 3 slots of Dr. Ada, 2026-03-02 UTC"
    #expect(try last() == "ana took back: \(deed)")
    _ = try test.store.redo(at: moment(3))
    #expect(try last() == "ana did again: \(deed)")
    _ = try ben.undo(undo.target.id, force: true, at: moment(4))
    #expect(try last() == "ben took back what ana did: \(deed)")
    let activity = try test.store.activity(matching: HistoryQuery())
    #expect(
      activity.map(\.isUndone) == [false, false, false, true] + Array(repeating: false, count: 4)
    )
    #expect(activity[0].target?.id == undo.target.id && activity[3].target == nil)
    #expect(try test.store.activity(of: [undo.target]).map(text.deed) == [deed])
    #expect(try test.store.activity(of: []) == [])
  }

  @Test func blocksAreNamed() throws {
    let draft = BlockDraft(name: "Dr Chen", timezone: "Europe/Warsaw")
    let chen = try #require(try ben.perform(.createBlock(draft), at: moment(0)).blocks.first)
    #expect(try last() == "ben created booking block Dr Chen")
    _ = try ben.perform(.setBlockStatus([chen.id], .published), at: moment(1))
    #expect(try last() == "ben published Dr Chen")
    _ = try ben.perform(.setBlockStatus([chen.id, test.block], .draft), at: moment(2))
    #expect(try last() == "ben made a draft of Dr Chen and Dr. Ada")
    let slots = [
      SlotDraft(blockID: chen.id, range: range(60, 80)), test.draft(90), test.draft(120),
    ]
    _ = try ben.perform(.createSlots(slots), at: moment(3))
    #expect(try last() == "ben created 3 slots of Dr Chen and Dr. Ada, 2026-03-02 -")
    _ = try ben.perform(.deleteBlocks([chen.id], force: true), at: moment(4))
    #expect(try last() == "ben deleted booking block Dr Chen")
    #expect(try told()[1] == "ben created 3 slots of Dr Chen and Dr. Ada, 2026-03-02 -")
    let subject = try #require(try test.store.activity(matching: HistoryQuery()).first?.subject)
    #expect(subject.blockID == chen.id && subject.slots == 1 && subject.zone == "Europe/Warsaw")
    let names = ["A", "B", "C", "D"]
    let blocks = try names.map {
      let draft = BlockDraft(name: $0, timezone: "UTC")
      return try #require(try ben.perform(.createBlock(draft), at: moment(5)).blocks.first).id
    }
    _ = try ben.perform(.setBlockStatus(blocks, .published), at: moment(6))
    #expect(try last() == "ben published 4 booking blocks")
  }

  @Test func importsAreCounted() throws {
    let slot = SlotRecord(id: Slot.ID(), blockID: test.block, range: range(60, 80))
    let person = AppointmentRecord(id: Appointment.ID(), slotID: slot.id)
    _ = try test.store.takeOver(at: moment(1), reason: nil, isTrial: false) {
      (intake) throws(SlotError) in
      _ = try intake.take(.slot(slot), updating: false)
      _ = try intake.take(.appointment(person), updating: false)
    }
    #expect(try last() == "ana imported 1 slot and 1 appointment of Dr. Ada, 2026-03-02 UTC")
  }

  @Test func othersAndWhatIsNewArePickedOut() throws {
    let slot = try test.slot(60)
    let position = try test.store.position()
    _ = try ben.perform(.changeSlots([slot.id], .setStatus(.disabled)), at: moment(1))
    _ = try test.store.perform(.changeSlots([slot.id], .setStatus(.active)), at: moment(2))
    var query = HistoryQuery()
    query.notActor = "ana"
    #expect(try test.store.history(matching: query).map(\.action.actor) == ["ben"])
    query = HistoryQuery()
    query.after = position
    #expect(try test.store.history(matching: query).map(\.action.actor) == ["ana", "ben"])
    query.notActor = "ana"
    #expect(try told(query) == ["ben disabled a slot of Dr. Ada, 2026-03-02 1:0"])
  }

  /// Of very many the first, the last and their number are read.
  @Test func hugeActionsAreToldByTheirEnds() throws {
    let drafts = (0..<3000).map { test.draft($0 * 20) }
    let ids = try test.store.perform(.createSlots(drafts), at: moment(-5)).slots.map(\.id)
    #expect(try last() == "ana created 3000 slots of Dr. Ada, 2026-03-02 UTC – 2026-04-12 UTC")
    _ = try test.store.perform(.changeSlots(ids, .setStatus(.disabled)), at: moment(-4))
    #expect(try last() == "ana disabled 3000 slots of Dr. Ada, 2026-03-02 UTC – 2026-04-12 UTC")
    let people = ids[..<1500].map { AppointmentDraft(slotID: $0, metadata: person("X\($0.short)")) }
    _ = try test.store.perform(.changeSlots(ids, .setStatus(.active)), at: moment(-3))
    _ = try test.store.perform(.createAppointments(people), at: moment(-2))
    #expect(try last().hasSuffix("and 1497 others, 2026-03-02 UTC – 2026-03-22 UTC, Dr. Ada"))
  }

  /// A journal that somebody spoilt is said to be, and nothing ends the program.
  @Test func damagedJournalsAreRefused() throws {
    guard test.isInFile else { return }
    let slot = try test.slot(60)
    let one = try test.book(slot.id, metadata: person("Anna"))
    _ = try test.store.perform(
      .updateAppointments([one.id], AppointmentChanges(members: ["a": "b"])),
      at: moment(1)
    )
    let raw = try RawDatabase(test.path)
    try raw.execute("DROP TRIGGER change_fixed")
    for value in ["'{'", "'[]'", "'{\"metadata\":7}'", "x'00'"] {
      try? raw.execute("UPDATE change SET after = \(value) WHERE kind = 2 AND before IS NULL")
      do throws(SlotError) {
        _ = try test.store.activity(matching: HistoryQuery())
      } catch {
        #expect(error.code == .storeDamaged)
      }
    }
  }
}
