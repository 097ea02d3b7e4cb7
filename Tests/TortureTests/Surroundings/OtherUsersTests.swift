import Foundation
import Testing

@testable import TestDriver

/// Files that may not be written, and colleagues with accounts of their own. The superuser may do
/// everything, so there others are acted as; nobody else can.
@Suite(.serialized, .reported, .enabled(if: getuid() == 0, "acts as other users"))
struct OtherUsersTests {
  private let sandbox: Sandbox

  init() async throws {
    sandbox = try await SampleStore.shared().copy()
    _ = try await sandbox.copyOfProgram()
    chmod(sandbox.folder, 0o755)
  }

  private func act(
    as user: Int,
    group: Int = 65534,
    mask: String = "077",
    _ arguments: [String]
  ) async throws -> Sandbox.Output {
    Tally.add()
    return try await sandbox.run(command(as: user, group: group, mask: mask) + arguments)
  }

  private func command(as user: Int, group: Int, mask: String) -> [String] {
    [
      "/usr/bin/setpriv", "--reuid=\(user)", "--regid=\(group)", "--clear-groups", "/bin/sh", "-c",
      "umask \(mask); exec \"$@\"", "sh", sandbox.folder + "/slottui",
    ]
  }

  private static let changes = [
    ["block", "create", "--name", "New", "--timezone", "UTC"], ["undo"],
    SampleStore.plan(block: "Empty", month: "08"),
  ]

  /// File and folder are somebody else's: they can be read, and a change is refused with S004.
  @Test(arguments: [mode_t(0o755), 0o777])
  func readOnlyFile(folderMode: mode_t) async throws {
    Tally.name(String(folderMode, radix: 8))
    chmod(sandbox.store, 0o644)
    chmod(sandbox.folder, folderMode)
    let before = try Data(contentsOf: URL(filePath: sandbox.store))
    for look in [
      ["block", "list"], ["slot", "list"], ["history"], ["export", "--format", "ndjson"],
    ] {
      let output = try await act(as: 65534, look)
      #expect(output.status == 0, "\(look): \(output)")
    }
    for change in Self.changes {
      let output = try await act(as: 65534, change)
      #expect(output.status == 77 && output.code == "S004", "\(change): \(output)")
    }
    #expect(try Data(contentsOf: URL(filePath: sandbox.store)) == before)
  }

  /// The file could be written, but the log beside it cannot be made.
  @Test func readOnlyFolder() async throws {
    chown(sandbox.store, 65534, 65534)
    for change in Self.changes {
      let output = try await act(as: 65534, change)
      #expect([74, 77].contains(output.status), "\(change): \(output)")
      #expect(["S004", "S007"].contains(output.code), "\(change): \(output)")
    }
    let look = try await act(as: 65534, ["slot", "list"])
    #expect(look.status == 0, "\(look)")
  }

  @Test func unreadableFile() async throws {
    for command in Self.changes + [["slot", "list"], ["check"]] {
      let output = try await act(as: 65534, command)
      #expect(output.status == 74 && output.code == "S007", "\(command): \(output)")
    }
  }

  /// Two users in a group, each with a mask that hides new files from the other: whoever comes first
  /// makes the log, and the other can go on.
  @Test(arguments: ["077", "022"])
  func groupWithMask(mask: String) async throws {
    Tally.name(mask)
    let folder = sandbox.folder + "/shared"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    chown(folder, 7001, 7000)
    chmod(folder, 0o2770)
    let store = ["--db", folder + "/slottui.db"]
    let made = try await act(as: 7001, group: 7000, mask: mask, ["init", "--shared"] + store)
    #expect(made.status == 0, "\(made)")
    for number in 1...Torture.times(30, short: 4) {
      // One has the store open, so that the log is theirs, while the other works.
      let isFirst = number.isMultiple(of: 2)
      let (owner, other) = isFirst ? (7001, 7002) : (7002, 7001)
      let screen = try await screen(of: owner, mask: mask, store)
      let words = ["block", "create", "--name", "By \(other), \(number)", "--timezone", "UTC"]
      let output = try await act(as: other, group: 7000, mask: mask, words + store)
      #expect(output.status == 0, "\(output)")
      try await screen.wait(for: "By \(other), \(number)".prefix(7).description)
      screen.type("q")
      #expect(try await screen.waitUntilEnd() == 0)
    }
    let check = try await act(as: 7002, group: 7000, mask: mask, ["check"] + store)
    #expect(check.status == 0, "\(check)")
    let look = ["block", "list"] + store
    let stranger = try await act(as: 7003, group: 7003, mask: mask, look)
    #expect(stranger.status == 74, "\(stranger)")
    // One who may read, but nothing else, can do so whether or not somebody has the store open.
    chmod(folder, 0o2775)
    chmod(store[1], 0o664)
    let screen = try await screen(of: 7001, mask: mask, store)
    for number in 1...2 {
      if number == 2 {
        screen.type("q")
        #expect(try await screen.waitUntilEnd() == 0)
      }
      let words = ["block", "create", "--name", "Seen \(number)", "--timezone", "UTC"]
      #expect(try await act(as: 7002, group: 7000, mask: mask, words + store).status == 0)
      let seen = try await act(as: 7003, group: 7003, mask: mask, look)
      #expect(seen.status == 0 && seen.text.contains("Seen \(number)"), "\(seen)")
      let refused = try await act(as: 7003, group: 7003, mask: mask, words + store)
      #expect(refused.status == 77 && refused.code == "S004", "\(refused)")
    }
  }

  private func screen(of user: Int, mask: String, _ store: [String]) async throws -> RawTerminal {
    let screen = try RawTerminal(
      sandbox,
      command: command(as: user, group: 7000, mask: mask) + store
    )
    try await screen.waitForAnything()
    return screen
  }
}
