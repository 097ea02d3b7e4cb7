package import ArgumentParser
import SlotDomain
import TerminalKit

/// What a shell offers while somebody types a reference: read from the store that the line names.
///
/// Where no store can be read nothing is offered; a completion has no place for a message.
package enum StoreCompletion {
  /// Names of blocks, or short ids where a name cannot be typed safely.
  package static var block: CompletionKind {
    .custom { words, _, typed in
      candidates(words, typed) { (store, _) throws(SlotError) in
        try store.blocks().map { block in
          CompletionCandidate(block.name, block.shortID, id: block.id) { chosen in
            chosen == block.name ? block.timezone : "\(block.name), \(block.timezone)"
          }
        }
      }
    }
  }

  /// Ids of slots that begin as typed, with when and who; of the next ones where nothing is typed.
  package static var slot: CompletionKind {
    .custom { words, _, typed in
      candidatesByID(words, typed) { (store, now) throws(SlotError) in
        let slots: [Slot]
        if let prefix = IdentifierPrefix(CompletionCandidate.plain(typed), atLeast: 1) {
          let ids = try store.slotIDs(beginning: prefix, limit: limit + 1)
          slots = try all(ids).map { (id) throws(SlotError) in try store.slot(id) }
        } else {
          var query = SlotQuery()
          query.from = now
          query.limit = limit
          query.block = try block(in: words, store)?.id
          slots = try store.slots(matching: query, at: now).elements
        }
        let blocks = BlockDirectory(store)
        return try slots.map { (slot) throws(SlotError) in
          let (when, people) = (try when(slot, blocks), try people(on: slot, in: store))
          let whose = try blocks.block(slot.blockID).name
          return CompletionCandidate(id: slot.id) { _ in
            ([when, whose] + people).joined(separator: ", ")
          }
        }
      }
    }
  }

  /// Ids of appointments that begin as typed, with who and when; of the next ones where nothing is typed.
  package static var appointment: CompletionKind {
    .custom { words, _, typed in
      candidatesByID(words, typed) { (store, now) throws(SlotError) in
        let appointments: [Appointment]
        if let prefix = IdentifierPrefix(CompletionCandidate.plain(typed), atLeast: 1) {
          let ids = try store.appointmentIDs(beginning: prefix, limit: limit + 1)
          appointments = try all(ids).map { (id) throws(SlotError) in try store.appointment(id) }
        } else {
          var query = AppointmentQuery()
          query.from = now
          query.limit = limit
          appointments = try store.appointments(matching: query).elements
        }
        let blocks = BlockDirectory(store)
        return try appointments.map { (appointment) throws(SlotError) in
          let slot = try store.slot(appointment.slotID)
          let (when, whose) = (try when(slot, blocks), try blocks.block(slot.blockID).name)
          let state = appointment.status == .cancelled ? ["cancelled"] : []
          return CompletionCandidate(id: appointment.id) { _ in
            ([appointment.label, when, whose] + state).joined(separator: ", ")
          }
        }
      }
    }
  }

  /// Numbers of actions, newest first, with what was done.
  package static var action: CompletionKind {
    .custom { words, _, typed in
      candidates(words, typed) { (store, _) throws(SlotError) in
        var query = HistoryQuery()
        query.limit = limit
        return try store.history(matching: query).map { entry in
          let action = entry.action
          let done =
            "\(action.actor): \(action.verb.rawValue), \(counted(action.objects, "object"))"
          return CompletionCandidate(word: "\(action.id)", explanation: done)
        }
      }
    }
  }

  // MARK: Times

  /// Words for days to come, and the days of two weeks, as the block's calendar has them.
  package static var time: CompletionKind {
    .custom { words, _, typed in offer(days(words, from: 0, ["today", "tomorrow"]), typed) }
  }

  /// The same of days that are over.
  package static var pastTime: CompletionKind {
    .custom { words, _, typed in offer(days(words, from: -13, ["today", "yesterday"]), typed) }
  }

  private static func days(
    _ words: [String],
    from first: Int,
    _ names: [String]
  ) -> [CompletionCandidate] {
    let zone = (try? store(of: words)).flatMap { try? block(in: words, $0)?.zone } ?? .utc
    let now = Clock.now()
    let today = zone.date(now)
    let named = (names + Weekday.allCases.map { $0.short.lowercased() }).compactMap { name in
      let date =
        first < 0
        ? (try? PastTime.parse(name, now: now, in: zone)).map(zone.date)
        : WrittenDate.parse(name, today: today)
      return date.map { CompletionCandidate(word: name, explanation: "\($0.weekday.short) \($0)") }
    }
    let dates = (first..<first + 14).map { today.adding(days: $0) }
    return named
      + dates.map { CompletionCandidate(word: "\($0)", explanation: $0.weekday.name) }
  }

  /// The names of the time zone database.
  package static var zone: CompletionKind {
    .custom { _, _, typed in
      let now = Clock.now()
      let names = Zone.names().filter { $0.begins(withTyped: typed) }
      return offer(
        names.map { name in
          // Reading hundreds of zones for their offsets would be felt.
          let zone = names.count > 40 ? nil : try? Zone(named: name)
          let offset = zone.map { "UTC\(TimeText.offset($0.offset(at: now)))" }
          return CompletionCandidate(word: name, explanation: offset ?? "")
        },
        typed
      )
    }
  }

  // MARK: -

  /// More than fits a screen is no help.
  private static let limit = 50

  /// What is typed and begins no id has none.
  private static func candidatesByID(
    _ words: [String],
    _ typed: String,
    _ find: (any SlotStore, Instant) throws(SlotError) -> [CompletionCandidate]
  ) -> [String] {
    let plain = CompletionCandidate.plain(typed)
    guard plain.isEmpty || IdentifierPrefix(plain, atLeast: 1) != nil else { return [] }
    return candidates(words, typed, find)
  }

  /// All of them or none: a shell would take one that is left for the only one that there is.
  private static func all<Element>(_ found: [Element]) -> [Element] {
    found.count > limit ? [] : found
  }

  private static func candidates(
    _ words: [String],
    _ typed: String,
    _ find: (any SlotStore, Instant) throws(SlotError) -> [CompletionCandidate]
  ) -> [String] {
    do throws(SlotError) {
      return offer(try find(try store(of: words), Clock.now()), typed)
    } catch {
      return []
    }
  }

  /// Bash says whether it wants to show them all or to put one on the line; of one alone nothing but the
  /// word may come.
  private static func offer(_ candidates: [CompletionCandidate], _ typed: String) -> [String] {
    let isList = ["33", "63", "64"].contains(Environment["COMP_TYPE"])
    let isListed =
      isList
      && candidates.count { $0.text.begins(withTyped: CompletionCandidate.plain(typed)) } > 1
    return candidates.map { $0.line(isListed: isListed) }
  }

  private static func store(of words: [String]) throws(SlotError) -> RowStore {
    var options = StoreOptions.storeOptions
    options.access = .readOnly
    options.createsStore = false
    return try StoreAddress(StoreOptions.path(for: value(of: "--db", in: words))).open(options)
  }

  /// The block that the line names.
  private static func block(
    in words: [String],
    _ store: any SlotStore
  ) throws(SlotError) -> BookingBlock? {
    guard let text = value(of: "--block", in: words) else { return nil }
    return try References(store: store, blocks: BlockDirectory(store)).block(text)
  }

  private static func when(_ slot: Slot, _ blocks: BlockDirectory) throws(SlotError) -> String {
    TimeWords(zone: try blocks.zone(of: slot.blockID)).range(slot.range)
  }

  /// The first two of those who have a place in it.
  private static func people(
    on slot: Slot,
    in store: any SlotStore
  ) throws(SlotError) -> [String] {
    guard slot.activeAppointments > 0 else { return [] }
    return try store.appointments(on: slot.id).filter { $0.status == .active }.prefix(2)
      .map { PlainText.cut($0.label, to: 30) }
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

extension String {
  fileprivate func begins(withTyped typed: String) -> Bool { utf8.starts(with: typed.utf8) }
}
