import ArgumentParser
import SlotDomain

extension SlotCommand {
  /// The verbs that change slots which are named, or fit a description.
  static let changes: [any SlotVerb.Type] = [
    SlotUpdate.self, SlotEnable.self, SlotDisable.self, SlotLock.self, SlotUnlock.self,
    SlotShift.self, SlotDelete.self,
  ]
}

extension BulkChange {
  /// What a command line says behind the slots to do the same at another time; nil where none can.
  func options(_ zone: Zone, now: Instant) -> [String]? {
    switch self {
    case .setStatus: []
    case .update(let changes, _): CommandText.options(changes, zone)
    case .shift(let span): ["--by", "\(span.minutes)"]
    case .lock(let end, _): ["--minutes", "\(CommandText.minutes(until: end, now))"]
    // A key is never shown.
    case .unlock(let key): key == nil ? ["--force"] : nil
    case .delete(let force): force ? ["--force"] : []
    }
  }
}

struct SlotUpdate: SlotVerb {
  static let configuration = CommandConfiguration(
    commandName: "update",
    abstract: "Change properties of slots; what is not given stays.",
    discussion: """
      Metadata is replaced as a whole; a note alone leaves the rest of it. An empty note is taken away.

      Examples:
        slottui slot update 93bd6b73 --capacity 3
        slottui slot update 93bd6b73 --start 2026-11-23T10:00 --end 2026-11-23T10:20
        slottui slot update 93bd6b73 94ce7c84 --lockable false
        slottui slot update 93bd6b73 --note "bring the forms"
        slottui slot update --block "Room 2" --weekday sat,sun --capacity 2 --dry-run
      """
  )

  @OptionGroup var targets: SlotTargets

  @Option(
    help: ArgumentHelp("Its new start.", valueName: "time"),
    completion: StoreCompletion.time
  )
  var start: String?

  @Option(
    help: ArgumentHelp("Its new end.", valueName: "time"),
    completion: StoreCompletion.time
  )
  var end: String?

  @Option(parsing: .unconditional, help: ArgumentHelp("How many can book it.", valueName: "n"))
  var capacity: String?

  @Option(
    help: ArgumentHelp("Whether it can be locked.", valueName: "true|false"),
    completion: .list(["true", "false"])
  )
  var lockable: String?

  @Option(help: ArgumentHelp("Data of your own: a JSON object.", valueName: "json"))
  var metadata: String?

  @OptionGroup var members: SlotMemberOptions
  @OptionGroup var change: ChangeOptions
  @OptionGroup var store: StoreOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    try targets.check()
    let isEmpty = [start, end, capacity, lockable, metadata].allSatisfy { $0 == nil }
    guard !isEmpty || !members.isEmpty else {
      throw ValidationError(
        "Say what to change: --start, --end, --capacity, --lockable, --metadata, --note."
      )
    }
  }

  func bulkChange(in session: Session) throws(SlotError) -> BulkChange {
    var changes = SlotChanges()
    if start != nil || end != nil {
      guard targets.isSingle else { throw .badRequest("Move one slot at a time.") }
      let id = try session.references.slot(targets.slots[0])
      let zone = try session.blocks.zone(of: try session.store.slot(id).blockID)
      if let start { changes.start = try session.time(start, in: zone) }
      if let end { changes.end = try session.time(end, in: zone) }
    }
    if let capacity { changes.capacity = try ValueText.capacity(capacity) }
    if let lockable { changes.isLockable = try ValueText.bool(lockable, "--lockable") }
    if let metadata { changes.metadata = try ValueText.metadata(metadata) }
    changes.members = members.values
    return .update(changes)
  }
}

struct SlotEnable: SlotVerb {
  static let configuration = CommandConfiguration(
    commandName: "enable",
    abstract: "Make disabled slots active again.",
    discussion: """
      Examples:
        slottui slot enable 93bd6b73 94ce7c84
        slottui slot enable --block "Room 2" --from 2026-12-24 --until 2026-12-27
      """
  )

  @OptionGroup var targets: SlotTargets
  @OptionGroup var change: ChangeOptions
  @OptionGroup var store: StoreOptions
  @OptionGroup var output: OutputOptions

  func bulkChange(in session: Session) -> BulkChange { .setStatus(.active) }
}

struct SlotDisable: SlotVerb {
  static let configuration = CommandConfiguration(
    commandName: "disable",
    abstract: "Take slots out of booking; their appointments stay.",
    discussion: """
      --dry-run tells how many slots it would be, and whose appointments are on them; with --json \
      also which slots.

      Examples:
        slottui slot disable 93bd6b73 94ce7c84 --reason "fire drill"
        slottui slot disable --block "Room 2" --from 24.12 --until 27.12 --dry-run
        slottui slot disable --block "Room 2" --weekday mon,thu --between 14:00-17:00
      """
  )

  @OptionGroup var targets: SlotTargets
  @OptionGroup var change: ChangeOptions
  @OptionGroup var store: StoreOptions
  @OptionGroup var output: OutputOptions

  func bulkChange(in session: Session) -> BulkChange { .setStatus(.disabled) }
}

struct SlotShift: SlotVerb {
  static let configuration = CommandConfiguration(
    commandName: "shift",
    abstract: "Move slots earlier or later, people and all.",
    discussion: """
      For the rest of a day on which somebody is late. The slots may take each other's old places; \
      what else is in their way refuses them. Locks and appointments come along; --dry-run names the \
      people whose time changes.

      Examples:
        slottui slot shift 93bd6b73 94ce7c84 --by 20
        slottui slot shift --block "Room 2" --from "today 14:00" --until tomorrow \\
          --by 20 --dry-run
        slottui slot shift --block "Room 2" --weekday mon \\
          --between 14:00-18:00 --by -15
      """
  )

  @OptionGroup var targets: SlotTargets

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("By how many minutes: 20 is later, -15 earlier.", valueName: "minutes")
  )
  var by: String

  @OptionGroup var change: ChangeOptions
  @OptionGroup var store: StoreOptions
  @OptionGroup var output: OutputOptions

  func bulkChange(in session: Session) throws(SlotError) -> BulkChange {
    // Longer than all the years that have a date makes no sense.
    let minutes = try ValueText.integer(by, -5_000_000_000...5_000_000_000, "--by")
    guard minutes != 0 else {
      throw .badRequest("--by cannot be 0: give how many minutes later, or -15 for earlier.")
    }
    return .shift(by: .minutes(minutes))
  }
}

struct SlotDelete: SlotVerb {
  static let configuration = CommandConfiguration(
    commandName: "delete",
    abstract: "Delete slots for good; slottui undo brings them back.",
    discussion: """
      A slot with appointments, active or cancelled, is only deleted with --force, and they with it.

      Examples:
        slottui slot delete 93bd6b73
        slottui slot delete 93bd6b73 --force --reason "entered twice"
        slottui slot delete --block "Room 2" --from 2027-01-01 --on-conflict skip
      """
  )

  @OptionGroup var targets: SlotTargets

  @Flag(help: "Also delete the appointments on them.")
  var force = false

  @OptionGroup var change: ChangeOptions
  @OptionGroup var store: StoreOptions
  @OptionGroup var output: OutputOptions

  func bulkChange(in session: Session) -> BulkChange { .delete(force: force) }
}
