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

  /// So many are looked up at once.
  private static let piece = 1000

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

  /// Takes over what was read, and tells of what could not be read where it stands.
  func take(_ reading: ImportReading, into intake: any ObjectIntake) throws(SlotError) {
    intake.total = reading.records.count
    tally.passedOver = reading.passedOver
    var refusals = reading.refusals[...]
    var piece: [(record: ObjectRecord, file: Int, line: Int)] = []
    func takePiece() throws(SlotError) {
      try intake.prepare(piece.map(\.record))
      for (record, file, line) in piece {
        while let first = refusals.first, (first.file, first.line) < (file, line) {
          tally.skip(first.cause, reading.files[first.file], first.line)
          refusals.removeFirst()
        }
        try take(record, reading.files[file], line, intake)
      }
      piece.removeAll(keepingCapacity: true)
    }
    try reading.records.handOn { (record, file, line) throws(SlotError) in
      piece.append((record, file, line))
      if piece.count == Self.piece { try takePiece() }
    }
    try takePiece()
    for refusal in refusals { tally.skip(refusal.cause, reading.files[refusal.file], refusal.line) }
    tally.skipUnlisted(reading.refusedCount - reading.refusals.count)
  }

  private func take(
    _ record: ObjectRecord,
    _ file: String,
    _ line: Int,
    _ intake: any ObjectIntake
  ) throws(SlotError) {
    do {
      try put(record, into: intake)
    } catch {
      guard error.isAboutObject else { throw error }
      let isOfLater = error.code == .blockNotFound || error.code == .slotNotFound
      if isUpdating || isOfLater, waiting.count < Self.longestWait {
        waiting.append(Waiting(file: file, line: line, record: record, cause: error))
      } else {
        tally.skip(error, file, line)
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
  /// blocks, or appointments before their slots. Slots that change places stay refused.
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
    tally.stillDisabled = intake.stillDisabled
    if policy == .fail, !isTrial, let error = tally.refusal { throw error }
  }
}
