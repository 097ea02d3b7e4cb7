import SlotDomain
import TerminalKit

/// Where somebody can be moved to: the next places of their block, then of the others, each with its block.
/// Whoever is moved stays in hand when the list is left, and can be put down in the view.
struct MoveWindow: ListLayer {
  static let width = 70
  /// Places in the list.
  static let most = 40

  let held: AppointmentInHand
  private(set) var places: [Slot]?
  var picker = Picker()
  private var isSubmitted = false
  /// Somebody took the chosen place away.
  private var surprise = Surprise()
  /// Whether there is no other window behind it: where Esc leads, they can be put down.
  private let isOverView: Bool
  private var way: String { isOverView ? "choose in the view" : "back" }

  init(_ held: AppointmentInHand, isOverView: Bool, _ desk: inout Desk) {
    (self.held, self.isOverView) = (held, isOverView)
    desk.selection.inHand = held
  }

  func count(_ desk: Desk) -> Int { places?.count ?? 0 }

  func selected(_ desk: Desk) -> Slot? { selected(in: places, desk) }

  /// Whoever is in hand no longer is not moved from here.
  func renewal(_ desk: Desk) -> [Effect] {
    desk.selection.inHand == held ? [.findPlacesToMove(held.appointment.id)] : []
  }

  /// What was chosen stays chosen, wherever it stands in a newer list.
  mutating func receive(_ event: Event, _ desk: inout Desk) -> Step? {
    switch event {
    case .placesToMoveFound(held.appointment.id, let found):
      let chosen = selected(desk)
      picker.keep(chosen?.id, among: found.map(\.id))
      places = found
      let now = selected(desk)
      let isOther = chosen.map { ($0.id, $0.range) != (now?.id, now?.range) } ?? false
      surprise.show(isOther: isOther, desk)
      return Step()
    case .performed(let operation, _, _)
    where isSubmitted && operation.verb == .rescheduleAppointment:
      return Step(.close)
    case .refused(let error) where isSubmitted:
      // Somebody was faster: the list is read anew, and the reason stays to be read.
      isSubmitted = false
      surprise.begin(desk)
      desk.say(desk.times.sentence(of: error), .error)
      return Step(.stay, renewal(desk))
    default:
      surprise.hear(event, desk)
      return nil
    }
  }

  // MARK: Keys

  func hints(_ desk: Desk) -> [Hint] {
    guard desk.selection.inHand == held else { return [("Esc", "back")] }
    guard selected(desk) != nil else { return [("Esc", way)] }
    return [("Enter", "move there"), ("↑↓", "choose"), ("Esc", way)]
  }

  mutating func obey(_ key: Key, _ desk: inout Desk) -> Step {
    switch key {
    case .escape, .character("q"), .control("c"): return Step(.close)
    case .enter:
      guard let selected = selected(desk), !isSubmitted else { return Step() }
      guard desk.selection.inHand == held else {
        desk.say(held.givenUp(desk))
        return Step(.close)
      }
      let remedy = "Look at the list, then press Enter again."
      if surprise.holdsBack(&desk, remedy) { return Step() }
      isSubmitted = true
      return Step(.stay, [desk.moving(held.appointment, to: selected)])
    default:
      if let step = moved(by: key, desk) {
        let isLast = selection(desk) == Self.most - 1
        if isLast { desk.say("These are the next \(Self.most).\(others(desk))") }
        return step
      }
      if let step = everywhere(key, desk) { return step }
      if key.isText { desk.say("Nothing can be typed here.\(others(desk))") }
      return Step()
    }
  }

  /// How to come to another place than those of the list.
  private func others(_ desk: Desk) -> String {
    guard desk.selection.inHand == held else { return "" }
    let (find, paste) = (desk.keyMap.keyName(.findPlace), desk.keyMap.keyName(.paste))
    let who = desk.who(held.appointment)
    return " \(find) finds others by typing, and \(paste) puts \(who) there."
  }

  // MARK: What it shows

  func title(_ desk: Desk) -> String {
    let from = desk.times(of: held.slot).moment(held.slot.range.start, now: desk.now)
    return "Move \(desk.who(held.appointment)) from \(from)\(desk.clockMark(of: held.slot))"
  }

  func sentence(_ desk: Desk) -> String? {
    guard desk.selection.inHand == held else { return held.givenUp(desk) }
    return selected(desk).map { "\(desk.who(held.appointment)) to \(desk.place(of: $0))" }
  }

  func nothing(_ desk: Desk) -> String {
    places == nil ? "Looking for places…" : "No other place is free. Esc keeps this one in hand."
  }

  func height(_ desk: Desk) -> Int? { max(3, count(desk) + 2) }

  func lines(room: Int, _ desk: Desk) -> (Int) -> Line {
    let places = places ?? []
    let whens = places.map { desk.times(of: $0).range($0.range, now: desk.now) }
    // Another clock is said behind the time, since a block's name can be cut.
    let cells = zip(whens, places).map { $0 + desk.clockMark(of: $1) }
    let width = min(room, cells.map { DisplayWidth.columns(of: $0) }.max() ?? 0)
    return { index in
      let name = desk.block(places[index].blockID)?.name ?? ""
      return Line(
        "\(whens[index]), \(desk.blockName(of: places[index]))",
        parts: [
          .text(cells[index], x: 0, width: width, .plain),
          .text(name, x: width + 2, width: max(0, room - width - 2), .plain),
        ]
      )
    }
  }
}
