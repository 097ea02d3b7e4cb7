import SlotDomain
import TerminalKit
import Testing

@testable import SlotTUI

/// Keys where lines take the place of grids.
@Suite struct LinesTests {
  private static let court = Scene.block(3, "Court")
  private static let room = Scene.block(2, "Room 7")

  /// Two slots on Wednesday, none on Thursday, one on Friday; in the court two on Wednesday, and none
  /// in Room 7.
  private static func scene() throws -> Scene {
    var scene = try Scene()
    scene.settings.isLinear = true
    scene.block = Scene.block(1, "Dr. Ada")
    try scene.add("2026-03-04 11:00")
    try scene.add("2026-03-04 14:00", 45, capacity: 3)
    try scene.add("2026-03-06 09:00", status: .disabled)
    scene.otherBlocks = [room, court]
    try scene.add("2026-03-04 10:00", of: court)
    try scene.add("2026-03-04 23:00", 120, of: court)
    return scene
  }

  private func state(
    _ view: PeriodView = .week,
    on index: Int = 0
  ) throws -> (scene: Scene, state: AppState) {
    let scene = try Self.scene()
    var state = scene.state(on: scene.slots[index])
    state.choose(view, reading: scene)
    return (scene, state)
  }

  /// The line with the focus, on which the hardware cursor stands.
  private func line(_ state: AppState) -> String {
    let canvas = state.drawn()
    guard let cursor = canvas.cursor else { return "no cursor" }
    let row = canvas.text.split(separator: "\n", omittingEmptySubsequences: false)[cursor.y]
    return cursor.x == 0 && row.hasPrefix("> ") ? String(row.dropFirst(2)) : "elsewhere: \(row)"
  }

  // MARK: Moving

  @Test func upAndDownGoByLinesThroughTheWeek() throws {
    var (_, state) = try state()
    #expect(line(state) == "Wed 4 Mar 11:00–11:30, free")
    state.press("j")
    #expect(line(state) == "Wed 4 Mar 14:00–14:45, 3 free, 0 of 3 taken")
    state.press("Down")
    #expect(line(state) == "Thu 5 Mar: no slots")
    #expect(state.week.focusedSlot == nil)
    state.press("j")
    #expect(line(state) == "Fri 6 Mar 09:00–09:30, disabled (d enables)")
    state.press("9", "j")
    #expect(line(state) == "Sun 8 Mar: no slots")
    #expect(state.press("j") == [])
    #expect(line(state) == "Sun 8 Mar: no slots")
    state.press("4", "k")
    #expect(line(state) == "Wed 4 Mar 14:00–14:45, 3 free, 0 of 3 taken")
    state.press("2", "0", "Up")
    #expect(line(state) == "Mon 2 Mar: no slots")
    state.press("Home")
    #expect(line(state) == "Wed 4 Mar 11:00–11:30, free")
    state.press("End")
    #expect(line(state).hasPrefix("Fri 6 Mar 09:00"))
  }

  @Test func sidewaysGoesByDays() throws {
    var (scene, state) = try state(on: 1)
    state.press("l")
    #expect(line(state) == "Thu 5 Mar: no slots")
    state.press("h")
    #expect(line(state) == "Wed 4 Mar 14:00–14:45, 3 free, 0 of 3 taken")
    state.press("2", "l")
    #expect(line(state).hasPrefix("Fri 6 Mar 09:00"))
    // Beyond the week the time stays.
    state.press("3", "h")
    #expect(line(state) == "Tue 3 Mar: no slots")
    let moment = try scene.at("2026-03-01 09:00")
    #expect(state.press("2", "h") == [scene.request(.moment(moment))])
  }

  @Test func aDayHasItsLinesAlone() throws {
    var (_, state) = try state(.day, on: 1)
    state.press("j")
    #expect(line(state) == "Wed 4 Mar 14:00–14:45, 3 free, 0 of 3 taken")
    #expect(!state.drawn().text.contains("Fri 6 Mar"))
    state.press("l")
    #expect(line(state) == "Thu 5 Mar: no slots")
    state.press("k")
    #expect(line(state) == "Thu 5 Mar: no slots")
  }

  @Test func overMidnightASlotHasALineOnBothDays() throws {
    var scene = try Scene()
    scene.settings.isLinear = true
    let night = try scene.add("2026-03-04 22:00", 8 * 60)
    var state = scene.state(on: night)
    let sentence = "Wed 4 Mar 22:00–Thu 5 Mar 06:00, free"
    #expect(line(state) == sentence)
    #expect(state.week.focusedDate.day == 4)
    state.press("j")
    #expect(line(state) == sentence)
    #expect(state.week.focusedDate.day == 5)
    state.press("j")
    #expect(line(state) == "Fri 6 Mar: no slots")
    state.press("2", "k")
    #expect(state.week.focusedDate.day == 4)
  }

  @Test func amongBlocksDownGoesOnInTheNextOne() throws {
    var (scene, state) = try state(.blocks, on: 1)
    #expect(line(state) == "Wed 4 Mar 14:00–14:45, Dr. Ada, 3 free, 0 of 3 taken")
    #expect(
      state.drawn().text.contains(
        "\n  Wed 4 Mar 23:00–Thu 5 Mar 01:00, Court, free\n  Wed 4 Mar 11:00–11:30, Dr. Ada"
      )
    )
    state.press(["j"], reading: scene)
    #expect(line(state) == "Room 7: no slots")
    #expect(state.content.block?.id == Self.room.id)
    state.press(["j"], reading: scene)
    #expect(line(state) == "Room 7: no slots")
    state.press(["k"], reading: scene)
    #expect(line(state) == "Wed 4 Mar 14:00–14:45, Dr. Ada, 3 free, 0 of 3 taken")
    state.press(["2", "k"], reading: scene)
    #expect(line(state) == "Wed 4 Mar 23:00–Thu 5 Mar 01:00, Court, free")
    state.press(["k"], reading: scene)
    #expect(line(state) == "Wed 4 Mar 10:00–10:30, Court, has begun")
    state.press(["l"], reading: scene)
    #expect(line(state) == "Wed 4 Mar 11:00–11:30, Dr. Ada, free")
    #expect(
      state.press("d") == [.perform(.changeSlots([scene.slots[0].id], .setStatus(.disabled)))]
    )
  }

  @Test func aMonthHasALineADay() throws {
    var (_, state) = try state(.month)
    #expect(line(state) == "Wed 4 Mar, today: 4 of 4 places free")
    state.press("j")
    #expect(line(state) == "Thu 5 Mar: no slots")
    state.press("k", "k")
    #expect(line(state) == "Tue 3 Mar: no slots")
    state.press("l")
    #expect(line(state).hasPrefix("Wed 4 Mar"))
    state.press("Space")
    #expect(line(state) == "Wed 4 Mar, today: 4 of 4 places free, 2 marked")
    state.press("Enter")
    #expect(state.week.view == .day)
    #expect(line(state) == "Wed 4 Mar 11:00–11:30, free, marked")
  }

  @Test func theAgendaKeepsItsOrder() throws {
    var (_, state) = try state(.agenda)
    state.press("o")
    #expect(state.message?.text == "Sorted by state.")
    state.press("o")
    #expect(state.drawn().text.hasPrefix("Dr. Ada, by free, 2026-03-02"))
    state.press("O", "Home")
    #expect(line(state) == "Wed 4 Mar 14:00–14:45, 3 free, 0 of 3 taken")
    state.press("j")
    #expect(line(state) == "Wed 4 Mar 11:00–11:30, free")
    // Whatever would have room in a table.
    state.press("o", "o", "o", "o", "o")
    #expect(state.message?.text == "Sorted by taken.")
  }

  // MARK: Acting

  @Test func createProposesTheNextFreeTime() throws {
    var (_, state) = try state(on: 1)
    state.press("c")
    #expect(state.form?.text(.start) == "2026-03-04 14:45")
    #expect(state.form?.text(.minutes) == "45")
    state.press("Esc", "j", "c")
    #expect(state.form?.text(.start) == "2026-03-05 14:00")
  }

  @Test func whatIsLeftOutIsNotInTheWayOfANewSlot() throws {
    var (_, state) = try state(on: 0)
    state.press("f", "d")
    #expect(line(state) == "Wed 4 Mar, today: no disabled slots")
    state.press("c")
    #expect(state.form?.text(.start) == "2026-03-04 11:30")
  }

  @Test func aFilterLeavesLinesOut() throws {
    var (scene, state) = try state(on: 2)
    state.press("f", "a")
    #expect(line(state) == "Fri 6 Mar: no available slots")
    #expect(!state.drawn().text.contains("disabled"))
    #expect(state.drawn().text.hasPrefix("Dr. Ada, only available, "))
    #expect(state.press("d") == [])
    #expect(state.message?.text.hasPrefix("There is no slot here.") == true)
    // Who is sent to what is left out sees all again.
    _ = state.update(.loaded(scene.content, .slot(scene.slots[2].id)), at: state.now)
    #expect(line(state).hasPrefix("Fri 6 Mar 09:00"))
    #expect(state.week.filter.condition == nil)
  }

  @Test func marksAreSaid() throws {
    var (scene, state) = try state()
    state.press("Space")
    #expect(line(state) == "Wed 4 Mar 14:00–14:45, 3 free, 0 of 3 taken")
    #expect(state.drawn().text.contains("\n  Wed 4 Mar 11:00–11:30, free, marked\n"))
    state.press("Esc", "V", "j", "j")
    #expect(
      line(state) == "Fri 6 Mar 09:00–09:30, disabled (d enables), in the range"
    )
    state.press("V")
    #expect(state.marks.count == 2)
    state.flashes[scene.slots[2].id] = Flash(actor: "ben", end: state.now + .seconds(4))
    #expect(line(state).hasSuffix("disabled (d enables), marked, changed just now by ben"))
  }

  @Test func thereAreNoRowsOfTime() throws {
    for key in ["+", "-", "="] {
      var (_, state) = try state()
      state.press(key)
      #expect(state.message?.text == "Lines have no rows of time: each is a slot.")
    }
  }

  // MARK: What is said

  /// The cursor stays on its line, and the sentence is there alone.
  @Test func messagesAreElsewhereAndTheSentenceIsSaidOnce() throws {
    var (_, state) = try state()
    for key in ["j", "X", "!", "v"] {
      state.press(key)
      let rows = state.drawn().text.split(separator: "\n", omittingEmptySubsequences: false)
      #expect(rows.filter { $0.contains("14:00–14:45") }.count == 1)
      #expect(line(state).hasPrefix("Wed 4 Mar 14:00"))
    }
    state.press("w")
    #expect(state.drawn().text.contains("\nv w does nothing.") == false)
  }

  @Test func aQuestionHasTheCursor() throws {
    var (_, state) = try state()
    state.press("D")
    let canvas = state.drawn()
    let rows = canvas.text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(canvas.cursor?.y == 22)
    #expect(rows[22] == "Delete Wed 4 Mar 11:00–11:30? y/n")
    #expect(rows.contains("> Wed 4 Mar 11:00–11:30, free"))
    state.press("n")
    #expect(line(state).hasPrefix("Wed 4 Mar 11:00"))
  }

  /// The field has the cursor while one types, a line once an arrow chose it.
  @Test(arguments: [":", "b"])
  func anArrowGoesIntoTheLines(key: String) throws {
    var (_, state) = try state()
    state.press(key)
    #expect(state.drawn().cursor?.y == 2)
    state.press("Down")
    #expect(state.drawn().cursor == Canvas.Position(x: 0, y: 4))
    #expect(state.drawn().text.split(separator: "\n")[4].hasPrefix("> "))
    state.type("r")
    #expect(state.drawn().cursor?.y == 2)
  }

  @Test func scrollsByAThird() throws {
    var scene = try Scene()
    scene.settings.isLinear = true
    scene.size = .init(width: 80, height: 24)
    for hour in 0..<24 {
      for minute in ["00", "30"] {
        try scene.add("2026-03-05 \(hour < 10 ? "0" : "")\(hour):\(minute)")
      }
    }
    var state = scene.state(on: scene.slots[0])
    var tops: Set<Int> = []
    for step in 0..<48 {
      #expect(line(state).hasPrefix("Thu 5 Mar "))
      #expect(state.week.focusedSlot?.id == scene.slots[step].id)
      tops.insert(state.lines.top)
      state.press("j")
    }
    #expect(tops.count < 8)
    // Nothing is left empty below the last one.
    state.press("5", "0", "j")
    let rows = state.drawn().text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(rows[21] == "> Sun 8 Mar: no slots")
    #expect(rows[1].hasPrefix("  Thu 5 Mar"))
  }
}
