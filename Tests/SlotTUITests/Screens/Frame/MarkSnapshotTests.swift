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
         Dr. Żaneta Wójcik  2026-03-02..03-08  Europe/Warsaw                      10:12
              Mon 2 Mar Tue 3 Mar Wed 4 Mar Thu 5 Mar Fri 6 Mar Sat 7 Mar Sun 8 Mar
        00:00 ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄
        08:45
        09:00 ·✓1/1     · 2/3     · 1/1     ○ 0/1     ◐ 4/12
          :15 │         │         │         │         │
          :30 · off                                   │
          :45 │                                       │
        ▸10:12                    · 1/2 now           │
          :15                     │                   │
          :30                     ◐ 1/2
          :45                     │
        11:00                     ◆✓0/1 14m ✕ off
          :15                     │         │
          :30                     ◆✓0/1 3h  │
          :45                     │         │
        12:00                     ● 2/2
          :15                     │
          :30
        12:45 ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄


        Mon 2 Mar 09:30–10:00, 0 of 1 taken, past, disabled
        3 slots marked: d L D e y act on all, Esc clears   d on/off  L lock  a book
        """
    )
    let row = canvas.styles.split(separator: "\n", omittingEmptySubsequences: false)[12]
    #expect(row == "ggggg                     lmlllllll ddddd")
  }

  @Test func marksInASCII() throws {
    let rows = try Self.state(80, 24).drawn(.ascii).text.split(separator: "\n")
    #expect(rows[4] == "09:00 .*1/1     . 2/3     . 1/1     o 0/1     % 4/12")
    #expect(rows[12] == "11:00                     L*0/1 14m x off")
    #expect(
      rows.last == "3 slots marked: d L D e y act on all, Esc clears   d on/off  L lock  a book"
    )
  }

  @Test func marksAt40Columns() throws {
    #expect(
      try Self.state(40, 10).drawn().text == """
         Dr. Żanet…  Europe/Warsaw        10:12
              Mon 2 Mar  Tue 3 Mar  Wed 4 Mar
        09:00 ·✓1/1      · 2/3      · 1/1
          :30 · off
        ▸10:12                      · 1/2 now
          :30                       ◐ 1/2
        11:00                       ◆✓0/1 14m
        Mon 2 Mar 09:30–10:00, 0 of 1 taken,
        past, disabled
        3 marked: d L D e y, Esc clears
        """
    )
  }

  @Test func openRange() throws {
    var state = try SnapshotTests.state(80, 24)
    state.press("V", "j", "j")
    let text = "\nRange from Wed 4 Mar 11:00: V marks 3 slots, Esc gives it up   d on/off  L lock"
    #expect(state.drawn().text.hasSuffix(text))
    state = try SnapshotTests.state(40, 10)
    state.press("V")
    #expect(state.drawn().text.hasSuffix("\nRange: V marks 1 slot, Esc ends it"))
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
