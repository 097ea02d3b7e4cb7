import SlotDomain
import TerminalKit
import Testing

@testable import SlotTUI

/// What marked slots look like: a sign in the cell, and the count at the bottom.
@Suite struct MarkSnapshotTests {
  /// Wednesday 11:00 and 11:30, and the first slot of the week.
  private static func state(_ width: Int, _ height: Int) throws -> AppState {
    var state = try SnapshotTests.state(width, height)
    state.press("Space", "Space", "Home", "Space")
    return state
  }

  @Test func marksAt80Columns() throws {
    let canvas = try Self.state(80, 24).drawn()
    #expect(
      canvas.text == """
         Dr. Żaneta Wójcik  2 – 8 Mar  week 10  Europe/Warsaw (UTC+01:00)         10:12
              Mon 2 Mar     Tue 3 Mar     Wed 4 today   Thu 5 Mar     Fri 6 Mar    Sa Su
        00:00 ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄
        09:00 ·✓taken       · 2 taken     · taken       ○ free        ◐ 8 free  4…
          :30 · off                                                   │
        ▸10:12                            · now 1 taken               │
          :30                             ◐ 1 free  1 …
        11:00                             ◆✓ben 14m     ✕ off
          :30                             ◆✓ana 3h      │
        12:00                             ● 2 taken
        12:30 ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄











        Mon 2 Mar 09:30–10:00, past, disabled
        3 slots marked: a d L S D e y act on all, Esc clears   >  a  /  Enter  v  ?  q
        """
    )
    let rows = canvas.styles.split(separator: "\n")
    let row = "ggggg" + String(repeating: " ", count: 29) + "lmlllllll     d ddd"
    #expect(rows.contains { $0 == row })
  }

  @Test func marksInASCII() throws {
    let rows = try Self.state(80, 24).drawn(.ascii).text.split(separator: "\n")
    #expect(rows[3] == "09:00 .*taken       . 2 taken     . taken       o free        % 8 free  4~")
    let locked = "11:00" + String(repeating: " ", count: 29) + "L*ben 14m     x off"
    #expect(rows.contains { $0 == locked })
    #expect(
      rows.last
        == "3 slots marked: a d L S D e y act on all, Esc clears   >  a  /  Enter  v  ?  q"
    )
  }

  @Test func marksAt40Columns() throws {
    let drawn = try Self.state(40, 10).drawn().text
    #expect(
      drawn == """
         Dr. Żaneta Wójcik  2 – 8 Mar     10:12
              Mon 2 Mar   Tue 3 Mar   Wed 4 Mar
        09:00 ·✓taken     · 2 taken   · taken
          :30 · off
        ▸10:12                        · now 1 t…
          :30                         ◐ 1 free
        11:00↓                        ◆✓ben 14m
        Mon 2 Mar 09:30–10:00, past, disabled

        3 marked: d L S D e y, Esc clears   ?  q
        """
    )
  }

  @Test func openRange() throws {
    var state = try SnapshotTests.state(80, 24)
    state.press("V", "j", "j")
    let text = "\nRange from Wed 4 Mar 11:00: V marks 3 slots, Esc gives it up   >  a  /  ?  q"
    #expect(state.drawn().text.hasSuffix(text))
    state = try SnapshotTests.state(40, 10)
    state.press("V")
    #expect(state.drawn().text.hasSuffix("\nRange: V marks 1 slot, Esc ends it   ?"))
  }

  /// Marking one slot changes its own cell of the grid and no other, but for the focus.
  @Test func markIsOneCell() throws {
    var state = try SnapshotTests.state(80, 24)
    let before = state.drawn()
    state.press("Space", "k")
    let after = state.drawn()
    let week = ScreenLayout(state.size).week
    var changed = 0
    for y in week.y..<week.maxY {
      for x in week.x..<week.maxX where before[x, y] != after[x, y] { changed += 1 }
    }
    #expect(changed == 1)
  }
}
