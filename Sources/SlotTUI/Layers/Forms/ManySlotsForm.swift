import SlotDomain

/// Changes many slots. A field shows what all have in common; what is left as it is keeps what each of them
/// has.
struct ManySlotsForm: FormLayer {
  var form: Form
  /// As they were when the form was opened, without those that were deleted since.
  private var slots: [Slot]
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
      title: title(slots),
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
    guard case .reviseSlots(_, let revision) = operation else { return nil }
    let present = desk.present(slots)
    let moving = revision.move == nil ? nil : Question(moving: present, desk)
    return moving ?? Question(changedSince: slots, present)
  }

  /// One that was deleted keeps the others from nothing.
  mutating func hear(refusal error: SlotError, _ desk: inout Desk) -> Step {
    let left = slots.filter { error != .slotNotFound("\($0.id)") }
    guard !left.isEmpty, left.count < slots.count else {
      form.show(refusal: error)
      return Step()
    }
    slots = left
    form.title = Self.title(left)
    let rest = left.count == 1 ? "the one that is" : "the \(left.count) that are"
    form.show(.badRequest("One of the slots was deleted meanwhile. Enter changes \(rest) left."))
    return Step()
  }

  private static func title(_ slots: [Slot]) -> String { "Edit \(counted(slots.count, "slot"))" }

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
    let present = desk.present(slots)
    return Question(moving: present, by: span, desk) ?? Question(changedSince: slots, present)
  }
}

extension Question {
  /// Whether slots are changed that somebody has changed while the form was open; nil where nobody has.
  fileprivate init?(changedSince before: [Slot], _ now: [Slot]) {
    let changed = zip(before, now).filter { before, now in
      before.range != now.range || before.capacity != now.capacity
        || before.isLockable != now.isLockable || before.metadata != now.metadata
    }
    guard !changed.isEmpty else { return nil }
    let what =
      before.count == 1
      ? "The slot was"
      : changed.count == 1 ? "One of the slots was" : "\(changed.count) of the slots were"
    self.init(
      "\(what) changed meanwhile. Change \(before.count == 1 ? "it" : "all \(before.count)") all the same?",
      refusal: "Nothing was changed.",
      about: now.map { .slot($0.id) }
    )
  }
}
