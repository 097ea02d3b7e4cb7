import SlotDomain
import TerminalKit

/// A form in a window: what keys do in it, and what becomes of what was typed.
extension Form: Layer {
  var takesText: Bool { true }
  var field: TextField? { focused.isSwitch ? nil : focused.input }

  /// Somebody need not be in the slot under the cursor.
  func sentence(_ desk: Desk) -> String? {
    if case .editPerson = purpose { title } else { nil }
  }

  func hints(_ desk: Desk) -> [Hint] {
    let hasEditor = focused.name == .metadata && !desk.settings.isRestricted
    return [("Enter", "accept")] + (fields.count > 1 ? [("Tab", "next field")] : [])
      + [("Esc", "leave")]
      + (hasEditor ? [(Self.editorKey.name, "editor")] : [])
  }

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
    case .enter:
      // While the store is busy, another Enter must not do it twice.
      return isSubmitted ? Step() : submit(&desk)
    default:
      edit(key)
      return Step()
    }
  }

  mutating func point(at target: MouseTarget) {
    if case .part(let index) = target { focus = index }
  }

  // MARK: Enter

  private mutating func submit(_ desk: inout Desk) -> Step {
    do {
      guard let operation = try operation() else {
        desk.say("Nothing was changed.")
        return Step(.close)
      }
      if case .shiftSlots(let slots) = purpose, let span = shiftedBy,
        let obstacle = desk.content.obstacle(toShifting: desk.present(slots), by: span)
      {
        show(obstacle)
        return Step()
      }
      if !isConfirmed, let question = consequence(of: operation, desk) {
        asked = .confirm
        return Step(.open(question))
      }
      isSubmitted = true
      return Step(.stay, [.perform(operation)])
    } catch {
      if case .invalidDate(.ambiguous(let time, let first, let second)) = error.error {
        return ask(which: time, [first, second])
      }
      show(error)
      return Step()
    }
  }

  private mutating func ask(which time: LocalTime, _ offsets: [Int]) -> Step {
    asked = .which(times.field(time), offsets)
    let choices = zip("12", offsets).map { "\($0) = \(TimeText.offset($1))" }
    let question = Question(
      "\(times.style.clock(time.millisecondOfDay)) comes twice on \(times.style.date(time.date))."
        + " Which one? \(choices.joined(separator: ", "))",
      answers: "12",
      refusal: "Choose another time, or one of the two."
    )
    return Step(.open(question))
  }

  /// Whoever booked a slot that moves has to come at another time: that is said first.
  private func consequence(of operation: Operation, _ desk: Desk) -> Question? {
    switch purpose {
    case .shiftSlots(let slots):
      return Question(moving: desk.present(slots), by: shiftedBy, desk)
    case .editSlots(let slots):
      guard case .reviseSlots(_, let revision) = operation, revision.move != nil else {
        return nil
      }
      return Question(moving: desk.present(slots), desk)
    case .editSlot(let slot):
      guard case .changeSlots(_, .update(let changes, _)) = operation, let start = changes.start,
        start != slot.range.start
      else { return nil }
      let range = TimeRange(start: start, end: changes.end ?? start + slot.range.length)
      return Question(moving: desk.present([slot])[0], to: range, desk)
    case .createSlot, .book, .editPerson, .createBlock, .createSeries: return nil
    }
  }

  mutating func hear(_ answer: Character?, _ desk: inout Desk) -> Step {
    // What comes of the answer can ask the next question.
    let question = asked
    asked = nil
    switch question {
    case .confirm where answer != nil: isConfirmed = true
    case .saveOverTheirs where answer != nil: break
    case .which(let time, let offsets):
      guard let index = answer?.wholeNumberValue else { return Step() }
      set(.start, to: time + TimeText.offset(offsets[index - 1]))
    case .confirm, .saveOverTheirs, nil: return Step()
    }
    return submit(&desk)
  }

  // MARK: What the store says

  mutating func receive(_ event: Event, _ desk: inout Desk) -> Step? {
    switch event {
    case .performed where isSubmitted:
      return Step(.close)
    case .refused(.changedMeanwhile(let slot, let actor, let at)) where isSubmitted:
      return ask(about: slot, by: actor, at: at, &desk)
    case .refused(.memberChanged(let name, let value)) where isSubmitted:
      let theirs = value.map { "“\($0.string ?? $0.text())”" } ?? "gone"
      let text =
        "A colleague changed the \(name): it is \(theirs) now. Enter saves yours, Esc leaves theirs."
      let field = AppointmentMember(rawValue: name)?.field ?? .metadata
      show(Problem(field: field, error: .badRequest(text)))
      note(name, isNow: value)
      return Step()
    case .refused(let error) where isSubmitted:
      switch error.code {
      case .slotNotFound, .appointmentNotFound:
        show(.badRequest("It was deleted meanwhile, so there is nothing to change. Esc leaves."))
      default: show(error)
      }
      return Step()
    case .editedMetadata(let text):
      adoptMetadata(text)
      return Step()
    default: return nil
    }
  }

  /// Somebody saved the slot while the form was open: the form shows theirs, and the user decides.
  private mutating func ask(
    about theirs: Slot,
    by actor: String,
    at: Instant,
    _ desk: inout Desk
  ) -> Step {
    let changes = adopt(theirs, by: actor, now: desk.now)
    asked = .saveOverTheirs
    let who = actor == desk.settings.actor ? "You" : actor
    let what = changes.isEmpty ? "" : ": \(changes.joined(separator: ", "))"
    let at = desk.times.clock(at)
    let question = Question(
      "\(who) changed this slot at \(at)\(what). Save yours all the same?",
      refusal: "Nothing was saved: the form shows the slot as it is now, with what you typed."
    )
    return Step(.open(question))
  }

  // MARK: In the editor

  func openEditor(_ desk: inout Desk) -> Step {
    guard !desk.settings.isRestricted else {
      desk.say("This login may not start an editor. Edit the text here.", .error)
      return Step()
    }
    let value = try? JSONValue(parsing: focused.text)
    return Step(.stay, [.editMetadata((value?.text(.indented) ?? focused.text) + "\n")])
  }

  /// What is no metadata stays as it was written, and the field says what is wrong.
  mutating func adoptMetadata(_ text: String) {
    do {
      set(.metadata, to: try Metadata(parsing: text).json)
      problem = nil
    } catch {
      set(.metadata, to: text.split(whereSeparator: \.isNewline).joined(separator: " "))
      show(Problem(field: .metadata, error: error))
    }
  }

  // MARK: What it shows

  func box(_ desk: Desk) -> Box? { box(desk, remark: nil) }

  /// - `remark`: What to say below the fields, unless something is wrong.
  func box(_ desk: Desk, remark: Line?) -> Box {
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
