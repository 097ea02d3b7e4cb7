import SlotDomain
import Testing

@testable import SlotTUI

/// How much time a row is.
@Suite struct ZoomTests {
  @Test(arguments: [PeriodView.week, .day, .blocks])
  func stepsAreChosenOneByOne(view: PeriodView) throws {
    var scene = try Scene()
    for start in ["09:00", "10:00", "11:00"] { try scene.add("2026-03-04 \(start)", 60) }
    var state = scene.state(on: scene.slots[1])
    state.choose(view, reading: scene)
    let automatic = state.week.layout.rows.step
    state.press(["+", "+", "+", "+", "+", "+"], reading: scene)
    #expect(state.message?.text == "Rows of 5 min are the finest there are.")
    #expect(state.week.layout.rows.step == 5)
    for step in [10, 15, 20, 30, 60] {
      state.press("-")
      #expect(state.message?.text == "Rows of \(step) min.")
      #expect(state.week.layout.rows.step == step)
      #expect(state.week.focusedSlot == scene.slots[1])
      expectCursor(state.drawn(), state)
    }
    state.press("-")
    #expect(state.message?.text == "Rows of 60 min are the coarsest there are.")
    state.press("+")
    #expect(state.message?.text == "Rows of 30 min.")
    state.press("=")
    #expect(state.message?.text == "Rows of \(automatic) min, as fits the slots.")
    #expect(state.week.chosenStep == nil)
  }

  @Test func slotsAreNeverDrawnOverOneAnother() throws {
    var scene = try Scene()
    for start in ["09:00", "09:20", "09:40"] { try scene.add("2026-03-04 \(start)", 20) }
    var state = scene.state(on: scene.slots[1])
    state.press("+", "=", "-", "-", "-", "-", "-")
    #expect(state.week.layout.rows.step == 20)
    #expect(state.message?.text == "Rows of 30 min would draw slots over one another.")
    #expect(state.message?.kind == .error)
    // Another block's slots count where they are seen.
    let other = Scene.block(2, "Room")
    scene.otherBlocks = [other]
    try scene.add("2026-03-04 14:00", 10, of: other)
    try scene.add("2026-03-04 14:10", 10, of: other)
    state = scene.state(on: scene.slots[1])
    state.choose(.blocks, reading: scene)
    state.press("-", "-", "-", "-")
    #expect(state.message?.text == "Rows of 15 min would draw slots over one another.")
    #expect(state.week.layout.rows.step == 10)
  }

  @Test func chosenStepIsKeptAsFarAsPossible() throws {
    var scene = try Scene()
    try scene.add("2026-03-04 09:00", 60)
    var state = scene.state(on: scene.slots[0])
    state.press("=", "+", "-")
    #expect(state.week.layout.rows.step == 60)
    var next = scene
    next.firstDay = try date("2026-03-09")
    next.slots = []
    try next.add("2026-03-11 09:00", 10)
    try next.add("2026-03-11 09:10", 10)
    _ = state.update(.loaded(next.content, .stay), at: state.now)
    #expect(state.week.layout.rows.step == 10)
    #expect(state.week.chosenStep == 60)
    _ = state.update(.resized(.init(width: 200, height: 60)), at: state.now)
    #expect(state.week.layout.rows.step == 10)
    _ = state.update(.loaded(scene.content, .stay), at: state.now)
    #expect(state.week.layout.rows.step == 60)
  }

  /// Slots closer together than the finest step have rows of their own at every choice.
  @Test func closeSlotsStayApart() throws {
    var scene = try Scene()
    for minute in 10..<20 { try scene.add("2026-03-04 09:\(minute)", 1) }
    var state = scene.state(on: scene.slots[5])
    for key in ["+", "-", "-", "=", "+", "+", "-"] {
      state.press(key)
      let rows = state.week.layout.columns[2].map(\.rows.lowerBound)
      #expect(Set(rows).count == 10)
      #expect(state.week.focusedSlot == scene.slots[5])
    }
  }

  @Test(arguments: [PeriodView.agenda, .month], ["+", "-", "="])
  func rowsAreOfTheGrids(view: PeriodView, key: String) throws {
    var scene = try Scene()
    try scene.add("2026-03-04 09:00", 60)
    var state = scene.state(on: scene.slots[0])
    state.choose(view, reading: scene)
    let step = state.week.layout.rows.step
    #expect(state.press(key) == [])
    #expect(state.message?.text == "Rows of time are in the grids: v w shows one.")
    #expect(state.week.layout.rows.step == step)
    scene.slots = []
  }
}
