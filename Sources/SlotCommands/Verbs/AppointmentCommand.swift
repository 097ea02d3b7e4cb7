import ArgumentParser
import SlotDomain

/// `slottui appointment …`
struct AppointmentCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "appointment",
    abstract: "Book, find and change appointments.",
    discussion: """
      An appointment is a place taken in a slot. Who it is for is metadata: name, email, phone, \
      note.

      Examples:
        slottui appointment create --slot 93bd6b73 --name "Ada Lovelace"
        slottui find "Ada Lovelace"
        slottui appointment list --slot 93bd6b73
        slottui appointment reschedule 5c1d0a77 --to 94ce7c84
      """,
    subcommands: [
      AppointmentCreate.self, AppointmentList.self, AppointmentGet.self, AppointmentUpdate.self,
      AppointmentCancel.self, AppointmentEnable.self, AppointmentReschedule.self,
      AppointmentDelete.self,
    ]
  )

  func run() throws { throw MissingVerb.error(Self.self) }
}

/// Which appointments a verb is about.
struct AppointmentReferences: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "Ids of appointments, or the first 4 or more characters.",
      valueName: "appointment"
    ),
    completion: StoreCompletion.appointment
  )
  var appointments: [String] = []

  func validate() throws {
    if appointments.isEmpty {
      throw ValidationError("Say which appointments: their ids, or beginnings of them.")
    }
  }

  /// - Throws: `.appointmentNotFound` E048, `.ambiguousReference` S006.
  func ids(in session: Session) throws(SlotError) -> [Appointment.ID] {
    try session.references.appointments(appointments)
  }
}

/// A verb that changes appointments which are named.
protocol AppointmentVerb: ChangingCommand {
  var appointments: AppointmentReferences { get }

  func operation(on ids: [Appointment.ID]) -> Operation
}

extension AppointmentVerb {
  func perform(in session: Session) throws(SlotError) -> Report {
    let operation = operation(on: try appointments.ids(in: session))
    return try changed(operation, in: session, isSingle: appointments.appointments.count == 1)
  }
}

extension ChangingCommand {
  /// Does something to appointments, and reports how they are now.
  func changed(
    _ operation: Operation,
    in session: Session,
    isSingle: Bool
  ) throws(SlotError) -> Report {
    let outcome = try session.perform(operation, change)
    var report = Report(.appointments(outcome.appointments))
    report.isSingle = isSingle
    let done = capitalized(operation.verb.words.past)
    report.headline = Report.headline(outcome, done, outcome.appointments.count, "appointment")
    return report
  }
}

struct AppointmentList: StoreCommand {
  static let access = Access.reading
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List appointments in the order of their slots.",
    discussion: """
      --from and --until are about the slot's time. Times without an offset are local to the \
      block, or UTC where no block is given.

      Examples:
        slottui appointment list --block "Room 2" --from today --until +7d
        slottui appointment list --slot 93bd6b73 --status cancelled --json
      """
  )

  @Option(
    help: ArgumentHelp("Only those in this booking block.", valueName: "ref"),
    completion: StoreCompletion.block
  )
  var block: String?

  @Option(
    help: ArgumentHelp("Only those on this slot.", valueName: "ref"),
    completion: StoreCompletion.slot
  )
  var slot: String?

  @Option(
    help: ArgumentHelp("Only slots that end after this time.", valueName: "time"),
    completion: StoreCompletion.time
  )
  var from: String?

  @Option(
    help: ArgumentHelp("Only slots that start before this time.", valueName: "time"),
    completion: StoreCompletion.time
  )
  var until: String?

  @Option(
    help: ArgumentHelp("Only active or cancelled ones.", valueName: "active|cancelled"),
    completion: .list(["active", "cancelled"])
  )
  var status: String?

  @OptionGroup var page: PageOptions
  @OptionGroup var store: StoreOptions
  @OptionGroup var output: OutputOptions

  func perform(in session: Session) throws(SlotError) -> Report {
    let request = try page.request(session.format)
    var query = AppointmentQuery()
    query.offset = request.offset
    query.limit = request.limit
    query.status = try status.map(ValueText.status)
    var block = if let block { try session.references.block(block) } else { BookingBlock?.none }
    query.block = block?.id
    if let slot {
      let found = try session.store.slot(try session.references.slot(slot))
      query.slots = [found.id]
      if block == nil { block = try session.blocks.block(found.blockID) }
    }
    (query.from, query.until) = try session.interval(
      from: from,
      until: until,
      in: try session.zone(of: block)
    )
    let store = session.store
    guard request.limit != nil else {
      return Report(streaming: { [query] (lines) throws(SlotError) in
        try store.forEachAppointment(matching: query, lines.put)
      })
    }
    let found = try store.appointments(matching: query)
    var report = Report(.appointments(found.elements))
    report.describe(found.elements.count, of: found.total, request, "appointment")
    if found.total == 0 {
      report.headline =
        "No appointments here. Book one: slottui appointment create --slot REF"
        + " --name NAME"
    }
    return report
  }
}

struct AppointmentGet: StoreCommand {
  static let access = Access.reading
  static let configuration = CommandConfiguration(
    commandName: "get",
    abstract: "Show appointments with all their properties.",
    discussion: """
      Example:
        slottui appointment get 5c1d0a77 --json
      """
  )

  @OptionGroup var appointments: AppointmentReferences
  @OptionGroup var store: StoreOptions
  @OptionGroup var output: OutputOptions

  func perform(in session: Session) throws(SlotError) -> Report {
    let found = try appointments.ids(in: session).map { (id) throws(SlotError) in
      try session.store.appointment(id)
    }
    var report = Report(.appointments(found))
    report.isSingle = appointments.appointments.count == 1
    return report
  }
}
