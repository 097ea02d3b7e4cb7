/// What must hold of a slot's row and of its block's: columns and bounds, which an engine's queries can
/// look at. All of it must hold.
struct RowCondition: Hashable {
  enum Term: Hashable {
    /// The block is published.
    case isPublished
    case isDisabled(Bool)
    /// Fewer active appointments than the capacity.
    case hasFreePlace(Bool)
    /// At least one active appointment.
    case isTaken
    /// Locked until a moment after this one.
    case isLocked(at: Instant, Bool)
    /// The start, less the block's lead time, comes after this moment.
    case closes(after: Instant)
    /// The end comes after this moment.
    case ends(after: Instant)
    /// Nobody who has a place is served: it is disabled, or its block a draft.
    case servesNobody
  }

  let terms: [Term]

  init(_ terms: [Term]) { self.terms = terms }

  /// Every slot.
  static let any = RowCondition([])

  /// `Slot.isAvailable(in:at:)`.
  static func available(at now: Instant) -> RowCondition {
    RowCondition([
      .isPublished, .isDisabled(false), .hasFreePlace(true), .isLocked(at: now, false),
      .closes(after: now),
    ])
  }

  /// `Slot.isStranded(in:at:)`.
  static func stranded(at now: Instant) -> RowCondition {
    RowCondition([.ends(after: now), .isTaken, .servesNobody])
  }
}

extension SlotCondition {
  /// `holds(for:in:at:)`, for queries.
  func row(at now: Instant) -> RowCondition {
    switch self {
    case .available: .available(at: now)
    case .partlyTaken: RowCondition([.isTaken, .hasFreePlace(true)])
    case .full: RowCondition([.hasFreePlace(false)])
    case .disabled: RowCondition([.isDisabled(true)])
    case .locked: RowCondition([.isLocked(at: now, true)])
    case .booked: RowCondition([.isTaken])
    }
  }
}
