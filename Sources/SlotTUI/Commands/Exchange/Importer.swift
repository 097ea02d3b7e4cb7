import SlotDomain

/// Brings files into a store: what is taken, what was there, and what is left out and why.
final class Importer {
  /// Refused, perhaps only as long as something that comes later is not done.
  private struct Waiting {
    let file: String
    let line: Int
    let record: ObjectRecord
    var cause: SlotError
  }

  /// So many of those are remembered.
  private static let longestWait = 100_000

  let policy: ConflictPolicy
  let isTrial: Bool
  /// Whether what is there takes on the values of the file.
  private let isUpdating: Bool
  private(set) var tally = ImportTally()
  /// Those whose places or times went; the first ones of them.
  private(set) var displaced: [BulkPreview.Displaced] = []
  private(set) var displacedCount = 0
  private var waiting: [Waiting] = []

  init(_ policy: ConflictPolicy, isUpdating: Bool, isTrial: Bool) {
    self.policy = policy
    self.isUpdating = isUpdating
    self.isTrial = isTrial
  }

  /// Reads one file. What is refused is remembered.
  func read(
    _ path: String,
    with reader: any RecordReader,
    into intake: any ObjectIntake
  ) throws(SlotError) {
    let file = TextFile(path)
    var reader = reader
    var hasBeginning = true
    func take(_ line: Result<[UInt8], SlotError>, _ number: Int) throws(SlotError) {
      switch line {
      case .success(let bytes):
        for read in reader.read(bytes, number: number) { try self.take(read, file.name, intake) }
      case .failure(let cause):
        tally.skip(cause, file.name, number)
        hasBeginning = hasBeginning && number > 1
      }
    }
    let isText = try file.forEachLine(
      reader.lineStyle,
      take,
      onPart: { guessTotal($1, $0, intake) }
    )
    defer { tally.passedOver += reader.passedOver }
    // Of what cannot be read at all its format says nothing more.
    guard isText, hasBeginning else { return }
    for read in reader.finish() { try self.take(read, file.name, intake) }
  }

  /// How many objects there will be, if the rest of the file is like what was read.
  private func guessTotal(_ size: Int?, _ bytesRead: Int, _ intake: any ObjectIntake) {
    guard let size else { return }
    intake.total = Int(Double(tally.all) * Double(max(size, bytesRead)) / Double(max(1, bytesRead)))
  }

  private func take(
    _ read: ReadRecord,
    _ file: String,
    _ intake: any ObjectIntake
  ) throws(SlotError) {
    let record: ObjectRecord
    switch read.result {
    case .success(let found): record = found
    case .failure(let cause): return tally.skip(cause, file, read.line)
    }
    do {
      try put(record, into: intake)
    } catch {
      guard error.isAboutObject else { throw error }
      if isUpdating || error.code == .blockNotFound, waiting.count < Self.longestWait {
        waiting.append(Waiting(file: file, line: read.line, record: record, cause: error))
      } else {
        tally.skip(error, file, read.line)
      }
    }
  }

  private func put(_ record: ObjectRecord, into intake: any ObjectIntake) throws(SlotError) {
    let result = try intake.take(record, updating: isUpdating)
    tally.count(record, result)
    guard isTrial, result != .existing else { return }
    if result == .created { tally.list(record) }
    try noteClockChange(record, intake)
  }

  /// Who plans looks twice at slots over a clock change.
  private func noteClockChange(
    _ record: ObjectRecord,
    _ intake: any ObjectIntake
  ) throws(SlotError) {
    guard case .slot(let slot) = record else { return }
    let zone = try intake.zone(of: slot.blockID)
    if zone.offset(at: slot.range.start) != zone.offset(at: slot.range.end) {
      tally.clockChanges += 1
    }
  }

  /// Tries once more what was refused only because of what came after it: slots that are moved on
  /// stand in one another's way until the last of them has gone, and some files have slots before their
  /// blocks. Slots that change places stay refused.
  ///
  /// - Throws: `.inFile`, one or several, for what is refused now, unless that is skipped.
  func finish(into intake: any ObjectIntake) throws(SlotError) {
    var last = Int.max
    while !waiting.isEmpty, waiting.count < last {
      last = waiting.count
      var left: [Waiting] = []
      for var one in waiting.reversed() {
        do {
          try put(one.record, into: intake)
        } catch {
          guard error.isAboutObject else { throw error }
          one.cause = error
          left.append(one)
        }
      }
      waiting = left.reversed()
    }
    for one in waiting { tally.skip(one.cause, one.file, one.line) }
    (displaced, displacedCount) = (intake.displaced, intake.displacedCount)
    (tally.removed, tally.disabled) = (intake.removed, intake.disabled)
    if policy == .fail, !isTrial, let error = tally.refusal { throw error }
  }
}
