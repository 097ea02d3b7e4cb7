/// What an intake knows of slots that came from calendars.
struct Withdrawals {
  var removed = 0
  var disabled = 0
  /// Slots that are in the store under another id than the file gives them: an event that was there once
  /// and repeats now is still on its first day.
  var otherIDs: [Slot.ID: Slot.ID] = [:]
  /// By block and UID, the keys of the slots that have it.
  var keys: [Int64: [String: [Int64]]] = [:]

  /// A slot that is new belongs to its event at once: the next file can speak of it.
  mutating func note(_ slot: StoredSlot) {
    guard keys[slot.blockKey] != nil, let uid = slot.slot.metadata["uid"]?.string else { return }
    keys[slot.blockKey]?[uid, default: []].append(slot.key)
  }
}
