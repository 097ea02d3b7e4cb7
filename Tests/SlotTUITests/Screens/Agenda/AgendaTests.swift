import SlotDomain
import TerminalKit
import Testing

@testable import SlotTUI

/// The table of a week's slots.
@Suite struct AgendaTests {
  static func state(_ width: Int, _ height: Int) throws -> AppState {
    var scene = try SnapshotTests.week(width, height)
    try scene.add(
      "2026-03-07 22:00",
      480,
      isLockable: false,
      metadata: #"{"note":"夜 shift","n":2}"#
    )
    var state = scene.state(on: scene.slots[6])
    state.choose(.agenda)
    return state
  }

  // MARK: Pictures

  @Test func at80Columns() throws {
    let canvas = try Self.state(80, 24).drawn()
    #expect(
      canvas.text == """
         Dr. Żaneta Wójcik  2 – 8 Mar  week 10  Europe/Warsaw (UTC+01:00)         10:12
          time↑                    state       free      who
        · Mon 2 Mar 09:00–09:30    past                  taken
        · Mon 2 Mar 09:30–10:00    past, off
        · Tue 3 Mar 09:00–09:30    past                  2 taken
        · Wed 4 Mar 09:00–09:30    past                  taken
        · Wed 4 Mar 10:00–10:30    has begun             1 taken
        ◐ Wed 4 Mar 10:30–11:00    partly      1 free    1 taken
        ◆ Wed 4 Mar 11:00–11:30    locked
        ◆ Wed 4 Mar 11:30–12:00    locked
        ● Wed 4 Mar 12:00–12:30    full                  2 taken
        ○ Thu 5 Mar 09:00–09:30    available   free
        ✕ Thu 5 Mar 11:00–12:00    disabled
        ◐ Fri 6 Mar 09:00–10:30    partly      8 free    4 taken
        ○ Sat 7 Mar 22:00–Sun 8 …  available   free







        Wed 4 Mar 11:00–11:30, locked by ben for 14 min (L unlocks)
        > free  a book  / find  Enter details  v views  u undo  o sort  ? help  q leave
        """
    )
    #expect(
      canvas.styles == """
        tttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttt
          yyyyy                    hhhhh       hhhh      hhh
        ooooooooooooooooooooooo    oooo                  ooooo
        ooooooooooooooooooooooo    ooooooooo
        ooooooooooooooooooooooo    oooo                  ooooooo
        ooooooooooooooooooooooo    oooo                  ooooo
        ooooooooooooooooooooooo    ooooooooo             ooooooo
        ppppppppppppppppppppppp    pppppp     cccccccc   fffffff
        LLLLLLLLLLLLLLlllllllll    llllll
        lllllllllllllllllllllll    llllll
        fffffffffffffffffffffff    ffff                  fffffff
        aaaaaaaaaaaaaaaaaaaaaaa    aaaaaaaaa  cccccc
        ddddddddddddddddddddddd    dddddddd
        ppppppppppppppppppppppp    pppppp     cccccccc   fffffff
        aaaaaaaaaaaaaaaaaaaaaaaaa  aaaaaaaaa  cccccc








        kiiiii  kiiiii  kiiiii  kkkkkiiiiiiii  kiiiiii  kiiiii  kiiiii  kiiiii  kiiiiii
        """
    )
  }

  @Test func at40Columns() throws {
    let canvas = try Self.state(40, 10).drawn()
    #expect(
      canvas.text == """
         Dr. Żaneta Wójcik  2 – 8 Mar     10:12
          time↑                  state
        · Tue 3 Mar 09:00–09:30  2 taken
        · Wed 4 Mar 09:00–09:30  taken
        · Wed 4 Mar 10:00–10:30  1 taken
        ◐ Wed 4 Mar 10:30–11:00  1 taken
        ◆ Wed 4 Mar 11:00–11:30  locked
        Wed 4 Mar 11:00–11:30, locked by ben for
        14 min (L unlocks)
        >  a  /  Enter  v  u  o  ? help  q leave
        """
    )
  }

  @Test func at200Columns() throws {
    let canvas = try Self.state(200, 50).drawn()
    #expect(
      canvas.text == """
         Dr. Żaneta Wójcik  2 – 8 Mar  week 10  Europe/Warsaw (UTC+01:00)                                                                                                                                 10:12
         Blocks            today  week │  time↑                   state       free      who                 phone             note              locked until
         Court                12   112 │· Mon 2 Mar 09:00–09:30   past                  taken
        ▸Dr. Żaneta Wójcik     2     5 │· Mon 2 Mar 09:30–10:00   past, off
         Room 7 with a rather l… draft │· Tue 3 Mar 09:00–09:30   past                  2 taken
                                       │· Wed 4 Mar 09:00–09:30   past                  taken
                                       │· Wed 4 Mar 10:00–10:30   has begun             1 taken
                                       │◐ Wed 4 Mar 10:30–11:00   partly      1 free    1 taken
                                       │◆ Wed 4 Mar 11:00–11:30   locked                                                                        10:26 ben
                                       │◆ Wed 4 Mar 11:30–12:00   locked                                                                        13:32 ana
                                       │● Wed 4 Mar 12:00–12:30   full                  2 taken
                                       │○ Thu 5 Mar 09:00–09:30   available   free
                                       │✕ Thu 5 Mar 11:00–12:00   disabled
                                       │◐ Fri 6 Mar 09:00–10:30   partly      8 free    4 taken
                                       │○ Sat 7 Mar 22:00–Sun 8…  available   free                                            夜 shift
                                       │
                                       │
                                       │
                                       │
                                       │
                                       │
                                       │
                                       │
                                       │
                                       │
                                       │
                                       │
                                       │
                                       │
                                       │
                                       │
                                       │
                                       │
                                       │
                                       │
                                       │
                                       │
                                       │
                                       │
                                       │
                                       │
                                       │
                                       │
                                       │
                                       │
                                       │
                                       │
                                       │
        Wed 4 Mar 11:00–11:30, locked by ben for 14 min (L unlocks)
        > next free  a book  / find  Enter details  v views  u undo  o sort  F free places  A activity  c create  d on/off  L lock  e edit  D delete  C series  P day sheet  g date  b block  ? help  q leave
        """
    )
  }

  @Test func marksAreSeenHereToo() throws {
    var state = try Self.state(80, 24)
    let before = state.drawn().text
    #expect(!before.contains("✓"))
    state.press("*")
    let rows = state.drawn().text.split(separator: "\n").filter { $0.contains("✓") }
    #expect(rows.count == state.week.slots.count)
    state.press("Esc")
    #expect(state.drawn().text == before)
  }

  @Test func emptyWeekSaysWhatToDo() throws {
    var scene = try Scene()
    scene.size = .init(width: 40, height: 10)
    var state = scene.state(on: .now)
    state.choose(.agenda)
    #expect(
      state.drawn().text == """
         Dr. Ada  2 – 8 Mar  week 10      10:12
          time↑                  state
        No slot in this week.
        c creates one, w goes to the next one,
        ] to the next week.


        Wed 4 Mar 10:00, no slot (c creates one)

        c  C  >  /  v  u  o  ? help  q leave
        """
    )
    expectCursor(state.drawn(), state)
  }

  // MARK: Moving

  @Test(arguments: [
    (["j"], "2026-03-03 09:30"), (["Down"], "2026-03-03 09:30"), (["2", "j"], "2026-03-03 10:00"),
    (["3", "j"], "2026-03-04 09:00"), (["k"], "2026-03-02 10:00"),
    (["9", "k"], "2026-03-02 09:00"),
    (["9", "9", "j"], "2026-03-06 15:00"), (["l"], "2026-03-04 09:00"),
    (["h"], "2026-03-02 09:00"), (["2", "l"], "2026-03-06 15:00"), (["w"], "2026-03-03 09:30"),
    (["W"], "2026-03-02 10:00"), (["4", "w"], "2026-03-04 09:30"), (["Home"], "2026-03-02 09:00"),
    (["End"], "2026-03-06 15:00"), (["End", "h"], "2026-03-04 09:00"),
  ])
  func within(keys: [String], place: String) throws {
    var (_, state) = try MovementTests.state(at: "03 09:00")
    state.choose(.agenda)
    #expect(keys.flatMap { state.press($0) } == [])
    #expect(state.place == place)
    #expect(state.week.focusedSlot != nil)
    expectCursor(state.drawn(), state)
  }

  @Test(arguments: [(["]"], "2026-03-09"), (["["], "2026-02-23"), (["2", "PgDn"], "2026-03-16")])
  func weeks(keys: [String], day: String) throws {
    var (scene, state) = try MovementTests.state(at: "03 09:00")
    state.choose(.agenda)
    #expect(keys.flatMap { state.press($0) } == [scene.request(.week(try date(day)))])
  }

  @Test(arguments: [
    (["}"], "2026-04-03"), (["{"], "2026-02-03"), (["4", "l"], "2026-03-09"),
    (["9", "l"], "2026-03-12"), (["2", "h"], "2026-03-01"), (["9", "h"], "2026-02-22"),
  ])
  func daysBeyondTheWeek(keys: [String], day: String) throws {
    var (scene, state) = try MovementTests.state(at: "03 09:00")
    state.choose(.agenda)
    #expect(keys.flatMap { state.press($0) } == [scene.request(.date(try date(day)))])
  }

  @Test func freeRowBecomesTheNextSlotOfTheDay() throws {
    for (day, keys, place) in [
      ("2026-03-03", [], "2026-03-03 09:00"), ("2026-03-05", [], "2026-03-06 15:00"),
      ("2026-03-08", [], "2026-03-06 15:00"), ("2026-03-04", ["9", "j"], "2026-03-04 10:00"),
    ] {
      var state = try MovementTests.week().state(on: .date(date(day)))
      for key in keys { state.press(key) }
      state.choose(.agenda)
      #expect(state.place == place)
    }
  }

  @Test func deletedSlotLeavesTheCursorOnItsNeighbour() throws {
    var (scene, state) = try MovementTests.state(at: "03 09:30")
    state.choose(.agenda)
    scene.slots.removeAll { $0.id == state.week.focusedSlot?.id }
    _ = state.update(.loaded(scene.content, .stay), at: state.now)
    #expect(state.place == "2026-03-03 10:00")
    scene.slots = []
    _ = state.update(.loaded(scene.content, .stay), at: state.now)
    #expect(state.week.focusedSlot == nil)
    #expect(state.press("j", "k", "h", "w", "Home", "End").count == 2)
    #expect(state.press("d") == [])
    #expect(state.message?.text.hasPrefix("There is no slot here.") == true)
  }

  @Test func scrollsWithTheCursor() throws {
    var scene = try Scene()
    scene.size = .init(width: 40, height: 10)
    for hour in 10..<24 { for day in 2...6 { try scene.add("2026-03-0\(day) \(hour):00") } }
    var state = scene.state(on: nil)
    state.choose(.agenda)
    state.press("Home")
    for _ in 0..<80 {
      expectCursor(state.drawn(), state)
      state.press("j")
    }
    #expect(state.place == "2026-03-06 23:00")
    #expect(state.week.agenda.top == 70 - 5)
    state.press("9", "9", "k")
    #expect(state.week.agenda.top == 0)
    expectCursor(state.drawn(), state)
    // A week without slots has nothing to scroll.
    state.press("End")
    scene.slots = []
    _ = state.update(.loaded(scene.content, .stay), at: state.now)
    #expect(state.week.agenda.top == 0)
    expectCursor(state.drawn(), state)
  }

  // MARK: Sorting

  private func numbers(_ state: AppState) -> [Int] { state.week.agenda.order }

  @Test func sortsByEachColumn() throws {
    var state = try Self.state(200, 50)
    let slot = state.week.focusedSlot
    let byTime = Array(0..<13)
    let expected: [(String, [Int])] = [
      ("state", [9, 12, 5, 11, 8, 10, 6, 7, 0, 1, 2, 3, 4]),
      ("free", [0, 1, 2, 3, 4, 6, 7, 8, 10, 5, 9, 12, 11]),
      ("who", [4, 5, 2, 8, 11, 0, 3, 1, 6, 7, 9, 10, 12]), ("phone", byTime),
      ("note", [12] + byTime.dropLast()),
      ("locked until", [6, 7, 0, 1, 2, 3, 4, 5, 8, 9, 10, 11, 12]),
      ("time", byTime),
    ]
    for (column, order) in expected {
      #expect(state.press("o") == [])
      #expect(state.message?.text == "Sorted by \(column).")
      #expect(numbers(state) == order)
      #expect(state.week.focusedSlot == slot)
      state.press("O")
      #expect(state.message?.text == "Sorted by \(column), last first.")
      #expect(state.drawn().text.contains("\(column)↓"))
      state.press("O")
      #expect(numbers(state) == order)
    }
  }

  @Test func sortsOnlyByWhatIsShown() throws {
    var state = try Self.state(40, 10)
    state.press("o")
    #expect(state.message?.text == "Sorted by state.")
    #expect(state.drawn().text.contains("state↑"))
    state.press("o")
    #expect(state.message?.text == "Sorted by time.")

    state = try Self.state(80, 24)
    state.press("o", "o", "o")
    #expect(state.week.agenda.sorting == .who)
    _ = state.update(.resized(.init(width: 40, height: 10)), at: state.now)
    #expect(state.week.agenda.sorting == .time)
    #expect(numbers(state) == Array(0..<13))
  }

  @Test func orderFollowsWhatChanges() throws {
    var scene = try Scene()
    try scene.add("2026-03-04 11:00", taken: 1)
    try scene.add("2026-03-04 12:00")
    var state = scene.state(on: nil)
    state.choose(.agenda)
    state.press("o")
    #expect(numbers(state) == [1, 0])
    scene.slots[0].activeAppointments = 0
    scene.slots[1].activeAppointments = 1
    _ = state.update(.loaded(scene.content, .stay), at: state.now)
    #expect(numbers(state) == [0, 1])
  }

  @Test func sortingIsForTheAgenda() throws {
    var state = try SnapshotTests.state(80, 24)
    #expect(state.press("o") == [])
    #expect(state.message?.text == "Sorting is for the agenda: v a shows it.")
  }

  @Test func columnsFillTheWidthAndNoMore() {
    for width in 1...300 {
      let columns = AgendaColumn.fitting(width, TimeStyle())
      let sum = columns.reduce(0) { $0 + $1.width } + (columns.count - 1) * AgendaColumn.gap(width)
      #expect(sum <= max(width, 0))
    }
    #expect(AgendaColumn.fitting(40, TimeStyle()).map(\.column) == [.time, .state])
    #expect(AgendaColumn.fitting(176, TimeStyle()).map(\.column) == AgendaColumn.allCases)
  }
}
