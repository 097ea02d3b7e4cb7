import SlotDomain
import TerminalKit
import Testing

@testable import SlotTUI

/// `P`: who comes on a day, as text.
@Suite struct DaySheetWindowTests {
  private static func world() throws -> (RunnerStore, AppState) {
    let world = try RunnerStore()
    let room = try #require(try world.store.blocks().last).id
    let slot = try world.add("2026-03-04 11:00", capacity: 2)
    try world.add("2026-03-04 15:00", of: room)
    try world.add("2026-03-05 11:00")
    let json = "{\"name\": \"Anna First\", \"phone\": \"07700 900123\", \"note\": \"brings a dog\"}"
    let draft = AppointmentDraft(slotID: slot.id, metadata: try Metadata(parsing: json))
    _ = try world.store.perform(.createAppointments([draft]), at: world.now)
    return (world, try world.open())
  }

  private func press(_ keys: String..., in state: inout AppState, _ world: RunnerStore) {
    for key in keys { state.run(state.press(key), world.runner) }
  }

  @Test func theDayAtTheCursorInTwoKeys() throws {
    var (world, state) = try Self.world()
    press("t", "P", in: &state, world)
    let text = state.drawn().text
    #expect(text.contains("─ Day sheet, Wed 4 Mar, today, Dr. Ada ─"))
    #expect(text.contains("11:00–11:30"))
    #expect(text.contains("Anna First") && text.contains("07700 900123"))
    #expect(text.contains("brings a dog"))
    #expect(text.contains("____"))
    #expect(!text.contains("Room 7"))
  }

  /// Also in the evening, when the next slot is one of another day.
  @Test func todayIsTodayWhenItsSlotsAreOver() throws {
    var (world, state) = try Self.world()
    _ = state.update(.tick, at: world.now + .hours(12))
    press("t", in: &state, world)
    #expect("\(state.desk.sheet.cursor.date)" == "2026-03-05")
    press("P", in: &state, world)
    #expect(state.drawn().text.contains("Day sheet, Wed 4 Mar, today, Dr. Ada"))
    press("Esc", "w", "P", in: &state, world)
    #expect(state.drawn().text.contains("Day sheet, Thu 5 Mar"))
  }

  /// A command that is shown is about the store that is shown.
  @Test func theCommandNamesTheStore() throws {
    var (world, state) = try Self.world()
    press("t", "P", in: &state, world)
    let date = "slottui sheet --date 2026-03-04 --block"
    #expect(BottomText(state).sentence.hasPrefix("To print it: \(date) "))
    #expect(BottomText(state).sentence.hasSuffix(" --format html >sheet.html"))
    var settings = world.settings
    settings.db = "/srv/my store.db"
    #expect(settings.withStore("slottui undo") == "slottui undo --db '/srv/my store.db'")
  }

  @Test func bShowsAllBlocksAndBracketsOtherDays() throws {
    var (world, state) = try Self.world()
    press("P", "b", in: &state, world)
    #expect(state.drawn().text.contains("Day sheet, Wed 4 Mar, today, all blocks"))
    #expect(state.drawn().text.contains("Room 7"))
    press("b", "]", in: &state, world)
    #expect(state.drawn().text.contains("Day sheet, Thu 5 Mar, Dr. Ada"))
    #expect(state.drawn().text.contains("11:00–11:30"))
    press("[", "Esc", in: &state, world)
    #expect(state.layers.isEmpty)
  }

  @Test func itCanBeReadWhereNothingElseCanBeDone() throws {
    let (world, _) = try Self.world()
    let (content, focus) = try world.load(.now)
    var settings = world.settings
    (settings.isRestricted, settings.isReadOnly) = (true, true)
    var state = AppState(
      settings: settings,
      now: world.now,
      size: .init(width: 80, height: 24),
      content: content,
      focus: focus
    )
    press("P", in: &state, world)
    #expect(state.drawn().text.contains("Anna First"))
    press("Esc", ":", in: &state, world)
    state.run(state.type("names"), world.runner)
    press("Enter", "P", in: &state, world)
    let text = state.drawn().text
    #expect(text.contains("taken") && !text.contains("Anna") && !text.contains("dog"))
    state.desk.layout = ScreenLayout(state.size, isLinear: true)
    #expect(state.drawn().text.contains("Day sheet, Wed 4 Mar, today, Dr. Ada"))
  }

  @Test func itFollowsTheStoreAndScrolls() throws {
    var (world, state) = try Self.world()
    state.size = .init(width: 40, height: 10)
    press("P", in: &state, world)
    let top = state.drawn().text
    press("PgDn", in: &state, world)
    #expect(state.drawn().text != top)
    press("Home", in: &state, world)
    #expect(state.drawn().text == top)
    let ben = try world.session(of: "ben")
    let slot = try #require(state.content.slots.first)
    let json = "{\"name\": \"Zoë Late\"}"
    let draft = AppointmentDraft(slotID: slot.id, metadata: try Metadata(parsing: json))
    _ = try ben.perform(.createAppointments([draft]), at: world.now)
    state.run([.readChanges(since: state.content.position)], world.runner)
    state.size = .init(width: 80, height: 24)
    #expect(state.drawn().text.contains("Zoë Late"))
  }
}
