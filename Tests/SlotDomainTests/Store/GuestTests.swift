import Testing

@testable import SlotDomain
@testable import TestDriver

/// Who has a place, with the slots of a period, now and then.
@Suite(.onBothEngines) struct GuestTests {
  let test: TestStore

  init() throws { test = try TestStore() }

  private func person(_ name: String, phone: String? = nil) -> Metadata {
    let phone = phone.map { #","phone":"\#($0)""# } ?? ""
    return Metadata(stored: #"{"name":"\#(name)"\#(phone)}"#)
  }

  private func period(
    of reading: any SlotReading,
    _ range: TimeRange,
    withGuests: Bool = true
  ) throws -> Period {
    let question = PeriodQuestion(block: test.block, target: .time, withGuests: withGuests)
    return try reading.period(question, at: moment(0)) { _, _ in range }
  }

  @Test func namesComeWithTheSlots() throws {
    let slot = try test.slot(60, capacity: 3)
    let other = try test.slot(100)
    let ada = try test.book(slot.id, metadata: person("Ada", phone: "07700 900123"))
    let bea = try test.book(slot.id, metadata: person("Bea"))
    let gone = try test.book(other.id, metadata: person("Gone"))
    _ = try test.store.perform(.cancelAppointments([gone.id]), at: moment(1))
    let late = try test.slot(600)
    try test.book(late.id, metadata: person("Late"))

    let shown = try period(of: test.store, range(0, 500))
    #expect(shown.slots.map(\.id) == [slot.id, other.id])
    let expected = [
      Guest(label: "Ada", phone: "07700 900123", appointment: ada.id),
      Guest(label: "Bea", phone: "", appointment: bea.id),
    ]
    #expect(shown.guests == [slot.id: expected])
    #expect(try test.store.guests(of: test.block, in: range(0, 500)) == [slot.id: expected])
    #expect(try period(of: test.store, range(0, 500), withGuests: false).guests == [:])
    // What only reaches into it is shown too.
    #expect(try test.store.guests(of: test.block, in: range(70, 75)).keys.map { $0 } == [slot.id])
  }

  @Test func ofACrowdTheFirstOnesCome() throws {
    let slot = try test.slot(60, capacity: 40)
    let drafts = (0..<30).map { AppointmentDraft(slotID: slot.id, metadata: person("P\($0)")) }
    let made = try test.store.perform(.createAppointments(drafts), at: moment(0)).appointments
    _ = try test.store.perform(.cancelAppointments([made[0].id, made[3].id]), at: moment(1))
    let guests = try test.store.guests(of: test.block, in: range(0, 500))[slot.id] ?? []
    #expect(guests.map(\.label) == ["P1", "P2", "P4", "P5", "P6", "P7", "P8", "P9"])
  }

  /// Those that were made in one action have no other order than that.
  @Test func peopleStandInOneOrderNowAndThen() throws {
    let slot = try test.slot(60, capacity: 40)
    let drafts = (0..<8).map { AppointmentDraft(slotID: slot.id, metadata: person("P\($0)")) }
    let made = try test.store.perform(.createAppointments(drafts), at: moment(0)).appointments
    _ = try test.store.perform(.cancelAppointments([made[2].id, made[5].id]), at: moment(3))
    let then = try test.store.past(at: moment(2))
    #expect(try then.appointments(on: slot.id).map(\.id) == made.map(\.id))
    let guests = try then.guests(of: test.block, in: range(0, 500))[slot.id] ?? []
    #expect(guests.map(\.label) == (0..<8).map { "P\($0)" })
  }

  @Test func thePastHasThoseOfThen() throws {
    let slot = try test.slot(60, capacity: 2)
    let other = try test.slot(100)
    let ada = try test.book(slot.id, metadata: person("Ada"), at: moment(1))
    let bea = try test.book(slot.id, metadata: person("Bea"), at: moment(2))
    let changes = AppointmentChanges(members: ["name": "Ida"])
    _ = try test.store.perform(.updateAppointments([ada.id], changes), at: moment(3))
    let move = Operation.rescheduleAppointment(bea.id, to: other.id, lockKey: nil)
    _ = try test.store.perform(move, at: moment(4))
    _ = try test.store.perform(.changeSlots([slot.id], .delete(force: true)), at: moment(5))

    func names(_ minute: Int) throws -> [Slot.ID: [String]] {
      let past = try test.store.past(at: moment(minute))
      let guests = try past.guests(of: test.block, in: range(0, 500))
      #expect(try period(of: past, range(0, 500)).guests == guests)
      return guests.mapValues { $0.map(\.label) }
    }
    #expect(try names(0) == [:])
    #expect(try names(1) == [slot.id: ["Ada"]])
    #expect(try names(2) == [slot.id: ["Ada", "Bea"]])
    #expect(try names(3) == [slot.id: ["Ida", "Bea"]])
    #expect(try names(4) == [slot.id: ["Ida"], other.id: ["Bea"]])
    #expect(try names(5) == [other.id: ["Bea"]])
    let now = try test.store.guests(of: test.block, in: range(0, 500))
    #expect(now.mapValues { $0.map(\.label) } == [other.id: ["Bea"]])
  }

  /// Whatever happened: the past of now is now.
  @Test(arguments: 1...3 as ClosedRange<UInt64>) func pastAndPresentAgree(seed: UInt64) throws {
    var random = SeededGenerator(state: seed)
    let slots = try (0..<6).map { try test.slot(60 + $0 * 30, capacity: 3) }
    var people: [Appointment.ID] = []
    var seen: [(Int, [Slot.ID: [Guest]])] = []
    for minute in 1...40 {
      let slot = slots.randomElement(using: &random)?.id ?? slots[0].id
      let one = people.randomElement(using: &random)
      let operation: SlotDomain.Operation =
        switch (Int.random(in: 0..<6, using: &random), one) {
        case (0, let one?): .cancelAppointments([one])
        case (1, let one?): .rescheduleAppointment(one, to: slot, lockKey: nil)
        case (2, let one?): .enableAppointments([one])
        case (3, let one?):
          .updateAppointments([one], AppointmentChanges(members: ["phone": .string("\(minute)")]))
        default:
          .createAppointments([AppointmentDraft(slotID: slot, metadata: person("P\(minute)"))])
        }
      if let made = try? test.store.perform(operation, at: moment(minute)) {
        people += made.appointments.map(\.id).filter { !people.contains($0) }
      }
      seen.append((minute, try test.store.guests(of: test.block, in: range(0, 500))))
    }
    for (minute, guests) in seen {
      let past = try test.store.past(at: moment(minute))
      #expect(try past.guests(of: test.block, in: range(0, 500)) == guests, "\(minute)")
    }
  }
}
