import CSQLite
import Testing

@testable import TestDriver

/// Another process that writes for long.
@Suite struct BusyStoreTests {
  private let sandbox: Sandbox
  private let session: TerminalSession

  init() async throws {
    sandbox = try Sandbox()
    try await sandbox.fill()
    session = try await TerminalSession(sandbox, "--date", "2031-03-05")
    try await session.wait(for: "Wed 5 Mar 2031 09:00")
  }

  /// Holds the store's write lock meanwhile.
  private func whileWriting(_ body: () async throws -> Void) async throws {
    var connection: OpaquePointer?
    try #require(sqlite3_open(sandbox.store, &connection) == SQLITE_OK)
    defer { sqlite3_close(connection) }
    try #require(sqlite3_exec(connection, "BEGIN IMMEDIATE", nil, nil, nil) == SQLITE_OK)
    try await body()
    try #require(sqlite3_exec(connection, "ROLLBACK", nil, nil, nil) == SQLITE_OK)
  }

  @Test func isWaitedFor() async throws {
    // Where the machine has so much else to do that it is given up meanwhile, it is tried again.
    for _ in 1...5 {
      try await whileWriting {
        try await session.press("d")
        let what = "the waiting, or its end"
        let screen = try await session.wait(for: what) {
          $0.contains("Waiting for somebody else to finish writing…") || $0.contains("S001: ")
        }
        guard !screen.contains("S001: ") else { return }
        // Keys are obeyed meanwhile.
        try await session.press("w")
        try await session.wait(for: "10:00–10:30, free")
      }
      // The key after it may have taken what it said away.
      try await session.wait(for: "the end of the waiting") {
        !$0.contains("Waiting for somebody else")
      }
      // It was given up, or what was put off is done in a moment.
      let isDone: Bool = try await eventually("the end of what was put off") {
        if try await sandbox.slots()[0].status == "disabled" { return true }
        return try await session.screen().contains("S001: ") ? false : nil
      }
      if isDone { break }
      try await session.press("W", expecting: "Wed 5 Mar 2031 09:00–09:30, 2 free, 0 of")
    }
    let slots = try await sandbox.slots()
    #expect(slots.map(\.status) == ["disabled", "active", "active", "active"])
  }

  /// Whoever leaves a form that waits has booked nobody, also when the store is free again.
  @Test func escapeEndsTheWaiting() async throws {
    try await whileWriting {
      try await session.press("w", expecting: "10:00–10:30, free")
      try await session.press("a", expecting: "Book Wed 5 Mar 2031 10:00")
      try await session.type("Wanda Waits")
      try await session.press("Enter")
      let what = "the waiting, or its end"
      let screen = try await session.wait(for: what) {
        $0.contains("Waiting for somebody else to finish writing…") || $0.contains("S001: ")
          || $0.contains("Somebody else is writing")
      }
      if screen.contains("Waiting for") {
        try await session.press("Escape", expecting: "It was stopped, and nothing was changed.")
      }
      // What was typed is still there.
      try await session.wait(for: "Wanda Waits")
      try await session.press("Escape", expecting: "Nobody was booked.")
    }
    try await session.press("d", expecting: "Disabled Wed 5 Mar 2031 10:00–10:30.")
    #expect(try await sandbox.slottui("appointment", "list", "--json").contains("Wanda") == false)
  }

  @Test func isGivenUpInTheEnd() async throws {
    try await whileWriting {
      try await session.press("d")
      try await session.wait(for: "S001: Somebody else is writing to the store.")
      #expect(try await sandbox.slots()[0].status == "active")
      // A form keeps what was typed.
      try await session.press("c", expecting: "New slot")
      try await session.press("C-u")
      try await session.type("2031-03-05 15:00")
      try await session.press("Enter", expecting: "Somebody else is writing to the store.")
      try await session.wait(for: "2031-03-05 15:00")
    }
    try await session.press("Enter", expecting: "Created Wed 5 Mar 2031 15:00–15:30.")
    try await session.press("Home", "d")
    try await session.wait(for: "Disabled Wed 5 Mar 2031 09:00–09:30.")
  }
}
