import SlotDomain

extension Slot {
  /// Of all moments at which a slot's state or a lock's minutes change, the next one.
  static func nextChange(of slots: [Slot], in block: BookingBlock, after now: Instant) -> Instant? {
    var next: Instant?
    func consider(_ moment: Instant) {
      if moment > now, moment < next ?? moment + .minutes(1) { next = moment }
    }
    for slot in slots {
      consider(slot.range.start)
      consider(slot.range.end)
      consider(slot.bookingCloses(in: block))
      if let lock = slot.lock(at: now) {
        // Its minutes count down from its end.
        consider(now + Span(milliseconds: (lock.end - now).milliseconds % 60_000 + 1))
      }
    }
    return next
  }
}
