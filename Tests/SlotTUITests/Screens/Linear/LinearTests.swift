import SlotCommands
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
    let drawn = try picture(state(40, 10, in: .week))
    #expect(
      drawn == """
        Dr. Żaneta Wójcik, 2 – 8 Mar, 10:12
          Wed 4 Mar 10:30–11:00, 1 free, 1 of
            2 taken
        > Wed 4 Mar 11:00–11:30, locked by ben
            for 14 min (L unlocks)
          Wed 4 Mar 11:30–12:00, locked by you
            for 3 h 20 min (L unlocks)

        >  a  /  Enter  v  u  ? help  q leave
        cursor 0,3
        """
    )
  }

  @Test func weekAt80Columns() throws {
    let drawn = try picture(state(80, 24, in: .week))
    #expect(
      drawn == """
        Dr. Żaneta Wójcik, 2026-03-02 to 2026-03-08, week 10, Europe/Warsaw, 10:12
          Mon 2 Mar 09:00–09:30, taken, past
          Mon 2 Mar 09:30–10:00, past, disabled
          Tue 3 Mar 09:00–09:30, 2 of 3 taken, past
          Wed 4 Mar 09:00–09:30, taken, past
          Wed 4 Mar 10:00–10:30, 1 of 2 taken, has begun
          Wed 4 Mar 10:30–11:00, 1 free, 1 of 2 taken
        > Wed 4 Mar 11:00–11:30, locked by ben for 14 min (L unlocks)
          Wed 4 Mar 11:30–12:00, locked by you for 3 h 20 min (L unlocks)
          Wed 4 Mar 12:00–12:30, 2 of 2 taken, full (e raises the capacity)
          Thu 5 Mar 09:00–09:30, free
          Thu 5 Mar 11:00–12:00, disabled (d enables)
          Fri 6 Mar 09:00–10:30, 8 free, 4 of 12 taken
          Sat 7 Mar: no slots
          Sun 8 Mar: no slots

        > next free  a book  / find  Enter details  v views  u undo  ? help  q leave
        cursor 0,7
        """
    )
  }

  @Test func weekAt200Columns() throws {
    let drawn = try picture(state(200, 50, in: .week))
    #expect(
      drawn == """
        Dr. Żaneta Wójcik, 2026-03-02 to 2026-03-08, week 10, Europe/Warsaw (UTC+01:00), 10:12
          Mon 2 Mar 09:00–09:30, taken, past
          Mon 2 Mar 09:30–10:00, past, disabled
          Tue 3 Mar 09:00–09:30, 2 of 3 taken, past
          Wed 4 Mar 09:00–09:30, taken, past
          Wed 4 Mar 10:00–10:30, 1 of 2 taken, has begun
          Wed 4 Mar 10:30–11:00, 1 free, 1 of 2 taken
        > Wed 4 Mar 11:00–11:30, locked by ben for 14 min (L unlocks)
          Wed 4 Mar 11:30–12:00, locked by you for 3 h 20 min (L unlocks)
          Wed 4 Mar 12:00–12:30, 2 of 2 taken, full (e raises the capacity)
          Thu 5 Mar 09:00–09:30, free
          Thu 5 Mar 11:00–12:00, disabled (d enables)
          Fri 6 Mar 09:00–10:30, 8 free, 4 of 12 taken
          Sat 7 Mar: no slots
          Sun 8 Mar: no slots

        > next free  a book  / find  Enter details  v views  u undo  F free places  A activity  c create  d on/off  L lock  e edit  D delete  C series  P day sheet  g date  b block  ? help  q leave
        cursor 0,7
        """
    )
  }

  // MARK: The day

  @Test func dayAt40Columns() throws {
    let drawn = try picture(state(40, 10, in: .day))
    #expect(
      drawn == """
        Dr. Żaneta Wójcik, 2026-03-04, 10:12
        > Wed 4 Mar 11:00–11:30, locked by ben
            for 14 min (L unlocks)
          Wed 4 Mar 11:30–12:00, locked by you
            for 3 h 20 min (L unlocks)
          Wed 4 Mar 12:00–12:30, 2 of 2 taken,
            full (e raises the capacity)

        >  a  /  Enter  v  u  ? help  q leave
        cursor 0,1
        """
    )
  }

  @Test func dayAt80Columns() throws {
    let drawn = try picture(state(80, 24, in: .day))
    #expect(
      drawn == """
        Dr. Żaneta Wójcik, 2026-03-04, week 10, Europe/Warsaw (UTC+01:00), 10:12
          Wed 4 Mar 09:00–09:30, taken, past
          Wed 4 Mar 10:00–10:30, 1 of 2 taken, has begun
          Wed 4 Mar 10:30–11:00, 1 free, 1 of 2 taken
        > Wed 4 Mar 11:00–11:30, locked by ben for 14 min (L unlocks)
          Wed 4 Mar 11:30–12:00, locked by you for 3 h 20 min (L unlocks)
          Wed 4 Mar 12:00–12:30, 2 of 2 taken, full (e raises the capacity)

        > next free  a book  / find  Enter details  v views  u undo  ? help  q leave
        cursor 0,4
        """
    )
  }

  @Test func dayAt200Columns() throws {
    let drawn = try picture(state(200, 50, in: .day))
    #expect(
      drawn == """
        Dr. Żaneta Wójcik, 2026-03-04, week 10, Europe/Warsaw (UTC+01:00), 10:12
          Wed 4 Mar 09:00–09:30, taken, past
          Wed 4 Mar 10:00–10:30, 1 of 2 taken, has begun
          Wed 4 Mar 10:30–11:00, 1 free, 1 of 2 taken
        > Wed 4 Mar 11:00–11:30, locked by ben for 14 min (L unlocks)
          Wed 4 Mar 11:30–12:00, locked by you for 3 h 20 min (L unlocks)
          Wed 4 Mar 12:00–12:30, 2 of 2 taken, full (e raises the capacity)

        > next free  a book  / find  Enter details  v views  u undo  F free places  A activity  c create  d on/off  L lock  e edit  D delete  C series  P day sheet  g date  b block  ? help  q leave
        cursor 0,4
        """
    )
  }

  // MARK: The blocks side by side

  @Test func blocksAt40Columns() throws {
    let drawn = try picture(state(40, 10, in: .blocks))
    #expect(
      drawn == """
        Dr. Żaneta Wójcik, 2026-03-04, 10:12
        > Wed 4 Mar 11:00–11:30, Dr. Żaneta
            Wójcik, locked by ben for 14 min (L
            unlocks)
          Wed 4 Mar 11:30–12:00, Dr. Żaneta
            Wójcik, locked by you for 3 h 20 min
            (L unlocks)

        >  a  /  Enter  v  u  ? help  q leave
        cursor 0,1
        """
    )
  }

  @Test func blocksAt80Columns() throws {
    let drawn = try picture(state(80, 24, in: .blocks))
    #expect(
      drawn == """
        Dr. Żaneta Wójcik, 2026-03-04, week 10, Europe/Warsaw (UTC+01:00), 10:12
          Wed 4 Mar 09:00–10:00, Court, 1 of 4 taken, past
          Wed 4 Mar 23:00–Thu 5 Mar 01:00, Court, free
          Wed 4 Mar 09:00–09:30, Dr. Żaneta Wójcik, taken, past
          Wed 4 Mar 10:00–10:30, Dr. Żaneta Wójcik, 1 of 2 taken, has begun
          Wed 4 Mar 10:30–11:00, Dr. Żaneta Wójcik, 1 free, 1 of 2 taken
        > Wed 4 Mar 11:00–11:30, Dr. Żaneta Wójcik, locked by ben for 14 min (L unlocks)
          Wed 4 Mar 11:30–12:00, Dr. Żaneta Wójcik, locked by you for 3 h 20 min (L
            unlocks)
          Wed 4 Mar 12:00–12:30, Dr. Żaneta Wójcik, 2 of 2 taken, full (e raises the
            capacity)
          Room 7 with a rather long name: no slots, block is a draft

        > next free  a book  / find  Enter details  v views  u undo  ? help  q leave
        cursor 0,6
        """
    )
  }

  @Test func blocksAt200Columns() throws {
    let drawn = try picture(state(200, 50, in: .blocks))
    #expect(
      drawn == """
        Dr. Żaneta Wójcik, 2026-03-04, week 10, Europe/Warsaw (UTC+01:00), 10:12
          Wed 4 Mar 09:00–10:00, Court, 1 of 4 taken, past
          Wed 4 Mar 23:00–Thu 5 Mar 01:00, Court, free
          Wed 4 Mar 09:00–09:30, Dr. Żaneta Wójcik, taken, past
          Wed 4 Mar 10:00–10:30, Dr. Żaneta Wójcik, 1 of 2 taken, has begun
          Wed 4 Mar 10:30–11:00, Dr. Żaneta Wójcik, 1 free, 1 of 2 taken
        > Wed 4 Mar 11:00–11:30, Dr. Żaneta Wójcik, locked by ben for 14 min (L unlocks)
          Wed 4 Mar 11:30–12:00, Dr. Żaneta Wójcik, locked by you for 3 h 20 min (L unlocks)
          Wed 4 Mar 12:00–12:30, Dr. Żaneta Wójcik, 2 of 2 taken, full (e raises the capacity)
          Room 7 with a rather long name: no slots, block is a draft

        > next free  a book  / find  Enter details  v views  u undo  F free places  A activity  c create  d on/off  L lock  e edit  D delete  C series  P day sheet  g date  b block  ? help  q leave
        cursor 0,6
        """
    )
  }

  // MARK: The month

  @Test func monthAt40Columns() throws {
    let drawn = try picture(state(40, 10, in: .month))
    #expect(
      drawn == """
        Dr. Żaneta Wójcik, March 2026, 10:12
          Tue 3 Mar: past, 2 of 3 places taken
        > Wed 4 Mar, today: 1 of 9 places
            free, 2 slots locked
          Thu 5 Mar: 1 of 1 place free, 1 slot
            disabled
          Fri 6 Mar: 8 of 12 places free

        >  /  Enter  v  u  ]  Space  *  g  ?  q
        cursor 0,2
        """
    )
  }

  @Test func monthAt80Columns() throws {
    let drawn = try picture(state(80, 24, in: .month))
    #expect(
      drawn == """
        Dr. Żaneta Wójcik, March 2026, Europe/Warsaw (UTC+01:00), 10:12
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

        > free  / find  Enter day  v views  u undo  ]  Space  *  g  b  ? help  q leave
        cursor 0,3
        """
    )
  }

  @Test func monthAt200Columns() throws {
    let drawn = try picture(state(200, 50, in: .month))
    #expect(
      drawn == """
        Dr. Żaneta Wójcik, March 2026, Europe/Warsaw (UTC+01:00), 10:12
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

        > next free  / find  Enter open day  v views  u undo  ] next month  Space mark day  * mark month  g date  b block  ? help  q leave
        cursor 0,3
        """
    )
  }

  // MARK: Windows

  @Test func formAt40Columns() throws {
    var state = try state(40, 10, in: .week)
    state.press("e", "Tab")
    #expect(
      picture(state) == """
        Dr. Żaneta Wójcik, 2 – 8 Mar, 10:12
        Edit slot, Europe/Warsaw, lines 1 to 5 …
          Start: 2026-03-04 11:00  (2026-11-23 …
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
        Dr. Żaneta Wójcik, 2026-03-02 to 2026-03-08, week 10, Europe/Warsaw, 10:12
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
    let drawn = try picture(details(40, 10))
    #expect(
      drawn == """
        Dr. Żaneta Wójcik, 2 – 8 Mar, 10:12
        Wed 4 Mar 10:00–10:30, Dr. Żaneta Wójci…
          People
          Zoë Nowak, +48 22 555 0100
        > Jan Kowalski, +48 22 555 0101
          Ewa, +48 22 555 0102 (cancelled)

        Up Down  m  x  e  y  a  u  Esc back  D
        cursor 0,4
        """
    )
  }

  @Test func detailsAt80Columns() throws {
    let drawn = try picture(details(80, 24))
    #expect(
      drawn == """
        Dr. Żaneta Wójcik, 2026-03-02 to 2026-03-08, week 10, Europe/Warsaw, 10:12
        Wed 4 Mar 10:00–10:30, Dr. Żaneta Wójcik
          People
          Zoë Nowak, +48 22 555 0100
        > Jan Kowalski, +48 22 555 0101
          Ewa, +48 22 555 0102 (cancelled)

          when: Wed 4 Mar 10:00–10:30
          length: 30 min
          zone: Europe/Warsaw, UTC+01:00
          state: has begun
          places: 1 of 2 taken

          What happened
          Wed 4 Mar 10:12 ben changed its places from 1 to 2

          created: Wed 25 Feb 07:13
          changed: Wed 25 Feb 07:13
          id: 51070000-0000-4000-8000-000000000005

        Up Down person  m move  x cancel  e edit  y copy  a book  u undo  Esc back  D
        cursor 0,4
        """
    )
  }

  @Test func detailsAt200Columns() throws {
    let drawn = try picture(details(200, 50))
    #expect(
      drawn == """
        Dr. Żaneta Wójcik, 2026-03-02 to 2026-03-08, week 10, Europe/Warsaw (UTC+01:00), 10:12
        Wed 4 Mar 10:00–10:30, Dr. Żaneta Wójcik
          People
          Zoë Nowak, +48 22 555 0100
        > Jan Kowalski, +48 22 555 0101
          Ewa, +48 22 555 0102 (cancelled)

          when: Wed 4 Mar 10:00–10:30
          length: 30 min
          zone: Europe/Warsaw, UTC+01:00
          state: has begun
          places: 1 of 2 taken

          What happened
          Wed 4 Mar 10:12 ben changed its places from 1 to 2

          created: Wed 25 Feb 07:13
          changed: Wed 25 Feb 07:13
          id: 51070000-0000-4000-8000-000000000005

        Up Down person  m move  x cancel  e edit  y copy  a book  u undo  Esc back  D delete
        cursor 0,4
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
        Dr. Żaneta Wójcik, 2026-03-02 to 2026-03-08, week 10, Europe/Warsaw, 10:12
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
      for row in text.split(separator: "\n").dropFirst(2).prefix(4) { #expect(!row.hasSuffix("…")) }
      guard text != last else { break }
      last = text
      state.press("Down")
    }
    #expect(last.contains("any other key: no, nothing is changed"))
  }

  /// Of arrows, colours and bars ASCII has nothing, and nothing is missing.
  @Test func saysTheSameInASCII() throws {
    let state = try state(80, 24, in: .week)
    let ascii = state.drawn(.ascii).text
    #expect(ascii.utf8.allSatisfy { $0 < 0x80 })
    #expect(!ascii.replacing("? help", with: "").contains("?"))
    #expect(ascii.contains("\n> Wed 4 Mar 11:00-11:30, locked by ben for 14 min"))
    var open = try details(80, 24)
    #expect(open.drawn(.ascii).text.contains("Up Down person"))
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

  /// Whoever listens is told, too, before they press a key.
  @Test(arguments: [
    ("F", "xyz", "No block is called “xyz”."), (":", "xyz", "Nothing is called that."),
    ("b", "xyz", "None is called that."), ("?", "xyz", "No key is found by that."),
  ])
  func whatIsNotFoundIsSaid(key: String, typed: String, sentence: String) throws {
    var scene = try Scene()
    scene.settings.isLinear = true
    try scene.add("2026-03-04 11:00")
    var state = scene.state()
    state.press(key)
    state.type(typed)
    #expect(state.drawn().text.contains(sentence), "\(state.drawn().text)")
  }

  /// A refusal is heard in the line that is typed into, and a free place of the day in words.
  @Test func refusalsAndFreePlacesAreInTheLinesThatAreRead() throws {
    var scene = try Scene()
    scene.settings.isLinear = true
    let full = try scene.add("2026-03-04 11:00", taken: 1)
    try scene.add("2026-03-04 12:00")
    var state = scene.state(on: full)
    state.read(state.press("a"), scene)
    #expect(state.drawn().text.contains("Name:   (Full. Enter books the next free: "))
    let block = try #require(scene.block)
    let day = try date("2026-03-04")
    let sheet = DaySheetPage(date: day, block: block, slots: scene.slots, people: [:])
    let text = DaySheetText(.ofTerminal(ascii: false), isInWords: true)
    let lines = text.lines([sheet], at: scene.now)
    #expect(lines.contains("12:00–12:30  free") && !lines.joined().contains("_"), "\(lines)")
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
