/// How much of what was offered is taken: by booking block, by weekday and by hour.
///
/// A fold: slots are added one after the other and not kept, so that it does not matter how many
/// there are. A slot counts once, at its start on the wall clock of its block's zone: one from 09:30
/// to 11:00 is all of hour 9, one that begins on Sunday evening is Sunday's. Where the clock shows an
/// hour twice, both count as that hour.
public struct Occupancy: Hashable, Sendable {
  /// Places of some slots. Each is in exactly one of `taken`, `locked`, `free` and `disabled`.
  public struct Places: Hashable, Sendable {
    /// How many slots were added, of whatever status.
    public private(set) var slots = 0
    /// What the taken share is a share of: the capacity of active slots, locked ones included.
    public private(set) var offered = 0
    /// Of the offered ones, those with an active appointment. Appointments on disabled slots are not
    /// among them, so that the share is never above one.
    public private(set) var taken = 0
    /// Of the offered ones, those that are not taken and that a lock withholds.
    public private(set) var locked = 0
    /// The capacity of disabled slots, taken or not. Not offered.
    public private(set) var disabled = 0
    /// Active appointments on disabled slots: people whose place is gone.
    public private(set) var onDisabled = 0
    /// Cancelled appointments, on active and on disabled slots. They take no place.
    public private(set) var cancelled = 0

    public init() {}

    /// Of the offered ones, those that are neither taken nor locked.
    public var free: Int { offered - taken - locked }

    /// Taken of offered, 0 to 1; nil when nothing was offered.
    public var share: Double? { offered > 0 ? Double(taken) / Double(offered) : nil }

    /// The share in whole percent. 0 and 100 are said only where they are exact.
    public var percent: Int? { offered > 0 ? part(taken, of: 100) : nil }

    /// How much of a bar a number of the offered places takes: rounded, but nothing and all of it only where
    /// that is exact.
    public func part(_ number: Int, of width: Int) -> Int {
      if number == 0 || number >= offered { return number == 0 ? 0 : width }
      return min(max((number * width * 2 + offered) / (offered * 2), 1), max(1, width - 1))
    }

    fileprivate mutating func add(_ slot: Slot, at now: Instant) {
      slots += 1
      cancelled += slot.cancelledAppointments
      guard slot.status == .active else {
        disabled += slot.capacity
        onDisabled += slot.activeAppointments
        return
      }
      offered += slot.capacity
      taken += slot.activeAppointments
      if slot.lock(at: now) != nil { locked += slot.freePlaces }
    }
  }

  public private(set) var total = Places()
  /// Of the blocks that had a slot.
  public private(set) var byBlock: [BookingBlock.ID: Places] = [:]
  /// Seven, Monday first.
  private var byWeekdayIndex = [Places](repeating: Places(), count: 7)
  /// Twenty-four, by the hour that a slot starts in.
  public private(set) var byHour = [Places](repeating: Places(), count: 24)

  public init() {}

  public func places(on weekday: Weekday) -> Places { byWeekdayIndex[weekday.rawValue - 1] }

  /// Counts a slot.
  ///
  /// - `zone`: That of the slot's block: whose clock says the weekday and the hour.
  /// - `now`: When a lock has to hold to count.
  public mutating func add(_ slot: Slot, in zone: Zone, at now: Instant) {
    let start = zone.local(slot.range.start)
    total.add(slot, at: now)
    byBlock[slot.blockID, default: Places()].add(slot, at: now)
    byWeekdayIndex[start.date.weekday.rawValue - 1].add(slot, at: now)
    byHour[start.hour].add(slot, at: now)
  }
}
