import SlotDomain
import TerminalKit

/// One slot with everything about it, and somebody in it in focus: what keys do is done to them. Where
/// nobody has a place it is done to the slot.
struct DetailsWindow: Layer {
  private static let width = 76

  private(set) var details: SlotDetails
  /// Who is in focus, also while they are gone: what is taken back brings them back.
  private var person: Appointment.ID?
  /// Where they stand, or stood last.
  private var place = 0
  /// A colleague took whoever was in focus away, or cancelled or enabled them.
  private var surprise = Surprise()
  private var isOwnChange = false
  /// Whom a colleague cancelled while this was open: `x` was meant to do the same.
  private var cancelledByOthers: Set<Appointment.ID> = []
  /// Who is about to come back to their place.
  private var enabling: Appointment?
  /// Whose other appointments are looked for, to be cancelled with this one.
  private var cancellingAll: Appointment?
  private(set) var scroll = Scroll()
  /// Until the user scrolls, whoever is in focus is kept in view.
  private var followsSelection = true

  /// - `person`: Who is in focus; nil: the first who comes.
  init(_ details: SlotDetails, on person: Appointment.ID? = nil) {
    self.details = details
    let first = details.appointments.first { $0.status == .active } ?? details.appointments.first
    // Whoever was remembered can be elsewhere by now.
    let isThere = details.appointments.contains { $0.id == person }
    self.person = isThere ? person : first?.id
    place = selection
  }

  var selection: Int {
    let appointments = details.appointments
    return appointments.firstIndex { $0.id == person }
      ?? min(place, max(0, appointments.count - 1))
  }

  var selected: Appointment? {
    details.appointments.indices.contains(selection) ? details.appointments[selection] : nil
  }

  var slot: Slot.ID? { details.slot.id }

  func renewal(_ desk: Desk) -> [Effect] { [desk.details(of: details.slot.id, .overlay)] }

  /// A newer look at the same slot leaves the focus where it is.
  mutating func receive(_ event: Event, _ desk: inout Desk) -> Step? {
    switch event {
    case .detailsLoaded(let new, .overlay) where new.slot.id == details.slot.id:
      place = selection
      let focused = selected
      // Whoever was just booked here is whom the message, and the next key, is about.
      if let booked = desk.selection.person, booked.slot == new.slot.id,
        !details.appointments.contains(where: { $0.id == booked.appointment }),
        new.appointments.contains(where: { $0.id == booked.appointment })
      {
        (person, followsSelection, isOwnChange) = (booked.appointment, true, true)
      }
      if !isOwnChange {
        let active = Set(details.appointments.filter { $0.status == .active }.map(\.id))
        let cancelled = new.appointments.filter { $0.status == .cancelled }.map(\.id)
        cancelledByOthers.formUnion(active.intersection(cancelled))
      }
      // Whoever came back since is cancelled anew by whoever does it.
      for appointment in new.appointments where appointment.status == .active {
        cancelledByOthers.remove(appointment.id)
      }
      details = new
      if let focused {
        let now = new.appointments.first { $0.id == focused.id }
        // Somebody who comes back takes the focus from who had it meanwhile.
        if !isOwnChange, now == nil || selected?.id != focused.id { surprise.begin(desk) }
        surprise.show(isOther: !isOwnChange && now?.status != focused.status, desk)
      }
      isOwnChange = false
      return Step()
    case .refused(.notEnoughCapacity) where enabling != nil:
      if let enabling { desk.say("The place is taken. \(remedy(enabling, desk))", .error) }
      enabling = nil
      return Step()
    case .engagementsFound(let person, _, let found):
      guard let appointment = cancellingAll, Person(appointment.metadata) == person else {
        return nil
      }
      cancellingAll = nil
      return askToCancelAll(found, of: appointment, &desk)
    case .performed(let operation, _, _):
      (isOwnChange, enabling) = (true, nil)
      return operation.deletes(details.slot) ? Step(.close) : nil
    default:
      surprise.hear(event, desk)
      return nil
    }
  }

  // MARK: Keys

  func hints(_ desk: Desk) -> [Hint] {
    let back: Hint = ("Esc", "back")
    let others: [Hint] = details.appointments.count > 1 ? [("↑↓", "person")] : []
    guard desk.isChangeable else { return others + [back] }
    let undo: Hint = (desk.keyMap.keyName(.undo), "undo")
    let put = pasted(desk).map { [("p", $0)] } ?? []
    guard let selected else {
      return put + [("a", "book"), ("e", "edit slot"), undo, back, ("D", "delete slot")]
    }
    let isFull = details.slot.freePlaces == 0
    let own: [Hint] =
      selected.status == .active
      ? [("m", "move"), ("x", "cancel")] : isFull ? [] : [("x", "enable")]
    // Of somebody who is not named there is nothing to edit or to copy.
    let named: [Hint] = desk.names.areShown ? [("e", "edit"), ("y", "copy")] : []
    return put + others + own + named + [("a", "book"), undo, back, ("D", "delete")]
  }

  /// What `p` does here, as in the view; nil where nobody waits to be put down, or cannot be here.
  private func pasted(_ desk: Desk) -> String? {
    let selection = desk.selection
    if let held = selection.inHand {
      return desk.canPutDown(held, on: details.slot) ? "move here" : nil
    }
    return selection.copiedPerson == nil || !desk.names.areShown ? nil : "book copied"
  }

  private func paste(_ desk: inout Desk) -> Step {
    guard desk.mayChange() else { return Step() }
    if let held = desk.selection.inHand { return Step(.stay, desk.putDown(held, on: details.slot)) }
    guard desk.names.areShown, let person = desk.selection.copiedPerson else { return Step() }
    return Step(.open(BookingForm([details.slot], for: person, desk)))
  }

  /// What keys do here to whoever is in focus, and nowhere else.
  static let deeds: [Key: String] = [
    "x": "cancels", "X": "cancels all appointments of", "m": "moves",
  ]

  /// Keys that are about whoever is in focus.
  private static let keysOfPerson: [Key] = ["m", "x", "X", "y", "e", "D", .delete]

  mutating func obey(_ key: Key, _ desk: inout Desk) -> Step {
    // Nothing is done to somebody who was scrolled out of sight: the next key is for whom one sees.
    if let selected, Self.keysOfPerson.contains(key), !isFocusInSight(desk) {
      followsSelection = true
      desk.say("\(desk.who(selected)) is in focus. Press \(key.name) again if you mean them.")
      return Step()
    }
    switch key {
    case .escape, .enter, .character("q"), .control("c"): return Step(.close)
    case .down, .character("j"): choose(selection + 1)
    case .up, .character("k"): choose(selection - 1)
    case .pageDown: return scroll(5, &desk)
    case .pageUp: return scroll(-5, &desk)
    case .character("a"):
      return desk.mayChange() ? Step(.open(BookingForm([details.slot], desk))) : Step()
    case .character("p"): return paste(&desk)
    case .character("m"): return withPerson(&desk) { $0.move(&$1, $2) }
    case .character("x"):
      return withPerson(&desk) { window, desk, appointment in
        appointment.status == .active
          ? Step(.stay, [.perform(.cancelAppointments([appointment.id]))])
          : window.enable(appointment, &desk)
      }
    case .character("X"): return withPerson(&desk) { $0.cancelAll($2, &$1) }
    case .character("y"):
      return withPerson(&desk) { _, desk, appointment in
        guard desk.names.areShown else {
          desk.say("Nobody is named on this screen, so nobody can be copied.", .error)
          return Step()
        }
        return Self.copy(appointment, &desk)
      }
    case .character("e"): return edit(&desk)
    case .character("D"), .delete: return delete(&desk)
    default: return everywhere(key, desk) ?? Step()
    }
    return Step()
  }

  /// Whoever was to be cancelled by two does not come back by the second one's key.
  private mutating func enable(_ appointment: Appointment, _ desk: inout Desk) -> Step {
    enabling = appointment
    let effect = Effect.perform(.enableAppointments([appointment.id]))
    guard cancelledByOthers.contains(appointment.id) else { return Step(.stay, [effect]) }
    let question = Question(
      "A colleague has cancelled \(desk.who(appointment)) already. Enable the appointment again?",
      refusal: "It stays cancelled.",
      [effect],
      about: [.appointment(appointment.id)]
    )
    return Step(.open(question))
  }

  /// Whoever gives up a term of lessons has one in each week.
  private mutating func cancelAll(_ appointment: Appointment, _ desk: inout Desk) -> Step {
    let person = Person(appointment.metadata)
    guard !person.name.isEmpty else {
      desk.say("Without a name it is not known what else they have. x cancels this appointment.")
      return Step()
    }
    cancellingAll = appointment
    let toCome = TimeRange(start: desk.now, end: TimeRange.all.end)
    return Step(.stay, [.findEngagements(person, toCome)])
  }

  /// Of two with one name those are meant who have the same phone, or none like this one.
  private func askToCancelAll(
    _ found: [Engagement],
    of appointment: Appointment,
    _ desk: inout Desk
  ) -> Step {
    func digits(_ appointment: Appointment) -> String {
      Person(appointment.metadata).phone.filter { $0.isASCII && $0.isNumber }
    }
    let all = found.filter { digits($0.appointment) == digits(appointment) }
    let (who, count) = (desk.who(appointment), all.count)
    guard count > 0, all.map(\.appointment.id) != [appointment.id] else {
      desk.say("\(who) has no other appointment to come. x cancels this one.")
      return Step()
    }
    let what = count == 1 ? "the appointment" : "all \(count) appointments"
    let head = "Cancel \(what) of \(who) to come"
    let days = all.map { desk.times(of: $0.slot).moment($0.slot.range.start, now: desk.now) }
    let question = Question(
      head + Question.list(days, of: count, beside: head.count, desk) + "?",
      refusal: "Nobody was cancelled.",
      [.perform(.cancelAppointments(all.map(\.appointment.id)))],
      about: all.map { .appointment($0.appointment.id) }
    )
    return Step(.open(question))
  }

  /// What to do for somebody whose own place is taken by now.
  private func remedy(_ appointment: Appointment, _ desk: Desk) -> String {
    let (find, paste) = (desk.keyMap.keyName(.findPlace), desk.keyMap.keyName(.paste))
    return desk.names.areShown
      ? "y copies \(desk.who(appointment)): \(find) finds another place, \(paste) books it."
      : "\(find) finds another place."
  }

  /// Until they have another place, whoever is moved is in hand: left without a choice, the list leaves
  /// them to be put down in the view.
  private func move(_ desk: inout Desk, _ appointment: Appointment) -> Step {
    guard appointment.status == .active else {
      let who = desk.who(appointment)
      desk.say(
        details.appointments.count { $0.status == .active } < details.slot.capacity
          ? "\(who) is cancelled: x enables it, then it can be moved."
          : "\(who) is cancelled, and the place is taken. \(remedy(appointment, desk))"
      )
      return Step()
    }
    let window = MoveWindow(
      AppointmentInHand(appointment: appointment, slot: details.slot),
      isOverView: true,
      &desk
    )
    return Step(.replace(window), [.findPlacesToMove(appointment.id)])
  }

  /// Whoever books next is this one, until something else is copied.
  private static func copy(_ appointment: Appointment, _ desk: inout Desk) -> Step {
    desk.selection.copiedPerson = Person(appointment.metadata)
    (desk.selection.copied, desk.selection.inHand) = (nil, nil)
    let (paste, book) = (desk.keyMap.keyName(.paste), desk.keyMap.keyName(.book))
    desk.say(
      "Copied \(desk.who(appointment)). \(paste) on a slot books them there again;"
        + " \(book) books somebody else.",
      .success
    )
    return Step()
  }

  private func edit(_ desk: inout Desk) -> Step {
    guard desk.mayChange(), isSure(&desk) else { return Step() }
    return selected.map { PersonForm.opening($0, in: details.slot, &desk) }
      ?? Step(.open(SlotForm(editing: details.slot, desk)))
  }

  private func delete(_ desk: inout Desk) -> Step {
    guard desk.mayChange(), isSure(&desk) else { return Step() }
    guard let selected else { return Step(.open(Question(deleting: [details.slot], desk))) }
    let question = Question(
      "Delete the appointment of \(desk.who(selected))?",
      refusal: "Nothing was deleted.",
      [.perform(.deleteAppointments([selected.id]))],
      about: [.appointment(selected.id)]
    )
    return Step(.open(question))
  }

  /// False in the moment in which somebody else came into focus, or they have become otherwise; which is
  /// said.
  private func isSure(_ desk: inout Desk) -> Bool {
    !surprise.holdsBack(&desk, "Look who is in focus, then press again.")
  }

  private mutating func withPerson(
    _ desk: inout Desk,
    _ body: (inout DetailsWindow, inout Desk, Appointment) -> Step
  ) -> Step {
    guard desk.mayChange(), isSure(&desk) else { return Step() }
    if let selected { return body(&self, &desk, selected) }
    desk.say("Nobody has a place here. a books somebody.")
    return Step()
  }

  private mutating func choose(_ index: Int) {
    place = min(max(0, index), max(0, details.appointments.count - 1))
    if details.appointments.indices.contains(place) { person = details.appointments[place].id }
    followsSelection = true
  }

  mutating func point(at target: MouseTarget) {
    if case .part(let index) = target { choose(index) }
  }

  mutating func scroll(_ lines: Int, _ desk: inout Desk) -> Step {
    let all = self.lines(desk)
    let shown = min(all.count, desk.layout.rowsInBox)
    scroll.go(to: top(all, desk) + lines, rows: all.count, shown: shown)
    followsSelection = false
    return Step()
  }

  // MARK: What it shows

  /// Who is in focus, or that nobody is.
  func sentence(_ desk: Desk) -> String? {
    guard let selected else {
      return "\(desk.place(of: details.slot)), nobody has a place"
    }
    let phone = desk.names.text(AppointmentMember.phone.text(in: selected.metadata))
    let cancelled = selected.status == .active ? "" : "cancelled"
    let slot = details.slot
    let when = desk.times(of: slot).range(slot.range, now: desk.now) + desk.clockMark(of: slot)
    let note = desk.names.text(AppointmentMember.note.text(in: selected.metadata))
    var sentence = Sentence(room: desk.roomForSentence)
    for part in [desk.names.label(selected), when, phone, cancelled] where !part.isEmpty {
      sentence.add(part)
    }
    if !note.isEmpty { sentence.addCut("note: \(note)") }
    return sentence.text
  }

  private func lines(_ desk: Desk) -> [Line] {
    SlotLines(details: details, desk: desk)
      .lines(width: desk.layout.columnsInBox(Self.width))
  }

  /// Whoever is in focus is in view unless the user scrolled away from them.
  private func top(_ lines: [Line], _ desk: Desk) -> Int {
    let height = min(lines.count, desk.layout.rowsInBox)
    let top = min(scroll.top, lines.count - height)
    guard followsSelection, let chosen = chosen(lines) else { return top }
    return min(max(top, chosen.upperBound - height), chosen.lowerBound)
  }

  private func isFocusInSight(_ desk: Desk) -> Bool {
    let lines = lines(desk)
    guard let first = chosen(lines)?.lowerBound else { return true }
    let top = top(lines, desk)
    return (top..<top + min(lines.count, desk.layout.rowsInBox)).contains(first)
  }

  private func chosen(_ lines: [Line]) -> Range<Int>? {
    let chosen = lines.indices.filter { lines[$0].target == .part(selection) }
    guard let first = chosen.first, let last = chosen.last else { return nil }
    return first..<last + 1
  }

  func box(_ desk: Desk) -> Box? {
    let lines = lines(desk)
    var box = Box(desk.place(of: details.slot), width: Self.width, lines, from: top(lines, desk))
    box.focus = chosen(lines)
    box.mark = .reversed
    return box
  }
}

extension Operation {
  /// Whether it deletes a slot.
  fileprivate func deletes(_ slot: Slot) -> Bool {
    switch self {
    case .changeSlots(let ids, .delete): ids.contains(slot.id)
    case .deleteBlocks(let ids, _): ids.contains(slot.blockID)
    case .batch(_, let operations): operations.contains { $0.deletes(slot) }
    case .createSlots, .changeSlots, .reviseSlots, .releaseOwnLock, .createBlock, .updateBlock,
      .setBlockStatus, .createAppointments, .updateAppointments, .cancelAppointments,
      .enableAppointments, .rescheduleAppointment, .deleteAppointments:
      false
    }
  }
}
