import Foundation
import ProgramDriver
import Testing

@testable import SlotDomain

/// An import keeps nobody from writing while it reads, and what is no good never does.
@Suite struct ImportLockTests {
  private let program: Program
  private let row = "2035-01-08T09:00,2035-01-08T09:20\n"

  init() throws {
    program = try Program()
    _ = try program.makeBlock()
  }

  /// Runs the program while somebody else is in the middle of a change.
  private func runWhileLocked(_ arguments: [String], input: String = "") throws -> Program.Result {
    let store = try SQLiteStore(
      path: program.database,
      options: SQLiteStore.Options(actor: "bo")
    )
    var result: Program.Result?
    try store.connection.write { () throws(SlotError) in
      do { result = try program.run(arguments, input: input) } catch { Issue.record(error) }
    }
    return try #require(result)
  }

  @Test("A dry run and a file that cannot be read need no lock")
  func needNoLock() throws {
    let table = "start_date,end_date\n" + row
    let file = try program.write(table, "good.csv")
    let trial = try runWhileLocked(["import", file, "--block", "Room", "--dry-run"])
    #expect(trial.status == 0 && trial.output.contains("Would import 1 slot."), "\(trial.error)")
    let bad = try program.write(table + "2035-02-30T09:00,x\n", "bad.csv")
    let refused = try runWhileLocked(["import", bad, "--block", "Room"])
    #expect(refused.status == 65 && refused.error.contains("bad.csv, line 3: "), "\(refused)")
    #expect(try program.data("slot", "list") == .array([]))
  }

  @Test("A pipe that lets wait keeps nobody from writing")
  func waitingPipe() throws {
    // More than a pipe holds: when all of it is written, the import has begun to read.
    let script = """
      mkfifo "$2/pipe"
      "$1" import - --format csv --block Room <"$2/pipe" >"$2/said" 2>&1 &
      exec 3>"$2/pipe"
      echo start_date,end_date >&3
      head -c 200000 /dev/zero | tr '\\0' '\\n' >&3
      "$1" slot create --block Room --start 2035-01-09T09:00 --minutes 20 || exit 1
      printf '\(row.dropLast())\\n' >&3
      exec 3>&-
      wait $! && cat "$2/said"
      """
    let result = try program.bash(script, [Program.path, program.folder.path])
    #expect(result.status == 0 && result.output.contains("Imported 1 slot."), "\(result)")
    #expect(try program.data("slot", "list").array?.count == 2)
  }

  @Test("A zone that is changed while a table is read is not written on another clock")
  func changedZone() throws {
    let script = """
      mkfifo "$2/pipe"
      "$1" import - --format csv --block Room <"$2/pipe" 2>&1 &
      exec 3>"$2/pipe"
      printf 'start_date,end_date\\n\(row.dropLast())\\n' >&3
      head -c 200000 /dev/zero | tr '\\0' '\\n' >&3
      "$1" block update Room --timezone Asia/Tokyo >/dev/null || exit 1
      exec 3>&-
      wait $!
      """
    let result = try program.bash(script, [Program.path, program.folder.path])
    #expect(result.status == 65 && result.output.contains("was changed while"), "\(result)")
    #expect(try program.data("slot", "list") == .array([]))
  }

  private static let plan = [
    "plan", "--block", "Room", "--from", "2035-03-19", "--until", "2035-03-25", "--days", "mon",
    "--between", "09:00-10:00", "--minutes", "30", "--holidays",
  ]

  /// As `make sanitize` builds it.
  private static let isSanitized = ProcessInfo.processInfo.environment["ASAN_OPTIONS"] != nil

  @Test(
    "What never ends is refused with one sentence, in little memory",
    .disabled(if: isSanitized, "A sanitizer needs more memory than that itself.")
  )
  func endless() throws {
    let shell = "ulimit -d 400000; yes \"$0\" | \"$@\""
    func run(_ arguments: [String], _ line: String) throws -> Program.Result {
      try program.run(arguments, shell: shell.replacingOccurrences(of: "$0", with: line))
    }
    for file in ["-", "/dev/stdin"] {
      let calls = [
        (["slot", "create", "--block", "Room", "--from-json", file], "[[[[[[[["),
        (Self.plan + [file], "X-A:b"),
        (["import", file, "--format", "ics", "--block", "Room"], "X-A:b"),
      ]
      for (arguments, line) in calls {
        // A calendar has to have begun for its lines to be kept.
        let begun = "ulimit -d 400000; (printf 'BEGIN:VCALENDAR\\n'; yes X-A:b) | \"$@\""
        let result =
          try line == "X-A:b" ? program.run(arguments, shell: begun) : run(arguments, line)
        #expect(result.status == 65, "\(arguments): \(result.status) \(result.error.prefix(300))")
        #expect(
          result.error.contains(" up to here. Give it in parts."),
          "\(result.error.prefix(300))"
        )
        #expect(result.error.split(separator: "\n").count == 1)
      }
    }
    let zero = try program.run(
      ["slot", "create", "--block", "Room", "--from-json", "/dev/zero"],
      shell: "ulimit -d 400000; \"$@\""
    )
    #expect(zero.status == 65 && zero.error.contains("/dev/zero, line 1: "), "\(zero)")
    #expect(try program.run(Self.plan + ["/dev/zero"]).status == 65)
    // A table without a header says nothing more, so nobody waits for its end.
    let table = try run(["import", "-", "--format", "csv", "--block", "Room"], "x")
    #expect(table.status == 65 && table.error.contains("The first row must name"), "\(table)")
  }
}
