import SlotDomain

/// Reads the files of an import to their ends: what is in them, and what of that is no object. The
/// store is only looked at meanwhile, however long a pipe lets wait.
final class ImportReading {
  struct Refusal {
    let file: Int
    let line: Int
    let cause: SlotError
  }

  /// As sentences call them.
  private(set) var files: [String] = []
  let records = RecordSpool()
  /// What cannot be read, in the order of the files; the first ones of `refusedCount`.
  private(set) var refusals: [Refusal] = []
  private(set) var refusedCount = 0
  private(set) var passedOver = 0
  private let zones: ImportZones
  private let bar: ProgressBar?
  private var bounds: ImportBounds
  private let skips: Bool

  /// - `skips`: What cannot be read is left out; but where that is all of the rest of a file, it is refused.
  init(
    _ zones: ImportZones,
    _ bounds: ImportBounds = ImportBounds(),
    skips: Bool = false,
    bar: ProgressBar? = nil
  ) {
    (self.zones, self.bounds, self.skips, self.bar) = (zones, bounds, skips, bar)
  }

  /// Reads one file. What is refused is remembered.
  ///
  /// - `atMost`: How large this file may be, where its format wants less than what is left for all.
  /// - Throws: `.inFile` with `.badRequest` E013 for more than an import may be; `.fileProblem` S007,
  ///   `.stopped` S008.
  func read(
    _ path: String,
    with reader: any RecordReader,
    atMost limit: TextFile.Limit = TextFile.Limit()
  ) throws(SlotError) {
    var limit = limit
    limit.bytes = min(limit.bytes, bounds.bytes)
    let file = TextFile(path, atMost: limit)
    files.append(file.name)
    var reader = reader
    var hasBeginning = true
    var lastProblem: (cause: SlotError, line: Int)?
    func take(_ line: Result<[UInt8], SlotError>, _ number: Int) throws(SlotError) -> Bool {
      try inFile(number) { () throws(SlotError) in try bounds.takeLine() }
      switch line {
      case .success(let bytes):
        try self.take(reader.read(bytes, number: number))
      case .failure(let cause):
        refuse(cause, number)
        lastProblem = (cause, number)
        hasBeginning = hasBeginning && number > 1
      }
      return !reader.isHopeless
    }
    let isText = try file.forEachLine(reader.lineStyle, take, onPart: { show($0, of: $1) })
    if !isText, skips, let lastProblem, lastProblem.line > 1 {
      throw .inFile(file.name, line: lastProblem.line, cause: lastProblem.cause)
    }
    defer { passedOver += reader.passedOver }
    bounds.bytes -= file.bytesRead
    // Of what cannot be read at all its format says nothing more.
    guard isText, hasBeginning else { return }
    try self.take(reader.finish())
  }

  private func take(_ found: some Sequence<ReadRecord>) throws(SlotError) {
    for read in found {
      switch read.result {
      case .success(let record):
        try inFile(read.line) { () throws(SlotError) in try bounds.takeObject() }
        if case .block(let block) = record { zones.note(block) }
        try records.add(record, file: files.count - 1, line: read.line)
      case .failure(let cause): refuse(cause, read.line)
      }
    }
  }

  private func refuse(_ cause: SlotError, _ line: Int) {
    refusedCount += 1
    guard refusals.count < ImportTally.longestList else { return }
    refusals.append(Refusal(file: files.count - 1, line: line, cause: cause))
  }

  private func inFile(
    _ line: Int,
    _ body: () throws(SlotError) -> Void
  ) throws(SlotError) {
    do {
      try body()
    } catch {
      throw .inFile(files.last ?? "", line: line, cause: error)
    }
  }

  private func show(_ bytesRead: Int, of size: Int?) {
    bar?.show(
      "Reading \(WorkProgress.grouped(records.count))",
      done: size == nil ? 0 : bytesRead,
      total: size ?? 1
    )
  }
}
