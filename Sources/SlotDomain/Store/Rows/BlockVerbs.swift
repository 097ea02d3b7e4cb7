/// What is done to booking blocks.
struct BlockVerbs {
  let work: Work

  // MARK: Create

  func create(_ draft: BlockDraft) throws(SlotError) {
    let block = BookingBlock(
      id: draft.id ?? BookingBlock.ID(),
      shortID: try freshShortID(),
      name: try newName(draft.name, mayBeTaken: draft.allowsSameName),
      timezone: draft.timezone,
      status: draft.status,
      bookingDisabledBefore: draft.bookingDisabledBefore,
      metadata: draft.metadata,
      createdAt: work.now,
      updatedAt: work.now
    )
    try BlockRules.check(block)
    guard try work.presentBlock(block.id) == nil else {
      throw .badRequest("There is a booking block \(block.id) already.")
    }
    try work.add(StoredBlock(key: try work.nextKey(.block), block: block))
    work.outcome.blocks.append(block)
  }

  /// - Throws: `.badRequest` E013.
  private func newName(
    _ written: String,
    mayBeTaken: Bool,
    besides id: BookingBlock.ID? = nil
  ) throws(SlotError) -> String {
    guard !mayBeTaken else { return try BlockName.kept(written, besides: []) }
    let others = try work.allBlocks().filter { $0.block.id != id }
      .sorted { ($0.block.name, $0.key) < ($1.block.name, $1.key) }
    return try BlockName.kept(written, besides: others.map { ($0.block.shortID, $0.block.name) })
  }

  /// - Throws: `.badRequest` E013 with the block that has the short id.
  func checkUnused(_ shortID: String) throws(SlotError) {
    guard let owner = try work.presentBlock(shortID: shortID) else { return }
    throw .badRequest(
      "The booking block \"\(owner.block.name)\" has the short id \(shortID) already."
    )
  }

  func freshShortID() throws(SlotError) -> String {
    while true {
      let candidate = ShortID.random()
      if try work.presentBlock(shortID: candidate) == nil { return candidate }
    }
  }

  // MARK: Change

  func update(_ id: BookingBlock.ID, _ changes: BlockChanges) throws(SlotError) {
    let stored = try work.block(id)
    var changes = changes
    // A name that it has stays allowed: older versions took blank ones, and the same one twice.
    if let name = changes.name, name != stored.block.name {
      changes.name = try newName(name, mayBeTaken: changes.allowsSameName, besides: id)
    }
    let changed = changes.applied(to: stored.block)
    try BlockRules.check(changed, from: stored.block)
    work.outcome.blocks.append(try work.save(changed, over: stored))
  }

  // MARK: Delete

  func delete(_ ids: [BookingBlock.ID], force: Bool) throws(SlotError) {
    for id in ids.withoutRepeats { try delete(id, force: force) }
  }

  private func delete(_ id: BookingBlock.ID, force: Bool) throws(SlotError) {
    let stored = try work.block(id)
    let slots = try work.slotIDs(inBlock: stored.key)
    guard force || slots.isEmpty else { throw .blockHasSlots(stored.block, count: slots.count) }
    work.total += slots.count
    for piece in slots.pieces(of: work.rows.batch) {
      var needs = Needs()
      needs.slots = piece
      needs.withAppointments = true
      try work.find(needs)
      for id in piece { try SlotVerbs(work: work).delete(try work.slot(id), force: true) }
    }
    try work.delete(stored)
    work.outcome.blocks.append(stored.block)
  }
}
