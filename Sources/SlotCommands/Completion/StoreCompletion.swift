package import ArgumentParser
import SlotDomain
import TerminalKit

/// What a shell offers while somebody types a reference: read from the store that the line names.
///
/// Where no store can be read nothing is offered; a completion has no place for a message.
package enum StoreCompletion {
  /// Names of blocks, or short ids where a name cannot be typed safely.
  package static var block: CompletionKind {
    .custom { words, _, _ in
      candidates(words) { (store, _) throws(SlotError) in
        try store.blocks().map { block in
          CompletionCandidate(block.name, block.shortID, id: block.id) { chosen in
            chosen == block.name ? block.timezone : "\(block.name), \(block.timezone)"
          }
        }
      }
    }
  }

  /// Ids of slots that begin as typed; before four digits are there, of the next ones.
  package static var slot: CompletionKind {
    .custom { words, _, typed in
      candidates(words) { (store, now) throws(SlotError) in
        let slots: [Slot]
        if let prefix = IdentifierPrefix(typed) {
          slots = try store.slotIDs(beginning: prefix, limit: limit).map { (id) throws(SlotError) in
            try store.slot(id)
          }
        } else {
          var query = SlotQuery()
          query.from = now
          query.limit = limit
          if let block = value(of: "--block", in: words) {
            query.block = try reference(block, in: store)
          }
          slots = try store.slots(matching: query, at: now).elements
        }
        let blocks = BlockDirectory(store)
        return try slots.map { (slot) throws(SlotError) in
          let when = TimeWords(zone: try blocks.zone(of: slot.blockID)).range(slot.range)
          let name = try blocks.block(slot.blockID).name
          return CompletionCandidate(id: slot.id) { _ in "\(when), \(name)" }
        }
      }
    }
  }

  /// Ids of appointments that begin as typed; before four digits are there, of the next ones.
  package static var appointment: CompletionKind {
    .custom { words, _, typed in
      candidates(words) { (store, now) throws(SlotError) in
        let appointments: [Appointment]
        if let prefix = IdentifierPrefix(typed) {
          let ids = try store.appointmentIDs(beginning: prefix, limit: limit)
          appointments = try ids.map { (id) throws(SlotError) in try store.appointment(id) }
        } else {
          var query = AppointmentQuery()
          query.from = now
          query.limit = limit
          appointments = try store.appointments(matching: query).elements
        }
        return appointments.map { appointment in
          CompletionCandidate(id: appointment.id) { _ in appointment.metadata.label ?? "" }
        }
      }
    }
  }

  // MARK: -

  /// More than fits a screen is no help.
  private static let limit = 50

  private static func candidates(
    _ words: [String],
    _ find: (any SlotStore, Instant) throws(SlotError) -> [CompletionCandidate]
  ) -> [String] {
    var options = StoreOptions.storeOptions
    options.access = .readOnly
    options.createsStore = false
    let path = StoreOptions.path(for: value(of: "--db", in: words))
    do throws(SlotError) {
      let store = try StoreAddress(path).open(options)
      return try find(store, Clock.now()).map { $0.line() }
    } catch {
      return []
    }
  }

  private static func reference(
    _ text: String,
    in store: any SlotStore
  ) throws(SlotError) -> BookingBlock.ID {
    try References(store: store, blocks: BlockDirectory(store)).block(text).id
  }

  /// What an option of the line says. Shells hand words over as they were typed, with their quotes.
  private static func value(of option: String, in words: [String]) -> String? {
    for (index, word) in words.enumerated() {
      if word == option, index + 1 < words.count {
        return CompletionCandidate.plain(words[index + 1])
      }
      if let sign = word.firstPlace(of: "="), word[..<sign] == option {
        return CompletionCandidate.plain(String(word[word.utf8.index(after: sign)...]))
      }
    }
    return nil
  }
}
