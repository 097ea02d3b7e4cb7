import SlotDomain
import Testing

@testable import SlotTUI

/// Where the keys of the grid take the cursor, and what they ask of the store for that.
@Suite struct MovementTests {
  /// Monday to Wednesday 09:00, 09:30 and 10:00, and one on Friday afternoon.
  static func week() throws -> Scene {
    var scene = try Scene()
    for day in 2...4 {
      for start in ["09:00", "09:30", "10:00"] { try scene.add("2026-03-0\(day) \(start)") }
    }
    try scene.add("2026-03-06 15:00", 60)
    return scene
  }

  static func state(at start: String) throws -> (Scene, AppState) {
    let scene = try week()
    let slot = try #require(
      try scene.slots.first { $0.range.start == (try scene.at("2026-03-\(start)")) }
    )
    return (scene, scene.state(on: slot))
  }

  @Test(arguments: [
    (["j"], "2026-03-03 09:30"), (["Down"], "2026-03-03 09:30"), (["2", "j"], "2026-03-03 10:00"),
    (["k"], "2026-03-03 00:00"), (["Up"], "2026-03-03 00:00"), (["l"], "2026-03-04 09:00"),
    (["Right"], "2026-03-04 09:00"), (["h"], "2026-03-02 09:00"), (["Left"], "2026-03-02 09:00"),
    (["3", "l"], "2026-03-06 09:00"), (["w"], "2026-03-03 09:30"), (["W"], "2026-03-02 10:00"),
    (["4", "w"], "2026-03-04 09:30"), (["3", "W"], "2026-03-02 09:00"),
    (["Home"], "2026-03-02 09:00"), (["End"], "2026-03-06 15:00"),
    (["j", "k"], "2026-03-03 09:00"),
    (["4", "Esc", "j"], "2026-03-03 09:30"),
  ])
  func within(keys: [String], place: String) throws {
    var (_, state) = try Self.state(at: "03 09:00")
    let effects = keys.flatMap { state.press($0) }
    #expect(state.place == place)
    #expect(effects.isEmpty)
    #expect(state.message == nil)
    #expect(state.overlay == nil)
  }

  @Test func downAndUpStopAtTheEdges() throws {
    var (_, state) = try Self.state(at: "03 09:00")
    state.press("9", "9", "k")
    #expect(state.place == "2026-03-03 00:00")
    state.press("k")
    #expect(state.place == "2026-03-03 00:00")
    state.press("9", "9", "j")
    let bottom = state.week.row
    #expect(bottom == state.week.layout.rows.rows.count - 1)
    state.press("j")
    #expect(state.week.row == bottom)
  }

  @Test func daysBeyondTheWeekLoadTheNext() throws {
    var (scene, state) = try Self.state(at: "03 09:00")
    #expect(state.press("2", "h") == [scene.request(.week(try #require(CivilDate("2026-03-01"))))])
    #expect(state.week.cursor.day == 6)

    (scene, state) = try Self.state(at: "06 15:00")
    #expect(state.press("1", "0", "l") == [scene.request(.week(try date("2026-03-16")))])
    #expect(state.week.cursor.day == 0)
  }

  @Test(arguments: [
    (["]"], "2026-03-09"), (["PgDn"], "2026-03-09"), (["["], "2026-02-23"),
    (["PgUp"], "2026-02-23"), (["3", "]"], "2026-03-23"), (["2", "["], "2026-02-16"),
    (["}"], "2026-04-03"), (["{"], "2026-02-03"), (["1", "2", "}"], "2027-03-03"),
  ])
  func weeksAndMonths(keys: [String], day: String) throws {
    var (scene, state) = try Self.state(at: "03 09:00")
    #expect(keys.flatMap { state.press($0) } == [scene.request(.week(try date(day)))])
  }

  @Test func monthsEndWhereTheyEnd() throws {
    var scene = try Scene("2026-01-31 10:00")
    try scene.add("2026-01-31 11:00")
    var state = scene.state(on: nil)
    #expect(state.press("}") == [scene.request(.week(try date("2026-02-28")))])
  }

  @Test func cursorStaysAtItsTimeInAnotherWeek() throws {
    var (scene, state) = try Self.state(at: "03 09:30")
    state.press("]")
    scene.firstDay = try date("2026-03-09")
    scene.slots = []
    try scene.add("2026-03-10 09:00", 60)
    try scene.add("2026-03-13 12:00", 60)
    #expect(state.update(.loaded(scene.content, .stay), at: state.now) == [])
    #expect(state.place == "2026-03-10 09:00")
    #expect(state.week.focusedSlot?.id == scene.slots[0].id)
  }

  @Test func slotsBeyondTheWeekAreSearched() throws {
    var (scene, state) = try Self.state(at: "06 15:00")
    let last = try scene.at("2026-03-06 15:00")
    #expect(state.press("w") == [scene.request(.neighbour(.after, last))])
    (scene, state) = try Self.state(at: "02 09:00")
    let first = try scene.at("2026-03-02 09:00")
    #expect(state.press("W") == [scene.request(.neighbour(.before, first))])
  }

  /// What a number asks for beyond the slots that are left here is gone on to in other weeks.
  @Test func numberGoesOnBeyondTheWeek() throws {
    let (scene, start) = try Self.state(at: "02 09:00")
    var state = start
    let (first, last) = (scene.slots[0].range.start, try #require(scene.slots.last).range.start)
    let left = scene.slots.count - 1
    state.press("\(left)", "w")
    #expect(state.week.focusedMoment == last)
    state.press("W")
    #expect(state.press("5", "w") == [scene.request(.neighbour(.after, last, count: 4))])
    let back = state.press("9", "W")
    #expect(back == [scene.request(.neighbour(.before, first, count: 9 - (left - 1)))])
  }

  @Test func availableSlotsAreSearchedFromTheCursor() throws {
    var (scene, state) = try Self.state(at: "04 10:00")
    let start = try scene.at("2026-03-04 10:00")
    #expect(state.press(">") == [scene.request(.available(.after, start, count: 1))])
    #expect(state.press("3", "<") == [scene.request(.available(.before, start, count: 3))])
    state.press("l")
    let free = try scene.at("2026-03-05 10:00")
    #expect(state.press(">") == [scene.request(.available(.after, free, count: 1))])
  }

  @Test func freePlacesHaveNeighboursInTimeToo() throws {
    var (scene, state) = try Self.state(at: "04 10:00")
    state.press("l")
    #expect(state.place == "2026-03-05 10:00")
    state.press("w")
    #expect(state.place == "2026-03-06 15:00")
    state.press("h", "W")
    #expect(state.place == "2026-03-04 10:00")

    scene.slots = []
    state = scene.state(on: .now)
    // A slot at the first moment of the next week is the next one.
    let end = try scene.at("2026-03-09") - Span(milliseconds: 1)
    #expect(state.press("w") == [scene.request(.neighbour(.after, end))])
    #expect(state.press("W") == [scene.request(.neighbour(.before, try scene.at("2026-03-02")))])
  }

  @Test func nowAndBlocksAreLoaded() throws {
    var (scene, state) = try Self.state(at: "03 09:00")
    #expect(state.press("t") == [scene.request(.now)])
    #expect(state.press("Tab") == [])
    #expect(state.message == Message("There is no other booking block."))

    scene.otherBlocks = [Scene.block(2, "Room 7"), Scene.block(3, "Court")]
    state = scene.state(on: .now)
    let week = PeriodRequest.Target.week(scene.firstDay)
    func block(_ number: UInt64) -> Effect {
      let id = Scene.block(number, "").id
      return .load(PeriodRequest(block: id, zoneChoice: .block, target: week))
    }
    // By name: Court, Dr. Ada, Room 7.
    #expect(state.press("Tab") == [block(2)])
    #expect(state.press("S-Tab") == [block(3)])
  }

  @Test func firstAndLastSlotOfAnEmptyWeekAreNowhere() throws {
    var state = try Scene().state(on: .now)
    let place = state.place
    #expect(state.press("Home", "End") == [])
    #expect(state.place == place)
  }

  @Test func leavesAndRefreshes() throws {
    var (scene, state) = try Self.state(at: "03 09:00")
    #expect(state.press("q") == [.quit])
    #expect(state.press("C-c") == [.quit])
    #expect(state.press("C-z") == [.suspend])
    #expect(state.press("r") == [scene.request(.week(scene.firstDay)), .redraw])
    #expect(state.press("C-l") == [scene.request(.week(scene.firstDay)), .redraw])
    scene.settings.isRestricted = true
    state = scene.state(on: .now)
    #expect(state.press("C-z") == [])
    #expect(state.message == Message("This login may not leave to a shell.", .error))
  }

  @Test func zonesTakeTurnsAndTheCursorStaysOnItsSlot() throws {
    var (scene, state) = try Self.state(at: "03 09:30")
    let slot = state.week.focusedSlot?.id
    for (choice, zone) in [(ZoneChoice.user, "America/New_York"), (.utc, "UTC")] {
      scene.zoneChoice = choice
      scene.zone = try Zone(named: zone)
      #expect(state.press("z") == [scene.request(.week(scene.firstDay))])
      #expect(state.zoneChoice == choice)
      _ = state.update(.loaded(scene.content, .stay), at: state.now)
      #expect(state.week.focusedSlot?.id == slot)
    }
    #expect(state.place == "2026-03-03 08:30")
    #expect(state.message == Message("Times are shown in UTC."))
    state.press("z")
    #expect(state.zoneChoice == .block)
  }

  @Test func skippedHourHasNeighboursInTime() throws {
    var scene = try Scene("2026-03-27 10:00")
    try scene.add("2026-03-29 01:30")
    let after = try scene.add("2026-03-29 03:00")
    try scene.add("2026-03-29 04:00")
    var state = scene.state(on: scene.slots[0])
    state.press("j")
    #expect(state.place == "2026-03-29 02:00?")
    state.press("w")
    #expect(state.week.focusedSlot?.id == after.id)
    state.press("k")
    #expect(state.week.focusedSlot == nil)
    state.press("W")
    #expect(state.week.focusedSlot?.id == scene.slots[0].id)
  }

  @Test func strayKeysAreExplained() throws {
    var (_, state) = try Self.state(at: "03 09:00")
    #expect(state.press("F5") == [])
    #expect(state.message == Message("F5 does nothing here. ? shows the keys."))
    #expect(state.press("A-j") == [])
    #expect(state.place == "2026-03-03 09:00")
    #expect(state.message == Message("A-j does nothing here. ? shows the keys."))
    #expect(state.press("Esc") == [])
    #expect(state.message == nil)
  }
}

/// A date that is one.
func date(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> CivilDate {
  try #require(CivilDate(text), sourceLocation: sourceLocation)
}
