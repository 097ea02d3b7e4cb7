import ArgumentParser
import SlotDomain

/// `slottui block …`
struct BlockCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "block",
    abstract: "Create, find and change booking blocks.",
    discussion: """
      A booking block is a bucket of slots: a doctor, a room, a court. A new one is a draft, in \
      which nothing can be booked until it is published.

      Examples:
        slottui block create --name "Room 2" --timezone Europe/Warsaw --publish
        slottui block list
        slottui block draft "Room 2"
      """,
    subcommands: [
      BlockCreate.self, BlockList.self, BlockGet.self, BlockUpdate.self, BlockPublish.self,
      BlockDraftCommand.self, BlockDelete.self,
    ]
  )

  func run() throws { throw MissingVerb.error(Self.self) }
}

/// Which blocks a verb is about.
struct BlockReferences: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "Short ids, names or ids of blocks, or the first 4 or more characters of ids.",
      valueName: "block"
    ),
    completion: StoreCompletion.block
  )
  var blocks: [String] = []

  func validate() throws {
    if blocks.isEmpty {
      throw ValidationError("Say which booking blocks: their short ids or names.")
    }
  }

  /// - Throws: `.blockNotFound` E052, `.ambiguousReference` S006.
  func ids(in session: Session) throws(SlotError) -> [BookingBlock.ID] {
    try session.references.blocks(blocks)
  }
}

/// A verb that gives booking blocks which are named another status.
protocol BlockStatusVerb: ChangingCommand {
  static var status: BookingBlock.Status { get }
  var blocks: BlockReferences { get }
}

extension BlockStatusVerb {
  func perform(in session: Session) throws(SlotError) -> Report {
    let operation = Operation.setBlockStatus(try blocks.ids(in: session), Self.status)
    let outcome = try session.perform(operation, change)
    var report = Report(.blocks(try session.counted(outcome.blocks)))
    report.isSingle = blocks.blocks.count == 1
    let done = capitalized(operation.verb.words.past)
    report.headline = Report.headline(outcome, done, outcome.blocks.count, "booking block")
    return report
  }
}

extension Session {
  /// Blocks with what is in them. They are remembered as they are here.
  func counted(_ blocks: [BookingBlock]) throws(SlotError) -> [Report.CountedBlock] {
    try blocks.map { (block) throws(SlotError) in
      self.blocks.remember(block)
      return Report.CountedBlock(block: block, counts: try store.counts(of: block.id, at: now))
    }
  }
}

struct BlockList: StoreCommand {
  static let access = Access.reading
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List all booking blocks by name.",
    discussion: """
      Example:
        slottui block list --json
      """
  )

  @OptionGroup var page: PageOptions
  @OptionGroup var store: StoreOptions
  @OptionGroup var output: OutputOptions

  func perform(in session: Session) throws(SlotError) -> Report {
    let request = try page.request(session.format)
    let all = try session.store.blocks()
    guard let limit = request.limit else { return stream(all, session) }
    let shown = Array(all.dropFirst(request.offset).prefix(limit))
    var report = Report(.blocks(try session.counted(shown)))
    report.describe(shown.count, of: all.count, request, "booking block")
    if all.isEmpty {
      report.headline =
        "No booking blocks yet. Create one: slottui block create --name NAME"
        + " --timezone ZONE --publish. Or load sample data: slottui demo"
    }
    return report
  }

  private func stream(_ all: [BookingBlock], _ session: Session) -> Report {
    Report(streaming: { (lines) throws(SlotError) in
      for block in all {
        let counts = try session.store.counts(of: block.id, at: session.now)
        session.blocks.remember(block)
        try lines.put(
          BlockJSON.value(block, counts: counts, dates: try session.dates(of: block.id))
        )
      }
    })
  }
}

struct BlockGet: StoreCommand {
  static let access = Access.reading
  static let configuration = CommandConfiguration(
    commandName: "get",
    abstract: "Show booking blocks with all their properties.",
    discussion: """
      Example:
        slottui block get "Room 2" --json
      """
  )

  @OptionGroup var blocks: BlockReferences
  @OptionGroup var store: StoreOptions
  @OptionGroup var output: OutputOptions

  func perform(in session: Session) throws(SlotError) -> Report {
    let found = try blocks.ids(in: session).map { (id) throws(SlotError) in
      try session.blocks.block(id)
    }
    var report = Report(.blocks(try session.counted(found)))
    report.isSingle = blocks.blocks.count == 1
    return report
  }
}
