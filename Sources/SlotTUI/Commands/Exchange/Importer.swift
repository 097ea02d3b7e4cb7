import ArgumentParser
import SlotDomain

/// Brings files into a store: what is taken, what was there, and what is left out and why.
final class Importer {
  enum Conflicts: String, CaseIterable, ExpressibleByArgument {
    /// Nothing happens.
    case fail
    /// The rest happens.
    case skip
    /// What is there takes on the values of the file.
    case update

    static let names = allCases.map(\.rawValue).joined(separator: "|")
  }

  /// Refused, perhaps only as long as something that comes later is not done.
  private struct Waiting {
    let file: String
    let line: Int
    let record: ObjectRecord
    var cause: SlotError
  }

  /// So many of those are remembered.
  private static let longestWait = 100_000

  let isTrial: Bool
  private let conflicts: Conflicts
  private(set) var tally = ImportTally()
  private var waiting: [Waiting] = []
  private var bytesOfFilesBefore = 0

  init(conflicts: Conflicts, isTrial: Bool) {
    self.conflicts = conflicts
    self.isTrial = isTrial
  }

  /// Reads one file.
  ///
  /// - Throws: `.inFile` with the first thing that is refused, unless those are skipped.
  func read(
    _ path: String,
    with reader: any RecordReader,
    into intake: any ObjectIntake
  ) throws(SlotError) {
    let name = path == "-" ? "standard input" : path
    var reader = reader
    var lines = LineSplitter()
    var bytesRead = 0
    func take(_ line: LineSplitter.Line, _ number: Int) throws(SlotError) {
      switch line {
      case .text(let bytes):
        for read in reader.read(bytes, number: number) { try self.take(read, name, intake) }
      case .tooLong:
        let limit = LineSplitter.longestLine >> 20
        let cause = SlotError.badRequest("The line has more than \(limit) MiB.")
        try refuse(cause, name, number)
      }
    }
    try Files.forEachPart(of: path) { (bytes, size) throws(SlotError) in
      if bytesRead == 0 { try Self.checkEncoding(bytes, name) }
      bytesRead += bytes.count
      try lines.add(bytes, take)
      if let size { guessTotal(size, bytesRead, intake) }
    }
    try lines.finish(take)
    for read in reader.finish() { try self.take(read, name, intake) }
    tally.passedOver += reader.passedOver
  }

  /// How many objects there will be, if the rest of the file is like what was read.
  private func guessTotal(_ size: Int, _ bytesRead: Int, _ intake: any ObjectIntake) {
    intake.total = Int(Double(tally.all) * Double(max(size, bytesRead)) / Double(max(1, bytesRead)))
  }

  private static func checkEncoding(_ bytes: ArraySlice<UInt8>, _ name: String) throws(SlotError) {
    guard bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) else { return }
    throw .inFile(
      name,
      line: 1,
      cause: .badRequest("The file is written in UTF-16. Save it as UTF-8.")
    )
  }

  private func take(
    _ read: ReadRecord,
    _ file: String,
    _ intake: any ObjectIntake
  ) throws(SlotError) {
    let record: ObjectRecord
    switch read.result {
    case .success(let found): record = found
    case .failure(let cause): return try refuse(cause, file, read.line)
    }
    do {
      let result = try intake.take(record, updating: conflicts == .update)
      tally.count(record, result)
      if isTrial, result != .existing { try noteClockChange(record, intake) }
    } catch {
      guard error.isAboutObject else { throw error }
      if conflicts == .update, waiting.count < Self.longestWait {
        waiting.append(Waiting(file: file, line: read.line, record: record, cause: error))
      } else {
        try refuse(error, file, read.line)
      }
    }
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

  private func refuse(_ cause: SlotError, _ file: String, _ line: Int) throws(SlotError) {
    guard conflicts == .skip || isTrial else { throw .inFile(file, line: line, cause: cause) }
    tally.skip(cause, file, line)
  }

  /// Tries once more what was refused only because of what came after it: slots that are moved on
  /// stand in one another's way until the last of them has gone. Slots that change places stay refused.
  func finish(into intake: any ObjectIntake) throws(SlotError) {
    var last = Int.max
    while !waiting.isEmpty, waiting.count < last {
      last = waiting.count
      var left: [Waiting] = []
      for var one in waiting.reversed() {
        do {
          tally.count(one.record, try intake.take(one.record, updating: true))
        } catch {
          guard error.isAboutObject else { throw error }
          one.cause = error
          left.append(one)
        }
      }
      waiting = left.reversed()
    }
    for one in waiting { try refuse(one.cause, one.file, one.line) }
  }
}
