import SlotDomain

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
    let before = String(field.characters[..<field.cursor])
    var skipped = 0
    while columns(before.dropFirst(skipped), canvas) >= line.width, skipped < field.cursor {
      skipped += 1
    }
    let shown = String(field.characters.dropFirst(skipped))
    canvas.put(shown, x: line.x, y: line.y, width: line.width, style: look)
    guard isFocused else { return }
    canvas.cursor = Canvas.Position(
      x: line.x + min(columns(before.dropFirst(skipped), canvas), line.width - 1),
      y: line.y
    )
  }

  private static func columns(_ text: Substring, _ canvas: Canvas) -> Int {
    DisplayWidth.columns(of: SafeText.line(String(text), ascii: canvas.glyphs.isASCII))
  }
}

/// Draws a form as a window in the middle.
struct FormView {
  let form: Form
  let zone: Zone

  private var labelWidth: Int { (form.fields.map(\.name.rawValue.count).max() ?? 0) + 2 }

  private static let width = 66

  func draw(_ layout: ScreenLayout, into canvas: inout Canvas) {
    let textWidth = min(Self.width, layout.body.width) - 4
    let problem = form.problem.map { Text.wrap($0.error.message(in: zone), width: textWidth) } ?? []
    let inside = Box.draw(
      form.title,
      width: Self.width,
      height: form.fields.count + problem.count + 3,
      in: layout.body,
      into: &canvas
    )
    // Where it is too low for all, the focused field and what is wrong with it stay in view.
    let problemRows = min(problem.count, max(0, inside.height - 1))
    let (fields, below) = inside.split(bottom: problemRows)
    let first = max(0, min(form.focus, form.fields.count - 1) - max(1, fields.height) + 1)
    for (row, field) in form.fields.dropFirst(first).prefix(fields.height).enumerated() {
      draw(field, at: first + row, y: fields.y + row, in: fields, into: &canvas)
    }
    for (row, text) in problem.prefix(problemRows).enumerated() {
      canvas.put(text, x: below.x, y: below.y + row, width: below.width, style: .error)
    }
  }

  private func draw(
    _ field: Form.Field,
    at index: Int,
    y: Int,
    in inside: Rect,
    into canvas: inout Canvas
  ) {
    let isFocused = index == form.focus
    canvas.put(field.name.rawValue, x: inside.x, y: y, style: isFocused ? .heading : .plain)
    let hasProblem = form.problem.map { $0.field == field.name } ?? false
    let room = max(8, inside.width - labelWidth)
    let width = isWide(field) ? room : min(room, 26)
    let line = Rect(x: inside.x + labelWidth, y: y, width: width, height: 1)
    FieldView.draw(
      field.input,
      in: line,
      isFocused: isFocused,
      style: hasProblem ? .fieldError : .field,
      into: &canvas
    )
    guard !isWide(field) else { return }
    canvas.put(field.hint, x: line.maxX + 2, y: y, width: inside.maxX - line.maxX - 2, style: .dim)
  }

  private func isWide(_ field: Form.Field) -> Bool {
    switch field.name {
    case .metadata, .note, .email: true
    default: false
    }
  }
}
