import SlotDomain

/// The command lines that do what the screen did, for `!` and for whoever turns a habit into a script.
enum CommandText {
  /// In the order in which they have to be given; none for what no verb does.
  ///
  /// - Parameters:
  ///   - zone: In which times are written, with their offset.
  ///   - now: When it was done: a lock's end becomes minutes from then.
  static func lines(_ operation: SlotDomain.Operation, zone: Zone, now: Instant) -> [String] {
    commands(operation, zone, now).map { words in
      (["slottui"] + words).map(quoted).joined(separator: " ")
    }
  }

  /// The same, of what was changed in each of many slots as what came of it. Whoever moves on goes last
  /// place first, so that each finds its own place free.
  static func lines(
    _ operation: SlotDomain.Operation,
    _ outcome: Outcome,
    zone: Zone,
    now: Instant
  ) -> [String] {
    guard case .reviseSlots(_, let revision) = operation else {
      return lines(operation, zone: zone, now: now)
    }
    let isOnwards = revision.move.map { ($0.days, $0.span.milliseconds) > (0, 0) } ?? false
    return (isOnwards ? outcome.slots.reversed() : outcome.slots).flatMap {
      lines(.updateSlots([$0.id], revision.changes(for: $0)), zone: zone, now: now)
    }
  }

  /// As a shell reads it back: quoted only where it has to be.
  static func quoted(_ word: String) -> String {
    let isPlain =
      !word.isEmpty
      && word.unicodeScalars.allSatisfy { scalar in
        scalar.properties.isAlphabetic && scalar.isASCII || ("0"..."9").contains(scalar)
          || "-_./:+,=@%".unicodeScalars.contains(scalar)
      }
    return isPlain ? word : "'" + word.replacing("'", with: "'\\''") + "'"
  }

  /// The same as words, without the program's name.
  static func commands(
    _ operation: SlotDomain.Operation,
    _ zone: Zone,
    _ now: Instant
  ) -> [[String]] {
    switch operation {
    case .createSlots(let drafts):
      drafts.map { create($0, zone) }
    case .updateSlots(let ids, let changes, _):
      ids.map { ["slot", "update", "\($0)"] + options(changes, zone) }
    case .reviseSlots:
      // Only what came of it can be written down.
      []
    case .setSlotStatus(let ids, let status):
      [["slot", status == .active ? "enable" : "disable"] + texts(ids)]
    case .lockSlots(let ids, let end, _):
      [["slot", "lock"] + texts(ids) + ["--minutes", "\(max(1, (end - now).minutes))"]]
    case .unlockSlots(let ids, let key):
      // A key is never shown.
      key == nil ? [["slot", "unlock"] + texts(ids) + ["--force"]] : []
    case .releaseOwnLock(let id):
      [["slot", "unlock", "\(id)", "--force"]]
    case .deleteSlots(let ids, let force):
      [["slot", "delete"] + texts(ids) + (force ? ["--force"] : [])]
    case .createBlock(let draft):
      [create(draft)]
    case .updateBlock(let id, let changes):
      [["block", "update", "\(id)"] + options(changes)]
    case .setBlockStatus(let ids, let status):
      [["block", status == .published ? "publish" : "draft"] + texts(ids)]
    case .deleteBlocks(let ids, let force):
      [["block", "delete"] + texts(ids) + (force ? ["--force"] : [])]
    case .createAppointments(let drafts):
      drafts.map {
        ["appointment", "create", "--slot", "\($0.slotID)"] + option("metadata", $0.metadata)
      }
    case .updateAppointments(let ids, let changes):
      ids.map {
        ["appointment", "update", "\($0)"] + option("name", changes.name)
          + option("metadata", changes.metadata?.json)
      }
    case .cancelAppointments(let ids):
      [["appointment", "cancel"] + texts(ids)]
    case .enableAppointments(let ids):
      [["appointment", "enable"] + texts(ids)]
    case .rescheduleAppointment(let id, let slot, _):
      [["appointment", "reschedule", "\(id)", "--to", "\(slot)"]]
    case .deleteAppointments(let ids):
      [["appointment", "delete"] + texts(ids)]
    case .batch(.demo, _):
      [["demo"]]
    case .batch(_, let operations):
      operations.flatMap { commands($0, zone, now) }
    }
  }

  private static func create(_ draft: SlotDraft, _ zone: Zone) -> [String] {
    ["slot", "create", "--block", "\(draft.blockID)", "--start", time(draft.range.start, zone)]
      + length(draft.range, zone)
      + (draft.capacity == 1 ? [] : option("capacity", "\(draft.capacity)"))
      + (draft.isLockable ? [] : ["--no-lockable"]) + option("metadata", draft.metadata)
  }

  private static func create(_ draft: BlockDraft) -> [String] {
    ["block", "create", "--name", draft.name, "--timezone", draft.timezone]
      + (draft.bookingDisabledBefore == 0
        ? [] : option("booking-disabled-before", "\(draft.bookingDisabledBefore)"))
      + option("metadata", draft.metadata) + (draft.status == .published ? ["--publish"] : [])
  }

  private static func options(_ changes: SlotChanges, _ zone: Zone) -> [String] {
    option("start", changes.start.map { time($0, zone) })
      + option("end", changes.end.map { time($0, zone) })
      + option("capacity", changes.capacity.map { "\($0)" })
      + option("lockable", changes.isLockable.map { "\($0)" })
      + option("metadata", changes.metadata?.json)
  }

  private static func options(_ changes: BlockChanges) -> [String] {
    option("name", changes.name) + option("timezone", changes.timezone)
      + option("booking-disabled-before", changes.bookingDisabledBefore.map { "\($0)" })
      + option("metadata", changes.metadata?.json)
  }

  private static func option(_ name: String, _ value: String?) -> [String] {
    value.map { ["--\(name)", $0] } ?? []
  }

  private static func option(_ name: String, _ metadata: Metadata) -> [String] {
    metadata.isEmpty ? [] : option(name, metadata.json)
  }

  private static func texts<Object>(_ ids: [Identifier<Object>]) -> [String] {
    ids.map(\.description)
  }

  /// To the minute where that is exact.
  private static func time(_ instant: Instant, _ zone: Zone) -> String {
    TimeText.local(instant, in: zone).replacing(":00.000", with: "")
  }

  private static func length(_ range: TimeRange, _ zone: Zone) -> [String] {
    range.length.milliseconds % 60_000 == 0
      ? ["--minutes", "\(range.length.minutes)"] : ["--end", time(range.end, zone)]
  }
}

extension SlotRevision {
  /// What was revised, with the values that a slot has after it.
  fileprivate func changes(for slot: Slot) -> SlotChanges {
    let isElsewhere = move != nil || length != nil
    return SlotChanges(
      start: move == nil ? nil : slot.range.start,
      end: isElsewhere ? slot.range.end : nil,
      capacity: capacity,
      isLockable: isLockable,
      metadata: metadata.isEmpty ? nil : slot.metadata
    )
  }
}
