import SlotDomain

/// The slots that the next change is about, when that is more than the one under the cursor. Each is
/// kept as it was last read, so that those of other weeks can be counted too.
struct Marks: Hashable, Sendable {
  private var slots: [Slot.ID: Slot] = [:]
  /// Where a range begins that is still open.
  var rangeStart: Instant?

  var isEmpty: Bool { slots.isEmpty }
  var count: Int { slots.count }
  var ids: Set<Slot.ID> { Set(slots.keys) }

  /// In no order.
  var all: some Collection<Slot> { slots.values }

  /// By their start.
  var sorted: [Slot] {
    slots.values.sorted { ($0.range.start, $0.id) < ($1.range.start, $1.id) }
  }

  func contains(_ id: Slot.ID) -> Bool { slots[id] != nil }

  mutating func toggle(_ slot: Slot) {
    if slots.removeValue(forKey: slot.id) == nil { slots[slot.id] = slot }
  }

  mutating func insert(_ new: [Slot]) {
    for slot in new { slots[slot.id] = slot }
  }

  mutating func remove(_ ids: [Slot.ID]) {
    guard !isEmpty else { return }
    for id in ids { slots[id] = nil }
  }

  mutating func removeAll() { slots = [:] }

  /// Takes a new look at a stretch of some blocks' time: marked slots become as they are now, and those
  /// that are no longer there are no longer marked.
  mutating func refresh(_ present: [Slot], in range: TimeRange, of blocks: [BookingBlock.ID]) {
    guard !isEmpty else { return }
    let before = slots
    slots = slots.filter { !$0.value.range.overlaps(range) || !blocks.contains($0.value.blockID) }
    for slot in present where before[slot.id] != nil { slots[slot.id] = slot }
  }

  /// Marked slots become as they are now, and those that are gone are no longer marked.
  mutating func renew(_ present: [Slot]) {
    let marked = slots
    slots = [:]
    insert(present.filter { marked[$0.id] != nil })
  }

  /// Whether an operation was about marked slots.
  func covers(_ operation: Operation) -> Bool {
    let ids = operation.slotsActedOn
    return !ids.isEmpty && ids.allSatisfy(contains)
  }
}

extension Operation {
  /// The slots that it changes, if it can be about many.
  fileprivate var slotsActedOn: [Slot.ID] {
    switch self {
    case .changeSlots(_, .update): []
    case .changeSlots(let ids, _): ids
    case .reviseSlots(let ids, _): ids
    case .createAppointments(let drafts): drafts.map(\.slotID)
    case .batch(_, let operations): operations.flatMap(\.slotsActedOn)
    case .createSlots, .releaseOwnLock, .createBlock, .updateBlock, .setBlockStatus, .deleteBlocks,
      .updateAppointments, .cancelAppointments, .enableAppointments, .rescheduleAppointment,
      .deleteAppointments:
      []
    }
  }
}
