import ProgramDriver
import SlotDomain
import Testing

@testable import SlotCommands
@testable import SlotTUI

/// Arguments in which a sign is combined with what stands beside it.
@Suite struct WrittenArgumentsTests {
  @Test(arguments: [
    (["--name=\u{301}a"], ["--name", "\u{301}a"]),
    (["slot", "--name=\u{200D}=b", "--key=x"], ["slot", "--name", "\u{200D}=b", "--key=x"]),
    (["--name=a\u{301}"], ["--name=a\u{301}"]), (["--name="], ["--name", ""]),
    (["--", "--name=\u{301}a"], ["--", "--name=\u{301}a"]), (["-n=\u{301}a"], ["-n=\u{301}a"]),
    (["a=\u{301}"], ["a=\u{301}"]), ([], []),
    // A value below zero looks like an option.
    (["list", "--from", "-1d", "--until", "+1d"], ["list", "--from=-1d", "--until", "+1d"]),
    (["--by", "-15", "--", "--by", "-1"], ["--by=-15", "--", "--by", "-1"]),
    (["--note", "- ill", "--name", "-x y"], ["--note=- ill", "--name=-x y"]),
    (["--note", "--late"], ["--note", "--late"]), (["--db=x", "-1"], ["--db=x", "-1"]),
    (["--json", "-o"], ["--json", "-o"]),
  ])
  func signBeforeAMarkIsStillASign(arguments: [String], separated: [String]) {
    #expect(WrittenArguments.separated(arguments) == separated)
  }

  @Test(arguments: ["\u{301}x", "\u{200D}x", "\u{FE0F}x", "=\u{301}"])
  func valueMayBeginWithAMark(name: String) throws {
    let program = try Program()
    let made = try program.run(["block", "create", "--name=\(name)", "--timezone=UTC", "--json"])
    #expect(made.status == 0, "\(made.error)")
    let stored = try #require(made.json?["data"]?["name"]?.string)
    #expect(stored.utf8.elementsEqual(name.utf8))
    #expect(try program.run(["slot", "list", "--block=\(name)"]).status == 0)
  }

  @Test func screensOptionsMayToo() {
    let options = OpenOptions(arguments: ["--block=\u{301}x", "--db=\u{200D}"])
    #expect(options?.block == "\u{301}x")
    #expect(options?.db == "\u{200D}")
  }

  @Test func pathsAreCutAtTheirSlashesAndPoints() {
    #expect(FileFormat(path: "/\u{301}x/a.csv") == .csv)
    #expect(FileFormat(path: "a.csv/\u{301}b") == nil)
    #expect(FileFormat(path: "a\u{600}.ics") == .ics)
  }
}
