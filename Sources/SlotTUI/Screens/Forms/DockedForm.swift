import TerminalKit

/// Draws a form below the grid, in which what it would make is looked at: fields in two columns, and a
/// remark below them.
struct DockedForm {
  /// Columns that it needs.
  static let narrowest = 76
  /// More would only lie between a label and its text.
  private static let widest = 120
  private static let rowsOfFields = 5
  private static let rowsOfRemark = 2
  /// With its title.
  static let height = 1 + rowsOfFields + rowsOfRemark

  private let form: Form
  private let remark: FormRemark?

  init(_ form: Form, _ remark: FormRemark?) {
    self.form = form
    self.remark = remark
  }

  /// Label and text of each field, from the top of the left column to the end of the right one.
  private func lines(in area: Rect) -> [Rect] {
    let inside = area.inset(left: 1, top: 1, right: 1)
    let width = min(inside.width, Self.widest) / 2
    return form.fields.indices.map { index in
      Rect(
        x: inside.x + index / Self.rowsOfFields * width,
        y: inside.y + index % Self.rowsOfFields,
        width: width - 1,
        height: 1
      )
    }
  }

  /// The field that is drawn at a place of the screen.
  func field(x: Int, y: Int, in area: Rect) -> Int? {
    lines(in: area).firstIndex { $0.contains(x: x, y: y) }
  }

  func draw(in area: Rect, into canvas: inout Canvas) {
    canvas.fill(area, style: .plain)
    canvas.hline(x: area.x, y: area.y, length: area.width, style: .border)
    canvas.put(" \(form.title) ", x: area.x + 2, y: area.y, style: .heading)
    for (index, line) in lines(in: area).enumerated() {
      draw(form.fields[index], isFocused: index == form.focus, in: line, into: &canvas)
    }
    guard let remark else { return }
    let below = area.inset(left: 1, top: 1 + Self.rowsOfFields, right: 1)
    let texts = Text.wrap(remark.text, width: below.width, lines: below.height)
    for (row, text) in texts.enumerated() {
      canvas.put(text, x: below.x, y: below.y + row, width: below.width, style: remark.style)
    }
  }

  private static let labelWidth = 10
  private static let narrowField = 12

  private func draw(
    _ field: Form.Field,
    isFocused: Bool,
    in line: Rect,
    into canvas: inout Canvas
  ) {
    canvas.put(field.name.rawValue, x: line.x, y: line.y, style: isFocused ? .heading : .plain)
    let (text, rest) = line.inset(left: Self.labelWidth)
      .split(left: field.isWide ? line.width : Self.narrowField)
    FieldView.draw(
      field.input,
      in: text,
      isFocused: isFocused,
      style: form.problem?.field == field.name ? .fieldError : .field,
      into: &canvas
    )
    // Half a hint says nothing.
    guard DisplayWidth.columns(of: field.hint) + 2 <= rest.width else { return }
    canvas.put(field.hint, x: rest.x + 2, y: rest.y, style: .dim)
  }
}
