import SlotDomain
import TerminalKit

@testable import SlotTUI

extension AppState {
  /// A mouse that was switched on.
  mutating func takeMouse() { mouse = Mouse(isOn: true) }

  @discardableResult
  mutating func mouse(_ kind: MouseEvent.Kind, button: Int = 0, _ place: Canvas.Position)
    -> [Effect]
  {
    update(.key(.mouse(MouseEvent(kind, button: button, x: place.x, y: place.y))), at: clock)
  }

  @discardableResult
  mutating func click(_ place: Canvas.Position) -> [Effect] {
    mouse(.press, place) + mouse(.release, place)
  }

  /// Presses at one place and releases at another one.
  @discardableResult
  mutating func drag(_ start: Canvas.Position, _ end: Canvas.Position) -> [Effect] {
    mouse(.press, start) + mouse(.release, end)
  }

  /// Where a text begins in the picture, from the top.
  func position(of text: String, number: Int = 0) -> Canvas.Position? {
    drawn().positions(of: text).dropFirst(number).first
  }
}

extension Canvas {
  /// By columns, of which a wide letter takes two.
  func row(_ y: Int) -> [String] { (0..<width).map { self[$0, y].text } }

  func positions(of text: String) -> [Position] {
    let letters = text.map(String.init)
    return (0..<height).flatMap { y in
      let row = row(y).map { $0.isEmpty ? " " : $0 }
      return (0...max(0, width - letters.count)).filter {
        Array(row[$0...].prefix(letters.count)) == letters
      }
      .map { Position(x: $0, y: y) }
    }
  }
}
