import SlotDomain
import TerminalKit

/// What keys do in a form, and how it is drawn, in whichever window it is.
extension Form {
  var field: TextField? { focused.isSwitch ? nil : focused.input }

  func hints(_ desk: Desk) -> [Hint] {
    let hasEditor = focused.name == .metadata && !desk.settings.isRestricted
    return [("Enter", "accept")] + (fields.count > 1 ? [("Tab", "next field")] : [])
      + [("Esc", "leave")]
      + (hasEditor ? [(Self.editorKey.name, "editor")] : [])
  }

  /// Any key but Enter.
  mutating func obey(_ key: Key, _ desk: inout Desk) -> Step {
    switch key {
    case Self.editorKey where focused.name == .metadata:
      return openEditor(&desk)
    case .altEnter:
      // Esc and Enter can arrive as one: whichever was meant, nothing typed may be lost by it.
      desk.say("A-Enter does nothing: Enter accepts the form, Esc leaves it.")
      return Step()
    case .escape, .control("c"):
      desk.say("Nothing was changed.")
      return Step(.leave)
    case _ where isSubmitted:
      // What is on its way is no longer changed.
      desk.say("It is being saved with what stood there. Esc gives up.", .working)
      return Step()
    default:
      edit(key)
      return Step()
    }
  }

  mutating func point(at target: MouseTarget) {
    if case .part(let index) = target { focus = index }
  }

  /// Nil for what is not meant for a form.
  mutating func receive(_ event: Event) -> Step? {
    switch event {
    case .performed where isSubmitted:
      return Step(.close)
    case .refused(let error) where isSubmitted:
      show(refusal: error)
      return Step()
    case .editedMetadata(let text):
      adoptMetadata(text)
      return Step()
    default: return nil
    }
  }

  mutating func show(refusal error: SlotError, overlap: Field.Name = .start) {
    switch error.code {
    case .slotNotFound, .appointmentNotFound: showGone()
    default: show(error, overlap: overlap)
    }
  }

  /// What it is about is there no more.
  mutating func showGone() {
    show(.badRequest("It was deleted meanwhile, so there is nothing to change. Esc leaves."))
  }

  // MARK: In the editor

  private func openEditor(_ desk: inout Desk) -> Step {
    guard !desk.settings.isRestricted else {
      desk.say("This login may not start an editor. Edit the text here.", .error)
      return Step()
    }
    let value = try? JSONValue(parsing: focused.text)
    return Step(.stay, [.editMetadata((value?.text(.indented) ?? focused.text) + "\n")])
  }

  /// What is no metadata stays as it was written, and the field says what is wrong.
  private mutating func adoptMetadata(_ text: String) {
    do {
      set(.metadata, to: try Metadata(parsing: text).json)
      problem = nil
    } catch {
      set(.metadata, to: text.split(whereSeparator: \.isNewline).joined(separator: " "))
      show(Problem(field: .metadata, error: error))
    }
  }

  // MARK: What it shows

  /// - `remark`: What to say below the fields, unless something is wrong.
  func box(_ desk: Desk, remark: Line? = nil) -> Box {
    let remark = problemLine(desk) ?? remark
    let room = desk.layout.columnsInBox(66)
    let lines = fields.indices.map { line($0, room, desk, remark: remark?.text) }
    var box = Box(title, width: 66, lines, from: 0)
    box.footer =
      remark.map { remark in
        Text.wrap(remark.text, width: room).map { Line($0, remark.style) }
      } ?? []
    box.height = nil
    box.place = .keeping(focus)
    box.focus = focus..<focus + 1
    box.mark = .none
    return box
  }

  func problemLine(_ desk: Desk) -> Line? {
    problem.map { Line(sentence(of: $0.error, desk), .error) }
  }

  func style(_ field: Field) -> Style { problem?.field == field.name ? .fieldError : .field }

  private func line(_ index: Int, _ room: Int, _ desk: Desk, remark: String?) -> Line {
    let (field, isFocused) = (fields[index], index == focus)
    var parts: [Line.Part] = []
    func put(_ label: String, labelWidth: Int, width: Int, _ hint: String, _ x: Int, _ rest: Int) {
      let labelStyle: Style = isFocused && !desk.layout.isLinear ? .heading : .plain
      parts = [
        .text(label, x: 0, width: labelWidth, labelStyle),
        .field(field.input, x: labelWidth, width: width, style(field), isFocused: isFocused),
        .text(hint, x: x, width: rest, .dim),
      ]
    }
    if desk.layout.isLinear {
      // `Label: value (hint)`. Pasted text can be long.
      let label = "\(field.name.rawValue): "
      let rest = room - label.count
      // Whoever listens hears the line that they are in.
      let note = (isFocused ? remark : nil) ?? field.hint
      let hint = note.isEmpty ? "" : " (\(note))"
      let text = SafeText.line(String(field.input.characters.prefix(rest)))
      // What stands there matters more than what could.
      let width = min(DisplayWidth.columns(of: text) + 1, rest)
      put(label, labelWidth: label.count, width: width, hint, label.count + width, rest - width)
    } else {
      let labelWidth = (fields.map(\.name.rawValue.count).max() ?? 0) + 2
      let width = field.isWide ? max(8, room - labelWidth) : min(max(8, room - labelWidth), 26)
      let rest = field.isWide ? 0 : room - labelWidth - width - 2
      // Where there is no room beside an empty field, there is some in it.
      let isInside = field.input.isEmpty && DisplayWidth.columns(of: field.hint) > rest
      let x = labelWidth + (isInside ? 0 : width + 2)
      put(
        field.name.rawValue,
        labelWidth: labelWidth,
        width: width,
        field.hint,
        x,
        isInside ? width : rest
      )
    }
    return Line("", parts: parts, target: .part(index))
  }
}
