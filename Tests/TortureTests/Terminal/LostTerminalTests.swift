import Foundation
import Testing

@testable import TestDriver

/// Connections that drop or hang, and windows that are dragged about.
@Suite(.serialized, .reported) struct LostTerminalTests {
  /// Keys that lead everywhere: views, forms, questions, windows.
  private static let places = [
    "", "vd", "vm", "va", "vb", "c", "C", "e", "D", "a", "\r", "g", "b", "/", "f", "i", "s", ":",
    "?",
    "v", "3", " ", "V",
  ]

  private func open(_ sandbox: Sandbox, ignoresHangUp: Bool = false) async throws -> RawTerminal {
    let script = "\(ignoresHangUp ? "trap '' HUP; " : "")exec \"$0\" --date 2031-03-05"
    let terminal = try RawTerminal(
      sandbox,
      command: ["/bin/sh", "-c", script, Sandbox.program],
      staysOpen: false
    )
    try await terminal.wait(for: "Wed 5 Mar 2031 09:00")
    return terminal
  }

  /// The connection drops wherever one is, with the signal that says so or without (nohup): the
  /// process ends soon and does not spin.
  @Test func connectionDrops() async throws {
    let sample = try await SampleStore.shared()
    let sandbox = try sample.copy()
    let places = Torture.isLong ? Self.places : ["", "c"]
    for (number, place) in places.enumerated() {
      for ignoresHangUp in Torture.isLong ? [true, false] : [number == 0] {
        let terminal = try await open(sandbox, ignoresHangUp: ignoresHangUp)
        if !place.isEmpty {
          terminal.type(place)
          try await terminal.waitForAnything()
        }
        terminal.hangUp()
        _ = try await terminal.waitUntilEnd()
        Tally.add()
      }
    }
    try await sandbox.expectSound("after the connections dropped")
  }

  /// 500 new sizes while one looks at something: it lives, and shows what belongs there.
  @Test func resizeStorm() async throws {
    let sample = try await SampleStore.shared()
    let sandbox = try sample.copy()
    var dice = Torture.dice("resize")
    for place in Torture.isLong ? Self.places : ["", "vm"] {
      let terminal = try await open(sandbox)
      terminal.type(place)
      for number in 1...Torture.times(500, short: 100) {
        terminal.resize(
          width: .random(in: 1...400, using: &dice),
          height: .random(in: 1...120, using: &dice)
        )
        kill(terminal.child.id, SIGWINCH)
        if number.isMultiple(of: 20) { try await Task.sleep(for: .milliseconds(1)) }
        terminal.receive()
        try #require(!terminal.hasEnded, "in \(place)")
        Tally.add()
      }
      terminal.resize(width: 80, height: 24)
      #expect(try await terminal.leave() == 0, "in \(place)")
    }
    try await sandbox.expectSound("after the storm")
  }

  /// Nobody reads what is drawn: colleagues can work, and a signal ends the program.
  @Test(arguments: [SIGTERM, SIGHUP])
  func stalledOutput(signal: Int32) async throws {
    Tally.name(signal == SIGTERM ? "SIGTERM" : "SIGHUP")
    let sample = try await SampleStore.shared()
    let sandbox = try sample.copy()
    let terminal = try await openStalled(sandbox)
    try await sandbox.slottui("slot", "disable", sample.slots[0].id)
    kill(terminal.child.id, signal)
    let status = try await eventually("the program ends") {
      terminal.hasEnded ? terminal.exitStatus : nil
    }
    #expect(status == 128 + signal)
    try await sandbox.expectSound("after the stall")
  }

  /// The network comes back: nothing is missing of what was drawn meanwhile.
  @Test func stalledOutputGoesOn() async throws {
    let sample = try await SampleStore.shared()
    let sandbox = try sample.copy()
    let terminal = try await openStalled(sandbox)
    try await sandbox.slottui("slot", "disable", sample.slots[0].id)
    try await terminal.wait(for: "disabled", after: terminal.sent.count)
    terminal.type("q")
    #expect(try await terminal.waitUntilEnd() == 0)
  }

  /// Whatever is waited for, here a disk that does not answer, the program does not outlive its terminal.
  @Test(arguments: [SIGTERM, SIGHUP, SIGINT, 0])
  func endsInTheMiddleOfAChange(signal: Int32) async throws {
    Tally.name(signal == 0 ? "nothing but a hang-up" : "signal \(signal)")
    let sample = try await SampleStore.shared()
    let sandbox = try sample.copy()
    let script = "trap '' HUP; exec \"$0\" --date 2031-03-05"
    let terminal = try RawTerminal(
      sandbox,
      variables: try await FaultShim.environment(sandbox, slowDisk: 60_000),
      command: signal == 0
        ? ["/bin/sh", "-c", script, Sandbox.program]
        : [Sandbox.program, "--date", "2031-03-05"],
      staysOpen: signal != 0
    )
    try await terminal.wait(for: "Wed 5 Mar 2031 09:00")
    terminal.type("d")
    // Somebody has a place in it.
    try await terminal.wait(for: "y/n")
    terminal.type("y")
    try await waitForAChange(in: sandbox)
    if signal == 0 { terminal.hangUp() } else { kill(terminal.child.id, signal) }
    #expect(terminal.timeUntilEnd(atMost: .seconds(30)) < .seconds(20))
    let status = try await terminal.waitUntilEnd()
    #expect(status == 128 + (signal == 0 ? SIGHUP : signal))
    if signal != 0 { #expect(terminal.modes == terminal.modesBefore) }
    Tally.add()
    try await sandbox.expectSound("after the end")
  }

  /// Waits until somebody is in the middle of changing the store: nobody else can.
  private func waitForAChange(in sandbox: Sandbox) async throws {
    let database = try RawDatabase(sandbox.store)
    try database.execute("PRAGMA busy_timeout = 0")
    let _: Bool = try await eventually("a change goes on", pause: .milliseconds(50)) {
      do {
        try database.execute("BEGIN IMMEDIATE; ROLLBACK")
        return nil
      } catch {
        return true
      }
    }
  }

  /// Draws whole screens until nothing more fits into the terminal.
  private func openStalled(_ sandbox: Sandbox) async throws -> RawTerminal {
    let terminal = try await open(sandbox)
    terminal.resize(width: 300, height: 100)
    for _ in 1...40 {
      terminal.typeBlindly("\u{C}")
      try await Task.sleep(for: .milliseconds(5))
    }
    try await expectIdle(terminal.child.id)
    return terminal
  }

  /// Waits until a process uses no time: it sleeps.
  private func expectIdle(_ process: pid_t) async throws {
    var last = processorTime(of: process)
    let _: Bool = try await eventually("the process sleeps", pause: .milliseconds(200)) {
      let now = processorTime(of: process)
      defer { last = now }
      return now == last ? true : nil
    }
  }

  /// In ticks of the system's clock, as proc(5) has it.
  private func processorTime(of process: pid_t) -> Int? {
    guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8) else {
      return nil
    }
    let fields = text.split(separator: " ")
    return fields.count > 14 ? Int(fields[13]).flatMap { a in Int(fields[14]).map { a + $0 } } : nil
  }
}
