import SlotDomain

/// What is asked about somebody who has a place, or is to get one.
extension Form {
  static func book(title: String) -> Form {
    Form(
      .book,
      title: title,
      fields: [
        Field(.name, "", hint: "who it is for"), Field(.phone, ""), Field(.note, ""),
        Field(.email, ""), Field(.places, "1", hint: "appointments to make"),
      ]
    )
  }

  /// Who it is for, as metadata.
  func person() throws(Problem) -> Metadata {
    var members: JSONMembers = [:]
    for member in AppointmentMember.allCases {
      let value = AppointmentMember.typed(text(member.field))
      if value != .null { members[ExactText(member.rawValue)] = value }
    }
    do { return try Metadata(.object(members)) } catch {
      throw Problem(field: AppointmentMember.field(of: error), error: error)
    }
  }

  /// More at once are a slip of the hand.
  private static let mostPlaces = 1000

  func places() throws(Problem) -> Int {
    guard let places = Int(text(.places)), (1...Self.mostPlaces).contains(places) else {
      throw Problem(
        field: .places,
        error: .badRequest("Give a whole number of places, from 1 to \(Self.mostPlaces).")
      )
    }
    return places
  }

  // MARK: Somebody who has a place

  /// Members without a field of their own stand in the last one.
  static func editPerson(_ appointment: Appointment, title: String) -> Form {
    let metadata = appointment.metadata
    return Form(
      .editPerson(appointment),
      title: title,
      fields: AppointmentMember.inOrder.map { Field($0.field, $0.text(in: metadata)) }
        + [Field(.metadata, JSONValue.object(others(of: metadata)).text())]
    )
  }

  /// Opens that form, where people are named.
  static func edit(_ appointment: Appointment, in slot: Slot, _ desk: inout Desk) -> Step {
    guard desk.names.areShown else {
      desk.say("Nobody is named on this screen, so nothing of them can be edited.", .error)
      return Step()
    }
    let title = "Edit \(appointment.label), \(desk.place(of: slot))"
    return Step(.open(editPerson(appointment, title: title)))
  }

  private static func others(of metadata: Metadata) -> JSONMembers {
    let own = Set(AppointmentMember.allCases.map(\.rawValue))
    return JSONMembers(
      uniqueKeysWithValues: metadata.members.filter { !own.contains($0.key) }
        .map { (ExactText($0.key), $0.value) }
    )
  }

  /// Only members that were typed anew are changed; nil when none was.
  func update(of appointment: Appointment) throws(Problem) -> Operation? {
    let before = Form.editPerson(appointment, title: title)
    var members: JSONMembers = [:]
    for member in AppointmentMember.allCases where isOther(member.field, than: before) {
      members[ExactText(member.rawValue)] = AppointmentMember.typed(text(member.field))
    }
    if isOther(.metadata, than: before) {
      let typed = try metadata()
      let own = AppointmentMember.allCases.first { typed[$0.rawValue] != nil }
      if let own {
        let text = "The \(own.rawValue) has a field of its own. Take it out of the metadata."
        throw Problem(field: .metadata, error: .badRequest(text))
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
  fileprivate static func field(of error: SlotError) -> Form.Field.Name {
    guard case .metadataTooLong(let key?) = error else { return .note }
    return AppointmentMember(rawValue: key)?.field ?? .note
  }
}
