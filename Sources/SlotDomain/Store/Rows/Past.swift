/// The store as it was after one of its actions: what was changed since is taken back in memory.
///
/// The present rows are the starting point, and the changes since then are found by index, object by
/// object. Only slots that were moved or deleted since need a look at all of those changes, so that
/// a moment of today costs little however long the journal is.
final class Past: SlotReading {
  let rows: any RowEngine
  let moment: PastMoment
  /// Of blocks by their keys, as far as they were asked for.
  private var strays: [Int64: [Stray]] = [:]
  /// All blocks, by name, and the same by their ids.
  private var known: (blocks: [StoredBlock], byID: [BookingBlock.ID: StoredBlock])?
  /// How far the journal was when these were read.
  private var knownPosition: JournalPosition?

  /// A slot to which the present rows of its time do not lead.
  private struct Stray {
    let key: Int64
    let range: TimeRange
  }

  /// Where the clock was put back once, an action that has a higher number counts as later.
  init(_ rows: any RowEngine, at then: Instant) throws(SlotError) {
    self.rows = rows
    moment = try rows.moment(at: then)
  }

  // MARK: Blocks

  func blocks() throws(SlotError) -> [BookingBlock] { try storedBlocks().map(\.block) }

  func storedBlocks() throws(SlotError) -> [StoredBlock] { try allBlocks().blocks }

  func storedBlock(_ id: BookingBlock.ID) throws(SlotError) -> StoredBlock? {
    try allBlocks().byID[id]
  }

  /// Read once, since of many blocks each is asked for by itself.
  private func allBlocks() throws(SlotError) -> (
    blocks: [StoredBlock], byID: [BookingBlock.ID: StoredBlock]
  ) {
    try forgetWhatHasChanged()
    if let known { return known }
    let blocks = try readBlocks()
    let all = (blocks, Dictionary(blocks.map { ($0.block.id, $0) }) { first, _ in first })
    known = all
    return all
  }

  private func forgetWhatHasChanged() throws(SlotError) {
    let position = try position()
    if position != knownPosition { (strays, known, knownPosition) = ([:], nil, position) }
  }

  private func readBlocks() throws(SlotError) -> [StoredBlock] {
    let (present, changes) = try rows.blocks(after: moment.last)
    var blocks = Dictionary(present.map { ($0.key, $0) }) { first, _ in first }
    for (key, memory) in try memories(changes) {
      blocks[key] = try memory.block(blocks[key]?.block).map { StoredBlock(key: key, block: $0) }
    }
    return blocks.values.sorted { ($0.block.name, $0.key) < ($1.block.name, $1.key) }
  }

  // MARK: Slots

  func slots(of block: BookingBlock.ID, in range: TimeRange) throws(SlotError) -> [Slot] {
    try rows.inOneMoment { () throws(SlotError) in
      guard let block = try storedBlock(block) else { return [] }
      return try slots(of: block, in: range)
    }
  }

  func slots(of block: StoredBlock, in range: TimeRange) throws(SlotError) -> [Slot] {
    try keyedSlots(of: block, in: range).values.sorted { $0.range.start < $1.range.start }
  }

  private func keyedSlots(
    of block: StoredBlock,
    in range: TimeRange
  ) throws(SlotError) -> [Int64: Slot] {
    var present: [Int64: StoredSlot] = [:]
    for stored in try rows.slots(
      inBlock: block.key,
      overlapping: range,
      below: moment.firstNewSlot
    ) {
      present[stored.key] = stored
    }
    let others = try strays(of: block)
      .filter { $0.range.overlaps(range) && present[$0.key] == nil }.map(\.key)
    for stored in try presentSlots(others) { present[stored.key] = stored }
    let then = try slots(Set(present.keys).union(others), present, in: block.block.id)
    return then.filter { $0.value.range.overlaps(range) }
  }

  func slot(_ id: Slot.ID) throws(SlotError) -> Slot {
    let found = try rows.inOneMoment { () throws(SlotError) in try storedSlot(id)?.slot }
    guard let found else { throw .slotNotFound("\(id)") }
    return found
  }

  /// An id can have belonged to one slot, and to a new one after that was deleted.
  func storedSlot(_ id: Slot.ID) throws(SlotError) -> StoredSlot? {
    let keys = try rows.keys(of: id, after: moment.last)
    guard !keys.isEmpty else { return nil }
    var present: [Int64: StoredSlot] = [:]
    for stored in try presentSlots(keys.map(\.key)) { present[stored.key] = stored }
    for block in try storedBlocks() {
      let own = keys.filter { $0.blockKey == block.key }.map(\.key)
      let then = try slots(Set(own), present, in: block.block.id)
      if let key = own.first(where: { then[$0] != nil }), let slot = then[key] {
        return StoredSlot(key: key, blockKey: block.key, slot: slot)
      }
    }
    return nil
  }

  private func presentSlots(_ keys: [Int64]) throws(SlotError) -> [StoredSlot] {
    guard !keys.isEmpty else { return [] }
    var needs = Needs()
    needs.slotKeys = keys
    return try rows.find(needs).slots
  }

  /// Where the slots were that the present rows do not lead to. To find that out means to read all
  /// changes since, so it is done once.
  private func strays(of block: StoredBlock) throws(SlotError) -> [Stray] {
    try forgetWhatHasChanged()
    if let known = strays[block.key] { return known }
    let keys = try rows.strays(inBlock: block.key, after: moment.last)
    var present: [Int64: StoredSlot] = [:]
    for stored in try presentSlots(keys) { present[stored.key] = stored }
    let found = try slots(Set(keys), present, in: block.block.id)
      .map { Stray(key: $0.key, range: $0.value.range) }
    strays[block.key] = found
    return found
  }

  /// The first moment after another at which a slot of a block can have started.
  func possibleStart(after instant: Instant, in block: StoredBlock) throws(SlotError) -> Instant? {
    let present = try rows.nextStart(
      after: instant,
      inBlock: block.key,
      below: moment.firstNewSlot
    )
    let others = try strays(of: block).lazy.map(\.range.start).filter { $0 > instant }
    return ([present].compactMap { $0 } + [others.min()].compactMap { $0 }).min()
  }

  /// How slots were, made from how they are; what was not there is missing.
  private func slots(
    _ keys: Set<Int64>,
    _ present: [Int64: StoredSlot],
    in block: BookingBlock.ID
  ) throws(SlotError) -> [Int64: Slot] {
    let keys = keys.filter { $0 < moment.firstNewSlot }
    guard !keys.isEmpty else { return [:] }
    let memories = try memories(try rows.changes(of: .slot, Array(keys), after: moment.last))
    let touched = try touched(onSlots: Array(keys))
    var then: [Int64: Slot] = [:]
    for key in keys {
      let memory = memories[key]
      let now = present[key]?.slot
      guard var slot = memory == nil ? now : try memory?.slot(now, in: block) else { continue }
      if let touched = touched[key] { count(touched, on: key, &slot, now) }
      guard slot.isPossible else {
        throw .storeDamaged(place: rows.place, reason: slot.impossibility)
      }
      then[key] = slot
    }
    return then
  }

  /// The counts are those of today, without what was done to appointments since.
  private func count(_ guests: [Touched], on key: Int64, _ slot: inout Slot, _ present: Slot?) {
    var counts = [
      Appointment.Status.active: present?.activeAppointments ?? 0,
      .cancelled: present?.cancelledAppointments ?? 0,
    ]
    for guest in guests {
      if let now = guest.present, now.slotKey == key {
        counts[now.appointment.status, default: 0] -= 1
      }
      if let then = guest.then, then.slotID == slot.id { counts[then.status, default: 0] += 1 }
    }
    slot.activeAppointments = counts[.active] ?? 0
    slot.cancelledAppointments = counts[.cancelled] ?? 0
  }

  // MARK: Appointments

  func appointments(on slot: Slot.ID) throws(SlotError) -> [Appointment] {
    try rows.inOneMoment { () throws(SlotError) in
      guard let stored = try storedSlot(slot) else { return [] }
      let touched = try touched(onSlots: [stored.key])[stored.key] ?? []
      let changed = Set(touched.map(\.id))
      var needs = Needs()
      needs.slots = [slot]
      needs.withAppointments = true
      let found = try rows.find(needs)
      // What is on a new slot with the same id was not on this one.
      let isThere = found.slots.first?.key == stored.key
      let present = isThere ? found.appointments.map { Keyed($0.key, $0.appointment) } : []
      let unchanged = present.filter { !changed.contains($0.appointment.id) }
      let then = touched.compactMap { $0.keyed(onSlot: slot) }
        .map { Keyed($0.key, $0.appointment.in(stored.slot.blockID)) }
      return Keyed.inOrder(unchanged + then)
    }
  }

  func guests(
    of block: BookingBlock.ID,
    in range: TimeRange
  ) throws(SlotError) -> [Slot.ID: [Guest]] {
    try rows.inOneMoment { () throws(SlotError) in
      guard let block = try storedBlock(block) else { return [:] }
      return try guests(of: block, in: range)
    }
  }

  func guests(of block: StoredBlock, in range: TimeRange) throws(SlotError) -> [Slot.ID: [Guest]] {
    let slots = try keyedSlots(of: block, in: range).filter { $0.value.activeAppointments > 0 }
    guard !slots.isEmpty else { return [:] }
    let touched = try touched(onSlots: Array(slots.keys))
    var needs = Needs()
    needs.slotKeys = Array(slots.keys)
    needs.withAppointments = true
    let present = Dictionary(grouping: try rows.find(needs).appointments, by: \.slotKey)
    var guests: [Slot.ID: [Guest]] = [:]
    for (key, slot) in slots {
      let changed = Set((touched[key] ?? []).map(\.id))
      let unchanged = (present[key] ?? []).filter { !changed.contains($0.appointment.id) }
        .map { Keyed($0.key, $0.appointment) }
      let then = (touched[key] ?? []).compactMap { $0.keyed(onSlot: slot.id) }
      let active = Keyed.inOrder(unchanged + then).filter { $0.status == .active }
      guests[slot.id] = active.prefix(Period.mostGuests).map { Guest($0.id, $0.metadata) }
    }
    return guests
  }

  /// With the key by which those that were made together keep their order.
  private struct Keyed {
    let key: Int64
    let appointment: Appointment

    init(_ key: Int64, _ appointment: Appointment) {
      self.key = key
      self.appointment = appointment
    }

    /// As they were made.
    static func inOrder(_ all: [Keyed]) -> [Appointment] {
      all.sorted { ($0.appointment.createdAt, $0.key) < ($1.appointment.createdAt, $1.key) }
        .map(\.appointment)
    }
  }

  /// An appointment with a change since.
  private struct Touched {
    let key: Int64
    let id: Appointment.ID
    /// Ids of slots can be used again, and their keys cannot.
    let present: StoredAppointment?
    let then: Appointment?

    /// What it was, when it was on that slot then.
    func keyed(onSlot slot: Slot.ID) -> Keyed? {
      then.flatMap { $0.slotID == slot ? Keyed(key, $0) : nil }
    }
  }

  /// By slot, the appointments with a change since that were on it before that or after.
  private func touched(onSlots keys: [Int64]) throws(SlotError) -> [Int64: [Touched]] {
    let touched = try rows.touchedAppointments(onSlots: keys, after: moment.last)
    guard !touched.isEmpty else { return [:] }
    let keys = Array(Set(touched.map(\.key)))
    let memories = try memories(try rows.changes(of: .appointment, keys, after: moment.last))
    var needs = Needs()
    needs.appointmentKeys = keys
    let found = try rows.find(needs).appointments
    let present = Dictionary(found.map { ($0.key, $0) }) { first, _ in first }
    var bySlot: [Int64: [Touched]] = [:]
    for one in touched {
      let now = present[one.key]
      let then = try memories[one.key]?.appointment(now?.appointment)
      bySlot[one.slotKey, default: []].append(
        Touched(key: one.key, id: one.id, present: now, then: then)
      )
    }
    return bySlot
  }

  // MARK: The journal

  /// Where it stands now.
  func position() throws(SlotError) -> JournalPosition {
    var needs = Needs()
    needs.position = true
    guard let position = try rows.find(needs).position else {
      throw .unexpected("The engine does not know where it stands")
    }
    return position
  }

  /// What changes since, the newest first, say about how objects were, by their keys.
  private func memories(_ changes: [StoredChange]) throws(SlotError) -> [Int64: PastValues] {
    var memories: [Int64: PastValues] = [:]
    for change in changes {
      var memory = memories[change.key] ?? PastValues(subject: change.subject)
      try memory.takeBack(change)
      memories[change.key] = memory
    }
    return memories
  }
}
