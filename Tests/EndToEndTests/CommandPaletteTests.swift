import Testing

@testable import TestDriver

/// `:`, as a terminal shows it.
@Suite struct CommandPaletteTests {
  private let sandbox: Sandbox

  init() async throws {
    sandbox = try Sandbox()
    try await sandbox.fill()
  }

  @Test func anyActionByItsName() async throws {
    let session = try await TerminalSession(sandbox, "--date", "2031-03-05")
    try await session.wait(for: "Wed 5 Mar 2031 09:00–09:30")
    try await session.press(":", expecting: "Any action by its name")
    try await session.type("next-s")
    var screen = try await session.wait(for: "the best match") {
      $0.rows[2].hasPrefix("│ :next-s ") && $0.rows[3].hasPrefix("│ next-slot ")
    }
    #expect(screen.isCursorVisible)
    #expect(screen.cursor == Screen.Position(x: 9, y: 2))
    try await session.press("Enter", expecting: "Wed 5 Mar 2031 10:00–10:30")
    // An hour ago there was no store.
    try await session.press(":", expecting: "Any action by its name")
    try await session.type("as-of -1h")
    try await session.wait(for: "as-of TIME")
    try await session.press("Enter", expecting: "did not exist then")
    try await session.press("s", expecting: "Occupancy")
    screen = try await session.wait(for: "By booking block")
    #expect(screen.isCursorVisible)
    try await session.press("Escape")
    screen = try await session.wait(for: "the grid") { !$0.contains("Occupancy") }
    #expect(screen.isCursorOnItsPlace)
    try await session.press("q")
    #expect(try await session.exitStatus() == 0)
  }
}
