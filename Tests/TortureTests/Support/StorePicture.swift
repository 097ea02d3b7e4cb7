import Foundation

@testable import TestDriver

/// What is in a store, but for what clock and chance decide: so that two that were changed alike are
/// alike.
struct StorePicture: Equatable, CustomStringConvertible {
  private let rows: [String]

  private static let accidental: Set = [
    "id", "short_id", "created_at", "updated_at", "at", "locked_until", "secret", "before", "after",
    "slots",
  ]

  init(_ path: String) throws {
    rows = try RawDatabase(path).dump(without: Self.accidental).sorted()
  }

  /// The same, or where what is made is by the clock, with the same booking blocks.
  func isLike(_ other: StorePicture, byTheClock: Bool) -> Bool {
    byTheClock ? blocks == other.blocks : self == other
  }

  private var blocks: [String] { rows.filter { $0.hasPrefix("block: ") } }

  var description: String { "\(rows.count) rows:\n" + rows.joined(separator: "\n") }

  /// The reasons given for actions: who gives a reason of its own to each finds it again here.
  static func reasons(_ path: String) throws -> Set<String> {
    let rows = try RawDatabase(path).rows("SELECT reason FROM action WHERE reason IS NOT NULL")
    return Set(rows.map { $0[0] })
  }
}
