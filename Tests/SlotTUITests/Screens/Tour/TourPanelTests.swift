import SlotDomain
import TerminalKit
import Testing

@testable import SlotTUI

/// How the tour looks, and that it hides nothing.
@Suite struct TourPanelTests {
  private static func state(
    _ width: Int,
    _ height: Int,
    at step: TourStep? = .move,
    isLinear: Bool = false,
    keyMap: KeyMap = .standard
  ) throws -> AppState {
    var scene = try Scene()
    scene.settings.isLinear = isLinear
    scene.size = AppState.Size(width: width, height: height)
    for hour in 10..<18 { try scene.add("2026-03-04 \(hour):00", 20) }
    var state = AppState(
      settings: scene.settings,
      keyMap: keyMap,
      now: scene.now,
      size: scene.size,
      content: scene.content
    )
    _ = state.update(.tourOpened(scene.content, .slot(scene.slots[1].id)), at: scene.now)
    while let present = state.tour?.step, present != step { state.press("F9") }
    return state
  }

  /// The rows of the panel, without what lies above and below.
  private static func panel(_ state: AppState, _ glyphs: Glyphs = .unicode) -> String {
    let rows = state.drawn(glyphs).text.split(separator: "\n", omittingEmptySubsequences: false)
    let area = state.layout.tour
    return rows[area.y..<area.maxY].joined(separator: "\n")
  }

  @Test func at40Columns() throws {
    var state = try Self.state(40, 10)
    #expect(
      state.drawn().text == """
         tour: sample data  Dr. Ada       10:12
              Mo Tu Wed 4 Mar today  Th Fr Sa Su
        00:00 ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄
        ▸10:12      · now
        10:20 ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄
        11:00↓      ○ free
        1/8 arrows another slot  F9 skips
        Wed 4 Mar 11:00–11:20, free

        >  a  /  Enter  v  u  ? help  q leave
        """
    )
    state.press("F9", "F9", "F9", "F9", "F9", "F9")
    #expect(Self.panel(state) == "7/8 c create  F9 skips, F10 or q leaves")
    state.press("F9", "F9")
    #expect(Self.panel(state) == "end/8 q leaves the tour")
  }

  @Test func at80Columns() throws {
    var state = try Self.state(80, 24)
    state.press("j", "]")
    #expect(
      Self.panel(state) == """
        ── Tour, step 1 of 8: move ──────────────────────── F9 skips, F10 or q leaves ──
         The cursor stands on a slot of this week. Go to another one, then to the next
         week, and come back to now.
         arrows another slot (done)   ] next week (done)   t back to now
        """
    )
    state.press("t")
    #expect(
      Self.panel(state) == """
        ── Tour, step 2 of 8: book an appointment ───────── F9 skips, F10 or q leaves ──
         Step 1 is done. A client calls. Go to the next free slot and book it: type a
         name, then press Enter.
         > next free slot   a book it
        """
    )
    #expect(
      state.drawn().text.hasPrefix(" tour: sample data  Dr. Ada  2 – 8 Mar  ")
    )
  }

  @Test func at200Columns() throws {
    let state = try Self.state(200, 50, at: .lock)
    let rule = String(repeating: "─", count: 137)
    #expect(
      Self.panel(state) == """
        ── Tour, step 6 of 8: lock a slot \(rule) F9 skips, F10 or q leaves ──
         Step 5 was skipped. A client is still deciding. Lock the slot: nobody else can book it for a while, and all see who holds it.

         L lock it   see what ben does
        """
    )
  }

  @Test func asciiHasNoLines() throws {
    let text = Self.panel(try Self.state(80, 24), .ascii)
    #expect(text.hasPrefix("-- Tour, step 1 of 8: move ---"))
    #expect(text.allSatisfy { $0.isASCII })
  }

  @Test func inLines() throws {
    var state = try Self.state(80, 24, at: .disable, isLinear: true)
    #expect(
      Self.panel(state) == """
        Tour, step 4 of 8: disable a slot. F9 skips, F10 or q leaves.
        Step 3 was skipped. Nobody can book a disabled slot. Disable one, then take that
        back, as you can take back whatever you do.
        d disable it; u take it back
        """
    )
    #expect(state.drawn().text.hasPrefix("tour: sample data, Dr. Ada, "))
    state = try Self.state(40, 10, isLinear: true)
    #expect(Self.panel(state) == "1/8 arrows another slot  F9 skips")
  }

  @Test func atTheEnd() throws {
    let rule = String(repeating: "─", count: 44)
    #expect(
      Self.panel(try Self.state(80, 24, at: nil)) == """
        ── Tour: the end \(rule) F10 or q leaves ──
         Step 8 was skipped. You have seen what matters most. Try what you like: all
         this is sample data. Leaving brings you back to your own store.

        """
    )
  }

  /// The user's own keys, and the arrows only where they still move.
  @Test func keysAreThoseInForce() throws {
    let keys = "[keys]\nbook = \"x\"\nleft = \"h\"\ntour-next = \"F7\"\ntour-end = []\n"
    let (configuration, problems) = ConfigurationReader.read(Array(keys.utf8))
    #expect(problems.isEmpty)
    var state = try Self.state(80, 24, keyMap: configuration.keyMap)
    #expect(Self.panel(state).contains("F7 skips, :tour-end or q leaves"))
    #expect(Self.panel(state).contains(" h j k l another slot"))
    state.press("F7")
    #expect(Self.panel(state).contains(" x book it"))
  }

  /// Whatever is said has room, from the smallest screen on that has more than a line for it.
  @Test(arguments: TourStep.allCases)
  func textsFit(step: TourStep) throws {
    let state = try Self.state(76, 20, at: step)
    let tour = try #require(state.tour)
    #expect(Text.wrap(TourText(tour, state.desk).sentences, width: 74).count <= 2)
    let tasks = Self.panel(state).split(separator: "\n").last ?? ""
    // With the last of them the next step comes.
    #expect(tasks.count + " (done)".count * (step.tasks.count - 1) < 76)
    #expect(Self.panel(try Self.state(40, 10, at: step)).count <= 40)
  }

  @Test(arguments: [(40, 10), (80, 24), (200, 50)], [false, true])
  func theCursorIsNeverHidden(size: (Int, Int), isLinear: Bool) throws {
    var state = try Self.state(size.0, size.1, isLinear: isLinear)
    for _ in 0..<8 {
      let cursor = try #require(state.drawn().cursor)
      #expect(state.layout.body.contains(x: cursor.x, y: cursor.y))
      state.press("w")
    }
  }
}
