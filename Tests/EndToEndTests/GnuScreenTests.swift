import Foundation
import Testing

@testable import TestDriver

/// GNU screen, the other multiplexer on servers.
@Suite struct GnuScreenTests {
  private static let program = "/usr/bin/screen"

  @Test func worksInside() async throws {
    try #require(
      FileManager.default.isExecutableFile(atPath: Self.program),
      "screen is missing: make test installs it, or apt-get install screen does."
    )
    let sandbox = try Sandbox()
    try await sandbox.fill()
    let sockets = "\(sandbox.folder)/screen"
    try FileManager.default.createDirectory(
      atPath: sockets,
      withIntermediateDirectories: false,
      attributes: [.posixPermissions: 0o700]
    )
    let session = try await TerminalSession(
      sandbox,
      variables: ["SCREENDIR": sockets],
      command: [Self.program, "-U", "-c", "/dev/null", Sandbox.program, "--date", "2031-03-05"]
    )
    let screen = try await session.wait(for: "the grid") {
      $0.sentence.hasPrefix("Wed 5 Mar 2031 09:00–09:30") && $0.isCursorOnItsPlace
    }
    #expect(!screen.contains("unknown"))
    try await session.press("Down", "Up", "d")
    try await session.wait(for: "Disabled Wed 5 Mar 2031 09:00–09:30.")
    try await session.resize(width: 60, height: 15)
    try await session.wait(for: "the smaller grid") {
      $0.rows.count == 15 && $0.sentence.hasPrefix("Wed 5 Mar") && $0.isCursorOnItsPlace
    }
    try await session.press("c", expecting: "New slot")
    try await session.press("Escape", expecting: "Nothing was changed.")
    try await session.press("q")
    #expect(try await session.exitStatus() == 0)
  }
}
