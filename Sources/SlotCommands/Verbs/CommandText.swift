package import SlotDomain

/// The command lines that do what the screen did, for `!` and for whoever turns a habit into a script.
package enum CommandText {
  /// In the order in which they have to be given; none for what no verb does.
  ///
  /// - `present`: Slots that follow each other in a block, as they were before: three or more in a row
  ///   are said by a selection.
  /// - `zone`: In which times are written, with their offset.
  /// - `now`: When it was done: a lock's end becomes minutes from then.
  package static func lines(
    _ operation: Operation,
    among present: [Slot] = [],
    zone: Zone,
    now: Instant
  ) -> [String] {
    commands(operation, among: present, zone, now).map(line)
  }

  /// The same with the reason that it had; and of what was changed in each of many slots as what came of
  /// it. Whoever moves on goes last place first, so that each finds its own place free; those that became
  /// alike share a command.
  package static func lines(
    _ operation: Operation,
    _ outcome: Outcome,
    among present: [Slot] = [],
    zone: Zone,
    now: Instant
  ) -> [String] {
    let reason = option("reason", outcome.action?.reason).map(ShellWord.quoted)
    return revised(operation, outcome, among: present, zone: zone, now: now)
      .map { ([$0] + reason).joined(separator: " ") }
  }

  private static func revised(
    _ operation: Operation,
    _ outcome: Outcome,
    among present: [Slot],
    zone: Zone,
    now: Instant
  ) -> [String] {
    guard case .reviseSlots(_, let revision) = operation else {
      return lines(operation, among: present, zone: zone, now: now)
    }
    let isOnwards = revision.move.map { ($0.days, $0.span.milliseconds) > (0, 0) } ?? false
    var alike: [(ids: [Slot.ID], changes: SlotChanges)] = []
    for slot in isOnwards ? outcome.slots.reversed() : outcome.slots {
      let changes = revision.changes(for: slot)
      if alike.last?.changes == changes {
        alike[alike.count - 1].ids.append(slot.id)
      } else {
        alike.append(([slot.id], changes))
      }
    }
    return alike.flatMap {
      lines(.changeSlots($0.ids, .update($0.changes)), among: present, zone: zone, now: now)
    }
  }

  /// The one that plans a series in a block.
  ///
  /// - `skipsConflicts`: Whether some slots were in the way, and the rest was made.
  package static func line(
    _ series: SlotSeries,
    in block: BookingBlock.ID,
    skipsConflicts: Bool
  ) -> String {
    line(plan(series, block) + (skipsConflicts ? ["--on-conflict", "skip"] : []))
  }

  private static func line(_ words: [String]) -> String {
    (["slottui"] + words).map(ShellWord.quoted).joined(separator: " ")
  }

  /// The same as words, without the program's name.
  static func commands(
    _ operation: Operation,
    among present: [Slot] = [],
    _ zone: Zone,
    _ now: Instant
  ) -> [[String]] {
    func slots(_ ids: [Slot.ID]) -> [String] {
      selection(of: ids, among: present, zone) ?? texts(ids)
    }
    return switch operation {
    case .createSlots(let drafts):
      drafts.map { create($0, zone) }
    case .changeSlots(let ids, let change):
      change.options(zone, now: now).map { [words(change.verb) + slots(ids) + $0] } ?? []
    case .reviseSlots:
      // Only what came of it can be written down.
      []
    case .releaseOwnLock(let id):
      [["slot", "unlock", "\(id)", "--force"]]
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
          + ($0.isLate ? ["--late"] : [])
      }
    case .updateAppointments(let ids, let changes):
      ids.map {
        ["appointment", "update", "\($0)"] + options(changes)
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
      operations.flatMap { commands($0, among: present, zone, now) }
    }
  }

  /// Whole ones, upwards: the answer of the store comes a little after the wish.
  static func minutes(until end: Instant, _ now: Instant) -> Int64 {
    max(1, ((end - now).milliseconds + 59_999) / 60_000)
  }

  /// What fits these slots and no others: the time from the first one's start to the last one's end. Nil
  /// for slots that others lie between, and for so few that their ids are no longer.
  private static func selection(
    of ids: [Slot.ID],
    among present: [Slot],
    _ zone: Zone
  ) -> [String]? {
    let wanted = Set(ids)
    guard wanted.count > 2, let first = present.firstIndex(where: { wanted.contains($0.id) })
    else { return nil }
    let run = present[first...].prefix(wanted.count)
    guard let last = run.last, Set(run.map(\.id)) == wanted else { return nil }
    return ["--block", "\(last.blockID)", "--from", time(present[first].range.start, zone)]
      + ["--until", time(last.range.end, zone)]
  }

  private static func plan(_ series: SlotSeries, _ block: BookingBlock.ID) -> [String] {
    let pattern = series.pattern
    let (first, last) = (pattern.days.lowerBound, pattern.days.upperBound)
    let days = Weekday.allCases.filter(pattern.weekdays.contains).map { $0.short.lowercased() }
    var words = ["plan", "--block", "\(block)", "--from", "\(first)", "--until", "\(last)"]
    words += ["--days", days.joined(separator: ",")]
    for window in pattern.windows { words += ["--between", "\(window)"] }
    words += ["--minutes", "\(pattern.minutes)"]
    if pattern.gap > 0 { words += ["--gap", "\(pattern.gap)"] }
    if series.capacity > 1 { words += ["--capacity", "\(series.capacity)"] }
    if !series.isLockable { words.append("--no-lockable") }
    words += option("metadata", series.metadata)
    for closure in pattern.closures {
      words += ["--except", "\(closure.lowerBound)..\(closure.upperBound)"]
    }
    return words
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

  static func options(_ changes: SlotChanges, _ zone: Zone) -> [String] {
    option("start", changes.start.map { time($0, zone) })
      + option("end", changes.end.map { time($0, zone) })
      + option("capacity", changes.capacity.map { "\($0)" })
      + option("lockable", changes.isLockable.map { "\($0)" })
      + option("metadata", changes.metadata?.json)
      + options(SlotMember.self, changes.members)
  }

  private static func options(_ changes: AppointmentChanges) -> [String] {
    options(AppointmentMember.self, changes.members) + option("metadata", changes.metadata?.json)
  }

  private static func options<Member: MetadataMember>(
    _ members: Member.Type,
    _ values: JSONMembers
  ) -> [String] {
    members.allCases.flatMap { member in
      option(member.rawValue, values[member.rawValue].map { $0.string ?? "" })
    }
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

  private static func words(_ verb: Action.Verb) -> [String] {
    verb.rawValue.split(separator: " ").map(String.init)
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
