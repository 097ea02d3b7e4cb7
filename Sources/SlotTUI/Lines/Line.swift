import TerminalKit

/// A line of a window: what it says, and how it is set out where things stand beside each other.
struct Line {
  enum Part {
    case text(String, x: Int, width: Int, Style)
    /// A bar.
    case run(Glyph, x: Int, length: Int, Style)
    case field(TextField, x: Int, width: Int, Style, isFocused: Bool)
  }

  /// All of it in words, for a place where nothing stands beside anything.
  var text: String
  var style = Style.plain
  /// From left to right; empty where the text is drawn as it is.
  var parts: [Part] = []
  var target: MouseTarget?

  init(_ text: String, _ style: Style = .plain, parts: [Part] = [], target: MouseTarget? = nil) {
    self.text = text
    self.style = style
    self.parts = parts
    self.target = target
  }

  /// - `style`: In place of all its own.
  func draw(
    in area: Rect,
    as style: Style? = nil,
    flags: Cell.Flags = Cell.Flags(),
    into canvas: inout Canvas
  ) {
    if parts.isEmpty {
      canvas.put(text, in: area, style: style ?? self.style, flags: flags)
    }
    for part in parts {
      switch part {
      case .text(let text, let x, let width, let own):
        let room = Rect(x: area.x + x, y: area.y, width: width, height: 1)
        canvas.put(text, in: room, style: style ?? own, flags: flags)
      case .run(let glyph, let x, let length, let own):
        canvas.hline(x: area.x + x, y: area.y, length: length, glyph: glyph, style: style ?? own)
      case .field(let field, let x, let width, let own, let isFocused):
        let room = Rect(x: area.x + x, y: area.y, width: width, height: 1)
        field.draw(in: room, isFocused: isFocused, style: own, into: &canvas)
      }
    }
  }
}

extension Canvas {
  /// Writes text on the first line of an area, as wide as that is. Returns the columns used.
  @discardableResult
  mutating func put(
    _ text: String,
    in area: Rect,
    style: Style = .plain,
    flags: Cell.Flags = Cell.Flags()
  ) -> Int {
    put(text, x: area.x, y: area.y, width: area.width, style: style, flags: flags)
  }
}

extension Rect {
  /// The row so many below the first one.
  func row(_ index: Int) -> Rect { Rect(x: x, y: y + index, width: width, height: 1) }
}
