import Foundation
import Testing

@testable import TestDriver

/// A clock that is wrong, a time zone database that was replaced, and a store of a later program.
@Suite(.serialized, .reported) struct OtherTimesTests {
  private static let day = 86_400

  /// The clock jumps about between changes. All of them are taken and journalled in their order.
  @Test func clockSetBackAndForth() async throws {
    let sample = try await SampleStore.shared()
    let sandbox = try sample.copy()
    var dice = Torture.dice("clock")
    let jumps = [
      0, -1, -3600, -Self.day, 3600, -400 * Self.day, 400 * Self.day, -50 * 365 * Self.day,
    ]
    let slot = sample.slots[3].id
    for number in 1...Torture.times(40, short: 1) {
      let commands = [
        ["slot", "update", slot, "--capacity", "\(number + 1)"],
        ["slot", "lock", slot, "--minutes", "5"], ["slot", "unlock", slot, "--force"],
        ["appointment", "create", "--slot", slot, "--name", "Guest \(number)"], ["undo"], ["redo"],
        ["check"],
      ]
      for words in commands {
        let jump = jumps.randomElement(using: &dice) ?? 0
        let output = try await sandbox.run(
          [Sandbox.program] + words,
          environment: FaultShim.environment(clock: jump)
        )
        Tally.add()
        // A lock that was made in a future still holds.
        let isFine = output.status == 0 || ["E045", "E050"].contains(output.code)
        #expect(isFine, "\(words), clock \(jump): \(output)")
      }
      try await sandbox.slottui("slot", "unlock", slot, "--force")
    }
    try await sandbox.expectSound("after the jumps")
    #expect(try await sandbox.slots().contains { $0.id == slot })
  }

  /// The database is missing, is garbage, or says something else of a block's zone. Nothing in the
  /// store changes, and what is shown can at worst be UTC or a refusal.
  @Test(arguments: ["missing", "empty", "garbage", "truncated", "another zone"])
  func timeZonesReplaced(how: String) async throws {
    Tally.name(how)
    let sample = try await SampleStore.shared()
    let sandbox = try sample.copy()
    let before = try sample.picture()
    let database = sandbox.folder + "/zoneinfo"
    try FileManager.default.createDirectory(
      atPath: database + "/Europe",
      withIntermediateDirectories: true
    )
    let system = "/usr/share/zoneinfo/"
    let real = try Data(contentsOf: URL(filePath: system + "Europe/Warsaw"))
    let content: Data? =
      switch how {
      case "missing": nil
      case "empty": Data()
      case "garbage": Data((0..<3000).map { UInt8(truncatingIfNeeded: $0 &* 37) })
      case "truncated": real.prefix(real.count / 2)
      default: try Data(contentsOf: URL(filePath: system + "Asia/Tokyo"))
      }
    try content?.write(to: URL(filePath: database + "/Europe/Warsaw"))
    for words in [
      ["block", "list"], ["slot", "list"], ["slot", "list", "--json", "--local"], ["history"],
      ["occupancy"], ["check"], ["export", "--format", "ics"], ["export", "--format", "html"],
      ["slot", "get", sample.slots[0].id],
    ] {
      let output = try await sandbox.run(
        [Sandbox.program] + words,
        environment: ["TZDIR": database]
      )
      Tally.add()
      #expect(output.status == 0 || output.code == "E022", "\(words): \(output)")
    }
    let screen = try RawTerminal(
      sandbox,
      "--date",
      "2031-03-05",
      variables: ["TZDIR": database]
    )
    try await screen.waitUntilOpen()
    screen.type("q")
    let status = try await screen.waitUntilEnd()
    #expect(status == 0 || status == 65)
    try await sandbox.expectSound(how)
    #expect(try StorePicture(sandbox.store) == before)
  }

  /// The database is replaced while a screen is open, as an update of the system does it. Where a file is
  /// gone or damaged, the clock stays the one that the screen began with; a new one is obeyed.
  @Test(arguments: ["missing", "empty", "truncated", "another zone"])
  func timeZonesReplacedUnderTheScreen(how: String) async throws {
    Tally.name(how)
    let sandbox = try await SampleStore.shared().copy()
    let database = sandbox.folder + "/zoneinfo"
    try FileManager.default.createDirectory(
      atPath: database + "/Europe",
      withIntermediateDirectories: true
    )
    let file = database + "/Europe/Warsaw"
    let system = URL(filePath: "/usr/share/zoneinfo/")
    let real = try Data(contentsOf: system.appending(path: "Europe/Warsaw"))
    try real.write(to: URL(filePath: file))
    let screen = try RawTerminal(sandbox, "--date", "2031-03-05", variables: ["TZDIR": database])
    try await screen.wait(for: "Wed 5 Mar 2031 09:00")
    switch how {
    case "missing": unlink(file)
    case "empty": try Data().write(to: URL(filePath: file))
    case "truncated": try real.prefix(real.count / 2).write(to: URL(filePath: file))
    default:
      try Data(contentsOf: system.appending(path: "Asia/Tokyo"))
        .write(to: URL(filePath: file), options: .atomic)
    }
    for keys in ["]", "[", "vm", "vb", "va", "vd", "vw", "gw10\r"] {
      screen.type(keys)
      try await screen.waitForAnything()
      #expect(!screen.hasEnded, "\(how), \(keys)")
      Tally.add()
    }
    // 08:00 UTC in winter.
    let start = screen.sent.count
    screen.type("g2031-03-05\r")
    let time = how == "another zone" ? "17:00" : "09:00"
    try await screen.wait(for: "Wed 5 Mar 2031 \(time)", after: start)
    #expect(try await screen.leave() == 0)
    try await sandbox.expectSound(how)
  }

  /// An old program leaves a store alone that a later one has written.
  @Test func newerStore() async throws {
    let sample = try await SampleStore.shared()
    let sandbox = try sample.copy()
    try RawDatabase(sandbox.store).execute("PRAGMA user_version = 99; PRAGMA journal_mode = DELETE")
    let before = try Data(contentsOf: URL(filePath: sandbox.store))
    for verb in Verb.all.map({ $0.arguments(sample) }) + [["slot", "list"], ["check"], ["init"]] {
      let output = try await sandbox.slottui(verb)
      Tally.add()
      #expect(output.status == 74 && output.code == "S003", "\(verb): \(output)")
    }
    #expect(try Data(contentsOf: URL(filePath: sandbox.store)) == before)
    let names = try FileManager.default.contentsOfDirectory(atPath: sandbox.folder)
    #expect(names == ["slottui.db"])
  }
}
