import Foundation
import Testing

@testable import TestDriver

/// However the program ends, terminal and store are in order.
@Suite struct LeavingTests {
  enum Way: CaseIterable {
    case quit, interruptKey, terminate, interrupt, hangUp

    var exitStatus: Int32 {
      switch self {
      case .quit, .interruptKey: 0
      case .terminate: 143
      case .interrupt: 130
      case .hangUp: 129
      }
    }
  }

  private static let modes = [
    (on: "\u{1B}[?1049h", off: "\u{1B}[?1049l"), (on: "\u{1B}[?2004h", off: "\u{1B}[?2004l"),
  ]

  @Test(arguments: Way.allCases, [false, true])
  func restoresTheTerminal(way: Way, inForm: Bool) async throws {
    // From a form, Ctrl-C leaves the form.
    if inForm, way == .quit || way == .interruptKey { return }
    let sandbox = try Sandbox()
    try await sandbox.fill()
    let terminal = try RawTerminal(sandbox, "--date", "2031-03-05")
    try await terminal.wait(for: "Wed 5 Mar 2031 09:00")
    #expect(terminal.modes != terminal.modesBefore)
    terminal.type("d")
    try await terminal.wait(for: "Disabled")
    if inForm {
      terminal.type("c")
      try await terminal.wait(for: "New slot")
    }
    switch way {
    case .quit: terminal.type("q")
    case .interruptKey: terminal.type("\u{3}")
    case .terminate: kill(terminal.child.id, SIGTERM)
    case .interrupt: kill(terminal.child.id, SIGINT)
    case .hangUp: kill(terminal.child.id, SIGHUP)
    }
    #expect(try await terminal.waitUntilEnd() == way.exitStatus)
    try expectRestored(terminal)
    try await sandbox.slottui("check")
    #expect(try await sandbox.slots()[0].status == "disabled")
  }

  private func expectRestored(_ terminal: RawTerminal) throws {
    #expect(terminal.modes == terminal.modesBefore)
    terminal.receive()
    let sent = String(decoding: terminal.sent, as: UTF8.self)
    for (on, off) in Self.modes {
      let end = try #require(sent.range(of: off, options: .backwards), "\(off) is sent")
      #expect(!sent[end.upperBound...].contains(on))
      #expect(sent.contains(on))
    }
    if let hidden = sent.range(of: "\u{1B}[?25l", options: .backwards) {
      let shown = ["\u{1B}[?25h", "\u{1B}[?12;25h", "\u{1B}[?12l\u{1B}[?25h"]
      #expect(shown.contains { sent[hidden.upperBound...].contains($0) }, "the cursor is visible")
    }
  }

  /// A crash, and what ends a program that does not ask for it.
  @Test(arguments: [
    SIGSEGV, SIGBUS, SIGABRT, SIGILL, SIGTRAP, SIGFPE, SIGSYS, SIGQUIT, SIGUSR1, SIGUSR2, SIGALRM,
    SIGPIPE, SIGVTALRM, SIGPROF, SIGXCPU, SIGPOLL, SIGPWR, SIGSTKFLT, 34, 64,
  ])
  func aSignalGivesTheTerminalBack(signal: Int32) async throws {
    let sandbox = try Sandbox()
    try await sandbox.fill()
    let terminal = try RawTerminal(sandbox, "--date", "2031-03-05")
    try await terminal.wait(for: "Wed 5 Mar 2031 09:00")
    kill(terminal.child.id, signal)
    #expect(try await terminal.waitUntilEnd() == 128 + signal)
    try expectRestored(terminal)
    let text = String(decoding: terminal.sent, as: UTF8.self)
    let last = text[
      (text.range(of: "\u{1B}[?1049l", options: .backwards)?.upperBound ?? text.endIndex)...
    ]
    let isCrash = [SIGSEGV, SIGABRT, SIGILL, SIGTRAP, SIGFPE, SIGSYS].contains(signal)
    #expect(last.contains("slottui: E001: ") == isCrash)
    #expect(last.contains("slottui: S002: ") == (signal == SIGBUS))
    #expect(last.ranges(of: "slottui: ").count <= 1)
    try await sandbox.slottui("check")
  }

  /// A verb says it in one line, too.
  @Test(arguments: [SIGBUS, SIGSEGV])
  func aVerbThatCrashesSaysSo(signal: Int32) async throws {
    let sandbox = try Sandbox()
    try await sandbox.fill()
    let terminal = try RawTerminal(
      sandbox,
      "slot",
      "create",
      "--block",
      Sandbox.block,
      "--from-json",
      "-"
    )
    let _: Bool = try await eventually("it waits for its input") {
      // ppoll
      let call = try? String(contentsOfFile: "/proc/\(terminal.child.id)/syscall", encoding: .utf8)
      return call?.hasPrefix("271 0x") == true ? true : nil
    }
    kill(terminal.child.id, signal)
    #expect(try await terminal.waitUntilEnd() == 128 + signal)
    terminal.receive()
    let lines = String(decoding: terminal.sent, as: UTF8.self).split(whereSeparator: \.isNewline)
    #expect(lines.count == 1)
    #expect(lines.first?.hasPrefix("slottui: \(signal == SIGBUS ? "S002" : "E001"): ") == true)
  }

  /// Somebody cuts the file short in which SQLite shares its index of the log.
  @Test func aTruncatedFileBesideTheStore() async throws {
    let sandbox = try Sandbox()
    try await sandbox.fill()
    let terminal = try RawTerminal(sandbox, "--date", "2031-03-05")
    try await terminal.wait(for: "Wed 5 Mar 2031 09:00")
    #expect(truncate(sandbox.store + "-shm", 0) == 0)
    terminal.type("d")
    let status = try await terminal.waitUntilEnd()
    try expectRestored(terminal)
    if status == 128 + SIGBUS { try await terminal.wait(for: "slottui: S002: ") }
    try await sandbox.slottui("check")
  }

  /// Another one's terminal is left alone: an editor's keys are its own, and it may save first.
  @Test func signalsWhileAnEditorHasTheTerminal() async throws {
    let sandbox = try Sandbox()
    try await sandbox.fill()
    let editor = "sh -c 'trap \"\" INT QUIT; echo editing; sleep 60; :' editor"
    let terminal = try RawTerminal(
      sandbox,
      "--date",
      "2031-03-05",
      variables: ["EDITOR": editor, "TMPDIR": sandbox.folder]
    )
    try await terminal.wait(for: "Wed 5 Mar 2031 09:00")
    terminal.type("e")
    try await terminal.wait(for: "Edit slot")
    terminal.type("\u{1B}[Z")
    try await terminal.wait(for: "C-o")
    terminal.type("\u{F}")
    try await terminal.wait(for: "editing")
    kill(terminal.child.id, SIGINT)
    kill(terminal.child.id, SIGQUIT)
    kill(terminal.child.id, SIGTERM)
    #expect(try await terminal.waitUntilEnd() == 143)
    #expect(terminal.modes == terminal.modesBefore)
  }

  /// A terminal that is closed says so by SIGHUP, which nohup has ignored; a read then finds its end.
  @Test(arguments: [false, true], [false, true])
  func endsWithItsTerminal(ignoresSignal: Bool, inForm: Bool) async throws {
    let sandbox = try Sandbox()
    try await sandbox.fill()
    let script = "\(ignoresSignal ? "trap '' HUP; " : "")exec \"$0\" --date 2031-03-05"
    let terminal = try RawTerminal(
      sandbox,
      command: ["/bin/sh", "-c", script, Sandbox.program],
      staysOpen: false
    )
    try await terminal.wait(for: "Wed 5 Mar 2031 09:00")
    terminal.type(inForm ? "c" : "d")
    try await terminal.wait(for: inForm ? "New slot" : "Disabled")
    terminal.hangUp()
    #expect(terminal.timeUntilEnd(atMost: .seconds(30)) < .seconds(20))
    _ = try await terminal.waitUntilEnd()
    try await sandbox.slottui("check")
  }

  /// Ctrl-Z, the shell, and back.
  @Test func suspendsAndComesBack() async throws {
    let sandbox = try Sandbox()
    try await sandbox.fill()
    let session = try await TerminalSession(
      sandbox,
      variables: ["PS1": "shell$ "],
      command: ["/bin/sh", "-i"]
    )
    let modes = "\(sandbox.folder)/modes"
    try await session.wait(for: "shell$")
    try await session.type("stty -a > \(modes)1; clear; \(Sandbox.program) --date 2031-03-05\n")
    try await session.wait(for: "Wed 5 Mar 2031 09:00")
    for round in 2...3 {
      try await session.press("C-z")
      try await session.wait(for: "the shell") { $0.contains("Stopped") && !$0.isAlternate }
      try await session.type("stty -a > \(modes)\(round); echo looked\(round)\n")
      let shell = try await session.wait(for: "looked") { $0.rows.contains("looked\(round)") }
      #expect(shell.isCursorVisible)
      // Its window has another size when it comes back.
      try await session.resize(width: 80 + round, height: 24)
      try await session.type("clear; fg\n")
      let screen = try await session.wait(for: "the grid") {
        $0.isAlternate && $0.sentence.hasPrefix("Wed 5 Mar 2031 09:00")
      }
      #expect(screen.isCursorOnItsPlace)
    }
    try await session.press("d", expecting: "Disabled Wed 5 Mar")
    try await session.press("q")
    try await session.wait(for: "the shell") { !$0.isAlternate }
    try await session.type("clear; echo left with $?\n")
    try await session.wait(for: "left with 0")
    let looks = try (1...3).map { try String(contentsOfFile: "\(modes)\($0)", encoding: .utf8) }
      .map { $0.replacing(#/columns \d+/#, with: "") }
    #expect(looks[0] == looks[1])
    #expect(looks[0] == looks[2])
  }

  @Test func restrictedLoginStaysInside() async throws {
    let sandbox = try Sandbox()
    try await sandbox.fill()
    let session = try await TerminalSession(sandbox, "--restricted", "--date", "2031-03-05")
    try await session.wait(for: "Wed 5 Mar 2031 09:00")
    try await session.press("C-z", expecting: "This login may not leave to a shell.")
    try await session.press("d", expecting: "Disabled")
  }
}
