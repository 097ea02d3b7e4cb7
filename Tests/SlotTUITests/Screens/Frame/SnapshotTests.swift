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
    scene.outlook.freeToday = [Scene.block(1, "").id: 2, Scene.block(3, "").id: 12]
    scene.outlook.freeInPeriod = [Scene.block(1, "").id: 5, Scene.block(3, "").id: 112]
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
      before: ["capacity": .integer(1)],
      after: ["capacity": .integer(2)]
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
         Dr. Żaneta Wójcik  2 – 8 Mar  week 10  Europe/Warsaw (UTC+01:00)         10:12
              Mon 2 Mar     Tue 3 Mar     Wed 4 today   Thu 5 Mar     Fri 6 Mar    Sa Su
        00:00 ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄
        09:00 · taken       · 2 taken     · taken       ○ free        ◐ 8 free  4…
          :30 · off                                                   │
        ▸10:12                            · now 1 taken               │
          :30                             ◐ 1 free  1 …
        11:00                             ◆ ben 14m     ✕ off
          :30                             ◆ ana 3h      │
        12:00                             ● 2 taken
        12:30 ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄











        Wed 4 Mar 11:00–11:30, locked by ben for 14 min (L unlocks)
        > next free  a book  / find  Enter details  v views  u undo  ? help  q leave
        """
    )
    #expect(
      canvas.styles == """
        tttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttt
              hhhhhhhhh     hhhhhhhhh     yyyyyyyyyyy   hhhhhhhhh     hhhhhhhhh    gg gg
        zzzzz zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz
        ggggg o ooooo       o ooooooo     o ooooo       acccccccccccc pcccccccc ff
        ggggg o ooo                                                   p
        nnnnnn                            o ooooooooooo               p
        ggggg                             pcccccccc fff
        ggggg                             L#LLLLLLL#### d ddd
        ggggg                             l llllll      d
        ggggg                             f fffffff
        zzzzz zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz












        kiiiiiiiiii  kiiiii  kiiiii  kkkkkiiiiiiii  kiiiiii  kiiiii  kiiiii  kiiiiii
        """
    )
  }

  @Test func weekAt40Columns() throws {
    let drawn = try Self.state(40, 10).drawn().text
    #expect(
      drawn == """
         Dr. Żaneta Wójcik  2 – 8 Mar     10:12
              Tue 3 Mar   Wed 4 today Thu 5 Mar
        09:00 · 2 taken   · taken     ○ free
          :30
        ▸10:12            · now 1 ta…
          :30             ◐ 1 free  …
        11:00↓            ◆ ben 14m   ✕ off
        Wed 4 Mar 11:00–11:30, locked by ben for
        14 min (L unlocks)
        >  a  /  Enter  v  u  ? help  q leave
        """
    )
  }

  @Test func weekAt200Columns() throws {
    let scene = try Self.week(200, 50)
    var state = scene.state(on: scene.slots[8])
    state.panel = try Self.details(scene, 8)
    #expect(
      state.drawn().text == """
         Dr. Żaneta Wójcik  2 – 8 Mar  week 10  Europe/Warsaw (UTC+01:00)                                                                                                                                 10:12
         Blocks            today  week │      Mon 2 Mar              Tue 3 Mar              Wed 4 Mar today        Thu 5 Mar             Fri 6 Mar             Sa Su│ People
         Court                12   112 │00:00 ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄ │ Zoë Nowak, +48 22 555 0100
        ▸Dr. Żaneta Wójcik     2     5 │09:00 · taken                · 2 taken              · taken                ○ free                ◐ 8 free  4 taken          │ Jan Kowalski, +48 22 555 0101
         Room 7 with a rather l… draft │  :30 · off                                                                                      │                          │ Ewa, +48 22 555 0102 (cancelled)
                                       │▸10:12                                              · now 1 taken                                │                          │
                                       │  :30                                               ◐ 1 free  1 taken                                                       │ when        Wed 4 Mar 12:00–12:30
                                       │11:00                                               ◆ ben 14m              ✕ off                                            │ length      30 min
                                       │  :30                                               ◆ ana 3h               │                                                │ zone        Europe/Warsaw, UTC+01:00
                                       │12:00                                               ● 2 taken                                                               │ state       full
                                       │12:30 ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄ │ places      2 of 2 taken, 1 cancelled
                                       │                                                                                                                            │
                                       │                                                                                                                            │ What happened
                                       │                                                                                                                            │ Wed 4 Mar 10:12 ben changed its places
                                       │                                                                                                                            │ from 1 to 2
                                       │                                                                                                                            │
                                       │                                                                                                                            │ created     Wed 25 Feb 07:13
                                       │                                                                                                                            │ changed     Wed 25 Feb 07:13
                                       │                                                                                                                            │ id          51070000-0000-4000-8000-00000
                                       │                                                                                                                            │             0000009
                                       │                                                                                                                            │
                                       │                                                                                                                            │
                                       │                                                                                                                            │
                                       │                                                                                                                            │
                                       │                                                                                                                            │
                                       │                                                                                                                            │
                                       │                                                                                                                            │
                                       │                                                                                                                            │
                                       │                                                                                                                            │
                                       │                                                                                                                            │
                                       │                                                                                                                            │
                                       │                                                                                                                            │
                                       │                                                                                                                            │
                                       │                                                                                                                            │
                                       │                                                                                                                            │
                                       │                                                                                                                            │
                                       │                                                                                                                            │
                                       │                                                                                                                            │
                                       │                                                                                                                            │
                                       │                                                                                                                            │
                                       │                                                                                                                            │
                                       │                                                                                                                            │
                                       │                                                                                                                            │
                                       │                                                                                                                            │
                                       │                                                                                                                            │
                                       │                                                                                                                            │
                                       │                                                                                                                            │
                                       │                                                                                                                            │
        Wed 4 Mar 12:00–12:30, 2 of 2 taken, full (e raises the capacity)
        > next free  a book  / find  Enter details  v views  u undo  F free places  A activity  c create  d on/off  L lock  e edit  D delete  C series  P day sheet  g date  b block  ? help  q leave
        """
    )
  }

  @Test func weekInASCII() throws {
    let drawn = try Self.state(80, 24).drawn(.ascii).text
    #expect(
      drawn == """
         Dr. Zaneta Wojcik  2 - 8 Mar  week 10  Europe/Warsaw (UTC+01:00)         10:12
              Mon 2 Mar     Tue 3 Mar     Wed 4 today   Thu 5 Mar     Fri 6 Mar    Sa Su
        00:00 -------------------------------------------------------------------------
        09:00 . taken       . 2 taken     . taken       o free        % 8 free  4~
          :30 . off                                                   |
        >10:12                            . now 1 taken               |
          :30                             % 1 free  1 ~
        11:00                             L ben 14m     x off
          :30                             L ana 3h      |
        12:00                             @ 2 taken
        12:30 -------------------------------------------------------------------------











        Wed 4 Mar 11:00-11:30, locked by ben for 14 min (L unlocks)
        > next free  a book  / find  Enter details  v views  u undo  ? help  q leave
        """
    )
  }

  @Test func readOnly() throws {
    var scene = try Self.week(80, 24)
    scene.settings.isReadOnly = true
    #expect(
      scene.state(on: scene.slots[6]).drawn().text == """
         Dr. Żaneta Wójcik  2 – 8 Mar  week 10  Europe/Warsaw  read-only          10:12
              Mon 2 Mar     Tue 3 Mar     Wed 4 today   Thu 5 Mar     Fri 6 Mar    Sa Su
        00:00 ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄
        09:00 · taken       · 2 taken     · taken       ○ free        ◐ 8 free  4…
          :30 · off                                                   │
        ▸10:12                            · now 1 taken               │
          :30                             ◐ 1 free  1 …
        11:00                             ◆ ben 14m     ✕ off
          :30                             ◆ ana 3h      │
        12:00                             ● 2 taken
        12:30 ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄











        Wed 4 Mar 11:00–11:30, locked by ben for 14 min
        > next free  / find  Enter details  v views  F free places  ? help  q leave
        """
    )
  }

  @Test func emptyWeek() throws {
    let drawn = try Scene().state(on: .now).drawn().text
    #expect(
      drawn == """
         Dr. Ada  2 – 8 Mar  week 10  Europe/Warsaw (UTC+01:00)                   10:12
              Mon 2 Mar  Tue 3 Mar  Wed 4 Mar  Thu 5 Mar  Fri 6 Mar  Sat 7 Mar Sun 8 Mar
        00:00 ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄
        08:00
        09:00
        ▸10:12                      ━━━━━━━━━━
        11:00
        12:00
        13:00
        14:00
        15:00
        16:00
        17:00
        18:00 ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄








        Wed 4 Mar 10:00, no slot (c creates one)
        c create  C series  > next free  / find  v views  u undo  ? help  q leave
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
    let drawn = try Self.state(39, 3).drawn().text
    #expect(
      drawn == """
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
         Dr. Ada  2 – 8 Mar  week 10  Europe/Warsaw (UTC+01:00)                   10:12
              Mo Tu Wed 4 Mar today  Thu 5 Mar        Fri 6 Mar       Sat 7 Mar       Su
        00:00                        ↑ 3 free  1 tak…                 ○ free
        01:00                        │
        ▸10:12┄┄┄┄┄┄━━━━━━━━━━━━━━━━┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄
        22:00       ◐ 3 free  1 tak…
        23:00       │                                 ○ free







        Wed 4 Mar 22:00–Thu 5 Mar 02:00, 3 free, 1 of 4 taken
        > next free  a book  / find  Enter details  v views  u undo  ? help  q leave
        """
    )
  }

  @Test func unalignedSlotsSayTheirTimeWhereItFits() throws {
    var scene = try Scene()
    for start in ["11:00", "11:07", "11:40", "12:01"] { try scene.add("2026-03-04 \(start)", 7) }
    for width in [80, 110, 130] {
      scene.size = .init(width: width, height: 16)
      let rows = scene.state(on: scene.slots[1]).drawn().text.split(separator: "\n")
      #expect(rows.contains { $0.contains("○ free 11:07") })
      #expect(!rows.contains { $0.contains("○ free 11:00") })
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
    let drawn = try Self.clockChange("2026-03-27 10:00", days).drawn().text
    #expect(
      drawn == """
         Dr. Ada  23 – 29 Mar  week 13  Europe/Warsaw (UTC+01:00)                 10:00
              Mo Tu We Th Fri 27 Mar today              Sa Sun 29 Mar
        00:00                                              ○ free
        01:00                                              ○ free
        02:00             ·                                ░░░░░░░░░░░░░░░░░░░░░░░░░░░░░
        03:00                                              ○ free
        04:00                                              ○ free
        ▸10:00┄┄┄┄┄┄┄┄┄┄┄┄━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄






        Sun 29 Mar 01:00–03:00, free
        > next free  a book  / find  Enter details  v views  u undo  ? help  q leave
        """
    )
  }

  @Test func autumnWeek() throws {
    let days = ["01:00", "02:00+02:00", "02:00+01:00", "03:00"].map { "2026-10-25 \($0)" }
    let drawn = try Self.clockChange("2026-10-23 10:00", days).drawn().text
    #expect(
      drawn == """
         Dr. Ada  19 – 25 Oct  week 43  Europe/Warsaw (UTC+02:00)                 10:00
                    Mo Tu We Th Fri 23 Oct today           Sa Sun 25 Oct
        00:00
        01:00                                                 ○ free
        02:00+02:00             ·                             ○ free
        02:00+01:00 ░░ ░░ ░░ ░░ ░░░░░░░░░░░░░░░░░░░░░░░░░░ ░░ ○ free
        03:00                                                 ○ free
        ▸10:00      ┄┄┄┄┄┄┄┄┄┄┄┄━━━━━━━━━━━━━━━━━━━━━━━━━━┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄






        Sun 25 Oct 02:00+02:00–02:00+01:00, free
        > next free  a book  / find  Enter details  v views  u undo  ? help  q leave
        """
    )
  }

  @Test func skippedHourUnderTheCursor() throws {
    var state = try Self.clockChange("2026-03-27 10:00", ["2026-03-29 00:00", "2026-03-29 01:00"])
    state.press("j")
    let text = state.drawn().text
    #expect(text.contains("Sun 29 Mar 02:00 does not exist: the clock changes."))
    // Nothing can be made there.
    #expect(!text.contains("c new"))
    state.press("a")
    #expect(state.message?.text == "There is no slot here. w goes to the next one.")
  }

  /// Where the day stands alone nothing needs a row of the hour that it has not.
  @Test func skippedHourOfADayAlone() throws {
    var scene = try Scene("2026-03-29 10:00")
    for time in ["00:30", "01:00", "03:00", "03:30"] { try scene.add("2026-03-29 \(time)") }
    var state = scene.state(on: scene.slots[1])
    state.choose(.day, reading: scene)
    let text = state.drawn().text
    #expect(text.contains("\n03:00") && !text.contains("\n02:"), "\(text)")
    state.press("j", "j")
    #expect(state.desk.sheet.focusedSlot?.id == scene.slots[2].id)
  }

  // MARK: Over the grid

  @Test func help() throws {
    var state = try Self.state(80, 24)
    state.press("?")
    #expect(
      state.drawn().text == """
         Dr. Żaneta Wójcik  2 – 8 Mar  week 10  Europe/Warsaw (UTC+01:00)         10:12
          ┌─ Keys ───────────────────────────────────────────────────────────────────┐Su
        00│ Find:                                                                    │┄
        09│ Booking                                                                  │
          │ >               next slot that is available                              │
        ▸1│ <               previous slot that is available                          │
          │ F               find a free place in all blocks by typing                │
        11│ a               book an appointment                                      │
          │ Enter           details: people to edit, move, cancel                    │
        12│ T               people to re-book: their place is closed                 │
        12│ P               the day sheet: who comes, with phones                    │┄
          │                                                                          │
          │ Finding                                                                  │
          │ /               search people, phones, ids in all blocks                 │
          │ n               next match of the search                                 │
          │ N               previous match of the search                             │
          │ f a             filter: only available slots stand out                   │
          │ f p             only those that are partly taken                         │
          │ f u             only those that are full                                 │
          │ f d             only those that are disabled                             │
          │ f l             only those that are locked                               │
          └────────────────────────────────────────────────────────────────────────↓─┘
        Wed 4 Mar 11:00–11:30, locked by ben for 14 min
        type to find a key  ↑↓ scroll  Esc back
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
         Dr. Żaneta Wójcik  2 – 8 Mar     10:12
              Tue 3 Mar   Wed 4 today Thu 5 Mar
        09:00 · 2 taken   · taken     ○ free
          :30
        ▸10:12            · now 1 ta…
          :30             ◐ 1 free  …
        11:00↓            ◆ ben 14m   ✕ off
        Wed 4 Mar 11:00–11:30, locked by ben fo…
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
         Dr. Żaneta Wójcik  2 – 8 Mar  week 10  Europe/Warsaw (UTC+01:00)         10:12
              Mon 2 Mar     Tue 3 Mar     Wed 4 today   Thu 5 Mar     Fri 6 Mar    Sa Su
        00:00 ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄
        09:00 · taken       · 2 taken     · taken       ○ free        ◐ 8 free  4…
          :30 · off                                                   │
        ▸10:12                            · now 1 taken               │
          :30  ┌─ New slot, Europe/Warsaw ──────────────────────────────────────┐
        11:00  │ Start     2026-03-04 12:30            2026-11-23 09:00         │
          :30  │ Minutes   x                           elapsed time             │
        12:00  │ Capacity  2                           appointments that fit    │
        12:30 ┄│ Lockable  yes                         Space turns              │┄┄┄┄┄┄
               │ Note                                                           │
               │ Metadata  {}                                                   │
               │                                                                │
               │ Give the length in whole minutes, from 1 on.                   │
               └────────────────────────────────────────────────────────────────┘






        Wed 4 Mar 11:00–11:30, locked by ben for 14 min
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
         Dr. Żaneta Wójcik  2 – 8 Mar     10:12
        ┌─ New slot, Europe/Warsaw ────────────┐
        │ Start     2026-03-04 12:30           │
        │ Minutes   x                          │
        │ Give the length in whole minutes,    │
        │ from 1 on.                           │
        └────────────────────────────────────↓─┘
        Wed 4 Mar 11:00–11:30, locked by ben for
        14 min
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
         Dr. Żaneta Wójcik  2 – 8 Mar     10:12
              Tue 3 Mar   Wed 4 today Thu 5 Mar
        09:00 · 2 taken   · taken     ○ free
          :30
        ▸10:12            · now 1 ta…
          :30             ◐ 1 free  …
        11:00↓            ◆ ben 14m   ✕ off
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
     Dr. Żaneta Wójcik  2 – 8 Mar  week 10  Europe/Warsaw (UTC+01:00)         10:12
          Mon 2 Mar     Tue 3 Mar     Wed 4 today   Thu 5 Mar     Fri 6 Mar    Sa Su
    00:00 ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄
    09:0┌─ Booking block ──────────────────────────────────────────────────────┐
      :3│ o                                                                    │
    ▸10:│ Court                     Europe/Warsaw          today 12 · week 112 │
      :3│ Dr. Żaneta Wójcik         Europe/Warsaw             today 2 · week 5 │
    11:0│ Room 7 with a rather lo…  Europe/Warsaw                        draft │
      :3└──────────────────────────────────────────────────────────────────────┘
    12:00                             ● 2 taken
    12:30 ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄

    Wed 4 Mar 11:00–11:30, locked by ben for 14 min
    Enter pick  ↑↓ choose  Esc back
    """

  private static let pickerAt40Columns = """
     Dr. Żaneta Wójcik  2 – 8 Mar     10:12
    ┌─ Booking block ──────────────────────┐
    │ o                                    │
    │ Court            today 12 · week 112 │
    │ Dr. Żaneta Wójcik   today 2 · week 5 │
    │ Room 7 with a rather long name draft │
    └──────────────────────────────────────┘
    Wed 4 Mar 11:00–11:30, locked by ben for
    14 min
    Enter pick  ↑↓ choose  Esc back
    """

  @Test func details() throws {
    let scene = try Self.week(80, 28)
    var state = scene.state(on: scene.slots[8])
    _ = state.update(.detailsLoaded(try Self.details(scene, 8), .overlay), at: state.now)
    state.press("j")
    #expect(
      state.drawn().text == """
         Dr. Żaneta Wójcik  2 – 8 Mar  week 10  Europe/Warsaw (UTC+01:00)         10:12
              Mon 2 Mar     Tue 3 Mar     Wed 4 today   Thu 5 Mar     Fri 6 Mar    Sa Su
        00:00 ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄
        09:00 · taken       · 2 taken     · taken       ○ free        ◐ 8 free  4…
          ┌─ Wed 4 Mar 12:00–12:30, Dr. Żaneta Wójcik ───────────────────────────────┐
        ▸1│ People                                                                   │
          │ Zoë Nowak, +48 22 555 0100                                               │
        11│ Jan Kowalski, +48 22 555 0101                                            │
          │ Ewa, +48 22 555 0102 (cancelled)                                         │
        12│                                                                          │
        12│ when        Wed 4 Mar 12:00–12:30                                        │┄
          │ length      30 min                                                       │
          │ zone        Europe/Warsaw, UTC+01:00                                     │
          │ state       full                                                         │
          │ places      2 of 2 taken, 1 cancelled                                    │
          │                                                                          │
          │ What happened                                                            │
          │ Wed 4 Mar 10:12 ben changed its places from 1 to 2                       │
          │                                                                          │
          │ created     Wed 25 Feb 07:13                                             │
          │ changed     Wed 25 Feb 07:13                                             │
          │ id          51070000-0000-4000-8000-000000000009                         │
          └──────────────────────────────────────────────────────────────────────────┘



        Jan Kowalski, Wed 4 Mar 12:00–12:30, +48 22 555 0101
        ↑↓ person  m move  x cancel  e edit  y copy  a book  u undo  Esc back  D delete
        """
    )
  }

  @Test func halfTypedNumber() throws {
    var state = try Self.state(80, 24)
    state.press("3")
    #expect(
      state.drawn().text.hasSuffix(
        "\n3… then one of > < n N h j k l w W ] [ } { L S   >  a  /  Enter  v  u  ? help  q"
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
    #expect(text.contains("\ntime that is free.\n"))
    // The keys stay, a row of the grid does not.
    #expect(text.hasSuffix("? help  q leave"))
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
         ␛[31mDr.␇ 漢字�  2 – 8 Mar  week 10  Europe/Warsaw (UTC+01:00)                                           10:12
         Blocks    today  week │      Mo Tu Wed 4 Mar today                                                  Th Fr Sa Su
        ▸␛[31mDr.␇…    0     0 │▸10:12┄┄┄┄┄┄━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┄┄┄┄┄┄┄┄┄┄┄
         Room␊Dele…    0     0 │11:00       ◆ 漢字␛ 5m
         école         0     0 │11:30 ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄
         مرحبا         0     0 │
         漢字の診…     0     0 │
         👨👩👧 fa…    0     0 │
                               │
                               │
                               │
                               │
        Wed 4 Mar 11:00–11:30, locked by 漢字␛ for 5 min (L unlocks)
        > next free  a book  / find  Enter details  v views  u undo  F free places  A activity  ? help  q leave
        """
    )
  }
}
