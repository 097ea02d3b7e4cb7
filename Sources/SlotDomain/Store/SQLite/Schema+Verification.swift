import Glibc

extension Connection {
  /// Refuses a store whose schema would do something else than this program's: a trigger of
  /// somebody's runs in our changes, and a view under the name of a table answers our questions.
  /// Tables, views and indexes under names of their own never take part and may stay. That something
  /// of ours is missing does no harm here; `check` tells.
  ///
  /// What is there is compared as text with what the migrations make; SQLite keeps definitions as
  /// they were written.
  ///
  /// - `version`: As the store says of itself: all tables of the latest one must be there, and of an older
  ///   one there is nothing of a later.
  /// - Throws: `.storeDamaged` S002.
  func refuseForeignSchema(_ migrations: Migrations, of version: Int) throws(SlotError) {
    let isUpToDate = version == migrations.latest
    let own = Statements(migrations.text(upTo: migrations.latest))
    let older = isUpToDate ? own : Statements(migrations.text(upTo: version))
    let rows = try statement("SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL")
    defer { rows.reset() }
    var tables = 0
    while try rows.step() {
      let type = rows.text(0)
      let isTable = type == "table"
      if rows.withText(2, own.contains) {
        if isTable { tables += 1 }
        if !isUpToDate, !rows.withText(2, older.contains) {
          let which = "\(type) \(rows.text(1))"
          throw damage(
            "it says that it is of version \(version), and has the \(which) of a later one"
          )
        }
      } else if !Self.isHarmless(type, definition: rows.text(2)) {
        throw damage(
          "the \(type) \"\(rows.text(1))\" in it is none of slottui's, and could do anything"
        )
      }
    }
    guard isUpToDate, tables != own.tables else { return }
    throw damage("some of its tables are missing, or not as slottui makes them")
  }

  /// The type that the schema names is a mere word; what counts is the definition.
  private static func isHarmless(_ type: String, definition: String) -> Bool {
    switch type {
    case "table": definition.hasPrefix("CREATE TABLE ")
    case "index": definition.hasPrefix("CREATE INDEX ") || definition.hasPrefix("CREATE UNIQUE ")
    case "view": definition.hasPrefix("CREATE VIEW ")
    default: false
    }
  }
}

/// The statements of a schema, one behind the other, each ended by a semicolon.
private struct Statements {
  private let text: [CChar]
  /// Where they begin.
  private let starts: [Int]

  init(_ text: String) {
    self.text = Array(text.utf8CString)
    starts = Self.places(of: "CREATE ", in: self.text)
  }

  /// Whether a statement is one of them as it stands, its semicolon left out.
  func contains(_ statement: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let bytes = statement.baseAddress else { return false }
    return text.withUnsafeBufferPointer { text in
      starts.contains { start in
        let end = start + statement.count
        guard end < text.count, let own = text.baseAddress else { return false }
        return (text[end] == CChar(UInt8(ascii: ";")) || end == text.count - 1)
          && memcmp(own + start, bytes, statement.count) == 0
      }
    }
  }

  /// How many of them make a table.
  var tables: Int { Self.places(of: "CREATE TABLE ", in: text).count }

  private static func places(of part: String, in text: [CChar]) -> [Int] {
    text.withUnsafeBufferPointer { text in
      guard let start = text.baseAddress else { return [] }
      var places: [Int] = []
      while let found = strstr(start + (places.last.map { $0 + 1 } ?? 0), part) {
        places.append(UnsafePointer(found) - start)
      }
      return places
    }
  }
}
