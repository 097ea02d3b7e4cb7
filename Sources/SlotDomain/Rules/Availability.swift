/// A reason why a slot cannot be booked.
public enum Obstacle: Hashable, Sendable {
  case blockIsDraft
  case disabled
  case locked(Slot.Lock)
  case full
  /// Booking closed at this moment: the start, less the block's `bookingDisabledBefore`.
  case closed(since: Instant)
}

extension Slot {
  /// Every reason why nobody can book a place at `now`, in the order in which a booking is refused.
  /// Empty: available. What is told of a slot is its `state`.
  public func obstacles(in block: BookingBlock, at now: Instant) -> [Obstacle] {
    var obstacles: [Obstacle] = []
    if block.status == .draft { obstacles.append(.blockIsDraft) }
    if status == .disabled { obstacles.append(.disabled) }
    if let lock = lock(at: now) { obstacles.append(.locked(lock)) }
    if activeAppointments >= capacity { obstacles.append(.full) }
    let closing = bookingCloses(in: block)
    if now >= closing { obstacles.append(.closed(since: closing)) }
    return obstacles
  }

  public func isAvailable(in block: BookingBlock, at now: Instant) -> Bool {
    status == .active && activeAppointments < capacity && block.status == .published
      && now < bookingCloses(in: block) && lock(at: now) == nil
  }

  /// First moment at which it is too late to book.
  public func bookingCloses(in block: BookingBlock) -> Instant {
    range.start - .seconds(block.bookingDisabledBefore)
  }
}

extension BookingBlock {
  /// The first start that it is not too late to book.
  func earliestBookable(at now: Instant) -> Instant {
    now + .seconds(bookingDisabledBefore) + Span(milliseconds: 1)
  }
}
