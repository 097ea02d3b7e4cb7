import SlotDomain
import TerminalKit
import Testing

@testable import SlotTUI

/// After `z` the screen shows another clock; forms stay on the block's, and say whose it is.
@Suite struct FormClockTests {
  /// The block is in Warsaw, the screen shows New York.
  private static func state() throws -> (Scene, AppState) {
    var scene = try Scene()
    try scene.add("2026-03-04 11:00")
    let warsaw = scene.zone
    let now = scene.now
    scene.zone = try Zone(named: "America/New_York")
    scene.zoneChoice = .user
    scene.now = now
    #expect(warsaw.name == scene.block?.timezone)
    return (scene, scene.state(on: scene.slots[0]))
  }

  private func form(_ state: AppState) throws -> Form {
    guard case .form(let form) = state.overlay else { throw Missing.form }
    return form
  }

  private enum Missing: Error { case form, operation }

  @Test("Each form for times is named by its zone", arguments: ["c", "C", "e"])
  func zoneIsNamed(key: String) throws {
    var (_, state) = try Self.state()
    state.press(key)
    #expect(try form(state).title.hasSuffix(", Europe/Warsaw"))
    #expect(state.drawn().text.contains("Europe/Warsaw"))
  }

  @Test("c and e read the block's clock, as C does")
  func clockIsTheBlocks() throws {
    var (scene, state) = try Self.state()
    state.press("e")
    #expect(try form(state).text(.start) == "2026-03-04 11:00")
    state.press("Esc", "c")
    #expect(try form(state).text(.start) == "2026-03-04 11:30")
    var window = try #require(state.layers.top as? SlotForm)
    window.form.set(.start, to: "2026-03-05 09:00")
    let operation = try window.operation(state.desk)
    guard case .createSlots(let drafts) = operation else { throw Missing.operation }
    let warsaw = try Zone(named: "Europe/Warsaw")
    #expect(drafts[0].range.start == (try TimeText.instant("2026-03-05T09:00", in: warsaw)))
    scene.zoneChoice = .block
    #expect(scene.state(on: .now).formTimes.zone == scene.zone)
  }

  /// A time alone is one of the day that stood there; words are as everywhere. A day alone says no time.
  @Test(arguments: [
    ("11:10", "2026-03-05 11:10"), ("2pm", "2026-03-05 14:00"), ("6.3. 9:00", "2026-03-06 09:00"),
    ("tomorrow 11:10", "2026-03-05 11:10"), ("mon 9:00", "2026-03-09 09:00"), ("tomorrow", nil),
    ("soon", nil), ("2026-03-29 02:30", nil),
  ])
  func startsAreWrittenAsPeopleDo(text: String, start: String?) throws {
    var scene = try Scene()
    try scene.add("2026-03-05 11:00")
    var state = scene.state(on: scene.slots[0])
    state.press("c", "C-u")
    state.type(text)
    let made: [Effect] = state.press("Enter")
    guard let start else {
      #expect(made == [])
      #expect(try form(state).problem?.field == .start)
      return
    }
    guard case .perform(.createSlots(let drafts))? = made.last else { throw Missing.operation }
    #expect(drafts[0].range.start == (try TimeText.instant(start, in: scene.zone)))
  }

  /// Somebody gives the block another zone while a form is open: what was seen is what is meant.
  @Test(arguments: ["e", "C"])
  func theClockOfAFormStays(key: String) throws {
    var scene = try Scene()
    try scene.add("2026-03-04 11:00")
    var state = scene.state(on: scene.slots[0])
    state.press(key)
    let title = try form(state).title
    scene.block = Scene.block(1, "Dr. Ada", zone: "America/New_York")
    scene.zone = try Zone(named: "America/New_York")
    _ = state.update(.loaded(scene.content, .stay), at: scene.now)
    #expect(state.desk.content.zone.name == "America/New_York")
    #expect(try form(state).title == title && title.hasSuffix("Europe/Warsaw"))
    if key == "e" {
      state.press("Tab", "Tab", "C-u")
      state.type("3")
      var changes = SlotChanges()
      changes.capacity = 3
      let slot = scene.slots[0]
      #expect(
        state.press("Enter")
          == [.perform(.changeSlots([slot.id], .update(changes, unchangedSince: slot.updatedAt)))]
      )
    } else {
      guard case .planPaste(let paste)? = state.press("Enter").last else { throw Missing.operation }
      #expect(paste.zone.name == "Europe/Warsaw")
    }
  }
}
