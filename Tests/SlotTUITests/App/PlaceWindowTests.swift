import SlotDomain
import TerminalKit
import Testing

@testable import SlotTUI

/// `F`: the next free places of all blocks.
@Suite struct PlaceWindowTests {
  /// Two blocks with slots of the morning, none of which is booked.
  private static func world() throws -> (RunnerStore, BookingBlock.ID, [Slot]) {
    let world = try RunnerStore()
    let room = try #require(try world.store.blocks().last).id
    let slots = [
      try world.add("2026-03-05 09:00"), try world.add("2026-03-05 09:00", of: room),
      try world.add("2026-03-05 14:00", 60, capacity: 2, of: room),
      try world.add("2026-03-17 09:30"),
    ]
    return (world, room, slots)
  }

  private func window(_ state: AppState) -> PlaceWindow? { state.layers.top as? PlaceWindow }

  private func type(_ text: String, _ state: inout AppState, _ world: RunnerStore) {
    for character in text {
      state.run(state.update(.key(.character(character)), at: state.clock), world.runner)
    }
  }

  @Test func enterGoesThereAndBooksInFourKeys() throws {
    let (world, _, slots) = try Self.world()
    var state = try world.open()
    state.run(state.press("F"), world.runner)
    #expect(window(state)?.count(state.desk) == 4)
    #expect(state.drawn().text.contains("Thu 5 Mar 09:00–09:30        Dr. Ada"))
    #expect(state.drawn().text.contains("Thu 5 Mar 14:00–15:00        Room 7"))
    #expect(state.drawn().text.contains("2 free │"))
    state.run(state.press("Enter"), world.runner)
    #expect(state.layers.isEmpty)
    #expect(state.week.focusedSlot?.id == slots[0].id)
    state.run(state.press("a"), world.runner)
    #expect(state.takesText)
  }

  /// Blind typing: the first one is gone to though the list is still to come.
  @Test func enterNeedNotWait() throws {
    let (world, _, slots) = try Self.world()
    var state = try world.open()
    let effects = state.press("F") + state.type("room") + state.press("Enter")
    #expect(state.layers.isEmpty)
    state.run(effects, world.runner)
    #expect(state.week.focusedSlot?.id == slots[1].id)
    #expect(state.content.block?.id == slots[1].blockID)
    state.run(state.press("F") + state.type("2099-01-01") + state.press("Enter"), world.runner)
    #expect(state.message?.text == "No place like that is free.")
  }

  @Test func wordsNarrowTheList() throws {
    let (world, room, slots) = try Self.world()
    var state = try world.open()
    state.run(state.press("F"), world.runner)
    type("room pm", &state, world)
    #expect(window(state)?.selected(state.desk)?.id == slots[2].id)
    #expect(window(state)?.count(state.desk) == 1)
    #expect(state.drawn().text.contains("Free places: pm"))
    state.run(state.press("C-u"), world.runner)
    #expect((window(state)?.count(state.desk), state.field?.text) == (4, ""))
    type("40 min", &state, world)
    #expect(window(state)?.selected(state.desk)?.id == slots[2].id)
    state.run(state.press("C-u"), world.runner)
    type("xyz", &state, world)
    #expect(window(state)?.count(state.desk) == 0)
    #expect(state.drawn().text.contains("No block is called “xyz”."))
    state.run(state.press("C-u"), world.runner)
    state.run(state.press("Down", "Down", "Enter"), world.runner)
    #expect(state.content.block?.id == room)
    #expect(state.week.focusedSlot?.id == slots[2].id)
  }

  /// What somebody else takes meanwhile is gone; what was chosen stays so.
  @Test func theListFollowsTheStore() throws {
    let (world, _, slots) = try Self.world()
    var state = try world.open()
    state.run(state.press("F"), world.runner)
    state.press("Down", "Down")
    let draft = AppointmentDraft(slotID: slots[0].id)
    _ = try world.session(of: "ben").perform(.createAppointments([draft]), at: world.now)
    state.run([.readChanges(since: state.content.position)], world.runner)
    #expect(window(state)?.count(state.desk) == 3)
    #expect(window(state)?.selected(state.desk)?.id == slots[2].id)
  }

  /// A place that begins meanwhile is none.
  @Test func theListFollowsTheClock() throws {
    let (world, _, slots) = try Self.world()
    var state = try world.open()
    state.run(state.press("F"), world.runner)
    let later = slots[0].range.start + .minutes(1)
    let effects = state.update(.tick, at: later)
    state.run(effects, world.runner)
    #expect(window(state)?.count(state.desk) == 2)
    #expect(window(state)?.selected(state.desk)?.id == slots[2].id)
  }

  @Test(arguments: [(40, 10), (80, 24), (120, 40)])
  func hasRoomEverywhere(width: Int, height: Int) throws {
    let (world, _, _) = try Self.world()
    var state = try world.open(size: .init(width: width, height: height))
    state.run(state.press("F"), world.runner)
    let text = state.drawn().text
    #expect(text.contains("Free places"))
    #expect(text.contains("Thu 5 Mar 09:00"))
    #expect(text.contains("Enter go there"))
  }

  @Test func linesSayTheSame() throws {
    let (world, _, _) = try Self.world()
    var state = try world.open()
    state.desk.layout = ScreenLayout(state.size, isLinear: true)
    state.run(state.press("F"), world.runner)
    #expect(state.drawn().text.contains("\n> Thu 5 Mar 09:00–09:30, Dr. Ada, free\n"))
  }

  @Test func thePastHasNoFreePlaces() throws {
    let (world, _, _) = try Self.world()
    var state = try world.open()
    state.run(state.showPast(atWritten: "10:12") ?? [], world.runner)
    #expect(state.press("F") == [])
    #expect(state.layers.isEmpty)
  }
}
