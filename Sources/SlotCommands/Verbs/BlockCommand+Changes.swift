import ArgumentParser
import SlotDomain

struct BlockCreate: ChangingCommand {
  static let access = Access.writing
  static let configuration = CommandConfiguration(
    commandName: "create",
    abstract: "Create a booking block.",
    discussion: """
      Blanks around the name are left out. A name that another block has is refused, since \
      --block NAME could not tell the two; with --same-name their short ids do.

      Examples:
        slottui block create --name "Room 2" --timezone Europe/Warsaw --publish
        slottui block create --name Court --timezone UTC --booking-disabled-before 60
      """
  )

  @Option(help: ArgumentHelp("What it is called.", valueName: "name"))
  var name: String

  @Option(
    help: ArgumentHelp("Its time zone: a name of the IANA database.", valueName: "zone"),
    completion: StoreCompletion.zone
  )
  var timezone: String

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How long before its start a slot can no longer be booked. Default: 0.",
      valueName: "seconds"
    )
  )
  var bookingDisabledBefore: String?

  @Option(help: ArgumentHelp("Data of your own: a JSON object.", valueName: "json"))
  var metadata: String?

  @Flag(help: "Publish it at once; else it is a draft.")
  var publish = false

  @Flag(help: "Also when another booking block has this name.")
  var sameName = false

  @OptionGroup var change: ChangeOptions
  @OptionGroup var store: StoreOptions
  @OptionGroup var output: OutputOptions

  func perform(in session: Session) throws(SlotError) -> Report {
    var draft = BlockDraft(name: name, timezone: timezone)
    if let bookingDisabledBefore {
      draft.bookingDisabledBefore = try ValueText.leadTime(bookingDisabledBefore)
    }
    draft.metadata = try ValueText.metadata(metadata)
    draft.status = publish ? .published : .draft
    draft.allowsSameName = sameName
    let outcome = try session.perform(.createBlock(draft), change)
    var report = Report(.blocks(try session.counted(outcome.blocks)))
    report.isSingle = true
    report.headline = "Created a booking block" + (publish ? "." : ", as a draft.")
    return report
  }
}

struct BlockUpdate: ChangingCommand {
  static let configuration = CommandConfiguration(
    commandName: "update",
    abstract: "Change properties of a booking block; what is not given stays.",
    discussion: """
      A new time zone moves no slot: they are shown on another clock. Metadata is replaced as a \
      whole.

      Example:
        slottui block update "Room 2" --name "Room 2a" --booking-disabled-before 600
      """
  )

  @Argument(
    help: ArgumentHelp("Its short id, name, or (the beginning of) its id."),
    completion: StoreCompletion.block
  )
  var block: String

  @Option(help: ArgumentHelp("What it is called.", valueName: "name"))
  var name: String?

  @Option(
    help: ArgumentHelp("Its time zone: a name of the IANA database.", valueName: "zone"),
    completion: StoreCompletion.zone
  )
  var timezone: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How long before its start a slot can no longer be booked.",
      valueName: "seconds"
    )
  )
  var bookingDisabledBefore: String?

  @Option(help: ArgumentHelp("Data of your own: a JSON object.", valueName: "json"))
  var metadata: String?

  @Flag(help: "Also when another booking block has the new name.")
  var sameName = false

  @OptionGroup var change: ChangeOptions
  @OptionGroup var store: StoreOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard name != nil || timezone != nil || bookingDisabledBefore != nil || metadata != nil else {
      throw ValidationError(
        "Say what to change: --name, --timezone, --booking-disabled-before, --metadata."
      )
    }
  }

  func perform(in session: Session) throws(SlotError) -> Report {
    let id = try session.references.block(block).id
    var changes = BlockChanges(name: name, timezone: timezone)
    changes.allowsSameName = sameName
    if let bookingDisabledBefore {
      changes.bookingDisabledBefore = try ValueText.leadTime(bookingDisabledBefore)
    }
    if let metadata { changes.metadata = try ValueText.metadata(metadata) }
    let outcome = try session.perform(.updateBlock(id, changes), change)
    var report = Report(.blocks(try session.counted(outcome.blocks)))
    report.isSingle = true
    report.headline = Report.headline(outcome, "Changed", 1, "booking block")
    return report
  }
}

struct BlockPublish: BlockStatusVerb {
  static let status = BookingBlock.Status.published
  static let configuration = CommandConfiguration(
    commandName: "publish",
    abstract: "Open booking blocks for booking.",
    discussion: """
      Example:
        slottui block publish "Room 2"
      """
  )

  @OptionGroup var blocks: BlockReferences
  @OptionGroup var change: ChangeOptions
  @OptionGroup var store: StoreOptions
  @OptionGroup var output: OutputOptions
}

struct BlockDraftCommand: BlockStatusVerb {
  static let status = BookingBlock.Status.draft
  static let configuration = CommandConfiguration(
    commandName: "draft",
    abstract: "Make booking blocks drafts: nothing in them can be booked.",
    discussion: """
      Example:
        slottui block draft "Room 2" --reason "moving house"
      """
  )

  @OptionGroup var blocks: BlockReferences
  @OptionGroup var change: ChangeOptions
  @OptionGroup var store: StoreOptions
  @OptionGroup var output: OutputOptions
}

struct BlockDelete: ChangingCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete",
    abstract: "Delete booking blocks for good; slottui undo brings them back.",
    discussion: """
      A block with slots is only deleted with --force, and they with it, and their appointments.

      Example:
        slottui block delete "Room 2" --force
      """
  )

  @OptionGroup var blocks: BlockReferences

  @Flag(help: "Also delete their slots and the appointments on them.")
  var force = false

  @OptionGroup var change: ChangeOptions
  @OptionGroup var store: StoreOptions
  @OptionGroup var output: OutputOptions

  func perform(in session: Session) throws(SlotError) -> Report {
    let ids = try blocks.ids(in: session)
    // Afterwards there is nothing left to count.
    let present = try ids.map { (id) throws(SlotError) in try session.blocks.block(id) }
    let counted = try session.counted(present)
    let outcome = try session.perform(.deleteBlocks(ids, force: force), change)
    var report = Report(.blocks(counted))
    report.isSingle = blocks.blocks.count == 1
    report.headline = Report.headline(outcome, "Deleted", counted.count, "booking block")
    return report
  }
}
