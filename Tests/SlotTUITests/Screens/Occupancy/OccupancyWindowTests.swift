import SlotDomain
import TerminalKit
import Testing

@testable import SlotTUI

/// `s`: how much of the period is taken.
@Suite struct OccupancyWindowTests {
  private static let court = Scene.block(3, "Court \u{1B}[31m")

  private static func report(_ scene: Scene, _ state: AppState) throws -> OccupancyReport {
    var report = OccupancyReport(request: state.occupancyRequest, blocks: state.content.blocks)
    for slot in scene.slots { report.occupancy.add(slot, in: scene.zone, at: scene.now) }
    var other = scene
    (other.block, other.slots) = (court, [])
    try other.add("2026-03-07 08:00", 240, capacity: 20, taken: 20)
    try other.add("2026-03-08 16:30", 60, capacity: 200, taken: 199, cancelled: 12)
    for slot in other.slots { report.occupancy.add(slot, in: scene.zone, at: scene.now) }
    return report
  }

  /// The week of all states, and another block's Saturday and Sunday.
  static func state(_ width: Int, _ height: Int) throws -> AppState {
    var scene = try SnapshotTests.week(width, height)
    scene.otherBlocks[1] = court
    var state = scene.state(on: scene.slots[6])
    _ = state.update(.occupancyTallied(try report(scene, state)), at: scene.now)
    return state
  }

  @Test func at40Columns() throws {
    let drawn = try Self.state(40, 10).drawn().text
    #expect(
      drawn == """
         Dr. Żaneta Wójcik  2 – 8 Mar     10:12
        ┌─ Occupancy Mon 2 Mar to Sun 8 Mar ───┐
        │ All                            taken │
        │ 14 slots  ███████░ 231 of 246   94 % │
        │                                      │
        │ By booking block               taken │
        └────────────────────────────────────↓─┘
        Wed 4 Mar 11:00–11:30, locked by ben for
        14 min
        ↑↓ scroll  Esc back
        """
    )
  }

  @Test func at80Columns() throws {
    let drawn = try Self.state(80, 24).drawn().text
    #expect(
      drawn == """
         Dr. Żaneta Wójcik  2 – 8 Mar  week 10  Europe/Warsaw (UTC+01:00)         10:12
        ┌─ Occupancy Mon 2 Mar to Sun 8 Mar ───────────────────────────────────────────┐
        │ All                                 taken  locked disabled on them cancelled │
        │ 14 slots     █████████░ 231 of 246   94 %       2        2                13 │
        │                                                                              │
        │ By booking block                    taken  locked disabled on them cancelled │
        │ Court ␛[31m  █████████░ 219 of 220   99 %                                 12 │
        │ Dr. Żaneta … █████░░░░░   12 of 26   46 %       2        2                 1 │
        │                                                                              │
        │ By weekday                          taken  locked disabled on them cancelled │
        │ Monday       ██████████     1 of 1  100 %                1                   │
        │ Tuesday      ███████░░░     2 of 3   67 %                                    │
        │ Wednesday    ██████▒▒░░     5 of 9   56 %       2                          1 │
        │ Thursday     ░░░░░░░░░░     0 of 1    0 %                1                   │
        │ Friday       ███░░░░░░░    4 of 12   33 %                                    │
        │ Saturday     ██████████   20 of 20  100 %                                    │
        │ Sunday       █████████░ 199 of 200   99 %                                 12 │
        │                                                                              │
        │ By hour of the start                taken  locked disabled on them cancelled │
        │ 08:00        ██████████   20 of 20  100 %                                    │
        │ 09:00        ████░░░░░░    8 of 18   44 %                1                   │
        └────────────────────────────────────────────────────────────────────────────↓─┘
        Wed 4 Mar 11:00–11:30, locked by ben for 14 min
        ↑↓ scroll  Esc back
        """
    )
  }

  @Test func at200Columns() throws {
    let drawn = try Self.state(200, 50).drawn().text
    #expect(
      drawn == """
         Dr. Żaneta Wójcik  2 – 8 Mar  week 10  Europe/Warsaw (UTC+01:00)                                                                                                                                 10:12
         Blocks            today  week │      Mon 2 Mar              Tue 3 Mar              Wed 4 Mar today        Thu 5 Mar             Fri 6 Mar             Sa Su
         Court ␛[31m          12   112 │00:00 ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄
        ▸Dr. Żaneta Wójcik     2     5 │09:00 · taken                · 2 taken              · taken                ○ free                ◐ 8 free  4 taken
         Room 7 with a rather l… draft │  :30 · off                                                                                      │
                                       │▸10:12                                              · now 1 taken                                │
                                       │  :30                                               ◐ 1 free  1 taken
                                       │11:00                                               ◆ ben 14m              ✕ off
                                       │  :30                                               ◆ ana 3h               │
                                       │12:00                                               ● 2 taken
                                       │12:30 ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┌─ Occupancy Mon 2 Mar to Sun 8 Mar ───────────────────────────────────────────────────────┐┄┄┄┄┄┄┄┄┄
                                       │                      │ All                                             taken  locked disabled on them cancelled │
                                       │                      │ 14 slots            ██████████████░ 231 of 246   94 %       2        2                13 │
                                       │                      │                                                                                          │
                                       │                      │ By booking block                                taken  locked disabled on them cancelled │
                                       │                      │ Court ␛[31m         ██████████████░ 219 of 220   99 %                                 12 │
                                       │                      │ Dr. Żaneta Wójcik   ███████▒░░░░░░░   12 of 26   46 %       2        2                 1 │
                                       │                      │                                                                                          │
                                       │                      │ By weekday                                      taken  locked disabled on them cancelled │
                                       │                      │ Monday              ███████████████     1 of 1  100 %                1                   │
                                       │                      │ Tuesday             ██████████░░░░░     2 of 3   67 %                                    │
                                       │                      │ Wednesday           ████████▒▒▒▒░░░     5 of 9   56 %       2                          1 │
                                       │                      │ Thursday            ░░░░░░░░░░░░░░░     0 of 1    0 %                1                   │
                                       │                      │ Friday              █████░░░░░░░░░░    4 of 12   33 %                                    │
                                       │                      │ Saturday            ███████████████   20 of 20  100 %                                    │
                                       │                      │ Sunday              ██████████████░ 199 of 200   99 %                                 12 │
                                       │                      │                                                                                          │
                                       │                      │ By hour of the start                            taken  locked disabled on them cancelled │
                                       │                      │ 08:00               ███████████████   20 of 20  100 %                                    │
                                       │                      │ 09:00               ███████░░░░░░░░    8 of 18   44 %                1                   │
                                       │                      │ 10:00               ████████░░░░░░░     2 of 4   50 %                                    │
                                       │                      │ 11:00               ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒     0 of 2    0 %       2        1                   │
                                       │                      │ 12:00               ███████████████     2 of 2  100 %                                  1 │
                                       │                      │ 13:00                                   0 of 0      -                                    │
                                       │                      │ 14:00                                   0 of 0      -                                    │
                                       │                      │ 15:00                                   0 of 0      -                                    │
                                       │                      │ 16:00               ██████████████░ 199 of 200   99 %                                 12 │
                                       │                      └──────────────────────────────────────────────────────────────────────────────────────────┘
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
        Wed 4 Mar 11:00–11:30, locked by ben for 14 min
        ↑↓ scroll  Esc back
        """
    )
  }

  @Test func inASCII() throws {
    let rows = try Self.state(80, 24).drawn(.ascii).text.split(separator: "\n")
    #expect(rows[12].hasPrefix("| Wednesday    ######::..     5 of 9   56 %       2"))
  }

  @Test func scrolling() throws {
    var state = try Self.state(40, 10)
    state.press("End")
    #expect(state.drawn().text.contains("16:00"))
    state.press("Home")
    #expect(state.drawn().text.contains("14 slots"))
    state.press("PgDn")
    #expect(!state.drawn().text.contains("14 slots"))
    state.press("Esc")
    #expect(state.overlay == nil)
  }

  // MARK: What is counted

  @Test func periodIsWhatTheViewShows() throws {
    let scene = try SnapshotTests.week(80, 24)
    var state = scene.state(on: scene.slots[6])
    let week = ShownPeriod(firstDay: scene.firstDay, days: 7)
    #expect(
      state.press("s") == [.tallyOccupancy(OccupancyRequest(period: week, zone: scene.zone))]
    )
    state.choose(.agenda)
    #expect(state.shownPeriod == week)
    state.choose(.day)
    #expect(state.shownPeriod == ShownPeriod(firstDay: scene.zone.date(scene.now), days: 1))
  }

  @Test func windowFollowsTheStore() throws {
    var state = try Self.state(80, 24)
    state.press("Down")
    let request = state.occupancyRequest
    let action = Action(id: 99, at: state.now, actor: "ben", verb: .demo, objects: 1)
    let effects = state.update(
      .storeChanged([JournalEntry(action: action, changes: [])]),
      at: state.now
    )
    #expect(effects.contains(.tallyOccupancy(request)))
    let report = OccupancyReport(request: request, blocks: [])
    _ = state.update(.occupancyTallied(report), at: state.now)
    guard case .occupancy(let screen) = state.overlay else {
      Issue.record("the window is gone")
      return
    }
    #expect(screen.report == report)
    #expect(state.drawn().text.contains("No slot begins in these days."))
  }

  @Test func everyBlockIsCountedOnItsOwnClock() throws {
    let world = try RunnerStore()
    try world.add("2026-03-01 23:30", 60)
    let slot = try world.add("2026-03-05 09:00", capacity: 2)
    try world.add("2026-03-08 23:30", 60, capacity: 4)
    try world.add("2026-03-09 00:30", 60, capacity: 8)
    let draft = BlockDraft(name: "Porto", timezone: "Europe/Lisbon", status: .published)
    let porto = try #require(
      try world.store.perform(.createBlock(draft), at: world.now).blocks.first
    )
    let start = slot.range.start
    let there = SlotDraft(
      blockID: porto.id,
      range: TimeRange(start: start, end: start + .minutes(30))
    )
    _ = try world.store.perform(.createSlots([there]), at: world.now)
    _ = try world.store.perform(
      .createAppointments([AppointmentDraft(slotID: slot.id)]),
      at: world.now
    )
    var state = try world.open()
    state.run(state.press("s"), world.runner)
    guard case .occupancy(let screen) = state.overlay else {
      Issue.record("no window")
      return
    }
    let occupancy = screen.report.occupancy
    // What began before the week and what begins after it is none of its.
    #expect(occupancy.total.slots == 3)
    #expect(occupancy.total.offered == 7 && occupancy.total.taken == 1)
    #expect(occupancy.byBlock[porto.id]?.offered == 1)
    #expect(occupancy.byHour[9].offered == 2 && occupancy.byHour[8].offered == 1)
    // As it was before the booking.
    var request = screen.report.request
    request.asOf = world.now - .seconds(1)
    guard
      case .occupancyTallied(let report)? =
        try world.runner.run(.tallyOccupancy(request), at: world.now).first
    else {
      Issue.record("no tally")
      return
    }
    #expect(report.occupancy.total.slots == 0)
    #expect(report.blocks.map(\.name) == ["Dr. Ada", "Room 7"])
  }
}
