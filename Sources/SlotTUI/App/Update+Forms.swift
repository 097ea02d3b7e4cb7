import SlotDomain
import TerminalKit

/// What keys do in a form, and what becomes of it.
extension AppState {
  mutating func take(_ key: Key, in form: Form) -> [Effect] {
    var form = form
    if key == Form.editorKey, form.focused.name == .metadata {
      return editMetadata(form.focused.text)
    }
    if let effects = turnPage(behind: form, key) { return effects }
    // Esc and Enter can arrive as one: whichever was meant, nothing typed may be lost by it.
    if key == .altEnter {
      message = Message("A-Enter does nothing: Enter accepts the form, Esc leaves it.")
      return []
    }
    switch form.handle(key) {
    case .stay:
      overlay = .form(form)
      return []
    case .leave:
      overlay = form.previous
      message = Message("Nothing was changed.")
      return reloadDetails() + returnFromPreview()
    case .submit:
      // While the store is busy, another Enter must not do it twice.
      return form.isSubmitted ? [] : submit(form)
    }
  }

  mutating func submit(_ form: Form) -> [Effect] {
    var form = form
    do {
      if case .createSeries(let block) = form.purpose {
        let effects =
          form.isConfirmed ? makeSeries() : try planSeries(form, in: block)
        form.isSubmitted = true
        overlay = .form(form)
        return effects
      }
      guard
        let operation = try form.operation(
          times: formTimes,
          actor: settings.actor,
          now: now
        )
      else {
        overlay = form.previous
        message = Message("Nothing was changed.")
        return []
      }
      if !form.isConfirmed, let question = consequence(of: operation, form) {
        return open(.question(question))
      }
      form.isSubmitted = true
      overlay = .form(form)
      return [.perform(operation)]
    } catch {
      if case .invalidDate(.ambiguous(let time, let first, let second)) = error.error {
        overlay = .question(.which(time, [first, second], form, formTimes))
      } else {
        form.show(error)
        overlay = .form(form)
      }
      return []
    }
  }

  /// Whoever booked a slot that moves has to come at another time: that is said first.
  private func consequence(of operation: SlotDomain.Operation, _ form: Form) -> Question? {
    guard case .reviseSlots(_, let revision) = operation, revision.move != nil,
      case .editSlots(let slots) = form.purpose
    else { return nil }
    let booked = slots.filter { $0.activeAppointments > 0 }
    guard !booked.isEmpty else { return nil }
    let people = counted(booked.reduce(0) { $0 + $1.activeAppointments }, "appointment")
    var confirmed = form
    confirmed.isConfirmed = true
    return Question(
      "Move \(slots.count) slots, \(booked.count) of them with \(people)? y/n",
      answers: [Question.Answer(key: "y", consequence: .submit(confirmed))],
      refusal: "Nothing was changed.",
      previous: .form(form)
    )
  }

  // MARK: Over a colleague's change

  /// Somebody saved the slot while the form was open: the form takes theirs in, and the user decides.
  mutating func ask(about form: Form, theirs: Slot, by actor: String, at: Instant) {
    var form = form
    let changes = form.takeIn(theirs, by: actor, times: formTimes, now: now)
    let who = actor == settings.actor ? "You" : actor
    let what = changes.isEmpty ? "" : ": \(changes.joined(separator: ", "))"
    overlay = .question(
      Question(
        "\(who) changed this slot at \(times.clock(at))\(what). Save yours all the same? y/n",
        answers: [Question.Answer(key: "y", consequence: .submit(form))],
        refusal: "Nothing was saved: the form shows the slot as it is now, with what you typed.",
        previous: .form(form)
      )
    )
  }

  // MARK: In the editor

  private mutating func editMetadata(_ text: String) -> [Effect] {
    guard !settings.isRestricted else {
      message = Message("This login may not start an editor. Edit the text here.", .error)
      return []
    }
    let value = try? JSONValue(parsing: text)
    return [.editMetadata((value?.text(.indented) ?? text) + "\n")]
  }

  /// What is no metadata stays as it was written, and the field says what is wrong.
  mutating func takeMetadata(_ text: String) {
    guard case .form(var form) = overlay else { return }
    do {
      form.set(.metadata, to: try Metadata(parsing: text).json)
      form.problem = nil
    } catch {
      form.set(.metadata, to: text.split(whereSeparator: \.isNewline).joined(separator: " "))
      form.show(Form.Problem(field: .metadata, error: error))
    }
    overlay = .form(form)
  }
}

extension Question {
  /// Which of two equal times of the wall clock is meant.
  fileprivate static func which(
    _ time: LocalTime,
    _ offsets: [Int],
    _ form: Form,
    _ times: TimeFormat
  ) -> Question {
    let answers = zip("12", offsets).map { key, offset in
      var form = form
      form.set(.start, to: times.field(time) + TimeText.offset(offset))
      return Answer(key: key, consequence: .submit(form))
    }
    let choices = zip("12", offsets).map { "\($0) = \(TimeText.offset($1))" }
    return Question(
      "\(times.style.clock(time.millisecondOfDay)) comes twice on \(times.style.date(time.date))."
        + " Which one? \(choices.joined(separator: ", "))",
      answers: answers,
      refusal: "Choose another time, or one of the two.",
      previous: .form(form)
    )
  }
}
