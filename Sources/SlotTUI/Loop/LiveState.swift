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

  /// Does on a store what an effect says, and tells the state what came of that.
  mutating func run(_ effect: Effect, by runner: EffectRunner, at now: Instant) throws(SlotError) {
    let desk = state.desk
    let showing = EffectRunner.Showing(period: desk.shown, position: desk.content.position)
    for event in try runner.run(effect, at: now, showing: showing) { post(event, at: now) }
  }
}
