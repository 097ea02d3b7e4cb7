/// A question in the bottom line. It states the consequence in numbers; any key that is not among its
/// answers leaves everything as it is.
struct Question: Hashable, Sendable {
  struct Answer: Hashable, Sendable {
    enum Consequence: Hashable, Sendable {
      case effects([Effect])
      /// Fills in a form anew and enters it.
      case submit(Form)
    }

    let key: Character
    let consequence: Consequence
  }

  let text: String
  let answers: [Answer]
  /// What to say when none of the answers was given.
  let refusal: String
  /// Where to go back to then.
  let previous: [Overlay]

  init(_ text: String, answers: [Answer], refusal: String, previous: Overlay? = nil) {
    self.text = text
    self.answers = answers
    self.refusal = refusal
    self.previous = previous.map { [$0] } ?? []
  }

  /// A question with the answer `y`.
  static func confirm(
    _ text: String,
    refusal: String,
    previous: Overlay? = nil,
    _ effects: [Effect]
  ) -> Question {
    Question(
      "\(text) y/n",
      answers: [Answer(key: "y", consequence: .effects(effects))],
      refusal: refusal,
      previous: previous
    )
  }
}
