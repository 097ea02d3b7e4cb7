import SlotDomain
import TerminalKit
import Testing

@testable import SlotTUI

/// Any terminal, any name, any way in which keys arrive: in every view and window.
@Suite struct AccessTests {
  /// What opens each window, and whether it takes text.
  private static let windows: [(keys: [String], takesText: Bool)] = [
    ([], false), (["?"], false), (["c"], true), (["e"], true), (["a"], true), (["D"], false),
    (["g"], true), (["b"], true), (["/"], true), ([":"], true),
  ]

  /// Wide, combined, joined, from right to left, and what would be obeyed.
  private static let names = [
    "漢字の部屋 한국어 ｆｕｌｌ\u{3000}width", "e\u{301}\u{302}\u{303}\u{304}\u{305}\u{306} नमस्ते",
    "👨‍👩‍👧‍👦🇵🇱a\u{200D}\u{FE0F}b tab\tand\nline", "\u{301}مرحبا \u{202E}evil\u{202C}\u{1B}[31mred\u{7}",
    String(repeating: "方", count: 60),
  ]

  private static func scene(_ name: String, _ width: Int, _ height: Int) throws -> Scene {
    var scene = try SnapshotTests.week(width, height)
    scene.block = Scene.block(1, name)
    scene.otherBlocks = names.enumerated().map { Scene.block(UInt64($0 + 2), $1) }
    for (index, block) in scene.otherBlocks.prefix(4).enumerated() {
      try scene.add("2026-03-04 1\(index):00", of: block)
    }
    let metadata = try Metadata(.object([ExactText(name): .string(name)]))
    try scene.add("2026-03-04 14:00", capacity: 2, metadata: metadata.json)
    try scene.add("2026-03-04 15:00", lock: .init(owner: name, minutes: 9))
    return scene
  }

  private static func details(_ name: String, _ scene: Scene) throws -> SlotDetails {
    var details = try SnapshotTests.details(scene, 6)
    for index in details.appointments.indices {
      details.appointments[index].metadata = try Metadata(.object(["name": .string(name)]))
    }
    return details
  }

  @Test(arguments: [false, true], names)
  func everyRowIsAsWideAsTheScreen(isLinear: Bool, name: String) throws {
    for (width, height) in [(40, 10), (80, 24)] {
      var scene = try Self.scene(name, width, height)
      scene.settings.isLinear = isLinear
      let details = try Self.details(name, scene)
      for view in PeriodView.allCases {
        var calm = scene.state(on: scene.slots[6])
        calm.choose(view, reading: scene)
        calm.message = Message("\(name) was here.")
        _ = calm.update(.detailsLoaded(details, .panel), at: calm.now)
        var states = Self.windows.map { window in
          var state = calm
          for key in window.keys { state.press(key) }
          if window.takesText { state.type(name) }
          return state
        }
        for use in [DetailsUse.overlay, .history] {
          var state = calm
          _ = state.update(.detailsLoaded(details, use), at: state.now)
          states.append(state)
        }
        var state = calm
        var report = OccupancyReport(request: state.occupancyRequest, blocks: state.content.blocks)
        for slot in scene.slots { report.occupancy.add(slot, in: scene.zone, at: scene.now) }
        _ = state.update(.occupancyTallied(report), at: state.now)
        states.append(state)
        for state in states {
          for glyphs in width == 80 ? [Glyphs.unicode] : [.unicode, .ascii] {
            let canvas = state.drawn(glyphs)
            expectStraight(canvas)
            expectCursor(canvas, state)
            #expect(glyphs == .unicode || canvas.text.utf8.allSatisfy { $0 < 0x80 })
          }
        }
      }
    }
  }

  /// Pasted text is text in fields and nothing elsewhere: no view and no window obeys it.
  @Test(arguments: [false, true], PeriodView.allCases)
  func aPasteIsNeverObeyed(isLinear: Bool, view: PeriodView) throws {
    for window in Self.windows {
      var state = try Self.open(window.keys, view, isLinear: isLinear)
      let tookText = state.takesText
      let effects = state.update(.key(.paste("dD\ny\r\u{1B}q")), at: state.now)
      #expect(effects.allSatisfy { [.search, .people].contains($0.idleWork) }, "\(window.keys)")
      if tookText { #expect(state.takesText == true, "\(window.keys)") }
    }
  }

  /// So many keys at once are not typed by anybody, but can be text, or an arrow that is held.
  @Test(arguments: [false, true], PeriodView.allCases)
  func aBurstOfLettersDoesHarmOutsideOfFields(isLinear: Bool, view: PeriodView) throws {
    for window in Self.windows {
      let state = try Self.open(window.keys, view, isLinear: isLinear)
      let takesText = state.takesText == true
      #expect(state.isHarmless(.character("d")) == takesText, "\(window.keys)")
      #expect(state.isHarmless(.enter) == takesText)
      #expect(state.isHarmless(.down))
    }
  }

  private static func open(
    _ keys: [String],
    _ view: PeriodView,
    isLinear: Bool
  ) throws -> AppState {
    var scene = try SnapshotTests.week(80, 24)
    scene.settings.isLinear = isLinear
    var state = scene.state(on: scene.slots[9])
    state.choose(view, reading: scene)
    for key in keys { state.press(key) }
    return state
  }
}
