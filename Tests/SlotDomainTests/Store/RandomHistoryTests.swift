import SlotDomain
import Testing

@testable import TestDriver

/// Random things done, taken back and done again, by one or by several.
@Suite struct RandomHistoryTests {
  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func whateverSeveralDoTheStoreStaysSound(seed: UInt64) throws {
    let test = try TestStore()
    var random = SeededGenerator(state: seed)
    let sessions = [test.store, try test.session(of: "ben"), try test.session(of: "carla")]
    for step in 0..<80 {
      let session = sessions[Int.random(in: 0..<3, using: &random)]
      let now = moment(step / 4)
      do {
        switch Int.random(in: 0..<10, using: &random) {
        case 0, 1: _ = try session.undo(nil, force: false, at: now)
        case 2: _ = try session.redo(at: now)
        case 3:
          let last = try test.store.position()
          let id = Int64.random(in: max(1, last - 8)...last, using: &random)
          _ = try session.undo(id, force: Bool.random(using: &random), at: now)
        default:
          _ = try session.perform(try operation(on: test, &random, now), at: now)
        }
      } catch let error as SlotError {
        #expect(error.code != .unexpected, "step \(step): \(error)")
      }
      #expect(try test.store.check(at: now) == [], "step \(step)")
    }
  }

  @Test(arguments: 11...14 as ClosedRange<UInt64>)
  func whoActsAloneCanTakeEverythingBackAndDoItAgain(seed: UInt64) throws {
    let test = try TestStore(actor: "maker")
    for hour in 0..<6 { _ = try test.slot(60 * hour + 60, capacity: hour % 3 + 1) }
    let dora = try test.session(of: "dora")
    var random = SeededGenerator(state: seed)
    var states = [try test.contents()]
    for step in 0..<40 {
      let now = moment(step / 4)
      let operation = try operation(on: test, &random, now)
      guard let outcome = try? dora.perform(operation, at: now), outcome.action != nil else {
        continue
      }
      states.append(try test.contents())
    }
    #expect(states.count > 10)
    for state in states.dropLast().reversed() {
      let undone = try dora.undo(nil, force: false, at: moment(10))
      #expect(undone.conflicts == [])
      #expect(try test.contents() == state)
    }
    for state in states.dropFirst() {
      let redone = try dora.redo(at: moment(10))
      #expect(redone.conflicts == [])
      #expect(try test.contents() == state)
    }
    try test.expectSound()
  }

  func operation(
    on test: TestStore,
    _ random: inout SeededGenerator,
    _ now: Instant
  ) throws -> SlotDomain.Operation {
    let slots = try test.store.slots(matching: SlotQuery(), at: now).elements.map(\.id)
    let booked = try test.store.appointments(matching: AppointmentQuery()).elements.map(\.id)
    let some = slots.filter { _ in Int.random(in: 0..<3, using: &random) == 0 }
    let slot = slots.randomElement(using: &random) ?? Slot.ID(using: &random)
    let appointment = booked.randomElement(using: &random) ?? Appointment.ID(using: &random)
    let minute = 60 + 10 * Int.random(in: 0..<60, using: &random)
    let key = Bool.random(using: &random) ? "k" : nil
    switch Int.random(in: 0..<15, using: &random) {
    case 0, 1:
      return .createSlots(
        [test.draft(minute, length: 30, capacity: 2), test.draft(minute + 30, length: 10)]
      )
    case 2:
      let start = Bool.random(using: &random) ? moment(minute) : nil
      return .updateSlots(
        [slot],
        SlotChanges(
          start: start,
          end: start.map { $0 + .minutes(20) },
          capacity: Int.random(in: 1...3, using: &random)
        )
      )
    case 3: return .setSlotStatus(some, Bool.random(using: &random) ? .active : .disabled)
    case 4: return .lockSlots([slot], until: now + .minutes(7), key: "k")
    case 5: return .unlockSlots(some, key: key)
    case 6: return .deleteSlots([slot], force: Bool.random(using: &random))
    case 7, 8: return .createAppointments([AppointmentDraft(slotID: slot, lockKey: key)])
    case 9: return .cancelAppointments([appointment])
    case 10: return .enableAppointments([appointment])
    case 11: return .rescheduleAppointment(appointment, to: slot, lockKey: key)
    case 12, 13:
      let length = Int.random(in: 1...3, using: &random)
      return .reviseSlots(
        some,
        SlotRevision(
          move: SlotMove(span: .minutes(10 * Int.random(in: -4...4, using: &random))),
          length: length == 1 ? .minutes(10) : nil,
          metadata: ["room": length == 2 ? .null : .bool(true)]
        )
      )
    default:
      return .batch(
        .demo,
        [
          .setSlotStatus(some, .active), .deleteAppointments([appointment]),
          .createAppointments([AppointmentDraft(slotID: slot, lockKey: key)]),
        ]
      )
    }
  }
}
