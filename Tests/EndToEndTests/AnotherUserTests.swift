import Foundation
import Testing

@testable import TestDriver

/// A colleague with an account of their own. Only the superuser can act as one.
@Suite(.enabled(if: getuid() == 0, "acts as another user"))
struct AnotherUserTests {
  private let sandbox: Sandbox
  private let session: TerminalSession

  init() async throws {
    sandbox = try Sandbox()
    chmod(sandbox.folder, 0o777)
    _ = try await sandbox.copyOfProgram()
    try await sandbox.slottui("init", "--shared")
    try await sandbox.fill()
    for name in ["", "-wal", "-shm"] { chmod(sandbox.store + name, 0o666) }
    session = try await TerminalSession(sandbox, "--date", "2031-03-05")
    try await session.wait(for: "Wed 5 Mar 2031 09:00")
  }

  private func colleague(_ arguments: String...) async throws {
    let user = ["/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
    let output = try await sandbox.run(user + ["\(sandbox.folder)/slottui"] + arguments)
    try #require(output.status == 0, "\(output.errors)")
  }

  @Test func lockIsOpenedAfterAQuestion() async throws {
    try await colleague("slot", "lock", sandbox.slots()[0].id, "--minutes", "4400")
    try await session.wait(for: "locked by nobody for 3 d")
    let question = "nobody locked this slot for another 3 d. Unlock it all the same? y/n"
    try await session.press("L", expecting: question)
    try await session.press("n", expecting: "It stays locked.")
    #expect(try await sandbox.slots()[0].lockedUntil != nil)
    // A held key is an answer, but not this one.
    try await session.press("L", expecting: question)
    try await session.press("L", expecting: "It stays locked.")
    try await session.press("L", expecting: question)
    try await session.press("y", expecting: "Unlocked Wed 5 Mar 2031 09:00–09:30.")
    #expect(try await sandbox.slots()[0].lockedUntil == nil)
  }

  @Test func undoIsOnesOwn() async throws {
    try await session.press("d", expecting: "Disabled Wed 5 Mar 2031 09:00–09:30.")
    try await colleague("slot", "disable", sandbox.slots()[1].id)
    try await session.wait(for: "two disabled slots") { screen in
      screen.rows.filter { $0.contains("✕") }.count == 2
    }
    try await session.press("u", expecting: "Taken back: disabled a slot of ")
    #expect(try await sandbox.slots().map(\.status) == ["active", "disabled", "active", "active"])
    // What a colleague changed since is left alone, and named.
    try await session.press("d", expecting: "Disabled Wed 5 Mar 2031 09:00–09:30.")
    try await colleague("slot", "update", sandbox.slots()[0].id, "--capacity", "7")
    try await session.wait(for: "0 of 7 taken")
    try await session.press("u", expecting: "nobody changed it")
    #expect(try await sandbox.slots()[0].status == "disabled")
  }

  @Test func changeDuringAnEditIsNotOverwritten() async throws {
    try await session.press("e", expecting: "Edit slot")
    try await session.press("Tab", "Tab", "C-u")
    try await session.type("5")
    try await colleague("slot", "update", sandbox.slots()[0].id, "--capacity", "7")
    try await session.wait(for: "0 of 7 taken")
    try await session.press("Enter", expecting: "nobody changed this slot at ")
    #expect(try await sandbox.slots()[0].capacity == 7)
  }
}
