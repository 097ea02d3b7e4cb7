import SlotDomain
import TerminalKit
import Testing

@testable import SlotTUI

/// `A`: what happened, in words, and taking any of it back.
@Suite struct ActivityTests {
  private static func world() throws -> (RunnerStore, [Slot], AppState) {
    let world = try RunnerStore()
    let slots = [try world.add("2026-03-05 09:00"), try world.add("2026-03-05 10:00")]
    let ben = try world.session(of: "ben")
    _ = try ben.perform(
      .changeSlots([slots[1].id], .setStatus(.disabled)),
      at: world.now - .minutes(12),
      reason: "conference"
    )
    return (world, slots, try world.open())
  }

  private func press(_ keys: String..., in state: inout AppState, _ world: RunnerStore) {
    for key in keys { state.run(state.press(key), world.runner) }
  }

  private func window(_ state: AppState) -> ActivityWindow? { state.layers.top as? ActivityWindow }

  @Test func everybodysComesFirstInWords() throws {
    var (world, _, state) = try Self.world()
    press("A", in: &state, world)
    let text = state.drawn().text
    #expect(text.contains("What everybody did, all blocks"))
    #expect(text.contains("ben disabled"))
    #expect(text.contains("conference"))
    #expect(!text.contains("T09:00") && !text.contains("{"))
  }

  @Test func tabAndBChangeWhatIsShown() throws {
    var (world, _, state) = try Self.world()
    press("A", in: &state, world)
    let all = try #require(window(state)).count(state.desk)
    press("Tab", in: &state, world)
    #expect(state.drawn().text.contains("What you did, all blocks"))
    #expect(try #require(window(state)).count(state.desk) < all)
    #expect(!state.drawn().text.contains("ben disabled"))
    press("b", in: &state, world)
    #expect(state.drawn().text.contains("What you did, Dr. Ada"))
    press("Tab", in: &state, world)
    #expect(state.drawn().text.contains("What everybody did, Dr. Ada"))
  }

  /// A mistake of ten minutes ago: four keys.
  @Test func whatIsOldIsAskedForAndTakenBack() throws {
    let world = try RunnerStore()
    let slots = [try world.add("2026-03-05 09:00"), try world.add("2026-03-05 10:00")]
    _ = try world.store.perform(.changeSlots([slots[0].id], .setStatus(.disabled)), at: world.now)
    _ = try world.store.perform(.changeSlots([slots[1].id], .setStatus(.disabled)), at: world.now)
    var state = try world.open()
    state.desk.time.clock = world.now + .minutes(10)
    press("A", "Down", "u", in: &state, world)
    #expect(state.question?.text.hasPrefix("Take this back: ana disabled") == true)
    press("y", in: &state, world)
    #expect(try world.store.slot(slots[0].id).status == .active)
    #expect(try world.store.slot(slots[1].id).status == .disabled)
    #expect(window(state) != nil)
    press("Esc", in: &state, world)
    #expect(state.layers.isEmpty)
  }

  /// What was done a moment ago at this screen is taken back at once.
  @Test func whatIsNewIsTakenBackAtOnce() throws {
    let world = try RunnerStore()
    let slot = try world.add("2026-03-05 09:00")
    var state = try world.open()
    press("g", "t", "h", "u", "Enter", "d", "A", "u", in: &state, world)
    #expect(state.question == nil)
    #expect(try world.store.slot(slot.id).status == .active)
    press("Down", "u", in: &state, world)
    #expect(state.message?.text == "That is taken back already.")
  }

  @Test func aColleaguesIsRefusedInWords() throws {
    var (world, slots, state) = try Self.world()
    press("A", in: &state, world)
    while !BottomText(state).sentence.contains("ben disabled"),
      window(state)?.selection(state.desk) != 9
    {
      press("Down", in: &state, world)
    }
    press("u", in: &state, world)
    #expect(state.message?.text == "ben did that: only ben can take it back.")
    #expect(try world.store.slot(slots[1].id).status == .disabled)
    press("Enter", in: &state, world)
    #expect(state.layers.isEmpty)
    #expect(state.week.focusedSlot?.id == slots[1].id)
  }

  @Test func theListFollowsTheStore() throws {
    var (world, slots, state) = try Self.world()
    press("A", in: &state, world)
    let count = try #require(window(state)).count(state.desk)
    let ben = try world.session(of: "ben")
    _ = try ben.perform(.changeSlots([slots[0].id], .setStatus(.disabled)), at: world.now)
    state.run([.readChanges(since: state.content.position)], world.runner)
    #expect(window(state)?.count(state.desk) == count + 1)
  }

  @Test(arguments: [(40, 10), (80, 24), (120, 40)])
  func hasRoomEverywhere(width: Int, height: Int) throws {
    let world = try RunnerStore()
    try world.add("2026-03-05 09:00")
    var state = try world.open(size: .init(width: width, height: height))
    press("A", in: &state, world)
    #expect(state.drawn().text.contains("ana created"))
    state.desk.layout = ScreenLayout(state.size, isLinear: true)
    #expect(state.drawn().text.contains("> 10:12 ana created"))
  }

  // MARK: Since

  private func action(_ actor: String, _ id: Int64) -> Action {
    Action(id: id, at: Instant(seconds: 1), actor: actor, verb: .disableSlots, objects: 1)
  }

  @Test func whatOthersHaveDoneMeanwhileIsSaid() throws {
    let scene = try Scene()
    let desk = scene.state(on: .now).desk
    let moment = try scene.at("2026-02-27 17:02")
    func text(_ actors: String...) -> String? {
      let actions = actors.enumerated().map { action($1, Int64($0)) }
      return Since(moment, actions.reversed()).sentence(desk)
    }
    #expect(text() == nil)
    #expect(text("ben") == "Since Fri 17:02: 1 change by ben (A)")
    #expect(text("ben", "carl", "ben") == "Since Fri 17:02: 3 changes by ben and carl (A)")
    #expect(
      text("a", "b", "c", "d", "e") == "Since Fri 17:02: 5 changes by a, b, c and 2 others (A)"
    )
    #expect(
      Since(try scene.at("2026-03-04 08:00"), [action("ben", 1)]).sentence(desk)
        == "Since 08:00: 1 change by ben (A)"
    )
    #expect(
      Since(try scene.at("2026-02-04 08:00"), [action("ben", 1)]).sentence(desk)
        == "Since Wed 4 Feb 08:00: 1 change by ben (A)"
    )
  }

  @Test func onesOwnChangesAreNoNews() throws {
    let (world, slots, _) = try Self.world()
    var state = try world.open()
    state.run([.readSince(world.now - .minutes(20))], world.runner)
    #expect(state.message?.text == "Since 09:52: 1 change by ben (A)")
    state = try world.open()
    state.run([.readSince(world.now - .minutes(12))], world.runner)
    #expect(state.message == nil)
    // What the user does meanwhile comes first.
    state.run(state.press("d"), world.runner)
    let message = state.message
    state.run([.readSince(world.now - .minutes(20))], world.runner)
    #expect(state.message == message)
    _ = slots
  }

  /// Whom it was about is in focus, not the first of their slot.
  @Test func enterLeadsToThePerson() throws {
    let world = try RunnerStore()
    let slot = try world.add("2026-03-05 09:00", capacity: 3)
    for name in ["One", "Two", "Three"] {
      let metadata = try Metadata(parsing: #"{"name":"\#(name)"}"#)
      let draft = AppointmentDraft(slotID: slot.id, metadata: metadata)
      _ = try world.store.perform(.createAppointments([draft]), at: world.now)
    }
    var state = try world.open()
    press("A", "Down", "Enter", "Enter", in: &state, world)
    #expect(state.details?.selected?.label == "Two")
  }

  /// Who cannot take it back hears who changed it since, in words, and where to find the rest.
  @Test func whatCannotBeTakenBackIsSaidInWords() throws {
    let world = try RunnerStore()
    let slot = try world.add("2026-03-05 09:00")
    let booked = try world.store.perform(
      .createAppointments([AppointmentDraft(slotID: slot.id)]),
      at: world.now
    )
    let person = try #require(booked.appointments.first)
    let changes = AppointmentChanges(members: ["phone": "1"])
    _ = try world.session(of: "ben").perform(
      .updateAppointments([person.id], changes),
      at: world.now
    )
    var state = try world.open()
    press("u", in: &state, world)
    #expect(
      state.message?.text == "Nothing of it can be taken back: ben changed it Wed 4 Mar 10:12."
        + " A shows what else can."
    )
  }

  /// Somebody else has the place by now.
  @Test func whatCannotBeDoneAgainSpeaksOfThat() throws {
    let world = try RunnerStore()
    let slot = try world.add("2026-03-05 09:00")
    let booking = SlotDomain.Operation.createAppointments([AppointmentDraft(slotID: slot.id)])
    _ = try world.store.perform(booking, at: world.now)
    var state = try world.open()
    press("u", in: &state, world)
    _ = try world.session(of: "ben").perform(booking, at: world.now)
    press("C-r", in: &state, world)
    let text = try #require(state.message?.text)
    #expect(text.hasPrefix("Nothing of it can be done again: "), "\(text)")
  }
}
