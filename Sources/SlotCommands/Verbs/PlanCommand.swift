import ArgumentParser
import SlotDomain

/// `slottui plan`
struct PlanCommand: ChangingCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Make a term of slots from a weekly pattern.",
    discussion: """
      All times are on the block's own clock, and stay there when it changes; each slot keeps its \
      length. Both --from and --until are days with slots. A time that the clock skips is skipped \
      (E021); of an hour that it shows twice, both are filled. Days can wrap (sat-mon), windows run \
      over midnight (22:00-02:00) and belong to the day on which they start. Run again, it adds \
      only what is missing. With --dry-run it tells what would be made and makes nothing.

      Examples:
        slottui plan --block "Room 2" --from 2027-01-11 --until 2027-03-26 \\
          --days mon,wed-fri --between 09:00-12:00 --between 13:00-17:00 \\
          --minutes 20 --dry-run
        slottui plan --block "Room 2" --from 2027-01-11 --until 2027-03-26 \\
          --days mon-fri --between 09:00-12:00 --except 2027-02-15..2027-02-19 \\
          --holidays holidays.ics --on-conflict skip --minutes 25 --gap 5
      """
  )

  @Option(
    help: ArgumentHelp("The booking block that the slots belong to.", valueName: "ref"),
    completion: StoreCompletion.block
  )
  var block: String

  @Option(
    help: ArgumentHelp("The first day.", valueName: "date"),
    completion: StoreCompletion.time
  )
  var from: String

  @Option(
    help: ArgumentHelp("The last day.", valueName: "date"),
    completion: StoreCompletion.time
  )
  var until: String

  @Option(
    help: ArgumentHelp("On which days of the week: mon,wed-fri.", valueName: "days"),
    completion: .list(ClockOptions.days)
  )
  var days: String

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "In which hours: 09:00-12:00; several times for several.",
      valueName: "hours"
    )
  )
  var between: [String] = []

  @Option(parsing: .unconditional, help: ArgumentHelp("How long a slot is.", valueName: "n"))
  var minutes: String

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Minutes between two slots. Default: 0.", valueName: "n")
  )
  var gap: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("How many can book each. Default: 1.", valueName: "n")
  )
  var capacity: String?

  @Flag(help: "They can never be locked.")
  var noLockable = false

  @Option(help: ArgumentHelp("Data of your own, for each: a JSON object.", valueName: "json"))
  var metadata: String?

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp("Not on this day, or these.", valueName: "date[..date]"),
    completion: StoreCompletion.time
  )
  var except: [String] = []

  @Option(
    help: ArgumentHelp("Not on the all-day events of this iCalendar file.", valueName: "file"),
    completion: .file()
  )
  var holidays: String?

  @OptionGroup var bulk: BulkOptions
  @OptionGroup var change: ChangeOptions
  @OptionGroup var store: StoreOptions
  @OptionGroup var output: OutputOptions

  var accessNow: Access { bulk.dryRun ? .reading : .changing }

  func validate() throws {
    if between.isEmpty { throw ValidationError("Say in which hours: --between 09:00-12:00.") }
  }

  func perform(in session: Session) throws(SlotError) -> Report {
    let policy = try bulk.policy()
    let block = try session.references.block(block)
    let (zone, dates) = (try session.zone(of: block), try session.dates(of: block.id))
    let days = try days(in: zone, session)
    let holidays = try holidays(within: days, policy)
    let (drafts, skipped) = try SlotSeries(
      try pattern(days, without: holidays.days, in: zone, session),
      capacity: try capacity.map { (text) throws(SlotError) in try ValueText.capacity(text) } ?? 1,
      isLockable: !noLockable,
      metadata: try ValueText.metadata(metadata)
    )
    .drafts(in: block.id, zone: zone)
    guard !bulk.dryRun else {
      let (plan, refusal) = try session.store.tryMakingMissing(
        drafts,
        skipped: skipped,
        onConflict: policy,
        at: session.now
      )
      var report = report(plan, .drafts(plan.created), holidays, in: zone, dates)
      report.headline =
        "Would create \(counted(plan.created.count, "slot"))\(existing(plan)); nothing was"
        + " changed."
      report.refuse(refusal)
      report.warnOfPast(plan.created.map(\.range), session, isDone: false)
      return report
    }
    let (plan, outcome) = try session.store.makeMissing(
      drafts,
      skipped: skipped,
      onConflict: policy,
      at: session.now,
      reason: session.reason(change)
    )
    var report = report(plan, .slots(outcome.slots), holidays, in: zone, dates)
    report.headline = "Created \(counted(outcome.slots.count, "slot"))\(existing(plan))."
    report.warnOfPast(outcome.slots.map(\.range), session)
    return report
  }

  // MARK: What was written

  private func pattern(
    _ days: ClosedRange<CivilDate>,
    without holidays: [ClosedRange<CivilDate>],
    in zone: Zone,
    _ session: Session
  ) throws(SlotError) -> WeeklyPattern {
    let closures = try except.map { (text) throws(SlotError) in
      try session.dates(text, in: zone)
    }
    return WeeklyPattern(
      days: days,
      weekdays: try ValueText.weekdays(self.days, "--days"),
      windows: try between.map { (text) throws(SlotError) in try ValueText.window(text) },
      minutes: try ValueText.integer(minutes, 1...1440, "--minutes"),
      gap: try gap.map { (text) throws(SlotError) in
        try ValueText.integer(text, 0...1440, "--gap")
      } ?? 0,
      closures: closures + holidays
    )
  }

  private func days(in zone: Zone, _ session: Session) throws(SlotError) -> ClosedRange<CivilDate> {
    let (first, last) = (try session.date(from, in: zone), try session.date(until, in: zone))
    guard first <= last else { throw .badRequest("--from must not be after --until.") }
    return first...last
  }

  /// What the file of holidays closes, and what of it is left out because it cannot be read.
  private struct Holidays {
    var days: [ClosedRange<CivilDate>] = []
    var refusals: [SlotError] = []
  }

  /// - Throws: `.inFile`, one or several, for what cannot be read, unless that is skipped.
  private func holidays(
    within days: ClosedRange<CivilDate>,
    _ policy: ConflictPolicy
  ) throws(SlotError) -> Holidays {
    guard let holidays else { return Holidays() }
    let file = try HolidayFile(holidays, within: days)
    if policy == .fail, let error = SlotError.together(file.refusals) { throw error }
    return Holidays(days: file.days, refusals: file.refusals)
  }

  // MARK: What is told

  private func report(
    _ plan: SlotPlan,
    _ content: Report.Content,
    _ holidays: Holidays,
    in zone: Zone,
    _ dates: DateStyle
  ) -> Report {
    let changes = ClockChangeReport(plan.created.map(\.range), in: zone)
    var report = Report(content)
    report.summary = [
      "created": .integer(plan.created.count),
      "existing": .integer(plan.existing.count),
      "skipped": .array(
        holidays.refusals.map { skipped($0, nil, in: zone) }
          + plan.skipped.map { skipped($0.error, dates.text($0.start), in: zone) }
      ),
    ]
    report.meta = ["clock_changes": .array(changes.json(dates))]
    report.details =
      Report.firstLines(
        (holidays.refusals + plan.skipped.map(\.error)).map {
          "skipped: \($0.code.rawValue): \($0.message(in: zone))"
        }
      ) + changes.sentences
    return report
  }

  /// A start that is left out, or an entry of the holidays, which has none.
  private func skipped(_ error: SlotError, _ start: String?, in zone: Zone) -> JSONValue {
    .object([
      "code": .string(error.code.rawValue), "message": .string(error.message(in: zone)),
      "start_date": start.map { .string($0) } ?? .null,
    ])
  }

  private func existing(_ plan: SlotPlan) -> String {
    let count = plan.existing.count
    return count == 0 ? "" : ", \(count) \(count == 1 ? "is" : "are") there already"
  }
}
