import SlotDomain
import TerminalKit
import Testing

@testable import SlotTUI

/// The month as a heat map of what is free.
@Suite struct MonthTests {
  /// The week of the snapshots, and days of every kind around it.
  static func scene(_ width: Int, _ height: Int) throws -> Scene {
    var scene = try SnapshotTests.week(width, height)
    for day in 9...27 where day % 7 != 0 && day % 7 != 1 {
      let name = "2026-03-\(day < 10 ? "0" : "")\(day)"
      try scene.add("\(name) 09:00", capacity: 20, taken: day * 5 % 21)
      try scene.add("\(name) 10:00", capacity: 20, taken: day * 3 % 21)
    }
    try scene.add("2026-03-30 09:00", lock: .init(owner: "ben", minutes: 90))
    try scene.add("2026-03-31 09:00", status: .disabled)
    try scene.add("2026-04-01 09:00", capacity: 3)
    try scene.add("2026-02-27 09:00", capacity: 3, taken: 3)
    try scene.add("2026-03-29 09:00", capacity: 2, taken: 2)
    return scene
  }

  static func state(_ width: Int, _ height: Int) throws -> (Scene, AppState) {
    let scene = try scene(width, height)
    var state = scene.state(on: scene.slots[6])
    state.choose(.month, reading: scene)
    return (scene, state)
  }

  // MARK: Pictures

  @Test func at80Columns() throws {
    let canvas = try Self.state(80, 24).1.drawn()
    #expect(
      canvas.text == """
         Dr. Żaneta Wójcik  March 2026  Europe/Warsaw (UTC+01:00)                 10:12
             Mon       Tue       Wed       Thu       Fri       Sat       Sun
         10   2 ·       3 ·     ▸ 4 ░       5 █████   6 ▓▓▓▓    7         8
             1 taken   2 taken   1 free    1 free    8 free
                                           some off

         11   9 ████   10 ▓▓▓    11 ▒▒     12 ░      13 ▒▒▒    14        15
             31 free   23 free   15 free   7 free    20 free


         12  16 ▒▒▒    17 ▓▓▓▓   18 ▓▓▓    19 ▒▒     20 ░      21        22
             17 free   30 free   22 free   14 free   6 free


         13  23 ▓▓▓    24 ▒▒     25 ░      26 ▓▓▓    27 ▒▒     28        29 ●
             24 free   16 free   8 free    21 free   13 free             full


         14  30 ◆      31 ✕       1 █████   2         3         4         5
             locked    off       3 free


        Wed 4 Mar, today: 1 of 9 places free, 2 slots locked
        > free  / find  Enter day  v views  u undo  ]  Space  *  g  b  ? help  q leave
        """
    )
    #expect(
      canvas.styles == """
        tttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttt
             hhh       hhh       hhh       hhh       hhh       hhh       hhh
         gg  oo o      oo o     YYY 1         44444     3333
             ooooooo   ooooooo  $$$$$$$$  cccccccc  cccccccc
                                           dddddddd

         gg     4444      333       22        1         222
            ccccccccc ccccccccc ccccccccc cccccccc  ccccccccc


         gg     222       3333      333       22        1
            ccccccccc ccccccccc ccccccccc ccccccccc cccccccc


         gg     333       22        1         333       22                  f
            ccccccccc ccccccccc cccccccc  ccccccccc ccccccccc            ffff


         gg     l         d      ,, 44444  ,,        ,,        ,,        ,,
             llllll    ddd      cccccccc



        kiiiii  kiiiii  kkkkkiiii  kiiiiii  kiiiii  k  kkkkk  k  k  k  kiiiii  kiiiiii
        """
    )
  }

  @Test func at40Columns() throws {
    let drawn = try Self.state(40, 10).1.drawn().text
    #expect(
      drawn == """
         Dr. Żaneta Wójcik  March 2026    10:12
         Mon  Tue  Wed  Thu  Fri  Sat  Sun
          2·   3· ▸ 4░   5█   6▓   7    8
          9█  10▓  11▒  12░  13▒  14   15
         16▒  17▓  18▓  19▒  20░  21   22
         23▓  24▒  25░  26▓  27▒  28   29●
         30◆  31✕   1█   2    3    4    5
        Wed 4 Mar, today: 1 of 9 places free, 2
        slots locked
        >  /  Enter  v  u  ]  Space  *  g  ?  q
        """
    )
  }

  @Test func at200Columns() throws {
    let drawn = try Self.state(200, 50).1.drawn().text
    #expect(
      drawn == """
         Dr. Żaneta Wójcik  March 2026  Europe/Warsaw (UTC+01:00)                                                                                                                                         10:12
         Blocks            today month │     Mon                    Tue                    Wed                    Thu                    Fri                    Sat                    Sun
         Court                12       │ 10   2 ·                    3 ·                  ▸ 4 ░░                   5 ██████████████████   6 ▓▓▓▓▓▓▓▓▓▓▓▓         7                      8
        ▸Dr. Żaneta Wójcik     2       │     1 taken                2 taken                1 free                 1 free                 8 free
         Room 7 with a rather l… draft │                                                   some locked            some off
                                       │
                                       │
                                       │
                                       │
                                       │
                                       │
                                       │ 11   9 ██████████████      10 ▓▓▓▓▓▓▓▓▓▓▓         11 ▒▒▒▒▒▒▒             12 ░░░░                13 ▒▒▒▒▒▒▒▒▒           14                     15
                                       │     31 free                23 free                15 free                7 free                 20 free
                                       │
                                       │
                                       │
                                       │
                                       │
                                       │
                                       │
                                       │ 12  16 ▒▒▒▒▒▒▒▒            17 ▓▓▓▓▓▓▓▓▓▓▓▓▓▓      18 ▓▓▓▓▓▓▓▓▓▓          19 ▒▒▒▒▒▒▒             20 ░░░                 21                     22
                                       │     17 free                30 free                22 free                14 free                6 free
                                       │
                                       │
                                       │
                                       │
                                       │
                                       │
                                       │
                                       │ 13  23 ▓▓▓▓▓▓▓▓▓▓▓         24 ▒▒▒▒▒▒▒▒            25 ░░░░                26 ▓▓▓▓▓▓▓▓▓▓          27 ▒▒▒▒▒▒              28                     29 ●
                                       │     24 free                16 free                8 free                 21 free                13 free                                       full
                                       │
                                       │
                                       │
                                       │
                                       │
                                       │
                                       │
                                       │ 14  30 ◆                   31 ✕                    1 █████████████ Apr    2                      3                      4                      5
                                       │     locked                 off                    3 free
                                       │
                                       │
                                       │
                                       │
                                       │
                                       │
                                       │
                                       │
        Wed 4 Mar, today: 1 of 9 places free, 2 slots locked
        > next free  / find  Enter open day  v views  u undo  ] next month  Space mark day  * mark month  g date  b block  ? help  q leave
        """
    )
  }

  /// There is nothing to mark in it yet.
  @Test(arguments: [ScreenAction.view(.month), .view(.year)])
  func anEmptyOneSaysWhatMakesSlots(view: ScreenAction) throws {
    var scene = try Scene()
    scene.size = ScreenSize(width: 120, height: 40)
    var state = scene.state()
    state.choose(view == .view(.year) ? .year : .month, reading: scene)
    let hints = try #require(state.drawn().text.split(separator: "\n").last)
    #expect(hints.hasPrefix("c create  C series  > next free"))
    #expect(!hints.contains("mark"))
  }

  /// Six weeks do not fit five lines: that of the cursor is always seen.
  @Test func scrollsWhereItIsLow() throws {
    var (scene, state) = try Self.state(40, 10)
    for _ in 0..<8 {
      state.press(["j"], reading: scene)
      expectCursor(state.drawn(), state)
    }
    #expect(state.week.focusedDate == (try date("2026-04-29")))
  }

  @Test(arguments: [
    ("2026-03-03", "Tue 3 Mar: past, 2 of 3 places taken"),
    ("2026-03-04", "Wed 4 Mar, today: 1 of 9 places free, 2 slots locked"),
    ("2026-03-05", "Thu 5 Mar: 1 of 1 place free, 1 slot disabled"),
    ("2026-03-07", "Sat 7 Mar: no slots (c creates one)"),
    ("2026-03-29", "Sun 29 Mar: 0 of 2 places free"),
    ("2026-03-30", "Mon 30 Mar: 0 of 1 place free, 1 slot locked"),
    ("2026-03-31", "Tue 31 Mar: nothing is offered, 1 slot disabled"),
    ("2027-01-01", "Fri 1 Jan 2027: no slots (c creates one)"),
  ])
  func daysInWords(day: String, sentence: String) throws {
    var (scene, state) = try Self.state(80, 24)
    let days = try date(day).dayNumber - state.week.focusedDate.dayNumber
    let count = "\(abs(days))".map(String.init)
    if days != 0 { state.press(count + [days < 0 ? "h" : "l"], reading: scene) }
    let lines = state.drawn().text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[22] == sentence)
  }

  /// Without colour: nothing offered, full, locked and empty days each have a sign of their own.
  @Test func everyKindOfDayHasItsSign() throws {
    func face(_ change: (inout PlaceCounts) -> Void) -> MonthFace? {
      var counts = PlaceCounts()
      counts.slots = 4
      change(&counts)
      return MonthFace(counts, isPast: false)
    }
    #expect(MonthFace(PlaceCounts(), isPast: false) == nil)
    let faces = [
      face { $0.disabledSlots = 4 },
      face { ($0.offered, $0.taken) = (8, 8) },
      face { ($0.offered, $0.taken, $0.lockedSlots) = (8, 2, 4) },
      face { ($0.offered, $0.taken) = (8, 2) },
      face { ($0.offered, $0.free) = (100, 1) },
      face { ($0.offered, $0.free) = (8, 4) },
      face { ($0.offered, $0.free) = (8, 6) },
      face { ($0.offered, $0.free) = (8, 8) },
    ]
    #expect(faces[1]?.words == ["full"])
    #expect(faces[3]?.words == ["late"])
    // Of today a part can be taken, and another one over.
    var counts = PlaceCounts()
    (counts.slots, counts.offered, counts.taken) = (4, 8, 2)
    #expect(MonthFace(counts, isPast: false, isToday: true)?.words == ["0 free"])
    #expect(Set(faces.map { $0?.glyph }).count == faces.count)
    #expect(Set(faces.map { $0?.style }).count == faces.count)
  }

  // MARK: Moving

  @Test(arguments: [
    (["l"], "2026-03-05"), (["h"], "2026-03-03"), (["3", "l"], "2026-03-07"),
    (["j"], "2026-03-11"), (["k"], "2026-02-25"), (["2", "j"], "2026-03-18"),
    (["Down"], "2026-03-11"), (["Up"], "2026-02-25"), (["Right"], "2026-03-05"),
    (["Left"], "2026-03-03"), (["]"], "2026-04-04"), (["["], "2026-02-04"),
    (["PgDn"], "2026-04-04"), (["PgUp"], "2026-02-04"), (["3", "]"], "2026-06-04"),
    (["}"], "2026-04-04"), (["{"], "2026-02-04"), (["Home"], "2026-03-01"),
    (["End"], "2026-03-31"), (["l", "h"], "2026-03-04"),
  ])
  func days(keys: [String], day: String) throws {
    var (scene, state) = try Self.state(80, 24)
    state.press(keys, reading: scene)
    #expect(state.week.focusedDate == (try date(day)))
    #expect(state.week.view == .month)
    #expect(state.message == nil)
    expectCursor(state.drawn(), state)
  }

  /// The counts of the month are there, so that the cursor need not wait for the slots of its week.
  @Test func anotherWeekOfTheMonthIsReadUnseen() throws {
    var (scene, state) = try Self.state(80, 24)
    let effects = state.press("j")
    #expect(effects.map(\.isUnseen) == [true])
    #expect(state.week.focusedDate == (try date("2026-03-11")))
    let picture = state.drawn()
    #expect(picture.text.contains("Wed 11 Mar: 15 of 40 places free"))
    let answer = try #require(effects.first.flatMap(scene.answer))
    #expect(state.update(answer, at: state.now) == [])
    #expect(state.drawn() == picture)
    #expect(state.week.firstDay == (try date("2026-03-09")))
    // Another month shows other counts.
    #expect(state.press("4", "j").map(\.isUnseen) == [false])
    scene.slots = []
  }

  /// Should it not be read, the cursor is where its slots are.
  @Test func weekThatIsNotReadIsNotGoneTo() throws {
    var (_, state) = try Self.state(80, 24)
    state.press("j")
    _ = state.update(.refused(.storeBusy), at: state.now)
    #expect(state.week.focusedDate == (try date("2026-03-04")))
    state.press("j", "h")
    #expect(state.week.focusedDate == (try date("2026-03-10")))
  }

  @Test func slotsAreSearchedFromTheDaysEdges() throws {
    var (scene, state) = try Self.state(80, 24)
    let day = scene.zone.day(try date("2026-03-04"))
    let end = day.end - Span(milliseconds: 1)
    #expect(state.press("w") == [scene.request(.neighbour(.after, end))])
    #expect(state.press("W") == [scene.request(.neighbour(.before, day.start))])
    #expect(state.press("2", ">") == [scene.request(.available(.after, end, count: 2))])
    #expect(state.press("<") == [scene.request(.available(.before, day.start, count: 1))])
    #expect(state.press("t") == [scene.request(.now)])
    #expect(
      state.press("g", "1", ".", "4", "Enter") == [scene.request(.date(try date("2026-04-01")))]
    )
  }

  @Test func otherBlocksAreCountedToo() throws {
    var (scene, state) = try Self.state(80, 24)
    let court = Scene.block(3, "Court")
    let request = PeriodRequest(
      block: court.id,
      zoneChoice: .block,
      target: .week(scene.firstDay)
    )
    #expect(state.press("S-Tab") == [.load(request)])
    state.read([.load(request)], scene)
    #expect(state.places?.request.block == court.id)
    #expect(state.places(on: try date("2026-03-12")) == PlaceCounts())
  }

  @Test func enterOpensTheDay() throws {
    var (scene, state) = try Self.state(80, 24)
    state.press(["5", "l"], reading: scene)
    #expect(state.press("Enter") == [])
    #expect(state.week.view == .day)
    #expect(state.place == "2026-03-09 09:00")
    #expect(state.week.focusedSlot?.id == scene.slots[12].id)
  }

  @Test func theSlotIsKept() throws {
    var (scene, state) = try Self.state(80, 24)
    for view in PeriodView.allCases {
      state.choose(view, reading: scene)
      #expect(state.week.focusedSlot == scene.slots[6])
      state.choose(.month, reading: scene)
    }
    // The day's slots come by their start: 11:00 has a neighbour at 11:00 on Thursday.
    state.press(["l"], reading: scene)
    state.choose(.week, reading: scene)
    #expect(state.place == "2026-03-05 11:00")
  }

  // MARK: Slots

  @Test(arguments: ["d", "L", "D", "e", "a", "i", "Del"])
  func keysOfASlotSayWhatToDo(key: String) throws {
    var (_, state) = try Self.state(80, 24)
    #expect(state.press(key) == [])
    #expect(state.message?.text == "The month shows days: Enter opens this one.")
    #expect(state.overlay == nil)
  }

  @Test func keysActOnMarks() throws {
    var (scene, state) = try Self.state(80, 24)
    state.press("Space")
    let ids = scene.slots[3...8].map(\.id)
    #expect(state.marks.ids == Set(ids))
    #expect(state.drawn().text.contains("6 slots marked: a d L S D e y act on all"))
    #expect(state.drawn().text.contains("▸ 4✓"))
    let open = state.marks.sorted.filter { $0.status == .active }
    let toCome = open.filter { $0.range.end > state.now }
    let closing = Closing(slots: open.map(\.id), slotsToCome: toCome.map(\.id))
    #expect(state.press("d") == [.askToClose(closing)])
    state.press("Space")
    #expect(state.marks.isEmpty)
    state.press(["3", "l"], reading: scene)
    state.press("Space")
    #expect(state.message?.text == "There is no slot on this day.")
  }

  @Test func allOfTheMonthAreMarked() throws {
    var (scene, state) = try Self.state(80, 24)
    let block = try #require(scene.block)
    let month = TimeRange(
      start: try scene.at("2026-03-01 00:00"),
      end: try scene.at("2026-04-01 00:00")
    )
    #expect(state.press("*") == [.find(block.id, month)])
    state.read([.find(block.id, month)], scene)
    let inMonth = scene.slots.filter { month.contains($0.range.start) }
    #expect(state.marks.ids == Set(inMonth.map(\.id)))
    #expect(state.drawn().text.contains("\(inMonth.count) slots marked: "))
    state.press(["]"], reading: scene)
    #expect(
      state.drawn().text.contains(
        "\(inMonth.count) slots marked, \(inMonth.count) not shown: "
      )
    )
    _ = state.update(.found([]), at: state.now)
    #expect(state.message?.text == "There is no slot in this month.")
  }

  @Test func rangesAreForOtherViews() throws {
    var scene = try Self.scene(80, 24)
    var state = scene.state(on: scene.slots[6])
    state.press("V")
    state.choose(.month, reading: scene)
    #expect(state.marks.rangeStart == nil)
    #expect(state.message?.text == "The range was given up: the month shows days.")
    state.press("V")
    #expect(state.message?.text == "The month shows days: Space marks one, * all.")
    scene.slots = []
  }

  // MARK: Following

  @Test func everyChangeOfTheStoreCountsAgain() throws {
    var (scene, state) = try Self.state(80, 24)
    let request = try #require(state.places?.request)
    #expect(request.firstDay == (try date("2026-03-02")))
    #expect(request.days == 35)
    #expect(state.update(.storeChanged([]), at: state.now) == [state.reload(.stay)])
    #expect(state.update(.loaded(scene.content, .stay), at: state.now) == [.countPlaces(request)])
    #expect(state.press("l") == [])
    #expect(state.update(.tick, at: state.now) == [])
    #expect(state.after(.minutes(1)) == [state.reload(.stay)])
    // Without its counts a day is named, and nothing said that may be wrong.
    _ = state.update(.placesCounted(DayPlaces(request: request, days: [])), at: state.now)
    #expect(state.drawn().text.contains("\nThu 5 Mar\n"))
    scene.slots = []
  }

  @Test func blocksCountTheirMonth() throws {
    var (scene, state) = try Self.state(120, 30)
    #expect(state.available(in: scene.block?.id ?? BlocksTests.court.id) == nil)
    let effects = state.update(.tick, at: state.clock + .seconds(1))
    let request = state.desk.outlookRequest
    #expect(effects == [.readOutlook(request)])
    #expect(request.period == scene.zone.range(of: try date("2026-03-01"), days: 31))
    var outlook = Outlook()
    outlook.freeInPeriod = [BlocksTests.court.id: 77]
    _ = state.update(.outlookRead(request, outlook), at: state.now)
    #expect(state.available(in: BlocksTests.court.id) == 77)
    // A week's move within the month leaves the numbers as they are.
    state.press(["j"], reading: scene)
    #expect(state.available(in: BlocksTests.court.id) == 77)
    scene.slots = []
  }
}
