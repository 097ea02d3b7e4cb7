import SlotDomain

/// What is read of the present, or of the past.
extension EffectRunner {
  /// Where slots are read: the store, or what it was at a moment.
  func source(asOf then: Instant?) throws(SlotError) -> any SlotReading {
    guard let then else { return store }
    return try store.past(at: then)
  }

  /// A slot with its appointments and the newest of what was done to it, up to a moment.
  func details(of id: Slot.ID, asOf then: Instant? = nil) throws(SlotError) -> SlotDetails {
    try store.details(of: id, asOf: then, entries: 20)
  }
}
