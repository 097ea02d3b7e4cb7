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
    #expect(
      try Self.twelveHours(80, 24).drawn().text == """
         Dr. Żaneta Wójcik  03/02-03/08/2026  Europe/Warsaw                    10:12 am
                 Mon Mar 2 Tue Mar 3 Wed Mar 4 Thu Mar 5 Fri Mar 6 Sat Mar 7 Sun Mar 8
        12:00 am ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄
         8:45 am
         9:00 am · 1/1     · 2/3     · 1/1     ○ 0/1     ◐ 4/12
          :15    │         │         │         │         │
          :30    · off                                   │
          :45    │                                       │
        ▸10:12 am                    · 1/2 now           │
          :15                        │                   │
          :30                        ◐ 1/2
          :45                        │
        11:00 am                     ◆ 0/1 14m ✕ off
          :15                        │         │
          :30                        ◆ 0/1 3h  │
          :45                        │         │
        12:00 pm                     ● 2/2
          :15                        │
          :30
        12:45 pm ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄


        Wed Mar 4 11:00–11:30 am, 0 of 1 taken, locked by ben for 14 min (L unlocks)
        d on/off  L lock  a book  c create  e edit  D delete  Enter details  g date
        """
    )
  }

  @Test func twelveHoursAt40Columns() throws {
    #expect(
      try Self.twelveHours(40, 10).drawn().text == """
         Dr. Żane…  Europe/Warsaw      10:12 am
                 Tue Mar 3 Wed Mar 4 Thu Mar 5
         9:00 am · 2/3     · 1/1     ○ 0/1
          :30
        ▸10:12 am          · 1/2 now
          :30              ◐ 1/2
        11:00 am           ◆ 0/1 14m ✕ off
        Wed Mar 4 11:00–11:30 am, 0 of 1 taken,
        locked by ben for 14 min (L unlocks)
        d on/off  L lock  a book  c create
        """
    )
  }

  @Test func agendaOfTwelveHours() throws {
    var state = try Self.twelveHours(80, 24)
    state.choose(.agenda)
    #expect(
      state.drawn().text == """
         Dr. Żaneta Wójcik  03/02-03/08/2026  Europe/Warsaw                    10:12 am
          time↑                                state      taken  locked until
        · Mon Mar 2 9:00–9:30 am               past         1/1
        · Mon Mar 2 9:30–10:00 am              past, off    0/1
        · Tue Mar 3 9:00–9:30 am               past         2/3
        · Wed Mar 4 9:00–9:30 am               past         1/1
        · Wed Mar 4 10:00–10:30 am             has begun    1/2
        ◐ Wed Mar 4 10:30–11:00 am             partly       1/2
        ◆ Wed Mar 4 11:00–11:30 am             locked       0/1  10:26 am ben
        ◆ Wed Mar 4 11:30 am–12:00 pm          locked       0/1  1:32 pm ana
        ● Wed Mar 4 12:00–12:30 pm             full         2/2
        ○ Thu Mar 5 9:00–9:30 am               available    0/1
        ✕ Thu Mar 5 11:00 am–12:00 pm          disabled     0/1
        ◐ Fri Mar 6 9:00–10:30 am              partly      4/12








        Wed Mar 4 11:00–11:30 am, 0 of 1 taken, locked by ben for 14 min (L unlocks)
        o sort  d on/off  L lock  a book  c create  e edit  D delete  Enter details
        """
    )
  }

  @Test func agendaOfTwelveHoursAt40Columns() throws {
    var state = try Self.twelveHours(40, 10)
    state.choose(.agenda)
    #expect(
      state.drawn().text == """
         Dr. Żane…  Europe/Warsaw      10:12 am
          time↑                        state
        · Tue Mar 3 9:00–9:30 am       past
        · Wed Mar 4 9:00–9:30 am       past
        · Wed Mar 4 10:00–10:30 am     has begun
        ◐ Wed Mar 4 10:30–11:00 am     partly
        ◆ Wed Mar 4 11:00–11:30 am     locked
        Wed Mar 4 11:00–11:30 am, 0 of 1 taken,
        locked by ben for 14 min (L unlocks)
        o sort  d on/off  L lock  a book
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
    #expect(rows[4].hasPrefix(" 2:00 am+02:00 "))
    #expect(rows[10].hasPrefix(" 2:30 am+01:00 ░"))
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
         Dr. Żaneta Wójcik  01.03.2026 to 07.03.2026  Europe/Warsaw (UTC+01:00)   10:12
              Sun 1 Mar Mon 2 Mar Tue 3 Mar Wed 4 Mar Thu 5 Mar Fri 6 Mar Sat 7 Mar
        00:00 ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄
        07:00
          :30
        08:00
          :30
        09:00           · 1/1     · 2/3     · 1/1     ○ 0/1     ◐ 4/12
          :30           · off                                   │
        ▸10:12                              · 1/2 now           │
          :30                               ◐ 1/2
        11:00                               ◆ 0/1 14m ✕ off
          :30                               ◆ 0/1 3h  │
        12:00                               ● 2/2
          :30
        13:00
          :30
        14:00
          :30
        15:00
          :30
        16:00
        Wed 4 Mar 11:00–11:30, 0 of 1 taken, locked by ben for 14 min (L unlocks)
        d on/off  L lock  a book  c create  e edit  D delete  Enter details  g date
        """
    )
  }
}
