import ArgumentParser
import SlotDomain

struct AppointmentCreate: ChangingCommand {
  static let configuration = CommandConfiguration(
    commandName: "create",
    abstract: "Book a place in a slot.",
    discussion: """
      A locked slot takes the key of its lock, which is then used up. With --late it is booked \
      although booking has closed, or the slot has begun or is over; the history says so.

      Examples:
        slottui appointment create --slot 93bd6b73 --name "Ada Lovelace"
        slottui appointment create --slot 93bd6b73 --name Ada --phone 07700900123
        slottui appointment create --slot 93bd6b73 --name Ada --note "first visit"
        slottui appointment create --slot 93bd6b73 --key s3cret --name Ada
        slottui appointment create --slot 93bd6b73 --name Ada --late
      """
  )

  @Option(
    help: ArgumentHelp("The slot to book.", valueName: "ref"),
    completion: StoreCompletion.slot
  )
  var slot: String

  @Option(help: ArgumentHelp("The key of the slot's lock.", valueName: "key"))
  var key: String?

  @OptionGroup var members: AppointmentMemberOptions

  @Option(help: ArgumentHelp("Data of your own: a JSON object.", valueName: "json"))
  var metadata: String?

  @Flag(help: "Although booking has closed, or the slot has begun or is over.")
  var late = false

  @OptionGroup var change: ChangeOptions
  @OptionGroup var store: StoreOptions
  @OptionGroup var output: OutputOptions

  func perform(in session: Session) throws(SlotError) -> Report {
    let id = try session.references.slot(slot)
    // The history says late of what was.
    let isClosed = late ? try isClosed(session.store.slot(id), session) : false
    let draft = AppointmentDraft(
      slotID: id,
      lockKey: key,
      metadata: try ValueText.metadata(metadata).merging(members.values),
      isLate: isClosed
    )
    let operation = Operation.createAppointments([draft])
    let outcome = try session.perform(operation, change)
    var report = Report(.appointments(outcome.appointments))
    report.isSingle = true
    report.headline = "\(capitalized(operation.verb.words.past)) 1 appointment."
    return report
  }

  private func isClosed(_ slot: Slot, _ session: Session) throws(SlotError) -> Bool {
    slot.bookingCloses(in: try session.blocks.block(slot.blockID)) <= session.now
  }
}

struct AppointmentUpdate: ChangingCommand {
  static let configuration = CommandConfiguration(
    commandName: "update",
    abstract: "Change whom an appointment is for.",
    discussion: """
      --name, --phone, --email and --note change only these; an empty one is taken away. --metadata \
      replaces all metadata.

      Examples:
        slottui appointment update 5c1d0a77 --name "Ada King"
        slottui appointment update 5c1d0a77 --phone "07700 900123" --note ""
      """
  )

  @Argument(
    help: ArgumentHelp("Its id, or the first 4 or more characters."),
    completion: StoreCompletion.appointment
  )
  var appointment: String

  @OptionGroup var members: AppointmentMemberOptions

  @Option(help: ArgumentHelp("Data of your own: a JSON object.", valueName: "json"))
  var metadata: String?

  @OptionGroup var change: ChangeOptions
  @OptionGroup var store: StoreOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard !members.isEmpty || metadata != nil else {
      throw ValidationError(
        "Say what to change: --name, --phone, --email, --note or --metadata."
      )
    }
  }

  func perform(in session: Session) throws(SlotError) -> Report {
    let id = try session.references.appointment(appointment)
    var changes = AppointmentChanges(members: members.values)
    if let metadata { changes.metadata = try ValueText.metadata(metadata) }
    return try changed(.updateAppointments([id], changes), in: session, isSingle: true)
  }
}

/// Who has a place, and how to reach them: members of the metadata that have an option of their own.
struct AppointmentMemberOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Whom it is for: metadata \"name\".", valueName: "name"))
  var name: String?

  @Option(help: ArgumentHelp("Their telephone number.", valueName: "phone"))
  var phone: String?

  @Option(help: ArgumentHelp("Their e-mail address.", valueName: "email"))
  var email: String?

  @Option(help: ArgumentHelp("What whoever works there should know.", valueName: "text"))
  var note: String?

  var isEmpty: Bool { values.isEmpty }

  /// Those that were given; an empty one as null, which takes it away.
  var values: JSONMembers { AppointmentMember.typed(text(of:)) }

  private func text(of member: AppointmentMember) -> String? {
    switch member {
    case .name: name
    case .phone: phone
    case .email: email
    case .note: note
    }
  }
}

struct AppointmentCancel: AppointmentVerb {
  static let configuration = CommandConfiguration(
    commandName: "cancel",
    abstract: "Cancel appointments: their places are free again.",
    discussion: """
      Example:
        slottui appointment cancel 5c1d0a77 --reason "called in sick"
      """
  )

  @OptionGroup var appointments: AppointmentReferences
  @OptionGroup var change: ChangeOptions
  @OptionGroup var store: StoreOptions
  @OptionGroup var output: OutputOptions

  func operation(on ids: [Appointment.ID]) -> Operation { .cancelAppointments(ids) }
}

struct AppointmentEnable: AppointmentVerb {
  static let configuration = CommandConfiguration(
    commandName: "enable",
    abstract: "Make cancelled appointments active again, if there is still a place.",
    discussion: """
      Example:
        slottui appointment enable 5c1d0a77
      """
  )

  @OptionGroup var appointments: AppointmentReferences
  @OptionGroup var change: ChangeOptions
  @OptionGroup var store: StoreOptions
  @OptionGroup var output: OutputOptions

  func operation(on ids: [Appointment.ID]) -> Operation { .enableAppointments(ids) }
}

struct AppointmentReschedule: ChangingCommand {
  static let configuration = CommandConfiguration(
    commandName: "reschedule",
    abstract: "Move an appointment to another slot.",
    discussion: """
      The old place is free in the same moment as the new one is taken.

      Example:
        slottui appointment reschedule 5c1d0a77 --to 94ce7c84
      """
  )

  @Argument(
    help: ArgumentHelp("Its id, or the first 4 or more characters."),
    completion: StoreCompletion.appointment
  )
  var appointment: String

  @Option(
    help: ArgumentHelp("The slot to move it to.", valueName: "slot"),
    completion: StoreCompletion.slot
  )
  var to: String

  @Option(help: ArgumentHelp("The key of that slot's lock.", valueName: "key"))
  var key: String?

  @OptionGroup var change: ChangeOptions
  @OptionGroup var store: StoreOptions
  @OptionGroup var output: OutputOptions

  func perform(in session: Session) throws(SlotError) -> Report {
    let id = try session.references.appointment(appointment)
    let slot = try session.references.slot(to)
    let operation = Operation.rescheduleAppointment(id, to: slot, lockKey: key)
    return try changed(operation, in: session, isSingle: true)
  }
}

struct AppointmentDelete: AppointmentVerb {
  static let configuration = CommandConfiguration(
    commandName: "delete",
    abstract: "Delete appointments for good; slottui undo brings them back.",
    discussion: """
      Example:
        slottui appointment delete 5c1d0a77 --reason "entered twice"
      """
  )

  @OptionGroup var appointments: AppointmentReferences
  @OptionGroup var change: ChangeOptions
  @OptionGroup var store: StoreOptions
  @OptionGroup var output: OutputOptions

  func operation(on ids: [Appointment.ID]) -> Operation { .deleteAppointments(ids) }
}
