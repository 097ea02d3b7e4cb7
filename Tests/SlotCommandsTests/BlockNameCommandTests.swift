import Foundation
import ProgramDriver
import Testing

@testable import SlotDomain

/// Two blocks that look the same are made only on purpose, and one without a name never.
@Suite struct BlockNameCommandTests {
  private let program: Program

  init() throws { program = try Program() }

  private func create(_ name: String, _ more: String...) throws -> Program.Result {
    try program.run(
      ["block", "create", "--name", name, "--timezone", "UTC", "--json"] + more
    )
  }

  private func name(_ result: Program.Result) -> String? { result.json?["data"]?["name"]?.string }

  @Test(
    "Nothing that is to be seen is no name",
    arguments: ["", " ", "\t\n", "\u{A0}\u{3000}", "\u{2028}", "\u{200B}\u{FEFF}", "\u{85} "]
  )
  func blank(name: String) throws {
    let result = try create(name)
    #expect(result.status == 65 && result.json?["error"]?["code"]?.string == "E013")
    _ = try create("Room")
    let renamed = try program.run(["block", "update", "Room", "--name", name, "--json"])
    #expect(renamed.status == 65 && renamed.json?["error"]?["code"]?.string == "E013")
  }

  private func imported(_ name: String, id: Int = 1) throws -> Program.Result {
    let id = "11111111-1111-4111-8111-11111111111\(id)"
    let line =
      "{\"_object\":\"booking_block\",\"id\":\"\(id)\",\"name\":\"\(name)\",\"timezone\":\"UTC\"}\n"
    return try program.run(["import", try program.write(line, "blocks.ndjson"), "--json"])
  }

  @Test("Another block of a name is taken from a file, and said to be one")
  func importedNamesake() throws {
    #expect(try imported("Room").json?["meta"]?["warnings"] == nil)
    #expect(try program.run(["block", "get", "Room"]).status == 0)
    let second = try imported("Room", id: 2)
    #expect(second.status == 0)
    let warning = try #require(second.json?["meta"]?["warnings"]?.array?.first?.string)
    #expect(warning.hasPrefix("\"Room\" is the name of 2 booking blocks: "), "\(warning)")
  }

  @Test("Blanks around a name are left out")
  func trimmed() throws {
    #expect(name(try create(" \u{A0}Room 1\u{2003}\t")) == "Room 1")
    let renamed = try program.run(["block", "update", "Room 1", "--name", "  Room  2 ", "--json"])
    #expect(name(renamed) == "Room  2")
    #expect(try program.run(["block", "get", " Room  2"]).status == 0)
  }

  @Test(
    "A name that looks like that of another block is refused, with its short id",
    arguments: [("Room 1", "Room 1 "), ("Caf\u{E9}", "Cafe\u{301}"), ("A", "\u{3000}A")]
  )
  func double(first: String, second: String) throws {
    let made = try create(first)
    let shortID = try #require(made.json?["data"]?["short_id"]?.string)
    let other = try create("Other")
    for result in [
      try create(second),
      try program.run(["block", "update", "Other", "--name", second, "--json"]),
    ] {
      #expect(result.status == 65 && result.json?["error"]?["code"]?.string == "E013")
      let message = try #require(result.json?["error"]?["message"]?.string)
      #expect(message.contains(shortID) && message.contains("--same-name"), "\(message)")
    }
    #expect(try program.data("block", "list").array?.count == 2)
    let id = try #require(other.json?["data"]?["short_id"]?.string)
    #expect(try program.run(["block", "update", id, "--name", second, "--same-name"]).status == 0)
    #expect(try create(second, "--same-name").status == 0)
    // Its other properties are changed without a word about the name.
    #expect(
      try program.run(["block", "update", id, "--booking-disabled-before", "60"]).status == 0
    )
    #expect(try program.run(["block", "update", id, "--name", first]).status == 0)
    #expect(try program.run(["block", "publish", id]).status == 0)
    #expect(try program.run(["slot", "list", "--block", first]).error.contains("S006"))
    #expect(try program.run(["check"]).status == 0)
  }

  @Test("What was deleted comes back although its name was taken since")
  func undone() throws {
    _ = try create("Room")
    try program.done("block", "delete", "Room")
    _ = try create("Room")
    try program.done("undo", "2")
    #expect(
      try program.data("block", "list").array?.compactMap { $0["name"]?.string } == [
        "Room", "Room",
      ]
    )
  }

  @Test("An export with blank and double names comes back as it was, and the demo twice")
  func exchanged() throws {
    _ = try create("Room")
    _ = try create("Room", "--same-name")
    let file = program.path("all.ndjson")
    try program.done("export", "-o", file)
    let text = try program.text("all.ndjson").replacing("\"name\":\"Room\"", with: "\"name\":\" \"")
    _ = try program.write(text, "blank.ndjson")
    for (path, names) in [(file, "Room"), (program.path("blank.ndjson"), " ")] {
      let database = program.path("\(names.count).db")
      let arguments = ["--db", database]
      #expect(try program.run(["import", path] + arguments).status == 0)
      let list = try program.run(["block", "list", "--ndjson"] + arguments).lines
      #expect(list.map { $0["name"]?.string } == [names, names])
      #expect(try program.run(["check"] + arguments).status == 0)
    }
    let demo = ["--db", program.path("demo.db")]
    for words in [["demo"], ["demo", "--force"]] {
      #expect(try program.run(words + demo).status == 0)
    }
  }
}
