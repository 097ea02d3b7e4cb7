import SlotDomain
import TerminalKit

/// A window with a form of which Enter makes one change.
protocol FormLayer: Layer {
  var form: Form { get set }
  /// What Enter does with what is typed; nil when that changes nothing.
  func operation(_ desk: Desk) throws(Form.Problem) -> Operation?
  /// What is to be asked before that; most change nothing for anybody.
  func consequence(of operation: Operation, _ desk: Desk) -> Question?
  /// The store refused it.
  mutating func hear(refusal error: SlotError, _ desk: inout Desk) -> Step
}

extension FormLayer {
  func consequence(of operation: Operation, _ desk: Desk) -> Question? { nil }

  mutating func hear(refusal error: SlotError, _ desk: inout Desk) -> Step {
    form.show(refusal: error)
    return Step()
  }

  var takesText: Bool { true }
  var field: TextField? { form.field }
  func hints(_ desk: Desk) -> [Hint] { form.hints(desk) }
  func box(_ desk: Desk) -> Box? { form.box(desk) }
  mutating func point(at target: MouseTarget) { form.point(at: target) }

  mutating func obey(_ key: Key, _ desk: inout Desk) -> Step {
    guard key == .enter else { return form.obey(key, &desk) }
    // While the store is busy, another Enter must not do it twice.
    return form.isSubmitted ? Step() : submit(&desk)
  }

  mutating func receive(_ event: Event, _ desk: inout Desk) -> Step? {
    if case .refused(let error) = event, form.isSubmitted { return hear(refusal: error, &desk) }
    return form.receive(event)
  }

  private mutating func submit(_ desk: inout Desk) -> Step {
    do {
      guard let operation = try operation(desk) else {
        desk.say("Nothing was changed.")
        return Step(.close)
      }
      if !form.isConfirmed, let question = consequence(of: operation, desk) {
        form.asked = .confirm
        return Step(.open(question))
      }
      form.isSubmitted = true
      return Step(.stay, [.perform(operation)])
    } catch {
      if case .invalidDate(.ambiguous(let time, let first, let second)) = error.error {
        return ask(which: time, [first, second])
      }
      form.show(error)
      return Step()
    }
  }

  private mutating func ask(which time: LocalTime, _ offsets: [Int]) -> Step {
    form.asked = .which(form.times.field(time), offsets)
    let times = form.times
    let choices = zip("12", offsets).map { "\($0) = \(TimeText.offset($1))" }
    let question = Question(
      "\(times.style.clock(time.millisecondOfDay)) comes twice on \(times.style.date(time.date))."
        + " Which one? \(choices.joined(separator: ", "))",
      answers: "12",
      refusal: "Choose another time, or one of the two."
    )
    return Step(.open(question))
  }

  mutating func hear(_ answer: Character?, _ desk: inout Desk) -> Step {
    // What comes of the answer can ask the next question.
    let question = form.asked
    form.asked = nil
    switch question {
    case .confirm where answer != nil: form.isConfirmed = true
    case .saveOverTheirs where answer != nil: break
    case .which(let time, let offsets):
      guard let index = answer?.wholeNumberValue else { return Step() }
      form.set(.start, to: time + TimeText.offset(offsets[index - 1]))
    case .confirm, .saveOverTheirs, nil: return Step()
    }
    return submit(&desk)
  }
}
