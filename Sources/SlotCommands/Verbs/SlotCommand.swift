import ArgumentParser
import SlotDomain

/// `slottui slot …`
struct SlotCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "slot",
    abstract: "Create, find and change slots.",
    discussion: """
      A slot is a bookable stretch of time of one booking block.

      Examples:
        slottui slot create --block "Room 2" --start 2026-11-23T09:00 --minutes 20
        slottui slot list --block "Room 2" --from 2026-11-23 --until 2026-11-30
        slottui slot find --block "Room 2" --weekday thu --between 14:00-17:00
        slottui slot disable 93bd6b73 --reason "fire drill"
        slottui slot disable --block "Room 2" --weekday fri --dry-run

      Verbs that change slots take ids, or a selection: --block, --from, --until, --status, \
      --available, --weekday, --between, of which all that are given must hold. It is one \
      transaction either way. A selection leaves out slots that have ended, unless --from or --past \
      asks for them.
      """,
    subcommands: [SlotCreate.self, SlotList.self, SlotFind.self, SlotGet.self] + changes
  )

  func run() throws { throw MissingVerb.error(Self.self) }
}

/// Which slots are shown.
struct SlotReferences: ParsableArguments {
  @Argument(
    help: ArgumentHelp("Ids of slots, or the first 4 or more characters.", valueName: "slot"),
    completion: StoreCompletion.slot
  )
  var slots: [String] = []

  func validate() throws {
    if slots.isEmpty { throw ValidationError("Say which slots: their ids, or beginnings of them.") }
  }

  /// One reference gives one object, several an array.
  var isSingle: Bool { slots.count == 1 }

  /// - Throws: `.slotNotFound` E025, `.ambiguousReference` S006.
  func ids(in session: Session) throws(SlotError) -> [Slot.ID] {
    try session.references.slots(slots)
  }
}

struct SlotList: StoreCommand {
  static let access = Access.reading
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List slots in the order of their start.",
    discussion: """
      --from and --until keep the slots that overlap the time between them. Times without an \
      offset are local to the block, or UTC where no block is given. With --ndjson everything is \
      printed, unless --page or --limit ask for a part. With --as-of the slots, their counts, \
      locks and states are those of that time, also of what was changed or deleted since.

      Examples:
        slottui slot list --block "Room 2" --from 2026-11-23 --until 2026-11-24
        slottui slot list --available true --limit 5 --json
        slottui slot list --status disabled --ndjson
        slottui slot list --block "Room 2" --weekday mon,thu --between 14:00-17:00
        slottui slot list --block "Room 2" --as-of 2026-11-20T09:10
      """
  )

  @OptionGroup var selection: SelectionOptions

  @Option(
    help: ArgumentHelp("Everything as it was at this time.", valueName: "time"),
    completion: StoreCompletion.pastTime
  )
  var asOf: String?

  @OptionGroup var page: PageOptions
  @OptionGroup var store: StoreOptions
  @OptionGroup var output: OutputOptions

  func perform(in session: Session) throws(SlotError) -> Report {
    let request = try page.request(session.format)
    if let asOf { return try past(asOf, request, session) }
    var wanted = try selection.selection(in: session)
    let (store, now) = (session.store, session.now)
    guard request.limit != nil else {
      return Report(streaming: { [wanted] (lines) throws(SlotError) in
        try store.forEachSlot(fitting: wanted, at: now, lines.put)
      })
    }
    guard !wanted.needsClock else {
      var page = PageGatherer<Slot>(request)
      try store.forEachSlot(fitting: wanted, at: now) { page.add($0) }
      return report(page.elements, total: page.total, request)
    }
    wanted.query.offset = request.offset
    wanted.query.limit = request.limit
    let slots = try store.slots(matching: wanted.query, at: now)
    return report(slots.elements, total: slots.total, request)
  }

  func report(_ slots: [Slot], total: Int, _ request: PageRequest) -> Report {
    var report = Report(.slots(slots))
    report.describe(slots.count, of: total, request, "slot")
    if total == 0 {
      report.headline =
        "No slots here. Create one: slottui slot create --block REF"
        + " --start TIME --minutes N"
    }
    return report
  }
}

struct SlotGet: StoreCommand {
  static let access = Access.reading
  static let configuration = CommandConfiguration(
    commandName: "get",
    abstract: "Show slots with all their properties.",
    discussion: """
      Examples:
        slottui slot get 93bd6b73
        slottui slot get 93bd6b73 --json --local
      """
  )

  @OptionGroup var slots: SlotReferences
  @OptionGroup var store: StoreOptions
  @OptionGroup var output: OutputOptions

  func perform(in session: Session) throws(SlotError) -> Report {
    let found = try slots.ids(in: session).map { (id) throws(SlotError) in
      try session.store.slot(id)
    }
    var report = Report(.slots(found))
    report.isSingle = slots.isSingle
    return report
  }
}
