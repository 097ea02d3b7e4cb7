import Foundation
import Testing

@testable import TestDriver

/// Import and export by the real program on a real terminal.
@Suite struct ExchangeTests {
  private let sandbox: Sandbox

  init() async throws {
    sandbox = try Sandbox()
    try await sandbox.fill()
  }

  /// A table of slots, one a minute, that nobody waits for to the end.
  private func longTable() throws -> String {
    var table = "start_date,end_date\n"
    let two = (0...59).map { $0 < 10 ? "0\($0)" : "\($0)" }
    for day in (1...6).flatMap({ month in (1...28).map { "2032-\(two[month])-\(two[$0])T" } }) {
      for hour in 0...23 {
        for minute in 0..<59 {
          let start = "\(day)\(two[hour]):\(two[minute])Z"
          table += "\(start),\(day)\(two[hour]):\(two[minute + 1])Z\n"
        }
      }
    }
    let path = sandbox.folder + "/long.csv"
    try Data(table.utf8).write(to: URL(filePath: path))
    return path
  }

  private func bytes() async throws -> [String] {
    [try await sandbox.slottui("slot", "list", "--ndjson")]
      + (try await sandbox.history().map { "\($0)" })
  }

  @Test("Ctrl-C in the middle of an import takes all of it back and says so")
  func interruptedImport() async throws {
    let before = try await bytes()
    let terminal = try RawTerminal(
      sandbox,
      "import",
      try longTable(),
      "--block",
      Sandbox.block
    )
    // How far it is, on the terminal.
    try terminal.type("\u{3}", at: "\r[")
    #expect(try await terminal.waitUntilEnd() == 130)
    let text = try await terminal.wait(for: "S008: It was stopped, and nothing was changed.")
    #expect(text.components(separatedBy: "\n").count <= 3)
    #expect(terminal.modes == terminal.modesBefore)
    #expect(try await bytes() == before)
    try await sandbox.slottui("check")
  }

  /// Once it waits for somebody to open the pipe, once for more to come out of it.
  @Test("Ctrl-C ends an import or its trial that waits for a pipe", arguments: [false, true])
  func interruptedPipe(isOpen: Bool) async throws {
    let before = try await bytes()
    for option in ["--on-conflict=fail", "--dry-run"] {
      // It catches the signal from when it begins to read on.
      let script = """
        cd "$2" && rm -f pipe && mkfifo pipe
        set -m
        "$1" import pipe --format csv --block "$3" \(option) &
        \(isOpen ? "exec 3>pipe; echo start_date,end_date >&3" : "")
        until grep -q '^SigCgt:.*[2367abef]$' /proc/$!/status; do :; done
        kill -INT $!
        wait $!
        """
      let arguments = [Sandbox.program, sandbox.folder, Sandbox.block]
      let output = try await sandbox.run(["/bin/bash", "-c", script, "bash"] + arguments)
      #expect(output.status == 130 && output.errors.contains("S008"), "\(output)")
    }
    #expect(try await bytes() == before)
  }

  @Test("Ctrl-C while a plan is made leaves nothing of it")
  func interruptedPlan() async throws {
    let before = try await bytes()
    let terminal = try RawTerminal(
      sandbox,
      "plan",
      "--block",
      Sandbox.block,
      "--from",
      "2032-01-01",
      "--until",
      "2039-12-31",
      "--days",
      "mon-sun",
      "--between",
      "00:00-24:00",
      "--minutes",
      "10"
    )
    try terminal.type("\u{3}", at: "\r[")
    #expect(try await terminal.waitUntilEnd() == 130)
    #expect(try await bytes() == before)
  }

  @Test("A store goes through every format to another store, on a terminal")
  func thereAndBack() async throws {
    let other = try Sandbox()
    let copies = ["ndjson", "csv", "ics", "html", "fhir"].map { sandbox.folder + "/all." + $0 }
    for (path, format) in zip(copies, ["ndjson", "csv", "ics", "html", "fhir"]) {
      let terminal = try RawTerminal(sandbox, "export", "--format", format, "-o", path)
      #expect(try await terminal.waitUntilEnd() == 0)
      try await terminal.wait(for: "Wrote 1 booking block and ")
      let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
      #expect(mode == 0o600)
    }
    let terminal = try RawTerminal(other, "import", copies[0])
    #expect(try await terminal.waitUntilEnd() == 0)
    try await terminal.wait(for: "Imported 1 booking block, 4 slots.")
    #expect(
      try await other.slottui("slot", "list", "--ndjson")
        == sandbox.slottui("slot", "list", "--ndjson")
    )
    for (path, options) in [
      (copies[1], []), (copies[2], ["--block", Sandbox.block]),
      (copies[4], ["--format", "fhir", "--timezone", "Europe/Warsaw"]),
    ] {
      let again = try await other.slottui(["import", path] + options)
      #expect(again.status == 0 && again.text.hasPrefix("Nothing to do."), "\(again.errors)")
    }
    #expect(try await other.slottui(["import", copies[3]]).status == 64)
    #expect(try await other.history().count == 1)
  }
}
