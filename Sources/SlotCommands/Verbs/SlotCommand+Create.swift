import ArgumentParser
import SlotDomain
import TerminalKit

struct SlotCreate: ChangingCommand {
  static let configuration = CommandConfiguration(
    commandName: "create",
    abstract: "Create one slot, or many from JSON.",
    discussion: """
      --from-json reads an array of slots, or a single one, from a file or (-) from standard \
      input; all of them are created or none. Each has start_date and end_date, and may have \
      booking_block_id, capacity, lockable, metadata and status. --block wins over \
      booking_block_id.

      Examples:
        slottui slot create --block "Room 2" --start 2026-11-23T09:00 --minutes 20
        slottui slot create --block "Room 2" --start "tomorrow 14:50" --minutes 20
        slottui slot create --block "Room 2" --start 2026-10-25T02:30+01:00 \\
          --minutes 60
        slottui slot create --block "Room 2" --from-json slots.json
      """
  )

  @Option(
    help: ArgumentHelp("The booking block that the slot belongs to.", valueName: "ref"),
    completion: StoreCompletion.block
  )
  var block: String?

  @Option(
    help: ArgumentHelp("When it starts.", valueName: "time"),
    completion: StoreCompletion.time
  )
  var start: String?

  @Option(
    help: ArgumentHelp("When it ends.", valueName: "time"),
    completion: StoreCompletion.time
  )
  var end: String?

  @Option(parsing: .unconditional, help: ArgumentHelp("How long it is.", valueName: "n"))
  var minutes: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("How many can book it. Default: 1.", valueName: "n")
  )
  var capacity: String?

  @Flag(help: "It can never be locked.")
  var noLockable = false

  @Option(help: ArgumentHelp("Data of your own: a JSON object.", valueName: "json"))
  var metadata: String?

  @OptionGroup var members: SlotMemberOptions

  @Option(
    help: ArgumentHelp("Create what this file says; - for standard input.", valueName: "file"),
    completion: .file()
  )
  var fromJSON: String?

  @OptionGroup var change: ChangeOptions
  @OptionGroup var store: StoreOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard fromJSON == nil else {
      guard start == nil, end == nil, minutes == nil, capacity == nil, metadata == nil, !noLockable,
        members.isEmpty
      else {
        throw ValidationError(
          "With --from-json only --block can be given; the rest is in the JSON."
        )
      }
      return
    }
    guard block != nil else { throw ValidationError("Say in which booking block: --block.") }
    guard start != nil else { throw ValidationError("Say when the slot starts: --start.") }
    guard (end == nil) != (minutes == nil) else {
      throw ValidationError("Say when the slot ends: either --end or --minutes.")
    }
  }

  func perform(in session: Session) throws(SlotError) -> Report {
    let drafts = try drafts(in: session)
    let outcome = try session.perform(.createSlots(drafts), change)
    var report = Report(.slots(outcome.slots))
    report.isSingle = fromJSON == nil
    report.headline = "Created \(counted(outcome.slots.count, "slot"))."
    report.warnOfPast(outcome.slots.map(\.range), session)
    return report
  }

  private func drafts(in session: Session) throws(SlotError) -> [SlotDraft] {
    let block = if let block { try session.references.block(block) } else { BookingBlock?.none }
    if let fromJSON {
      return try SlotDraftJSON.drafts(try Files.bytes(of: fromJSON), block: block?.id) {
        (id) throws(SlotError) in try session.blocks.zone(of: id)
      }
    }
    guard let block, let start else { return [] }
    let zone = try session.blocks.zone(of: block.id)
    let begin = try session.time(start, in: zone)
    let end =
      if let minutes { begin + (try ValueText.minutes(minutes)) } else {
        try session.time(end ?? "", in: zone)
      }
    var draft = SlotDraft(blockID: block.id, range: TimeRange(start: begin, end: end))
    if let capacity { draft.capacity = try ValueText.capacity(capacity) }
    draft.isLockable = !noLockable
    draft.metadata = try ValueText.metadata(metadata).merging(members.values)
    return [draft]
  }
}

/// Members of the metadata that have an option of their own.
struct SlotMemberOptions: ParsableArguments {
  @Option(help: ArgumentHelp("What whoever works there should know.", valueName: "text"))
  var note: String?

  var isEmpty: Bool { values.isEmpty }

  var values: JSONMembers { SlotMember.typed(text(of:)) }

  private func text(of member: SlotMember) -> String? {
    switch member {
    case .note: note
    }
  }
}
