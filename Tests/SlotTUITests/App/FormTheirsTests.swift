import SlotDomain
import TerminalKit
import Testing

@testable import SlotTUI

/// Saving over what a colleague saved while the form was open.
@Suite struct FormTheirsTests {
  private let scene: Scene
  private let slot: Slot
  private var state: AppState

  init() throws {
    var scene = try Scene()
    slot = try scene.add("2026-03-04 11:00", capacity: 2, metadata: "{\"room\":\"7\"}")
    self.scene = scene
    state = scene.state(on: slot)
    state.press("e", "Tab", "Tab", "C-u")
    state.type("3")
    state.press("Enter")
  }

  /// The slot as a colleague left it at 10:13.
  private func theirs(_ change: (inout Slot) -> Void) -> Slot {
    var theirs = slot
    theirs.updatedAt = scene.now + .minutes(1)
    change(&theirs)
    return theirs
  }

  private mutating func refuse(_ theirs: Slot, by actor: String = "ben") {
    let error = SlotError.changedMeanwhile(theirs, by: actor, at: theirs.updatedAt)
    _ = state.update(.refused(error), at: scene.now + .minutes(1))
  }

  @Test mutating func showsTheirsAndAsks() throws {
    let theirs = theirs { $0.capacity = 4 }
    refuse(theirs)
    #expect(
      state.question?.text
        == "ben changed this slot at 10:13: capacity 2 → 4. Save yours all the same? y/n"
    )
    #expect(
      state.press("y")
        == [
          .perform(
            .changeSlots(
              [slot.id],
              .update(
                SlotChanges(capacity: 3),
                unchangedSince: theirs.updatedAt
              )
            )
          )
        ]
    )
  }

  @Test mutating func noGoesBackToTheFormWithBoth() throws {
    let longer = TimeRange(start: slot.range.start, end: slot.range.end + .minutes(15))
    refuse(
      theirs {
        $0.capacity = 4
        $0.range = longer
      }
    )
    state.press("n")
    #expect(
      state.form?.fields.map(\.text) == [
        "2026-03-04 11:00", "45", "3", "yes", "", "{\"room\":\"7\"}",
      ]
    )
    #expect(state.form?.fields[2].hint == "ben: 4")
    #expect(state.form?.focused.name == .capacity, "What was typed in stays in focus.")
    let text = state.drawn().text
    #expect(text.contains("ben: 4"))
    // A third change, by a third colleague, is asked about as well.
    state.press("Enter")
    refuse(theirs { $0.capacity = 5 }, by: "eve")
    #expect(state.question?.text.contains("eve changed this slot at 10:13: ") == true)
  }

  @Test mutating func whatNoFieldShowsIsSaidToo() throws {
    refuse(
      theirs {
        $0.status = .disabled
        $0.storedLock = Slot.Lock(end: scene.now + .minutes(20), owner: "ben")
      }
    )
    #expect(
      state.question?.text
        == "ben changed this slot at 10:13: now disabled, locked until 10:32."
        + " Save yours all the same? y/n"
    )
  }

  @Test mutating func theSameChangeNeedsNoSaving() throws {
    refuse(theirs { $0.capacity = 3 }, by: "ana")
    #expect(
      state.question?.text.hasPrefix("You changed this slot at 10:13: capacity 2 → 3.") == true
    )
    #expect(state.press("y") == [])
    #expect(state.overlay == nil)
    #expect(state.message == Message("Nothing was changed."))
  }

  @Test mutating func theFormStaysInSightWhileAsking() throws {
    refuse(theirs { $0.metadata = .empty })
    let drawn = state.drawn()
    #expect(drawn.text.contains("Edit slot"))
    #expect(drawn.text.contains("metadata {\"room\":\"7\"} → {}"))
    let cursor = try #require(drawn.cursor)
    #expect(cursor.y == 23, "The cursor stands at the question.")
  }
}
