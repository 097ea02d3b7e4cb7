import Foundation
import Testing

@testable import TestDriver

/// Looking without touching.
@Suite struct ReadOnlyTests {
  private let sandbox: Sandbox

  init() async throws {
    sandbox = try Sandbox()
    try await sandbox.fill()
  }

  @Test func followsAndRefuses() async throws {
    let session = try await TerminalSession(sandbox, "--read-only", "--date", "2031-03-05")
    try await session.wait(for: "Wed 5 Mar 2031 09:00")
    for key in ["d", "L", "D", "c", "e", "a", "u", "C-r"] {
      try await session.press(key, expecting: "The store is open for reading only.")
      // The next message is another one. After a refused booking, letters would be taken for a name.
      try await session.press("Right", "Left")
      try await session.wait(for: "no message") {
        !$0.contains("reading only") && $0.isCursorOnItsPlace
      }
    }
    #expect(try await sandbox.history().count == 3)
    try await sandbox.slottui("slot", "disable", try await sandbox.slots()[0].id)
    try await session.wait(for: "0 of 2 taken, disabled")
    try await session.press("Enter", expecting: "Nobody has a place here.")
  }

  @Test func emptyStoreStaysEmpty() async throws {
    let empty = try Sandbox()
    try await empty.slottui("init")
    let session = try await TerminalSession(empty, "--read-only")
    try await session.wait(for: "This store is empty.")
    try await session.press("s")
    try await session.press("c", expecting: "The store is open for reading only.")
    #expect(try await empty.blocks().isEmpty)
  }

  /// Neither file nor folder can be written. Nobody keeps the superuser from that, so there the
  /// screen is opened as another user.
  @Test func opensWhatCannotBeWritten() async throws {
    try await sandbox.slottui("check")
    var command = [Sandbox.program]
    if getuid() == 0 {
      let program = try await sandbox.copyOfProgram()
      command = ["/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", program]
    }
    let mode = getuid() == 0 ? 0o444 : 0o400
    for file in try FileManager.default.contentsOfDirectory(atPath: sandbox.folder)
    where file.hasPrefix("slottui.db") {
      chmod("\(sandbox.folder)/\(file)", mode_t(mode))
    }
    chmod(sandbox.folder, getuid() == 0 ? 0o755 : 0o500)
    defer { chmod(sandbox.folder, 0o700) }
    let terminal = try RawTerminal(sandbox, "--date", "2031-03-05", command: command)
    try await terminal.wait(for: "Wed 5 Mar 2031 09:00")
    terminal.type("d")
    try await terminal.wait(for: "The store is open for reading only.")
    terminal.type("q")
    #expect(try await terminal.waitUntilEnd() == 0)
  }
}
