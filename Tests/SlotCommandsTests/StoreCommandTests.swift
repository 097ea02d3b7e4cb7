import Foundation
import ProgramDriver
import Testing

@testable import SlotDomain

/// What happens to the store's file: where it lies, who may use it, and what is refused.
@Suite struct StoreCommandTests {
  private func mode(_ path: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return try #require(attributes[.posixPermissions] as? Int)
  }

  @Test func theStoreLiesWhereItIsLookedFor() throws {
    let program = try Program()
    let home = program.folder.path
    func make(_ environment: [String: String], _ arguments: String...) throws {
      let result = try program.run(
        ["init"] + arguments,
        environment: ["SLOTTUI_DB": ""].merging(environment) { $1 }
      )
      #expect(result.status == 0, "\(result.error)")
    }
    func isThere(_ path: String) -> Bool { FileManager.default.fileExists(atPath: home + path) }
    try make([:])
    #expect(isThere("/.local/share/slottui/slottui.db"))
    #expect(try mode(home + "/.local/share/slottui/slottui.db") == 0o600)
    try make(["XDG_DATA_HOME": home + "/data"])
    #expect(isThere("/data/slottui/slottui.db"))
    try make(["SLOTTUI_DB": home + "/a.db"])
    #expect(isThere("/a.db"))
    try make(["SLOTTUI_DB": home + "/never.db"], "--db", home + "/b.db")
    #expect(isThere("/b.db") && !isThere("/never.db"))
  }

  @Test func initSharesNewAndOldStores() throws {
    let program = try Program()
    #expect(try program.data("init").text().hasPrefix(#"{"created":true"#))
    #expect(try mode(program.database) == 0o600)
    #expect(try program.done("init").output.hasPrefix("The store is there already"))
    #expect(try program.data("init", "--shared")["shared"] == .bool(true))
    #expect(try mode(program.database) == 0o660)
    let new = program.folder.path + "/group/new.db"
    try program.done("init", "--shared", "--db", new)
    #expect(try mode(new) == 0o660)
    try program.done("check", "--db", new)
  }

  @Test func backupsAreStores() throws {
    let program = try Program()
    _ = try program.makeBlock()
    _ = try program.makeSlot("2035-01-08T09:00")
    let copy = program.folder.path + "/copy.db"
    #expect(try program.data("backup", copy)["path"]?.string == copy)
    let there = try program.run(["slot", "list", "--ndjson", "--db", copy])
    #expect(try there.output == program.run(["slot", "list", "--ndjson"]).output)
    #expect(try program.run(["backup", copy]).status == 74)
  }

  @Test func checkFindsWhatIsWrong() throws {
    let program = try Program()
    _ = try program.makeBlock()
    #expect(try program.done("check").output.hasPrefix("The store is sound: "))
    #expect(try program.data("check").array?.isEmpty == true)
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o666],
      ofItemAtPath: program.database
    )
    let found = try program.run(["check"])
    #expect(found.status == 74)
    #expect(found.output.contains("can be used by everybody"))
    let json = try program.run(["check", "--json"])
    #expect(json.status == 74)
    #expect(json.json?["error"]?["code"]?.string == "S002")
    #expect(json.json?["error"]?["details"]?.array?.count == 1)
  }

  @Test func foreignFilesAreLeftAlone() throws {
    let program = try Program()
    try "dear diary".write(toFile: program.database, atomically: true, encoding: .utf8)
    for command in [["slot", "list"], ["block", "create", "--name", "x", "--timezone", "UTC"]] {
      let result = try program.run(command)
      #expect(result.status == 74)
      #expect(result.error.hasPrefix("slottui: S002: "))
    }
    #expect(try String(contentsOfFile: program.database, encoding: .utf8) == "dear diary")
    #expect(try program.run(["slot", "list", "--db", program.folder.path]).error.contains("S007"))
  }

  @Test func newerStoresAreRefused() throws {
    let program = try Program()
    try program.done("init")
    let connection = try Connection(path: program.database, mode: .readWrite, busyTimeout: 0)
    try connection.execute("PRAGMA user_version = 99")
    let result = try program.run(["slot", "list"])
    #expect(result.status == 74)
    #expect(result.error.hasPrefix("slottui: S003: "))
  }

  /// Nobody has to wait for another writer's end to take back a wish.
  @Test func ctrlCEndsTheWaitingForAnotherWriter() throws {
    let program = try Program()
    _ = try program.makeBlock()
    let connection = try Connection(path: program.database, mode: .readWrite, busyTimeout: 0)
    try connection.execute("BEGIN IMMEDIATE")
    // It would wait for five seconds.
    let shell = #"exec env --default-signal=INT timeout --preserve-status --signal=INT 2.5 "$@""#
    let result = try program.run(["block", "draft", "Room"], shell: shell)
    try connection.execute("ROLLBACK")
    #expect(result.error.hasPrefix("slottui: S008: "), "\(result.error)")
    #expect(try program.data("block", "get", "Room")["status"]?.string == "published")
  }

  @Test func aBusyStoreIsWaitedForAndThenSaid() throws {
    let program = try Program()
    _ = try program.makeBlock()
    let connection = try Connection(path: program.database, mode: .readWrite, busyTimeout: 0)
    try connection.execute("BEGIN IMMEDIATE")
    let start = ContinuousClock.now
    let result = try program.run(["block", "publish", "Room"])
    let draft = try program.run(["block", "get", "Room"])
    try connection.execute("ROLLBACK")
    #expect(draft.status == 0)
    if result.status != 0 {
      #expect(result.status == 75)
      #expect(result.error.hasPrefix("slottui: S001: "))
      #expect(ContinuousClock.now - start > .seconds(4))
    } else {
      Issue.record("Nobody else can write while a write is under way")
    }
  }

  @Test(.enabled(if: Program.canBeStranger)) func whoCannotWriteReadsAllTheSame() throws {
    let program = try Program()
    _ = try program.makeBlock()
    let files = FileManager.default
    try files.setAttributes([.posixPermissions: 0o644], ofItemAtPath: program.database)
    try files.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program.folder.path)
    let read = try program.run(["block", "list", "--ndjson"], asStranger: true)
    #expect(read.lines.count == 1, "\(read.error)")
    let write = try program.run(["block", "draft", "Room"], asStranger: true)
    #expect(write.status == 77)
    #expect(write.error.hasPrefix("slottui: S004: "))
  }

  @Test(.enabled(if: Program.canBeStranger)) func colleaguesAreLeftAlone() throws {
    let program = try Program()
    let files = FileManager.default
    _ = try program.makeBlock()
    let a = try program.makeSlot("2035-01-08T09:00")
    let b = try program.makeSlot("2035-01-08T10:00")
    try program.done("slot", "update", a, b, "--capacity", "3")
    try files.setAttributes([.posixPermissions: 0o666], ofItemAtPath: program.database)
    try files.setAttributes([.posixPermissions: 0o777], ofItemAtPath: program.folder.path)
    let theirs = try program.run(["slot", "update", a, "--capacity", "5"], asStranger: true)
    #expect(theirs.status == 0, "\(theirs.error)")

    #expect(try program.run(["undo"], asStranger: true).status == 0)
    #expect(try program.run(["redo"], asStranger: true).status == 0)
    let undo = try program.done("undo").output
    #expect(undo.contains("1 object left alone:"))
    #expect(undo.contains("slot \(a.prefix(8)): nobody changed it at "))
    #expect(try program.data("slot", "get", a)["capacity"]?.integer == 5)
    #expect(try program.data("slot", "get", b)["capacity"]?.integer == 1)
    #expect(try program.run(["undo", "5"]).error.hasPrefix("slottui: S005: "))
    #expect(try program.run(["undo", "5", "--force"]).status == 0)
    #expect(try program.data("history", "--by", "nobody").array?.count == 3)
  }

  @Test func demoFillsAnEmptyStoreInOneAction() throws {
    let program = try Program()
    let blocks = try program.data("demo")
    #expect(blocks.array?.count == 8)
    let slots = try program.run(["slot", "list", "--ndjson"]).lines
    #expect((1300...1700).contains(slots.count))
    func has(_ condition: (JSONValue) -> Bool) -> Bool { slots.contains(where: condition) }
    #expect(has { $0["available"] == .bool(true) })
    #expect(has { $0["status"]?.string == "disabled" })
    #expect(has { $0["locked_until"]?.string != nil })
    #expect(has { $0["lockable"] == .bool(false) })
    #expect(has { $0["num_cancelled_appointments"] != .integer(0) })
    #expect(has { $0["capacity"] == .integer(8) })
    #expect(try program.data("history").array?.map { $0["action"]?.string } == ["demo"])
    try program.done("check")

    let again = try program.run(["demo"])
    #expect(again.status == 65)
    #expect(again.error.hasPrefix("slottui: E013: This store has 8 booking blocks already."))
    try program.done("demo", "--force")
    try program.done("undo")
    try program.done("undo")
    #expect(try program.data("block", "list").array?.isEmpty == true)
  }
}
