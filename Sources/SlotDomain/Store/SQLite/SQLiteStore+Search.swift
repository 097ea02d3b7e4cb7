/// A search reads row after row, newest first. An index of words would make it faster and every
/// change slower; in steps nobody waits for either.
extension SQLiteStore {
  /// More are left to the next step, since each has to be looked up.
  private static let mostHits = 100

  public func search(
    _ query: SearchQuery,
    from position: SearchPosition,
    rows: Int
  ) throws(SlotError) -> SearchStep {
    try connection.read { () throws(SlotError) in
      let blocks = SearchedBlocks(try blocks(named: query))
      switch position.stage {
      case .names:
        let hits = blocks.hits + (try hitsByID(query, blocks))
        return SearchStep(hits: hits, next: SearchPosition(stage: .appointments))
      case .appointments:
        return try scan("appointment", query, blocks, position, rows: rows, then: .slots) {
          (key) throws(SlotError) in
          try self.appointmentHit("a.key = ?", { $0.bind(1, key) }, query, blocks)
        }
      case .slots:
        return try scan("slot", query, blocks, position, rows: rows, then: nil) {
          (key) throws(SlotError) in
          try self.slotHit("key = ?", { $0.bind(1, key) }, query, blocks)
        }
      }
    }
  }

  // MARK: Blocks

  fileprivate struct SearchedBlock {
    let key: Int64
    let id: BookingBlock.ID
    let name: String
    /// For each word, whether the name has it.
    let found: [Bool]
  }

  /// The blocks, as a search sees them.
  fileprivate struct SearchedBlocks {
    let byKey: [Int64: SearchedBlock]
    /// For each word, whether any block's name has it.
    let found: [Bool]

    init(_ blocks: [SearchedBlock]) {
      byKey = Dictionary(blocks.map { ($0.key, $0) }) { first, _ in first }
      found = (blocks.first?.found ?? []).indices.map { word in
        blocks.contains { $0.found[word] }
      }
    }

    /// Those whose name has every word.
    var hits: [SearchHit] {
      byKey.values.filter { !$0.found.contains(false) }
        .map { SearchHit(block: $0.id, label: $0.name) }
    }
  }

  private func blocks(named query: SearchQuery) throws(SlotError) -> [SearchedBlock] {
    try connection.statement("SELECT key, id, name FROM block")
      .all { (row) throws(SlotError) in
        let name = row.text(2)
        return SearchedBlock(
          key: row.integer(0),
          id: try row.identifier(1),
          name: name,
          found: query.found(in: name)
        )
      }
  }

  // MARK: Rows

  private func scan(
    _ table: String,
    _ query: SearchQuery,
    _ blocks: SearchedBlocks,
    _ position: SearchPosition,
    rows: Int,
    then next: SearchPosition.Stage?,
    hit: (Int64) throws(SlotError) -> SearchHit?
  ) throws(SlotError) -> SearchStep {
    var position = position
    var found: [Int64] = []
    var values = FoldedValues()
    var left = rows
    let statement = try connection.statement(
      "SELECT key, metadata FROM \(table) WHERE key < ?1 ORDER BY key DESC LIMIT ?2"
    )
    .bind(1, position.last).bind(2, rows)
    while left > 0, found.count < Self.mostHits, try statement.step() {
      left -= 1
      position.last = statement.integer(0)
      let isEmpty = statement.withText(1) { json in
        // `{}`, as most slots have it.
        if json.count > 2 { values.fold(json) }
        return json.count <= 2
      }
      if !isEmpty, query.isFound(in: values, elsewhere: blocks.found) {
        found.append(position.last)
      }
    }
    let isAtEnd = left > 0 && found.count < Self.mostHits
    statement.reset()
    var hits: [SearchHit] = []
    for key in found {
      if let hit = try hit(key) { hits.append(hit) }
    }
    return SearchStep(hits: hits, next: isAtEnd ? next.map { SearchPosition(stage: $0) } : position)
  }

  private func appointmentHit(
    _ condition: String,
    _ bind: (Statement) -> Statement,
    _ query: SearchQuery,
    _ blocks: SearchedBlocks,
    isByID: Bool = false
  ) throws(SlotError) -> SearchHit? {
    let statement = try connection.statement(
      """
      SELECT s.block, s.id, s.start_at, s.end_at, a.metadata, a.id, a.cancelled
      FROM appointment a JOIN slot s ON s.key = a.slot WHERE \(condition)
      """
    )
    return try bind(statement).first { (row) throws(SlotError) in
      let id = try row.identifier(5, of: Appointment.self)
      let metadata = row.metadata(4)
      guard let block = blocks.byKey[row.integer(0)],
        let findings = query.findings(metadata, in: block, id: isByID ? id : nil)
      else { return nil }
      return SearchHit(
        block: block.id,
        slot: try row.identifier(1),
        range: TimeRange(start: row.instant(2), end: row.instant(3)),
        appointment: id,
        isCancelled: row.bool(6),
        label: metadata.label ?? id.short,
        findings: findings
      )
    }.flatMap { $0 }
  }

  private func slotHit(
    _ condition: String,
    _ bind: (Statement) -> Statement,
    _ query: SearchQuery,
    _ blocks: SearchedBlocks,
    isByID: Bool = false
  ) throws(SlotError) -> SearchHit? {
    let statement = try connection.statement(
      "SELECT block, id, start_at, end_at, metadata FROM slot WHERE \(condition)"
    )
    return try bind(statement).first { (row) throws(SlotError) in
      let id = try row.identifier(1, of: Slot.self)
      let metadata = row.metadata(4)
      guard let block = blocks.byKey[row.integer(0)],
        let findings = query.findings(metadata, in: block, id: isByID ? id : nil)
      else { return nil }
      return SearchHit(
        block: block.id,
        slot: id,
        range: TimeRange(start: row.instant(2), end: row.instant(3)),
        label: metadata.label,
        findings: findings
      )
    }.flatMap { $0 }
  }

  // MARK: Ids

  /// The slot or appointment whose id a word begins, when it is the only one; the other words must be
  /// found there too.
  private func hitsByID(
    _ query: SearchQuery,
    _ blocks: SearchedBlocks
  ) throws(SlotError) -> [SearchHit] {
    var hits: [SearchHit] = []
    for prefix in query.words.compactMap(\.prefix) {
      let slots = try slotIDs(beginning: prefix, limit: 2)
      if slots.count == 1,
        let hit = try slotHit("id = ?", { $0.bind(1, slots[0]) }, query, blocks, isByID: true)
      {
        hits.append(hit)
      }
      let appointments = try appointmentIDs(beginning: prefix, limit: 2)
      if appointments.count == 1,
        let hit = try appointmentHit(
          "a.id = ?",
          { $0.bind(1, appointments[0]) },
          query,
          blocks,
          isByID: true
        )
      {
        hits.append(hit)
      }
    }
    return hits
  }
}

extension SearchQuery {
  /// Where the words were found on an object of a block: in its values, the block's name, its id. Nil
  /// when one is nowhere.
  fileprivate func findings<Object>(
    _ metadata: Metadata,
    in block: SQLiteStore.SearchedBlock,
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
