import Testing

@testable import TestDriver

/// The views, as a terminal shows them.
@Suite struct ViewTests {
  private let sandbox: Sandbox

  init() async throws {
    sandbox = try Sandbox()
    try await sandbox.fill()
  }

  @Test func agenda() async throws {
    let session = try await TerminalSession(sandbox, "--date", "2031-03-05")
    try await session.wait(for: "Wed 5 Mar 2031 09:00–09:30")
    try await session.press("v", expecting: "a agenda")
    try await session.press("a")
    var screen = try await session.wait(for: "the table") { $0.rows[1].contains("time↑") }
    #expect(screen.isCursorVisible)
    #expect(screen.cursor == Screen.Position(x: 0, y: 2))
    #expect(screen.rows[2].hasPrefix("○ Wed 5 Mar 09:00–09:30"))
    #expect(screen.rows[5].hasPrefix("○ Thu 6 Mar 09:00–09:30"))
    #expect(screen.sentence.hasPrefix("Wed 5 Mar 2031 09:00–09:30"))
    try await session.press("j")
    screen = try await session.wait(for: "the next row") { $0.cursor.y == 3 }
    #expect(screen.reversed.contains(screen.cursor))
    #expect(screen.sentence.hasPrefix("Wed 5 Mar 2031 10:00–10:30"))
    // The slot's keys work on the row.
    try await session.press("d")
    try await session.wait(for: "its state") { $0.rows[3].contains("disabled") }
    try await session.press("o", expecting: "Sorted by state.")
    try await session.press("k")
    screen = try await session.wait(for: "the row above") { $0.cursor.y == 4 }
    #expect(screen.rows[1].contains("state↑"))
    #expect(screen.rows[5].contains("disabled"))
    try await session.press("]", expecting: "No slot in this week.")
    try await session.press("q")
    #expect(try await session.exitStatus() == 0)
  }

  @Test func month() async throws {
    let session = try await TerminalSession(sandbox, "--date", "2031-03-05", "--view", "month")
    var screen = try await session.wait(for: "Wed 5 Mar 2031: 4 of 4 places free")
    #expect(screen.title.contains("March 2031"))
    #expect(screen.isCursorVisible && screen.reversed.contains(screen.cursor))
    try await session.press("l", expecting: "Thu 6 Mar 2031: 1 of 1 place free")
    try await session.press("l", expecting: "Fri 7 Mar 2031: no slots")
    try await session.press("W", expecting: "Thu 6 Mar 2031: 1 of 1")
    // A colleague's change is counted at once.
    try await sandbox.slottui("slot", "disable", try await sandbox.slots()[3].id)
    try await session.wait(for: "Thu 6 Mar 2031: nothing is offered, 1 slot disabled")
    try await session.press("]", expecting: "Sun 6 Apr 2031: no slots")
    try await session.press("[", "*", "d")
    try await session.wait(for: "nothing is offered")
    try await session.press("u", expecting: "Taken back: ")
    try await session.press("h", expecting: "Wed 5 Mar 2031: 4 of 4 places free")
    try await session.press("Enter")
    screen = try await session.wait(for: "the day") { $0.title.contains("Wed 5 Mar 2031 ") }
    #expect(screen.sentence.hasPrefix("Wed 5 Mar 2031 09:00–09:30"))
    try await session.press("q")
    #expect(try await session.exitStatus() == 0)
  }

  @Test func blocks() async throws {
    try await sandbox.slottui(
      "block",
      "create",
      "--name",
      "Room 7",
      "--timezone",
      "Europe/Warsaw",
      "--publish"
    )
    try await sandbox.slottui(
      "slot",
      "create",
      "--block",
      "Room 7",
      "--start",
      "2031-03-05T09:00",
      "--minutes",
      "30"
    )
    let session = try await TerminalSession(
      sandbox,
      "--block",
      Sandbox.block,
      "--date",
      "2031-03-05",
      "--view",
      "blocks"
    )
    var screen = try await session.wait(for: "Room 7")
    #expect(screen.sentence.hasPrefix("Wed 5 Mar 2031 09:00–09:30, "))
    #expect(screen.sentence.contains(", Dr. Nowak, 2 free, 0 of 2 taken "))
    let place = screen.cursor
    try await session.press("l", expecting: "Wed 5 Mar 2031 09:00–09:30, Room 7, free")
    screen = try await session.wait(for: "the other column") { $0.cursor.x != place.x }
    #expect(screen.cursor.y == place.y)
    #expect(screen.title.contains("Room 7"))
    // What a colleague does in a block beside the cursor's is seen too.
    try await sandbox.slottui("slot", "disable", try await sandbox.slots()[0].id)
    screen = try await session.wait(for: "the change") { $0.rows[place.y].contains("✕") }
    #expect(screen.cursor.x != place.x)
    try await session.press("+", expecting: "Rows of ")
    try await session.press("q")
    #expect(try await session.exitStatus() == 0)
  }

  @Test func day() async throws {
    let session = try await TerminalSession(sandbox, "--date", "2031-03-05", "--view", "day")
    var screen = try await session.wait(for: "09:00–09:30")
    #expect(screen.title.hasPrefix(" Dr. Nowak  Wed 5 Mar 2031 "))
    #expect(screen.rows[1].contains("Wed 5 Mar"))
    #expect(!screen.rows[1].contains("Thu 6 Mar"))
    #expect(screen.isCursorOnItsPlace && screen.reversed.contains(screen.cursor))
    try await session.press("]")
    screen = try await session.wait(for: "the next day") {
      $0.title.hasPrefix(" Dr. Nowak  Thu 6 Mar 2031 ")
    }
    #expect(screen.sentence.hasPrefix("Thu 6 Mar 2031 09:00–09:30"))
    #expect(screen.isCursorOnItsPlace)
    try await session.press("v", "w")
    screen = try await session.wait(for: "the week") { $0.rows[1].contains("Mo Tu Wed 5 Mar ") }
    #expect(screen.isCursorOnItsPlace)
    try await session.press("q")
    #expect(try await session.exitStatus() == 0)
  }
}
