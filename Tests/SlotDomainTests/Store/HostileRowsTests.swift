import Foundation
import HostileInput
import Testing

@testable import SlotDomain
@testable import TestDriver

/// Somebody drops the triggers and changes rows at random. Whatever is asked then or done is answered, or
/// refused by a rule, or the store is damaged; nothing is a mistake of this program's, and `check` as well
/// as `backup` name what is wrong.
@Suite struct HostileRowsTests {
  private let folder = TemporaryFolder()
  private var path: String { folder.path + "/slottui.db" }

  /// A store in which everything happened once.
  private func sample() throws -> Data {
    let test = try TestStore()
    var random = SeededGenerator(state: 7)
    let ben = try test.session(of: "ben")
    for step in 0..<60 {
      let session = step.isMultiple(of: 3) ? ben : test.store
      let operation = try test.randomOperation(&random, moment(step))
      _ = try? session.perform(operation, at: moment(step))
      if step.isMultiple(of: 7) { _ = try? session.undo(nil, force: false, at: moment(step)) }
      if step.isMultiple(of: 14) { _ = try? session.redo(at: moment(step)) }
    }
    try test.expectSound()
    _ = try RawDatabase(test.path).rows("PRAGMA wal_checkpoint(TRUNCATE)")
    return try #require(FileManager.default.contents(atPath: test.path))
  }

  @Test func cellsOfEveryTable() throws {
    let sample = try sample()
    try Fuzz.run("rows", [[0]], rounds: 80) { _, numbers in
      for suffix in ["", "-wal", "-shm", "-journal"] { unlink(path + suffix) }
      try sample.write(to: URL(filePath: path))
      let raw = try RawDatabase(path)
      let triggers = try raw.rows("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
      try raw.execute(triggers.map { "DROP TRIGGER \($0[0]);" }.joined())
      try raw.execute("PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF")
      for _ in 0..<Int.random(in: 1...4, using: &numbers) {
        // A key cannot be anything.
        try? raw.execute(try change(in: raw, &numbers))
      }
      if Bool.random(using: &numbers) {
        try raw.execute(triggers.map { $0[1] + ";" }.joined())
      }
      try Everything.expectAnswers(of: path)
    }
  }

  /// SQL that changes a cell, takes a row away, or doubles one.
  private func change(
    in raw: RawDatabase,
    _ numbers: inout SeededGenerator
  ) throws -> String {
    let tables = ["block", "slot", "appointment", "action", "change", "creation", "lock_key"]
    let table = tables[Int.random(in: 0..<tables.count, using: &numbers)]
    let columns = try raw.rows("SELECT name, type FROM pragma_table_info('\(table)')")
    let count = Int(try raw.rows("SELECT count(*) FROM \(table)")[0][0]) ?? 0
    let key = table == "change" ? "action * 1000 + number" : "rowid"
    let row = """
      \(key) = (SELECT \(key) FROM \(table) LIMIT 1 OFFSET \
      \(Int.random(in: 0..<max(count, 1), using: &numbers)))
      """
    if Int.random(in: 0..<8, using: &numbers) == 0 { return "DELETE FROM \(table) WHERE \(row)" }
    let column = columns[Int.random(in: 0..<columns.count, using: &numbers)]
    let value = value(of: column[1], column[0], in: table, count, &numbers)
    return "UPDATE OR IGNORE \(table) SET \(column[0]) = \(value) WHERE \(row)"
  }

  private func value(
    of type: String,
    _ column: String,
    in table: String,
    _ count: Int,
    _ numbers: inout SeededGenerator
  ) -> String {
    let other = """
      (SELECT \(column) FROM \(table) LIMIT 1 OFFSET \
      \(Int.random(in: 0..<max(count, 1), using: &numbers)))
      """
    let values: [String] =
      switch type {
      case "INTEGER":
        [
          "0", "1", "-1", "2", "7", "NULL", "9223372036854775807", "~9223372036854775807",
          "\(column) + 1", "\(column) - 1", "4611686018427387903", "1772413200000", other,
        ]
      case "BLOB": ["x''", "zeroblob(16)", "zeroblob(53)", "x'00'", "substr(\(column), 2)", other]
      default:
        [
          "'oops'", "''", "'{}'", "'{'", "'[1]'", "'null'", "'{\"a\":1}'", "NULL", other,
          "replace(\(column), '1', '-')", "replace(\(column), '\"', '')",
          "replace(\(column), 'start_date', 'end_date')", "substr(\(column), 1, 20)",
          "replace(\(column), '17724', '99999917724')", "'undo'", "'redo'",
          "json_object('a', hex(zeroblob(4000)))", "json_object(hex(zeroblob(80)), 1)",
          "'{\"a\":' || replace(hex(zeroblob(600)), '0', '[')",
          "CAST(x'7bff7d' AS TEXT)",
        ]
      }
    return values[Int.random(in: 0..<values.count, using: &numbers)]
  }
}
