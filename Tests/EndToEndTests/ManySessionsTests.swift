import Testing

@testable import TestDriver

/// Several processes on one store.
@Suite struct ManySessionsTests {
  @Test func onePlaceIsBookedOnce() async throws {
    let sandbox = try Sandbox()
    try await sandbox.fill()
    for _ in 1...8 {
      let slot = try #require(try await sandbox.slots().last).id
      let outputs = try await withThrowingTaskGroup(of: Sandbox.Output.self) { group in
        for number in 1...8 {
          group.addTask {
            try await sandbox.slottui([
              "appointment", "create", "--slot", slot, "--name", "Guest \(number)",
            ])
          }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(outputs.filter { $0.status == 0 }.count == 1)
      let refused = outputs.filter { $0.status != 0 }
      #expect(refused.allSatisfy { $0.status == 65 && $0.errors.hasPrefix("slottui: E049: ") })
      #expect(try await sandbox.slots().last?.numActiveAppointments == 1)
      try await sandbox.slottui("slot", "delete", slot, "--force")
      try await sandbox.createSlots("2031-03-06T09:00")
    }
    try await sandbox.slottui("check")
  }

  @Test func screensConverge() async throws {
    let sandbox = try Sandbox()
    try await sandbox.fill()
    let left = try await TerminalSession(sandbox, "--date", "2031-03-05")
    let right = try await TerminalSession(sandbox, "--date", "2031-03-05", width: 100, height: 30)
    for session in [left, right] { try await session.wait(for: "Wed 5 Mar 2031 09:00") }
    try await left.press("d", expecting: "Disabled")
    try await right.wait(for: "the left one's work") { $0.sentence.contains("disabled") }
    try await right.press("2", "0", "L")
    try await left.wait(for: "the right one's work") { $0.sentence.contains("locked by you") }
    // Both at once, on slots that are not the same.
    try await right.press("w")
    try await right.wait(for: "10:00–10:30")
    try await left.press("d")
    try await right.press("d")
    for session in [left, right] {
      try await session.wait(for: "both") { screen in
        screen.rows.filter { $0.contains(" off") }.count == 1
          && screen.rows.contains { $0.hasPrefix("10:00") || $0.contains("✕ off") }
      }
    }
    try await sandbox.slottui("slot", "delete", try await sandbox.slots()[2].id)
    for session in [left, right] {
      try await session.wait(for: "the deletion") { screen in
        !screen.rows.contains { $0.contains("11:00   ") } && screen.isCursorOnItsPlace
      }
    }
    try await sandbox.slottui("check")
  }
}
