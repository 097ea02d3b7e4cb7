import SlotDomain
import TerminalKit

/// The next free places of all booking blocks, by time, narrowed by typing words. Enter goes to the one that
/// is chosen.
struct PlaceWindow: ListLayer {
  static let width = 84
  static let isTyped = true

  var picker = Picker()
  private var words: PlaceWords
  private var list: PlaceList?
  /// What was typed when it was looked for.
  private var text = ""
  /// Somebody else took the place that is chosen.
  private var surprise = Surprise()

  init(_ desk: Desk) {
    words = Self.words("", desk)
    list = words.query.map { PlaceList($0) }
  }

  func count(_ desk: Desk) -> Int { list?.slots.count ?? 0 }
  private var isRunning: Bool { list?.isRunning ?? false }

  /// The first step.
  var effects: [Effect] { list?.beginning ?? [] }

  func selected(_ desk: Desk) -> Slot? { selected(in: list?.slots, desk) }

  private static func words(_ text: String, _ desk: Desk) -> PlaceWords {
    PlaceWords(
      text,
      now: desk.now,
      zone: desk.content.zone,
      blocks: desk.content.blocks,
      style: desk.settings.timeStyle
    )
  }

  // MARK: Keys

  func hints(_ desk: Desk) -> [Hint] {
    let go: [Hint] = selected(desk) == nil ? [] : [("Enter", "go there"), ("↑↓", "choose")]
    return go + (picker.field.isEmpty ? [] : [("C-u", "empty the field")]) + [("Esc", "back")]
  }

  mutating func obey(_ key: Key, _ desk: inout Desk) -> Step {
    switch key {
    case .escape, .control("c"): return Step(.close)
    case .enter: return go(&desk)
    // Of the whole field, wherever the cursor stands in it.
    case .control("u"): picker.field = TextField()
    default:
      if let step = moved(by: key, desk) { return step }
      guard picker.field.edit(key) else { return Step() }
    }
    return Step(.stay, look(desk))
  }

  /// Looks for what the field says now.
  private mutating func look(_ desk: Desk) -> [Effect] {
    guard picker.field.text != text else { return [] }
    text = picker.field.text
    picker.choose(nil, of: 0)
    words = Self.words(text, desk)
    guard words.query != list?.query else { return [] }
    list = words.query.map { PlaceList($0) }
    return effects
  }

  /// To the one that is chosen. Whoever types faster than places are found goes to the first.
  private func go(_ desk: inout Desk) -> Step {
    let remedy = "Look at the list, then press Enter again."
    if surprise.holdsBack(&desk, remedy) { return Step() }
    if let selected = selected(desk) {
      return Step(.close, desk.go(to: selected.id, of: selected.blockID))
    }
    guard isRunning, let query = list?.query else {
      desk.say(nothing(desk))
      return Step()
    }
    return Step(.close, [.goToPlace(query, desk.zoneChoice, withGuests: desk.names.areShown)])
  }

  /// Looks for more where the row is one of the last.
  mutating func reached(_ desk: Desk) -> [Effect] {
    let row = selection(desk) ?? 0
    return list?.look(beyond: row) ?? []
  }

  // MARK: What was found

  func renewal(_ desk: Desk) -> [Effect] { effects }

  /// What was chosen stays chosen, wherever it stands.
  mutating func receive(_ event: Event, _ desk: inout Desk) -> Step? {
    surprise.hear(event, desk)
    guard case .placesFound(let query, let position, let step) = event else { return nil }
    let chosen = selected(desk)
    guard let effects = list?.add(step, to: query, from: position) else { return nil }
    keep(chosen, desk)
    return Step(.stay, effects)
  }

  private mutating func keep(_ chosen: Slot?, _ desk: Desk) {
    picker.keep(chosen?.id, among: list?.slots.map(\.id) ?? [])
    guard let chosen else { return }
    let now = selected(desk)
    surprise.show(isOther: (chosen.id, chosen.range) != (now?.id, now?.range), desk)
  }

  /// What has begun meanwhile is no place to go to.
  mutating func settle(_ desk: inout Desk) -> [Effect] {
    guard let from = list?.query.from, desk.now >= from + .minutes(1) else { return [] }
    words = Self.words(text, desk)
    guard let query = words.query else { return [] }
    let chosen = selected(desk)
    list?.begin(query)
    keep(chosen, desk)
    return effects
  }

  // MARK: What it shows

  func title(_ desk: Desk) -> String {
    let said = words.understood.joined(separator: ", ")
    return "Free places" + (said.isEmpty ? "" : ": \(said)")
  }

  func sentence(_ desk: Desk) -> String? {
    selected(desk).map { text(of: $0, desk).joined(separator: ", ") }
  }

  func nothing(_ desk: Desk) -> String {
    if let problem = words.problem { return problem.sentence }
    if let word = words.unknown.first {
      return "No block is called “\(SafeText.line(word))”. Type a part of a block's name, thu, pm,"
        + " after 14:00, 40 min, 2 places or a date."
    }
    guard let list else { return "No time is like that: type less." }
    if isRunning { return "Looking for free places…" }
    // Shorter ones can follow each other.
    if let minutes = list.query.minutes {
      let (mark, book) = (desk.keyMap.keyName(.mark), desk.keyMap.keyName(.book))
      return "No single place of \(minutes) min is free. In the calendar, shorter ones in a row can"
        + " be marked with \(mark) and booked together with \(book). C-u shows all."
    }
    return text.isEmpty
      ? "No place is free in any block." : "No place is free. Type less, or C-u for all."
  }

  /// How it stands in the list: another clock is said behind the time, since a block's name can be cut.
  private func cells(of slot: Slot, _ desk: Desk) -> [String] {
    var cells = text(of: slot, desk)
    cells[0] += desk.clockMark(of: slot)
    cells[1] = desk.block(slot.blockID)?.name ?? ""
    return cells
  }

  /// When, of which block, how many places.
  private func text(of slot: Slot, _ desk: Desk) -> [String] {
    let places = slot.capacity == 1 ? "free" : "\(slot.freePlaces) free"
    let when = desk.times(of: slot).range(slot.range, now: desk.now)
    return [when, desk.blockName(of: slot), places]
  }

  func lines(room: Int, _ desk: Desk) -> (Int) -> Line {
    let slots = list?.slots ?? []
    let whens = inSight(slots, desk).map { cells(of: $0, desk)[0] }
    let widest = whens.map { DisplayWidth.columns(of: $0) }.max() ?? 0
    return { index in
      let texts = cells(of: slots[index], desk)
      let places = texts[2].count
      let when = room >= 60 ? min(max(29, widest + 2), room / 2) : min(24, room - places - 1)
      return Line(
        text(of: slots[index], desk).joined(separator: ", "),
        parts: [
          .text(texts[0], x: 0, width: when - 1, .plain),
          .text(texts[1], x: when, width: max(0, room - when - places - 1), .plain),
          .text(texts[2], x: room - places, width: places, .available),
        ]
      )
    }
  }
}
