/// What making many slots would come to, told before anything is made. Pure: whoever asks has read
/// what is there.
public struct SlotPlan: Hashable, Sendable {
  /// A slot that cannot be made, and why.
  public struct Skipped: Hashable, Sendable {
    /// When it would start; where the clock skips that time, the moment of the jump.
    public let start: Instant
    /// Its code and its sentence.
    public let error: SlotError

    public init(start: Instant, error: SlotError) {
      self.start = start
      self.error = error
    }
  }

  /// What would be made, by start.
  public private(set) var created: [SlotDraft] = []
  /// What is there already: a slot from the same start to the same end.
  public private(set) var existing: [Slot] = []
  /// By start.
  public private(set) var skipped: [Skipped]
  /// Of the skipped ones, those that something stands in the way of, by start.
  public private(set) var collisions: [Skipped] = []
  /// How many would be made where all that is there within half a day is disabled: on days that were closed.
  public private(set) var amongDisabled = 0

  /// - Parameters:
  ///   - drafts: What is wanted, all in one block.
  ///   - skipped: What could not even become a draft.
  ///   - present: All slots of that block between the first start and the last end, by start.
  ///   - last: What would be made before them, none of it later than their first start.
  public init(
    _ drafts: [SlotDraft],
    skipped: [Skipped] = [],
    present: [Slot],
    after last: TimeRange? = nil
  ) {
    self.skipped = skipped
    var last = last
    // Room for all at once: a list that grows is for a moment there twice.
    created.reserveCapacity(max(0, drafts.count - present.count))
    existing.reserveCapacity(min(drafts.count, present.count))
    var next = 0
    for draft in Self.byStart(drafts) {
      let range = draft.range
      while next < present.count, present[next].range.end <= range.start { next += 1 }
      if next < present.count, present[next].range.overlaps(range) {
        refuse(draft, inTheWay: present[next])
      } else if let last, last.overlaps(range) {
        skip(range, .slotsOverlap(range, existing: last, isNew: true))
      } else {
        created.append(draft)
        last = range
      }
    }
    self.skipped += collisions
    self.skipped.sort { $0.start < $1.start }
    if present.contains(where: { $0.status == .disabled }) { countAmongDisabled(present) }
  }

  private mutating func countAmongDisabled(_ present: [Slot]) {
    // Of all that come before each.
    var active = [0]
    for slot in present {
      active.append(active[active.count - 1] + (slot.status == .active ? 1 : 0))
    }
    var (first, end) = (0, 0)
    for draft in created {
      let start = draft.range.start
      while first < present.count, present[first].range.start < start - .hours(12) { first += 1 }
      end = max(first, end)
      while end < present.count, present[end].range.start < start + .hours(12) { end += 1 }
      if first < end, active[first] == active[end] { amongDisabled += 1 }
    }
  }

  /// As a rule they come so: then they are not copied.
  private static func byStart(_ drafts: [SlotDraft]) -> [SlotDraft] {
    let isSorted = zip(drafts, drafts.dropFirst()).allSatisfy { $0.range.start <= $1.range.start }
    return isSorted ? drafts : drafts.sorted { $0.range.start < $1.range.start }
  }

  private mutating func refuse(_ draft: SlotDraft, inTheWay slot: Slot) {
    if slot.range == draft.range {
      existing.append(slot)
    } else {
      skip(draft.range, .slotsOverlap(draft.range, existing: slot.range, isNew: false))
    }
  }

  private mutating func skip(_ range: TimeRange, _ error: SlotError) {
    collisions.append(Skipped(start: range.start, error: error))
  }

  /// Whether all that was wanted would be made.
  public var isComplete: Bool { existing.isEmpty && skipped.isEmpty }

  /// How many are skipped because of a code.
  public func count(_ code: ErrorCode) -> Int { skipped.count { $0.error.code == code } }
}
