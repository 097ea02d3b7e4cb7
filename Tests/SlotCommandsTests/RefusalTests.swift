import Foundation
import ProgramDriver
import Testing

@testable import SlotDomain

/// Every refusal that can be had from the command line: its code, its exit status, and that nothing
/// changed.
@Suite struct RefusalTests {
  /// A store with one slot for each state, by name.
  private func fixture(_ program: Program) throws -> [String: String] {
    var ids = ["room": try program.makeBlock()]
    ids["twin"] = try program.makeBlock("Twin")
    _ = try program.makeBlock("Twin", more: "--same-name")
    _ = try program.makeBlock("Plans", publish: false)
    _ = try program.makeBlock("Slow", more: "--booking-disabled-before", "900000000")
    ids["free"] = try program.makeSlot("2035-01-08T09:00")
    ids["full"] = try program.makeSlot("2035-01-08T10:00")
    ids["locked"] = try program.makeSlot("2035-01-08T11:00")
    ids["disabled"] = try program.makeSlot("2035-01-08T12:00")
    ids["open"] = try program.makeSlot("2035-01-08T13:00", more: "--no-lockable")
    ids["pair"] = try program.makeSlot("2035-01-08T14:00", more: "--capacity", "2")
    ids["planned"] = try program.makeSlot("2035-01-08T09:00", in: "Plans")
    ids["late"] = try program.makeSlot("2035-01-08T09:00", in: "Slow")
    ids["ada"] = try program.book(ids["full"]!)
    ids["bo"] = try program.book(ids["pair"]!)
    ids["cy"] = try program.book(ids["pair"]!)
    ids["gone"] = try program.book(ids["free"]!)
    try program.done("appointment", "cancel", ids["gone"]!)
    try program.done("slot", "lock", ids["locked"]!, "--minutes", "600", "--key", "k3y")
    try program.done("slot", "disable", ids["disabled"]!)
    return ids
  }

  /// Whoever takes the address of a server for a file does not find their password in a log.
  @Test func noPasswordIsRepeated() throws {
    let program = try Program()
    _ = try program.makeBlock()
    _ = try program.makeSlot("2035-01-08T09:00")
    let file = "postgres://ana:sekret1@db1/slots.ics"
    for line in [
      ["import", file, "--block", "Room"], ["import", file + "x"],
      ["holidays", file, "--block", "Room"], ["slot", "create", "--from-json", file],
      [
        "plan", "--block", "Room", "--from", "2035-01-08", "--until", "2035-01-09", "--days", "mon",
        "--between", "09:00-10:00", "--minutes", "20", "--holidays", file,
      ],
    ] {
      let result = try program.run(line)
      #expect(result.status != 0 && result.error.contains("is on a server."), "\(result.error)")
      #expect(!(result.error + result.output).contains("sekret1"), "\(result.error)")
    }
  }

  @Test func nothingChanges() throws {
    let program = try Program()
    let ids = try fixture(program)
    let before = try program.snapshot()
    for (line, code, status) in Self.table {
      let arguments = line.split(separator: " ").map { word in
        word.hasPrefix("@") ? ids[String(word.dropFirst())] ?? "?" : String(word)
      }
      let result = try program.run(arguments)
      #expect(result.error.hasPrefix("slottui: \(code): "), "\(line): \(result.error)")
      #expect(result.status == status, "\(line)")
      #expect(result.output == "", "\(line)")
      let json = try program.run(arguments + ["--json"])
      #expect(json.json?["error"]?["code"]?.string == code, "\(line): \(json.output)")
      #expect(json.json?["success"] == .bool(false), "\(line)")
      #expect(json.status == status, "\(line)")
      #expect(json.error == "", "\(line)")
    }
    #expect(try program.snapshot() == before)
    #expect(try !program.told().joined().contains("k3y"))
  }

  private static let none = "00000000-0000-4000-8000-000000000000"
  private static let create = "slot create --block Room --start"
  private static let long = String(repeating: "k", count: 101)

  /// Words are split at blanks; `@name` is an id of the fixture.
  private static let table: [(String, String, Int32)] =
    [
      ("\(create) 2035-01-08T09:10 --minutes 20", "E024", 65),
      ("\(create) 2035-01-08T09:10 --minutes 20 --block Nowhere", "E052", 66),
      ("\(create) 2035-01-08T20:00 --end 2035-01-08T20:00", "E023", 65),
      ("\(create) 2035-01-08T20:00 --end 2035-01-08T19:00", "E023", 65),
      ("\(create) 2035-01-08 --minutes 0", "E013", 65),
      ("\(create) 2035-01-08 --minutes 99999999999999999", "E013", 65),
      ("\(create) 2035-01-08 --minutes ten", "E013", 65),
      ("\(create) soon --minutes 20", "E021", 65),
      ("\(create) 2035-02-30T09:00 --minutes 20", "E021", 65),
      ("\(create) 2035-03-25T02:30 --minutes 20", "E021", 65),
      ("\(create) 2035-10-28T02:30 --minutes 20", "E021", 65),
      ("\(create) 2035-01-08T20:00 --minutes 20 --capacity 0", "E047", 65),
      ("\(create) 2035-01-08T20:00 --minutes 20 --capacity -1", "E047", 65),
      ("\(create) 2035-01-08T20:00 --minutes 20 --capacity two", "E047", 65),
      ("\(create) 2035-01-08T20:00 --minutes 20 --metadata [1]", "E013", 65),
      ("\(create) 2035-01-08T20:00 --minutes 20 --metadata {a:1}", "E043", 65),
      ("\(create) 2035-01-08T20:00 --minutes 20 --metadata {\"\(long)\":1}", "E042", 65),
      ("slot create --from-json /nowhere.json", "S007", 74),
      ("slot create --from-json /tmp", "S007", 74),
      ("slot list --page 0", "E013", 65),
      ("slot list --limit 501", "E013", 65),
      ("slot list --limit some", "E013", 65),
      ("slot list --status locked", "E013", 65),
      ("slot list --available yes", "E013", 65),
      ("slot list --from 2035-01-08 --until 2035-01-08", "E013", 65),
      ("slot list --from 2035-13-08", "E021", 65),
      ("slot list --block Nowhere", "E052", 66),
      ("slot get \(none)", "E025", 66),
      ("slot get abc", "E025", 66),
      ("slot get 0000", "E025", 66),
      ("slot update @free --start 2035-01-08T10:10", "E023", 65),
      ("slot update @free --start 2035-01-08T10:10 --end 2035-01-08T10:30", "E024", 65),
      ("slot update @pair --capacity 1", "E046", 65),
      ("slot update @pair --capacity x", "E047", 65),
      ("slot update @free --lockable perhaps", "E013", 65),
      ("slot update @free @full --start 2035-01-08T20:00", "E013", 65),
      ("slot update \(none) --capacity 2", "E025", 66),
      ("slot enable \(none)", "E025", 66),
      ("slot disable @free \(none)", "E025", 66),
      ("slot lock @free \(none) --minutes 5", "E025", 66),
      ("slot lock @open --minutes 5", "E044", 65),
      ("slot lock @locked --minutes 5", "E045", 65),
      ("slot lock @free @locked --minutes 5", "E045", 65),
      ("slot lock @free --until 2020-01-01", "E013", 65),
      ("slot lock @free --minutes 0", "E013", 65),
      ("slot unlock @locked --key wrong", "E059", 65),
      ("slot unlock \(none) --force", "E025", 66),
      ("slot delete @full", "E060", 65),
      ("slot delete @free", "E060", 65),
      ("slot delete \(none)", "E025", 66),
    ] + others

  private static let others: [(String, String, Int32)] = [
    ("block create --name X --timezone Mars/Base", "E022", 65),
    ("block create --name X --timezone ../etc/passwd", "E022", 65),
    ("block create --name X --timezone UTC --booking-disabled-before abc", "E058", 65),
    ("block create --name X --timezone UTC --booking-disabled-before -1", "E058", 65),
    ("block create --name X --timezone UTC --metadata {\"\(long)\":1}", "E042", 65),
    ("block get \(none)", "E052", 66),
    ("block get Nowhere", "E052", 66),
    ("block get Twin", "S006", 65),
    ("block create --name Room --timezone UTC", "E013", 65),
    ("block update Plans --name Room", "E013", 65),
    ("block update Room --timezone Nowhere", "E022", 65),
    ("block update Nowhere --name X", "E052", 66),
    ("block publish \(none)", "E052", 66),
    ("block draft \(none)", "E052", 66),
    ("block delete Room", "E060", 65),
    ("block delete \(none) --force", "E052", 66),
    ("appointment create --slot @planned", "E061", 65),
    ("appointment create --slot @disabled", "E051", 65),
    ("appointment create --slot @locked", "E050", 65),
    ("appointment create --slot @locked --key wrong", "E050", 65),
    ("appointment create --slot @full", "E049", 65),
    ("appointment create --slot @late", "E063", 65),
    ("appointment create --slot \(none)", "E025", 66),
    ("appointment create --slot @free --metadata nonsense", "E013", 65),
    ("appointment list --slot \(none)", "E025", 66),
    ("appointment list --status gone", "E013", 65),
    ("appointment get \(none)", "E048", 66),
    ("appointment update \(none) --name X", "E048", 66),
    ("appointment cancel \(none)", "E048", 66),
    ("appointment enable \(none)", "E048", 66),
    ("appointment delete \(none)", "E048", 66),
    ("appointment reschedule \(none) --to @free", "E048", 66),
    ("appointment reschedule @ada --to \(none)", "E025", 66),
    ("appointment reschedule @ada --to @pair", "E049", 65),
    ("appointment reschedule @ada --to @locked", "E050", 65),
    ("appointment reschedule @ada --to @disabled", "E051", 65),
    ("appointment reschedule @ada --to @planned", "E061", 65),
    ("history --slot \(none)", "E025", 66),
    ("history --since never", "E021", 65),
    ("history --limit 0", "E013", 65),
    ("undo 999", "S005", 65),
    ("undo last", "E013", 65),
    ("redo", "S005", 65),
    ("backup /nowhere/x.db", "S007", 74),
    ("demo", "E013", 65),
  ]

  @Test(arguments: [
    "slot get", "slot list --colour red", "slot", "slot paint", "block", "nonsense", "slot lock x",
    "slot lock x --minutes 5 --until 2035-01-01", "slot unlock x", "slot unlock x --key k --force",
    "slot create --block x --start 2035-01-01", "slot create --start 2035-01-01 --minutes 5",
    "slot create --block x --start 2035-01-01 --minutes 5 --end 2035-01-02",
    "slot create --from-json - --minutes 5", "slot update x", "block create --name x",
    "block update x", "appointment create", "appointment update x", "appointment reschedule x",
    "slot list --json --ndjson", "backup", "--colour", "--view decade", "open --block",
  ])
  func usage(line: String) throws {
    let program = try Program()
    let result = try program.run(line.split(separator: " ").map(String.init))
    #expect(result.status == 64, "\(line): \(result.error)")
    #expect(result.error.contains("Usage: slottui"), "\(result.error)")
    #expect(result.output == "")
    #expect(!FileManager.default.fileExists(atPath: program.database))
  }
}
