import SlotDomain
import Testing

@testable import SlotTUI

@Suite struct PaletteViewTests {
  /// Some typed, the second one chosen, where nothing may be changed.
  private static func state(_ width: Int, _ height: Int) throws -> AppState {
    var scene = try SnapshotTests.week(width, height)
    scene.settings.isReadOnly = true
    var state = scene.state(on: scene.slots[6])
    state.press(":")
    state.type("slot")
    state.press("Down")
    return state
  }

  @Test func at40Columns() throws {
    #expect(
      try Self.state(40, 10).drawn().text == """
         Dr. Żanet…  Europe/Warsaw        10:12
        ┌─ Any action by its name ─────────────┐
        │ :slot                                │
        │ next-slot                   w        │
        │ previous-slot               W        │
        │ first-slot                  Home     │
        └────────────────────────────────────↓─┘
        Wed 4 Mar 11:00–11:30, 0 of 1 taken,
        locked by ben for 14 min
        Enter do it  Tab complete  ↑↓ choose
        """
    )
  }

  @Test func at80Columns() throws {
    #expect(
      try Self.state(80, 24).drawn().text == """
         Dr. Żaneta Wójcik  2026-03-02..03-08  Europe/Warsaw                      10:12
        ┌─ Any action by its name ─────────────────────────────────────────────────────┐
        │ :slot                                                                        │
        │ next-slot           next slot in time                             w          │
        │ previous-slot       previous slot in time                         W          │
        │ first-slot          first slot of the week or day                 Home       │
        │ last-slot           last slot of the week or day                  End        │
        │ down                the slot or free row below                    j Down     │
        │ up                  the slot or free row above                    k Up       │
        │ next-available      next slot that is available                   >          │
        │ previous-available  previous slot that is available               <          │
        │ now                 the slot of now, or the next one              t          │
        │ create              The store is open for reading only.           c          │
        │ edit                The store is open for reading only.           e          │
        │ toggle-status       The store is open for reading only.           d          │
        │ delete              The store is open for reading only.           D Del      │
        │ mark                mark the slot: d L D act on all marked        Space      │
        │ mark-all            mark all slots of the week                    *          │
        │ history             who changed the slot, when and how            i          │
        │                                                                              │
        │                                                                              │
        └──────────────────────────────────────────────────────────────────────────────┘
        Wed 4 Mar 11:00–11:30, 0 of 1 taken, locked by ben for 14 min
        Enter do it  Tab complete  ↑↓ choose  Esc back
        """
    )
  }

  @Test func at200Columns() throws {
    #expect(
      try Self.state(200, 50).drawn().text == """
         Dr. Żaneta Wójcik  2026-03-02 to 2026-03-08  week 10  Europe/Warsaw (UTC+01:00)                                                                                                                  10:12
         Blocks           free │      Mon 2 Mar         Tue 3 ┌─ Any action by its name ─────────────────────────────────────────────────────────────────┐r
         Court             112 │00:00 ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄│ :slot                                                                                    │┄┄┄┄┄┄┄┄┄
        ▸Dr. Żaneta Wójcik   5 │08:50                         │ next-slot           next slot in time                                moving   w          │
         Room 7 with a … draft │09:00 · 1/1             · 2/3 │ previous-slot       previous slot in time                            moving   W          │
                               │  :10 │                 │     │ first-slot          first slot of the week or day                    moving   Home       │
                               │  :20 │                 │     │ last-slot           last slot of the week or day                     moving   End        │
                               │  :30 · off                   │ down                the slot or free row below                       moving   j Down     │
                               │  :40 │                       │ up                  the slot or free row above                       moving   k Up       │
                               │  :50 │                       │ next-available      next slot that is available                      moving   >          │
                               │10:00                         │ previous-available  previous slot that is available                  moving   <          │
                               │▸10:12                        │ now                 the slot of now, or the next one                 moving   t          │
                               │  :20                         │ create              The store is open for reading only.              slots    c          │
                               │  :30                         │ edit                The store is open for reading only.              slots    e          │
                               │  :40                         │ toggle-status       The store is open for reading only.              slots    d          │
                               │  :50                         │ delete              The store is open for reading only.              slots    D Del      │
                               │11:00                         │ mark                mark the slot: d L D act on all marked           slots    Space      │
                               │  :10                         │ mark-all            mark all slots of the week                       slots    *          │
                               │  :20                         │ history             who changed the slot, when and how               journal  i          │
                               │  :30                         │                                                                                          │
                               │  :40                         │                                                                                          │
                               │  :50                         │                                                                                          │
                               │12:00                         │                                                                                          │
                               │  :10                         │                                                                                          │
                               │  :20                         │                                                                                          │
                               │  :30                         │                                                                                          │
                               │12:40 ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄│                                                                                          │┄┄┄┄┄┄┄┄┄
                               │                              │                                                                                          │
                               │                              │                                                                                          │
                               │                              │                                                                                          │
                               │                              │                                                                                          │
                               │                              │                                                                                          │
                               │                              │                                                                                          │
                               │                              │                                                                                          │
                               │                              │                                                                                          │
                               │                              │                                                                                          │
                               │                              │                                                                                          │
                               │                              │                                                                                          │
                               │                              │                                                                                          │
                               │                              │                                                                                          │
                               │                              │                                                                                          │
                               │                              │                                                                                          │
                               │                              │                                                                                          │
                               │                              │                                                                                          │
                               │                              │                                                                                          │
                               │                              │                                                                                          │
                               │                              │                                                                                          │
                               │                              └──────────────────────────────────────────────────────────────────────────────────────────┘
        Wed 4 Mar 11:00–11:30, 0 of 1 taken, locked by ben for 14 min
        Enter do it  Tab complete  ↑↓ choose  Esc back
        """
    )
  }

  /// The cursor stands in the field, the choice is reversed, and what cannot be done is dim.
  @Test func choiceAndObstaclesShow() throws {
    let canvas = try Self.state(80, 24).drawn()
    #expect(canvas.cursor == Canvas.Position(x: 7, y: 2))
    let styles = canvas.styles.split(separator: "\n")
    #expect(!styles[3].contains(",") && !styles[3].contains("v"))
    #expect(styles[4].dropFirst(2).hasPrefix(String(repeating: "v", count: 76)))
    #expect(styles[12].dropFirst(2).hasPrefix(",,,,,,"))
    #expect(styles[3].dropFirst(68).first == "k")
  }

  @Test func narrowRowsSayThatItCannotBeDone() throws {
    var state = try Self.state(40, 10)
    state.press("C-u")
    state.type("edit")
    #expect(state.drawn().text.contains("│ edit (not now)"))
  }

  @Test func nothingFits() throws {
    var state = try Self.state(80, 24)
    state.type("zzz")
    #expect(state.drawn().text.contains("│ Nothing is called that. "))
    state.press("Enter")
    #expect(
      state.drawn().text.contains("Nothing is called \"slotzzz\". Type a part of a name, or Esc.")
    )
  }

  @Test func listFollowsTheChoice() throws {
    var state = try Self.state(40, 10)
    state.press("C-u", "PgDn", "PgDn", "PgDn", "PgDn", "PgDn", "PgDn")
    #expect(state.drawn().text.contains("│ quit "))
    state.press("Up")
    #expect(state.drawn().text.contains("│ suspend "))
  }
}
