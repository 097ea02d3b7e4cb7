/// Changes that mean something for many slots at once: each is applied to what the slot is now. What is
/// nil (or no member) stays as it is.
public struct SlotRevision: Hashable, Sendable {
  public var move: SlotMove?
  /// Elapsed time from start to end.
  public var length: Span?
  public var capacity: Int?
  public var isLockable: Bool?
  /// Members of the metadata that get a value; null takes a member away. The others stay.
  public var metadata: JSONMembers

  public init(
    move: SlotMove? = nil,
    length: Span? = nil,
    capacity: Int? = nil,
    isLockable: Bool? = nil,
    metadata: JSONMembers = [:]
  ) {
    self.move = move
    self.length = length
    self.capacity = capacity
    self.isLockable = isLockable
    self.metadata = metadata
  }

  /// The slot with these values. `updatedAt` is the caller's to set.
  ///
  /// - `zone`: The block's, whose wall clock a move by days keeps.
  /// - Throws: `.invalidDate` E021 where that clock skips the new start, `.metadataTooLong` E042.
  public func applied(to slot: Slot, in zone: Zone) throws(SlotError) -> Slot {
    var slot = slot
    let span = length ?? slot.range.length
    let start = try move?.applied(to: slot.range.start, in: zone) ?? slot.range.start
    slot.range = TimeRange(start: start, end: start + span)
    slot.capacity = capacity ?? slot.capacity
    slot.isLockable = isLockable ?? slot.isLockable
    if !metadata.isEmpty { slot.metadata = try slot.metadata.merging(metadata) }
    return slot
  }
}

/// By how much a slot is moved: days of the wall clock first, elapsed time after that, so that a week
/// over a clock change keeps the time on the wall, and a quarter of an hour is one.
public struct SlotMove: Hashable, Sendable {
  public var days: Int
  public var span: Span

  public init(days: Int = 0, span: Span = Span(milliseconds: 0)) {
    self.days = days
    self.span = span
  }

  /// Terms such as `+15`, `-30m`, `+2h`, `+1d` and `-1w`, with blanks between them. A number alone is
  /// minutes; nil for anything else.
  public init?(_ text: String) {
    self.init()
    let terms = text.split(separator: " ")
    guard !terms.isEmpty else { return nil }
    for term in terms {
      let unit = term.last.flatMap { $0.isNumber ? nil : $0 }
      let digits = unit == nil ? term : term.dropLast()
      guard let number = Int(digits), (-1_000_000...1_000_000).contains(number) else {
        return nil
      }
      switch unit {
      case nil, "m": span = Span(milliseconds: span.milliseconds + Int64(number) * 60_000)
      case "h": span = Span(milliseconds: span.milliseconds + Int64(number) * 3_600_000)
      case "d": days += number
      case "w": days += number * 7
      default: return nil
      }
    }
  }

  /// Of a time that the clock shows twice, the showing with the same offset is meant, else the first.
  ///
  /// - Throws: `.invalidDate` E021 for a time that the clock skips, E022 for days of a lost zone.
  func applied(to start: Instant, in zone: Zone) throws(SlotError) -> Instant {
    guard days != 0 else { return start + span }
    try SlotError.aboutTime(zone.mustBeKnown)
    var local = zone.local(start)
    local.date = local.date.adding(days: days)
    switch zone.resolve(local) {
    case .one(let instant): return instant + span
    case .gap(let gap): throw .invalidDate(.doesNotExist(local, gap: gap))
    case .twice(let first, let second):
      let isSecond = zone.offset(at: second) == zone.offset(at: start)
      return (isSecond ? second : first) + span
    }
  }
}
