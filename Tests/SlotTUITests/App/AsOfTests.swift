import ProgramDriver
import SlotDomain
import TerminalKit
import Testing

@testable import SlotTUI

/// `:as-of`: the screen as it was.
@Suite struct AsOfTests {
  private static func state() throws -> (Scene, AppState) {
    var scene = try Scene()
    try scene.add("2026-03-04 09:00")
    try scene.add("2026-03-04 11:00", lock: .init(owner: "ben", minutes: 20))
    return (scene, scene.state(on: scene.slots[1]))
  }

  /// As the runner answers it.
  private static func past(_ time: String) throws -> (Scene, AppState, Instant) {
    var (scene, state) = try Self.state()
    let then = try scene.at(time)
    state.press(":")
    state.type("as-of \(time)")
    let effects = state.press("Enter")
    #expect(effects == [load(scene, .week(scene.firstDay), then)])
    var content = scene.content
    content.asOf = then
    #expect(state.update(.loaded(content, .stay), at: state.clock) == [])
    return (scene, state, then)
  }

  private static func load(
    _ scene: Scene,
    _ target: PeriodRequest.Target,
    _ then: Instant?
  ) -> Effect {
    .load(
      PeriodRequest(block: scene.block?.id, zoneChoice: .block, target: target, asOf: then)
    )
  }

  @Test func statesAreThoseOfThen() throws {
    let (scene, state, then) = try Self.past("2026-03-04 08:30")
    #expect(state.now == then && state.clock == scene.now)
    #expect(
      state.message?.text
        == "As it was Wed 4 Mar 08:30; nothing can be changed. Esc comes back."
    )
    let text = state.drawn().text
    #expect(text.split(separator: "\n")[0].contains("  as of Wed 4 Mar 08:30 "))
    // At 10:12 it is past, and the lock ends in 20 minutes.
    #expect(text.contains("○ free") && text.contains("◆ ben 2h"))
    // No key is promised that does nothing.
    #expect(!text.contains("unlocks") && !text.contains("L lock"))
    #expect(text.contains("locked by ben for 2 h 02 min"))
  }

  @Test func whateverIsReadIsReadAsOfThen() throws {
    let (scene, origin, then) = try Self.past("2026-03-04 08:30")
    var state = origin
    let slot = scene.slots[1].id
    #expect(state.press("]") == [Self.load(scene, .week(scene.firstDay.adding(days: 7)), then)])
    #expect(state.press("r") == [Self.load(scene, .week(scene.firstDay), then), .redraw])
    #expect(state.press("Enter") == [.loadDetails(slot, .overlay, asOf: then)])
    #expect(state.press("i") == [.loadDetails(slot, .history, asOf: then)])
    _ = state.press("b")
    state.press("Esc")
    var request = state.occupancyRequest
    request.asOf = then
    #expect(state.press("s") == [.tallyOccupancy(request)])
    // Another moment from there.
    state.press(":")
    state.type("as-of 2026-03-03 12:00")
    let other = try scene.at("2026-03-03 12:00")
    #expect(state.press("Enter") == [Self.load(scene, .week(scene.firstDay), other)])
  }

  @Test func nothingCanBeChanged() throws {
    let (_, origin, _) = try Self.past("2026-03-04 08:30")
    for action in ScreenAction.allCases where action.isChange {
      var state = origin
      #expect(state.act(action, count: nil) == [])
      #expect(state.overlay == nil)
      #expect(
        state.message
          == Message("The past cannot be changed. Esc comes back to the present.", .error)
      )
      #expect(state.obstacle(to: action) == state.message?.text)
    }
  }

  @Test(arguments: [["Esc"], [":", "as-of now", "Enter"]])
  func comingBack(keys: [String]) throws {
    var (scene, state, _) = try Self.past("2026-03-04 08:30")
    var effects: [Effect] = []
    for key in keys { effects = key.count > 5 ? state.type(key) : state.press(key) }
    #expect(effects == [scene.request(.week(scene.firstDay))])
    _ = state.update(.loaded(scene.content, .stay), at: state.clock)
    #expect(state.now == scene.now)
    #expect(state.message?.text == "Back in the present.")
    #expect(state.drawn().text.split(separator: "\n")[0].hasSuffix(" 10:12"))
    #expect(
      state.press("d") == [.perform(.changeSlots([scene.slots[1].id], .setStatus(.disabled)))]
    )
  }

  /// The first Esc clears the marks, the second comes back; neither side's marks reach the other.
  @Test func marksStayOnTheirSide() throws {
    var (scene, state) = try Self.state()
    state.press("Space")
    var content = scene.content
    content.asOf = try scene.at("2026-03-04 08:30")
    _ = state.update(.loaded(content, .stay), at: state.clock)
    #expect(state.marks.isEmpty)
    state.press("*")
    #expect(state.marks.count == 2)
    #expect(state.press("Esc") == [])
    #expect(state.marks.isEmpty)
    #expect(state.press("Esc") == [scene.request(.week(scene.firstDay))])
  }

  /// What others do now changes nothing in what was, and is not read twice.
  @Test func colleaguesDoNotReloadThePast() throws {
    var (scene, state, _) = try Self.past("2026-03-04 08:30")
    let action = Action(id: 77, at: scene.now, actor: "ben", verb: .deleteSlots, objects: 1)
    let change = Change(subject: .slot(scene.slots[1].id), before: [:], after: nil)
    let entry = JournalEntry(action: action, changes: [change])
    state.message = nil
    #expect(state.update(.storeChanged([entry], 77), at: state.clock) == [])
    #expect(state.message == nil && state.flashes.isEmpty)
    #expect(state.content.position == 77)
  }

  /// The clock goes on beside the past: nothing is due at once, and nothing is read again.
  @Test func clockGoesOn() throws {
    var (scene, state, then) = try Self.past("2026-03-04 08:30")
    for minute in 1..<200 {
      let now = scene.now + .minutes(minute)
      #expect(state.after(now - state.clock) == [])
      #expect(state.now == then)
      #expect(state.nextChange > now)
    }
    state.size = .init(width: 200, height: 50)
    state.press("j", "k")
    let due = try #require(state.restsAt)
    #expect(due > state.clock)
    #expect(state.after(due - state.clock) == [.loadDetails(scene.slots[1].id, .panel, asOf: then)])
    #expect(state.nextChange > due)
  }

  @Test func refusalLeavesWhatIsShown() throws {
    var (scene, state, then) = try Self.past("2026-03-04 08:30")
    state.press(":")
    state.type("as-of 1970-01-01")
    state.press("Enter")
    _ = state.update(.refused(.badRequest("This booking block did not exist then.")), at: scene.now)
    #expect(state.asOf == then)
    #expect(state.press("]") == [Self.load(scene, .week(scene.firstDay.adding(days: 7)), then)])
  }

  @Test(arguments: [
    ("tomorrow 09:00", "Thu 5 Mar 09:00 is still to come."), ("gibberish", PastTime.remedy),
  ])
  func otherTimesAreRefused(text: String, sentence: String) throws {
    var (_, state) = try Self.state()
    state.press(":")
    state.type("as-of \(text)")
    #expect(state.press("Enter") == [])
    #expect(state.message == Message(sentence, .error))
    #expect(state.asOf == nil)
    #expect(state.takesText == true)
  }

  // MARK: With a store

  @Test func storeIsReadAsItWas() throws {
    let world = try RunnerStore()
    let slot = try world.add("2026-03-04 11:00")
    let later = world.now + .minutes(10)
    _ = try world.store.perform(.changeSlots([slot.id], .delete(force: false)), at: later)
    var state = try world.open()
    _ = state.update(.tick, at: later + .minutes(1))
    #expect(state.week.slots == [])
    state.press(":")
    state.type("as-of -5m")
    state.run(state.press("Enter"), world.runner)
    #expect(state.week.slots == [slot])
    state.press("w")
    state.run(state.press("Enter"), world.runner)
    #expect(state.details?.details.slot == slot)
    #expect(state.details?.details.history.map(\.action.verb) == [.createSlots])
    state.press("Esc")
    // Over the edge of the week, and to the other block.
    state.run(state.press("]"), world.runner)
    #expect(state.week.slots == [])
    state.run(state.press("W"), world.runner)
    #expect(state.week.focusedSlot == slot)
    state.run(state.press("Tab"), world.runner)
    #expect(state.content.block?.name == "Room 7" && state.content.asOf != nil)
    state.press(":")
    state.type("as-of 1990-01-01")
    state.run(state.press("Enter"), world.runner)
    #expect(state.message?.text.contains("did not exist then") == true)
    state.run(state.press("Esc"), world.runner)
    #expect(state.content.asOf == nil)
    #expect(try world.store.check() == [])
  }
}
