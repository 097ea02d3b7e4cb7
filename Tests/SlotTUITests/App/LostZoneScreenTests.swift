import SlotDomain
import TerminalKit
import Testing

@testable import SlotTUI

/// The screen on a block whose zone this machine does not have.
@Suite struct LostZoneScreenTests {
  private func state(_ width: Int = 120, linear: Bool = false) throws -> AppState {
    var scene = try Scene()
    scene.block = Scene.block(1, "NY", zone: "Nowhere/Land")
    scene.zone = Zone(nameInStore: "Nowhere/Land")
    scene.size = AppState.Size(width: width, height: 24)
    scene.settings.isLinear = linear
    try scene.add("2026-03-04 11:00Z")
    return scene.state(on: scene.slots[0])
  }

  private func problem(_ state: AppState) -> SlotError? {
    guard case .form(let form) = state.overlay else { return nil }
    return form.problem?.error
  }

  @Test(
    "The title says that times are in UTC, at every width and in lines",
    arguments: [60, 80, 200]
  )
  func titleSaysIt(width: Int) throws {
    for linear in [false, true] {
      let text = try state(width, linear: linear).drawn().text
      #expect(text.contains("Nowhere/Land unknown, in UTC"), "\(text)")
    }
    #expect(try state().drawn().text.contains("Wed 4 Mar 11:00–11:30 UTC"))
  }

  @Test("What is typed as a local time is refused in the form, with the package")
  func formRefuses() throws {
    var state = try state()
    state.press("c")
    #expect(state.press("Enter") == [])
    #expect(problem(state)?.code == .invalidTimezone)
    #expect(problem(state)?.message(in: .utc).contains("tzdata") == true)
    guard case .form(var form) = state.overlay else { return }
    form.set(.start, to: "2026-03-05 09:00-05:00")
    state.overlay = .form(form)
    #expect(state.press("Enter").count == 1)
  }

  @Test("A series is refused, and says so while it is filled in")
  func seriesIsRefused() throws {
    var state = try state()
    let effects = state.press("C")
    guard let survey = effects.compactMap(\.survey).first else {
      Issue.record("nothing is planned")
      return
    }
    #expect {
      _ = try survey.survey.pattern.unrolled(in: survey.survey.zone)
    } throws: {
      ($0 as? SlotError)?.code == .invalidTimezone
    }
  }

  @Test("A copy is put down nowhere where the wall is unknown")
  func pasteIsRefused() throws {
    var state = try state()
    state.press("y")
    let effects = state.press("p")
    guard case .planPaste(let paste) = effects.first else {
      Issue.record("nothing is pasted")
      return
    }
    #expect { _ = try paste.drafts() } throws: { ($0 as? SlotError)?.code == .invalidTimezone }
  }

  @Test("Disabling, locking, deleting and booking go on", arguments: ["d", "L"])
  func keysGoOn(key: String) throws {
    var state = try state()
    #expect(state.press(key).count == 1)
  }

  @Test("The past by the block's clock is refused, and by distance it is not")
  func past() throws {
    var state = try state()
    #expect(state.showPast(atWritten: "yesterday 09:10") == nil)
    #expect(state.message?.text.contains("Nowhere/Land") == true)
    #expect(state.showPast(atWritten: "-2h") != nil)
  }
}

extension Effect {
  fileprivate var survey: SeriesPlanning? {
    if case .surveySeries(let request) = self { request } else { nil }
  }
}
