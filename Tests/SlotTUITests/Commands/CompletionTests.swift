import ArgumentParser
import Foundation
import Testing

@testable import SlotDomain
@testable import SlotTUI

@Suite struct CompletionTests {
  let program = try! Program()

  init() throws {
    for name in ["Room 2", "Room 3", "$(touch pwned) `touch pwned` 'q'", "a:b", "two\nlines"] {
      try program.run(["block", "create", "--name", name, "--timezone", "Europe/Berlin"])
    }
  }

  /// What bash, with the script that the program writes, makes of a line whose last word is typed so.
  private func completions(_ words: String...) throws -> [String] {
    let script = """
      cd "$1" || exit 1
      source <("$2" --generate-completion-script bash)
      shift
      COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_LINE="$*" COMP_POINT=${#COMP_LINE} COMPREPLY=()
      _slottui slottui "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
      printf '%s\\n' "${COMPREPLY[@]}"
      """
    let result = try program.bash(script, [program.folder.path, Program.path] + words)
    #expect(result.error == "")
    return result.output.split(separator: "\n").map(String.init)
  }

  @Test func blocksAreCompletedByName() throws {
    #expect(try completions("slot", "list", "--block", "Roo") == ["Room 2", "Room 3"])
    #expect(try completions("plan", "--block", #"Room\ 3"#) == ["Room 3"])
    #expect(try completions("block", "get", "Rooms") == [])
  }

  @Test func aNameIsNeverRun() throws {
    let offered = try completions("slot", "list", "--block", "")
    #expect(offered.contains("$(touch pwned) `touch pwned` 'q'"))
    let wasRun = FileManager.default.fileExists(
      atPath: program.folder.appending(path: "pwned").path
    )
    #expect(!wasRun)
  }

  @Test func whatCannotBeTypedIsOfferedByItsShortID() throws {
    let offered = try completions("slot", "list", "--block", "")
    let blocks = try #require(try program.run(["block", "list", "--json"]).json?["data"]?.array)
    #expect(offered.count == 5)
    for block in blocks where ["a:b", "two\nlines"].contains(block["name"]?.string) {
      let shortID = try #require(block["short_id"]?.string)
      #expect(offered.contains(shortID))
    }
  }

  @Test func slotsAreCompletedByTheBeginningOfTheirID() throws {
    let made = try program.run([
      "slot", "create", "--block", "Room 2", "--start", "2036-01-07T09:00", "--minutes", "20",
      "--json",
    ])
    let id = try #require(made.json?["data"]?["id"]?.string)
    #expect(try completions("slot", "disable", String(id.prefix(5))) == [id])
    #expect(try completions("slot", "disable", "--block", "'Room 2'", "") == [id])
    #expect(try completions("slot", "disable", "--block", "'Room 3'", "") == [])
    try program.run(["block", "publish", "Room 2"])
    let appointment = try program.run([
      "appointment", "create", "--slot", id, "--name", "Ada", "--json",
    ])
    let name = try #require(appointment.json?["data"]?["id"]?.string)
    #expect(try completions("appointment", "cancel", String(name.prefix(4))) == [name])
  }

  @Test func withoutAStoreNothingIsOfferedAndNoneIsMade() throws {
    let elsewhere = program.folder.appending(path: "none.db").path
    #expect(try completions("slot", "list", "--db", elsewhere, "--block", "") == [])
    #expect(!FileManager.default.fileExists(atPath: elsewhere))
  }

  @Test(
    arguments: [
      (CompletionShell.bash, "'it'\\''s'"), (.zsh, "it's:09:00"), (.fish, "it's\t09:00"),
    ]
  )
  func everyShellReadsItsOwnLines(shell: CompletionShell, line: String) {
    let candidate = CompletionCandidate(text: "it's", explanation: "09:00")
    #expect(candidate.line(for: shell) == line)
  }
}
