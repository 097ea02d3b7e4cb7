import SlotDomain

/// The zones of blocks while files are read: those of the store as it is, and those of blocks that the
/// files themselves bring.
final class ImportZones {
  private let store: any SlotStore
  private let isUpdating: Bool
  /// Looked up in the store.
  private var present: [BookingBlock.ID: Zone] = [:]
  /// Said by a file.
  private var brought: [BookingBlock.ID: Zone] = [:]

  init(_ store: any SlotStore, isUpdating: Bool) {
    (self.store, self.isUpdating) = (store, isUpdating)
  }

  /// Remembers what a file says of a block.
  func note(_ block: BlockRecord) {
    guard let zone = block.timezone.flatMap({ try? Zone(named: $0) }) else { return }
    let isThere = present[block.id] != nil || (try? store.block(block.id)) != nil
    if isUpdating || !isThere { brought[block.id] = zone }
  }

  /// - Throws: `.blockNotFound` E052.
  func zone(of id: BookingBlock.ID) throws(SlotError) -> Zone {
    if let zone = brought[id] ?? present[id] { return zone }
    let zone = try store.block(id).zone
    present[id] = zone
    return zone
  }

  /// What was read on one clock is not written on another. Called before anything is written.
  ///
  /// - Throws: `.badRequest` E013.
  func refuseChanged(in intake: any ObjectIntake) throws(SlotError) {
    for (id, zone) in present {
      // A block that is gone refuses its slots itself.
      guard let now = try? intake.zone(of: id), now.name != zone.name else { continue }
      throw .badRequest(
        "The time zone of booking block \(id) was changed while the files were read. Import again."
      )
    }
  }
}
