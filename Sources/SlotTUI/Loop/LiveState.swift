import SlotDomain
import TerminalKit

/// The state of the screen at work, and what is still to be done for it.
struct LiveState {
  private(set) var state: AppState
  var queue: EffectQueue

  /// - `effects`: The first that are to be done.
  init(_ state: AppState, _ effects: [Effect]) {
    self.state = state
    queue = EffectQueue(effects)
  }

  mutating func post(_ event: Event, at now: Instant = Clock.now()) {
    for effect in state.update(event, at: now) { queue.append(effect) }
  }

  /// What an effect on the store has to know of the screen.
  var showing: EffectRunner.Showing {
    EffectRunner.Showing(period: state.desk.shown, position: state.desk.content.position)
  }
}
