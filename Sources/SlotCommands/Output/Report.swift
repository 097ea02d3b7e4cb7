import SlotDomain
import TerminalKit

/// What a command found or did, before it is known how to print it.
struct Report {
  enum Content {
    case slots([Slot])
    /// Slots that would be made.
    case drafts([SlotDraft])
    case blocks([CountedBlock])
    case appointments([Appointment])
    case history([JournalEntry], withValues: Bool)
    case undo(UndoOutcome)
    /// Something else: what JSON says; people read the headline.
    case other([JSONValue])
  }

  struct CountedBlock {
    let block: BookingBlock
    let counts: BlockCounts
  }

  let content: Content
  /// One object was asked for, so JSON has no array, and people see all of it.
  var isSingle = false
  var meta: JSONMembers = [:]
  /// What JSON says beside the objects, which then stand under `slots`.
  var summary: JSONMembers?
  /// Says what was done, before the objects.
  var headline: String?
  /// Says what people can do next, after the objects.
  var footer: String?
  /// A key that the program made; nobody will see it again.
  var madeLockKey: String?
  /// One line each, below the headline.
  var details: [String] = []
  /// What people read in place of the usual table of the objects, unless it is empty. Already safe.
  var prepared: [String] = []
  /// A document of another program's, printed as it is in place of all else that people read.
  var document: String?
  /// What was found wrong: it decides how the program ends.
  var error: SlotError?
  /// Why what was only tried would be refused: it decides how the program ends, as it would then.
  private(set) var refusal: SlotError?
  /// What nobody asked for and should know.
  var warnings: [String] = []
  /// It says what is on days and in hours of blocks, whatever the format of its dates.
  var isOnClocks = false
  /// Something was made, by a verb that only reads the store.
  var isOfChange = false
  /// Prints the objects of a list without an end, a line each, in place of all else.
  var stream: ((ObjectLines) throws(SlotError) -> Void)?

  init(_ content: Content) { self.content = content }

  /// A list that is printed while it is read, with nothing but a part of it in memory.
  init(streaming stream: @escaping (ObjectLines) throws(SlotError) -> Void) {
    content = .other([])
    self.stream = stream
  }

  /// Prints all of it.
  ///
  /// - Throws: `.fileProblem` S007, as on a full disk.
  func write(_ options: OutputOptions, _ session: Session) throws(SlotError) {
    guard let stream else { return try Files.writeOutput(try text(options, session)) }
    let lines = try ObjectLines(session)
    try session.store.inOneMoment { () throws(SlotError) in try stream(lines) }
    try lines.finish()
  }

  /// All that the command prints.
  func text(_ options: OutputOptions, _ session: Session) throws(SlotError) -> String {
    switch options.format {
    case .people:
      if let document { return document }
      return try lines(session).map { PlainText.printable($0) + "\n" }.joined()
    case .json:
      if let error {
        return Envelope.failure(error, in: .utc, details: details).text(.indented) + "\n"
      }
      let objects = try objects(session)
      let data = data(objects)
      var meta = meta
      if let madeLockKey { meta["lock_key"] = .string(madeLockKey) }
      let warnings = warnings + zoneWarnings(session)
      if !warnings.isEmpty { meta["warnings"] = .array(warnings.map(JSONValue.string)) }
      guard let refusal else {
        return Envelope.success(data, meta: meta).text(.indented) + "\n"
      }
      let zone = session.blocks.zone(for: refusal)
      return Envelope.refused(refusal, in: zone, data, meta: meta).text(.indented) + "\n"
    case .ndjson:
      var text = ""
      for object in try objects(session) { text += object.text() + "\n" }
      if let madeLockKey {
        text += JSONValue.object(["lock_key": .string(madeLockKey)]).text() + "\n"
      }
      return text
    }
  }
}

extension Report {
  /// What is said on standard error beside all that is printed, a line each.
  func remarks(_ format: OutputOptions.Format, _ session: Session) -> [String] {
    switch format {
    case .people: document == nil ? warnings : warnings + session.blocks.warnings
    case .json: []
    case .ndjson: remarksOnObjects + warnings + zoneWarnings(session)
    }
  }

  /// What lines of objects have no place for: what was refused, and who is displaced.
  private var remarksOnObjects: [String] { if case .other = content { [] } else { details } }

  /// Dates in UTC are what JSON has unless it was asked for others.
  private func zoneWarnings(_ session: Session) -> [String] {
    session.isLocal || isOnClocks ? session.blocks.warnings : []
  }

  /// A dry run of something that would be refused for some of it.
  mutating func refuse(_ refusal: SlotError?) {
    guard let refusal else { return }
    self.refusal = refusal
    headline? += " As it stands it is refused: add --on-conflict skip."
  }

  /// Slots that were made or put where nobody will ever come, which is mostly a slip of the hand.
  mutating func warnOfPast(_ ranges: [TimeRange], _ session: Session, isDone: Bool = true) {
    let count = ranges.count { $0.end <= session.now }
    guard count > 0 else { return }
    let lies = isDone ? (count == 1 ? "lies" : "lie") : "would lie"
    warnings.append(
      "\(counted(count, "slot")) \(lies) in the past."
        + (isDone ? " slottui undo takes \(count == 1 ? "it" : "them") back." : "")
    )
  }

  private func data(_ objects: [JSONValue]) -> JSONValue {
    if let summary { return .object(summary.merging(["slots": .array(objects)]) { $1 }) }
    return isSingle && objects.count == 1 ? objects[0] : .array(objects)
  }

  /// A sentence on what a change did, or that there was nothing to do.
  static func headline(_ outcome: Outcome, _ done: String, _ number: Int, _ noun: String) -> String
  {
    outcome.action == nil && number > 0
      ? "Nothing to do: \(counted(number, noun)) \(number == 1 ? "is" : "are") so already."
      : "\(done) \(counted(number, noun))."
  }
}

extension Report {
  /// `meta` and the footer of one page of a list.
  mutating func describe(
    _ shown: Int,
    of total: Int,
    _ request: PageRequest,
    _ noun: String,
    plural: String? = nil
  ) {
    meta = request.meta(total: total)
    guard total > 0, let limit = request.limit else { return }
    let pages = (total + limit - 1) / limit
    let all = counted(total, noun, plural: plural)
    if request.number > pages {
      headline = "There is no page \(request.number): \(all), \(counted(pages, "page"))."
    } else if pages > 1 {
      footer =
        "Page \(request.number) of \(pages), \(all)."
        + (request.number < pages ? " Next: --page \(request.number + 1)" : "")
    }
  }
}
