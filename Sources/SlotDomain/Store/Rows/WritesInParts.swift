/// Rows on their way to another store, of which only some are ever in memory.
struct WritesInParts {
  private static let atOnce = 5000

  private var writes = Writes()

  mutating func add(
    _ row: Writes.Row,
    _ body: (Writes) throws(SlotError) -> Void
  ) throws(SlotError) {
    writes.rows.append(row)
    if writes.rows.count == Self.atOnce { try finish(body) }
  }

  /// Hands over what is left.
  mutating func finish(_ body: (Writes) throws(SlotError) -> Void) throws(SlotError) {
    guard !writes.rows.isEmpty else { return }
    try body(writes)
    writes.rows.removeAll(keepingCapacity: true)
  }
}

extension Writes.Note {
  /// As a row of a journal has it.
  ///
  /// - Throws: `.storeDamaged` S002 when it is about no object.
  init(
    kind: Int64,
    key: Int64,
    id: IdentifierBytes?,
    block: Int64,
    before: String?,
    after: String?,
    number: Int,
    slot: Int64?,
    oldSlot: Int64?,
    in place: String
  ) throws(SlotError) {
    guard let kind = ObjectKind(rawValue: kind), let id else {
      throw .storeDamaged(place: place, reason: "a change is about no kind of object")
    }
    self.init(
      number: number,
      object: ObjectKey(kind: kind, key: key),
      id: id,
      block: block,
      slot: slot,
      oldSlot: oldSlot,
      before: before,
      after: after
    )
  }
}
