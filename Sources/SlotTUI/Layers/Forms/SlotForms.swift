import SlotDomain

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
    editSlot(slot, times: desk.formTimes, showsMembers: desk.names.areShown)
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
        Field(.name, "", hint: "a doctor, a room, a court"),
        Field(.timezone, timezone, hint: "IANA name, such as Europe/Warsaw"),
        Field(.leadMinutes, "0", hint: "minutes before a slot's start"),
        Field(
          .published,
          settings.publishesBlocks ? "yes" : "no",
          hint: "Space turns; a draft cannot be booked",
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
      let start = isSame ? slot.range.start : try start(insteadOf: slot.range.start)
      let length = text(.minutes) == before.text(.minutes) ? slot.range.length : try length()
      if !isSame { changes.start = start }
      changes.end = start + length
    }
    if isOther(.capacity, than: before) { changes.capacity = try capacity() }
    if isOn(.lockable) != slot.isLockable { changes.isLockable = isOn(.lockable) }
    if isOther(.metadata, than: before) { changes.metadata = try metadata() }
    changes.members = members(than: before)
    guard changes != SlotChanges() else { return nil }
    return .updateSlots([slot.id], changes, unchangedSince: slot.updatedAt)
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

  /// - `former`: When it starts so far: a time alone is one of that day.
  private func start(insteadOf former: Instant? = nil) throws(Problem) -> Instant {
    let text = text(.start)
    if let hours = Self.shortOffset(text) {
      let error = SlotError.badRequest(
        "\(hours) behind a time is an offset from UTC. Type the time anew, or write \(hours):00."
      )
      throw Problem(field: .start, error: error)
    }
    do {
      return try WrittenTime.instant(text, times)
    } catch {
      let day = former.map { times.style.date(times.zone.date($0)) }
      if let day, let instant = try? WrittenTime.instant("\(day) \(text)", times) { return instant }
      throw Problem(field: .start, error: .invalidDate(error))
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
