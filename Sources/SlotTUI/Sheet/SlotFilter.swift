import SlotDomain

/// Which slots of a period stand out, and which stand back.
struct SlotFilter: Hashable, Sendable {
  /// Nil: all stand out.
  var condition: SlotCondition?
  /// For each slot of the period whether it stands out; empty when all do.
  private var passes: [Bool] = []

  /// States change, and with them what passes.
  mutating func judge(_ slots: [Slot], in block: BookingBlock?, at now: Instant) {
    guard let condition, let block else {
      passes = []
      return
    }
    passes = slots.map { condition.holds(for: $0, in: block, at: now) }
  }

  /// - Parameter index: Among the period's slots.
  func shows(_ index: Int) -> Bool { passes.isEmpty || passes[index] }

  mutating func end() { self = SlotFilter() }
}

extension SlotCondition {
  /// Before "slots".
  var adjective: String {
    switch self {
    case .available: "available"
    case .partlyTaken: "partly taken"
    case .full: "full"
    case .disabled: "disabled"
    case .locked: "locked"
    case .booked: "booked"
    }
  }
}
