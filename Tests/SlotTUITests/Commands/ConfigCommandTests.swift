import Foundation
import ProgramDriver
import Testing

@testable import SlotTUI

@Suite struct ConfigCommandTests {
  private let program: Program
  private let file: String

  init() throws {
    program = try Program()
    let folder = program.folder.appending(path: "xdg/slottui")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    file = folder.appending(path: "config.toml").path
  }

  private func config(_ arguments: String..., text: String? = nil) throws -> Program.Result {
    if let text { try Data(text.utf8).write(to: URL(filePath: file)) }
    return try program.run(
      ["config"] + arguments,
      environment: ["XDG_CONFIG_HOME": program.folder.path + "/xdg"]
    )
  }

  @Test func withoutAFileTheDefaultsArePrinted() throws {
    let result = try config()
    #expect(result.status == 0)
    #expect(result.output == Configuration().text)
    #expect(result.error == "")
  }

  @Test func whatIsPrintedIsInForceAndPrintedAgain() throws {
    let first = try config(text: "clock = 12\n[keys]\nundo = \"U\"\n")
    #expect(first.status == 0)
    #expect(first.output.contains("\nclock = 12\n"))
    let second = try config(text: first.output)
    #expect(second.output == first.output)
    #expect(second.status == 0)
    #expect(try config("--defaults").output == Configuration().text)
  }

  @Test func mistakesAreToldBesideTheRest() throws {
    let result = try config(text: "clock = 13\nascii = true\n")
    #expect(result.status == 65)
    #expect(result.output.contains("\nascii = true\n"))
    #expect(result.error == "slottui: \(file) line 1: clock has to be 12 or 24, not 13.\n")
  }

  @Test func fileThatCannotBeReadIsS007() throws {
    try FileManager.default.createDirectory(atPath: file, withIntermediateDirectories: true)
    let result = try config()
    #expect(result.status == 74)
    #expect(result.error.hasPrefix("slottui: S007: \"\(file)\""))
  }

  @Test func pathIsThatOfTheFile() throws {
    #expect(try config("--path").output == file + "\n")
    let home = try program.run(["config", "--path"]).output
    #expect(home == program.folder.path + "/.config/slottui/config.toml\n")
    // A relative folder is none by the XDG specification.
    let relative = try program.run(["config", "--path"], environment: ["XDG_CONFIG_HOME": "x"])
    #expect(relative.output == home)
    #expect(try config("--path", "--defaults").status == 64)
  }

  @Test func fileIsBounded() throws {
    let long = try config(text: String(repeating: "# x\n", count: 1 << 14) + "#")
    #expect(long.status == 74)
    #expect(long.error.contains("S007: \"\(file)\" cannot be read"))
    #expect(long.error.contains("it is not a file of at most 64 KiB."))
    let deep = try config(text: "\n[" + String(repeating: "a.", count: 30_000) + "a]")
    #expect(deep.status == 65)
    #expect(deep.error.hasPrefix("slottui: \(file) line 2: This is nested more than 16 deep"))
  }
}
