import SlotDomain
import TerminalKit

/// Books somebody into a slot, or into all that are marked. What stands against it is said in the form,
/// with what Enter does then; nothing that was typed is lost by it.
struct BookingForm: Layer {
  private(set) var form: Form
  /// As they were last seen.
  private(set) var slots: [Slot]
  /// How far the journal was when the view was last asked how they are.
  private var seen: JournalPosition?
  /// When it was opened. Other places are looked for from then on: the clock goes on while they are read.
  private let opened: Instant
  /// Something came to stand against it while it was open.
  private var surprise = Surprise()
  /// Whether a colleague moved a slot meanwhile, and who deleted which.
  private var wasMoved = false
  private var gone: Set<Slot.ID> = []
  /// They are marked, and the cursor stands on a slot that is not: what is booked is not what is looked at.
  private let isElsewhere: Bool
  /// The next free place that is proposed in place of a slot that cannot be booked.
  private(set) var proposal: Proposal?
  private(set) var people = KnownPeople()
  private(set) var taking = Taking()
  private(set) var engagements = EngagementsSoFar()

  /// An answer to a wish.
  struct Proposal: Hashable, Sendable {
    let wish: PlaceWish
    /// Nil: there is none, or it is not known yet.
    var slot: Slot?
    var isKnown = false
  }

  /// Which of the proposed people stands in the fields, and what was typed there before.
  struct Taking: Hashable, Sendable {
    var index: Int?
    var typed: [Form.Field.Name: String] = [:]
  }

  /// Which other appointments whoever is booked has on these days.
  struct EngagementsSoFar: Hashable, Sendable {
    /// Whom it was asked of, and of which days.
    var person: Person?
    var range: TimeRange?
    var found: [Engagement] = []
  }

  /// Who stands in the fields without having been typed: nobody is proposed in their stead.
  private var filled: Person?

  /// - `person`: Whose name, phone and e-mail stand in it already.
  init(_ slots: [Slot], for person: Person? = nil, _ desk: Desk) {
    self.slots = slots
    let cursor = desk.isOfSlots && !desk.marks.isEmpty ? desk.sheet.focusedSlot?.id : nil
    isElsewhere = cursor.map { id in !slots.contains { $0.id == id } } ?? false
    opened = desk.clock
    form = Form(
      title: Self.title(slots, desk),
      fields: [
        Form.Field(.name, "", hint: "who it is for"), Form.Field(.phone, ""), Form.Field(.note, ""),
        Form.Field(.email, ""), Form.Field(.places, "1", hint: "appointments to make"),
      ]
    )
    if let person, desk.names.areShown {
      fill(with: person)
      filled = self.person
    }
  }

  /// Block and time.
  private static func title(_ slots: [Slot], _ desk: Desk) -> String {
    guard let first = slots.first, let last = slots.last, slots.count > 1 else {
      return "Book \(slots.first.map(desk.place) ?? "")"
    }
    let blocks = Set(slots.map(\.blockID))
    let name = desk.block(first.blockID)?.name ?? ""
    let days = [first, last].map { desk.times(of: $0).day($0.range.start, now: desk.now) }
    return "Book \(slots.count) slots, \(TimeFormat.span(days)), "
      + (blocks.count == 1 ? name : counted(blocks.count, "block"))
  }

  // MARK: Keys

  var takesText: Bool { true }
  var field: TextField? { form.field }

  func hints(_ desk: Desk) -> [Hint] {
    let isLast = (taking.index ?? -1) + 1 >= people.proposals.count
    let others = hasProposals(desk) && !isLast ? [("↓", "take")] : []
    let other = otherPlace(desk).map { " \(desk.soon($0))" } ?? ""
    let enter = canBook(desk) ? [("Enter", "book\(other)")] : []
    return others + enter + [("Tab", "next field"), ("Esc", "leave")]
  }

  mutating func obey(_ key: Key, _ desk: inout Desk) -> Step {
    switch key {
    case .enter: return form.isSubmitted ? Step() : submit(&desk)
    case .escape, .control("c"):
      desk.say("Nobody was booked." + keep(&desk))
      return Step(.leave)
    case .down where hasProposals(desk): take((taking.index ?? -1) + 1)
    case .up where taking.index != nil: take((taking.index ?? 0) - 1)
    default:
      let before = form.fields.map(\.text)
      let step = form.obey(key, &desk)
      if form.fields.map(\.text) != before { taking = Taking() }
      return step
    }
    return Step()
  }

  /// Whoever was typed can be booked somewhere else, unless something else waits to be put down.
  private func keep(_ desk: inout Desk) -> String {
    guard desk.names.areShown, !person.name.isEmpty, desk.selection.copied == nil,
      desk.selection.inHand == nil
    else { return "" }
    desk.selection.copiedPerson = person
    return
      " \(desk.keyMap.keyName(.paste)) on another slot books \(PlainText.cut(person.name, to: 40))."
  }

  mutating func point(at target: MouseTarget) { form.point(at: target) }

  func sentence(_ desk: Desk) -> String? { form.title }

  // MARK: Who it is for

  private var typesPerson: Bool { [.name, .phone].contains(form.focused.name) }

  /// Names of others are no more shown here than elsewhere.
  private func hasProposals(_ desk: Desk) -> Bool {
    typesPerson && desk.names.areShown && !people.proposals.isEmpty
  }

  /// Puts somebody in the fields; before the first one what was typed comes back.
  private mutating func take(_ index: Int) {
    let people = people.proposals
    if taking.index == nil {
      taking.typed = Dictionary(
        uniqueKeysWithValues: [Form.Field.Name.name, .phone, .email].map { ($0, form.text($0)) }
      )
    }
    guard index >= 0 else {
      for (name, text) in taking.typed { form.set(name, to: text) }
      taking = Taking()
      return
    }
    taking.index = min(index, people.count - 1)
    for (name, text) in taking.typed { form.set(name, to: text) }
    taking.index.map { fill(with: people[$0]) }
  }

  /// What is not known of them stays as it was typed.
  private mutating func fill(with person: Person) {
    for (name, text) in [
      (Form.Field.Name.name, person.name), (.phone, person.phone), (.email, person.email),
    ] where !text.isEmpty { form.set(name, to: text) }
    form.problem = nil
  }

  /// What is typed, as far as it describes somebody: a name, or the digits of a phone, which tell those of
  /// one name apart.
  private var description: String {
    if person == filled { return "" }
    switch form.focused.name {
    case .name: return form.text(.name)
    case .phone:
      let phone = form.text(.phone)
      return phone.count { $0.isASCII && $0.isNumber } > 2 ? "\(form.text(.name)) \(phone)" : ""
    default: return ""
    }
  }

  private var person: Person {
    Person(name: form.text(.name), phone: form.text(.phone), email: form.text(.email))
  }

  // MARK: What is typed

  /// Who it is for, as metadata.
  private func metadata() throws(Form.Problem) -> Metadata {
    var members: JSONMembers = [:]
    for member in AppointmentMember.allCases {
      let value = AppointmentMember.typed(form.text(member.field))
      if value != .null { members[ExactText(member.rawValue)] = value }
    }
    do { return try Metadata(.object(members)) } catch {
      throw Form.Problem(field: AppointmentMember.field(of: error), error: error)
    }
  }

  /// More at once are a slip of the hand.
  private static let mostPlaces = 1000

  private func typedPlaces() throws(Form.Problem) -> Int {
    guard let places = Int(form.text(.places)), (1...Self.mostPlaces).contains(places) else {
      throw Form.Problem(
        field: .places,
        error: .badRequest("Give a whole number of places, from 1 to \(Self.mostPlaces).")
      )
    }
    return places
  }

  // MARK: Whether it can be

  /// How many places; one where that is no number.
  private var places: Int { (try? typedPlaces()) ?? 1 }

  private func hindrance(to slot: Slot, _ desk: Desk) -> Hindrance? {
    if gone.contains(slot.id) { return .deleted }
    return Hindrance(
      to: slot,
      in: desk.block(slot.blockID),
      places: places,
      actor: desk.settings.actor,
      at: desk.clock
    )
  }

  /// The first slot that refuses; those that are only late come last.
  private func obstacle(_ desk: Desk) -> (slot: Slot, hindrance: Hindrance)? {
    let all = slots.compactMap { slot in hindrance(to: slot, desk).map { (slot, $0) } }
    return all.first { !$0.1.isOnlyLate } ?? all.first
  }

  /// What can be proposed in place of the slot.
  private func wish(_ desk: Desk) -> PlaceWish? {
    guard slots.count == 1, let (slot, hindrance) = obstacle(desk), hindrance.hasOtherPlaces else {
      return nil
    }
    let after = max(slot.range.start, opened)
    return PlaceWish(block: slot.blockID, after: after, places: places)
  }

  // MARK: Enter

  /// Where it is booked in place of a slot that refuses: only what was seen.
  private func otherPlace(_ desk: Desk) -> Slot? {
    guard let (_, hindrance) = obstacle(desk), !hindrance.isOnlyLate, hindrance.hasOtherPlaces,
      proposal?.wish == wish(desk)
    else { return nil }
    return proposal?.slot
  }

  /// Where Enter books.
  private func slotsToBook(_ desk: Desk) -> [Slot] { otherPlace(desk).map { [$0] } ?? slots }

  private func canBook(_ desk: Desk) -> Bool {
    obstacle(desk)?.hindrance.isOnlyLate != false || otherPlace(desk) != nil
  }

  private mutating func submit(_ desk: inout Desk) -> Step {
    guard canBook(desk) else { return Step() }
    let remedy = "Look at the form, then press Enter again."
    if surprise.holdsBack(&desk, remedy) { return Step() }
    do {
      let (metadata, places) = (try metadata(), try typedPlaces())
      if let other = otherPlace(desk) {
        slots = [other]
        form.title = Self.title(slots, desk)
        proposal = nil
      }
      form.problem = nil
      form.isSubmitted = true
      return Step(.stay, askForEngagements(desk) + [.perform(booking(metadata, places, desk))])
    } catch {
      form.show(error)
      return Step()
    }
  }

  /// One's own lock is consumed by the booking, as its key would do.
  private func booking(_ metadata: Metadata, _ places: Int, _ desk: Desk) -> Operation {
    let drafts = slots.flatMap { slot in
      let isLate = hindrance(to: slot, desk)?.isOnlyLate ?? false
      let draft = AppointmentDraft(slotID: slot.id, metadata: metadata, isLate: isLate)
      return Array(repeating: draft, count: places)
    }
    return desk.consumingOwnLocks(of: slots, .createAppointments(drafts))
  }

  // MARK: What the store says

  mutating func settle(_ desk: inout Desk) -> [Effect] {
    let (wasFree, ranges) = (obstacle(desk) == nil, slots.map(\.range))
    refresh(desk.content)
    if slots.map(\.range) != ranges {
      // Whoever waits was told another time.
      wasMoved = true
      surprise.begin(desk)
      form.title = Self.title(slots, desk)
    }
    if wasFree, obstacle(desk) != nil { surprise.begin(desk) }
    // What was free can have begun by now.
    if let slot = proposal?.slot, hindrance(to: slot, desk)?.isOnlyLate == true { proposal = nil }
    var effects: [Effect] = []
    let wish = wish(desk)
    if wish != proposal?.wish {
      proposal = wish.map { Proposal(wish: $0) }
      effects += wish.map { [.findPlace($0, from: $0.after)] } ?? []
    }
    if taking.index == nil, !form.isSubmitted {
      effects += people.look(for: desk.names.areShown ? description : "")
    }
    if form.focused.name != .name || taking.index != nil { effects += askForEngagements(desk) }
    return effects
  }

  /// Where the store said what a slot is, the view may not know it yet.
  private mutating func refresh(_ content: PeriodContent) {
    guard !form.isSubmitted, seen != content.position else { return }
    seen = content.position
    for (index, slot) in slots.enumerated() {
      guard let now = content.slots.first(where: { $0.id == slot.id }) else { continue }
      slots[index] = now
    }
  }

  /// What else they have on these days, unless that was asked already.
  private mutating func askForEngagements(_ desk: Desk) -> [Effect] {
    let person = person
    guard desk.names.areShown, !person.name.isEmpty else {
      engagements = EngagementsSoFar()
      return []
    }
    guard let range = days(desk),
      engagements.range != range || engagements.person?.name != person.name
        || engagements.person?.phone != person.phone
    else { return [] }
    let found = engagements.person == person ? engagements.found : []
    engagements = EngagementsSoFar(person: person, range: range, found: found)
    return [.findEngagements(person, range)]
  }

  /// From the day of the first slot to that of the last.
  private func days(_ desk: Desk) -> TimeRange? {
    let slots = slotsToBook(desk)
    guard let first = slots.first, let last = slots.last else { return nil }
    let zone = desk.times(of: first).zone
    let (start, end) = (zone.date(first.range.start), zone.date(last.range.start))
    return zone.range(of: start, days: max(1, end.dayNumber - start.dayNumber + 1))
  }

  mutating func receive(_ event: Event, _ desk: inout Desk) -> Step? {
    switch event {
    case .performed where form.isSubmitted:
      if let remark = remark(on: engagements.found, desk), let message = desk.line.message {
        desk.say("\(message.text) \(remark)", message.kind)
      }
      return Step(.close)
    case .refused(let error) where form.isSubmitted:
      show(error, desk)
      return Step()
    case .placeSought(let wish, let step):
      guard wish == proposal?.wish, proposal?.isKnown == false else { return nil }
      if step.slots.isEmpty, let next = step.next {
        return Step(.stay, [.findPlace(wish, from: next)])
      }
      proposal?.slot = step.slots.first
      proposal?.isKnown = true
      return Step()
    case .peopleFound(let query, let position, let step):
      return people.add(step, of: query, from: position).map { Step(.stay, $0) }
    case .engagementsFound(let person, let range, let found):
      guard person == engagements.person, range == engagements.range else { return nil }
      engagements.found = found
      return Step()
    case .storeChanged(let entries, _, _):
      // What was proposed can be taken by now.
      proposal = nil
      // And whoever is typed can have got another appointment that day.
      engagements.range = nil
      for entry in entries { gone = gone.union(entry.deletedSlots).subtracting(entry.createdSlots) }
      return nil
    default: return nil
    }
  }

  /// Somebody was faster: what the slot is now says what is against it.
  private mutating func show(_ error: SlotError, _ desk: Desk) {
    (form.isSubmitted, proposal, seen) = (false, nil, desk.content.position)
    if error.code == .slotNotFound, slots.count == 1 {
      gone.formUnion(slots.map(\.id))
      return
    }
    if let refused = error.slot,
      let index = slots.firstIndex(where: { $0.id == refused.id })
    {
      slots[index] = refused
      if obstacle(desk) != nil { return }
    }
    form.show(error)
  }

  // MARK: What it shows

  func box(_ desk: Desk) -> Box? {
    let moved = wasMoved ? Line("It was moved meanwhile. Enter books the new time.", .warning) : nil
    let way =
      obstacle(desk).map { Line(sentence($0.slot, $0.hindrance, desk), .warning) } ?? moved
      ?? marked
    var box = form.box(desk, remark: way)
    let width = desk.layout.columnsInBox(box.width)
    if slots.count > 1, obstacle(desk) == nil {
      box.footer += Text.wrap("\(Announcement(desk).list(slots)).", width: width).map { Line($0) }
    }
    if let remark = remark(on: engagements.found, desk) {
      box.footer += Text.wrap(remark, width: width).map { Line($0, .warning) }
    }
    guard hasProposals(desk) else { return box }
    // The field that is typed into stays in sight.
    let room = max(1, desk.layout.rowsInBox - box.footer.count - min(3, form.fields.count))
    box.footer += people.proposals.prefix(room).enumerated().map { index, person in
      let text = [person.name, person.phone].filter { !$0.isEmpty }.joined(separator: ", ")
      let isTaken = taking.index == index
      let mark = isTaken ? "> " : index == (taking.index ?? -1) + 1 ? "↓ " : "  "
      return Line(mark + text, isTaken ? .selection : .plain)
    }
    if people.areMore, taking.index == nil { box.footer.append(Line("  \(others)", .dim)) }
    return box
  }

  /// That whom somebody means may be none of those that are proposed.
  private var others: String {
    form.focused.name == .name
      ? "There are more. Type more of the name, or the phone."
      : "There are more. Type more of the phone."
  }

  private var marked: Line? {
    guard isElsewhere else { return nil }
    let text =
      slots.count == 1
      ? "This is the marked slot, not the one under the cursor."
      : "These are the marked slots, without the one under the cursor."
    return Line(text, .warning)
  }

  /// What is against it, and the way on.
  private func sentence(_ slot: Slot, _ hindrance: Hindrance, _ desk: Desk) -> String {
    let name = desk.block(slot.blockID)?.name ?? ""
    let words = hindrance.words(slot, name, desk)
    if slots.count > 1 {
      let which = "\(desk.soon(slot)): \(words)."
      return hindrance.isOnlyLate
        ? "\(which) Enter books all the same." : "\(which) Nobody is booked; Esc leaves."
    }
    if hindrance.isOnlyLate {
      return hindrance == .over
        ? "\(words). Enter books it all the same, Esc leaves."
        : "\(words). Enter books all the same."
    }
    guard hindrance.hasOtherPlaces, !name.isEmpty else { return "\(words). Esc leaves." }
    guard let proposal, proposal.isKnown else {
      return "\(words). Looking for the next free place…"
    }
    let next = places == 1 ? "the next free" : "the next with \(places) free"
    return proposal.slot.map { "\(words). Enter books \(next): \(desk.soon($0))" }
      ?? "\(words), and \(name) has no later \(places == 1 ? "place" : "slot for \(places)"). Esc leaves."
  }

  /// `Anna First has another appointment that day: 14:00–14:20, Dr Brown.`
  private func remark(on engagements: [Engagement], _ desk: Desk) -> String? {
    let slots = slotsToBook(desk)
    let days = Set(slots.map { desk.times(of: $0).zone.date($0.range.start) })
    let others = engagements.filter {
      days.contains(desk.times(of: $0.slot).zone.date($0.slot.range.start))
    }
    guard let first = others.first else { return nil }
    let here = others.count { other in slots.contains { $0.id == other.slot.id } }
    if here > 0 {
      let more = others.count - here
      let slot = slots.count == 1 ? "this slot" : "one of these slots"
      return "\(first.appointment.label) has a place in \(slot) already"
        + (more > 0 ? ", and \(counted(more, "other appointment")) that day." : ".")
    }
    let places = others.prefix(3).map { other in
      let times = desk.times(of: other.slot)
      let block = desk.blockName(of: other.slot)
      let name = block.isEmpty ? "" : ", \(block)"
      let when = days.count == 1 ? times.clocks(other.slot.range) : times.range(other.slot.range)
      return when + name
    }
    let what = others.count == 1 ? "another appointment" : "\(others.count) other appointments"
    let which = days.count == 1 ? "that day" : "on these days"
    return "\(first.appointment.label) has \(what) \(which): \(places.joined(separator: "; "))."
  }
}
