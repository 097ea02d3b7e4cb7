/// Changes many slots relative to what each is now. Whether they are in one another's way is looked
/// at where they arrive: on the way there they may pass over each other's old places.
struct SlotRevising {
  let work: Work

  func revise(_ ids: [Slot.ID], _ revision: SlotRevision) throws(SlotError) {
    let parts = try revised(ids, revision)
    for (_, parts) in Dictionary(grouping: parts, by: \.stored.blockKey) {
      try checkArrival(of: parts)
    }
    // Whoever goes on leaves last place first, whoever goes back first place first, so that each finds
    // its own place free: no two overlap on the way, nor while an undo takes the same steps back.
    let onwards = parts.filter { $0.goesOn }.reversed()
    var slots: [Slot] = []
    for part in onwards + parts.filter({ !$0.goesOn }) {
      slots.append(try work.save(part.changed, over: part.stored))
    }
    work.outcome.slots += slots.sorted { $0.range.start < $1.range.start }
  }

  private struct Part {
    let stored: StoredSlot
    let changed: Slot

    var goesOn: Bool { changed.range.start >= stored.slot.range.start }
  }

  /// By their present start.
  private func revised(
    _ ids: [Slot.ID],
    _ revision: SlotRevision
  ) throws(SlotError) -> [Part] {
    let stored = try ids.map { (id) throws(SlotError) in try work.slot(id) }
    var zones: [Int64: Zone] = [:]
    func zone(_ key: Int64) throws(SlotError) -> Zone {
      if let zone = zones[key] { return zone }
      let zone = try work.block(key: key).block.zone
      zones[key] = zone
      return zone
    }
    let sorted = stored.sorted { $0.slot.range.start < $1.slot.range.start }
    return try sorted.map { (stored) throws(SlotError) in
      let changed = try revision.applied(to: stored.slot, in: try zone(stored.blockKey))
      try SlotRules.checkChange(from: stored.slot, to: changed)
      return Part(stored: stored, changed: changed)
    }
  }

  /// - Throws: `.slotsOverlap` E024.
  private func checkArrival(of parts: [Part]) throws(SlotError) {
    guard parts.contains(where: { $0.changed.range != $0.stored.slot.range }) else { return }
    let new = parts.map(\.changed.range).sorted { $0.start < $1.start }
    guard let first = new.first, let last = new.map(\.end).max(), let part = parts.first else {
      return
    }
    let span = TimeRange(start: first.start, end: last)
    let left = Set(parts.map(\.stored.slot.range))
    let others = try work.readTaken(inBlock: part.stored.blockKey, overlapping: span)
    try SlotRules.checkOverlaps(new, existing: others.filter { !left.contains($0) })
  }
}
