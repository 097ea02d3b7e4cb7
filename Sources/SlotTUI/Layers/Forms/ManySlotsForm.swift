import SlotDomain

/// Changes many slots. A field shows what all have in common; what is left as it is keeps what each of them
/// has.
struct ManySlotsForm: FormLayer {
  var form: Form
  /// As they were when the form was opened.
  private let slots: [Slot]
  private static let keep = "keep"

  init(_ slots: [Slot]) {
    self.slots = slots
    form = Self.form(of: slots)
  }

  private static func form(of slots: [Slot]) -> Form {
    let minutes = common(slots, SlotForm.minutes(of:))
    let capacity = common(slots) { "\($0.capacity)" }
    let lockable = common(slots) { $0.isLockable ? "yes" : "no" }
    let various = "various: empty keeps each"
    return Form(
      title: "Edit \(slots.count) slots",
      fields: [
        Form.Field(.moveBy, "", hint: "+15, -30 minutes; +1d"),
        Form.Field(.minutes, minutes ?? "", hint: minutes == nil ? various : "elapsed time"),
        Form.Field(
          .capacity,
          capacity ?? "",
          hint: capacity == nil ? various : "appointments that fit"
        ),
        Form.Field(
          .lockable,
          lockable ?? keep,
          hint: "Space turns",
          choices: (lockable == nil ? [keep] : []) + ["yes", "no"]
        ),
        Form.Field(.metadata, "", hint: "{\"key\": value} sets, null removes, others stay"),
      ]
    )
  }

  private static func common(_ slots: [Slot], _ value: (Slot) -> String) -> String? {
    let first = slots.first.map(value)
    return slots.allSatisfy { value($0) == first } ? first : nil
  }

  /// What was typed anew is changed in all; nil when that is nothing.
  func operation(_ desk: Desk) throws(Form.Problem) -> Operation? {
    let before = Self.form(of: slots)
    func isNew(_ name: Form.Field.Name) -> Bool {
      !form.text(name).isEmpty && form.isOther(name, than: before)
    }
    var revision = SlotRevision()
    if isNew(.moveBy) { revision.move = try move() }
    if isNew(.minutes) { revision.length = try form.length() }
    if isNew(.capacity) { revision.capacity = try form.capacity() }
    if isNew(.lockable) { revision.isLockable = form.isOn(.lockable) }
    if isNew(.metadata) {
      for (name, value) in try form.metadata().members { revision.metadata[name] = value }
    }
    return revision == SlotRevision() ? nil : .reviseSlots(slots.map(\.id), revision)
  }

  /// Whoever booked a slot that moves has to come at another time: that is said first.
  func consequence(of operation: Operation, _ desk: Desk) -> Question? {
    guard case .reviseSlots(_, let revision) = operation, revision.move != nil else { return nil }
    return Question(moving: desk.present(slots), desk)
  }

  private func move() throws(Form.Problem) -> SlotMove {
    guard let move = SlotMove(form.text(.moveBy)) else {
      throw Form.Problem(
        field: .moveBy,
        error: .badRequest(
          "Move by minutes such as +15 or -30, or by hours, days or weeks: +2h, +1d, -1w."
        )
      )
    }
    return move
  }
}

/// Moves slots by some minutes, people and all.
struct ShiftForm: FormLayer {
  var form: Form
  /// As they were when the form was opened.
  private let slots: [Slot]

  init(_ slots: [Slot]) {
    self.slots = slots
    let what = slots.count == 1 ? "slot" : "\(slots.count) slots"
    form = Form(
      title: "Shift \(what), people and all",
      fields: [Form.Field(.moveBy, "", hint: "minutes; -15 is earlier")]
    )
  }

  func operation(_ desk: Desk) throws(Form.Problem) -> Operation? {
    let text = form.text(.moveBy)
    guard !text.isEmpty else { return nil }
    guard let minutes = Int(text), (-1_000_000...1_000_000).contains(minutes) else {
      throw Form.Problem(
        field: .moveBy,
        error: .badRequest("Shift by whole minutes: 20 is later, -15 earlier.")
      )
    }
    guard minutes != 0 else { return nil }
    let span = Span.minutes(minutes)
    if let obstacle = desk.content.obstacle(toShifting: desk.present(slots), by: span) {
      throw Form.Problem(field: .moveBy, error: obstacle)
    }
    return .changeSlots(slots.map(\.id), .shift(by: span))
  }

  /// Whoever booked a slot that moves has to come at another time: that is said first.
  func consequence(of operation: Operation, _ desk: Desk) -> Question? {
    guard case .changeSlots(_, .shift(let span)) = operation else { return nil }
    return Question(moving: desk.present(slots), by: span, desk)
  }
}
