import SlotDomain
import TerminalKit
import Testing

@testable import SlotTUI

/// What a screen reader reads from top to bottom, where lines take the place of grids and boxes.
@Suite struct LinearTests {
  /// The week of the other pictures, with a second block that has slots on its Wednesday.
  static func scene(_ width: Int, _ height: Int) throws -> Scene {
    var scene = try SnapshotTests.week(width, height)
    scene.settings.isLinear = true
    let court = Scene.block(3, "Court")
    try scene.add("2026-03-04 09:00", 60, capacity: 4, taken: 1, of: court)
    try scene.add("2026-03-04 23:00", 120, of: court)
    return scene
  }

  private func state(_ width: Int, _ height: Int, in view: PeriodView) throws -> AppState {
    let scene = try Self.scene(width, height)
    var state = scene.state(on: scene.slots[6])
    state.choose(view, reading: scene)
    return state
  }

  /// The rows that say something, and where the hardware cursor is.
  private func picture(_ state: AppState, _ glyphs: Glyphs = .unicode) -> String {
    let canvas = state.drawn(glyphs)
    let rows = canvas.text.split(separator: "\n", omittingEmptySubsequences: false)
    let said = rows.enumerated().filter { !$1.isEmpty || $0 > 0 && !rows[$0 - 1].isEmpty }
    let cursor = canvas.cursor.map { "\($0.x),\($0.y)" } ?? "none"
    return (said.map { String($1) } + ["cursor \(cursor)"]).joined(separator: "\n")
  }

  // MARK: The week

  @Test func weekAt40Columns() throws {
    #expect(
      try picture(state(40, 10, in: .week)) == """
        Dr. Żaneta W…, Europe/Warsaw, 10:12
          Wed 4 Mar 10:30–11:00, 1 of 2 taken
        > Wed 4 Mar 11:00–11:30, 0 of 1 taken,
            locked by ben for 14 min (L unlocks)
          Wed 4 Mar 11:30–12:00, 0 of 1 taken,
            locked by you for 3 h 20 min (L
            unlocks)

        d on/off  L lock  a book  c create
        cursor 0,2
        """
    )
  }

  @Test func weekAt80Columns() throws {
    #expect(
      try picture(state(80, 24, in: .week)) == """
        Dr. Żaneta Wójcik, 2026-03-02..03-08, Europe/Warsaw, 10:12
          Mon 2 Mar 09:00–09:30, 1 of 1 taken, past
          Mon 2 Mar 09:30–10:00, 0 of 1 taken, past, disabled
          Tue 3 Mar 09:00–09:30, 2 of 3 taken, past
          Wed 4 Mar 09:00–09:30, 1 of 1 taken, past
          Wed 4 Mar 10:00–10:30, 1 of 2 taken, has begun
          Wed 4 Mar 10:30–11:00, 1 of 2 taken
        > Wed 4 Mar 11:00–11:30, 0 of 1 taken, locked by ben for 14 min (L unlocks)
          Wed 4 Mar 11:30–12:00, 0 of 1 taken, locked by you for 3 h 20 min (L unlocks)
          Wed 4 Mar 12:00–12:30, 2 of 2 taken, full (e raises the capacity)
          Thu 5 Mar 09:00–09:30, 0 of 1 taken
          Thu 5 Mar 11:00–12:00, 0 of 1 taken, disabled (d enables)
          Fri 6 Mar 09:00–10:30, 4 of 12 taken
          Sat 7 Mar: no slots
          Sun 8 Mar: no slots

        d on/off  L lock  a book  c create  e edit  D delete  Enter details  g date
        cursor 0,7
        """
    )
  }

  @Test func weekAt200Columns() throws {
    #expect(
      try picture(state(200, 50, in: .week)) == """
        Dr. Żaneta Wójcik, 2026-03-02 to 2026-03-08, week 10, Europe/Warsaw (UTC+01:00), 10:12
          Mon 2 Mar 09:00–09:30, 1 of 1 taken, past
          Mon 2 Mar 09:30–10:00, 0 of 1 taken, past, disabled
          Tue 3 Mar 09:00–09:30, 2 of 3 taken, past
          Wed 4 Mar 09:00–09:30, 1 of 1 taken, past
          Wed 4 Mar 10:00–10:30, 1 of 2 taken, has begun
          Wed 4 Mar 10:30–11:00, 1 of 2 taken
        > Wed 4 Mar 11:00–11:30, 0 of 1 taken, locked by ben for 14 min (L unlocks)
          Wed 4 Mar 11:30–12:00, 0 of 1 taken, locked by you for 3 h 20 min (L unlocks)
          Wed 4 Mar 12:00–12:30, 2 of 2 taken, full (e raises the capacity)
          Thu 5 Mar 09:00–09:30, 0 of 1 taken
          Thu 5 Mar 11:00–12:00, 0 of 1 taken, disabled (d enables)
          Fri 6 Mar 09:00–10:30, 4 of 12 taken
          Sat 7 Mar: no slots
          Sun 8 Mar: no slots

        d on/off  L lock  a book  c create  e edit  D delete  Enter details  g date  b block  u undo  ? help  q leave
        cursor 0,7
        """
    )
  }

  // MARK: The day

  @Test func dayAt40Columns() throws {
    #expect(
      try picture(state(40, 10, in: .day)) == """
        Dr. Żaneta W…, Europe/Warsaw, 10:12
        > Wed 4 Mar 11:00–11:30, 0 of 1 taken,
            locked by ben for 14 min (L unlocks)
          Wed 4 Mar 11:30–12:00, 0 of 1 taken,
            locked by you for 3 h 20 min (L
            unlocks)
          Wed 4 Mar 12:00–12:30, 2 of 2 taken,

        d on/off  L lock  a book  c create
        cursor 0,1
        """
    )
  }

  @Test func dayAt80Columns() throws {
    #expect(
      try picture(state(80, 24, in: .day)) == """
        Dr. Żaneta Wójcik, 2026-03-04, week 10, Europe/Warsaw (UTC+01:00), 10:12
          Wed 4 Mar 09:00–09:30, 1 of 1 taken, past
          Wed 4 Mar 10:00–10:30, 1 of 2 taken, has begun
          Wed 4 Mar 10:30–11:00, 1 of 2 taken
        > Wed 4 Mar 11:00–11:30, 0 of 1 taken, locked by ben for 14 min (L unlocks)
          Wed 4 Mar 11:30–12:00, 0 of 1 taken, locked by you for 3 h 20 min (L unlocks)
          Wed 4 Mar 12:00–12:30, 2 of 2 taken, full (e raises the capacity)

        d on/off  L lock  a book  c create  e edit  D delete  Enter details  g date
        cursor 0,4
        """
    )
  }

  @Test func dayAt200Columns() throws {
    #expect(
      try picture(state(200, 50, in: .day)) == """
        Dr. Żaneta Wójcik, 2026-03-04, week 10, Europe/Warsaw (UTC+01:00), 10:12
          Wed 4 Mar 09:00–09:30, 1 of 1 taken, past
          Wed 4 Mar 10:00–10:30, 1 of 2 taken, has begun
          Wed 4 Mar 10:30–11:00, 1 of 2 taken
        > Wed 4 Mar 11:00–11:30, 0 of 1 taken, locked by ben for 14 min (L unlocks)
          Wed 4 Mar 11:30–12:00, 0 of 1 taken, locked by you for 3 h 20 min (L unlocks)
          Wed 4 Mar 12:00–12:30, 2 of 2 taken, full (e raises the capacity)

        d on/off  L lock  a book  c create  e edit  D delete  Enter details  g date  b block  u undo  ? help  q leave
        cursor 0,4
        """
    )
  }

  // MARK: The blocks side by side

  @Test func blocksAt40Columns() throws {
    #expect(
      try picture(state(40, 10, in: .blocks)) == """
        Dr. Żaneta W…, Europe/Warsaw, 10:12
        > Dr. Żaneta Wójcik: Wed 4 Mar
            11:00–11:30, 0 of 1 taken, locked by
            ben for 14 min (L unlocks)
          Dr. Żaneta Wójcik: Wed 4 Mar
            11:30–12:00, 0 of 1 taken, locked by
            you for 3 h 20 min (L unlocks)

        d on/off  L lock  a book  c create
        cursor 0,1
        """
    )
  }

  @Test func blocksAt80Columns() throws {
    #expect(
      try picture(state(80, 24, in: .blocks)) == """
        Dr. Żaneta Wójcik, 2026-03-04, week 10, Europe/Warsaw (UTC+01:00), 10:12
          Court: Wed 4 Mar 09:00–10:00, 1 of 4 taken, past
          Court: Wed 4 Mar 23:00–Thu 5 Mar 01:00, 0 of 1 taken
          Dr. Żaneta Wójcik: Wed 4 Mar 09:00–09:30, 1 of 1 taken, past
          Dr. Żaneta Wójcik: Wed 4 Mar 10:00–10:30, 1 of 2 taken, has begun
          Dr. Żaneta Wójcik: Wed 4 Mar 10:30–11:00, 1 of 2 taken
        > Dr. Żaneta Wójcik: Wed 4 Mar 11:00–11:30, 0 of 1 taken, locked by ben for 14
            min (L unlocks)
          Dr. Żaneta Wójcik: Wed 4 Mar 11:30–12:00, 0 of 1 taken, locked by you for 3
            h 20 min (L unlocks)
          Dr. Żaneta Wójcik: Wed 4 Mar 12:00–12:30, 2 of 2 taken, full (e raises the
            capacity)
          Room 7 with a rather long name: no slots, block is a draft

        d on/off  L lock  a book  c create  e edit  D delete  Enter details  g date
        cursor 0,6
        """
    )
  }

  @Test func blocksAt200Columns() throws {
    #expect(
      try picture(state(200, 50, in: .blocks)) == """
        Dr. Żaneta Wójcik, 2026-03-04, week 10, Europe/Warsaw (UTC+01:00), 10:12
          Court: Wed 4 Mar 09:00–10:00, 1 of 4 taken, past
          Court: Wed 4 Mar 23:00–Thu 5 Mar 01:00, 0 of 1 taken
          Dr. Żaneta Wójcik: Wed 4 Mar 09:00–09:30, 1 of 1 taken, past
          Dr. Żaneta Wójcik: Wed 4 Mar 10:00–10:30, 1 of 2 taken, has begun
          Dr. Żaneta Wójcik: Wed 4 Mar 10:30–11:00, 1 of 2 taken
        > Dr. Żaneta Wójcik: Wed 4 Mar 11:00–11:30, 0 of 1 taken, locked by ben for 14 min (L unlocks)
          Dr. Żaneta Wójcik: Wed 4 Mar 11:30–12:00, 0 of 1 taken, locked by you for 3 h 20 min (L unlocks)
          Dr. Żaneta Wójcik: Wed 4 Mar 12:00–12:30, 2 of 2 taken, full (e raises the capacity)
          Room 7 with a rather long name: no slots, block is a draft

        d on/off  L lock  a book  c create  e edit  D delete  Enter details  g date  b block  u undo  ? help  q leave
        cursor 0,6
        """
    )
  }

  // MARK: The month

  @Test func monthAt40Columns() throws {
    #expect(
      try picture(state(40, 10, in: .month)) == """
        Dr. Żaneta W…, Europe/Warsaw, 10:12
          Tue 3 Mar: past, 2 of 3 places taken
        > Wed 4 Mar, today: 1 of 9 places
            free, 2 slots locked
          Thu 5 Mar: 1 of 1 place free, 1 slot
            disabled
          Fri 6 Mar: 8 of 12 places free

        Enter open day  Space mark day
        cursor 0,2
        """
    )
  }

  @Test func monthAt80Columns() throws {
    #expect(
      try picture(state(80, 24, in: .month)) == """
        Dr. Żaneta Wójcik, March 2026, Europe/Warsaw (UTC+01:00), 10:12
          Sun 1 Mar: no slots
          Mon 2 Mar: past, 1 of 1 place taken, 1 slot disabled
          Tue 3 Mar: past, 2 of 3 places taken
        > Wed 4 Mar, today: 1 of 9 places free, 2 slots locked
          Thu 5 Mar: 1 of 1 place free, 1 slot disabled
          Fri 6 Mar: 8 of 12 places free
          Sat 7 Mar: no slots
          Sun 8 Mar: no slots
          Mon 9 Mar: no slots
          Tue 10 Mar: no slots
          Wed 11 Mar: no slots
          Thu 12 Mar: no slots
          Fri 13 Mar: no slots
          Sat 14 Mar: no slots
          Sun 15 Mar: no slots
          Mon 16 Mar: no slots
          Tue 17 Mar: no slots
          Wed 18 Mar: no slots
          Thu 19 Mar: no slots
          Fri 20 Mar: no slots
          Sat 21 Mar: no slots

        Enter open day  Space mark day  * mark month  ] next month  g date  b block
        cursor 0,4
        """
    )
  }

  @Test func monthAt200Columns() throws {
    #expect(
      try picture(state(200, 50, in: .month)) == """
        Dr. Żaneta Wójcik, March 2026, Europe/Warsaw (UTC+01:00), 10:12
          Sun 1 Mar: no slots
          Mon 2 Mar: past, 1 of 1 place taken, 1 slot disabled
          Tue 3 Mar: past, 2 of 3 places taken
        > Wed 4 Mar, today: 1 of 9 places free, 2 slots locked
          Thu 5 Mar: 1 of 1 place free, 1 slot disabled
          Fri 6 Mar: 8 of 12 places free
          Sat 7 Mar: no slots
          Sun 8 Mar: no slots
          Mon 9 Mar: no slots
          Tue 10 Mar: no slots
          Wed 11 Mar: no slots
          Thu 12 Mar: no slots
          Fri 13 Mar: no slots
          Sat 14 Mar: no slots
          Sun 15 Mar: no slots
          Mon 16 Mar: no slots
          Tue 17 Mar: no slots
          Wed 18 Mar: no slots
          Thu 19 Mar: no slots
          Fri 20 Mar: no slots
          Sat 21 Mar: no slots
          Sun 22 Mar: no slots
          Mon 23 Mar: no slots
          Tue 24 Mar: no slots
          Wed 25 Mar: no slots
          Thu 26 Mar: no slots
          Fri 27 Mar: no slots
          Sat 28 Mar: no slots
          Sun 29 Mar: no slots
          Mon 30 Mar: no slots
          Tue 31 Mar: no slots

        Enter open day  Space mark day  * mark month  ] next month  g date  b block  ? help  q leave
        cursor 0,4
        """
    )
  }

  // MARK: Windows

  @Test func formAt40Columns() throws {
    var state = try state(40, 10, in: .week)
    state.press("e", "Tab")
    #expect(
      picture(state) == """
        Dr. Żaneta W…, Europe/Warsaw, 10:12
        Edit slot, Europe/Warsaw
          Start: 03-04 11:00  (2026-11-23 09:00)
        > Minutes: 30  (elapsed time)
          Capacity: 1  (appointments that fit)
          Lockable: yes  (Space turns)
          Note:

        Enter accept  Tab next field  Esc leave
        cursor 13,3
        """
    )
  }

  @Test func formAt80Columns() throws {
    var state = try state(80, 24, in: .week)
    state.press("e", "Tab")
    #expect(
      picture(state) == """
        Dr. Żaneta Wójcik, 2026-03-02..03-08, Europe/Warsaw, 10:12
        Edit slot, Europe/Warsaw
          Start: 2026-03-04 11:00  (2026-11-23 09:00)
        > Minutes: 30  (elapsed time)
          Capacity: 1  (appointments that fit)
          Lockable: yes  (Space turns)
          Note:
          Metadata: {}  (JSON object)

        Enter accept  Tab next field  Esc leave
        cursor 13,3
        """
    )
  }

  @Test func formAt200Columns() throws {
    var state = try state(200, 50, in: .week)
    state.press("e", "Tab")
    #expect(
      picture(state) == """
        Dr. Żaneta Wójcik, 2026-03-02 to 2026-03-08, week 10, Europe/Warsaw (UTC+01:00), 10:12
        Edit slot, Europe/Warsaw
          Start: 2026-03-04 11:00  (2026-11-23 09:00)
        > Minutes: 30  (elapsed time)
          Capacity: 1  (appointments that fit)
          Lockable: yes  (Space turns)
          Note:
          Metadata: {}  (JSON object)

        Enter accept  Tab next field  Esc leave
        cursor 13,3
        """
    )
  }

  @Test func detailsAt40Columns() throws {
    #expect(
      try picture(details(40, 10)) == """
        Dr. Żaneta W…, Europe/Warsaw, 10:12
        Wed 4 Mar 10:00–10:30
          51070000-0000-4000-8000-000000000005

          Appointments
          Zoë Nowak, +48 22 555 0100
        > Jan Kowalski, +48 22 555 0101

        Up Down choose  a book  m move
        cursor 0,6
        """
    )
  }

  @Test func detailsAt80Columns() throws {
    #expect(
      try picture(details(80, 24)) == """
        Dr. Żaneta Wójcik, 2026-03-02..03-08, Europe/Warsaw, 10:12
        Wed 4 Mar 10:00–10:30
          start: 2026-03-04T10:00:00.000+01:00
          end: 2026-03-04T10:30:00.000+01:00
          length: 30 min
          status: active
          available: no: has begun
          taken: 1 of 2
          cancelled: 0
          lockable: yes
          locked: no
          created: 2026-02-25T06:13:20.000Z
          updated: 2026-02-25T06:13:20.000Z
          id: 51070000-0000-4000-8000-000000000005

          Appointments
          Zoë Nowak, +48 22 555 0100
        > Jan Kowalski, +48 22 555 0101
          Ewa, +48 22 555 0102 (cancelled)

          History
          Wed 4 Mar 10:12 ben slot update capacity 1 → 2

        Up Down choose  a book  m move  x cancel or enable  D delete  Esc back
        cursor 0,17
        """
    )
  }

  @Test func detailsAt200Columns() throws {
    #expect(
      try picture(details(200, 50)) == """
        Dr. Żaneta Wójcik, 2026-03-02 to 2026-03-08, week 10, Europe/Warsaw (UTC+01:00), 10:12
        Wed 4 Mar 10:00–10:30
          start: 2026-03-04T10:00:00.000+01:00
          end: 2026-03-04T10:30:00.000+01:00
          length: 30 min
          status: active
          available: no: has begun
          taken: 1 of 2
          cancelled: 0
          lockable: yes
          locked: no
          created: 2026-02-25T06:13:20.000Z
          updated: 2026-02-25T06:13:20.000Z
          id: 51070000-0000-4000-8000-000000000005

          Appointments
          Zoë Nowak, +48 22 555 0100
        > Jan Kowalski, +48 22 555 0101
          Ewa, +48 22 555 0102 (cancelled)

          History
          Wed 4 Mar 10:12 ben slot update capacity 1 → 2

        Up Down choose  a book  m move  x cancel or enable  D delete  Esc back
        cursor 0,17
        """
    )
  }

  @Test func occupancyIsNumbers() throws {
    let scene = try Self.scene(80, 24)
    var state = scene.state(on: nil)
    var report = OccupancyReport(request: state.occupancyRequest, blocks: state.content.blocks)
    for slot in scene.slots { report.occupancy.add(slot, in: scene.zone, at: scene.now) }
    _ = state.update(.occupancyTallied(report), at: state.now)
    #expect(
      picture(state) == """
        Dr. Żaneta Wójcik, 2026-03-02..03-08, Europe/Warsaw, 10:12
        Occupancy Mon 2 Mar to Sun 8 Mar, lines 1 to 20 of 32
          All
          14 slots: 13 of 31 taken, 42 %, 2 locked, 2 disabled, 1 cancelled

          By booking block
          Court: 1 of 5 taken, 20 %
          Dr. Żaneta Wójcik: 12 of 26 taken, 46 %, 2 locked, 2 disabled, 1 cancelled

          By weekday
          Monday: 1 of 1 taken, 100 %, 1 disabled
          Tuesday: 2 of 3 taken, 67 %
          Wednesday: 6 of 14 taken, 43 %, 2 locked, 1 cancelled
          Thursday: 0 of 1 taken, 0 %, 1 disabled
          Friday: 4 of 12 taken, 33 %
          Saturday: 0 of 0 taken
          Sunday: 0 of 0 taken

          By hour of the start
          09:00: 9 of 22 taken, 41 %, 1 disabled
          10:00: 2 of 4 taken, 50 %
          11:00: 0 of 2 taken, 0 %, 2 locked, 1 disabled

        Up Down scroll  Esc back
        cursor 2,2
        """
    )
  }

  private func details(_ width: Int, _ height: Int) throws -> AppState {
    let scene = try Self.scene(width, height)
    var state = scene.state(on: scene.slots[6])
    let details = try SnapshotTests.details(scene, 4)
    _ = state.update(.detailsLoaded(details, .overlay), at: state.now)
    state.press("j")
    return state
  }

  @Test func helpIsCutNowhere() throws {
    var state = try state(40, 10, in: .week)
    state.press("?")
    #expect(state.drawn().text.contains("\nKeys, lines 1 to "))
    var last = ""
    while true {
      let text = state.drawn().text
      for row in text.split(separator: "\n")[2..<7] { #expect(!row.hasSuffix("…")) }
      guard text != last else { break }
      last = text
      state.press("j")
    }
    #expect(last.contains("  q C-c: leave"))
  }

  /// Of arrows, colours and bars ASCII has nothing, and nothing is missing.
  @Test func saysTheSameInASCII() throws {
    let state = try state(80, 24, in: .week)
    let ascii = state.drawn(.ascii).text
    #expect(ascii.utf8.allSatisfy { $0 < 0x80 })
    #expect(!ascii.contains("?"))
    #expect(ascii.contains("\n> Wed 4 Mar 11:00-11:30, 0 of 1 taken, locked by ben for 14 min"))
    var open = try details(80, 24)
    #expect(open.drawn(.ascii).text.contains("Up Down choose"))
    open.press("Esc", "?")
    #expect(!open.drawn(.ascii).text.contains("? ?"))
  }

  /// No state is told by its look: lines have none.
  @Test(arguments: PeriodView.allCases)
  func hasNoLook(view: PeriodView) throws {
    let state = try state(80, 24, in: view)
    let canvas = state.drawn()
    for y in 0..<state.layout.bottom.y {
      for x in 0..<canvas.width {
        #expect(canvas[x, y].style == .plain && canvas[x, y].flags == [])
      }
    }
  }

  @Test func anEmptyStoreSaysWhatToDo() throws {
    var scene = try Scene()
    scene.settings.isLinear = true
    scene.block = nil
    #expect(
      picture(scene.state(on: nil)) == """
        slottui, 10:12
        This store is empty.

        c  creates a booking block: a doctor, a room, a court
        t  starts a guided tour, on sample data elsewhere
        s  loads sample data into this store
        slottui import  takes over files, on the command line
        ?  shows all keys
        q  leaves

        c create a block  ? help  q leave
        cursor 0,1
        """
    )
  }
}
