import SlotDomain

/// Makes a booking block.
struct BlockForm: FormLayer {
  var form: Form

  init(name: String = "", _ desk: Desk) {
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

  func operation(_ desk: Desk) throws(Form.Problem) -> Operation? {
    let lead = form.text(.leadMinutes)
    guard let minutes = Int(lead), (0...10_000_000).contains(minutes) else {
      throw Form.Problem(field: .leadMinutes, error: .bookingDisabledBeforeInvalid(lead))
    }
    guard !BlockName.isBlank(form.text(.name)) else {
      throw Form.Problem(field: .name, error: .badRequest("A booking block needs a name."))
    }
    let draft = BlockDraft(
      name: form.text(.name),
      timezone: form.text(.timezone),
      status: form.isOn(.published) ? .published : .draft,
      bookingDisabledBefore: minutes * 60
    )
    return .createBlock(draft)
  }
}
