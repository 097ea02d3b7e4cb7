import SlotDomain
import TerminalKit
import Testing

@testable import SlotTUI

/// The grid of one day.
@Suite struct DayTests {
  static func state(_ width: Int, _ height: Int) throws -> AppState {
    var scene = try SnapshotTests.week(width, height)
    scene.slots[6].metadata = try Metadata(parsing: #"{"name":"Vaccination 漢字","room":"204"}"#)
    try scene.add("2026-03-04 22:00", 480)
    var state = scene.state(on: scene.slots[6])
    state.choose(.day)
    return state
  }

  /// Where a group is in one slot, names go on as far as there is room, and times stay below each other.
  @Test func namesOfAGroupHaveTheRoomOfTheDay() throws {
    var scene = try Scene()
    scene.size = .init(width: 140, height: 24)
    let names = ["Anna First", "Bertram Second", "Cleopatra Third", "Dora Fourth"]
    try scene.add("2026-03-04 11:00", capacity: 6, guests: names)
    try scene.add("2026-03-04 11:30", guests: ["Eve Fifth"])
    var state = scene.state(on: scene.slots[0])
    state.choose(.day)
    let rows = state.drawn().text.split(separator: "\n").map(String.init)
    let group = try #require(rows.first { $0.contains("11:00–11:30") })
    #expect(group.contains("Anna First, Bertram Second, Cleopatra Third, Dora Fourth   11:00"))
    let single = try #require(rows.first { $0.contains("11:30–12:00  07700") })
    #expect(
      single.distance(
        from: single.startIndex,
        to: try #require(single.firstRange(of: "11:30–")).lowerBound
      )
        == group.distance(
          from: group.startIndex,
          to: try #require(group.firstRange(of: "11:00–")).lowerBound
        )
    )
  }

  // MARK: Pictures

  @Test func at80Columns() throws {
    let canvas = try Self.state(80, 24).drawn()
    #expect(
      canvas.text == """
         Dr. Żaneta Wójcik  Wed 4 Mar  week 10  Europe/Warsaw (UTC+01:00)         10:12
              Wed 4 Mar today
        00:00 ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄
        09:00 · taken                        09:00–09:30
          :30
        ▸10:12· now 1 taken                  10:00–10:30
          :30 ◐ 1 free  1 taken              10:30–11:00
        11:00 ◆ ben 14m                      11:00–11:30  Vaccination 漢字
          :30 ◆ ana 3h                       11:30–12:00
        12:00 ● 2 taken                      12:00–12:30
        12:30 ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄
        22:00 ○ free                         Wed 4 Mar 22:00–Thu 5 Mar 06:00










        Wed 4 Mar 11:00–11:30, locked by ben for 14 min (L unlocks)
        > next free  a book  / find  Enter details  v views  u undo  ? help  q leave
        """
    )
    #expect(
      canvas.styles == """
        tttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttt
              yyyyyyyyyyyyyyy
        zzzzz zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz
        ggggg o ooooo
        ggggg
        nnnnnno ooooooooooo
        ggggg pcccccccc fffffff
        ggggg L#LLLLLLL#####
        ggggg l llllll
        ggggg f fffffff
        zzzzz zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz
        ggggg accccccccccccc











        kiiiiiiiiii  kiiiii  kiiiii  kkkkkiiiiiiii  kiiiiii  kiiiii  kiiiii  kiiiiii
        """
    )
  }

  @Test func at40Columns() throws {
    let canvas = try Self.state(40, 10).drawn()
    #expect(
      canvas.text == """
         Dr. Żaneta Wójcik  Wed 4 Mar     10:12
              Wed 4 Mar today
        09:00 · taken           09:00–09:30
          :30
        ▸10:12· now 1 taken     10:00–10:30
          :30 ◐ 1 free  1 taken 10:30–11:00
        11:00↓◆ ben 14m         11:00–11:30  Va…
        Wed 4 Mar 11:00–11:30, locked by ben for
        14 min (L unlocks)
        >  a  /  Enter  v  u  ? help  q leave
        """
    )
  }

  @Test func at200Columns() throws {
    let canvas = try Self.state(200, 50).drawn()
    #expect(
      canvas.text == """
         Dr. Żaneta Wójcik  Wed 4 Mar  week 10  Europe/Warsaw (UTC+01:00)                                                                                                                                 10:12
         Blocks            today  week │      Wed 4 Mar today
         Court                12   112 │00:00 ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄
        ▸Dr. Żaneta Wójcik     2     5 │09:00 · taken                        09:00–09:30
         Room 7 with a rather l… draft │  :30
                                       │▸10:12· now 1 taken                  10:00–10:30
                                       │  :30 ◐ 1 free  1 taken              10:30–11:00
                                       │11:00 ◆ ben 14m                      11:00–11:30  Vaccination 漢字
                                       │  :30 ◆ ana 3h                       11:30–12:00
                                       │12:00 ● 2 taken                      12:00–12:30
                                       │12:30 ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄
                                       │22:00 ○ free                         Wed 4 Mar 22:00–Thu 5 Mar 06:00
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
                                       │
                                       │
                                       │
        Wed 4 Mar 11:00–11:30, locked by ben for 14 min (L unlocks)
        > next free  a book  / find  Enter details  v views  u undo  F free places  A activity  c create  d on/off  L lock  e edit  D delete  C series  P day sheet  g date  b block  ? help  q leave
        """
    )
  }

  /// Another day's clock change does not show, and that of the day itself does.
  @Test func longDay() throws {
    var scene = try Scene("2026-10-25 01:30")
    try scene.add("2026-10-25 01:00", 30)
    try scene.add("2026-10-25T00:30:00Z", 30, taken: 1)
    try scene.add("2026-10-25T01:30:00Z", 30)
    try scene.add("2026-10-24 02:00", 30)
    scene.size = .init(width: 60, height: 14)
    var state = scene.state(on: scene.slots[2])
    state.choose(.day)
    #expect(
      state.drawn().text == """
         Dr. Ada  Sun 25 Oct  week 43  Europe/Warsaw          01:30
                    Sun 25 Oct today
        00:00       ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄
        01:00       ·                        01:00–01:30
        ▸01:30      ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
        02:30+02:00 ● taken                  02:30+02:00–02:00+01:00
        02:00+01:00
        02:30+01:00 ○ free                   02:30+01:00–03:00
        03:00       ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄


        Sun 25 Oct 02:30+01:00–03:00, free

        > free  a book  / find  Enter details  v  u  ? help  q leave
        """
    )
    #expect(state.week.layout.axis.repeats.count == 1)
    state.press("h")
    #expect(state.week.layout.axis.repeats.isEmpty)
    #expect(state.place == "2026-10-24 02:30")
  }

  // MARK: Moving

  @Test(arguments: [
    (["j"], "2026-03-03 09:30"), (["2", "j"], "2026-03-03 10:00"), (["l"], "2026-03-04 09:00"),
    (["]"], "2026-03-04 09:00"), (["PgDn"], "2026-03-04 09:00"), (["2", "]"], "2026-03-05 09:00"),
    (["3", "Right"], "2026-03-06 09:00"), (["h"], "2026-03-02 09:00"), (["["], "2026-03-02 09:00"),
    (["w"], "2026-03-03 09:30"), (["3", "w"], "2026-03-04 09:00"), (["W"], "2026-03-02 10:00"),
    (["9", "w"], "2026-03-03 09:00"), (["End"], "2026-03-03 10:00"),
    (["l", "End"], "2026-03-04 10:00"),
    (["j", "Home"], "2026-03-03 09:00"), (["2", "l", "Home", "l"], "2026-03-06 09:00"),
    (["l", "h"], "2026-03-03 09:00"), (["w", "W"], "2026-03-03 09:00"),
  ])
  func within(keys: [String], place: String) throws {
    var (_, state) = try MovementTests.state(at: "03 09:00")
    state.choose(.day)
    let effects = keys.flatMap { state.press($0) }
    #expect(state.place == place)
    #expect(effects.allSatisfy { if case .load = $0 { true } else { false } })
    expectCursor(state.drawn(), state)
  }

  @Test(arguments: [
    (["2", "h"], "2026-03-01"), (["2", "["], "2026-03-01"), (["7", "]"], "2026-03-10"),
    (["}"], "2026-04-03"), (["{"], "2026-02-03"),
  ])
  func daysBeyondTheWeek(keys: [String], day: String) throws {
    var (scene, state) = try MovementTests.state(at: "03 09:00")
    state.choose(.day)
    #expect(keys.flatMap { state.press($0) } == [scene.request(.week(try date(day)))])
    scene.firstDay = try date(day).startOfWeek()
    scene.slots = []
    _ = state.update(.loaded(scene.content, .stay), at: state.now)
    #expect(state.place == "\(day) 09:00")
  }

  @Test func slotThatIsMovedToAnotherDayTakesTheCursorAlong() throws {
    var (scene, state) = try MovementTests.state(at: "03 09:00")
    state.choose(.day)
    let start = try scene.at("2026-03-05 13:00")
    scene.slots[3].range = TimeRange(start: start, end: start + .minutes(30))
    _ = state.update(.loaded(scene.content, .stay), at: state.now)
    #expect(state.place == "2026-03-05 13:00")
    #expect(state.week.focusedSlot?.id == scene.slots[3].id)
  }

  @Test func nightIsKeptOnBothOfItsDays() throws {
    var state = try Self.state(80, 24)
    state.press("End")
    #expect(state.place == "2026-03-04 22:00")
    let night = state.week.focusedSlot
    state.press("l", "Home")
    #expect(state.week.focusedDate == (try date("2026-03-05")))
    #expect(state.week.focusedSlot == night)
    state.press("v", "w")
    #expect(state.week.focusedSlot == night)
    #expect(state.drawn().text.contains("Mon 2 Mar     Tue 3 Mar"))
  }

  @Test func nowIsMarkedOnItsDayAlone() throws {
    var state = try Self.state(80, 24)
    #expect(state.drawn().text.contains("▸10:12"))
    state.press("l")
    #expect(!state.drawn().text.contains("▸10:12"))
  }

  @Test func opensOnItsDay() throws {
    let scene = try SnapshotTests.week(80, 24)
    let state = AppState(
      settings: scene.settings,
      now: scene.now,
      size: scene.size,
      content: scene.content,
      view: .day,
      focus: .date(try date("2026-03-06"))
    )
    #expect(state.place == "2026-03-06 09:00")
    #expect(state.week.focusedSlot == scene.slots[11])
    expectCursor(state.drawn(), state)
  }
}
