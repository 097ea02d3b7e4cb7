import Foundation
import ProgramDriver
import Testing

@testable import SlotDomain
@testable import SlotTUI
@testable import TerminalKit

@Suite struct DoctorCommandTests {
  @Test func aHealthyMachineIsToldSo() throws {
    let program = try Program()
    try program.done("block", "create", "--name", "Room 2", "--timezone", "Europe/Berlin")
    let before = try program.snapshot()
    let result = try program.run(
      ["doctor"],
      environment: ["TERM": "xterm-256color", "LANG": "C.UTF-8"]
    )
    #expect(result.status == 0)
    #expect(result.output.hasSuffix("All is well.\n"))
    #expect(result.output.contains("store.db, 1 booking block\n"))
    #expect(try program.snapshot() == before)
  }

  @Test func noStoreIsNoProblemAndNoneIsMade() throws {
    let program = try Program()
    let result = try program.run(["doctor"], environment: ["TERM": "xterm", "LANG": "C.UTF-8"])
    #expect(result.status == 0)
    #expect(result.output.contains("none yet"))
    #expect(!FileManager.default.fileExists(atPath: program.database))
  }

  @Test func whatDoesNotWorkDecidesTheExitStatus() throws {
    let program = try Program()
    try Data("no database, and longer than the hundred bytes that its header takes".utf8)
      .write(to: URL(filePath: program.database))
    let result = try program.run(
      ["doctor", "--json"],
      environment: ["TERM": "nonsense", "TZDIR": "/nowhere"]
    )
    #expect(result.status == 74)
    let found = try #require(result.json?["data"]?.array)
    let problems = found.filter { $0["state"]?.string == "problem" }
    #expect(problems.compactMap { $0["subject"]?.string } == ["terminal", "time zones", "store"])
  }

  @Test func aTypeThatIsUnknownNamesTheRemedy() {
    var facts = TerminalFacts(type: "", description: nil, size: nil, isColorUnwanted: false)
    #expect(Diagnosis.terminal(facts)[0].sentence.hasPrefix("TERM is not set. Set it"))
    facts.type = "nonsense"
    #expect(Diagnosis.terminal(facts)[0].sentence.contains("Install ncurses-term"))
    facts.description = TerminalDescription(colors: 0, canPlaceCursor: false)
    #expect(Diagnosis.terminal(facts).map(\.state) == [.problem, .fine, .warning])
  }

  @Test func aSmallTerminalIsToldToGrow() {
    let facts = TerminalFacts(
      type: "xterm",
      description: TerminalDescription(colors: 8, canPlaceCursor: true),
      size: (79, 24),
      isColorUnwanted: true
    )
    #expect(Diagnosis.terminal(facts).map(\.state) == [.fine, .warning, .fine])
  }

  @Test(
    arguments: [
      ("", false, true, Diagnosis.State.warning), ("C", false, true, .warning),
      ("pl_PL.UTF-8", true, false, .warning), ("C.UTF-8", true, true, .fine),
    ]
  )
  func localesAreJudged(wanted: String, isUTF8: Bool, isInstalled: Bool, state: Diagnosis.State) {
    let found = Diagnosis.locale(wanted: wanted, isUTF8: isUTF8, isInstalled: isInstalled)
    #expect(found.state == state)
    #expect(state == .fine || found.sentence.contains("LANG=C.UTF-8"))
  }

  private let healthy = StoreFileFacts(
    path: "/srv/a.db",
    folder: "/srv",
    isFolderSearchable: true,
    mode: 0o600,
    isReadable: true,
    isWritable: true,
    isFolderWritable: true,
    networkFileSystem: nil,
    freeBytes: 1 << 40
  )

  @Test func filesAreJudged() {
    func states(_ change: (inout StoreFileFacts) -> Void) -> [Diagnosis.State] {
      var facts = healthy
      change(&facts)
      return Diagnosis.file(facts, allowsNetwork: false).map(\.state)
    }
    #expect(states { _ in } == [.fine, .fine, .fine])
    #expect(
      states {
        $0.isFolderSearchable = false
        $0.mode = nil
      } == [.fine, .problem, .fine]
    )
    #expect(states { $0.networkFileSystem = "NFS" } == [.problem, .fine, .fine])
    #expect(states { $0.mode = 0o644 } == [.fine, .warning, .fine])
    #expect(states { $0.mode = 0o660 } == [.fine, .fine, .fine])
    #expect(states { $0.isReadable = false } == [.fine, .problem, .fine])
    #expect(states { $0.isWritable = false } == [.fine, .warning, .fine])
    #expect(states { $0.isFolderWritable = false } == [.fine, .warning, .fine])
    #expect(states { ($0.mode, $0.isFolderWritable) = (nil, false) } == [.fine, .problem, .fine])
    #expect(states { $0.freeBytes = 5 << 20 } == [.fine, .fine, .warning])
    #expect(states { $0.freeBytes = nil } == [.fine, .fine])
  }

  @Test func aNetworkFileSystemThatIsAllowedIsStillNamed() {
    var facts = healthy
    facts.networkFileSystem = "NFS"
    #expect(Diagnosis.file(facts, allowsNetwork: true)[0].state == .warning)
  }

  @Test func aClockBehindTheStoreIsAProblem() throws {
    let now = Instant(milliseconds: 1_800_000_000_000)
    let later = Instant(milliseconds: 1_800_000_000_001)
    let found = Diagnosis.content("/srv/a.db", [], lastChange: later, now: now)
    #expect(found.map(\.state) == [.fine, .problem])
    #expect(found[1].sentence.hasSuffix("Set the clock."))
    #expect(Diagnosis.content("/srv/a.db", [], lastChange: now, now: now)[1].state == .fine)
  }

  @Test func theDatabaseSaysItsRelease() {
    let found = Diagnosis.timeZones(count: 598, version: "2025b", own: "Europe/Berlin")
    #expect(found == .fine("time zones", "598, release 2025b; yours is Europe/Berlin"))
  }
}
