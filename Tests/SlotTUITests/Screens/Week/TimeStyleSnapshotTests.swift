import SlotDomain
import TerminalKit
import Testing

@testable import SlotTUI

/// The week as somebody sees it who wants twelve hours, another order of dates or another first day.
@Suite struct TimeStyleSnapshotTests {
  private static func twelveHours(_ width: Int, _ height: Int) throws -> AppState {
    var scene = try SnapshotTests.week(width, height)
    scene.settings.timeStyle = TimeStyle(clock: .twelve, dateOrder: .mdy)
    return scene.state(on: scene.slots[6])
  }

  @Test func twelveHoursAt80Columns() throws {
    let drawn = try Self.twelveHours(80, 24).drawn().text
    #expect(
      drawn == """
         Dr. Żaneta Wójcik  Mar 2 – 8  week 10  Europe/Warsaw (UTC+01:00)      10:12 am
                 Mon Mar 2     Tue Mar 3    Wed 4 today  Thu Mar 5    Fri Mar 6    Sa Su
        12:00 am ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄
         9:00 am · taken       · 2 taken    · taken      ○ free       ◐ 8 free  4…
          :30    · off                                                │
        ▸10:12 am                           · now 1 tak…              │
          :30                               ◐ 1 free  1…
        11:00 am                            ◆ ben 14m    ✕ off
          :30                               ◆ ana 3h     │
        12:00 pm                            ● 2 taken
        12:30 pm ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄











        Wed Mar 4 11:00–11:30 am, locked by ben for 14 min (L unlocks)
        > next free  a book  / find  Enter details  v views  u undo  ? help  q leave
        """
    )
  }

  @Test func twelveHoursAt40Columns() throws {
    let drawn = try Self.twelveHours(40, 10).drawn().text
    #expect(
      drawn == """
         Dr. Żaneta Wójcik  Mar 2 – 8  10:12 am
                 Tue Mar 3  Wed Mar 4  Thu Mar 5
         9:00 am · 2 taken  · taken    ○ free
          :30
        ▸10:12 am           · now 1 t…
          :30               ◐ 1 free
        11:00 am↓           ◆ ben 14m  ✕ off
        Wed Mar 4 11:00–11:30 am, locked by ben
        for 14 min (L unlocks)
        >  a  /  Enter  v  u  ? help  q leave
        """
    )
  }

  /// What stands in the way is said as all else is: a form and the sentence below the grid.
  @Test func refusalsOfTwelveHours() throws {
    var state = try Self.twelveHours(80, 24)
    let slot = state.week.slots[6]
    let refusal = SlotError.slotsOverlap(slot.range, existing: slot.range, isNew: false)
    _ = state.update(.refused(refusal), at: state.now)
    #expect(
      state.drawn().text.contains(
        "E024: 03/04/2026 11:00–11:30 am overlaps the slot 03/04/2026 11:00–11:30 am."
      )
    )
    state.press("c", "C-u", "C-k")
    state.type("03/29/2026 2:30 am")
    state.press("Enter")
    #expect(
      state.drawn().text.contains(
        "2:30 am does not exist on 03/29/2026: the clock goes from 2:00"
      )
    )
  }

  @Test func agendaOfTwelveHours() throws {
    var state = try Self.twelveHours(80, 24)
    state.choose(.agenda)
    #expect(
      state.drawn().text == """
         Dr. Żaneta Wójcik  Mar 2 – 8  week 10  Europe/Warsaw (UTC+01:00)      10:12 am
          time↑                         state       free      who
        · Mon Mar 2 9:00–9:30 am        past                  taken
        · Mon Mar 2 9:30–10:00 am       past, off
        · Tue Mar 3 9:00–9:30 am        past                  2 taken
        · Wed Mar 4 9:00–9:30 am        past                  taken
        · Wed Mar 4 10:00–10:30 am      has begun             1 taken
        ◐ Wed Mar 4 10:30–11:00 am      partly      1 free    1 taken
        ◆ Wed Mar 4 11:00–11:30 am      locked
        ◆ Wed Mar 4 11:30 am–12:00 pm   locked
        ● Wed Mar 4 12:00–12:30 pm      full                  2 taken
        ○ Thu Mar 5 9:00–9:30 am        available   free
        ✕ Thu Mar 5 11:00 am–12:00 pm   disabled
        ◐ Fri Mar 6 9:00–10:30 am       partly      8 free    4 taken








        Wed Mar 4 11:00–11:30 am, locked by ben for 14 min (L unlocks)
        > free  a book  / find  Enter details  v views  u undo  o sort  ? help  q leave
        """
    )
  }

  @Test func agendaOfTwelveHoursAt40Columns() throws {
    var state = try Self.twelveHours(40, 10)
    state.choose(.agenda)
    #expect(
      state.drawn().text == """
         Dr. Żaneta Wójcik  Mar 2 – 8  10:12 am
          time↑                        state
        · Tue Mar 3 9:00–9:30 am       2 taken
        · Wed Mar 4 9:00–9:30 am       taken
        · Wed Mar 4 10:00–10:30 am     1 taken
        ◐ Wed Mar 4 10:30–11:00 am     1 taken
        ◆ Wed Mar 4 11:00–11:30 am     locked
        Wed Mar 4 11:00–11:30 am, locked by ben
        for 14 min (L unlocks)
        >  a  /  Enter  v  u  o  ? help  q leave
        """
    )
  }

  /// A field shows what it wants, and its text is in the same form.
  @Test func formOfTwelveHours() throws {
    var state = try Self.twelveHours(80, 24)
    state.press("e")
    let row = "│ Start     03/04/2026 11:00 am         11/23/2026 9:00 am       │"
    #expect(state.drawn().text.contains(row))
  }

  /// The hour that comes twice has offsets, and room for them.
  @Test func repeatedHourOfTwelveHours() throws {
    var scene = try Scene("2026-10-25 12:00")
    scene.settings.timeStyle.clock = .twelve
    try scene.add("2026-10-25T02:00+02:00", 60)
    try scene.add("2026-10-25T02:30+01:00", 60)
    let rows = scene.state(on: scene.slots[1]).drawn().text.split(separator: "\n")
    #expect(rows.contains { $0.hasPrefix(" 2:00 am+02:00 ") })
    #expect(rows.contains { $0.hasPrefix(" 2:30 am+01:00 ░") })
    #expect(rows.contains { $0.hasPrefix("Sun 25 Oct 2:30 am+01:00–3:30 am, ") })
  }

  /// Hours that are not to be folded, a week from Sunday without a number, the day before the month.
  @Test func weekFromSunday() throws {
    var scene = try SnapshotTests.week(80, 24)
    scene.settings.firstWeekday = .sunday
    scene.settings.timeStyle.dateOrder = .dmy
    scene.settings.hours = 7 * 60..<20 * 60
    scene.firstDay = scene.zone.date(scene.now).startOfWeek(firstDay: .sunday)
    let state = scene.state(on: scene.slots[6])
    #expect(
      state.drawn().text == """
         Dr. Żaneta Wójcik  1 – 7 Mar  Europe/Warsaw (UTC+01:00)                  10:12
              Su Mon 2 Mar     Tue 3 Mar     Wed 4 today   Thu 5 Mar     Fri 6 Mar    Sa
        00:00 ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄
        07:00
          :30
        08:00
          :30
        09:00    · taken       · 2 taken     · taken       ○ free        ◐ 8 free  4…
          :30    · off                                                   │
        ▸10:12                               · now 1 taken               │
          :30                                ◐ 1 free  1 …
        11:00                                ◆ ben 14m     ✕ off
          :30                                ◆ ana 3h      │
        12:00                                ● 2 taken
          :30
        13:00
          :30
        14:00
          :30
        15:00
          :30
        16:00
        Wed 4 Mar 11:00–11:30, locked by ben for 14 min (L unlocks)
        > next free  a book  / find  Enter details  v views  u undo  ? help  q leave
        """
    )
  }
}
