import SlotDomain
import TerminalKit

/// One slot with everything about it. Its appointments can be chosen and acted on.
struct DetailsWindow: Layer {
  private static let width = 76

  private(set) var details: SlotDetails
  private(set) var selection = 0
  private(set) var scroll = Scroll()
  /// Until the user scrolls, the chosen appointment is kept in view.
  private var followsSelection = true

  init(_ details: SlotDetails) { self.details = details }

  var selected: Appointment? {
    details.appointments.indices.contains(selection) ? details.appointments[selection] : nil
  }

  var slot: Slot.ID? { details.slot.id }

  func renewal(_ desk: Desk) -> [Effect] { [desk.details(of: details.slot.id, .overlay)] }

  /// A newer look at the same slot keeps the chosen appointment.
  mutating func receive(_ event: Event, _ desk: inout Desk) -> Step? {
    guard case .detailsLoaded(let new, .overlay) = event, new.slot.id == details.slot.id else {
      return nil
    }
    let chosen = selected?.id
    details = new
    selection =
      new.appointments.firstIndex { $0.id == chosen }
      ?? min(selection, max(0, new.appointments.count - 1))
    return Step()
  }

  // MARK: Keys

  func hints(_ desk: Desk) -> [Hint] {
    [
      ("↑↓", "choose"), ("a", "book"), ("m", "move"), ("x", "cancel or enable"),
      ("D", "delete"), ("Esc", "back"),
    ]
  }

  mutating func obey(_ key: Key, _ desk: inout Desk) -> Step {
    switch key {
    case .escape, .enter, .character("q"), .control("c"): return Step(.close)
    case .down, .character("j"): choose(selection + 1)
    case .up, .character("k"): choose(selection - 1)
    case .pageDown: return scroll(5, &desk)
    case .pageUp: return scroll(-5, &desk)
    case .character("a"): return book(&desk)
    case .character("m"): return withAppointment(&desk, takeUp)
    case .character("x"):
      return withAppointment(&desk) { _, appointment in
        let (isActive, ids) = (appointment.status == .active, [appointment.id])
        return Step(
          .stay,
          [.perform(isActive ? .cancelAppointments(ids) : .enableAppointments(ids))]
        )
      }
    case .character("D"), .delete:
      return withAppointment(&desk) { _, appointment in
        let question = Question(
          "Delete the appointment of \(appointment.label)?",
          refusal: "Nothing was deleted.",
          [.perform(.deleteAppointments([appointment.id]))]
        )
        return Step(.open(question))
      }
    default: break
    }
    return Step()
  }

  private func book(_ desk: inout Desk) -> Step {
    guard let form = Form.open(for: details.slot, &desk) else { return Step() }
    return Step(.open(form))
  }

  /// What is moved is put down on the grid.
  private func takeUp(_ desk: inout Desk, _ appointment: Appointment) -> Step {
    guard appointment.status == .active else {
      desk.say("\(appointment.label) is cancelled: x enables it, then it can be moved.")
      return Step()
    }
    desk.selection.inHand = AppointmentInHand(appointment: appointment, slot: details.slot)
    return Step(.close)
  }

  private func withAppointment(
    _ desk: inout Desk,
    _ body: (inout Desk, Appointment) -> Step
  ) -> Step {
    if let obstacle = desk.obstacleToChanges {
      desk.say(obstacle, .error)
    } else if let selected {
      return body(&desk, selected)
    } else {
      desk.say("There is no appointment on this slot. a books one.")
    }
    return Step()
  }

  private mutating func choose(_ index: Int) {
    selection = min(max(0, index), max(0, details.appointments.count - 1))
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

  private func lines(_ desk: Desk) -> [Line] {
    SlotLines(details: details, desk: desk)
      .lines(width: desk.layout.columnsInBox(Self.width))
  }

  /// The chosen appointment is in view unless the user scrolled away from it.
  private func top(_ lines: [Line], _ desk: Desk) -> Int {
    let height = min(lines.count, desk.layout.rowsInBox)
    let top = min(scroll.top, lines.count - height)
    guard followsSelection, let chosen = chosen(lines) else { return top }
    return min(max(top, chosen.upperBound - height), chosen.lowerBound)
  }

  private func chosen(_ lines: [Line]) -> Range<Int>? {
    let chosen = lines.indices.filter { lines[$0].target == .part(selection) }
    guard let first = chosen.first, let last = chosen.last else { return nil }
    return first..<last + 1
  }

  func box(_ desk: Desk) -> Box? {
    let lines = lines(desk)
    let title = desk.times.range(details.slot.range, now: desk.now)
    var box = Box(title, width: Self.width, lines, from: top(lines, desk))
    box.focus = chosen(lines)
    box.mark = .reversed
    return box
  }
}
