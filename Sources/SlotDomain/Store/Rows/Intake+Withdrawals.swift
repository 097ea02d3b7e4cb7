extension Intake {
  var removed: Int { withdrawals.removed }
  var disabled: Int { withdrawals.disabled }

  /// Removes what an event no longer has. A slot that somebody is or was on cannot go: it is disabled,
  /// and who was on it is displaced.
  func take(_ record: WithdrawalRecord, _ updating: Bool) throws(SlotError) -> IntakeResult {
    let gone = try outdated(record).filter {
      $0.slot.appointments == 0 || $0.slot.status == .active
    }
    guard let first = gone.first else { return .existing }
    guard updating else { throw try refusal(of: gone.count, first.slot) }
    for stored in gone {
      if stored.slot.appointments == 0 {
        try work.delete(stored)
        withdrawals.removed += 1
      } else {
        var changed = stored.slot
        changed.status = .disabled
        try noteDisplaced(from: stored, by: changed)
        try work.save(changed, over: stored)
        withdrawals.disabled += 1
      }
    }
    return .updated
  }

  private func refusal(of count: Int, _ slot: Slot) throws(SlotError) -> SlotError {
    let start = TimeText.local(slot.range.start, in: try zone(of: slot.blockID))
    return .badRequest(
      "The event no longer has \(counted(count, "slot")) that it had here, the first at \(start). Leave"
        + " \(count == 1 ? "it as it is" : "them as they are") with --on-conflict skip, or withdraw"
        + " \(count == 1 ? "it" : "them") with --on-conflict update."
    )
  }

  // MARK: Which ones

  private func outdated(_ record: WithdrawalRecord) throws(SlotError) -> [StoredSlot] {
    let block = try blockKey(record.blockID)
    let kept = Set(record.kept.map(\.id))
    var found: [StoredSlot] = []
    var known: Set<Int64> = []
    for id in record.only ?? [] {
      guard let stored = try work.presentSlot(id), stored.blockKey == block else { continue }
      found.append(stored)
      known.insert(stored.key)
    }
    if record.only == nil || record.from != nil {
      for stored in try work.slots(keys: try keys(of: record.uid, in: block)) {
        guard !kept.contains(stored.slot.id),
          record.from.map({ stored.slot.range.start >= $0 }) ?? true,
          known.insert(stored.key).inserted
        else { continue }
        found.append(stored)
      }
    }
    let asked = found.filter { stored in record.before.map { stored.slot.range.start < $0 } ?? true
    }
    guard !asked.isEmpty else { return [] }
    let byStart = Dictionary(grouping: record.kept, by: \.range.start)
    var gone: [StoredSlot] = []
    for stored in asked {
      let same = byStart[stored.slot.range.start] ?? []
      if try !isStillThere(stored.slot, as: same, near: record.kept) { gone.append(stored) }
    }
    return gone
  }

  /// Whether the event has the slot under another id: at the same time, or, when people are on it, at a
  /// time that would not leave room for both. So they stay on what is theirs.
  private func isStillThere(
    _ slot: Slot,
    as same: [WithdrawalRecord.Kept],
    near kept: [WithdrawalRecord.Kept]
  ) throws(SlotError) -> Bool {
    let overlapping =
      slot.activeAppointments > 0 ? kept.filter { $0.range.overlaps(slot.range) } : []
    for one in same + overlapping where withdrawals.otherIDs[one.id] == nil {
      guard try work.presentSlot(one.id) == nil else { continue }
      withdrawals.otherIDs[one.id] = slot.id
      return true
    }
    return false
  }

  /// The block's slots are looked through once: the schema has no index of what is in metadata.
  private func keys(of uid: String, in block: Int64) throws(SlotError) -> [Int64] {
    if withdrawals.keys[block] == nil {
      let rows = try work.slotsWithUID(inBlock: block)
      withdrawals.keys[block] = Dictionary(grouping: rows, by: \.uid).mapValues { $0.map(\.key) }
    }
    return withdrawals.keys[block]?[uid] ?? []
  }
}
