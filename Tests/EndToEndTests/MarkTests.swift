import Testing

@testable import TestDriver

/// Several slots in one step, as the command line then tells.
@Suite struct MarkTests {
  @Test func marksAreDisabledTogetherAndTakenBackTogether() async throws {
    let sandbox = try Sandbox()
    try await sandbox.fill()
    let session = try await TerminalSession(sandbox, "--date", "2031-03-05")
    try await session.wait(for: "Wed 5 Mar 2031 09:00–09:30, 2 free, 0 of 2 taken")
    try await session.press(
      "Space",
      expecting: "1 slot marked: a d L S D e y act on it, Esc clears"
    )
    try await session.press(
      "Space",
      expecting: "2 slots marked: a d L S D e y act on all, Esc clears"
    )
    let screen = try await session.press("Space", expecting: "3 slots marked")
    #expect(screen.sentence.contains("Wed 5 Mar 2031 11:00–11:30, free, marked"))
    #expect(screen.isCursorOnItsPlace)
    #expect(screen.contains("○✓"))
    try await session.press("d", expecting: "Disabled 3 slots. u takes it back.")
    let statuses = ["disabled", "disabled", "disabled", "active"]
    #expect(try await sandbox.slots().map(\.status) == statuses)
    #expect(try await sandbox.history()[0].objects == 3)
    try await session.press("u", expecting: "Taken back: disabled 3 slots of ")
    #expect(try await sandbox.slots().allSatisfy { $0.status == "active" })
    try await session.press("End")
    try await session.press(
      ">",
      expecting: "This block has no later available slot. C creates some."
    )
    let free = try await session.press("<", expecting: "Wed 5 Mar 2031 11:00–11:30, free")
    #expect(free.isCursorOnItsPlace)
  }
}
