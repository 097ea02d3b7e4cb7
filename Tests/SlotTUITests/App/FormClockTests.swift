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
    var form = try form(state)
    form.set(.start, to: "2026-03-05 09:00")
    let operation = try form.operation(times: state.formTimes)
    guard case .createSlots(let drafts) = operation else { throw Missing.operation }
    let warsaw = try Zone(named: "Europe/Warsaw")
    #expect(drafts[0].range.start == (try TimeText.instant("2026-03-05T09:00", in: warsaw)))
    scene.zoneChoice = .block
    #expect(scene.state(on: .now).formTimes.zone == scene.zone)
  }
}
