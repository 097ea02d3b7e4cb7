import Testing

@testable import TestDriver

/// The windows of a front desk, each in its few keys, on a real terminal.
@Suite struct DeskWindowsTests {
  private let sandbox: Sandbox

  init() async throws {
    sandbox = try Sandbox()
    try await sandbox.fill()
  }

  private func open() async throws -> TerminalSession {
    let session = try await TerminalSession(sandbox, "--date", "2031-03-05", width: 100)
    try await session.wait(for: "Wed 5 Mar 2031 09:00")
    return session
  }

  /// The next free place, typed without a look: `F Enter a`, the name, Enter.
  @Test func theNextFreePlaceIsBookedBlind() async throws {
    let session = try await open()
    try await session.type("F\rathis is a name\r")
    _ = try await eventually("it is booked") {
      try await sandbox.appointments().count == 1 ? true : nil
    }
  }

  @Test func wordsNarrowTheFreePlaces() async throws {
    let session = try await open()
    try await session.press("F", expecting: "Free places")
    try await session.type("nowak thu")
    try await session.wait(for: "Free places: Thu")
    let screen = try await session.press("Enter", expecting: "Thu 6 Mar 2031 09:00–09:30")
    #expect(screen.isCursorOnItsPlace)
  }

  @Test func helpIsSearchedAndAClosedSlotAsks() async throws {
    let slots = try await sandbox.slots()
    try await sandbox.slottui(
      "appointment",
      "create",
      "--slot",
      slots[1].id,
      "--name",
      "Anna First"
    )
    let session = try await open()
    try await session.press("?", expecting: "Booking")
    try await session.type("undo")
    try await session.wait(for: "only that") {
      !$0.contains("Booking") && $0.contains("undo your last action")
    }
    // A key that comes at once would be one with Alt.
    try await session.press("Escape", expecting: "> next free")
    try await session.type("*d")
    try await session.wait(for: "1 person loses their place: Anna First y/n")
    try await session.press("y", expecting: "Disabled")
  }
}
