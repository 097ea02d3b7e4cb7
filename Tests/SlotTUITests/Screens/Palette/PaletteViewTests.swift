import SlotDomain
import TerminalKit
import Testing

@testable import SlotTUI

@Suite struct PaletteViewTests {
  /// A part of a name is typed, the second match chosen, where nothing may be changed.
  private static func state(_ width: Int, _ height: Int) throws -> AppState {
    var scene = try SnapshotTests.week(width, height)
    scene.settings.isReadOnly = true
    var state = scene.state(on: scene.slots[6])
    state.press(":")
    state.type("next-")
    state.press("Down")
    return state
  }

  @Test func at40Columns() throws {
    let text = try Self.state(40, 10).drawn().text
    #expect(
      text == """
         Dr. Żaneta Wójcik  read-only     10:12
        ┌─ Any action by its name ─────────────┐
        │ :next-                               │
        │ next-available              >        │
        │ next-match                  n        │
        │ next-slot                   w        │
        └────────────────────────────────────↓─┘
        Wed 4 Mar 11:00–11:30, locked by ben for
        14 min
        Enter it  Tab complete  ↑↓  Esc back
        """
    )
  }

  @Test func at80Columns() throws {
    let text = try Self.state(80, 24).drawn().text
    #expect(
      text == """
         Dr. Żaneta Wójcik  2 – 8 Mar  week 10  Europe/Warsaw  read-only          10:12
        ┌─ Any action by its name ─────────────────────────────────────────────────────┐
        │ :next-                                                                       │
        │ next-available      next slot that is available                   >          │
        │ next-match          next match of the search                      n          │
        │ next-slot           next slot in time                             w          │
        │ next-period         next week, day, month, year                   ] PgDn     │
        │ next-month          a month on                                    }          │
        │ next-block          next booking block                            Tab        │
        │                                                                              │
        │                                                                              │
        │                                                                              │
        │                                                                              │
        │                                                                              │
        │                                                                              │
        │                                                                              │
        │                                                                              │
        │                                                                              │
        │                                                                              │
        │                                                                              │
        │                                                                              │
        └──────────────────────────────────────────────────────────────────────────────┘
        Wed 4 Mar 11:00–11:30, locked by ben for 14 min
        Enter do it  Tab complete  ↑↓ choose  Esc back
        """
    )
  }

  @Test func at200Columns() throws {
    let text = try Self.state(200, 50).drawn().text
    #expect(
      text == """
         Dr. Żaneta Wójcik  2 – 8 Mar  week 10  Europe/Warsaw (UTC+01:00)  read-only                                                                                                                      10:12
         Blocks            today  week │      Mon 2 Mar     ┌─ Any action by its name ─────────────────────────────────────────────────────────────────────┐   Sa Su
         Court                12   112 │00:00 ┄┄┄┄┄┄┄┄┄┄┄┄┄┄│ :next-                                                                                       │┄┄┄┄┄┄┄
        ▸Dr. Żaneta Wójcik     2     5 │09:00 · taken       │ next-available      next slot that is available                      booking      >          │
         Room 7 with a rather l… draft │  :30 · off         │ next-match          next match of the search                         finding      n          │
                                       │▸10:12              │ next-slot           next slot in time                                moving about w          │
                                       │  :30               │ next-period         next week, day, month, year                      moving about ] PgDn     │
                                       │11:00               │ next-month          a month on                                       moving about }          │
                                       │  :30               │ next-block          next booking block                               moving about Tab        │
                                       │12:00               │                                                                                              │
                                       │12:30 ┄┄┄┄┄┄┄┄┄┄┄┄┄┄│                                                                                              │┄┄┄┄┄┄┄
                                       │                    │                                                                                              │
                                       │                    │                                                                                              │
                                       │                    │                                                                                              │
                                       │                    │                                                                                              │
                                       │                    │                                                                                              │
                                       │                    │                                                                                              │
                                       │                    │                                                                                              │
                                       │                    │                                                                                              │
                                       │                    │                                                                                              │
                                       │                    │                                                                                              │
                                       │                    │                                                                                              │
                                       │                    │                                                                                              │
                                       │                    │                                                                                              │
                                       │                    │                                                                                              │
                                       │                    │                                                                                              │
                                       │                    │                                                                                              │
                                       │                    │                                                                                              │
                                       │                    │                                                                                              │
                                       │                    │                                                                                              │
                                       │                    │                                                                                              │
                                       │                    │                                                                                              │
                                       │                    │                                                                                              │
                                       │                    │                                                                                              │
                                       │                    │                                                                                              │
                                       │                    │                                                                                              │
                                       │                    │                                                                                              │
                                       │                    │                                                                                              │
                                       │                    │                                                                                              │
                                       │                    │                                                                                              │
                                       │                    │                                                                                              │
                                       │                    │                                                                                              │
                                       │                    │                                                                                              │
                                       │                    │                                                                                              │
                                       │                    │                                                                                              │
                                       │                    │                                                                                              │
                                       │                    │                                                                                              │
                                       │                    └──────────────────────────────────────────────────────────────────────────────────────────────┘
        Wed 4 Mar 11:00–11:30, locked by ben for 14 min
        Enter do it  Tab complete  ↑↓ choose  Esc back
        """
    )
  }

  /// The cursor stands in the field, the choice is reversed, and what cannot be done is dim.
  @Test func choiceAndObstaclesShow() throws {
    var state = try Self.state(80, 24)
    #expect(state.drawn().cursor == Canvas.Position(x: 8, y: 2))
    state.press("C-u")
    state.type("lock")
    state.press("Down")
    let canvas = state.drawn()
    let rows = canvas.text.split(separator: "\n")
    #expect(rows[3].hasPrefix("│ toggle-lock         The store is open for reading only. "))
    let styles = canvas.styles.split(separator: "\n")
    #expect(styles[3].dropFirst(2).hasPrefix(",,,,,,"))
    #expect(styles[3].dropFirst(68).first == "k")
    #expect(styles[4].dropFirst(2).hasPrefix(String(repeating: "v", count: 76)))
    #expect(!styles[5].contains(",") && !styles[5].contains("v"))
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
      state.drawn().text.contains("Nothing is called \"next-zzz\". Type a part of a name, or Esc.")
    )
  }

  @Test func listFollowsTheChoice() throws {
    var state = try Self.state(40, 10)
    state.press("C-u")
    for _ in KeyMap.standard.bindings { state.press("PgDn") }
    #expect(state.drawn().text.contains("│ configure "))
    state.press("Up")
    #expect(state.drawn().text.contains("│ delete-block "))
  }
}
