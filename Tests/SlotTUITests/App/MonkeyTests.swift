import ProgramDriver
import SlotDomain
import TerminalKit
import TestDriver
import Testing

@testable import SlotTUI

/// A child at the keyboard.
@Suite struct MonkeyTests {
  private static let keys: [Key] =
    KeyMap.standard.bindings.flatMap(\.keys).filter { $0 != .control("z") }
    + (0x20..<0x7F).map { Key.character(Character(Unicode.Scalar(UInt8($0)))) }
    + [
      .up, .down, .left, .right, .up, .down, .left, .right, .enter, .enter, .enter, .escape, .tab,
      .backspace, .delete, .home, .end, .pageUp, .pageDown, .insert, .function(7), .alt("d"),
      .control("k"), .paste("D\ny\u{1B}[31m漢字"), .character("é"), .character("字"),
      .character("v"), .character("v"), .character("v"), .character("v"), .character("w"),
      .character("a"), .character("d"), .character("v"), .character("a"), .character("o"),
      .character("v"), .character("m"), .character("v"), .character("b"), .character("b"),
      .character("m"), .character("+"), .character("-"), .character("*"), .escape, .escape,
      .character("y"), .character("y"), .character("p"), .character("m"), .character("c"),
      .character("a"), .character("x"),
    ]

  private static let sizes = [(80, 24), (40, 10), (200, 50), (39, 9), (110, 30), (1, 1), (64, 12)]

  /// 10,000 keys, a mouse, a colleague and a clock that goes on: nothing crashes, the store stays sound, and
  /// the cursor is always on the screen.
  @Test(arguments: [1, 2, 3])
  func nothingBreaks(seed: UInt64) throws {
    let world = try RunnerStore(isLinear: seed == 3)
    for day in 2...6 {
      for hour in 9..<13 { try world.add("2026-03-0\(day) \(hour < 10 ? "0" : "")\(hour):00", 40) }
    }
    try world.add("2026-03-07 22:00", 60 * 30, capacity: 3)
    var generator = SeededGenerator(state: seed)
    var state = try world.open()
    var now = world.now
    let ben = try world.session(of: "ben")
    var backdrop: ScreenView.Backdrop?
    var kept = Canvas(width: 0, height: 0)
    for step in 0..<5_000 {
      now = now + Span(milliseconds: Int64.random(in: 0...400, using: &generator))
      if step % 250 == 0 {
        now = now + .minutes(Int.random(in: 0...90, using: &generator))
        let size = Self.sizes.randomElement(using: &generator) ?? (80, 24)
        state.run(
          state.update(.resized(.init(width: size.0, height: size.1)), at: now),
          world.runner
        )
        if let slot = state.week.slots.randomElement(using: &generator) {
          let status = Slot.Status.allCases.randomElement(using: &generator) ?? .active
          _ = try? ben.perform(.changeSlots([slot.id], .setStatus(status)), at: now)
          state.run([.readChanges(since: state.content.position)], world.runner)
        }
        state.run(state.update(.tick, at: now), world.runner)
        state.press("Esc", "Esc")
        let past = ":as-of -\(Int.random(in: 0...90, using: &generator))m"
        state.run(state.type(past) + state.press("Enter"), world.runner)
      }
      let key = Self.keys.randomElement(using: &generator) ?? .escape
      state.run(state.update(.key(key), at: now), world.runner)
      if step % 3 == 0 { Self.point(&state, world, at: now, using: &generator) }
      #expect(state.nextChange <= now + .minutes(1))
      guard step % 4 == 0 else { continue }
      let picture = state.drawn()
      expectCursor(picture, state)
      // As the loop does: another canvas for another size alone, or by chance.
      if kept.width != state.size.width || kept.height != state.size.height || step % 100 == 0 {
        kept = Canvas(width: state.size.width, height: state.size.height)
      }
      ScreenView(state).draw(into: &kept, keeping: &backdrop)
      let isSame = kept == picture
      #expect(isSame, "What was kept of the last picture is out of date.")
    }
    #expect(try world.store.check() == [])
  }

  /// With a mouse at something, or twice at the same.
  private static func point(
    _ state: inout AppState,
    _ world: RunnerStore,
    at now: Instant,
    using generator: inout SeededGenerator
  ) {
    state.mouse = Mouse(isOn: true)
    let kinds: [MouseEvent.Kind] = [.press, .release, .press, .release, .wheelUp, .wheelDown]
    var (x, y) = (0, 0)
    for kind in kinds {
      if Bool.random(using: &generator) {
        x = Int.random(in: 0...state.size.width, using: &generator)
        y = Int.random(in: 0...state.size.height, using: &generator)
      }
      let event = MouseEvent(kind, x: x, y: y)
      state.run(state.update(.key(.mouse(event)), at: now), world.runner)
    }
  }

  /// Whatever keys delete, as many presses of `u` bring back.
  @Test func undoBringsBackWhatKeysDeleted() throws {
    let world = try RunnerStore()
    for day in 2...6 {
      for hour in 10..<13 { try world.add("2026-03-0\(day) \(hour):00", 40) }
    }
    func ids() throws -> Set<Slot.ID> {
      Set(try world.store.slots(matching: SlotQuery(), at: world.now).elements.map(\.id))
    }
    let before = try ids()
    var generator = SeededGenerator(state: 3)
    var state = try world.open()
    let keys = ["D", "y", "j", "k", "h", "l", "w", "d", "L", "Del", "W", "Home", "End"]
    var actions = 0
    for _ in 0..<400 {
      let position = try world.store.lastAction()
      state.run(state.press(keys.randomElement(using: &generator) ?? "j"), world.runner)
      if try world.store.lastAction() > position { actions += 1 }
    }
    #expect(try ids().count < before.count)
    if state.overlay != nil { state.press("Esc") }
    for _ in 0..<actions { state.run(state.press("u"), world.runner) }
    #expect(try ids() == before)
    let slots = try world.store.slots(matching: SlotQuery(), at: world.now).elements
    #expect(slots.allSatisfy { $0.status == .active && $0.storedLock == nil })
    #expect(try world.store.check() == [])
  }
}

/// The hardware cursor is on the screen, and on the focused cell when nothing lies over the grid.
func expectCursor(
  _ canvas: Canvas,
  _ state: AppState,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  guard let cursor = canvas.cursor else {
    Issue.record(
      "no cursor: \(String(describing: state.overlay)), \(state.views.shown), \(state.layout.size), \(state.desk.sheet.cursor)",
      sourceLocation: sourceLocation
    )
    return
  }
  #expect(canvas.bounds.contains(x: cursor.x, y: cursor.y), sourceLocation: sourceLocation)
  let layout = state.layout
  guard state.layers.isEmpty, !layout.isTooSmall, state.content.block != nil else { return }
  let area = state.week.view == .month ? layout.month : layout.week
  #expect(area.contains(x: cursor.x, y: cursor.y), sourceLocation: sourceLocation)
  let cell = canvas[cursor.x, cursor.y]
  guard !state.settings.isLinear else {
    #expect(cursor.x == 0 && cell.text == ">", "\(state.place)", sourceLocation: sourceLocation)
    return
  }
  #expect(
    cell.flags.contains(.reversed) || cell.style == .focus,
    "\(state.place)",
    sourceLocation: sourceLocation
  )
}
