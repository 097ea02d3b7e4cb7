import ArgumentParser
import SlotDomain

/// How a command tells what it found or did.
package struct OutputOptions: ParsableArguments {
  package enum Format {
    case people
    case json
    case ndjson
  }

  @Flag(name: .customLong("json"), help: "Print one JSON document: data, meta, success.")
  var isJSON = false

  @Flag(name: .customLong("ndjson"), help: "Print one JSON object a line.")
  var isNDJSON = false

  @Flag(
    name: .customLong("local"),
    help: "Print dates in JSON in the block's time zone, with the offset."
  )
  var isLocal = false

  package init() {}

  var format: Format { isJSON ? .json : isNDJSON ? .ndjson : .people }

  package func validate() throws {
    if isJSON && isNDJSON { throw ValidationError("Choose one of --json and --ndjson.") }
  }
}

/// Which part of a long list is wanted.
struct PageOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Which page, from 1 on.", valueName: "n"))
  var page: String?

  @Option(help: ArgumentHelp("How many on a page, 1 to 500. Default: 50.", valueName: "n"))
  var limit: String?

  /// The page that was asked for. With `--ndjson` everything is, unless it says otherwise.
  ///
  /// - Throws: `.badRequest` E013.
  func request(_ format: OutputOptions.Format) throws(SlotError) -> PageRequest {
    let number = try page.map { (text) throws(SlotError) in
      try ValueText.integer(text, 1...1_000_000_000, "--page")
    }
    let limit = try limit.map { (text) throws(SlotError) in
      try ValueText.integer(text, 1...500, "--limit")
    }
    let isPaged = format != .ndjson || number != nil || limit != nil
    return PageRequest(number: number ?? 1, limit: isPaged ? limit ?? 50 : nil)
  }
}

/// One page of a list.
struct PageRequest: Hashable {
  /// From 1 on.
  let number: Int
  /// Nil: all of it.
  let limit: Int?

  var offset: Int { (number - 1) * (limit ?? 0) }

  /// `meta` of a list.
  func meta(total: Int) -> JSONMembers {
    [
      "limit": limit.map { .integer($0) } ?? .null,
      "page": .integer(number),
      "total": .integer(total),
    ]
  }
}

/// Gathers one page of objects that come one by one, and counts them all.
struct PageGatherer<Element> {
  let request: PageRequest
  private(set) var elements: [Element] = []
  private(set) var total = 0

  init(_ request: PageRequest) { self.request = request }

  mutating func add(_ element: Element) {
    if total >= request.offset, elements.count < request.limit ?? .max { elements.append(element) }
    total += 1
  }
}

/// Whether a change of many objects is made at all, and what if some of them are refused.
struct BulkOptions: ParsableArguments {
  @Flag(help: "Only tell what would happen.")
  var dryRun = false

  @Option(
    help: ArgumentHelp(
      "When something is refused: fail, and nothing happens; skip, and the rest happens. Default:"
        + " fail.",
      valueName: "fail|skip"
    ),
    completion: .list(["fail", "skip"])
  )
  var onConflict: String?

  /// - Throws: `.badRequest` E013.
  func policy() throws(SlotError) -> ConflictPolicy {
    guard let onConflict else { return .fail }
    guard let policy = ConflictPolicy(rawValue: onConflict) else {
      throw .badRequest("--on-conflict cannot be \"\(onConflict)\": give fail or skip.")
    }
    return policy
  }
}

/// Why somebody changes something.
struct ChangeOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Why; kept in the history.", valueName: "text"))
  var reason: String?

  @Option(
    help: ArgumentHelp(
      "What an earlier try gave when its server was lost: it is not done twice.",
      valueName: "id"
    )
  )
  var request: String?

  /// - Throws: `.badRequest` E013.
  func requestID() throws(SlotError) -> ChangeRequest? {
    guard let request else { return nil }
    guard let id = ChangeRequest(request) else {
      throw .badRequest("--request cannot be \"\(request)\": give the id that was printed.")
    }
    return id
  }
}
