import SlotDomain

/// One form for many slots. A field shows what all have in common; what is left as it is keeps what each
/// of them has.
extension Form {
  private static let keep = "keep"

  static func editSlots(_ slots: [Slot]) -> Form {
    let minutes = common(slots, minutes(of:))
    let capacity = common(slots) { "\($0.capacity)" }
    let lockable = common(slots) { $0.isLockable ? "yes" : "no" }
    let various = "various: empty keeps each"
    return Form(
      .editSlots(slots),
      title: "Edit \(slots.count) slots",
      fields: [
        Field(.moveBy, "", hint: "+15, -30 minutes; +1d"),
        Field(.minutes, minutes ?? "", hint: minutes == nil ? various : "elapsed time"),
        Field(.capacity, capacity ?? "", hint: capacity == nil ? various : "appointments that fit"),
        Field(
          .lockable,
          lockable ?? keep,
          hint: "Space turns",
          choices: (lockable == nil ? [keep] : []) + ["yes", "no"]
        ),
        Field(.metadata, "", hint: "{\"key\": value} sets, null removes, others stay"),
      ]
    )
  }

  private static func common(_ slots: [Slot], _ value: (Slot) -> String) -> String? {
    let first = slots.first.map(value)
    return slots.allSatisfy { value($0) == first } ? first : nil
  }

  /// What was typed anew is changed in all; nil when that is nothing.
  func revision(of slots: [Slot]) throws(Problem) -> Operation? {
    let before = Form.editSlots(slots)
    func isNew(_ name: Field.Name) -> Bool {
      !text(name).isEmpty && isOther(name, than: before)
    }
    var revision = SlotRevision()
    if isNew(.moveBy) { revision.move = try move() }
    if isNew(.minutes) { revision.length = try length() }
    if isNew(.capacity) { revision.capacity = try capacity() }
    if isNew(.lockable) { revision.isLockable = isOn(.lockable) }
    if isNew(.metadata) {
      for (name, value) in try metadata().members { revision.metadata[name] = value }
    }
    return revision == SlotRevision() ? nil : .reviseSlots(slots.map(\.id), revision)
  }

  private func move() throws(Problem) -> SlotMove {
    guard let move = SlotMove(text(.moveBy)) else {
      throw Problem(
        field: .moveBy,
        error: .badRequest(
          "Move by minutes such as +15 or -30, or by hours, days or weeks: +2h, +1d, -1w."
        )
      )
    }
    return move
  }

  // MARK: Another time

  static func shiftSlots(_ slots: [Slot]) -> Form {
    let what = slots.count == 1 ? "slot" : "\(slots.count) slots"
    return Form(
      .shiftSlots(slots),
      title: "Shift \(what), people and all",
      fields: [Field(.moveBy, "", hint: "minutes; -15 is earlier")]
    )
  }

  /// How much later; nil where no minutes are typed.
  var shiftedBy: Span? { Int(text(.moveBy)).map(Span.minutes) }

  /// Nil when that is nothing.
  func shift(of slots: [Slot]) throws(Problem) -> Operation? {
    guard !text(.moveBy).isEmpty else { return nil }
    guard let minutes = Int(text(.moveBy)), (-1_000_000...1_000_000).contains(minutes) else {
      throw Problem(
        field: .moveBy,
        error: .badRequest("Shift by whole minutes: 20 is later, -15 earlier.")
      )
    }
    return minutes == 0
      ? nil : .changeSlots(slots.map(\.id), .shift(by: .minutes(minutes)))
  }
}
