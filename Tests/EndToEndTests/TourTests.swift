import Foundation
import Testing

@testable import TestDriver

/// The guided tour on a terminal: through all its steps, and back.
@Suite struct TourTests {
  /// A store of the user's own, and a place for temporary files in which nothing else is.
  private struct World {
    let sandbox: Sandbox
    let temporary: String

    init() async throws {
      sandbox = try Sandbox()
      try await sandbox.fill()
      temporary = sandbox.folder + "/run"
      try FileManager.default.createDirectory(atPath: temporary, withIntermediateDirectories: true)
    }

    var temporaryFiles: [String] {
      (try? FileManager.default.contentsOfDirectory(atPath: temporary)) ?? []
    }

    /// A screen in which the tour has been begun.
    func tour() async throws -> TerminalSession {
      let session = try await TerminalSession(
        sandbox,
        "--date",
        "2031-03-05",
        variables: ["XDG_RUNTIME_DIR": temporary]
      )
      try await session.wait(for: "Wed 5 Mar 2031 09:00")
      try await session.press(":")
      try await session.type("tour")
      try await session.press("Enter", expecting: "step 1 of 8")
      return session
    }

    func storedBytes() throws -> Data { try Data(contentsOf: URL(filePath: sandbox.store)) }
  }

  @Test func showsAllStepsAndTouchesNothing() async throws {
    let world = try await World()
    let before = try world.storedBytes()
    let session = try await world.tour()
    #expect(try await session.screen().contains("tour: sample data"))
    let folder = try #require(world.temporaryFiles.first)
    let attributes = try FileManager.default.attributesOfItem(
      atPath: "\(world.temporary)/\(folder)"
    )
    #expect(attributes[.posixPermissions] as? Int == 0o700)

    try await session.press("Right", "]", "t")
    try await session.wait(for: "step 2 of 8")
    try await session.press(">", "a")
    try await session.wait(for: "who it is for")
    try await session.type("Mia Novak")
    try await session.press("Enter", expecting: "step 3 of 8")
    try await session.press("Enter", expecting: "its people (done)")
    try await session.press("m", expecting: "Move Mia Novak")
    try await session.press("Enter", expecting: "move to another place (done)")
    // Somebody else's place, since this one is free now.
    try await openPlaceOfSomebody(session)
    try await session.press("x", expecting: "step 4 of 8")
    try await session.press("Escape", expecting: "free  a")
    try await session.press("d", expecting: "disable it (done)")
    try await session.press("u", expecting: "step 5 of 8")
    try await session.press("T", expecting: "to re-book ")
    try await session.press("Enter", expecting: "step 6 of 8")
    try await session.press("Escape", expecting: "free  a")
    try await lock(session)
    try await session.wait(for: "ben booked")
    try await session.wait(for: "step 7 of 8")
    try await session.press("c", expecting: "New slot")
    try await session.press("Enter", expecting: "create (done)")
    try await session.press("Space", "w", "Space")
    try await session.wait(for: "2 slots marked")
    try await session.press("d")
    // Whoever has a place there loses it, which is asked about.
    let asked = try await session.wait(for: "an answer") {
      $0.contains("y/n") || $0.contains("step 8 of 8")
    }
    if asked.contains("y/n") { try await session.press("y", expecting: "step 8 of 8") }
    try await session.press("/")
    try await session.type("chen")
    try await session.wait(for: "Dr Chen")
    try await session.press("Enter", expecting: "find (done)")
    try await session.press(":", expecting: "by name (done)")
    // Esc and a key at once would be that key with Alt.
    try await session.press("Escape", expecting: "free  a")
    try await session.press("?", expecting: "Tour: the end")
    try await session.press("Escape", expecting: "free  a")
    let home = try await session.press("q", expecting: "The tour is over")
    #expect(home.contains("Wed 5 Mar 2031 09:00"))
    #expect(!home.contains("sample data"))
    #expect(world.temporaryFiles.isEmpty)
    try await session.press("q")
    #expect(try await session.exitStatus() == 0)
    #expect(try world.storedBytes() == before)
    #expect(try await world.sandbox.appointments().isEmpty)
    #expect(!FileManager.default.fileExists(atPath: world.sandbox.store + "-wal"))
  }

  /// The next slot that somebody has an appointment in: in the sample data some were cancelled, as in life.
  private func openPlaceOfSomebody(_ session: TerminalSession) async throws {
    for _ in 0..<20 {
      try await session.press("w")
      let screen = try await session.press("Enter", expecting: "Esc back")
      if screen.contains("x cancel  e"), !screen.contains("disabled") { return }
      try await session.press("Escape", expecting: "free  a")
    }
  }

  /// Some slots of the sample data cannot be locked, as in life.
  private func lock(_ session: TerminalSession) async throws {
    for _ in 0..<20 {
      try await session.press("L")
      let screen = try await session.wait(for: "an answer") {
        $0.contains("lock it (done)") || $0.contains("cannot be locked")
      }
      if screen.contains("lock it (done)") { return }
      try await session.press(">")
      try await session.wait(for: "the next slot") { !$0.contains("cannot be locked") }
    }
  }

  /// A colleague's change of the user's own store is there when the tour is over.
  @Test func comesBackToWhatHappenedMeanwhile() async throws {
    let world = try await World()
    let session = try await world.tour()
    try await world.sandbox.slottui("slot", "disable", world.sandbox.slots()[0].id)
    try await session.press("F10", expecting: "The tour is over")
    try await session.wait(for: "disabled (d enables)")
    // The user's own store is followed again.
    try await world.sandbox.slottui("slot", "enable", world.sandbox.slots()[0].id)
    try await session.wait(for: "0 of 2 taken") { !$0.contains("disabled (d enables)") }
  }

  @Test(arguments: [SIGTERM, SIGHUP])
  func leavesNothingBehind(signal: Int32) async throws {
    let world = try await World()
    let terminal = try RawTerminal(
      world.sandbox,
      variables: ["XDG_RUNTIME_DIR": world.temporary]
    )
    try await terminal.wait(for: "Dr. Nowak")
    terminal.type(":tour\r")
    try await terminal.wait(for: "step 1 of 8")
    #expect(world.temporaryFiles.count == 1)
    kill(terminal.child.id, signal)
    _ = try await terminal.waitUntilEnd()
    #expect(world.temporaryFiles.isEmpty)
  }
}
