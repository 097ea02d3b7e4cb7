import Testing

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

  @Test func day() async throws {
    let session = try await TerminalSession(sandbox, "--date", "2031-03-05", "--view", "day")
    var screen = try await session.wait(for: "09:00–09:30")
    #expect(screen.title.contains("2031-03-05"))
    #expect(screen.rows[1].contains("Wed 5 Mar"))
    #expect(!screen.rows[1].contains("Thu 6 Mar"))
    #expect(screen.isCursorOnItsPlace && screen.reversed.contains(screen.cursor))
    try await session.press("]")
    screen = try await session.wait(for: "the next day") { $0.title.contains("2031-03-06") }
    #expect(screen.sentence.hasPrefix("Thu 6 Mar 2031 09:00–09:30"))
    #expect(screen.isCursorOnItsPlace)
    try await session.press("v", "w")
    screen = try await session.wait(for: "the week") { $0.rows[1].contains("Wed 5 Mar Thu 6 Mar") }
    #expect(screen.isCursorOnItsPlace)
    try await session.press("q")
    #expect(try await session.exitStatus() == 0)
  }
}
