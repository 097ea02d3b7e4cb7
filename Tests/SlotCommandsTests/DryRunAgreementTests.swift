import Foundation
import ProgramDriver
import Testing

@testable import SlotDomain

/// A dry run and the change itself refuse the same, for the same reasons, and end with the same status.
@Suite struct DryRunAgreementTests {
  private let program: Program
  /// By letter: Free, Booked, Disabled, Locked, not loCkable.
  private let ids: [Character: String]

  init() throws {
    let template: Program
    (template, ids) = try Self.template.get()
    program = try Program(copying: template)
  }

  private static let template = Result { try makeTemplate() }

  private static func makeTemplate() throws -> (Program, ids: [Character: String]) {
    let program = try Program()
    _ = try program.makeBlock()
    var ids: [Character: String] = [:]
    ids["F"] = try program.makeSlot("2035-03-26T08:00")
    ids["B"] = try program.makeSlot("2035-03-26T09:00")
    ids["D"] = try program.makeSlot("2035-03-26T10:00")
    ids["L"] = try program.makeSlot("2035-03-26T11:00")
    ids["C"] = try program.makeSlot("2035-03-26T12:00", more: "--no-lockable")
    for letter in "BC" { _ = try program.book(ids[letter] ?? "") }
    try program.done("slot", "disable", ids["D"] ?? "")
    try program.done("slot", "lock", ids["L"] ?? "", "--minutes", "60", "--key", "k")
    _ = try program.write("start_date,end_date\nnonsense,2035-01-09T10:00Z\n", "bad.csv")
    _ = try program.write(
      """
      start_date,end_date
      2035-03-26T09:10,2035-03-26T09:30
      2035-03-27T09:00,2035-03-27T08:00
      2035-03-27T09:00,2035-03-27T10:00

      """,
      "mixed.csv"
    )
    for (name, date) in [("days.ics", "20350326"), ("bad.ics", "20350231")] {
      let event = "BEGIN:VEVENT\nSUMMARY:Day\nDTSTART;VALUE=DATE:\(date)\nEND:VEVENT"
      _ = try program.write("BEGIN:VCALENDAR\n\(event)\nEND:VCALENDAR\n", name)
    }
    return (program, ids)
  }

  /// A capital in braces is the id of that slot.
  private static let cases: [(words: String, codes: [String])] = [
    ("slot enable {D} {F}", []), ("slot disable {F} {D} {B}", []),
    ("slot disable nope {F} nada", ["E025", "E025"]),
    (
      "slot enable 00000000-0000-4000-8000-000000000001 00000000-0000-4000-8000-000000000002",
      ["E025", "E025"]
    ),
    ("slot disable --block Nowhere", ["E052"]), ("slot disable --weekday someday", ["E013"]),
    ("slot lock {F} --minutes 5", []), ("slot lock {F} --minutes 5 --key \(long)", ["E013"]),
    ("slot lock --block Room --weekday mon --minutes 5 --key \(long)", ["E045", "E044"]),
    ("slot lock --block Room --minutes 5 --key \(long) --on-conflict skip", ["E013"]),
    ("slot lock {F} {L} {C} --minutes 5", ["E045", "E044"]),
    ("slot lock {F} --until 2001-01-01T00:00Z", ["E013"]),
    ("slot lock {F} {L} --minutes 5 --on-conflict skip", []),
    ("slot lock {F} --minutes 0", ["E013"]),
    ("slot unlock {L} --key wrong", ["E059"]), ("slot unlock {L} --key k", []),
    ("slot unlock {F} {L} --force", []),
    ("slot shift {F} {B} {D} --by 5", []), ("slot shift {F} --by 60", ["E024"]),
    ("slot shift {F} --by 0", ["E013"]), ("slot shift {F} --by soon", ["E013"]),
    ("slot delete {B} {C} {F}", ["E060", "E060"]), ("slot delete --block Room", ["E060", "E060"]),
    ("slot delete --block Room --force", []), ("slot delete {B} --on-conflict skip", []),
    ("slot delete {B} --on-conflict perhaps", ["E013"]),
    ("slot update {F} --capacity 0", ["E047"]), ("slot update --block Room --capacity 0", ["E047"]),
    ("slot update {F} --capacity many", ["E047"]), ("slot update {F} {B} --capacity 3", []),
    ("slot update {F} --start 2035-03-26T09:10 --end 2035-03-26T09:30", ["E024"]),
    ("slot update {F} --start 2035-03-26T09:10", ["E023"]),
    ("slot update {F} --end 10000-01-01", ["E021"]),
    ("slot update {F} --start 2035-03-25T02:30", ["E021"]),
    ("slot update {F} --metadata {\"k\":\"\(endless)\"}", ["E042"]),
    ("slot update {F} --metadata {1:2}", ["E043"]),
    ("\(plan) --between 08:00-12:00 --minutes 30", ["E024", "E024", "E024", "E024"]),
    ("\(plan) --between 08:00-12:00 --minutes 30 --on-conflict skip", []),
    ("\(plan) --between 14:00-15:00 --minutes 30 --capacity 0", ["E047"]),
    ("\(plan) --between 08:00-12:00 --minutes 30 --capacity 0", ["E024", "E024", "E024", "E024"]),
    ("\(plan) --between 14:00-15:00 --minutes 0", ["E013"]),
    ("\(plan) --between 14:00-15:00 --minutes 30", []),
    ("import bad.csv --block Room", ["E021"]), ("import mixed.csv --block Room", ["E024", "E023"]),
    ("import mixed.csv --block Room --on-conflict skip", []),
    ("holidays days.ics --block Room", []), ("holidays days.ics --block Nowhere", ["E052"]),
    ("holidays missing.ics --block Room", ["S007"]), ("holidays bad.ics --block Room", ["E013"]),
    ("holidays days.ics --block Room --on-conflict perhaps", ["E013"]),
    ("import missing.csv --block Room", ["S007"]), ("import bad.csv --block Nowhere", ["E052"]),
  ]

  private static let long = String(repeating: "k", count: 201)
  private static let endless = String(repeating: "x", count: 5001)
  private static let plan = "plan --block Room --from 2035-03-26 --until 2035-03-26 --days mon"

  /// Whether a verb is tried with what is done and with what is refused.
  static func tries(_ verb: String) -> Bool {
    let codes = cases.filter { $0.words.hasPrefix("slot \(verb) ") }.map(\.codes)
    return codes.contains([]) && codes.contains { !$0.isEmpty }
  }

  private func arguments(_ words: String) -> [String] {
    words.split(separator: " ").map { word in
      if word.count == 3, word.hasPrefix("{"), let id = ids[word.dropFirst().first ?? " "] {
        return id
      }
      return word.hasSuffix(".csv") || word.hasSuffix(".ics")
        ? program.path(String(word)) : String(word)
    }
  }

  /// All codes that a refusal has; none for what is done.
  private func codes(_ result: Program.Result) -> [String] {
    guard let error = result.json?["error"] else { return [] }
    let all = error["refused"]?.array?.compactMap { $0["code"]?.string }
    return all ?? [error["code"]?.string ?? "?"]
  }

  @Test("Every verb, both ways", arguments: cases.indices)
  func bothWays(index: Int) throws {
    let (words, codes) = Self.cases[index]
    let arguments = arguments(words) + ["--json"]
    let before = try program.snapshot()
    let dry = try program.run(arguments + ["--dry-run"])
    #expect(try program.snapshot() == before, "\(words)")
    let real = try program.run(arguments)
    #expect(self.codes(real) == codes, "\(words): \(real.output)")
    #expect(self.codes(dry) == codes, "\(words): \(dry.output)")
    #expect(dry.status == real.status, "\(words)")
    #expect((real.status == 0) == codes.isEmpty, "\(words)")
    #expect(dry.json?["success"] == real.json?["success"], "\(words)")
  }

  @Test(
    "Whoever may only read gets the same answers from a dry run",
    .enabled(if: Program.canBeStranger),
    arguments: cases.indices
  )
  func reader(index: Int) throws {
    for (path, mode) in [(program.folder.path, 0o755), (program.database, 0o644)] {
      try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    }
    let (words, codes) = Self.cases[index]
    let result = try program.run(arguments(words) + ["--json", "--dry-run"], asStranger: true)
    #expect(self.codes(result) == codes, "\(words): \(result.output)")
    #expect((result.status == 0) == codes.isEmpty, "\(words)")
  }

  @Test("A refused dry run still tells all of it")
  func refusedAndTold() throws {
    let result = try program.run(["slot", "delete", "--block", "Room", "--dry-run", "--json"])
    #expect(result.status == 65)
    #expect(result.json?["success"] == .bool(false))
    #expect(result.json?["data"]?["changed"]?.integer == 3)
    #expect(result.json?["data"]?["refused"]?.array?.count == 2)
    #expect(result.json?["error"]?["refused_count"]?.integer == 2)
    let people = try program.run(["slot", "delete", "--block", "Room", "--dry-run"])
    #expect(people.status == 65)
    #expect(people.output.contains("As it stands it is refused: add --on-conflict skip."))
  }
}
