import Foundation
import ProgramDriver
import Testing

@testable import SlotDomain

/// `slottui export` and `slottui import` of everything a store has.
@Suite struct NDJSONCommandTests {
  @Test func aStoreComesBackAsItWas() throws {
    let first = try Program()
    try first.done("demo")
    let file = first.path("all.ndjson")
    let said = try first.done("export", "-o", file).output
    #expect(said.hasPrefix("Wrote 8 booking blocks and "))
    let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    let lines = try first.text("all.ndjson")
    #expect(!lines.contains("locked_by") && lines.contains(#""locked_until":null"#))

    let second = try Program()
    let result = try second.importing(file, "--reason", "moved")
    #expect(result["blocks"]?["created"] == .integer(8))
    #expect(result["created"] == .integer(lines.split(separator: "\n").count))
    let copy = try second.done("export", "--format", "ndjson").output
    #expect(withoutMoment(copy) == withoutMoment(lines))
    try second.done("check")
    let action = try #require(try second.data("history").array?.first)
    #expect(action["action"]?.string == "import" && action["reason"]?.string == "moved")

    let before = try second.snapshot()
    let again = try second.importing(file)
    #expect(again["created"] == .integer(0) && again["existing"] == result["created"])
    #expect(try second.snapshot() == before)
    #expect(try second.done("import", file).output.hasPrefix("Nothing to do. Already there: "))
    try second.done("undo")
    #expect(try second.data("block", "list").array?.isEmpty == true)
  }

  /// What says itself whose slots they are may say no other block than the one that is named.
  @Test func aNamedBlockIsTheOnlyOne() throws {
    let program = try Program()
    _ = try program.makeBlock()
    _ = try program.book(try program.makeSlot("2035-01-08T09:00"))
    try program.done("block", "create", "--name", "Hall", "--timezone", "UTC")
    for format in ["ndjson", "fhir", "csv"] {
      let own = program.path("own.\(format)")
      try program.done("export", "--format", format, "--block", "Room", "-o", own)
      let again = try program.importing(own, "--format", format, "--block", "Room")
      #expect(again["created"] == .integer(0) && again["updated"] == .integer(0), "\(format)")
      guard format != "csv" else { continue }
      let other = try program.run(["import", own, "--format", format, "--block", "Hall"])
      #expect(other.status == 65)
      #expect(other.error.contains("line 1: That is of another booking block."), "\(other.error)")
    }
    // Nor does a line that says nothing of a block.
    let before = try program.snapshot()
    let people = try program.text("own.ndjson").split(separator: "\n")
      .filter { $0.contains(#""_object":"appointment""#) }
      .map { $0.replacing(#""status":"active""#, with: #""status":"cancelled""#) + "\n" }
    #expect(people.count == 1)
    for (policy, file) in [("update", "people.ndjson"), ("skip", "own.ndjson")] {
      if policy == "update" { _ = try program.write(people.joined(), file) }
      let result = try program.run([
        "import", program.path(file), "--block", "Hall", "--on-conflict", policy,
      ])
      #expect(result.status == (policy == "update" ? 65 : 0), "\(result.error)")
      #expect(try program.snapshot() == before, "\(policy)")
    }
  }

  /// Whatever the order of the lines: a sorted file has appointments before their slots.
  @Test func theOrderOfLinesIsFree() throws {
    let first = try Program()
    _ = try first.makeBlock()
    let slot = try first.makeSlot("2035-01-08T09:00")
    _ = try first.book(slot)
    let lines = try first.done("export", "--format", "ndjson").output.split(separator: "\n")
    #expect(lines.count == 3)
    for order in [[2, 1, 0], [1, 2, 0], [0, 2, 1]] {
      let program = try Program()
      let text = order.map { lines[$0] + "\n" }.joined()
      try program.done("import", try program.write(text, "some.ndjson"))
      let copy = try program.done("export", "--format", "ndjson").output
      #expect(withoutMoment(copy) == withoutMoment(lines.map { $0 + "\n" }.joined()))
    }
  }

  /// What a store says of a moment only, and of locks, which do not travel.
  private func withoutMoment(_ lines: String) -> String {
    lines.replacing(/"(available|num_available_slots)":[a-z0-9]+/, with: "")
  }

  @Test func partsAreByBlockAndTime() throws {
    let program = try Program()
    _ = try program.makeBlock()
    _ = try program.makeBlock("Other")
    let slot = try program.makeSlot("2035-01-08T09:00")
    _ = try program.makeSlot("2035-01-09T09:00")
    _ = try program.makeSlot("2035-01-08T09:00", in: "Other")
    _ = try program.book(slot)
    let part = try program.run([
      "export", "--format", "ndjson", "--block", "Room", "--from", "2035-01-08T09:10",
      "--until", "2035-01-09",
    ]).lines
    #expect(
      part.map { $0["_object"]?.string } == ["booking_block", "slot", "appointment"],
      "\(part)"
    )
    #expect(part.dropFirst().first?["id"]?.string == slot)
  }

  @Test func whatIsThereWithOtherValuesIsAConflict() throws {
    let program = try Program()
    _ = try program.makeBlock()
    let slot = try program.makeSlot("2035-01-08T09:00")
    let file = program.path("x.ndjson")
    try program.done("export", "-o", file)
    try program.done("slot", "update", slot, "--capacity", "3")
    let line = "\(file), line 2: There is a slot \(slot) already, with another capacity."
    try program.expectRefusal(line, ofImport: file)
    let refused = try program.run(["import", file, "--json"])
    #expect(refused.json?["error"]?["code"]?.string == "E013")

    let before = try program.snapshot()
    let dry = try program.run(["import", file, "--dry-run", "--json"])
    #expect(dry.status == 65 && dry.json?["error"]?["code"]?.string == "E013")
    let trial = try #require(dry.json?["data"])
    #expect(trial["dry_run"] == .bool(true) && trial["existing"] == .integer(1))
    #expect(trial["skipped"]?.array?.first?["line"] == .integer(2))
    let skipped = try program.importing(file, "--on-conflict", "skip")
    #expect(skipped["skipped"]?.array?.first?["file"]?.string == file)
    #expect(try program.snapshot() == before)

    #expect(try program.importing(file, "--on-conflict", "update")["updated"] == .integer(1))
    #expect(try program.data("slot", "get", slot)["capacity"] == .integer(1))
  }

  @Test func slotsThatMoveOnDoNotStandInOneAnothersWay() throws {
    let program = try Program()
    _ = try program.makeBlock()
    for start in ["09:00", "09:20", "09:40"] { _ = try program.makeSlot("2035-01-08T\(start)") }
    let text = try program.done("export", "--format", "ndjson").output
    var later = text
    for (old, new) in [
      ("09:00", "09:20"), ("08:40", "09:00"), ("08:20", "08:40"), ("08:00", "08:20"),
    ] {
      later = later.replacingOccurrences(of: "T\(old):00.000Z", with: "T\(new):00.000Z")
    }
    let file = try program.write(later, "later.ndjson")
    try program.expectRefusal("line 2: ", ofImport: file)
    #expect(try program.importing(file, "--on-conflict", "update")["updated"] == .integer(3))
    let starts = try program.data("slot", "list").array?.compactMap { $0["start_date"]?.string }
    #expect(starts?.map { $0.dropFirst(11).prefix(5) } == ["08:20", "08:40", "09:00"])
    try program.done("undo")
    try program.done("check")
  }

  @Test func severalFilesAreOneAction() throws {
    let program = try Program()
    let other = try Program()
    _ = try other.makeBlock()
    _ = try other.makeSlot("2035-01-08T09:00")
    let lines = try other.done("export", "--format", "ndjson").output.split(separator: "\n")
    let block = try program.write(String(lines[0]), "block.ndjson")
    let slot = try program.write(String(lines[1]) + "\n{", "slot.jsonl")
    try program.expectRefusal("\(slot), line 2: ", ofImport: block, slot)
    #expect(try program.importing(block, slot, "--on-conflict", "skip")["created"] == .integer(2))
    #expect(try program.data("history").array?.count == 1)
    let input = try program.done("import", "--format", "ndjson", "-", input: lines[1] + "\n")
    #expect(input.output == "Nothing to do. Already there: 1 slot.\n")
  }

  @Test func badFilesAreNamed() throws {
    let program = try Program()
    _ = try program.makeBlock()
    let long = try program.write(
      "\n{\"a\":\"" + String(repeating: "x", count: 3 << 20) + "\"}\n",
      "long.ndjson"
    )
    try program.expectRefusal("long.ndjson, line 2: The line has more than 1 MiB.", ofImport: long)
    let wide = program.folder.appending(path: "wide.ndjson")
    try Data([0xFF, 0xFE, 0x7B, 0]).write(to: wide)
    try program.expectRefusal("line 1: The file is written in UTF-16.", ofImport: wide.path)
    let latin = program.folder.appending(path: "latin.ndjson")
    try Data([0x22, 0xE4, 0x22]).write(to: latin)
    try program.expectRefusal(
      "line 1: The line cannot be read as JSON: invalid UTF-8",
      ofImport: latin.path
    )
    let evil = try program.write("{\"_object\":\"\\u001b]0;x\"}", "evil.ndjson")
    try program.expectRefusal("The property _object must be", ofImport: evil)
    #expect(try !program.run(["import", evil]).error.contains("\u{1B}"))
    try program.expectRefusal("S007", ofImport: program.path("none.ndjson"), status: 74)
    try program.expectRefusal(
      "S007",
      ofImport: program.folder.path,
      "--format",
      "ndjson",
      status: 74
    )
  }

  @Test func wrongUseIsSaid() throws {
    let program = try Program()
    #expect(try program.run(["import"]).status == 64)
    #expect(try program.run(["import", "x.txt"]).status == 64)
    #expect(try program.run(["import", "x.ndjson", "--on-conflict", "guess"]).status == 64)
    #expect(try program.run(["export"]).status == 64)
    #expect(try program.run(["export", "-o", "x.txt"]).status == 64)
    #expect(try program.run(["export", "--format", "ndjson", "--json"]).status == 64)
  }

  /// Whichever way the store's other files are named.
  @Test func nothingIsWrittenOverWhatLiesBesideTheStore() throws {
    let program = try Program()
    _ = try program.makeBlock()
    try FileManager.default.createSymbolicLink(
      atPath: program.path("there"),
      withDestinationPath: program.folder.path
    )
    let name = String(program.database.dropFirst(program.folder.path.count + 1))
    for suffix in ["-wal", "-shm", "-journal", "-WAL"] {
      for folder in ["", "/.", "/there", "/./there/."] {
        let file = "\(program.folder.path)\(folder)/\(name)\(suffix)"
        for command in [["export", "--format", "ndjson", "-o", file], ["backup", file]] {
          let result = try program.run(command)
          #expect(
            result.status == 74 && result.error.contains("S007"),
            "\(command): \(result.error)"
          )
          #expect(result.error.contains("SQLite keeps beside"))
        }
      }
    }
    // A link that leads to such a file.
    let target = program.database + "-journal"
    #expect(FileManager.default.createFile(atPath: target, contents: nil))
    let link = program.path("link")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: target)
    #expect(try program.run(["export", "--format", "ndjson", "-o", link]).status == 74)
    #expect(FileManager.default.contents(atPath: target) == Data())
    #expect(
      try program.run(["export", "--format", "ndjson", "-o", program.path("x-wal")]).status == 0
    )
  }

  /// What is still to be made where a link leads is made there; nowhere else, and no file of a store's.
  @Test func linksToFilesThatAreStillToBeMade() throws {
    let program = try Program()
    _ = try program.makeBlock()
    func export(to name: String, linkedTo target: String) throws -> Int32 {
      let link = program.path(name)
      try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: target)
      let status = try program.run(["export", "--format", "ndjson", "-o", link]).status
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == target)
      return status
    }
    #expect(try export(to: "ahead", linkedTo: "new.ndjson") == 0)
    #expect(try program.text("new.ndjson").hasPrefix(#"{"_object":"booking_block""#))
    #expect(try export(to: "round", linkedTo: "round") == 74)
    #expect(try export(to: "nowhere", linkedTo: "missing/x") == 74)
    #expect(try export(to: "trap", linkedTo: program.database + "-journal") == 74)
  }

  @Test func aFileIsWholeOrAsBefore() throws {
    let program = try Program()
    _ = try program.makeBlock()
    let file = try program.write("old", "x.ndjson")
    #expect(try program.run(["export", "-o", file, "--block", "Nobody"]).status == 66)
    #expect(try program.text("x.ndjson") == "old")
    let link = program.path("link.ndjson")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: file)
    let said = try program.run(["export", "-o", link, "--json"])
    #expect(said.json?["data"]?["blocks"] == .integer(1), "\(said.error)")
    #expect(try program.text("x.ndjson").hasPrefix(#"{"_object":"booking_block""#))
    let store = ["export", "--format", "ndjson", "-o", program.database]
    #expect(try program.run(store).error.contains("it is the store itself"))
    #expect(try program.run(["export", "-o", program.path("no/x.ndjson")]).status == 74)
    let names = try FileManager.default.contentsOfDirectory(atPath: program.folder.path)
    #expect(names.filter { $0.contains(".ndjson") }.sorted() == ["link.ndjson", "x.ndjson"])
  }
}
