import SlotDomain

/// The guided tour: at which step it is, and what of that has been done.
struct Tour: Hashable, Sendable {
  /// Something that the colleague will do by and by.
  struct Turn: Hashable, Sendable {
    /// Long enough for what the user did to be read first.
    static let delay = Span.seconds(3)

    let at: Instant
    let operation: SlotDomain.Operation
  }

  /// How the step before ended.
  enum Ending: Hashable, Sendable {
    case done(TourStep)
    case skipped(TourStep)
  }

  /// Nil when all of them are over.
  private(set) var step: TourStep? = .move
  /// Of this step.
  private(set) var done: Set<TourTask> = []
  /// Until the present step is begun.
  private(set) var ending: Ending?
  /// Nil when nothing is about to happen.
  var turn: Turn?

  /// Somebody else at the same store, in name.
  static func colleague(of actor: String) -> String { actor == "ben" ? "ana" : "ben" }

  /// Counts what the user did, where the step asks for it, and goes on when nothing is left.
  ///
  /// - Returns: Whether it was asked for.
  @discardableResult
  mutating func take(_ task: TourTask) -> Bool {
    guard let step, step.tasks.contains(task), !done.contains(task),
      task.requirement.map(done.contains) ?? true
    else { return false }
    done.formUnion([task] + task.implied)
    ending = nil
    if done.isSuperset(of: step.tasks) { goOn(after: .done(step)) }
    return true
  }

  /// What was done is so no longer.
  mutating func takeBack(_ task: TourTask) { done.remove(task) }

  mutating func skip() {
    guard let step else { return }
    goOn(after: .skipped(step))
  }

  private mutating func goOn(after ending: Ending) {
    step = step?.next
    done = []
    self.ending = ending
    turn = nil
  }
}
