/// Reads what happened so that it can be told in words: the actions in one batch, what they were about in the
/// next.
struct ActivityReading {
  let rows: any RowEngine

  func read(_ query: HistoryQuery) throws(SlotError) -> [Activity] {
    var actions: [Action] = []
    try rows.forEachAction(matching: query) { action, _ in actions.append(action) }
    return try read(actions)
  }

  func read(_ actions: [Action]) throws(SlotError) -> [Activity] {
    guard !actions.isEmpty else { return [] }
    var needs = Needs()
    needs.summaries = actions.map { $0.target ?? $0.id }
    let summaries = try rows.find(needs).summaries
    var activities: [Activity] = []
    for action in actions {
      let summary = summaries.actions[action.target ?? action.id]
      var subject = ActivitySubject()
      if let summary { subject = try Told(summary, summaries).subject() }
      let target = action.target == nil ? nil : summary?.action
      activities.append(Activity(action: action, target: target, subject: subject))
    }
    return activities
  }
}

/// What one action was about, as far as it was looked at.
private struct Told {
  private let summary: ActionSummary
  private let known: Summaries

  init(_ summary: ActionSummary, _ known: Summaries) {
    (self.summary, self.known) = (summary, known)
  }

  private var verb: Action.Verb { summary.action.verb }

  func subject() throws(SlotError) -> ActivitySubject {
    var subject = ActivitySubject()
    subject.appointments = summary.count(.appointment)
    subject.slots = summary.count(.slot)
    var slots = Gathered<Int64>()
    for sampled in summary.changes {
      switch sampled.change.kind {
      case .block: break
      case .slot: if verb.topic != .appointments { slots.add(sampled.change.key) }
      case .appointment:
        try addName(of: sampled.change, to: &subject)
        if subject.appointments == 1,
          let present = known.appointments[sampled.change.key]?.appointment
        {
          (subject.appointment, subject.slot) = (present.id, present.slotID)
        }
        if verb.topic == .appointments, let slot = sampled.slot { slots.add(slot) }
      }
    }
    if verb.topic == .appointments { subject.slots = slots.elements.count }
    // Of more than were counted the action itself knows how many.
    if summary.action.objects > ActionSummary.mostCounted {
      switch verb.topic {
      case .slots: subject.slots = max(subject.slots, summary.action.objects)
      case .appointments: subject.appointments = max(subject.appointments, summary.action.objects)
      case .blocks, .anything: break
      }
    }
    try addBlocks(slots.elements, to: &subject)
    try addTimes(slots.elements, to: &subject)
    return subject
  }

  // MARK: People

  private func addName(
    of change: StoredChange,
    to subject: inout ActivitySubject
  ) throws(SlotError) {
    guard subject.people.count < ActivitySubject.mostNames else { return }
    var metadata = try value("metadata", of: change).map { Metadata(stored: $0.storedText) }
    if metadata == nil { metadata = known.appointments[change.key]?.appointment.metadata }
    if metadata == nil, let deletion = known.deletions[change.object] {
      metadata = try value("metadata", of: deletion).map { Metadata(stored: $0.storedText) }
    }
    guard let label = metadata?.label, !label.isEmpty, !subject.people.contains(label) else {
      return
    }
    subject.people.append(label)
  }

  /// As the change left it, else as it was before.
  private func value(_ name: String, of change: StoredChange) throws(SlotError) -> JSONValue? {
    if let value = try change.after?[name] { return value }
    return try change.before?[name]
  }

  // MARK: Blocks

  /// An appointment that was moved belongs to the block where it is now.
  private func addBlocks(_ slots: [Int64], to subject: inout ActivitySubject) throws(SlotError) {
    var keys = Gathered<Int64>()
    if verb.topic == .appointments {
      for slot in slots { if let key = blockKey(ofSlot: slot) { keys.add(key) } }
    } else {
      for sampled in summary.changes { keys.add(sampled.change.blockKey) }
      for kind in ObjectKind.allCases {
        for key in (summary.counts[kind] ?? [:]).keys.sorted() { keys.add(key) }
      }
    }
    subject.blockCount = keys.elements.count
    for key in keys.elements.prefix(ActivitySubject.mostNames) {
      if let name = try name(ofBlock: key) { subject.blocks.append(name) }
    }
    var zones: Set<String> = []
    for key in keys.elements {
      if let zone = try zone(ofBlock: key) { zones.insert(zone) }
    }
    if zones.count == 1 { subject.zone = zones.first }
    guard keys.elements.count == 1, let key = keys.elements.first else { return }
    subject.blockID = known.blocks[key]?.id ?? blockID(deletion(.block, key)?.subject)
  }

  private func blockKey(ofSlot key: Int64) -> Int64? {
    known.slots[key]?.blockKey ?? deletion(.slot, key)?.blockKey
  }

  private func blockID(_ subject: Change.Subject?) -> BookingBlock.ID? {
    if case .block(let id)? = subject { id } else { nil }
  }

  /// As this action left it, else as it is or was last.
  private func name(ofBlock key: Int64) throws(SlotError) -> String? {
    for sampled in summary.changes
    where sampled.change.kind == .block && sampled.change.key == key {
      if let name = try sampled.change.after?["name"]?.string { return name }
    }
    if let present = known.blocks[key] { return present.name }
    return try deletion(.block, key)?.before?["name"]?.string
  }

  private func zone(ofBlock key: Int64) throws(SlotError) -> String? {
    if let present = known.blocks[key] { return present.timezone }
    return try deletion(.block, key)?.before?["timezone"]?.string
  }

  // MARK: Times

  private func addTimes(_ slots: [Int64], to subject: inout ActivitySubject) throws(SlotError) {
    for key in slots {
      guard let range = try range(ofSlot: key) else { continue }
      subject.span = TimeRange(
        start: min(subject.span?.start ?? range.start, range.start),
        end: max(subject.span?.end ?? range.end, range.end)
      )
    }
    try addOldPlace(slots, to: &subject)
  }

  /// Of one slot or one appointment that begins at another time than before; of several slots, how far.
  private func addOldPlace(_ slots: [Int64], to subject: inout ActivitySubject) throws(SlotError) {
    if verb.topic == .slots, subject.slots == 1 || verb == .shiftSlots,
      let changed = summary.changes.first(where: { $0.change.kind == .slot }),
      let before = try changed.change.before, try changed.change.after?["start_date"] != nil,
      let old = RememberedValues(before).range(of: known.slots[changed.change.key]?.slot)
    {
      if subject.slots == 1 {
        subject.movedFrom = ActivitySubject.Place(range: old)
      } else if let range = try range(ofSlot: changed.change.key) {
        subject.movedBy = range.start - old.start
      }
    }
    guard subject.appointments == 1,
      let moved = summary.changes.first(where: { $0.change.kind == .appointment }),
      let old = moved.oldSlot
    else { return }
    guard let range = try range(ofSlot: old) else { return }
    var place = ActivitySubject.Place(range: range)
    if let block = blockKey(ofSlot: old), block != slots.first.flatMap(blockKey) {
      (place.block, place.zone) = (try name(ofBlock: block), try zone(ofBlock: block))
    }
    subject.movedFrom = place
  }

  /// As this action left it, else as it is or was last.
  private func range(ofSlot key: Int64) throws(SlotError) -> TimeRange? {
    let then = try rangeThen(key)
    var slot = known.slots[key]?.slot
    if let then { slot?.range = then }
    for sampled in summary.changes
    where sampled.change.kind == .slot && sampled.change.key == key {
      var values = try sampled.change.after
      if values == nil { values = try sampled.change.before }
      if let range = RememberedValues(values ?? [:]).range(of: slot) { return range }
    }
    if let then { return then }
    guard let values = try deletion(.slot, key)?.before else { return nil }
    return RememberedValues(values).range(of: nil)
  }

  /// When a slot was after this action: it can have been moved or deleted since.
  private func rangeThen(_ key: Int64) throws(SlotError) -> TimeRange? {
    let present = known.slots[key]?.slot
    let next = known.moves[key]?.first { $0.action > summary.action.id }
    if let before = try next?.before, let range = RememberedValues(before).range(of: present) {
      return range
    }
    return present?.range
  }

  private func deletion(_ kind: ObjectKind, _ key: Int64) -> StoredChange? {
    known.deletions[ObjectKey(kind: kind, key: key)]
  }
}

/// Elements in the order in which they came first.
private struct Gathered<Element: Hashable> {
  private(set) var elements: [Element] = []
  private var known: Set<Element> = []

  mutating func add(_ element: Element) {
    if known.insert(element).inserted { elements.append(element) }
  }
}
