import SlotDomain
import TerminalKit

/// Makes a slot, or changes one.
struct SlotForm: FormLayer {
  var form: Form
  private let block: BookingBlock.ID
  /// As it was when the form was opened, or as was told since; nil: it is a new one.
  private(set) var edited: Slot?
  /// What a time without its day, and a word such as tomorrow, count from.
  private let anchor: Anchor

  private struct Anchor: Hashable, Sendable {
    let day: CivilDate
    let now: Instant
  }

  // MARK: Opening

  /// One like those that are there, where the cursor is.
  init(in block: BookingBlock, _ desk: Desk) {
    self.block = block.id
    let times = desk.formTimes
    let draft = desk.sheet.proposal(settings: desk.settings, times: times)
    form = Form(
      title: "New slot, \(times.zone.shownName)",
      times: times,
      fields: Self.fields(
        start: draft.start,
        minutes: "\(draft.minutes)",
        capacity: draft.capacity,
        isLockable: true,
        metadata: .empty,
        times: times
      )
    )
    let start = try? WrittenTime.instant(draft.start, times)
    let day = start.map(times.zone.date) ?? desk.sheet.cursor.date
    anchor = Anchor(day: day, now: desk.now)
  }

  /// As this screen shows it.
  init(editing slot: Slot, _ desk: Desk) {
    (block, edited) = (slot.blockID, slot)
    let isOfOthers = slot.blockID != desk.content.block?.id
    let times = isOfOthers ? desk.times(of: slot) : desk.formTimes
    form = Self.form(of: slot, times, showsMembers: desk.names.areShown)
    if isOfOthers { form.title = "Edit slot, \(desk.place(of: slot))" }
    anchor = Anchor(day: times.zone.date(slot.range.start), now: desk.now)
  }

  /// - `showsMembers`: Whether what was written down about it may be seen; else it stays as it is.
  private static func form(of slot: Slot, _ times: TimeFormat, showsMembers: Bool) -> Form {
    var form = Form(
      title: "Edit slot, \(times.zone.shownName)",
      times: times,
      fields: fields(
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

  /// The same of another one.
  private func form(of slot: Slot) -> Form {
    let showsMembers = form.fields.contains { $0.name == .metadata }
    return Self.form(of: slot, form.times, showsMembers: showsMembers)
  }

  static func minutes(of slot: Slot) -> String { minutes(slot.range.length) }

  static func minutes(_ span: Span) -> String {
    let (minutes, rest) = span.milliseconds.quotientAndRemainder(dividingBy: 60_000)
    guard rest != 0 else { return "\(minutes)" }
    return "\(minutes).\(String(1000 + rest * 1000 / 60_000).dropFirst())"
  }

  private static func fields(
    start: String,
    minutes: String,
    capacity: Int,
    isLockable: Bool,
    metadata: Metadata,
    times: TimeFormat
  ) -> [Form.Field] {
    [
      Form.Field(.start, start, hint: times.style.example),
      Form.Field(.minutes, minutes, hint: "elapsed time"),
      Form.Field(.capacity, "\(capacity)", hint: "appointments that fit"),
      Form.Field(.lockable, isLockable ? "yes" : "no", hint: "Space turns", isSwitch: true),
    ] + SlotMember.allCases.map { Form.Field($0.field, $0.text(in: metadata)) }
      + [Form.Field(.metadata, metadata.json, hint: "JSON object")]
  }

  // MARK: Enter

  func operation(_ desk: Desk) throws(Form.Problem) -> Operation? {
    guard let edited else { return .createSlots([try draft()]) }
    return try update(of: edited)
  }

  private func draft() throws(Form.Problem) -> SlotDraft {
    let start = try start()
    return SlotDraft(
      blockID: block,
      range: TimeRange(start: start, end: start + (try form.length())),
      capacity: try form.capacity(),
      isLockable: form.isOn(.lockable),
      metadata: try metadata(with: members(than: nil))
    )
  }

  /// Only what was typed anew is changed, so that a colleague's other changes stand.
  private func update(of slot: Slot) throws(Form.Problem) -> Operation? {
    let before = form(of: slot)
    var changes = SlotChanges()
    if form.isOther(.start, than: before) || form.isOther(.minutes, than: before) {
      // A field shows no milliseconds, which are kept unless it was typed in.
      let isSame = form.text(.start) == before.text(.start)
      let start = isSame ? slot.range.start : try start()
      let length =
        form.text(.minutes) == before.text(.minutes) ? slot.range.length : try form.length()
      if !isSame { changes.start = start }
      changes.end = start + length
    }
    if form.isOther(.capacity, than: before) { changes.capacity = try form.capacity() }
    if form.isOn(.lockable) != slot.isLockable { changes.isLockable = form.isOn(.lockable) }
    if form.isOther(.metadata, than: before) { changes.metadata = try form.metadata() }
    changes.members = members(than: before)
    guard changes != SlotChanges() else { return nil }
    return .changeSlots([slot.id], .update(changes, unchangedSince: slot.updatedAt))
  }

  /// Whoever booked a slot that moves has to come at another time: that is said first.
  func consequence(of operation: Operation, _ desk: Desk) -> Question? {
    guard let edited, case .changeSlots(_, .update(let changes, _)) = operation,
      let start = changes.start, start != edited.range.start
    else { return nil }
    let range = TimeRange(start: start, end: changes.end ?? start + edited.range.length)
    return Question(moving: desk.present([edited])[0], to: range, desk)
  }

  // MARK: What is typed

  private func start() throws(Form.Problem) -> Instant {
    let text = form.text(.start)
    if let hours = Self.shortOffset(text) {
      let error = SlotError.badRequest(
        "\(hours) behind a time is an offset from UTC. Type the time anew, or write \(hours):00."
      )
      throw Form.Problem(field: .start, error: error)
    }
    do {
      return try start(asWritten: text)
    } catch {
      throw Form.Problem(field: .start, error: .invalidDate(error))
    }
  }

  /// A whole date with its time, or what counts from the anchor.
  private func start(asWritten text: String) throws(TimeProblem) -> Instant {
    do {
      return try WrittenTime.instant(text, form.times)
    } catch {
      guard case .malformed = error, let start = try start(inWords: text) else { throw error }
      return start
    }
  }

  /// A time alone, of the anchor's day; else `tomorrow 14:50` or `mon 9:00`, as everywhere. Nil for what is
  /// neither.
  private func start(inWords text: String) throws(TimeProblem) -> Instant? {
    do {
      return try WrittenTime.instant("\(form.times.style.date(anchor.day)) \(text)", form.times)
    } catch {
      guard case .malformed = error else { throw error }
    }
    do {
      let place = try WrittenMoment.place(
        text,
        now: anchor.now,
        in: form.times.zone,
        form.times.style
      )
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

  /// The members with a field of their own whose text is another one; without a form before, all.
  private func members(than before: Form?) -> JSONMembers {
    var members: JSONMembers = [:]
    for member in SlotMember.allCases
    where before.map({ form.isOther(member.field, than: $0) }) ?? true {
      members[ExactText(member.rawValue)] = SlotMember.typed(form.text(member.field))
    }
    return members
  }

  private func metadata(with members: JSONMembers) throws(Form.Problem) -> Metadata {
    let metadata = try form.metadata()
    do {
      return try metadata.merging(members)
    } catch {
      throw Form.Problem(field: .metadata, error: error)
    }
  }

  // MARK: What the store says

  mutating func hear(refusal error: SlotError, _ desk: inout Desk) -> Step {
    if case .changedMeanwhile(let slot, let actor, let at) = error {
      return ask(about: slot, by: actor, at: at, &desk)
    }
    form.show(refusal: error, overlap: isLonger ? .minutes : .start)
    return Step()
  }

  /// Whether it gets another length and keeps its start.
  private var isLonger: Bool {
    guard let before = edited.map(form(of:)) else { return false }
    return !form.isOther(.start, than: before) && form.isOther(.minutes, than: before)
  }

  /// Somebody saved the slot while the form was open: the form shows theirs, and the user decides.
  private mutating func ask(
    about theirs: Slot,
    by actor: String,
    at: Instant,
    _ desk: inout Desk
  ) -> Step {
    let changes = adopt(theirs, by: actor, now: desk.now)
    form.asked = .saveOverTheirs
    let who = actor == desk.settings.actor ? "You" : actor
    let what = changes.isEmpty ? "" : ": \(changes.joined(separator: ", "))"
    let at = desk.times.clock(at)
    let question = Question(
      "\(who) changed this slot at \(at)\(what). Save yours all the same?",
      refusal: "Nothing was saved: the form shows the slot as it is now, with what you typed."
    )
    return Step(.open(question))
  }

  /// Puts the form on top of a colleague's newer slot: what was typed here stays, every other field
  /// shows theirs. Returns what they changed, as `capacity 2 → 4`; empty when nothing of it can be told.
  private mutating func adopt(_ theirs: Slot, by actor: String, now: Instant) -> [String] {
    guard let seen = edited else { return [] }
    let before = form(of: seen)
    var fresh = form(of: theirs)
    let fields = form.fields
    var changes: [String] = []
    for index in fields.indices {
      let (old, new) = (before.fields[index].text, fresh.fields[index].text)
      let isTyped = ExactText(fields[index].text) != ExactText(old)
      if ExactText(new) != ExactText(old) {
        changes.append(
          "\(fields[index].name.rawValue.lowercased()) \(Self.short(old)) → \(Self.short(new))"
        )
        if isTyped { fresh.fields[index].hint = "\(actor): \(new)" }
      }
      if isTyped { fresh.fields[index].input = fields[index].input }
    }
    (fresh.title, fresh.focus) = (form.title, form.focus)
    (form, edited) = (fresh, theirs)
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
        theirs.lock(at: now).map { "locked until \(form.times.clock($0.end))" }
          ?? "no longer locked"
      )
    }
    return changes
  }

  private static func short(_ text: String) -> String { PlainText.cut(text, to: 24) }
}

extension SlotMember {
  /// The field for it.
  fileprivate var field: Form.Field.Name {
    switch self {
    case .note: .note
    }
  }
}
