import SlotDomain
import TerminalKit

/// A question in the bottom line. It states the consequence in numbers; any key that is not among its
/// answers leaves everything as it is. What lies below it hears the answer.
struct Question: Layer {
  struct Answer: Hashable, Sendable {
    let key: Character
    var effects: [Effect] = []
  }

  let text: String
  let answers: [Answer]
  /// What to say when none of the answers was given.
  let refusal: String

  init(_ text: String, answers: String, refusal: String) {
    self.text = text
    self.answers = answers.map { Answer(key: $0) }
    self.refusal = refusal
  }

  /// A question with the answer `y`, and what that does.
  init(_ text: String, refusal: String, _ effects: [Effect] = []) {
    self.text = "\(text) y/n"
    answers = [Answer(key: "y", effects: effects)]
    self.refusal = refusal
  }

  /// Whether slots may move with the people who have appointments on them; nil when nobody has.
  init?(moving slots: [Slot], _ effects: [Effect] = []) {
    let booked = slots.filter { $0.activeAppointments > 0 }
    guard !booked.isEmpty else { return nil }
    let people = counted(booked.reduce(0) { $0 + $1.activeAppointments }, "appointment")
    let what =
      slots.count == 1
      ? "this slot with its \(people)"
      : "\(slots.count) slots, \(booked.count) of them with \(people)"
    self.init("Move \(what)?", refusal: "Nothing was changed.", effects)
  }

  var question: String? { text }

  func hints(_ desk: Desk) -> [Hint] { [] }
  func box(_ desk: Desk) -> Box? { nil }

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
