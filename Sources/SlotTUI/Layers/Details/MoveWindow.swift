import SlotDomain
import TerminalKit

/// Where somebody can be moved to: the next places of their block, then of the others, each with its block.
/// Whoever is moved stays in hand when the list is left, and can be put down in the view.
struct MoveWindow: Layer {
  private static let width = 70
  /// Places in the list.
  static let most = 40

  let held: AppointmentInHand
  private(set) var places: [Slot]?
  private var picker = Picker()
  private var isSubmitted = false
  /// Where Esc leads.
  private let way: String

  /// - `layer`: What it lies over, where that stays open; nil where the view is behind it.
  init(_ held: AppointmentInHand, over layer: (any Layer)? = nil, _ desk: inout Desk) {
    self.held = held
    way = layer == nil ? "choose in the view" : "back"
    desk.selection.inHand = held
  }

  private var selection: Int { picker.chosen ?? 0 }

  var selected: Slot? {
    places.flatMap { $0.indices.contains(selection) ? $0[selection] : nil }
  }

  func renewal(_ desk: Desk) -> [Effect] { [.findPlacesToMove(held.appointment.id)] }

  /// What was chosen stays chosen, wherever it stands in a newer list.
  mutating func receive(_ event: Event, _ desk: inout Desk) -> Step? {
    switch event {
    case .placesToMoveFound(held.appointment.id, let found):
      let chosen = picker.chosen.flatMap { _ in selected?.id }
      places = found
      picker.choose(
        chosen.map { id in found.firstIndex { $0.id == id } ?? selection },
        of: found.count
      )
      return Step()
    case .performed(let operation, _, _)
    where isSubmitted && operation.verb == .rescheduleAppointment:
      return Step(.close)
    case .refused(let error) where isSubmitted:
      // Somebody was faster: the list is read anew, and the reason stays to be read.
      isSubmitted = false
      desk.say(error.message(in: desk.content.zone), .error)
      return Step(.stay, renewal(desk))
    default: return nil
    }
  }

  // MARK: Keys

  func hints(_ desk: Desk) -> [Hint] {
    let take: [Hint] = selected == nil ? [] : [("Enter", "move there"), ("↑↓", "choose")]
    return take + [("Esc", way)]
  }

  mutating func obey(_ key: Key, _ desk: inout Desk) -> Step {
    switch key {
    case .escape, .character("q"), .control("c"): return Step(.close)
    case .enter:
      guard let selected, !isSubmitted else { return Step() }
      guard desk.selection.inHand == held else {
        desk.say("\(desk.who(held.appointment)) is moved no longer.")
        return Step(.close)
      }
      isSubmitted = true
      let move = Operation.rescheduleAppointment(
        held.appointment.id,
        to: selected.id,
        lockKey: nil
      )
      return Step(.stay, [.perform(desk.consumingOwnLock(of: selected, move))])
    case .character("j"): picker.choose(selection + 1, of: places?.count ?? 0)
    case .character("k"): picker.choose(selection - 1, of: places?.count ?? 0)
    case .up, .down, .pageUp, .pageDown, .control("n"), .control("p"), .tab, .backTab:
      _ = picker.follow(key, count: places?.count ?? 0, from: selection)
    default: return undoing(key, desk) ?? Step()
    }
    return Step()
  }

  mutating func point(at target: MouseTarget) {
    if case .entry(let index) = target { picker.choose(index, of: places?.count ?? 0) }
  }

  mutating func scroll(_ lines: Int, _ desk: inout Desk) -> Step {
    picker.choose(selection + lines, of: places?.count ?? 0)
    return Step()
  }

  // MARK: What it shows

  func sentence(_ desk: Desk) -> String? {
    selected.map { "\(desk.who(held.appointment)) to \(desk.place(of: $0))" }
  }

  func box(_ desk: Desk) -> Box? {
    let from = desk.times(of: held.slot).moment(held.slot.range.start, now: desk.now)
    let title = "Move \(desk.who(held.appointment)) from \(from)"
    let (places, room) = (places ?? [], desk.layout.columnsInBox(Self.width))
    let whens = places.map { desk.times(of: $0).range($0.range, now: desk.now) }
    let width = min(room, whens.map { DisplayWidth.columns(of: $0) }.max() ?? 0)
    var box = Box(title, width: Self.width, count: places.count) { index in
      let name = desk.blockName(of: places[index])
      return Line(
        "\(whens[index]), \(name)",
        parts: [
          .text(whens[index], x: 0, width: width, .plain),
          .text(name, x: width + 2, width: max(0, room - width - 2), .plain),
        ],
        target: .entry(index)
      )
    }
    box.height = max(3, places.count + 2)
    box.place = .around(selection)
    box.focus = places.isEmpty ? nil : selection..<selection + 1
    if places.isEmpty {
      let text =
        self.places == nil
        ? "Looking for places…" : "No other place is free. Esc keeps this one in hand."
      box.footer = [Line(text, .dim)]
      box.height = 3
    }
    return box
  }
}
