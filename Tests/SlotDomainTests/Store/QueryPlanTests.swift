import Testing

@testable import SlotDomain
@testable import TestDriver

/// What is asked of all blocks while somebody works is answered by indexes: with a million slots nobody
/// would wait for a look at each.
@Suite struct QueryPlanTests {
  private let practice: Practice
  private var store: SQLiteStore { practice.test.store }

  init() throws { practice = try Practice(seed: 1) }

  private func expectIndexes(_ ask: () throws -> Void) throws {
    let known = Set(store.connection.statements.keys)
    try ask()
    let asked = store.connection.statements.keys.filter { !known.contains($0) }.map(\.text)
    #expect(!asked.isEmpty)
    let raw = try RawDatabase(practice.test.path)
    for sql in asked where !sql.contains("FROM action a") {
      for step in try raw.rows("EXPLAIN QUERY PLAN \(sql)").map({ $0[3] }) {
        let words = step.split(separator: " ")
        let isWholeTable =
          words.first == "SCAN"
          && Self.large.contains(words.dropFirst().first.map(String.init) ?? "")
        #expect(!isWholeTable, "\(step): \(sql)")
      }
    }
  }

  /// The tables with very many rows, and what queries call them.
  private static let large: Set = [
    "slot", "s", "appointment", "a", "change", "c", "creation", "n",
  ]

  @Test func places() throws {
    let day = range(0, 1440)
    let block = try #require(practice.blocks.first).id
    try expectIndexes {
      _ = try store.guests(of: block, in: day)
      _ = try store.freePlaces(FreePlaceQuery(from: moment(0)), limit: 50, at: moment(0))
      for _ in 0..<2 {
        _ = try store.outlook(of: block, today: day, period: day, at: moment(0))
        _ = try store.perform(.changeSlots([try slot()], .setStatus(.disabled)), at: moment(0))
      }
      let page = try store.tray(at: moment(0), limit: 50)
      let one = try #require(page.elements.first)
      _ = try store.placesToMove(one.appointment.id, at: moment(0), limit: 9)
      _ = try store.engagements(of: Person(name: "Guest 1"), in: day)
      _ = try store.lastPattern(of: block)
    }
  }

  @Test func activity() throws {
    let block = try #require(practice.blocks.first).id
    try expectIndexes {
      _ = try store.activity(matching: HistoryQuery())
      _ = try store.perform(.deleteBlocks([block], force: true), at: moment(0))
      _ = try store.activity(matching: HistoryQuery())
    }
  }

  private func slot() throws -> Slot.ID {
    try #require(try practice.available(at: moment(0)).first).slot.id
  }
}
