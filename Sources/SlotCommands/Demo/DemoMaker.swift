import SlotDomain

/// Turns plans into operations, with dice that fall the same way for the same `now`.
struct DemoMaker {
  let now: Instant
  private var dice: Dice
  private(set) var blocks: [Operation] = []
  private var slots: [SlotDraft] = []
  private var appointments: [AppointmentDraft] = []
  private var cancelled: [Appointment.ID] = []
  private var disabled: [Slot.ID] = []
  private var locks: [Operation] = []
  /// Who comes on which day: nobody has two appointments on one.
  private var visitors: [CivilDate: Set<Int>] = [:]
  /// Before everything that can be booked closes.
  private(set) var earliest: Instant

  init(now: Instant) {
    self.now = now
    dice = Dice(seed: UInt64(bitPattern: now.milliseconds))
    earliest = now
  }

  /// Locks come last: they would be in the way of booking.
  var operations: [Operation] {
    blocks + [
      .createSlots(slots), .createAppointments(appointments), .cancelAppointments(cancelled),
      .changeSlots(disabled, .setStatus(.disabled)),
    ] + locks
  }

  /// - Throws: `.invalidTimezone` E022 where the machine does not know the plan's zone.
  mutating func add(_ plan: DemoPlan) throws(SlotError) {
    guard let zone = try? Zone(named: plan.timezone) else { throw .invalidTimezone(plan.timezone) }
    let block = BookingBlock.ID(using: &dice)
    var made = BlockDraft(
      id: block,
      name: plan.name,
      timezone: plan.timezone,
      status: plan.status,
      bookingDisabledBefore: plan.leadTime,
      metadata: try Metadata(.object(plan.metadata))
    )
    // Who fills a store twice wants them all twice.
    made.allowsSameName = true
    blocks.append(.createBlock(made))
    let closed = plan.closedTime(in: zone, now: now)
    var free: [SlotDraft] = []
    for (index, range) in plan.ranges(in: zone, now: now).enumerated() {
      earliest = min(earliest, range.start - .seconds(plan.leadTime) - .hours(1))
      var draft = SlotDraft(id: Slot.ID(using: &dice), blockID: block, range: range)
      draft.capacity = plan.capacities[index % plan.capacities.count]
      if dice.rolls(0.03) { draft.metadata = try DemoPeople.remark(&dice) }
      if dice.rolls(0.04) { draft.isLockable = false }
      slots.append(draft)
      let isClosed = closed?.overlaps(range) ?? false
      let demand = isClosed ? 0.85 : plan.demand(at: range.start, in: zone, now: now)
      let taken = try fill(draft, demand, on: zone.date(range.start))
      guard let id = draft.id, plan.status == .published else { continue }
      if isClosed || taken == 0 && dice.rolls(0.04) {
        disabled.append(id)
      } else if taken < draft.capacity, draft.isLockable {
        free.append(draft)
      }
    }
    if plan.status == .published { lock(free, plan) }
  }

  /// Books some of a slot's places, and now and then one that is cancelled again.
  private mutating func fill(
    _ slot: SlotDraft,
    _ demand: Double,
    on date: CivilDate
  ) throws(SlotError) -> Int {
    // A slot is asked for or is not; one that is has most of its places taken.
    guard dice.rolls(demand) else { return 0 }
    var taken = 0
    for _ in 0..<slot.capacity where taken == 0 || dice.rolls(0.8) {
      let isCancelled = dice.rolls(0.04)
      try book(slot, on: date, isCancelled: isCancelled)
      if !isCancelled { taken += 1 }
    }
    return taken
  }

  private mutating func visitor(on date: CivilDate) -> Int {
    var index = Int(dice.next() % UInt64(DemoPeople.count))
    while visitors[date, default: []].contains(index) { index = (index + 1) % DemoPeople.count }
    visitors[date, default: []].insert(index)
    return index
  }

  private mutating func book(
    _ slot: SlotDraft,
    on date: CivilDate,
    isCancelled: Bool
  ) throws(SlotError) {
    guard let slotID = slot.id else { return }
    let id = Appointment.ID(using: &dice)
    let metadata = try DemoPeople.metadata(of: visitor(on: date), &dice)
    appointments.append(AppointmentDraft(id: id, slotID: slotID, metadata: metadata))
    if isCancelled { cancelled.append(id) }
  }

  /// Locks two of the next free slots for some minutes from the real now on.
  private mutating func lock(_ free: [SlotDraft], _ plan: DemoPlan) {
    let open = now + .seconds(plan.leadTime) + .minutes(10)
    let next = free.filter { $0.range.start > open }.sorted { $0.range.start < $1.range.start }
    for (slot, minutes) in zip(next.dropFirst().prefix(2), [25, 8]) {
      guard let id = slot.id else { continue }
      let key = "\(Slot.ID(using: &dice))"
      locks.append(.changeSlots([id], .lock(until: now + .minutes(minutes), key: key)))
    }
  }
}

/// A small generator of equal quality on every machine.
/// Source: Sebastiano Vigna, splitmix64, https://prng.di.unimi.it/splitmix64.c
struct Dice: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// True with a probability of `chance`.
  mutating func rolls(_ chance: Double) -> Bool {
    Double(next() >> 11) / Double(1 << 53) < chance
  }

  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[Int(next() % UInt64(elements.count))]
  }
}
