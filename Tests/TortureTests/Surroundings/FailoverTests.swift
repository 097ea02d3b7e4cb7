import Foundation
import Testing

@testable import TestDriver

/// The server dies while people book, and its standby takes over: what somebody was told is booked is there,
/// once, and everybody goes on by himself.
@Suite(
  .serialized,
  .reported,
  .enabled(if: PrivateCluster.shared != nil, "PostgreSQL is not installed")
)
struct FailoverTests {
  private static let people = ["ana", "ben"]

  @Test func whatWasAcknowledgedIsThereOnce() async throws {
    var primary = try PrivateCluster(programs: #require(PrivateCluster.installed()))
    let (first, name) = try await Sandbox.onServer(primary)
    for person in Self.people { try primary.makeRole(person, in: "slottui_writer") }
    try await first.fillAnew()
    let slot = try await first.slots()[1].id
    try await first.slottui("slot", "update", slot, "--capacity", "1000000")

    var dice = Torture.dice("failover")
    var acknowledged: [String] = []
    var longest = 0
    for round in 1...Torture.times(20, short: 1) {
      let standby = try PrivateCluster(standbyOf: primary)
      // Whichever comes first.
      let folders = [primary.folder, standby.folder].shuffled(using: &dice)
      func address(_ person: String) -> String {
        "postgres://\(person)@/\(name)?host=\(folders.joined(separator: ","))"
      }
      let sandbox = try Sandbox(store: address("ana"))
      let screen = try await TerminalSession(sandbox, "--date", "2031-03-06")
      try await screen.wait(for: "Thu 6 Mar 2031 09:00")
      try await expect("1 connected; synchronous_standby_names is *", from: sandbox)
      let writers = try Self.people.map {
        try Writer("\($0) \(round).", sandbox, slot, address($0))
      }
      for writer in writers { try await writer.waitUntilMore(than: 2) }
      try primary.kill()
      try await Task.sleep(for: .milliseconds(Int.random(in: 0...1500, using: &dice)))
      try standby.promote()
      let promotion = Writer.now
      for writer in writers { try await writer.waitUntilMore(than: 2, since: promotion) }
      for writer in writers {
        try await writer.stop()
        acknowledged += writer.acknowledged.map(\.name)
        longest = max(longest, writer.firstAnswer(since: promotion) - promotion)
      }
      Tally.add()
      try await expect("No standby confirms changes", from: sandbox)
      try await expectAll(acknowledged, sandbox)
      // Of its own accord, and as good as before.
      try await screen.wait(for: "the server is back") { !$0.contains("server out of reach") }
      try await screen.press("d", expecting: "Disabled Thu 6 Mar 2031 09:00–09:30.")
      try await screen.press("u", expecting: "Taken back")
      primary = standby
    }
    Tally.name("(\(acknowledged.count) acknowledged, went on within \(longest) ms)")
  }

  /// What the doctor says of the standby.
  private func expect(_ words: String, from sandbox: Sandbox) async throws {
    let output = try await sandbox.slottui(["doctor"])
    #expect(output.text.contains(words), "\(output)")
  }

  private func expectAll(_ acknowledged: [String], _ sandbox: Sandbox) async throws {
    struct Appointment: Decodable {
      struct Metadata: Decodable { let name: String }
      let metadata: Metadata
    }
    // All of them, in one stream.
    let text = try await sandbox.slottui("appointment", "list", "--ndjson")
    let stored = try text.split(separator: "\n").map {
      try JSONDecoder().decode(Appointment.self, from: Data($0.utf8)).metadata.name
    }
    #expect(Set(stored).count == stored.count, "somebody was booked twice")
    #expect(Set(acknowledged).subtracting(stored) == [])
    try await sandbox.slottui("check")
  }
}

/// A shell that books again and again, and notes whom it was told to have booked, and when.
private final class Writer {
  private let child: Child
  private let log: String
  private let end: String

  /// In milliseconds.
  static var now: Int { Int(Date().timeIntervalSince1970 * 1000) }

  /// - `name`: What all whom it books begin with.
  init(_ name: String, _ sandbox: Sandbox, _ slot: String, _ address: String) throws {
    log = "\(sandbox.folder)/\(UUID().uuidString)"
    end = log + ".end"
    let script = """
      for ((number = 1; ; number++)); do
        [ -e "$1" ] && exit
        "$2" appointment create --slot "$3" --name "$4$number" --db "$5" --json >/dev/null 2>&1 &&
          echo "$(date +%s%3N) $4$number"
      done
      """
    child = try Child(
      ["/bin/bash", "-c", script, "bash", end, Sandbox.program, slot, name, address],
      environment: sandbox.environment(),
      streams: .files(output: log, errors: "/dev/null")
    )
  }

  var acknowledged: [(time: Int, name: String)] {
    let text = String(decoding: FileManager.default.contents(atPath: log) ?? Data(), as: UTF8.self)
    return text.split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ", maxSplits: 1)
      guard words.count == 2, let time = Int(words[0]) else { return nil }
      return (time, String(words[1]))
    }
  }

  func waitUntilMore(than count: Int, since time: Int = 0) async throws {
    let _: Bool = try await eventually("more than \(count) are booked", pause: .milliseconds(50)) {
      acknowledged.count { $0.time >= time } > count ? true : nil
    }
  }

  func firstAnswer(since time: Int) -> Int {
    acknowledged.first { $0.time >= time }?.time ?? time
  }

  func stop() async throws {
    _ = FileManager.default.createFile(atPath: end, contents: nil)
    _ = try await child.waitUntilEnd()
  }
}
