package import SlotDomain

/// The blocks that a command speaks of, each read once.
package final class BlockDirectory {
  private let store: any SlotStore
  private var blocks: [BookingBlock.ID: BookingBlock] = [:]
  private var zones: [BookingBlock.ID: Zone] = [:]
  /// Each read from the database once.
  private var zonesByName: [String: Zone] = [:]

  package init(_ store: any SlotStore) { self.store = store }

  /// - Throws: `.blockNotFound` E052.
  func block(_ id: BookingBlock.ID) throws(SlotError) -> BookingBlock {
    if let block = blocks[id] { return block }
    let block = try store.block(id)
    remember(block)
    return block
  }

  func remember(_ block: BookingBlock) {
    blocks[block.id] = block
    zones[block.id] = nil
  }

  /// What is to be said of the times of blocks whose zones were looked up.
  var warnings: [String] { Set(zones.values.compactMap(\.warning)).sorted() }

  /// The zone of a block's times; a lost one when this machine's database does not have it.
  ///
  /// - Throws: `.blockNotFound` E052.
  func zone(of id: BookingBlock.ID) throws(SlotError) -> Zone {
    if let zone = zones[id] { return zone }
    let name = try block(id).timezone
    let zone = zonesByName[name] ?? Zone(nameInStore: name)
    (zones[id], zonesByName[name]) = (zone, zone)
    return zone
  }

  /// In which zone to speak of a refusal: that of the slot in the way, else that of the only block
  /// spoken of so far, else UTC.
  func zone(for error: SlotError) -> Zone {
    if let slot = error.slot { return (try? zone(of: slot.blockID)) ?? .utc }
    guard blocks.count == 1, let only = blocks.keys.first else { return .utc }
    return (try? zone(of: only)) ?? .utc
  }
}
