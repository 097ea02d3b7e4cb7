/// One action on its way into a store: what it has found there, what it has decided, and the rows that
/// wait to be written.
///
/// Whatever it is asked for is as the action has left it so far. What waits is written before anything
/// else is looked up, so that no engine's answer is older than that.
final class Work {
  let rows: any RowEngine
  let now: Instant
  let actor: String
  var outcome = Outcome()
  /// Objects that it is about, as far as that is known.
  var total: Int
  private(set) var changes = 0
  /// Objects that were looked at and stay as they are.
  private var unchanged = 0
  private let verb: Action.Verb
  let isTrial: Bool
  private let onProgress: ((WorkProgress) -> WorkProgress.Answer)?

  // What was looked up, by id; nil for what is not there.
  private var blocks: [BookingBlock.ID: StoredBlock?] = [:]
  private var blockIDs: [Int64: BookingBlock.ID] = [:]
  private var hasAllBlocks = false
  /// Of all blocks; nil until one of them was asked for by its short id.
  private var shortIDs: [String: BookingBlock.ID]?
  private var slots: [Slot.ID: StoredSlot?] = [:]
  private var appointments: [Appointment.ID: StoredAppointment?] = [:]
  /// All that are on a slot.
  private var guests: [Slot.ID: [Appointment.ID]] = [:]
  private var opening: Set<LockKey> = []
  /// By block.
  private var taken: [Int64: TakenTime] = [:]
  private var slotCounts: [Int64: Int] = [:]
  private var freeKeys: [KeyKind: [Range<Int64>]] = [:]
  /// Of the action. It comes with the first batch, as an engine knows it only when it keeps others away.
  private var number: Action.ID?

  /// On its way.
  private var waiting = Writes()
  /// Slots that were made last, on their way into one row.
  private var created: CreatedSlots?

  /// - `total`: Objects that it is about.
  /// - `isTrial`: Nothing is kept.
  init(
    _ verb: Action.Verb,
    of total: Int,
    _ rows: any RowEngine,
    at now: Instant,
    by actor: String,
    isTrial: Bool = false,
    onProgress: ((WorkProgress) -> WorkProgress.Answer)?
  ) {
    self.verb = verb
    self.total = total
    self.rows = rows
    self.now = now
    self.actor = actor
    self.isTrial = isTrial
    self.onProgress = onProgress
  }

  /// When a change of an object counts as made: now, but always later than its last one, so that
  /// whoever compares `updated_at` notices it.
  func stamp(after last: Instant) -> Instant {
    max(now, last + Span(milliseconds: 1))
  }

  // MARK: Looking up

  /// Finds in one batch what is going to be asked for, without what is known already.
  @discardableResult
  func find(_ needs: Needs) throws(SlotError) -> Found {
    var needs = unknown(of: needs)
    guard !needs.isEmpty else { return Found() }
    if number == nil { needs.freeKeys[.action] = 1 }
    try send()
    let found = try rows.find(needs)
    note(found, of: needs)
    return found
  }

  private func unknown(of needs: Needs) -> Needs {
    var needs = needs
    if hasAllBlocks { needs.allBlocks = false }
    if !blocks.isEmpty { needs.blocks.removeAll { blocks[$0] != nil } }
    if !blockIDs.isEmpty { needs.blockKeys.removeAll { blockIDs[$0] != nil } }
    if !slots.isEmpty, !needs.withAppointments { needs.slots.removeAll { slots[$0] != nil } }
    if !appointments.isEmpty { needs.appointments.removeAll { appointments[$0] != nil } }
    needs.freeKeys = needs.freeKeys.filter { kind, count in
      freeKeys[kind, default: []].reduce(0) { $0 + $1.count } < count
    }
    return needs
  }

  private func note(_ found: Found, of needs: Needs) {
    if needs.allBlocks { hasAllBlocks = true }
    for block in found.blocks { note(block) }
    for id in needs.blocks where blocks[id] == nil { blocks.updateValue(nil, forKey: id) }
    slots.reserveCapacity(slots.count + needs.slots.count)
    for slot in found.slots { slots.updateValue(slot, forKey: slot.slot.id) }
    if found.slots.count < needs.slots.count {
      for id in needs.slots where slots[id] == nil { slots.updateValue(nil, forKey: id) }
    }
    for one in found.appointments { appointments.updateValue(one, forKey: one.appointment.id) }
    for id in needs.appointments where appointments[id] == nil {
      appointments.updateValue(nil, forKey: id)
    }
    if needs.withAppointments { noteGuests(found) }
    if !found.opening.isEmpty { opening.formUnion(found.opening) }
    for (span, taken) in zip(needs.taken, found.taken) {
      guard let key = taken.blockKey else { continue }
      self.taken[key, default: TakenTime()].learn(taken.ranges, in: span.ranges)
    }
    slotCounts.merge(found.slotCounts) { _, new in new }
    freeKeys.merge(found.freeKeys) { $0 + $1 }
    if number == nil { number = freeKeys.removeValue(forKey: .action)?.first?.first }
  }

  private func noteGuests(_ found: Found) {
    for slot in found.slots { guests[slot.slot.id] = [] }
    for one in found.appointments { guests[one.appointment.slotID]?.append(one.appointment.id) }
  }

  private func note(_ stored: StoredBlock) {
    blocks.updateValue(stored, forKey: stored.block.id)
    blockIDs[stored.key] = stored.block.id
    shortIDs?[stored.block.shortID] = stored.block.id
  }

  /// Forgets what was looked up, so that of many objects only some are in memory.
  func forget() {
    slots.removeAll(keepingCapacity: true)
    appointments.removeAll(keepingCapacity: true)
    guests.removeAll()
    opening.removeAll()
    taken.removeAll()
    slotCounts.removeAll()
  }

  /// Ends a part that nothing later looks back at: of a trial it need not even be written.
  func endPart() throws(SlotError) {
    forget()
    guard isTrial else { return try send() }
    waiting = Writes()
  }

  // MARK: Blocks

  /// - Throws: `.blockNotFound` E052.
  func block(_ id: BookingBlock.ID) throws(SlotError) -> StoredBlock {
    guard let found = try presentBlock(id) else { throw .blockNotFound("\(id)") }
    return found
  }

  func block(key: Int64) throws(SlotError) -> StoredBlock {
    guard let found = try presentBlock(key: key) else { throw .blockNotFound("\(key)") }
    return found
  }

  func presentBlock(_ id: BookingBlock.ID) throws(SlotError) -> StoredBlock? {
    if let known = blocks[id] { return known }
    guard !hasAllBlocks else { return nil }
    var needs = Needs()
    needs.blocks = [id]
    try find(needs)
    return blocks[id] ?? nil
  }

  func presentBlock(key: Int64) throws(SlotError) -> StoredBlock? {
    if blockIDs[key] == nil, !hasAllBlocks {
      var needs = Needs()
      needs.blockKeys = [key]
      try find(needs)
    }
    guard let id = blockIDs[key], let found = blocks[id] ?? nil, found.key == key else {
      return nil
    }
    return found
  }

  func allBlocks() throws(SlotError) -> [StoredBlock] {
    var needs = Needs()
    needs.allBlocks = true
    try find(needs)
    return blocks.values.compactMap { $0 }
  }

  func presentBlock(shortID: String) throws(SlotError) -> StoredBlock? {
    if shortIDs == nil {
      let ids = try allBlocks().map { ($0.block.shortID, $0.block.id) }
      shortIDs = Dictionary(ids) { first, _ in first }
    }
    return shortIDs?[shortID].flatMap { blocks[$0] ?? nil }
  }

  /// The slots in a block, in order of their start.
  func slotIDs(inBlock key: Int64) throws(SlotError) -> [Slot.ID] {
    var needs = Needs()
    needs.slotsOfBlocks = [key]
    return try find(needs).slotsOfBlocks[key] ?? []
  }

  func countSlots(inBlock key: Int64) throws(SlotError) -> Int {
    var needs = Needs()
    if slotCounts[key] == nil { needs.slotCounts = [key] }
    try find(needs)
    return slotCounts[key] ?? 0
  }

  // MARK: Slots

  /// - Throws: `.slotNotFound` E025.
  func slot(_ id: Slot.ID) throws(SlotError) -> StoredSlot {
    guard let found = try presentSlot(id) else { throw .slotNotFound("\(id)") }
    return found
  }

  func presentSlot(_ id: Slot.ID) throws(SlotError) -> StoredSlot? {
    if let known = slots[id] { return known }
    var needs = Needs()
    needs.slots = [id]
    try find(needs)
    return slots[id] ?? nil
  }

  /// The slots that are still there, in the order of their keys.
  func slots(keys: [Int64]) throws(SlotError) -> [StoredSlot] {
    guard !keys.isEmpty else { return [] }
    var needs = Needs()
    needs.slotKeys = keys
    return try find(needs).slots
  }

  /// Those of a block's slots that came from calendars, with what they are known by there.
  func slotsWithUID(inBlock key: Int64) throws(SlotError) -> [(key: Int64, uid: String)] {
    try send()
    return try rows.slotsWithUID(inBlock: key)
  }

  /// The appointments on a slot, in the order in which they were made.
  func appointments(on stored: StoredSlot) throws(SlotError) -> [StoredAppointment] {
    guard stored.slot.appointments > 0 else { return [] }
    let id = stored.slot.id
    if guests[id] == nil {
      var needs = Needs()
      needs.slots = [id]
      needs.withAppointments = true
      try find(needs)
    }
    return (guests[id] ?? []).compactMap { appointments[$0] ?? nil }
  }

  /// Whether a key is that of the slot's present lock.
  func opens(_ key: String, _ stored: StoredSlot) throws(SlotError) -> Bool {
    stored.slot.lock(at: now) != nil
      && opening.contains(LockKey(slot: stored.slot.id, text: key))
  }

  // MARK: Time

  /// Finds in one batch when slots are there around some ranges.
  func findTaken(_ ranges: [Int64: [TimeRange]]) throws(SlotError) {
    var needs = Needs()
    for (key, ranges) in ranges {
      let unknown = ranges.filter { taken[key]?.knows($0) != true }
      guard !unknown.isEmpty else { continue }
      // What lies near is read in one go.
      let spans = unknown.joined(across: .hours(24))
      needs.taken.append(TakenSpan(block: .key(key), ranges: spans))
    }
    try find(needs)
  }

  /// When slots are there, of a stretch of time that may hold very many: nothing of it is remembered.
  func readTaken(
    inBlock key: Int64,
    overlapping range: TimeRange
  ) throws(SlotError) -> [TimeRange] {
    try send()
    var needs = Needs()
    needs.taken = [TakenSpan(block: .key(key), ranges: [range])]
    return try rows.find(needs).taken.first?.ranges ?? []
  }

  private func taken(
    inBlock key: Int64,
    overlapping range: TimeRange
  ) throws(SlotError) -> [TimeRange] {
    if taken[key]?.knows(range) != true { try findTaken([key: [range]]) }
    return taken[key]?.overlapping(range) ?? []
  }

  /// - Throws: `.slotsOverlap` E024.
  func checkFree(_ range: TimeRange, inBlock key: Int64) throws(SlotError) {
    try SlotRules.checkOverlaps([range], existing: try taken(inBlock: key, overlapping: range))
  }

  /// - Throws: `.slotsOverlap` E024.
  func checkMove(_ stored: StoredSlot, to range: TimeRange) throws(SlotError) {
    guard range != stored.slot.range else { return }
    let others = try taken(inBlock: stored.blockKey, overlapping: range)
    try SlotRules.checkOverlaps([range], existing: others.filter { $0 != stored.slot.range })
  }

  // MARK: Appointments

  /// - Throws: `.appointmentNotFound` E048.
  func appointment(_ id: Appointment.ID) throws(SlotError) -> StoredAppointment {
    guard let found = try presentAppointment(id) else { throw .appointmentNotFound("\(id)") }
    return found
  }

  func presentAppointment(_ id: Appointment.ID) throws(SlotError) -> StoredAppointment? {
    if let known = appointments[id] { return known }
    var needs = Needs()
    needs.appointments = [id]
    needs.withSlots = true
    try find(needs)
    return appointments[id] ?? nil
  }

  // MARK: Keys

  func actionID() throws(SlotError) -> Action.ID {
    if number == nil {
      var needs = Needs()
      needs.freeKeys = [.action: 1]
      try find(needs)
    }
    guard let number else { throw .unexpected("There is no number for an action") }
    return number
  }

  /// Keys are never used twice, because the journal speaks of deleted objects by theirs.
  func nextKey(_ kind: KeyKind) throws(SlotError) -> Int64 {
    guard let key = try nextKeys(kind, count: 1).first?.first else {
      throw .unexpected("There is no key for a \(kind)")
    }
    return key
  }

  /// So many keys, of which as many as the engine can give follow one another.
  func nextKeys(_ kind: KeyKind, count: Int) throws(SlotError) -> [Range<Int64>] {
    var left = freeKeys.removeValue(forKey: kind) ?? []
    if left.reduce(0, { $0 + $1.count }) < count {
      var needs = Needs()
      needs.freeKeys = [kind: count]
      // The engine's answer is all that is known then.
      try find(needs)
      left += freeKeys.removeValue(forKey: kind) ?? []
    }
    var taken: [Range<Int64>] = []
    var wanted = count
    while wanted > 0, let range = left.first {
      let part = range.prefix(wanted)
      taken.append(part)
      wanted -= part.count
      left[0] = part.upperBound..<range.upperBound
      if left[0].isEmpty { left.removeFirst() }
    }
    guard wanted == 0 else { throw .unexpected("There are no keys for \(count) of \(kind)") }
    freeKeys[kind] = left
    return taken
  }

  // MARK: Writing

  func add(_ stored: StoredBlock) throws(SlotError) {
    waiting.rows.append(.newBlock(stored))
    note(stored)
    // In a new block nothing is: nobody has to be asked.
    slotCounts[stored.key] = 0
    taken[stored.key, default: TakenTime()].learn([], in: [.all])
    try record(
      stored.key,
      .block,
      stored.block.id,
      in: stored.key,
      nil,
      JournalValues.all(stored.block)
    )
  }

  /// The block with new values; nothing is written when they are the old ones.
  @discardableResult
  func save(_ changed: BookingBlock, over stored: StoredBlock) throws(SlotError) -> BookingBlock {
    guard changed != stored.block else { return stored.block }
    try refuseLoss(of: stored.block.metadata, to: changed.metadata, "booking block", changed.id)
    var changed = changed
    changed.updatedAt = stamp(after: stored.block.updatedAt)
    let new = StoredBlock(key: stored.key, block: changed)
    waiting.rows.append(.block(new))
    note(new)
    let (before, after) = JournalValues.difference(stored.block, changed)
    try record(stored.key, .block, changed.id, in: stored.key, before, after)
    return changed
  }

  func delete(_ stored: StoredBlock) throws(SlotError) {
    try refuseLoss(of: stored.block.metadata, to: nil, "booking block", stored.block.id)
    waiting.rows.append(.noBlock(key: stored.key))
    blocks.updateValue(nil, forKey: stored.block.id)
    shortIDs?[stored.block.shortID] = nil
    try record(
      stored.key,
      .block,
      stored.block.id,
      in: stored.key,
      JournalValues.all(stored.block),
      nil
    )
  }

  /// A slot that comes back; one that is new is created.
  func add(_ stored: StoredSlot) throws(SlotError) {
    queue(stored)
    try record(
      stored.key,
      .slot,
      stored.slot.id,
      in: stored.blockKey,
      nil,
      JournalValues.all(stored.slot)
    )
  }

  /// A slot that was made, with a key that was never used before.
  func create(_ stored: StoredSlot) throws(SlotError) {
    queue(stored)
    try count()
    if created?.isContinued(by: stored) == true {
      created?.append(stored.slot)
    } else {
      finishCreated()
      created = CreatedSlots(stored, number: changes, action: try actionID())
    }
    try sendWhenMany()
  }

  private func queue(_ stored: StoredSlot) {
    waiting.rows.append(.newSlot(stored))
    if !slots.isEmpty, slots[stored.slot.id] != nil {
      slots.updateValue(stored, forKey: stored.slot.id)
    }
    if !taken.isEmpty { taken[stored.blockKey]?.add(stored.slot.range) }
    if !slotCounts.isEmpty { slotCounts[stored.blockKey]? += 1 }
  }

  /// The slot with new values; nothing is written when they are the old ones.
  @discardableResult
  func save(_ changed: Slot, over stored: StoredSlot) throws(SlotError) -> Slot {
    guard changed != stored.slot else { return stored.slot }
    try refuseLoss(of: stored.slot.metadata, to: changed.metadata, "slot", changed.id)
    var changed = changed
    changed.updatedAt = stamp(after: stored.slot.updatedAt)
    let new = StoredSlot(key: stored.key, blockKey: stored.blockKey, slot: changed)
    waiting.rows.append(.slot(new))
    slots.updateValue(new, forKey: changed.id)
    if changed.range != stored.slot.range, !taken.isEmpty {
      taken[stored.blockKey]?.remove(stored.slot.range)
      taken[stored.blockKey]?.add(changed.range)
    }
    let (before, after) = JournalValues.difference(stored.slot, changed)
    try record(stored.key, .slot, changed.id, in: stored.blockKey, before, after)
    return changed
  }

  /// A slot on which nobody is.
  func delete(_ stored: StoredSlot) throws(SlotError) {
    try refuseLoss(of: stored.slot.metadata, to: nil, "slot", stored.slot.id)
    waiting.rows.append(.noSlot(key: stored.key))
    slots.updateValue(nil, forKey: stored.slot.id)
    if !taken.isEmpty { taken[stored.blockKey]?.remove(stored.slot.range) }
    if !slotCounts.isEmpty { slotCounts[stored.blockKey]? -= 1 }
    try record(
      stored.key,
      .slot,
      stored.slot.id,
      in: stored.blockKey,
      JournalValues.all(stored.slot),
      nil
    )
  }

  /// Keeps a lock's key, under the number that is returned, and forgets those of the slot's locks
  /// that are over.
  func keep(_ key: String, ofLockUntil end: Instant, on stored: StoredSlot) throws(SlotError)
    -> Int64
  {
    let number = try nextKey(.lock)
    waiting.rows.append(.noLockKeys(slot: stored.key, until: now))
    waiting.rows.append(.lockKey(number: number, slot: stored.key, end: end, text: key))
    return number
  }

  /// An appointment that is new, or comes back.
  func add(_ stored: StoredAppointment) throws(SlotError) {
    waiting.rows.append(.newAppointment(stored))
    guests[stored.appointment.slotID] = nil
    appointments.updateValue(stored, forKey: stored.appointment.id)
    count(stored.appointment, by: 1)
    try record(stored, nil, JournalValues.all(stored.appointment))
  }

  /// The appointment with new values; nothing is written when they are the old ones.
  ///
  /// - `target`: The slot that it is on by then; nil: the same.
  @discardableResult
  func save(
    _ changed: Appointment,
    over stored: StoredAppointment,
    on target: StoredSlot? = nil
  ) throws(SlotError) -> Appointment {
    guard changed != stored.appointment else { return stored.appointment }
    try refuseLoss(of: stored.appointment.metadata, to: changed.metadata, "appointment", changed.id)
    var changed = target.map { changed.in($0.slot.blockID) } ?? changed
    changed.updatedAt = stamp(after: stored.appointment.updatedAt)
    let new = StoredAppointment(
      key: stored.key,
      slotKey: target?.key ?? stored.slotKey,
      blockKey: target?.blockKey ?? stored.blockKey,
      appointment: changed
    )
    waiting.rows.append(.appointment(new))
    appointments.updateValue(new, forKey: changed.id)
    count(stored.appointment, by: -1)
    count(changed, by: 1)
    let (before, after) = JournalValues.difference(stored.appointment, changed)
    let isMoved = new.slotKey != stored.slotKey
    if isMoved {
      guests[stored.appointment.slotID] = nil
      guests[changed.slotID] = nil
    }
    // An action on an appointment belongs to the block that it was in.
    let noted = StoredAppointment(
      key: new.key,
      slotKey: new.slotKey,
      blockKey: stored.blockKey,
      appointment: changed
    )
    try record(noted, oldSlot: isMoved ? stored.slotKey : nil, before, after)
    return changed
  }

  func delete(_ stored: StoredAppointment) throws(SlotError) {
    try refuseLoss(of: stored.appointment.metadata, to: nil, "appointment", stored.appointment.id)
    waiting.rows.append(.noAppointment(key: stored.key))
    appointments.updateValue(nil, forKey: stored.appointment.id)
    count(stored.appointment, by: -1)
    try record(stored, JournalValues.all(stored.appointment), nil)
  }

  /// What an engine counts for itself when it writes the appointment.
  private func count(_ appointment: Appointment, by difference: Int) {
    guard let known = slots[appointment.slotID], var stored = known else { return }
    switch appointment.status {
    case .active: stored.slot.activeAppointments += difference
    case .cancelled: stored.slot.cancelledAppointments += difference
    }
    slots.updateValue(stored, forKey: appointment.slotID)
  }

  // MARK: The journal

  /// Metadata that another program wrote, and that cannot be read, could not be brought back: neither another
  /// one takes its place, nor goes it with its object.
  ///
  /// - Throws: `.storeDamaged` S002.
  private func refuseLoss<Object>(
    of metadata: Metadata,
    to other: Metadata?,
    _ kind: String,
    _ id: Identifier<Object>
  ) throws(SlotError) {
    guard metadata != other, !metadata.isObject else { return }
    throw .storeDamaged(
      place: rows.place,
      reason: "the metadata of the \(kind) \(id) cannot be read"
    )
  }

  private func record<Object>(
    _ key: Int64,
    _ kind: ObjectKind,
    _ id: Identifier<Object>,
    in block: Int64,
    slot: Int64? = nil,
    oldSlot: Int64? = nil,
    _ before: String?,
    _ after: String?
  ) throws(SlotError) {
    finishCreated()
    try count()
    waiting.notes.append(
      Writes.Note(
        number: changes,
        object: ObjectKey(kind: kind, key: key),
        id: IdentifierBytes(id),
        block: block,
        slot: slot,
        oldSlot: oldSlot,
        before: before,
        after: after
      )
    )
    try sendWhenMany()
  }

  private func record(
    _ stored: StoredAppointment,
    oldSlot: Int64? = nil,
    _ before: String?,
    _ after: String?
  ) throws(SlotError) {
    let id = stored.appointment.id
    try record(
      stored.key,
      .appointment,
      id,
      in: stored.blockKey,
      slot: stored.slotKey,
      oldSlot: oldSlot,
      before,
      after
    )
  }

  /// Who changed an object last before this action, and when.
  func lastChange(of object: ObjectKey) throws(SlotError) -> (actor: String, at: Instant) {
    let last = try rows.lastChanges(of: [object], before: try actionID())[object]
    return (last?.actor ?? "somebody", last?.at ?? Instant(milliseconds: 0))
  }

  private func finishCreated() {
    guard let slots = created else { return }
    created = nil
    waiting.creations.append(slots)
  }

  private func count() throws(SlotError) {
    changes += 1
    if changes.isMultiple(of: WorkProgress.stride) { try report() }
  }

  /// Notes that an object was as it should be, which takes time too.
  func passOver() throws(SlotError) {
    unchanged += 1
    if unchanged.isMultiple(of: WorkProgress.stride) { try report() }
  }

  /// - Throws: `.stopped` S008.
  private func report() throws(SlotError) {
    let progress = WorkProgress(verb: verb, done: changes + unchanged, total: total)
    if onProgress?(progress) == .stop { throw .stopped }
  }

  // MARK: Sending

  private func sendWhenMany() throws(SlotError) {
    if !isTrial, waiting.rows.count >= rows.batch { try send() }
  }

  private func send() throws(SlotError) {
    guard waiting.count > 0 || !waiting.creations.isEmpty else { return }
    var writes = waiting
    waiting = Writes()
    writes.action = try actionID()
    try rows.apply(writes)
  }

  /// Writes what waits and the action's own row; nothing when nothing was changed, or all of it is only
  /// tried.
  ///
  /// - `target`: For an undo or a redo, what it is about.
  /// - `isUndo`: Whether the target is taken back by it, and not done again.
  func finish(
    reason: String?,
    target: Action.ID? = nil,
    isUndo: Bool = false
  ) throws(SlotError) -> Action? {
    guard changes > 0 else { return nil }
    finishCreated()
    let number = try actionID()
    let action = Action(
      id: number,
      at: now,
      actor: actor,
      verb: verb,
      reason: reason,
      target: target,
      objects: changes
    )
    guard !isTrial else { return action }
    waiting.action = number
    waiting.finished = action
    if let target { waiting.undone = (target, by: isUndo ? number : nil) }
    try rows.apply(waiting)
    return action
  }
}

extension Needs {
  /// Whether nothing is asked for.
  fileprivate var isEmpty: Bool {
    !allBlocks && blocks.isEmpty && blockKeys.isEmpty && slots.isEmpty && slotKeys.isEmpty
      && appointments.isEmpty && appointmentKeys.isEmpty && lockKeys.isEmpty && taken.isEmpty
      && slotsOfBlocks.isEmpty && slotCounts.isEmpty && freeKeys.isEmpty
  }
}
