/// The three kinds of objects, as the journal numbers them.
enum ObjectKind: Int64, CaseIterable {
  case block = 0
  case slot = 1
  case appointment = 2

  /// What a row of it is called.
  var name: String {
    switch self {
    case .block: "block"
    case .slot: "slot"
    case .appointment: "appointment"
    }
  }
}

/// An object by the number that the store gave it. It is never used again, while somebody may give a new
/// object the id of a deleted one.
struct ObjectKey: Hashable {
  /// Further keys could be counted on from no longer.
  static let possible: ClosedRange<Int64> = 1...Int64.max >> 1

  let kind: ObjectKind
  let key: Int64
}

/// The 16 bytes of an id, whosever it is.
struct IdentifierBytes: Equatable {
  let high: UInt64
  let low: UInt64

  init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  init<Object>(_ id: Identifier<Object>) { self.init(high: id.high, low: id.low) }

  func identifier<Object>() -> Identifier<Object> { Identifier(high: high, low: low) }
}

/// A block with the key that only the store knows.
struct StoredBlock {
  let key: Int64
  var block: BookingBlock
}

/// What a block is called.
struct NamedBlock {
  let key: Int64
  let id: BookingBlock.ID
  let name: String
}

/// A slot with the keys that only the store knows.
struct StoredSlot {
  let key: Int64
  let blockKey: Int64
  var slot: Slot

  var object: ObjectKey { ObjectKey(kind: .slot, key: key) }
}

/// An appointment with the keys that only the store knows.
struct StoredAppointment {
  let key: Int64
  let slotKey: Int64
  let blockKey: Int64
  var appointment: Appointment
}

extension Appointment {
  /// The same in another block: it follows from the slot.
  func `in`(_ block: BookingBlock.ID) -> Appointment {
    guard block != blockID else { return self }
    return Appointment(
      id: id,
      blockID: block,
      slotID: slotID,
      status: status,
      metadata: metadata,
      createdAt: createdAt,
      updatedAt: updatedAt
    )
  }
}

extension Slot {
  /// Whether it is of a length and a size that a slot can have. An engine's constraints see to that, unless
  /// somebody switched them off: then it is refused, since nobody knows what was meant.
  var isPossible: Bool {
    range.start < range.end && TimeRange.all.start <= range.start
      && range.end <= TimeRange.all.end && 1...Int(Int32.max) ~= capacity
      && activeAppointments >= 0 && cancelledAppointments >= 0
  }

  var impossibility: String { "the times, the capacity or the counts of slot \(id) are impossible" }
}

extension Int64 {
  /// As a count, a number or a length. Constraints keep these small; what somebody got past them is cut
  /// off where no sum of what a store can hold overflows.
  var countable: Int { Int(clamped(to: -(1 << 40)...1 << 40)) }
}
