import SlotDomain
import TerminalKit

/// Whether the mouse is listened to, and what it did last.
struct Mouse: Equatable, Sendable {
  /// A button that is held down.
  struct Press: Equatable, Sendable {
    let event: MouseEvent
    let target: MouseTarget
  }

  /// A press that was released in its place.
  struct Click: Equatable, Sendable {
    let press: Press
    let at: Instant

    /// Whether a press at the same place comes so soon that it means the same thing, though another may
    /// be drawn there by now: narrow screens scroll to what was clicked.
    func isRepeated(by event: MouseEvent, at now: Instant) -> Bool {
      (event.x, event.y) == (press.event.x, press.event.y) && now - at <= Span(milliseconds: 500)
    }
  }

  let isOn: Bool
  var press: Press?
  /// The last one, if nothing has happened since: another one on its target does what Enter does.
  var click: Click?

  init(isOn: Bool) { self.isOn = isOn }

  mutating func forget() { self = Mouse(isOn: isOn) }
}
