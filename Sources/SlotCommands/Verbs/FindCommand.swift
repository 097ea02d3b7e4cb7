import ArgumentParser
import SlotDomain

/// `slottui find`
struct FindCommand: StoreCommand {
  static let access = Access.reading
  static let configuration = CommandConfiguration(
    commandName: "find",
    abstract: "Find people: appointments by name, phone, e-mail or note.",
    discussion: """
      All words must be found in an appointment or in the names around it, in capitals or small \
      letters, with accents or without. A phone number is found by its digits, however it is \
      written. First come the appointments to come, the next one first; then those that are over, \
      the last one first.

      Examples:
        slottui find "Ada Lovelace"
        slottui find 07700900123
        slottui find okafor --json
      """
  )

  @Argument(
    help: ArgumentHelp("A name, a number, or other words.", valueName: "text")
  )
  var text: [String] = []

  @OptionGroup var page: PageOptions
  @OptionGroup var store: StoreOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if text.isEmpty { throw ValidationError("Say whom to find: a name, or a phone number.") }
  }

  func perform(in session: Session) throws(SlotError) -> Report {
    let request = try page.request(session.format)
    guard let query = SearchQuery(text.joined(separator: " ")) else {
      throw .badRequest("There is nothing to look for: give a name, or a phone number.")
    }
    let store = session.store
    return try store.inOneMoment { () throws(SlotError) in
      let hits = try Self.appointments(query, in: store, at: session.now)
      let shown = hits.dropFirst(request.offset).prefix(request.limit ?? .max)
      guard request.limit != nil else {
        return Report(streaming: { (lines) throws(SlotError) in
          for hit in shown { try lines.put(try store.appointment(hit.id)) }
        })
      }
      let people = try shown.map { (hit) throws(SlotError) in try store.appointment(hit.id) }
      var report = Report(.appointments(people))
      report.describe(people.count, of: hits.count, request, "appointment")
      if hits.isEmpty { report.headline = "Nobody was found." }
      report.prepared = try Tables(session: session).people(people)
      return report
    }
  }

  /// What is remembered of each: there can be very many.
  private struct Hit {
    let id: Appointment.ID
    let range: TimeRange
  }

  private static func appointments(
    _ query: SearchQuery,
    in store: any SlotStore,
    at now: Instant
  ) throws(SlotError) -> [Hit] {
    var hits: [Hit] = []
    // By its id and by a text the same one can be found.
    var known: Set<Appointment.ID> = []
    var position: SearchPosition? = .start
    while let from = position {
      let step = try store.search(query, from: from, rows: rowsAtOnce)
      for hit in step.hits {
        guard let id = hit.appointment, known.insert(id).inserted else { continue }
        hits.append(Hit(id: id, range: hit.range))
      }
      position = step.next
    }
    let (over, coming) = (hits.filter { $0.range.end <= now }, hits.filter { $0.range.end > now })
    return coming.sorted { ($0.range.start, $0.id) < ($1.range.start, $1.id) }
      + over.sorted { ($1.range.start, $1.id) < ($0.range.start, $0.id) }
  }

  private static let rowsAtOnce = 10_000
}
