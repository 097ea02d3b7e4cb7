import SlotDomain
import TerminalKit

/// Draws a text field, scrolled so that its cursor is in view.
enum FieldView {
  static func draw(
    _ field: TextField,
    in line: Rect,
    isFocused: Bool,
    style: Style = .field,
    into canvas: inout Canvas
  ) {
    let look: Style = isFocused && style == .field ? .fieldFocused : style
    canvas.fill(line, style: look)
    // From the cursor backwards, and no more than fits: pasted text can be long.
    var start = field.cursor
    var used = 0
    while start > 0 {
      let columns = columns(field.characters[start - 1], canvas)
      guard used + columns < line.width else { break }
      start -= 1
      used += columns
    }
    let shown = String(field.characters[start...].prefix(line.width + 1))
    canvas.put(shown, x: line.x, y: line.y, width: line.width, style: look)
    guard isFocused else { return }
    let before = SafeText.line(String(field.characters[start..<field.cursor]), canvas.glyphs)
    canvas.cursor = Canvas.Position(
      x: line.x + min(DisplayWidth.columns(of: before), max(0, line.width - 1)),
      y: line.y
    )
  }

  private static func columns(_ character: Character, _ canvas: Canvas) -> Int {
    DisplayWidth.columns(of: SafeText.line(String(character), canvas.glyphs))
  }
}

/// A sentence below a form's fields.
struct FormRemark: Hashable, Sendable {
  let text: String
  let style: Style

  init(_ text: String, _ style: Style = .plain) {
    self.text = text
    self.style = style
  }
}

/// Draws a form as a window in the middle.
struct FormView {
  let form: Form
  let remark: FormRemark?

  private var labelWidth: Int { (form.fields.map(\.name.rawValue.count).max() ?? 0) + 2 }

  private static let width = 66

  private func lines(_ layout: ScreenLayout) -> [String] {
    let width = Box.columnsInside(layout, width: Self.width)
    return remark.map { Text.wrap($0.text, width: width) } ?? []
  }

  /// Where not all of it has room, the remark and the field with the focus have.
  private func split(_ inside: Rect, _ lines: [String]) -> (list: ScrolledList, below: Rect) {
    let (area, below) = inside.split(bottom: min(lines.count, inside.height - 1))
    let top = max(0, form.focus - area.height + 1)
    return (ScrolledList(area: area, top: top, count: form.fields.count), below)
  }

  /// The field that is drawn at a place of the screen.
  func field(x: Int, y: Int, _ layout: ScreenLayout) -> Int? {
    let lines = lines(layout)
    let height = form.fields.count + lines.count + 3
    let inside = Box.inside(width: Self.width, height: height, in: layout.body)
    return split(inside, lines).list.index(x: x, y: y)
  }

  func draw(_ layout: ScreenLayout, into canvas: inout Canvas) {
    let lines = lines(layout)
    let inside = Box.draw(
      form.title,
      width: Self.width,
      height: form.fields.count + lines.count + 3,
      in: layout,
      into: &canvas
    )
    let (shown, below) = split(inside, lines)
    let (list, top) = (shown.area, shown.top)
    for (row, field) in form.fields.dropFirst(top).prefix(list.height).enumerated() {
      let isFocused = top + row == form.focus
      if layout.isLinear {
        drawLine(of: field, isFocused: isFocused, y: list.y + row, list, &canvas)
      } else {
        draw(field, isFocused: isFocused, y: list.y + row, list, &canvas)
      }
    }
    for (row, text) in lines.prefix(below.height).enumerated() {
      let style = remark?.style ?? .plain
      canvas.put(text, x: below.x, y: below.y + row, width: below.width, style: style)
    }
  }

  private func draw(
    _ field: Form.Field,
    isFocused: Bool,
    y: Int,
    _ inside: Rect,
    _ canvas: inout Canvas
  ) {
    canvas.put(field.name.rawValue, x: inside.x, y: y, style: isFocused ? .heading : .plain)
    let hasProblem = form.problem.map { $0.field == field.name } ?? false
    let room = max(8, inside.width - labelWidth)
    let width = field.isWide ? room : min(room, 26)
    let line = Rect(x: inside.x + labelWidth, y: y, width: width, height: 1)
    FieldView.draw(
      field.input,
      in: line,
      isFocused: isFocused,
      style: hasProblem ? .fieldError : .field,
      into: &canvas
    )
    let rest = field.isWide ? 0 : inside.maxX - line.maxX - 2
    if field.input.isEmpty, DisplayWidth.columns(of: field.hint) > rest {
      // Where there is no room beside an empty field, there is some in it.
      canvas.put(field.hint, x: line.x, y: y, width: line.width, style: .dim)
    } else if rest > 0 {
      canvas.put(field.hint, x: line.maxX + 2, y: y, width: rest, style: .dim)
    }
  }

  /// `Label: value (hint)`.
  private func drawLine(
    of field: Form.Field,
    isFocused: Bool,
    y: Int,
    _ inside: Rect,
    _ canvas: inout Canvas
  ) {
    if isFocused { canvas.put(">", x: inside.x - LinearLines.margin, y: y) }
    let hasProblem = form.problem.map { $0.field == field.name } ?? false
    let label = canvas.put("\(field.name.rawValue): ", x: inside.x, y: y)
    let rest = inside.inset(left: label)
    let hint = field.hint.isEmpty ? "" : " (\(field.hint))"
    // Pasted text can be long.
    let text = SafeText.line(String(field.input.characters.prefix(rest.width)))
    let wanted = DisplayWidth.columns(of: text) + 1
    let width = min(wanted, max(8, rest.width - DisplayWidth.columns(of: hint)))
    FieldView.draw(
      field.input,
      in: Rect(x: rest.x, y: y, width: width, height: 1),
      isFocused: isFocused,
      style: hasProblem ? .fieldError : .field,
      into: &canvas
    )
    canvas.put(hint, x: rest.x + width, y: y, width: rest.width - width, style: .dim)
  }
}

extension Form.Field {
  /// Whether what is typed there is long as a rule.
  var isWide: Bool {
    switch name {
    case .metadata, .note, .email, .hours, .except: true
    default: false
    }
  }
}
