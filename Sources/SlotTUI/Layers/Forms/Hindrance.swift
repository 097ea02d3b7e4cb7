import SlotDomain

/// What stands against booking a slot, as the form says it: what comes first decides about the way on.
enum Hindrance: Hashable, Sendable {
  /// A colleague deleted the slot.
  case deleted
  /// Nobody can be booked in this block.
  case draft
  case disabled
  case locked(Slot.Lock)
  case full
  /// Fewer places are free than are wanted.
  case few(Int)
  /// It can be booked all the same.
  case over
  case begun
  case closed(since: Instant)

  /// Nil when nothing does.
  ///
  /// - Parameters:
  ///   - slot: Which one.
  ///   - block: That of the slot; nil when it is not known any more, so that the store decides.
  ///   - places: How many are wanted.
  ///   - actor: Whose own lock is consumed by it.
  ///   - now: When it would be booked.
  init?(to slot: Slot, in block: BookingBlock?, places: Int, actor: String, at now: Instant) {
    let lock = slot.lock(at: now)
    let closing = block.map(slot.bookingCloses) ?? slot.range.start
    if block?.status == .draft {
      self = .draft
    } else if slot.status == .disabled {
      self = .disabled
    } else if let lock, lock.owner != actor {
      self = .locked(lock)
    } else if slot.freePlaces < places {
      self = slot.freePlaces <= 0 ? .full : .few(slot.freePlaces)
    } else if slot.range.end <= now {
      self = .over
    } else if slot.range.start <= now {
      self = .begun
    } else if now >= closing {
      self = .closed(since: closing)
    } else {
      return nil
    }
  }

  /// Whether Enter books all the same.
  var isOnlyLate: Bool {
    switch self {
    case .over, .begun, .closed: true
    case .deleted, .draft, .disabled, .locked, .full, .few: false
    }
  }

  /// Whether another slot of the block can be proposed.
  var hasOtherPlaces: Bool {
    switch self {
    case .deleted, .disabled, .locked, .full, .few: true
    case .draft, .over, .begun, .closed: false
    }
  }

  /// As the beginning of a sentence.
  ///
  /// - Parameters:
  ///   - slot: The one that it is about.
  ///   - block: The block's name.
  ///   - desk: How times are written.
  func words(_ slot: Slot, _ block: String, _ desk: Desk) -> String {
    let times = desk.times(of: slot)
    switch self {
    case .deleted: return "This slot was deleted"
    case .draft: return "\(block) is a draft: nobody can book it"
    case .disabled: return "Disabled"
    case .locked(let lock):
      return "Locked by \(lock.owner) for \((lock.end - desk.now).timeLeft)"
    case .full: return "Full"
    case .few(let free): return "Only \(counted(free, "place")) \(free == 1 ? "is" : "are") free"
    case .over: return "This slot is over"
    case .begun: return "It began at \(times.clock(slot.range.start))"
    case .closed(let since):
      return capitalized(SlotSentence.closed(since: since, of: slot, times, now: desk.now))
    }
  }
}
