import SlotDomain
import TerminalKit
import Testing

@testable import SlotTUI

/// Whole screens as text: what a scheduler sees.
@Suite struct SnapshotTests {
  /// A week with every state in it.
  static func week(_ width: Int, _ height: Int) throws -> Scene {
    var scene = try Scene()
    scene.size = .init(width: width, height: height)
    scene.block = Scene.block(1, "Dr. Żaneta Wójcik")
    try scene.add("2026-03-02 09:00", taken: 1)
    try scene.add("2026-03-02 09:30", status: .disabled)
    try scene.add("2026-03-03 09:00", capacity: 3, taken: 2)
    try scene.add("2026-03-04 09:00", taken: 1)
    try scene.add("2026-03-04 10:00", capacity: 2, taken: 1)
    try scene.add("2026-03-04 10:30", capacity: 2, taken: 1)
    try scene.add("2026-03-04 11:00", lock: .init(owner: "ben", minutes: 14))
    try scene.add("2026-03-04 11:30", lock: .init(owner: "ana", minutes: 200))
    try scene.add("2026-03-04 12:00", capacity: 2, taken: 2, cancelled: 1)
    try scene.add("2026-03-05 09:00")
    try scene.add("2026-03-05 11:00", 60, status: .disabled)
    try scene.add("2026-03-06 09:00", 90, capacity: 12, taken: 4)
    scene.otherBlocks = [
      Scene.block(2, "Room 7 with a rather long name", status: .draft), Scene.block(3, "Court"),
    ]
    scene.available = [Scene.block(1, "").id: 5, Scene.block(3, "").id: 112]
    return scene
  }

  static func state(_ width: Int, _ height: Int) throws -> AppState {
    let scene = try week(width, height)
    return scene.state(on: scene.slots[6])
  }

  static func details(_ scene: Scene, _ index: Int) throws -> SlotDetails {
    let slot = scene.slots[index]
    let appointments = try ["Zoë Nowak", "Jan Kowalski", "Ewa"].enumerated().map { index, name in
      Appointment(
        id: Appointment.ID(high: 1, low: UInt64(index)),
        blockID: slot.blockID,
        slotID: slot.id,
        status: index == 2 ? .cancelled : .active,
        metadata: try Metadata(
          .object(["name": .string(name), "phone": .string("+48 22 555 010\(index)")])
        ),
        createdAt: scene.now,
        updatedAt: scene.now
      )
    }
    let action = Action(id: 5, at: scene.now, actor: "ben", verb: .updateSlots, objects: 1)
    let change = Change(
      subject: .slot(slot.id),
      before: ["capacity": .string("1")],
      after: ["capacity": .string("2")]
    )
    return SlotDetails(
      slot: slot,
      appointments: appointments,
      history: [JournalEntry(action: action, changes: [change])]
    )
  }

  // MARK: The week

  @Test func weekAt80Columns() throws {
    let canvas = try Self.state(80, 24).drawn()
    #expect(
      canvas.text == """
         Dr. Żaneta Wójcik  2026-03-02..03-08  Europe/Warsaw                      10:12
              Mon 2 Mar Tue 3 Mar Wed 4 Mar Thu 5 Mar Fri 6 Mar Sat 7 Mar Sun 8 Mar
        00:00 ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄
        08:45
        09:00 · 1/1     · 2/3     · 1/1     ○ 0/1     ◐ 4/12
          :15 │         │         │         │         │
          :30 · off                                   │
          :45 │                                       │
        ▸10:12                    · 1/2 now           │
          :15                     │                   │
          :30                     ◐ 1/2
          :45                     │
        11:00                     ◆ 0/1 14m ✕ off
          :15                     │         │
          :30                     ◆ 0/1 3h  │
          :45                     │         │
        12:00                     ● 2/2
          :15                     │
          :30
        12:45 ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄


        Wed 4 Mar 11:00–11:30, 0 of 1 taken, locked by ben for 14 min (L unlocks)
        d on/off  L lock  a book  c create  e edit  D delete  Enter details  g date
        """
    )
    #expect(
      canvas.styles == """
        tttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttt
              hhhhhhhhh hhhhhhhhh yyyyyyyyy hhhhhhhhh hhhhhhhhh hhhhhhhhh hhhhhhhhh
        zzzzz zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz
        ggggg
        ggggg ooooo     ooooo     ooooo     aaaaa     pppppp
        ggggg o         o         o         a         p
        ggggg ooooo                                   p
        ggggg o                                       p
        nnnnnn                    ooooooooo           p
        ggggg                     o                   p
        ggggg                     ppppp
        ggggg                     p
        ggggg                     LLLLLLLLL ddddd
        ggggg                     l         d
        ggggg                     llllllll  d
        ggggg                     l         d
        ggggg                     fffff
        ggggg                     f
        ggggg
        zzzzz zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz



        kiiiiiii  kiiiii  kiiiii  kiiiiiii  kiiiii  kiiiiiii  kkkkkiiiiiiii  kiiiii
        """
    )
  }

  @Test func weekAt40Columns() throws {
    #expect(
      try Self.state(40, 10).drawn().text == """
         Dr. Żanet…  Europe/Warsaw        10:12
              Tue 3 Mar  Wed 4 Mar  Thu 5 Mar
        09:00 · 2/3      · 1/1      ○ 0/1
          :30
        ▸10:12           · 1/2 now
          :30            ◐ 1/2
        11:00            ◆ 0/1 14m  ✕ off
        Wed 4 Mar 11:00–11:30, 0 of 1 taken,
        locked by ben for 14 min (L unlocks)
        d on/off  L lock  a book  c create
        """
    )
  }

  @Test func weekAt200Columns() throws {
    let scene = try Self.week(200, 50)
    var state = scene.state(on: scene.slots[8])
    state.panel = try Self.details(scene, 8)
    #expect(
      state.drawn().text == """
         Dr. Żaneta Wójcik  2026-03-02 to 2026-03-08  week 10  Europe/Warsaw (UTC+01:00)                                                                                                                  10:12
         Blocks           free │      Mon 2 Mar         Tue 3 Mar         Wed 4 Mar         Thu 5 Mar         Fri 6 Mar         Sat 7 Mar         Sun 8 Mar         │ start       2026-03-04T12:00:00.000+01:00
         Court             112 │00:00 ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄ │ end         2026-03-04T12:30:00.000+01:00
        ▸Dr. Żaneta Wójcik   5 │08:50                                                                                                                               │ length      30 min
         Room 7 with a … draft │09:00 · 1/1             · 2/3             · 1/1             ○ 0/1             ◐ 4/12                                                │ status      active
                               │  :10 │                 │                 │                 │                 │                                                     │ available   no: full (e raises the
                               │  :20 │                 │                 │                 │                 │                                                     │             capacity)
                               │  :30 · off                                                                   │                                                     │ taken       2 of 2
                               │  :40 │                                                                       │                                                     │ cancelled   1
                               │  :50 │                                                                       │                                                     │ lockable    yes
                               │10:00                                     · 1/2 now                           │                                                     │ locked      no
                               │▸10:12                                    │━━━━━━━━━━━━━━━━                   │                                                     │ created     2026-02-25T06:13:20.000Z
                               │  :20                                     │                                   │                                                     │ updated     2026-02-25T06:13:20.000Z
                               │  :30                                     ◐ 1/2                                                                                     │ id          51070000-0000-4000-8000-00000
                               │  :40                                     │                                                                                         │             0000009
                               │  :50                                     │                                                                                         │
                               │11:00                                     ◆ 0/1 14m         ✕ off                                                                   │ Appointments
                               │  :10                                     │                 │                                                                       │ Zoë Nowak, +48 22 555 0100
                               │  :20                                     │                 │                                                                       │ Jan Kowalski, +48 22 555 0101
                               │  :30                                     ◆ 0/1 3h          │                                                                       │ Ewa, +48 22 555 0102 (cancelled)
                               │  :40                                     │                 │                                                                       │
                               │  :50                                     │                 │                                                                       │ History
                               │12:00                                     ● 2/2 full                                                                                │ Wed 4 Mar 10:12 ben slot update capacity
                               │  :10                                     │                                                                                         │ 1 → 2
                               │  :20                                     │                                                                                         │
                               │  :30                                                                                                                               │
                               │12:40 ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄ │
                               │                                                                                                                                    │
                               │                                                                                                                                    │
                               │                                                                                                                                    │
                               │                                                                                                                                    │
                               │                                                                                                                                    │
                               │                                                                                                                                    │
                               │                                                                                                                                    │
                               │                                                                                                                                    │
                               │                                                                                                                                    │
                               │                                                                                                                                    │
                               │                                                                                                                                    │
                               │                                                                                                                                    │
                               │                                                                                                                                    │
                               │                                                                                                                                    │
                               │                                                                                                                                    │
                               │                                                                                                                                    │
                               │                                                                                                                                    │
                               │                                                                                                                                    │
                               │                                                                                                                                    │
                               │                                                                                                                                    │
                               │                                                                                                                                    │
        Wed 4 Mar 12:00–12:30, 2 of 2 taken, full (e raises the capacity)
        d on/off  L lock  a book  c create  e edit  D delete  Enter details  g date  b block  u undo  ? help  q leave
        """
    )
  }

  @Test func weekInASCII() throws {
    #expect(
      try Self.state(80, 24).drawn(.ascii).text == """
         Dr. Zaneta Wojcik  2026-03-02..03-08  Europe/Warsaw                      10:12
              Mon 2 Mar Tue 3 Mar Wed 4 Mar Thu 5 Mar Fri 6 Mar Sat 7 Mar Sun 8 Mar
        00:00 -------------------------------------------------------------------------
        08:45
        09:00 . 1/1     . 2/3     . 1/1     o 0/1     % 4/12
          :15 |         |         |         |         |
          :30 . off                                   |
          :45 |                                       |
        >10:12                    . 1/2 now           |
          :15                     |                   |
          :30                     % 1/2
          :45                     |
        11:00                     L 0/1 14m x off
          :15                     |         |
          :30                     L 0/1 3h  |
          :45                     |         |
        12:00                     @ 2/2
          :15                     |
          :30
        12:45 -------------------------------------------------------------------------


        Wed 4 Mar 11:00-11:30, 0 of 1 taken, locked by ben for 14 min (L unlocks)
        d on/off  L lock  a book  c create  e edit  D delete  Enter details  g date
        """
    )
  }

  @Test func readOnly() throws {
    var scene = try Self.week(80, 24)
    scene.settings.isReadOnly = true
    #expect(
      scene.state(on: scene.slots[6]).drawn().text == """
         Dr. Żaneta Wójcik  2026-03-02..03-08  Europe/Warsaw                      10:12
              Mon 2 Mar Tue 3 Mar Wed 4 Mar Thu 5 Mar Fri 6 Mar Sat 7 Mar Sun 8 Mar
        00:00 ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄
        08:45
        09:00 · 1/1     · 2/3     · 1/1     ○ 0/1     ◐ 4/12
          :15 │         │         │         │         │
          :30 · off                                   │
          :45 │                                       │
        ▸10:12                    · 1/2 now           │
          :15                     │                   │
          :30                     ◐ 1/2
          :45                     │
        11:00                     ◆ 0/1 14m ✕ off
          :15                     │         │
          :30                     ◆ 0/1 3h  │
          :45                     │         │
        12:00                     ● 2/2
          :15                     │
          :30
        12:45 ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄


        Wed 4 Mar 11:00–11:30, 0 of 1 taken, locked by ben for 14 min
        Enter details  g date  b block  ? help  q leave
        """
    )
  }

  @Test func emptyWeek() throws {
    #expect(
      try Scene().state(on: .now).drawn().text == """
         Dr. Ada  2026-03-02 to 2026-03-08  week 10  Europe/Warsaw (UTC+01:00)    10:12
              Mon 2 Mar Tue 3 Mar Wed 4 Mar Thu 5 Mar Fri 6 Mar Sat 7 Mar Sun 8 Mar
        00:00 ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄
        08:00
        09:00
        ▸10:12                    ━━━━━━━━━
        11:00
        12:00
        13:00
        14:00
        15:00
        16:00
        17:00
        18:00 ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄








        Wed 4 Mar 10:00, no slot (c creates one)
        d on/off  L lock  a book  c create  e edit  D delete  Enter details  g date
        """
    )
  }

  @Test func emptyStore() throws {
    var scene = try Scene()
    scene.block = nil
    scene.size = .init(width: 80, height: 12)
    #expect(
      scene.state(on: .now).drawn().text == """
         slottui                                                                  10:12
                     This store is empty.

                     c  creates a booking block: a doctor, a room, a court
                     t  starts a guided tour, on sample data elsewhere
                     s  loads sample data into this store
                     slottui import  takes over files, on the command line
                     ?  shows all keys
                     q  leaves


        c create a block  ? help  q leave
        """
    )
  }

  @Test func tooSmall() throws {
    #expect(
      try Self.state(39, 3).drawn().text == """
        slottui needs 40×10.


        """
    )
  }

  @Test func overMidnight() throws {
    var scene = try Scene()
    scene.size = .init(width: 80, height: 16)
    try scene.add("2026-03-04 22:00", 240, capacity: 4, taken: 1)
    try scene.add("2026-03-06 23:00", 60)
    try scene.add("2026-03-07 00:00", 60)
    #expect(
      scene.state(on: scene.slots[0]).drawn().text == """
         Dr. Ada  2026-03-02 to 2026-03-08  week 10  Europe/Warsaw (UTC+01:00)    10:12
              Mon 2 Mar Tue 3 Mar Wed 4 Mar Thu 5 Mar Fri 6 Mar Sat 7 Mar Sun 8 Mar
        00:00                               ↑ 1/4               ○ 0/1
          :30                               │                   │
        01:00                               │
          :30                               │
        02:00
        ▸10:12┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄━━━━━━━━━┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄
        21:30
        22:00                     ◐ 1/4
          :30                     │
        23:00                     │                   ○ 0/1
          :30                     │                   │

        Wed 4 Mar 22:00–Thu 5 Mar 02:00, 1 of 4 taken
        d on/off  L lock  a book  c create  e edit  D delete  Enter details  g date
        """
    )
  }

  @Test func unalignedSlotsSayTheirTimeWhereItFits() throws {
    var scene = try Scene()
    for start in ["11:00", "11:07", "11:40", "12:01"] { try scene.add("2026-03-04 \(start)", 7) }
    for (width, cell) in [(80, "  ○ 0/1"), (110, "  ○ 0/1"), (130, "  ○ 0/1 11:07")] {
      scene.size = .init(width: width, height: 16)
      let rows = scene.state(on: scene.slots[1]).drawn().text.split(separator: "\n")
      #expect(rows.contains { $0.contains("  :05 ") && $0.hasSuffix(cell) })
    }
  }

  // MARK: Days on which the clock changes

  private static func clockChange(_ now: String, _ starts: [String]) throws -> AppState {
    var scene = try Scene(now)
    scene.size = .init(width: 80, height: 16)
    for start in starts { try scene.add(start, 60) }
    try scene.add("\(scene.firstDay.adding(days: 4)) 02:00", 60)
    return scene.state(on: scene.slots[1])
  }

  @Test func springWeek() throws {
    let days = ["00:00", "01:00", "03:00", "04:00"].map { "2026-03-29 \($0)" }
    #expect(
      try Self.clockChange("2026-03-27 10:00", days).drawn().text == """
         Dr. Ada  2026-03-23 to 2026-03-29  week 13  Europe/Warsaw (UTC+01:00)    10:00
              Mon 23    Tue 24    Wed 25    Thu 26    Fri 27    Sat 28    Sun 29
        00:00                                                             ○ 0/1
          :30                                                             │
        01:00                                                             ○ 0/1
          :30                                                             │
        02:00                                         · 0/1               ░░░░░░░░░
          :30                                         │                   ░░░░░░░░░
        03:00                                                             ○ 0/1
          :30                                                             │
        04:00                                                             ○ 0/1
          :30                                                             │
        05:00
        ▸10:00┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄━━━━━━━━━┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄
        Sun 29 Mar 01:00–03:00, 0 of 1 taken
        d on/off  L lock  a book  c create  e edit  D delete  Enter details  g date
        """
    )
  }

  @Test func autumnWeek() throws {
    let days = ["01:00", "02:00+02:00", "02:00+01:00", "03:00"].map { "2026-10-25 \($0)" }
    #expect(
      try Self.clockChange("2026-10-23 10:00", days).drawn().text == """
         Dr. Ada  2026-10-19 to 2026-10-25  week 43  Europe/Warsaw (UTC+02:00)    10:00
                    Mon 19   Tue 20   Wed 21   Thu 22   Fri 23   Sat 24   Sun 25
        00:00
          :30
        01:00                                                             ○ 0/1
          :30                                                             │
        02:00+02:00                                     · 0/1             ○ 0/1
        02:30+02:00                                     │                 │
        02:00+01:00 ░░░░░░░░ ░░░░░░░░ ░░░░░░░░ ░░░░░░░░ ░░░░░░░░ ░░░░░░░░ ○ 0/1
        02:30+01:00 ░░░░░░░░ ░░░░░░░░ ░░░░░░░░ ░░░░░░░░ ░░░░░░░░ ░░░░░░░░ │
        03:00                                                             ○ 0/1
          :30                                                             │
        04:00
        ▸10:00      ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄━━━━━━━━┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄
        Sun 25 Oct 02:00+02:00–02:00+01:00, 0 of 1 taken
        d on/off  L lock  a book  c create  e edit  D delete  Enter details  g date
        """
    )
  }

  @Test func skippedHourUnderTheCursor() throws {
    var state = try Self.clockChange("2026-03-27 10:00", ["2026-03-29 00:00", "2026-03-29 01:00"])
    state.press("j")
    #expect(
      state.drawn().text.contains("Sun 29 Mar 02:00 does not exist: the clock changes.")
    )
  }

  // MARK: Over the grid

  @Test func help() throws {
    var state = try Self.state(80, 24)
    state.press("?")
    #expect(
      state.drawn().text == """
         Dr. Żaneta Wójcik  2026-03-02..03-08  Europe/Warsaw                      10:12
              Mo┌─ Keys ───────────────────────────────────────────────────────┐Mar
        00:00 ┄┄│ h Left         a day back; among blocks, the one before      │┄┄┄┄┄┄┄
        08:45   │ j Down         the slot or free row below                    │
        09:00 · │ k Up           the slot or free row above                    │
          :15 │ │ l Right        a day on; among blocks, the next one          │
          :30 · │ w              next slot in time                             │
          :45 │ │ W              previous slot in time                         │
        ▸10:12  │ >              next slot that is available                   │
          :15   │ <              previous slot that is available               │
          :30   │ ] PgDn         next week, day or month: what is shown        │
          :45   │ [ PgUp         previous week, day or month                   │
        11:00   │ }              a month on                                    │
          :15   │ {              a month back                                  │
          :30   │ Home           first slot or day of what is shown            │
          :45   │ End            last slot or day of what is shown             │
        12:00   │ t              the slot of now, or the next one              │
          :15   │ g              go to a date                                  │
          :30   │ Tab            next booking block                            │
        12:45 ┄┄│ S-Tab          previous booking block                        │┄┄┄┄┄┄┄
                │ b              pick a booking block by typing                │
                └────────────────────────────────────────────────────────────↓─┘
        Wed 4 Mar 11:00–11:30, 0 of 1 taken, locked by ben for 14 min (L unlocks)
        ↑↓ scroll  Esc back
        """
    )
  }

  @Test func questionAt80Columns() throws {
    var state = try Self.state(80, 24)
    state.press("L")
    let text = state.drawn().text
    #expect(
      text.hasSuffix("\nben locked this slot for another 14 min. Unlock it all the same? y/n")
    )
    #expect(state.drawn().cursor == Canvas.Position(x: 69, y: 23))
  }

  @Test func questionAt40Columns() throws {
    var state = try Self.state(40, 10)
    state.press("L")
    #expect(
      state.drawn().text == """
         Dr. Żanet…  Europe/Warsaw        10:12
              Tue 3 Mar  Wed 4 Mar  Thu 5 Mar
        09:00 · 2/3      · 1/1      ○ 0/1
          :30
        ▸10:12           · 1/2 now
          :30            ◐ 1/2
        11:00            ◆ 0/1 14m  ✕ off
        Wed 4 Mar 11:00–11:30, 0 of 1 taken, lo…
        ben locked this slot for another 14
        min. Unlock it all the same? y/n
        """
    )
    #expect(state.drawn().cursor == Canvas.Position(x: 33, y: 9))
  }

  @Test func formWithAProblem() throws {
    var state = try Self.state(80, 24)
    state.press("c", "Tab", "C-u", "x", "Enter")
    #expect(
      state.drawn().text == """
         Dr. Żaneta Wójcik  2026-03-02..03-08  Europe/Warsaw                      10:12
              Mon 2 Mar Tue 3 Mar Wed 4 Mar Thu 5 Mar Fri 6 Mar Sat 7 Mar Sun 8 Mar
        00:00 ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄
        08:45
        09:00 · 1/1     · 2/3     · 1/1     ○ 0/1     ◐ 4/12
          :15 │         │         │         │         │
          :30 ·┌─ New slot, Europe/Warsaw ──────────────────────────────────────┐
          :45 ││ Start     2026-03-04 12:30            2026-11-23 09:00         │
        ▸10:12 │ Minutes   x                           elapsed time             │
          :15  │ Capacity  2                           appointments that fit    │
          :30  │ Lockable  yes                         Space turns              │
          :45  │ Note                                                           │
        11:00  │ Metadata  {}                                                   │
          :15  │                                                                │
          :30  │ Give the length in whole minutes, from 1 on.                   │
          :45  └────────────────────────────────────────────────────────────────┘
        12:00                     ● 2/2
          :15                     │
          :30
        12:45 ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄


        Wed 4 Mar 11:00–11:30, 0 of 1 taken, locked by ben for 14 min (L unlocks)
        Enter accept  Tab next field  Esc leave
        """
    )
    #expect(state.drawn().styles.contains("!"))
  }

  @Test func formWithAProblemAt40Columns() throws {
    var state = try Self.state(40, 10)
    state.press("c", "Tab", "C-u", "x", "Enter")
    #expect(
      state.drawn().text == """
         Dr. Żanet…  Europe/Warsaw        10:12
        ┌─ New slot, Europe/Warsaw ────────────┐
        │ Start     2026-03-04 12:30           │
        │ Minutes   x                          │
        │ Give the length in whole minutes,    │
        │ from 1 on.                           │
        └──────────────────────────────────────┘
        Wed 4 Mar 11:00–11:30, 0 of 1 taken,
        locked by ben for 14 min (L unlocks)
        Enter accept  Tab next field  Esc leave
        """
    )
  }

  @Test func datePrompt() throws {
    var state = try Self.state(40, 10)
    state.press("g")
    state.type("soon")
    state.press("Enter")
    #expect(
      state.drawn().text == """
         Dr. Żanet…  Europe/Warsaw        10:12
              Tue 3 Mar  Wed 4 Mar  Thu 5 Mar
        09:00 · 2/3      · 1/1      ○ 0/1
          :30
        ▸10:12           · 1/2 now
          :30            ◐ 1/2
        11:00            ◆ 0/1 14m  ✕ off
        Write a date such as 2026-12-24, 24.12,
        24 dec, mon, tomorrow, +2w or w48.
        Go to date: soon       = ?
        """
    )
    #expect(state.drawn().cursor == Canvas.Position(x: 16, y: 9))
  }

  @Test(arguments: [
    ("", ""), ("24 dec", "= Thu 24 Dec 2026"), ("29.2", "= Tue 29 Feb 2028"),
    ("29.2.2027", "= no such day"), ("3/4", "= day or month?"), ("so", "= ?"),
  ])
  func datePreview(text: String, preview: String) throws {
    for (width, height) in [(40, 10), (80, 24)] {
      var state = try Self.state(width, height)
      state.press("g")
      state.type(text)
      let line = "Go to date: \(text)"
      let blanks = String(repeating: " ", count: width - 17 - line.count)
      #expect(
        state.drawn().text.hasSuffix(preview.isEmpty ? "\nGo to date:" : line + blanks + preview)
      )
    }
  }

  @Test func blockPicker() throws {
    for (width, height, picture) in [
      (80, 14, Self.pickerAt80Columns), (40, 10, Self.pickerAt40Columns),
    ] {
      var state = try Self.state(width, height)
      state.press("b", "o", "Down")
      #expect(state.drawn().text == picture)
    }
  }

  private static let pickerAt80Columns = """
     Dr. Żaneta Wójcik  2026-03-02..03-08  Europe/Warsaw                      10:12
          Mon 2 Mar Tue 3 Mar Wed 4 Mar Thu 5 Mar Fri 6 Mar Sat 7 Mar Sun 8 Mar
    00:00 ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄
    08:30
    09:00 · 1/┌─ Booking block ──────────────────────────────────────────┐
      :30 · of│ o                                                        │
    ▸10:12    │ Court                     Europe/Warsaw         112 free │
      :30     │ Room 7 with a rather lo…  Europe/Warsaw            draft │
    11:00     └──────────────────────────────────────────────────────────┘
      :30                     ◆ 0/1 3h  │
    12:00                     ● 2/2
      :30
    Wed 4 Mar 11:00–11:30, 0 of 1 taken, locked by ben for 14 min (L unlocks)
    Enter pick  ↑↓ choose  Esc back
    """

  private static let pickerAt40Columns = """
     Dr. Żanet…  Europe/Warsaw        10:12
    ┌─ Booking block ──────────────────────┐
    │ o                                    │
    │ Court                       112 free │
    │ Room 7 with a rather long name draft │
    └──────────────────────────────────────┘
    11:00            ◆ 0/1 14m  ✕ off
    Wed 4 Mar 11:00–11:30, 0 of 1 taken,
    locked by ben for 14 min (L unlocks)
    Enter pick  ↑↓ choose  Esc back
    """

  @Test func details() throws {
    let scene = try Self.week(80, 28)
    var state = scene.state(on: scene.slots[8])
    _ = state.update(.detailsLoaded(try Self.details(scene, 8), .overlay), at: state.now)
    state.press("j")
    #expect(
      state.drawn().text == """
         Dr. Żaneta Wójcik  2026-03-02..03-08  Europe/Warsaw                      10:12
              Mon 2 Mar Tue 3 Mar Wed 4 Mar Thu 5 Mar Fri 6 Mar Sat 7 Mar Sun 8 Mar
        00┌─ Wed 4 Mar 12:00–12:30 ──────────────────────────────────────────────────┐┄
        08│ start       2026-03-04T12:00:00.000+01:00                                │
        09│ end         2026-03-04T12:30:00.000+01:00                                │
          │ length      30 min                                                       │
          │ status      active                                                       │
          │ available   no: full (e raises the capacity)                             │
        ▸1│ taken       2 of 2                                                       │
          │ cancelled   1                                                            │
          │ lockable    yes                                                          │
          │ locked      no                                                           │
        11│ created     2026-02-25T06:13:20.000Z                                     │
          │ updated     2026-02-25T06:13:20.000Z                                     │
          │ id          51070000-0000-4000-8000-000000000009                         │
          │                                                                          │
        12│ Appointments                                                             │
          │ Zoë Nowak, +48 22 555 0100                                               │
          │ Jan Kowalski, +48 22 555 0101                                            │
        12│ Ewa, +48 22 555 0102 (cancelled)                                         │┄
          │                                                                          │
          │ History                                                                  │
          │ Wed 4 Mar 10:12 ben slot update capacity 1 → 2                           │
          └──────────────────────────────────────────────────────────────────────────┘


        Wed 4 Mar 12:00–12:30, 2 of 2 taken, full (e raises the capacity)
        ↑↓ choose  a book  m move  x cancel or enable  D delete  Esc back
        """
    )
  }

  @Test func halfTypedNumber() throws {
    var state = try Self.state(80, 24)
    state.press("3")
    #expect(
      state.drawn().text.hasSuffix(
        "\n3… then one of h j k l w W > < ] [ } { n N L S   d on/off  L lock  a book"
      )
    )
  }

  @Test func longRefusalIsWhole() throws {
    var state = try Self.state(80, 24)
    let slot = state.week.slots[6]
    let refusal = SlotError.slotsOverlap(slot.range, existing: slot.range, isNew: false)
    _ = state.update(.refused(refusal), at: state.now)
    let text = state.drawn().text
    #expect(
      text.contains("E024: 2026-03-04 11:00–11:30 overlaps the slot 2026-03-04 11:00–11:30.")
    )
    #expect(text.hasSuffix("\ntime that is free."))
  }

  // MARK: Names

  @Test func namesOfAllKindsKeepTheColumnsStraight() throws {
    var scene = try Scene()
    scene.size = .init(width: 112, height: 14)
    scene.block = Scene.block(1, "\u{1B}[31mDr.\u{7} 漢字\u{202E}")
    scene.otherBlocks = [
      Scene.block(2, "漢字の診察室とても長い名前です"), Scene.block(3, "مرحبا"),
      Scene.block(4, "e\u{301}cole"), Scene.block(5, "👨‍👩‍👧 family"),
      Scene.block(6, "Room\nDelete all? y/n"),
    ]
    try scene.add("2026-03-04 11:00", lock: .init(owner: "漢字\u{1B}", minutes: 5))
    #expect(
      scene.state(on: nil).drawn().text == """
         ␛[31mDr.␇ 漢字�  2026-03-02 to 2026-03-08  week 10  Europe/Warsaw (UTC+01:00)                            10:12
         Blocks           free │      Mon 2 Mar  Tue 3 Mar  Wed 4 Mar  Thu 5 Mar  Fri 6 Mar  Sat 7 Mar  Sun 8 Mar
        ▸␛[31mDr.␇ 漢字�     0 │▸10:12┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄━━━━━━━━━━┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄
         Room␊Delete all? y… 0 │10:50
         école               0 │11:00                       ◆ 0/1 5m
         مرحبا               0 │  :10                       │
         漢字の診察室とても… 0 │  :20                       │
         👨👩👧 family       0 │  :30
                               │11:40 ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄
                               │
                               │
                               │
        Wed 4 Mar 11:00–11:30, 0 of 1 taken, locked by 漢字␛ for 5 min (L unlocks)
        d on/off  L lock  a book  c create  e edit  D delete  Enter details  g date  b block  u undo  ? help  q leave
        """
    )
  }
}
