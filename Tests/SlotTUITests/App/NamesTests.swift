import ProgramDriver
import SlotDomain
import TerminalKit
import Testing

@testable import SlotTUI

/// Whether people are named (`:names`).
@Suite struct NamesTests {
  private func state(shows: Bool = true, restricted: Bool = false) throws -> AppState {
    var scene = try Scene()
    scene.settings.showsNames = shows
    scene.settings.isRestricted = restricted
    try scene.add("2026-03-04 11:00")
    return scene.state(on: scene.slots[0])
  }

  private func toggle(_ state: inout AppState) -> [Effect] { state.act(.names, count: nil) }

  @Test func areShownUnlessConfigured() throws {
    #expect(try state().desk.names.areShown)
    #expect(try !state(shows: false).desk.names.areShown)
  }

  @Test func aKeylessActionTurnsThemOffAndOn() throws {
    var state = try state()
    #expect(toggle(&state) == [state.desk.reload()])
    #expect(!state.desk.names.areShown)
    #expect(state.desk.line.message?.text == "Nobody is named: a taken place says so.")
    _ = toggle(&state)
    #expect(state.desk.names.areShown)
  }

  /// A screen on a wall stays as it was set up.
  @Test func aRestrictedLoginTurnsThemOnOnlyIfItMay() throws {
    var wall = try state(shows: false, restricted: true)
    #expect(toggle(&wall) == [])
    #expect(!wall.desk.names.areShown)
    #expect(wall.desk.line.message?.text == "This login may not see names.")
    var login = try state(restricted: true)
    _ = toggle(&login)
    _ = toggle(&login)
    #expect(login.desk.names.areShown)
  }

  @Test func whoHasAPlaceIsSaidOnlyThen() throws {
    let metadata = try Metadata(parsing: #"{"name": "Anna First", "phone": "07700 900123"}"#)
    let appointment = Appointment(
      id: Appointment.ID(high: 1, low: 2),
      blockID: BookingBlock.ID(high: 1, low: 2),
      slotID: Slot.ID(high: 1, low: 2),
      metadata: metadata,
      createdAt: Instant(seconds: 0),
      updatedAt: Instant(seconds: 0)
    )
    let off = Names(areShown: false)
    #expect(Names().label(appointment) == "Anna First")
    #expect(off.label(appointment) == "taken")
    #expect(Names().text("07700 900123") == "07700 900123")
    #expect(off.text("07700 900123") == "")
    #expect(off.metadata(metadata).members.isEmpty)
  }
}
