import SlotDomain
import Testing

@testable import TestDriver

/// The same things done in a file and on a server come to the same.
@Suite(.enabled(if: PrivateCluster.shared != nil, "PostgreSQL is not installed"))
struct SideBySideTests {
  @Test(arguments: 31...34 as ClosedRange<UInt64>)
  func everyStepEndsAlike(seed: UInt64) throws {
    let cluster = try #require(PrivateCluster.shared).get()
    let file = try TestStore(actor: "maker")
    let server = try TestDatabase.$cluster.withValue(cluster) { try TestStore(actor: "maker") }
    let sides = try [file, server].map { (test: $0, session: try $0.session(of: "dora")) }
    for side in sides {
      for hour in 0..<6 { _ = try side.test.slot(60 * hour + 60, capacity: hour % 3 + 1) }
    }
    // Whatever ids they draw, both draw the same from their lists.
    var dice = SeededGenerator(state: seed)
    for step in 0..<60 {
      let now = moment(step / 4)
      let deed = Int.random(in: 0..<8, using: &dice)
      let start = dice
      let ends = try sides.map { side in
        dice = start
        return try end(of: deed, on: side.test, by: side.session, &dice, at: now)
      }
      #expect(ends[0] == ends[1], "step \(step)")
      let pictures = try sides.map { try picture($0.test, at: now) }
      #expect(pictures[0] == pictures[1], "step \(step)")
    }
    for side in sides { try side.test.expectSound() }
  }

  /// How something that is drawn ends: the code of a refusal, or how much was changed.
  private func end(
    of deed: Int,
    on test: TestStore,
    by session: SQLiteStore,
    _ dice: inout SeededGenerator,
    at now: Instant
  ) throws -> String {
    do {
      switch deed {
      case 0:
        let undone = try session.undo(nil, force: false, at: now)
        return "undone \(undone.target.verb.rawValue) \(undone.conflicts.count)"
      case 1:
        let redone = try session.redo(at: now)
        return "redone \(redone.target.verb.rawValue) \(redone.conflicts.count)"
      default:
        let outcome = try session.perform(try test.randomOperation(&dice, now), at: now)
        return "\(outcome.slots.count) slots, \(outcome.appointments.count) people, "
          + (outcome.action == nil ? "nothing changed" : "changed")
      }
    } catch let error as SlotError {
      return error.code.rawValue
    }
  }

  /// All that people see, without what each store numbers and names for itself.
  private func picture(_ test: TestStore, at now: Instant) throws -> [String] {
    let slots = try test.store.slots(matching: SlotQuery(), at: now).elements
    let starts = Dictionary(uniqueKeysWithValues: slots.map { ($0.id, $0.range.start) })
    let people = try test.store.appointments(matching: AppointmentQuery()).elements
    let history = try test.store.history(matching: HistoryQuery())
    return slots.map { slot in
      let lock = slot.lock(at: now).map { "\($0.end) \($0.owner)" } ?? "no lock"
      return "slot \(slot.range) \(slot.capacity) \(slot.status) \(lock) \(slot.activeAppointments)"
        + " \(slot.cancelledAppointments) \(slot.metadata.json) \(slot.createdAt) \(slot.updatedAt)"
    }
      + people.map { person in
        "person \(starts[person.slotID].map { "\($0)" } ?? "nowhere") \(person.status)"
          + " \(person.metadata.json) \(person.createdAt) \(person.updatedAt)"
      }
      + history.map { entry in
        let action = entry.action
        return "\(action.verb.rawValue) \(action.objects) \(action.actor) \(action.at)"
          + " \(action.undoneBy == nil ? "" : "undone")"
      }
  }
}
