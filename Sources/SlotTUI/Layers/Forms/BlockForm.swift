import SlotDomain

/// Makes a booking block, or changes one.
struct BlockForm: FormLayer {
  var form: Form
  /// As it was when the form was opened; nil: it is a new one.
  private let edited: BookingBlock?

  init(name: String = "", _ desk: Desk) {
    edited = nil
    form = Form(
      title: "New booking block",
      fields: [
        // Beside these fields 19 columns are left.
        Form.Field(.name, name, hint: "doctor, room, court"),
        Form.Field(.timezone, desk.content.zone.name, hint: "as Europe/Warsaw"),
        Form.Field(.leadMinutes, "0", hint: "minutes ahead"),
        Form.Field(
          .published,
          desk.settings.publishesBlocks ? "yes" : "no",
          hint: "Space; no = a draft",
          isSwitch: true
        ),
      ]
    )
  }

  init(editing block: BookingBlock) {
    edited = block
    form = Self.form(of: block)
  }

  private static func form(of block: BookingBlock) -> Form {
    let minutes = Span(milliseconds: Int64(block.bookingDisabledBefore) * 1000)
    return Form(
      title: "Edit booking block",
      fields: [
        Form.Field(.name, block.name, hint: "doctor, room, court"),
        Form.Field(.leadMinutes, SlotForm.minutes(minutes), hint: "minutes ahead"),
      ]
    )
  }

  func operation(_ desk: Desk) throws(Form.Problem) -> Operation? {
    guard let edited else { return .createBlock(try draft()) }
    let before = Self.form(of: edited)
    var changes = BlockChanges()
    if form.isOther(.name, than: before) { changes.name = try name() }
    if form.isOther(.leadMinutes, than: before) { changes.bookingDisabledBefore = try lead() }
    return changes == BlockChanges() ? nil : .updateBlock(edited.id, changes)
  }

  /// What a colleague made of what is typed here is said first.
  func consequence(of operation: Operation, _ desk: Desk) -> Question? {
    guard let edited, case .updateBlock(_, let changes) = operation,
      let now = desk.block(edited.id)
    else { return nil }
    let (before, after) = (Self.form(of: edited), Self.form(of: now))
    var theirs: [String] = []
    if changes.name != nil, after.isOther(.name, than: before) {
      theirs.append("is called \(now.name)")
    }
    if changes.bookingDisabledBefore != nil, after.isOther(.leadMinutes, than: before) {
      theirs.append("closes \(after.text(.leadMinutes)) minutes ahead")
    }
    guard !theirs.isEmpty else { return nil }
    return Question(
      "Somebody changed it meanwhile: it \(listed(theirs)) now. Save yours all the same?",
      refusal: "Nothing was changed.",
      about: [.block(edited.id)]
    )
  }

  mutating func hear(refusal error: SlotError, _ desk: inout Desk) -> Step {
    if error.code == .blockNotFound {
      form.showGone()
    } else {
      form.show(refusal: error)
    }
    return Step()
  }

  private func draft() throws(Form.Problem) -> BlockDraft {
    BlockDraft(
      name: try name(),
      timezone: form.text(.timezone),
      status: form.isOn(.published) ? .published : .draft,
      bookingDisabledBefore: try lead()
    )
  }

  /// In seconds.
  private func lead() throws(Form.Problem) -> Int {
    let lead = form.text(.leadMinutes)
    guard let minutes = Int(lead), (0...10_000_000).contains(minutes) else {
      throw Form.Problem(
        field: .leadMinutes,
        error: .badRequest("Give how many minutes ahead booking closes: a whole number, 0 or more.")
      )
    }
    return minutes * 60
  }

  private func name() throws(Form.Problem) -> String {
    guard !BlockName.isBlank(form.text(.name)) else {
      throw Form.Problem(field: .name, error: .badRequest("A booking block needs a name."))
    }
    return form.text(.name)
  }
}
