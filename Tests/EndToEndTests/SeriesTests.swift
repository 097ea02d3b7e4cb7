import Testing

@testable import TestDriver

/// A series from a weekly pattern, seen in the grid before it is made.
@Suite struct SeriesTests {
  @Test func isSeenWhileItIsTyped() async throws {
    let sandbox = try Sandbox()
    try await sandbox.fill()
    let session = try await TerminalSession(sandbox, "--date", "2031-03-05")
    try await session.wait(for: "Wed 5 Mar 2031 09:00–09:30")
    try await session.press("C")
    try await session.wait(for: "Would create")
    // From the cursor's day, on the days that the block had; to the Friday of the same week and on
    // that too, for an hour in the afternoon without the pauses that the block had.
    try await session.press("Tab", "C-u", "2031-03-07", "Tab")
    try await session.wait(for: " wed,thu ")
    try await session.press("C-u", "wed-fri", "Tab", "C-u", "14:00-15:00", "Tab", "Tab", "C-u", "0")
    try await session.wait(for: "Would create 6 slots, Wed 5 Mar 2031 – Fri 7 Mar 2031.")
    let screen = try await session.wait(for: "+ 14:00")
    #expect(screen.contains("+ 14:30"))
    try await session.press("Enter")
    try await session.wait(for: "Create 6 slots, Wed 5 Mar 2031 – Fri 7 Mar 2031? y/n")
    #expect(try await sandbox.slots().count == 4)
    try await session.press("y")
    try await session.wait(for: "Planned 6 slots.")
    try await session.press("!")
    try await session.wait(for: "slottui plan --block")
    #expect(try await sandbox.slots().count == 10)
    try await session.press("q")
    #expect(try await session.exitStatus() == 0)
  }
}
