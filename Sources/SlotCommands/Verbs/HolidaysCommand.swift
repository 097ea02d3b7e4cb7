import ArgumentParser
import SlotDomain

/// `slottui holidays`
struct HolidaysCommand: ChangingCommand {
  static let configuration = CommandConfiguration(
    commandName: "holidays",
    abstract: "Close the slots on the whole days of a calendar.",
    discussion: """
      Disables every slot that touches a day of an event without time in an iCalendar file, as the \
      booking block's own calendar has the day, in one action whose reason is the event's name. \
      Their appointments stay: slottui tray lists whose place is gone, and slottui undo opens all \
      of it again. Slots that have ended are left alone, unless --past takes them too. - is \
      standard input.

      Examples:
        slottui holidays holidays.ics --block "Room 2" --dry-run
        slottui holidays holidays.ics --block "Dr Adams" --block "Dr Chen"
      """
  )

  @Argument(help: ArgumentHelp("The iCalendar file.", valueName: "file"), completion: .file())
  var file: String

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp("The booking block; several times for several.", valueName: "ref"),
    completion: StoreCompletion.block
  )
  var block: [String] = []

  @Flag(help: "Also slots that have ended.")
  var past = false

  @OptionGroup var bulk: BulkOptions
  @OptionGroup var change: ChangeOptions
  @OptionGroup var store: StoreOptions
  @OptionGroup var output: OutputOptions

  var accessNow: Access { bulk.dryRun ? .reading : .changing }

  func validate() throws {
    if block.isEmpty { throw ValidationError("Say in which booking blocks: --block.") }
  }

  func perform(in session: Session) throws(SlotError) -> Report {
    let policy = try bulk.policy()
    let ids = Set(try session.references.blocks(block))
    let blocks = try session.store.blocks().filter { ids.contains($0.id) }
    for block in blocks { session.blocks.remember(block) }
    let none = Closing(slots: [], ended: 0, reason: nil)
    let days = try days(of: blocks, session)
    // What a calendar says wrong is refused also where no slot is to come.
    let today = Zone.utc.date(session.now)
    let calendar = try HolidayFile(file, within: days ?? today...today)
    if policy == .fail, let error = SlotError.together(calendar.refusals) { throw error }
    if days == nil { return try nothing(none, session) }
    let closing = try closing(calendar.closed, blocks, session)
    guard !closing.slots.isEmpty else { return try nothing(closing, session) }
    var report = try close(closing, session)
    report.details += Report.firstLines(
      calendar.refusals.map { "skipped: \($0.code.rawValue): \($0.message(in: .utc))" }
    )
    return report
  }

  /// What closing the days comes to.
  private struct Closing {
    let slots: [Slot]
    /// How many are left out because they have ended.
    let ended: Int
    /// What those days are called that touch a slot.
    let reason: String?
  }

  private func closing(
    _ days: [ClosedDay],
    _ blocks: [BookingBlock],
    _ session: Session
  ) throws(SlotError) -> Closing {
    let all = try session.store.slots(
      touching: days,
      of: blocks.map(\.id),
      notEndedBy: TimeRange.all.start
    )
    let slots = past ? all : all.filter { $0.range.end > session.now }
    let named = days.touching(slots, of: blocks).map {
      ClosedDay(days: $0.days, name: String($0.name.prefix(Self.longestName)))
    }
    return Closing(slots: slots, ended: all.count - slots.count, reason: named.reason)
  }

  /// Of the name of one event in a reason.
  private static let longestName = 60

  private func close(_ closing: Closing, _ session: Session) throws(SlotError) -> Report {
    let reason = session.reason(change) ?? closing.reason
    var (report, _) = try perform(
      .setStatus(.disabled),
      on: .ids(closing.slots.map(\.id)),
      bulk,
      reason: reason,
      ended: closing.ended,
      in: session
    )
    if bulk.dryRun { report.meta["reason"] = reason.map { .string($0) } ?? .null }
    return report
  }

  /// From the first slot to the last one that can be meant; nil where there is none.
  private func days(
    of blocks: [BookingBlock],
    _ session: Session
  ) throws(SlotError) -> ClosedRange<CivilDate>? {
    var days: ClosedRange<CivilDate>?
    for block in blocks {
      let zone = try session.blocks.zone(of: block.id)
      let all = TimeRange.all
      guard let last = try session.store.slot(.before, all.end, in: block.id),
        let first = try session.store.slot(.after, all.start, in: block.id)
      else { continue }
      // One that has begun and is not over can have begun long ago.
      let moment = TimeRange(at: session.now)
      let running = try session.store.slots(of: block.id, in: moment).first?.range.start
      let start = past ? first.range.start : running ?? max(first.range.start, session.now)
      let (lower, upper) = (zone.date(start).adding(days: -1), zone.date(last.range.end))
      guard lower <= upper else { continue }
      days = min(days?.lowerBound ?? lower, lower)...max(days?.upperBound ?? upper, upper)
    }
    return days
  }

  /// A trial tells as much as of one that does something.
  private func nothing(_ closing: Closing, _ session: Session) throws(SlotError) -> Report {
    var report = bulk.dryRun ? try close(closing, session) : Report(.slots([]))
    report.headline = "No slot \(past ? "" : "to come ")touches a whole day of this calendar."
    report.meta["changed"] = .integer(0)
    report.meta["ended"] = .integer(closing.ended)
    return report
  }
}
