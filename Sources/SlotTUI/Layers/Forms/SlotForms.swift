import SlotDomain
import TerminalKit

extension Form {
  // MARK: Opening

  static func createSlot(
    in block: BookingBlock.ID,
    start: String,
    minutes: Int,
    capacity: Int,
    times: TimeFormat
  ) -> Form {
    Form(
      .createSlot(block),
      title: "New slot, \(times.zone.shownName)",
      times: times,
      fields: slotFields(
        start: start,
        minutes: "\(minutes)",
        capacity: capacity,
        isLockable: true,
        metadata: .empty,
        times: times
      )
    )
  }

  /// As this screen shows it.
  static func editSlot(_ slot: Slot, _ desk: Desk) -> Form {
    let isOfOthers = slot.blockID != desk.content.block?.id
    let times = isOfOthers ? desk.times(of: slot) : desk.formTimes
    var form = editSlot(slot, times: times, showsMembers: desk.names.areShown)
    if isOfOthers { form.title = "Edit slot, \(desk.place(of: slot))" }
    form.anchor = Anchor(day: times.zone.date(slot.range.start), now: desk.now)
    return form
  }

  /// - `showsMembers`: Whether what was written down about it may be seen; else it stays as it is.
  static func editSlot(_ slot: Slot, times: TimeFormat, showsMembers: Bool = true) -> Form {
    var form = Form(
      .editSlot(slot),
      title: "Edit slot, \(times.zone.shownName)",
      times: times,
      fields: slotFields(
        start: times.field(slot.range.start),
        minutes: minutes(of: slot),
        capacity: slot.capacity,
        isLockable: slot.isLockable,
        metadata: slot.metadata,
        times: times
      )
    )
    if !showsMembers {
      let members = SlotMember.allCases.map(\.field) + [.metadata]
      form.fields.removeAll { members.contains($0.name) }
    }
    return form
  }

  static func minutes(of slot: Slot) -> String {
    let (minutes, rest) = slot.range.length.milliseconds.quotientAndRemainder(dividingBy: 60_000)
    guard rest != 0 else { return "\(minutes)" }
    return "\(minutes).\(String(1000 + rest * 1000 / 60_000).dropFirst())"
  }

  private static func slotFields(
    start: String,
    minutes: String,
    capacity: Int,
    isLockable: Bool,
    metadata: Metadata,
    times: TimeFormat
  ) -> [Field] {
    [
      Field(.start, start, hint: times.style.example),
      Field(.minutes, minutes, hint: "elapsed time"),
      Field(.capacity, "\(capacity)", hint: "appointments that fit"),
      Field(.lockable, isLockable ? "yes" : "no", hint: "Space turns", isSwitch: true),
    ] + SlotMember.allCases.map { Field($0.field, $0.text(in: metadata)) }
      + [Field(.metadata, metadata.json, hint: "JSON object")]
  }

  static func createBlock(timezone: String, _ settings: ScreenSettings) -> Form {
    Form(
      .createBlock,
      title: "New booking block",
      fields: [
        // Beside these fields 19 columns are left.
        Field(.name, "", hint: "doctor, room, court"),
        Field(.timezone, timezone, hint: "as Europe/Warsaw"),
        Field(.leadMinutes, "0", hint: "minutes ahead"),
        Field(
          .published,
          settings.publishesBlocks ? "yes" : "no",
          hint: "Space; no = a draft",
          isSwitch: true
        ),
      ]
    )
  }

  // MARK: Reading

  /// What Enter does with what is typed; nil when that changes nothing. A series is planned first, and a
  /// booking looks at what is against it.
  func operation() throws(Problem) -> Operation? {
    switch purpose {
    case .createSlot(let block): .createSlots([try draft(in: block)])
    case .editSlot(let slot): try update(of: slot)
    case .editSlots(let slots): try revision(of: slots)
    case .shiftSlots(let slots): try shift(of: slots)
    case .editPerson(let appointment): try update(of: appointment)
    case .createBlock: .createBlock(try blockDraft())
    case .book, .createSeries: nil
    }
  }

  private func draft(in block: BookingBlock.ID) throws(Problem) -> SlotDraft {
    let start = try start()
    return SlotDraft(
      blockID: block,
      range: TimeRange(start: start, end: start + (try length())),
      capacity: try capacity(),
      isLockable: isOn(.lockable),
      metadata: try metadata(with: members(than: nil))
    )
  }

  /// Only what was typed anew is changed, so that a colleague's other changes stand.
  private func update(of slot: Slot) throws(Problem) -> Operation? {
    let showsMembers = fields.contains { $0.name == .metadata }
    let before = Form.editSlot(slot, times: times, showsMembers: showsMembers)
    var changes = SlotChanges()
    if isOther(.start, than: before) || isOther(.minutes, than: before) {
      // A field shows no milliseconds, which are kept unless it was typed in.
      let isSame = text(.start) == before.text(.start)
      let start = isSame ? slot.range.start : try start()
      let length = text(.minutes) == before.text(.minutes) ? slot.range.length : try length()
      if !isSame { changes.start = start }
      changes.end = start + length
    }
    if isOther(.capacity, than: before) { changes.capacity = try capacity() }
    if isOn(.lockable) != slot.isLockable { changes.isLockable = isOn(.lockable) }
    if isOther(.metadata, than: before) { changes.metadata = try metadata() }
    changes.members = members(than: before)
    guard changes != SlotChanges() else { return nil }
    return .changeSlots([slot.id], .update(changes, unchangedSince: slot.updatedAt))
  }

  private func blockDraft() throws(Problem) -> BlockDraft {
    guard let minutes = Int(text(.leadMinutes)), (0...10_000_000).contains(minutes) else {
      throw Problem(field: .leadMinutes, error: .bookingDisabledBeforeInvalid(text(.leadMinutes)))
    }
    guard !BlockName.isBlank(text(.name)) else {
      throw Problem(field: .name, error: .badRequest("A booking block needs a name."))
    }
    return BlockDraft(
      name: text(.name),
      timezone: text(.timezone),
      status: isOn(.published) ? .published : .draft,
      bookingDisabledBefore: minutes * 60
    )
  }

  // MARK: Fields

  private func start() throws(Problem) -> Instant {
    let text = text(.start)
    if let hours = Self.shortOffset(text) {
      let error = SlotError.badRequest(
        "\(hours) behind a time is an offset from UTC. Type the time anew, or write \(hours):00."
      )
      throw Problem(field: .start, error: error)
    }
    do {
      return try start(asWritten: text)
    } catch {
      throw Problem(field: .start, error: .invalidDate(error))
    }
  }

  /// A whole date with its time, or what counts from the anchor.
  private func start(asWritten text: String) throws(TimeProblem) -> Instant {
    do {
      return try WrittenTime.instant(text, times)
    } catch {
      guard case .malformed = error, let anchor, let start = try start(inWords: text, anchor)
      else { throw error }
      return start
    }
  }

  /// A time alone, of the anchor's day; else `tomorrow 14:50` or `mon 9:00`, as everywhere. Nil for what is
  /// neither.
  private func start(inWords text: String, _ anchor: Anchor) throws(TimeProblem) -> Instant? {
    do {
      return try WrittenTime.instant("\(times.style.date(anchor.day)) \(text)", times)
    } catch {
      guard case .malformed = error else { throw error }
    }
    do {
      let place = try WrittenMoment.place(text, now: anchor.now, in: times.zone, times.style)
      // A day alone says nothing of when.
      return if case .moment(let moment) = place { moment } else { nil }
    } catch {
      guard case .noMoment = error else { throw error }
      return nil
    }
  }

  /// `+10` at the end of `09:00+10`: whoever types that mostly means minutes.
  private static func shortOffset(_ text: String) -> Substring? {
    guard text.contains(":"), let tail = text.split(separator: ":").last,
      let sign = tail.lastIndex(where: { $0 == "+" || $0 == "-" }), tail[sign...].count <= 3
    else { return nil }
    return tail[sign...]
  }

  func length() throws(Problem) -> Span {
    guard let minutes = Int(text(.minutes)), (1...525_600).contains(minutes) else {
      throw Problem(
        field: .minutes,
        error: .badRequest("Give the length in whole minutes, from 1 on.")
      )
    }
    return .minutes(minutes)
  }

  func capacity() throws(Problem) -> Int {
    guard let capacity = Int(text(.capacity)), capacity >= 1 else {
      throw Problem(field: .capacity, error: .capacityInvalid(text(.capacity)))
    }
    return capacity
  }

  /// The members with a field of their own whose text is another one; without a form before, all.
  func members(than before: Form?) -> JSONMembers {
    var members: JSONMembers = [:]
    for member in SlotMember.allCases where before.map({ isOther(member.field, than: $0) }) ?? true
    {
      members[ExactText(member.rawValue)] = SlotMember.typed(text(member.field))
    }
    return members
  }

  private func metadata(with members: JSONMembers) throws(Problem) -> Metadata {
    let metadata = try metadata()
    do {
      return try metadata.merging(members)
    } catch {
      throw Problem(field: .metadata, error: error)
    }
  }

  func metadata() throws(Problem) -> Metadata {
    do {
      return try Metadata(parsing: text(.metadata))
    } catch {
      throw Problem(field: .metadata, error: error)
    }
  }
}

extension SlotMember {
  /// The field for it.
  fileprivate var field: Form.Field.Name {
    switch self {
    case .note: .note
    }
  }
}

// MARK: - Saving over what a colleague saved

/// What a colleague saved while the form was open.
extension Form {
  /// Puts the form on top of a colleague's newer slot: what was typed here stays, every other field
  /// shows theirs. Returns what they changed, as `capacity 2 → 4`; empty when nothing of it can be told.
  mutating func adopt(
    _ theirs: Slot,
    by actor: String,
    now: Instant
  ) -> [String] {
    guard case .editSlot(let seen) = purpose else { return [] }
    let showsMembers = fields.contains { $0.name == .metadata }
    let before = Form.editSlot(seen, times: times, showsMembers: showsMembers)
    var form = Form.editSlot(theirs, times: times, showsMembers: showsMembers)
    var changes: [String] = []
    for index in fields.indices {
      let (old, new) = (before.fields[index].text, form.fields[index].text)
      let isTyped = ExactText(fields[index].text) != ExactText(old)
      if ExactText(new) != ExactText(old) {
        changes.append(
          "\(fields[index].name.rawValue.lowercased()) \(Self.short(old)) → \(Self.short(new))"
        )
        if isTyped { form.fields[index].hint = "\(actor): \(new)" }
      }
      if isTyped {
        form.fields[index].input = fields[index].input
        form.fields[index].isProposed = false
      }
    }
    (form.focus, form.anchor) = (focus, anchor)
    self = form
    return changes + states(seen, theirs, now: now)
  }

  /// What no field shows.
  private func states(_ seen: Slot, _ theirs: Slot, now: Instant) -> [String] {
    var changes: [String] = []
    if seen.status != theirs.status {
      changes.append(theirs.status == .active ? "now enabled" : "now disabled")
    }
    if seen.lock(at: now) != theirs.lock(at: now) {
      changes.append(
        theirs.lock(at: now).map { "locked until \(times.clock($0.end))" } ?? "no longer locked"
      )
    }
    return changes
  }

  private static func short(_ text: String) -> String { PlainText.cut(text, to: 24) }
}
