import Testing

@testable import TestDriver

/// A store with nothing in it.
@Suite struct WelcomeTests {
  @Test func saysWhatToDoNext() async throws {
    let sandbox = try Sandbox()
    let session = try await TerminalSession(sandbox)
    let screen = try await session.wait(for: "This store is empty.")
    #expect(screen.contains("c  creates a booking block"))
    #expect(screen.contains("t  starts a guided tour"))
    #expect(screen.contains("s  loads sample data"))
    #expect(screen.isCursorVisible)
    try await session.press("c", expecting: "New booking block")
    try await session.type("Dr. Ana Lemańska")
    try await session.press("Tab", "C-u")
    try await session.type("Europe/Warsaw")
    try await session.wait(for: "Europe/Warsaw")
    try await session.press("Enter", expecting: "Created booking block Dr. Ana Lemańska.")
    let block = try #require(try await sandbox.blocks().first)
    #expect(block.name == "Dr. Ana Lemańska")
    #expect(block.timezone == "Europe/Warsaw")
    #expect(block.status == "published")
    // The first slot, made where the cursor stands.
    try await session.press("c", expecting: "New slot")
    try await session.press("Enter", expecting: "Created ")
    #expect(try await sandbox.slots().count == 1)
    try await session.press("q")
    #expect(try await session.exitStatus() == 0)
  }

  @Test func loadsSampleData() async throws {
    let sandbox = try Sandbox()
    let session = try await TerminalSession(sandbox)
    try await session.wait(for: "This store is empty.")
    try await session.press("s", expecting: "Filled the store with")
    #expect(try await sandbox.blocks().count > 1)
    #expect(try await sandbox.slots().count > 10)
    // It is one action, so one key takes it back.
    try await session.press("u", expecting: "This store is empty.")
    #expect(try await sandbox.blocks().isEmpty)
  }
}
