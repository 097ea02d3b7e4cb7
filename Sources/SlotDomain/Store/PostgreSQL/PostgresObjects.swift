/// How rows of blocks, slots and appointments are read. The tables are `block b`, `slot s` and
/// `appointment a` everywhere.
enum PostgresObjects {
  static let blockColumns = """
    b.key, b.id, b.short_id, b.name, b.timezone, b.published, b.booking_disabled_before, b.metadata, \
    b.created_at, b.updated_at
    """

  /// With its keys: of the slot, of its block, and the block's id.
  static let slotColumns = slotColumns(ofBlock: "b.id")

  /// - `id`: What the id of its block is read from.
  static func slotColumns(ofBlock id: String) -> String {
    """
    s.id, s.start_at, s.end_at, s.capacity, s.disabled, s.lockable, s.locked_until, s.locked_by, \
    s.active, s.cancelled, s.metadata, s.created_at, s.updated_at, s.lock, s.key, s.block, \(id)
    """
  }

  static let slotTables = "slot s JOIN block b ON b.key = s.block"

  static let appointmentColumns = """
    a.id, b.id, s.id, a.cancelled, a.metadata, a.created_at, a.updated_at, a.key, s.key, b.key
    """

  static let appointmentTables = """
    appointment a JOIN slot s ON s.key = a.slot JOIN block b ON b.key = s.block
    """

}

/// A `RowCondition` as PostgreSQL knows it, of slots `s` of blocks `b`.
struct PostgresCondition {
  private(set) var text = "true"
  private(set) var values: [PostgresValue] = []
  private let first: Int

  /// - `first`: The number of the first parameter that is free.
  init(_ condition: RowCondition, first: Int) {
    self.first = first
    for term in condition.terms {
      switch term {
      case .isPublished: add("b.published")
      case .isDisabled(let isDisabled): add(isDisabled ? "s.disabled" : "NOT s.disabled")
      case .hasFreePlace(true): add("s.active < s.capacity")
      case .hasFreePlace(false): add("s.active >= s.capacity")
      case .isTaken: add("s.active > 0")
      case .isLocked(let moment, true):
        add("coalesce(s.locked_until > \(parameter(moment)), false)")
      case .isLocked(let moment, false):
        add("(s.locked_until IS NULL OR s.locked_until <= \(parameter(moment)))")
      case .closes(let moment):
        add("s.start_at > \(parameter(moment)) + 1000 * b.booking_disabled_before")
      case .ends(let moment): add("s.end_at > \(parameter(moment))")
      case .servesNobody: add("(s.disabled OR NOT b.published)")
      }
    }
  }

  private mutating func add(_ term: String) { text += " AND " + term }

  private mutating func parameter(_ moment: Instant) -> String {
    values.append(.instant(moment))
    return "$\(first + values.count - 1)"
  }

  /// A statement with this condition's values behind others.
  func statement(_ text: String, _ before: [PostgresValue]) -> PostgresStatement {
    PostgresStatement(text, before + values)
  }
}
