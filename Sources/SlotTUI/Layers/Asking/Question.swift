import SlotDomain
import TerminalKit

/// A question in the bottom line. It states the consequence in numbers; any key that is not among its
/// answers leaves everything as it is, and so does whoever changes meanwhile what it is about. What lies
/// below it hears the answer.
struct Question: Layer {
  struct Answer: Hashable, Sendable {
    let key: Character
    var effects: [Effect] = []
  }

  let text: String
  let answers: [Answer]
  /// What to say when none of the answers was given.
  let refusal: String
  /// The same where somebody has changed meanwhile what it is about.
  var withdrawal: String?
  /// What its numbers and names are of.
  private var subjects: Set<Change.Subject> = []

  init(_ text: String, answers: [Answer], refusal: String) {
    (self.text, self.answers, self.refusal) = (text, answers, refusal)
  }

  init(_ text: String, answers: String, refusal: String) {
    self.text = text
    self.answers = answers.map { Answer(key: $0) }
    self.refusal = refusal
  }

  /// A question with the answer `y`, and what that does.
  ///
  /// - `subjects`: What the question is about.
  init(
    _ text: String,
    refusal: String,
    _ effects: [Effect] = [],
    about subjects: [Change.Subject] = []
  ) {
    self.text = "\(text) y/n"
    answers = [Answer(key: "y", effects: effects)]
    self.refusal = refusal
    self.subjects = Set(subjects)
  }

  /// Whether slots may move with the people who have appointments on them; nil when nobody has.
  ///
  /// - `span`: How much later, where that is the same for all.
  init?(moving slots: [Slot], by span: Span? = nil, _ desk: Desk, _ effects: [Effect] = []) {
    if slots.count == 1, let span {
      let range = BulkChange.shift(by: span).moved(slots[0].range)
      self.init(moving: slots[0], to: range, desk, effects)
      return
    }
    let booked = slots.filter { $0.activeAppointments > 0 }
    guard !booked.isEmpty else { return nil }
    let people = counted(booked.reduce(0) { $0 + $1.activeAppointments }, "appointment")
    let minutes = span.map { " \($0.laterOrEarlier)\(Self.day(of: slots, movedBy: $0, desk))" }
    let what =
      slots.count == 1
      ? "this slot with its \(people)"
      : "\(slots.count) slots\(minutes ?? ""), \(booked.count) of them with \(people)"
    self.init(moving: what, slots, effects)
  }

  /// The same of one slot that gets another time.
  init?(moving slot: Slot, to range: TimeRange, _ desk: Desk, _ effects: [Effect] = []) {
    guard slot.activeAppointments > 0 else { return nil }
    let guests = desk.content.guests[slot.id] ?? []
    let who = guests.count == 1 ? guests[0].label : counted(slot.activeAppointments, "appointment")
    self.init(moving: "\(who) to \(desk.when(slot, at: range))", [slot], effects)
  }

  private init(moving what: String, _ slots: [Slot], _ effects: [Effect]) {
    self.init(
      "Move \(what)?",
      refusal: "Nothing was changed.",
      effects,
      about: slots.map { .slot($0.id) }
    )
  }

  /// To which day the first of them goes, where hours do not say it; else empty.
  private static func day(of slots: [Slot], movedBy span: Span, _ desk: Desk) -> String {
    guard abs(span.milliseconds) >= Span.hours(24).milliseconds,
      let first = slots.min(by: { $0.range.start < $1.range.start })
    else { return "" }
    let start = BulkChange.shift(by: span).moved(first.range).start
    return ", the first to \(desk.times(of: first).moment(start, now: desk.now))"
  }

  /// Whether slots are closed that people have places in; nil when nobody has, unless a block becomes a
  /// draft, which is always asked. As many are named as have room.
  init?(_ closing: Closing, _ desk: Desk) {
    let people = closing.people ?? 0
    guard people > 0 || closing.block != nil else { return nil }
    let head =
      closing.block.map { "Make \($0.name) a draft? Nobody can book it then." }
      ?? "Close \(counted(closing.slots.count, "slot"))?"
    let (loss, names) = Self.loss(of: people, closing.names, beside: head.count, desk)
    let end = people == 0 ? "" : loss + (names.isEmpty ? "." : names)
    let refusal = closing.block == nil ? "Nothing was closed." : "It stays published."
    self.init(
      head + end,
      refusal: refusal,
      [closing.effect],
      about: closing.slots.map { .slot($0) }
    )
  }

  /// ` 2 people lose their place`, and `: Anna First, …` with as many names as have room.
  ///
  /// - `columns`: Those of what else is asked.
  static func loss(
    of people: Int,
    _ names: [String],
    beside columns: Int,
    _ desk: Desk
  ) -> (text: String, names: String) {
    let text = people == 1 ? " 1 person loses their place" : " \(people) people lose their place"
    return (text, list(names, of: people, beside: columns + text.count, desk))
  }

  /// `: Anna First, Ben Second (2), …`, as many as have room; empty where nobody is named.
  ///
  /// - `names`: Of those who come first; who has several places comes several times.
  /// - `columns`: Those of what else is asked.
  static func list(
    _ names: [String],
    of all: Int,
    beside columns: Int,
    _ desk: Desk
  ) -> String {
    guard desk.names.areShown else { return "" }
    // What breaks at words fills no line.
    let room = (desk.layout.size.width - 12) * desk.layout.linesOfQuestion - columns
    var (shown, used, named) = ([String](), 0, 0)
    for name in names.withoutRepeats {
      let count = names.count { $0 == name }
      let text =
        PlainText.cut(SafeText.line(name), to: longestName) + (count > 1 ? " (\(count))" : "")
      let columns = DisplayWidth.columns(of: text) + 2
      guard used + columns <= room else { break }
      shown.append(text)
      (used, named) = (used + columns, named + count)
    }
    if shown.isEmpty { return "" }
    return ": " + (shown + (named < all ? ["…"] : [])).joined(separator: ", ")
  }

  /// Columns of one, so that none hides all others, nor what is asked.
  private static let longestName = 40

  var question: String? { text }

  func hints(_ desk: Desk) -> [Hint] { [] }
  func box(_ desk: Desk) -> Box? { nil }

  mutating func receive(_ event: Event, _ desk: inout Desk) -> Step? {
    guard case .storeChanged(let entries, _, _) = event else { return nil }
    let others = entries.filter(desk.journal.isOfOthers)
    guard let entry = others.last(where: { $0.touches(subjects, desk.content.guests) }) else {
      return nil
    }
    desk.selection.planned = nil
    desk.line.deafUntil = desk.clock + Surprise.length
    desk.line.lateAnswers = Set(answers.map(\.key) + ["n"])
    desk.say(
      "\(entry.action.actor) has just changed that. \(withdrawal ?? refusal) Look, then ask again.",
      .error
    )
    return Step(.answer(nil))
  }

  mutating func obey(_ key: Key, _ desk: inout Desk) -> Step {
    // Held keys and pastes are no answers.
    switch key {
    case .paste, .text: return Step()
    default: break
    }
    if let answer = answers.first(where: { .character($0.key) == key }) {
      return Step(.answer(answer.key), answer.effects)
    }
    desk.selection.planned = nil
    desk.say(refusal)
    return Step(.answer(nil))
  }
}
