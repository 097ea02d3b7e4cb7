import SlotDomain

/// What is still to be done for the screen, in the order in which it is done.
struct EffectQueue {
  /// Before the next picture.
  private(set) var due: [Effect]
  /// When the picture is drawn, and before the next key.
  private var unseen: [Effect] = []
  /// While nothing else is to do; one of each kind.
  private var idle: [Effect] = []
  /// Those that found the store busy, and the uptime at which to give up.
  private var postponed: (effects: [Effect], deadline: Span)?

  init(_ effects: [Effect]) { due = effects }

  mutating func append(_ effect: Effect) {
    if let work = effect.idleWork {
      idle.removeAll { $0.idleWork == work }
      idle.append(effect)
    } else if effect.isUnseen {
      unseen.append(effect)
    } else {
      due.append(effect)
    }
  }

  // MARK: At once

  var isAnyDue: Bool { !due.isEmpty }

  mutating func next() -> Effect? { due.isEmpty ? nil : due.removeFirst() }

  mutating func putBack(_ effect: Effect) { due.insert(effect, at: 0) }

  // MARK: Unseen

  var isAnyUnseen: Bool { !unseen.isEmpty }

  /// From now on they are due.
  mutating func makeUnseenDue() {
    due += unseen
    unseen = []
  }

  // MARK: Idle

  var isAnyIdle: Bool { !idle.isEmpty }

  mutating func nextIdle() -> Effect? { idle.isEmpty ? nil : idle.removeFirst() }

  mutating func putBackIdle(_ effect: Effect) { idle.insert(effect, at: 0) }

  // MARK: Postponed

  var isAnyPostponed: Bool { postponed != nil }

  /// What found the store busy is tried again, and before all that was to come after it.
  mutating func postpone(_ effect: Effect, until deadline: Span) {
    postponed = ([effect] + due, deadline)
    due = []
  }

  /// What was postponed is due. Returns the uptime at which to give it up; nil when there is nothing.
  mutating func resume() -> Span? {
    guard let (effects, deadline) = postponed else { return nil }
    postponed = nil
    due = effects + due
    return deadline
  }

  /// Nobody waits any longer for a change that found the store busy, or whose turn has not come: it is given
  /// up with those behind it. What is to be read still is. Nil where no change waits.
  mutating func giveUpChange() -> Effect? {
    let waiting = (postponed?.effects ?? []) + due
    guard let change = waiting.first(where: \.isChange) else { return nil }
    (postponed, due) = (nil, waiting.filter { !$0.isChange })
    return change
  }

  /// Whether a change is among what is due.
  var isChangeDue: Bool { due.contains(where: \.isChange) }

  // MARK: Another store

  /// Another store is shown: what waits until the picture is drawn was meant for the old one.
  mutating func dropWhatCanWait() { (unseen, idle) = ([], []) }

  mutating func remove(_ effect: Effect) { due.removeAll { $0 == effect } }
}
