import ProgramDriver
import SlotDomain
import TerminalKit
import Testing

@testable import SlotTUI

/// Room goes where slots are: rows and columns without any take as little as they can.
@Suite struct FoldTests {
  /// Slots of so many minutes on some days of a week, one after the other.
  private func scene(
    _ days: ClosedRange<Int> = 2...6,
    _ minutes: Int = 20,
    hours: [ClosedRange<Int>] = [9...11, 13...15],
    name: String? = nil
  ) throws -> Scene {
    var scene = try Scene()
    for day in days {
      for hour in hours.joined() {
        for minute in stride(from: 0, to: 60, by: minutes == 50 ? 60 : minutes) {
          let start = "2026-03-0\(day) \(TimeStyle.two(hour)):\(TimeStyle.two(minute))"
          try scene.add(start, minutes, guests: name.map { [$0] } ?? [])
        }
      }
    }
    return scene
  }

  private func rows(_ scene: Scene) -> [String] {
    scene.state().desk.sheet.layout.rows.rows.map { row in
      let minutes = row.range.lowerBound / 60_000
      let clock = "\(TimeStyle.two(minutes / 60)):\(TimeStyle.two(minutes % 60))"
      return row.isFold ? "\(clock) …" : clock
    }
  }

  @Test func lunchFoldsAsTheNightDoes() throws {
    let scene = try scene()
    let morning = ["09:00", "09:20", "09:40", "10:00", "10:20", "10:40", "11:00", "11:20", "11:40"]
    let afternoon = [
      "13:00", "13:20", "13:40", "14:00", "14:20", "14:40", "15:00", "15:20", "15:40",
    ]
    #expect(rows(scene) == ["00:00 …"] + morning + ["12:00 …"] + afternoon + ["16:00 …"])
  }

  /// In the week of a clock change, too: a row of its own where a slot begins, and none where nothing does.
  @Test(arguments: ["2026-03-29", "2026-10-25"]) func aClockChangeTakesNoRows(sunday: String) throws
  {
    var scene = try Scene("\(sunday) 06:00")
    for hour in 9...11 { try scene.add("\(sunday) \(TimeStyle.two(hour)):20", 60) }
    for minute in ["14:00", "14:30", "15:00"] { try scene.add("\(sunday) \(minute)") }
    let rows = scene.state().desk.sheet.layout.rows.rows.filter { !$0.isFold }
    #expect(rows.count <= 10, "\(rows)")
    // No hour that is seen comes twice, so that offsets need no room.
    #expect(!scene.state().desk.sheet.layout.namesOffsets)
    let axis = scene.state().desk.sheet.layout.axis
    let starts = Set(rows.map { axis.wallTime(at: $0.range.lowerBound).wall / 60_000 })
    for start in [9 * 60 + 20, 10 * 60 + 20, 11 * 60 + 20, 14 * 60, 14 * 60 + 30, 15 * 60] {
      #expect(starts.contains(start), "\(start)")
    }
  }

  /// Rows that begin at other minutes: the first one of each hour names it.
  @Test func everyHourIsNamedOnce() throws {
    var scene = try Scene()
    scene.now = try scene.at("2026-03-04 08:00")
    for start in ["10:00", "10:50", "11:40"] { try scene.add("2026-03-04 \(start)", 50) }
    let gutter = scene.state().drawn().text.split(separator: "\n").map { String($0.prefix(5)) }
    #expect(gutter.contains("10:00") && gutter.contains("  :50") && gutter.contains("11:40"))
    #expect(!gutter.contains("  :40"))
  }

  /// Early in the morning of a day without slots nobody means midnight.
  @Test func theFirstHourToComeIsInFocus() throws {
    var scene = try Scene()
    scene.now = try scene.at("2026-03-04 06:49")
    let state = scene.state()
    #expect(state.desk.sentenceAtCursor == "Wed 4 Mar 08:00, no slot (c creates one)")
  }

  @Test func hoursOfTheUserStayOpen() throws {
    var scene = try scene()
    scene.settings.hours = 8 * 60..<17 * 60
    let rows = rows(scene)
    #expect(rows.filter { $0.hasSuffix("…") } == ["00:00 …", "17:00 …"])
    #expect(rows.contains("12:20") && rows.contains("08:40") && rows.contains("16:40"))
  }

  @Test(arguments: [(60, "10:00"), (30, "09:30"), (20, "09:20"), (15, "09:15")])
  func rowsAreAsFineAsTheSlotsAre(minutes: Int, second: String) throws {
    var scene = try scene(2...6, minutes)
    scene.size = .init(width: 200, height: 80)
    #expect(Array(rows(scene)[1...2]) == ["09:00", second])
  }

  /// Between which nothing begins: they would say nothing.
  @Test func rowsWithoutABeginningAreOne() throws {
    var scene = try Scene()
    try scene.add("2026-03-02 09:00", 90)
    try scene.add("2026-03-02 10:30", 20)
    try scene.add("2026-03-02 10:50", 20)
    #expect(rows(scene) == ["00:00 …", "09:00", "10:30", "10:50", "11:10 …"])
    // Where one ends before the next begins, that can be stood on.
    try scene.add("2026-03-03 09:00", 40)
    #expect(rows(scene) == ["00:00 …", "09:00", "09:40", "10:30", "10:50", "11:10 …"])
  }

  /// A pause too short for another one is none to stand on.
  @Test func pausesAreNoRows() throws {
    let scene = try scene(2...6, 50, hours: [9...11])
    #expect(rows(scene) == ["00:00 …", "09:00", "10:00", "11:00", "11:50 …"])
  }

  @Test func rowsThatWereChosenStay() throws {
    var scene = try Scene()
    try scene.add("2026-03-02 09:00", 90)
    scene.size.height = 40
    var state = scene.state()
    state.press("+", "+", "+")
    #expect(state.desk.sheet.layout.rows.rows.filter { !$0.isFold }.count == 9)
  }

  // MARK: Columns

  /// Monday to Friday: names have as much room as they can.
  @Test(arguments: [(80, 24, 10), (120, 40, 14)])
  func aWorkingWeekShowsNames(width: Int, height: Int, columns: Int) throws {
    let name = String("Abcdefghijklmnopqrst".prefix(columns))
    var scene = try scene(2...6, 60, name: name)
    scene.size = .init(width: width, height: height)
    let lines = scene.state().drawn().text.split(separator: "\n").filter {
      $0.contains(name) && !$0.hasPrefix("Wed")
    }
    #expect(lines.count >= 6)
    #expect(
      lines.allSatisfy { $0.split(separator: name, omittingEmptySubsequences: false).count == 6 }
    )
  }

  @Test(arguments: [80, 101, 120])
  func emptyDaysHaveTwoLetters(width: Int) throws {
    var scene = try scene()
    scene.size.width = width
    let heads = scene.state().drawn().text.split(separator: "\n")[1]
    #expect(heads.hasSuffix(" Sa Su"))
    #expect(heads.contains("Wed 4 today") || heads.contains("Wed 4 Mar today"))
  }

  /// An empty week is a week to fill.
  @Test func anEmptyWeekHasAllItsDays() throws {
    let heads = try Scene().state().drawn().text.split(separator: "\n")[1]
    for day in ["Mon 2", "Wed 4", "Sat 7", "Sun 8"] { #expect(heads.contains(day)) }
  }

  /// What would be made on a day is seen in full.
  @Test func plannedDaysAreWide() throws {
    let scene = try scene()
    var state = scene.state()
    let saturday = try scene.at("2026-03-07 09:00")
    #expect(state.desk.sheet.layout.isNarrow(day: 5))
    state.desk.sheet.plan([TimeRange(start: saturday, end: saturday + .minutes(20))])
    #expect(!state.desk.sheet.layout.isNarrow(day: 5) && state.desk.sheet.layout.isNarrow(day: 6))
  }

  /// Where the mouse points is what is drawn there, also where columns differ.
  @Test func narrowColumnsArePointedAt() throws {
    var scene = try scene()
    scene.size.width = 80
    let state = scene.state()
    let text = state.drawn().text.split(separator: "\n")[1]
    let place = text.distance(
      from: text.startIndex,
      to: try #require(text.firstRange(of: "Sa")).lowerBound
    )
    let target = state.views.screen.target(x: place, y: 5, in: state.desk.viewArea, state.desk)
    guard case .cell(let cell) = target else {
      Issue.record("\(String(describing: target))")
      return
    }
    #expect(cell.day == 5)
  }

  @Test(arguments: [(99, false), (100, true)])
  func theBlockListFoldsAwayBelow100Columns(width: Int, isShown: Bool) throws {
    var scene = try scene()
    scene.size.width = width
    #expect(scene.state().drawn().text.contains(" Blocks") == isShown)
  }
}
