import SlotDomain
import TerminalKit
import Testing

@testable import SlotTUI

@Suite struct HistoryTests {
  /// A slot that was made, moved, locked and booked.
  private static func scene() throws -> (Scene, SlotDetails) {
    var scene = try Scene()
    let slot = try scene.add("2026-03-04 11:00", capacity: 2, taken: 1)
    let id = Change.Subject.slot(slot.id)
    let later = slot.range.start + .minutes(30)
    func entry(_ number: Int64, _ verb: Action.Verb, _ change: Change) -> JournalEntry {
      JournalEntry(
        action: Action(
          id: number,
          at: scene.now - .minutes(Int(60 - number)),
          actor: number == 2 ? "ben" : "ana",
          verb: verb,
          reason: number == 2 ? "dentist is late" : nil,
          undoneBy: number == 3 ? 9 : nil,
          objects: 1
        ),
        changes: [change]
      )
    }
    let made: Change.Values = [
      "start_date": .integer(slot.range.start.milliseconds),
      "end_date": .integer(slot.range.end.milliseconds), "capacity": .integer(1),
      "locked_until": .null, "metadata": .object([:]), "status": "active",
      "created_at": .integer(0), "updated_at": .integer(0),
    ]
    let history = [
      entry(
        4,
        .createAppointments,
        Change(
          subject: .appointment(Appointment.ID(high: 1, low: 1)),
          before: nil,
          after: ["status": "active", "metadata": .object(["name": "Zoë"])]
        )
      ),
      entry(
        3,
        .lockSlots,
        Change(
          subject: id,
          before: ["locked_until": .null, "locked_by": .null],
          after: ["locked_until": .integer(scene.now.milliseconds), "locked_by": "ana"]
        )
      ),
      entry(
        2,
        .updateSlots,
        Change(
          subject: id,
          before: ["start_date": made["start_date"] ?? .null, "capacity": .integer(1)],
          after: ["start_date": .integer(later.milliseconds), "capacity": .integer(2)]
        )
      ),
      entry(1, .createSlots, Change(subject: id, before: nil, after: made)),
    ]
    return (scene, SlotDetails(slot: slot, appointments: [], history: history))
  }

  @Test func saysWhoAndWhenAndTheValues() throws {
    let (scene, details) = try Self.scene()
    var state = scene.state(on: details.slot)
    #expect(state.press("i") == [.loadDetails(details.slot.id, .history)])
    _ = state.update(.detailsLoaded(details, .history), at: scene.now)
    let rows = state.drawn().text.split(separator: "\n").compactMap { row -> String? in
      let parts = row.split(separator: "│", omittingEmptySubsequences: false)
      guard parts.count >= 3 else { return nil }
      return String(parts[1].reversed().drop { $0 == " " }.reversed())
    }
    #expect(
      rows == [
        " Wed 4 Mar 09:16  ana  appointment create",
        "   made: appointment metadata {\"name\":\"Zoë\"}, status active",
        " Wed 4 Mar 09:15  ana  slot lock, taken back",
        "   locked_until none → Wed 4 Mar 10:12",
        " Wed 4 Mar 09:14  ben  slot update (dentist is late)",
        "   capacity 1 → 2", "   start_date Wed 4 Mar 11:00 → Wed 4 Mar 11:30",
        " Wed 4 Mar 09:13  ana  slot create",
        "   made: capacity 1, end_date Wed 4 Mar 11:30, metadata {}, start_date",
        "   Wed 4 Mar 11:00, status active",
      ]
    )
  }

  @Test func scrollsAndKeepsItsPlaceWhenSomethingNewComes() throws {
    var (scene, details) = try Self.scene()
    scene.size = .init(width: 40, height: 10)
    var state = scene.state(on: details.slot)
    _ = state.update(.detailsLoaded(details, .history), at: scene.now)
    func top() -> Int? {
      if case .history(let screen) = state.overlay { screen.scroll.top } else { nil }
    }
    state.press("End")
    let last = try #require(top())
    #expect(last > 0)
    state.press("j")
    #expect(top() == last)
    state.press("k", "k")
    #expect(top() == last - 2)
    #expect(state.reloadDetails() == [.loadDetails(details.slot.id, .history)])
    details.history.removeFirst()
    _ = state.update(.detailsLoaded(details, .history), at: scene.now)
    #expect(top() == last - 2)
    state.press("Esc")
    #expect(state.overlay == nil)
  }
}
