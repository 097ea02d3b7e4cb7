import Foundation
import ProgramDriver
import Testing

/// Where the locale is not of UTF-8, a terminal may read a byte of a letter as a control character: `ě`
/// ends with that of CSI. People then get ASCII, as on the screen; programs get what they always do.
@Suite struct EightBitLocaleTests {
  private let program = try! Program()
  private static let name = "Zdeněk \u{41B}31m"

  init() throws {
    _ = try program.makeBlock(Self.name, more: "--metadata", #"{"kdo":"Zdeněk","ě":"…"}"#)
    _ = try program.makeSlot("2036-01-07T09:00", in: Self.name)
  }

  private func run(_ arguments: [String]) throws -> Program.Result {
    try program.run(arguments, environment: ["LC_ALL": "C"])
  }

  @Test(arguments: [
    ["block", "list"], ["block", "get", name], ["slot", "list"], ["slot", "list", "--block", name],
    ["history"], ["history", "--json", "--nope\u{11B}"], ["block", "get", "nie ma ě"],
    ["slot", "create", "--block", name, "--start", "ě"], ["slot", "list", "\u{11B}"],
    ["block", "update", name, "--name", "Ěva", "--reason", "ě…"],
    ["doctor", "--db", "/nonexistent/ě"],
    ["occupancy", "--block", name], ["import", "ě.csv"], ["undo", "--reason", "ě"],
  ])
  func peopleGetASCII(arguments: [String]) throws {
    let result = try run(arguments)
    for text in [result.output, result.error] {
      #expect(text.utf8.allSatisfy { $0 < 0x7F && ($0 >= 0x20 || $0 == 0x0A) }, "\(text)")
    }
    #expect(!(result.output + result.error).isEmpty)
  }

  @Test func lettersHaveLookAlikes() throws {
    #expect(try run(["block", "list"]).output.contains("Zdenek ?31m"))
    #expect(try run(["slot", "list"]).output.contains("09:00-09:20"))
  }

  @Test func programsGetTheSame() throws {
    for arguments in [["block", "list", "--json"], ["block", "list", "--ndjson"]] {
      #expect(try run(arguments).output == program.run(arguments).output)
      #expect(try run(arguments).output.contains(Self.name))
    }
  }

  /// A name of other letters cannot be typed there.
  @Test func completionsAreASCII() throws {
    let words = [
      "---completion", "block", "get", "--", "positional@0", "3", "0", "slottui", "block", "get",
      "",
    ]
    for shell in ["bash", "zsh", "fish"] {
      let offered = try program.run(words, environment: ["LC_ALL": "C", "SAP_SHELL": shell])
      #expect(offered.status == 0, "\(offered.error)")
      #expect(offered.output.utf8.allSatisfy { $0 < 0x7F }, "\(offered.output)")
    }
  }
}
