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
  /// Of an event the newest revision counts, whichever calendar it is in: they are read as one.
  private var calendars: ICalendarReader?
  /// Where each begins among the lines of all of them.
  private var calendarStarts: [(file: Int, line: Int)] = []

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
    let calendar = reader as? ICalendarReader
    let isCalendar = calendar != nil
    if isCalendar {
      calendars = calendars ?? calendar
      calendarStarts.append((files.count - 1, calendars?.lines ?? 0))
    }
    var hasBeginning = true
    var lastProblem: (cause: SlotError, line: Int)?
    func take(_ line: Result<[UInt8], SlotError>, _ number: Int) throws(SlotError) -> Bool {
      try inFile(number) { () throws(SlotError) in try bounds.takeLine() }
      switch line {
      case .success(let bytes):
        if isCalendar {
          try self.take(calendars?.read(bytes, number: number) ?? [], isCalendar: true)
        } else {
          try self.take(reader.read(bytes, number: number))
        }
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
    bounds.bytes -= file.bytesRead
    // Of what cannot be read at all its format says nothing more.
    let isKept = isText && hasBeginning
    if isCalendar {
      return try self.take(calendars?.endFile(isKept: isKept) ?? [], isCalendar: true)
    }
    defer { passedOver += reader.passedOver }
    if isKept { try self.take(reader.finish()) }
  }

  /// Ends the reading, when all files were read.
  ///
  /// - Throws: as ``read(_:with:atMost:)``.
  func finish() throws(SlotError) {
    guard let calendars else { return }
    try take(calendars.records(), isCalendar: true)
    passedOver += calendars.passedOver
  }

  private func take(
    _ found: some Sequence<ReadRecord>,
    isCalendar: Bool = false
  ) throws(SlotError) {
    for read in found {
      let place =
        isCalendar ? placeInCalendars(read.line) : (file: files.count - 1, line: read.line)
      switch read.result {
      case .success(let record):
        try inFile(place.line, of: place.file) { () throws(SlotError) in try bounds.takeObject() }
        if case .block(let block) = record { zones.note(block) }
        try records.add(record, file: place.file, line: place.line)
      case .failure(let cause): refuse(cause, place.line, of: place.file)
      }
    }
  }

  private func placeInCalendars(_ line: Int) -> (file: Int, line: Int) {
    let start = calendarStarts.last { $0.line < line } ?? (files.count - 1, 0)
    return (start.file, line - start.line)
  }

  private func refuse(_ cause: SlotError, _ line: Int, of file: Int? = nil) {
    refusedCount += 1
    guard refusals.count < ImportTally.longestList else { return }
    refusals.append(Refusal(file: file ?? files.count - 1, line: line, cause: cause))
  }

  private func inFile(
    _ line: Int,
    of file: Int? = nil,
    _ body: () throws(SlotError) -> Void
  ) throws(SlotError) {
    do {
      try body()
    } catch {
      throw .inFile(files[file ?? files.count - 1], line: line, cause: error)
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
