import SlotDomain
import TerminalKit

/// Changes what is known of somebody who has a place. Members without a field of their own stand in the last
/// one.
struct PersonForm: FormLayer {
  var form: Form
  /// As it was when the form was opened, or as was told since.
  private var appointment: Appointment

  private init(_ appointment: Appointment, title: String) {
    self.appointment = appointment
    form = Self.form(of: appointment, title: title)
  }

  /// Opens it, where people are named.
  static func opening(_ appointment: Appointment, in slot: Slot, _ desk: inout Desk) -> Step {
    guard desk.names.areShown else {
      desk.say("Nobody is named on this screen, so nothing of them can be edited.", .error)
      return Step()
    }
    let title = "Edit \(appointment.label), \(desk.place(of: slot))"
    return Step(.open(PersonForm(appointment, title: title)))
  }

  private static func form(of appointment: Appointment, title: String) -> Form {
    let metadata = appointment.metadata
    return Form(
      title: title,
      fields: AppointmentMember.inOrder.map { Form.Field($0.field, $0.text(in: metadata)) }
        + [Form.Field(.metadata, JSONValue.object(others(of: metadata)).text())]
    )
  }

  /// Somebody need not be in the slot under the cursor.
  func sentence(_ desk: Desk) -> String? { form.title }

  private static func others(of metadata: Metadata) -> JSONMembers {
    let own = Set(AppointmentMember.allCases.map(\.rawValue))
    return JSONMembers(
      uniqueKeysWithValues: metadata.members.filter { !own.contains($0.key) }
        .map { (ExactText($0.key), $0.value) }
    )
  }

  /// Only members that were typed anew are changed; nil when none was.
  func operation(_ desk: Desk) throws(Form.Problem) -> Operation? {
    let before = Self.form(of: appointment, title: form.title)
    var members: JSONMembers = [:]
    for member in AppointmentMember.allCases where form.isOther(member.field, than: before) {
      members[ExactText(member.rawValue)] = AppointmentMember.typed(form.text(member.field))
    }
    if form.isOther(.metadata, than: before) {
      let typed = try form.metadata()
      let own = AppointmentMember.allCases.first { typed[$0.rawValue] != nil }
      if let own {
        let text = "The \(own.rawValue) has a field of its own. Take it out of the metadata."
        throw Form.Problem(field: .metadata, error: .badRequest(text))
      }
      let (old, new) = (Self.others(of: appointment.metadata), Self.others(of: typed))
      for (key, value) in new where old[key] != value { members[key] = value }
      for key in old.keys where new[key] == nil { members[key] = .null }
    }
    guard !members.isEmpty else { return nil }
    var changes = AppointmentChanges(members: members)
    for key in members.keys { changes.seen[key] = appointment.metadata[key.text] ?? .null }
    return .updateAppointments([appointment.id], changes)
  }

  mutating func hear(refusal error: SlotError, _ desk: inout Desk) -> Step {
    guard case .memberChanged(let name, let value) = error else {
      form.show(refusal: error)
      return Step()
    }
    let theirs = value.map { "“\($0.string ?? $0.text())”" } ?? "gone"
    let text =
      "A colleague changed the \(name): it is \(theirs) now. Enter saves yours, Esc leaves theirs."
    let field = AppointmentMember(rawValue: name)?.field ?? .metadata
    form.show(Form.Problem(field: field, error: .badRequest(text)))
    note(name, isNow: value)
    return Step()
  }

  /// What a colleague made of a member was told: it is saved over by who knows it, and nothing else is.
  private mutating func note(_ name: String, isNow value: JSONValue?) {
    let members: JSONMembers = [ExactText(name): value ?? .null]
    if let metadata = try? appointment.metadata.merging(members) { appointment.metadata = metadata }
  }
}

extension AppointmentMember {
  /// As their fields stand below each other.
  static let inOrder: [AppointmentMember] = [.name, .phone, .note, .email]

  /// The field for it.
  var field: Form.Field.Name {
    switch self {
    case .name: .name
    case .phone: .phone
    case .email: .email
    case .note: .note
    }
  }

  /// The field of what is too long.
  static func field(of error: SlotError) -> Form.Field.Name {
    guard case .metadataTooLong(let key?) = error else { return .note }
    return AppointmentMember(rawValue: key)?.field ?? .note
  }
}
