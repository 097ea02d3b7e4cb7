/// A search reads row after row, newest first. An index of words would make it faster and every
/// change slower; in steps nobody waits for either.
struct Searching {
  /// More are left to the next step, since each has to be looked up.
  private static let mostHits = 100

  let rows: any RowEngine
  let query: SearchQuery

  /// - `count`: So many rows are looked at.
  func step(from position: SearchPosition, rows count: Int) throws(SlotError) -> SearchStep {
    var needs = Needs()
    needs.blockNames = true
    let blocks = SearchedBlocks(try rows.find(needs).blockNames, query)
    switch position.stage {
    case .names where query.scope == .people:
      return SearchStep(hits: [], next: SearchPosition(stage: .appointments))
    case .names:
      let hits = blocks.hits + (try hitsByID(blocks))
      return SearchStep(hits: hits, next: SearchPosition(stage: .appointments))
    case .appointments:
      let next: SearchPosition.Stage? = query.scope == .people ? nil : .slots
      return try scan(.appointment, blocks, position, rows: count, then: next)
    case .slots:
      return try scan(.slot, blocks, position, rows: count, then: nil)
    }
  }

  // MARK: Rows

  private func scan(
    _ kind: ObjectKind,
    _ blocks: SearchedBlocks,
    _ position: SearchPosition,
    rows count: Int,
    then next: SearchPosition.Stage?
  ) throws(SlotError) -> SearchStep {
    var position = position
    var found: [Int64] = []
    var values = FoldedValues()
    var left = count
    try rows.scan(kind, below: position.last, limit: count) { key, json in
      left -= 1
      position.last = key
      // `{}`, as most slots have it.
      if json.count > 2 {
        if query.scope == .people { values.fold(person: json) } else { values.fold(json) }
        if query.isFound(in: values, elsewhere: blocks.found) { found.append(key) }
      }
      return found.count < Self.mostHits
    }
    let isAtEnd = left > 0 && found.count < Self.mostHits
    let hits =
      switch kind {
      case .appointment: try appointmentHits(found, blocks)
      case .slot, .block: try slotHits(found, blocks)
      }
    return SearchStep(hits: hits, next: isAtEnd ? next.map { SearchPosition(stage: $0) } : position)
  }

  private func appointmentHits(
    _ keys: [Int64],
    _ blocks: SearchedBlocks
  ) throws(SlotError) -> [SearchHit] {
    guard !keys.isEmpty else { return [] }
    var needs = Needs()
    needs.appointmentKeys = keys
    needs.withSlots = true
    return hits(try rows.find(needs), blocks, isByID: false)
  }

  private func slotHits(
    _ keys: [Int64],
    _ blocks: SearchedBlocks
  ) throws(SlotError) -> [SearchHit] {
    guard !keys.isEmpty else { return [] }
    var needs = Needs()
    needs.slotKeys = keys
    return try rows.find(needs).slots.compactMap { hit($0, blocks, isByID: false) }
  }

  private func hits(_ found: Found, _ blocks: SearchedBlocks, isByID: Bool) -> [SearchHit] {
    let slots = Dictionary(found.slots.map { ($0.key, $0) }) { first, _ in first }
    return found.appointments.compactMap { stored in
      slots[stored.slotKey].flatMap { hit(stored.appointment, on: $0, blocks, isByID: isByID) }
    }
  }

  private func hit(
    _ appointment: Appointment,
    on stored: StoredSlot,
    _ blocks: SearchedBlocks,
    isByID: Bool
  ) -> SearchHit? {
    guard let block = blocks.byKey[stored.blockKey],
      let findings = query.findings(
        appointment.metadata,
        in: block,
        id: isByID ? appointment.id : nil
      )
    else { return nil }
    return SearchHit(
      block: block.id,
      slot: stored.slot.id,
      range: stored.slot.range,
      appointment: appointment.id,
      isCancelled: appointment.status == .cancelled,
      person: Person(appointment.metadata),
      label: appointment.metadata.label ?? appointment.id.short,
      findings: findings
    )
  }

  private func hit(_ stored: StoredSlot, _ blocks: SearchedBlocks, isByID: Bool) -> SearchHit? {
    let slot = stored.slot
    guard let block = blocks.byKey[stored.blockKey],
      let findings = query.findings(slot.metadata, in: block, id: isByID ? slot.id : nil)
    else { return nil }
    return SearchHit(
      block: block.id,
      slot: slot.id,
      range: slot.range,
      label: slot.metadata.label,
      findings: findings
    )
  }

  // MARK: Ids

  /// The slot or appointment whose id a word begins, when it is the only one; the other words must be
  /// found there too.
  private func hitsByID(_ blocks: SearchedBlocks) throws(SlotError) -> [SearchHit] {
    var hits: [SearchHit] = []
    for prefix in query.words.compactMap(\.prefix) {
      var needs = Needs()
      let slots = try rows.identifiers(of: .slot, beginning: prefix, limit: 2)
      if slots.count == 1 { needs.slots = slots.map { $0.identifier() } }
      hits += try rows.find(needs).slots.compactMap { hit($0, blocks, isByID: true) }
      needs = Needs()
      let appointments = try rows.identifiers(of: .appointment, beginning: prefix, limit: 2)
      if appointments.count == 1 { needs.appointments = appointments.map { $0.identifier() } }
      needs.withSlots = true
      hits += self.hits(try rows.find(needs), blocks, isByID: true)
    }
    return hits
  }
}

private struct SearchedBlock {
  let id: BookingBlock.ID
  let name: String
  /// For each word, whether the name has it.
  let found: [Bool]
}

/// The blocks, as a search sees them.
private struct SearchedBlocks {
  let byKey: [Int64: SearchedBlock]
  /// For each word, whether any block's name has it; to a search for people no name matters.
  let found: [Bool]

  init(_ blocks: [NamedBlock], _ query: SearchQuery) {
    var byKey: [Int64: SearchedBlock] = [:]
    for block in blocks {
      let found =
        query.scope == .people
        ? query.words.map { _ in false } : query.found(in: block.name)
      byKey[block.key] = SearchedBlock(id: block.id, name: block.name, found: found)
    }
    self.byKey = byKey
    found = query.words.indices.map { word in
      byKey.values.contains { $0.found[word] }
    }
  }

  /// Those whose name has every word.
  var hits: [SearchHit] {
    byKey.values.filter { !$0.found.contains(false) }
      .map { SearchHit(block: $0.id, label: $0.name) }
  }
}

extension SearchQuery {
  /// Where the words were found on an object of a block: in its values, the block's name, its id. Nil
  /// when one is nowhere.
  fileprivate func findings<Object>(
    _ metadata: Metadata,
    in block: SearchedBlock,
    id: Identifier<Object>?
  ) -> [SearchHit.Finding]? {
    let isOfID = words.map { word in
      guard let id, let prefix = word.prefix else { return false }
      return prefix.contains(id)
    }
    let elsewhere = zip(block.found, isOfID).map { $0 || $1 }
    guard var findings = metadata.findings(self, elsewhere: elsewhere) else { return nil }
    if let id, isOfID.contains(true) {
      findings.append(SearchHit.Finding(key: "id", text: "\(id)"))
    }
    return findings
  }
}
