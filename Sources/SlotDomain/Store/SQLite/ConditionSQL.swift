/// A `RowCondition` as SQL knows it, of a slot's table `s`; where it serves nobody also of its block's, `b`.
struct ConditionSQL {
  /// What its block must be like too.
  let isPublished: Bool
  /// Begins with AND, or is empty.
  private(set) var rest = ""
  /// Of parameters from `first` on.
  private(set) var values: [Int64] = []
  /// Where the moment stands after which booking must close.
  private var closing: Int?
  private let first: Int

  /// - `first`: The number of the first parameter that is free.
  init(_ condition: RowCondition, first: Int) {
    self.first = first
    isPublished = condition.terms.contains(.isPublished)
    for term in condition.terms {
      switch term {
      case .isPublished: break
      case .isDisabled(let isDisabled): add("s.disabled = \(isDisabled ? 1 : 0)")
      case .hasFreePlace(true): add("s.active < s.capacity")
      case .hasFreePlace(false): add("s.active >= s.capacity")
      case .isTaken: add("s.active > 0")
      case .isLocked(let moment, true): add("s.locked_until > \(parameter(moment))")
      case .isLocked(let moment, false):
        add("(s.locked_until IS NULL OR s.locked_until <= \(parameter(moment)))")
      case .closes(let moment):
        values.append(moment.milliseconds)
        closing = first + values.count - 1
      case .ends(let moment): add("s.end_at > \(parameter(moment))")
      case .servesNobody: add("(s.disabled OR NOT b.published)")
      }
    }
  }

  private mutating func add(_ term: String) { rest += " AND " + term }

  private mutating func parameter(_ moment: Instant) -> String {
    values.append(moment.milliseconds)
    return "?\(first + values.count - 1)"
  }

  /// The moment after which a slot must start; nil where it does not matter. It turns the lead time into
  /// the beginning of a range of the index.
  ///
  /// - Parameter lead: The block's `booking_disabled_before`.
  func lowerBound(lead: String) -> String? { closing.map { "?\($0) + 1000 * (\(lead))" } }

  func bind(to statement: Statement) {
    for (offset, value) in values.enumerated() { statement.bind(Int32(first + offset), value) }
  }
}
