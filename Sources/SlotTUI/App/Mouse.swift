/// Whether the mouse is listened to, and what it did last.
struct Mouse: Equatable, Sendable {
  /// A button that is held down.
  struct Press: Equatable, Sendable {
    let event: MouseEvent
    let target: MouseTarget
  }

  let isOn: Bool
  var press: Press?
  /// What was clicked last, if nothing has happened since: another click on it does what Enter does.
  var clicked: MouseTarget?

  init(isOn: Bool) { self.isOn = isOn }

  mutating func forget() { self = Mouse(isOn: isOn) }
}
