import ArgumentParser
import SlotDomain

/// Which slots a verb changes: those that are named, or those that fit a description.
struct SlotTargets: ParsableArguments {
  @Argument(
    help: ArgumentHelp("Ids of slots, or the first 4 or more characters.", valueName: "slot"),
    completion: StoreCompletion.slot
  )
  var slots: [String] = []

  @OptionGroup var selection: SelectionOptions

  @Flag(help: "Of a selection without --from: also slots that have ended.")
  var past = false

  @OptionGroup var bulk: BulkOptions

  /// One reference gives one object; several, or a selection, an array.
  var isSingle: Bool { slots.count == 1 }

  var access: Access { bulk.dryRun ? .reading : .changing }

  /// Refuses neither ids nor a selection, and both.
  ///
  /// - Parameter isUntilOfSelection: False where `--until` says something else.
  func check(isUntilOfSelection: Bool = true) throws {
    var selection = selection
    if !isUntilOfSelection { selection.until = nil }
    if past, !slots.isEmpty { throw ValidationError("--past belongs to a selection, not to ids.") }
    guard slots.isEmpty == selection.isEmpty else { return }
    throw ValidationError(
      slots.isEmpty
        ? "Say which slots: their ids, or a selection such as --block REF --weekday mon."
        : "Give either ids or a selection."
    )
  }

  /// A change is meant for what is to come, unless it says otherwise.
  func choice(in session: Session) throws(SlotError) -> SlotChoice {
    guard slots.isEmpty else { return .ids(try session.references.slots(slots)) }
    var selection = try selection.selection(in: session)
    selection.leavesOutEnded = selection.query.from == nil && !past
    return .selection(selection)
  }
}

/// Slots by description: all that is given must hold.
struct SelectionOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Only the slots of this booking block.", valueName: "ref"),
    completion: StoreCompletion.block
  )
  var block: String?

  @Option(
    help: ArgumentHelp("Only what ends after this time.", valueName: "time"),
    completion: StoreCompletion.time
  )
  var from: String?

  @Option(
    help: ArgumentHelp("Only what starts before this time.", valueName: "time"),
    completion: StoreCompletion.time
  )
  var until: String?

  @Option(
    help: ArgumentHelp("Only active or disabled ones.", valueName: "active|disabled"),
    completion: .list(["active", "disabled"])
  )
  var status: String?

  @Option(
    help: ArgumentHelp("Only what can (not) be booked now.", valueName: "true|false"),
    completion: .list(["true", "false"])
  )
  var available: String?

  @OptionGroup var clock: ClockOptions

  var isEmpty: Bool {
    [block, from, until, status, available].allSatisfy { $0 == nil } && clock.isEmpty
  }

  /// - Throws: `.blockNotFound` E052, `.badRequest` E013, `.invalidDate` E021.
  func selection(in session: Session) throws(SlotError) -> SlotSelection {
    let block = try block.map(session.references.block)
    var selection = try selection(in: try session.zone(of: block), session)
    selection.query.block = block?.id
    return selection
  }

  /// All but the block, whose zone it is.
  func selection(in zone: Zone, _ session: Session) throws(SlotError) -> SlotSelection {
    var selection = SlotSelection()
    (selection.query.from, selection.query.until) = try session.interval(
      from: from,
      until: until,
      in: zone
    )
    selection.query.status = try status.map(ValueText.status)
    if let available { selection.query.isAvailable = try ValueText.bool(available, "--available") }
    selection.weekdays = try clock.weekdays()
    selection.windows = try clock.windows()
    return selection
  }
}

/// When slots start, by the calendar and the clock of their block.
struct ClockOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Only what starts on these days: mon,thu. Hours over midnight are of the day on which they begin.",
      valueName: "days"
    ),
    completion: .list(ClockOptions.days)
  )
  var weekday: String?

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "Only what starts in these hours, on the block's clock: 14:00-17:00.",
      valueName: "hours"
    )
  )
  var between: [String] = []

  /// What a shell offers for days of the week.
  static let days = Weekday.allCases.map { $0.short.lowercased() } + ["mon-fri", "sat,sun"]

  var isEmpty: Bool { weekday == nil && between.isEmpty }

  /// None where all are wanted.
  ///
  /// - Throws: `.badRequest` E013.
  func weekdays() throws(SlotError) -> Set<Weekday> {
    try weekday.map { (text) throws(SlotError) in try ValueText.weekdays(text, "--weekday") } ?? []
  }

  /// - Throws: `.badRequest` E013.
  func windows() throws(SlotError) -> [ClockWindow] {
    try between.map { (text) throws(SlotError) in try ValueText.window(text) }
  }
}
