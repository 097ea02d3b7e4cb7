import SlotDomain

/// What came of an import, counted.
struct ImportTally {
  struct Skipped {
    let cause: SlotError
    let file: String
    let line: Int
  }

  private enum Kind: Int, CaseIterable {
    case block
    case slot
    case appointment

    /// Nil for what is no object of its own.
    init?(_ record: ObjectRecord) {
      switch record {
      case .block: self = .block
      case .slot: self = .slot
      case .appointment: self = .appointment
      case .withdrawal: return nil
      }
    }

    var noun: String {
      switch self {
      case .block: "booking block"
      case .slot: "slot"
      case .appointment: "appointment"
      }
    }

    var key: String {
      switch self {
      case .block: "blocks"
      case .slot: "slots"
      case .appointment: "appointments"
      }
    }
  }

  /// So many of those that are left out are named.
  static let longestList = 1000
  /// So many slots of a trial are listed.
  private static let mostPlanned = 100_000

  private var counts: [Kind: [IntakeResult: Int]] = [:]
  private(set) var skipped: [Skipped] = []
  private(set) var skippedCount = 0
  var passedOver = 0
  /// Slots during which the clock is changed; counted in a trial.
  var clockChanges = 0
  private(set) var all = 0
  /// Slots that events no longer have: those that went, and those that were disabled.
  var removed = 0
  var disabled = 0
  /// Slots that were there, and are disabled though the file says nothing of that.
  var stillDisabled = 0
  /// The slots that a trial would make.
  private(set) var planned: [SlotDraft] = []
  private(set) var newBlocks: [BlockRecord] = []

  mutating func count(_ record: ObjectRecord, _ result: IntakeResult) {
    guard let kind = Kind(record) else { return }
    counts[kind, default: [:]][result, default: 0] += 1
    all += 1
    if result == .created, case .block(let block) = record { newBlocks.append(block) }
  }

  mutating func list(_ record: ObjectRecord) {
    guard case .slot(let slot) = record, planned.count < Self.mostPlanned else { return }
    planned.append(
      SlotDraft(
        blockID: slot.blockID,
        range: slot.range,
        capacity: slot.capacity ?? 1,
        status: slot.status ?? .active,
        isLockable: slot.isLockable ?? true,
        metadata: slot.metadata ?? .empty
      )
    )
  }

  mutating func skip(_ cause: SlotError, _ file: String, _ line: Int) {
    skippedCount += 1
    if skipped.count < Self.longestList {
      skipped.append(Skipped(cause: cause, file: file, line: line))
    }
  }

  /// Counts what is left out beyond those that are named.
  mutating func skipUnlisted(_ count: Int) { skippedCount += count }

  /// Nil when nothing is left out.
  var refusal: SlotError? {
    SlotError.together(
      skipped.map { SlotError.inFile($0.file, line: $0.line, cause: $0.cause) },
      unlisted: skippedCount - skipped.count
    )
  }

  private func count(_ kind: Kind, _ result: IntakeResult) -> Int {
    counts[kind]?[result] ?? 0
  }

  private func count(_ result: IntakeResult) -> Int {
    Kind.allCases.reduce(0) { $0 + count($1, result) }
  }

  // MARK: Telling

  /// - `zone`: In which to speak of a refusal.
  func json(isTrial: Bool, zone: (SlotError) -> Zone) -> JSONMembers {
    var members: JSONMembers = [
      "clock_changes": isTrial ? .integer(clockChanges) : .null,
      "created": .integer(count(.created)), "disabled": .integer(disabled),
      "dry_run": .bool(isTrial),
      "existing": .integer(count(.existing)), "passed_over": .integer(passedOver),
      "removed": .integer(removed),
      "skipped": .array(skipped.map { $0.json(in: zone($0.cause)) }),
      "updated": .integer(count(.updated)),
    ]
    for kind in Kind.allCases {
      members[kind.key] = .object([
        "created": .integer(count(kind, .created)), "existing": .integer(count(kind, .existing)),
        "updated": .integer(count(kind, .updated)),
      ])
    }
    return members
  }

  func headline(isTrial: Bool) -> String {
    var sentences: [String] = []
    if let created = list(.created) {
      sentences.append("\(isTrial ? "Would import" : "Imported") \(created).")
    }
    if let updated = list(.updated) {
      sentences.append("\(isTrial ? "Would change" : "Changed") \(updated).")
    }
    if removed > 0 {
      sentences.append("\(isTrial ? "Would remove" : "Removed") \(counted(removed, "slot")).")
    }
    if disabled > 0 {
      let done = isTrial ? "Would disable" : "Disabled"
      sentences.append("\(done) \(counted(disabled, "slot")) that people are or were on.")
    }
    if sentences.isEmpty { sentences.append("Nothing to do.") }
    if let existing = list(.existing) {
      let closed = stillDisabled > 0 ? ", \(stillDisabled) of them disabled" : ""
      sentences.append("Already there: \(existing)\(closed).")
    }
    if clockChanges > 0 {
      sentences.append("The clock is changed during \(counted(clockChanges, "slot")).")
    }
    if passedOver > 0 {
      sentences.append("Passed over, being cancelled or of another kind: \(passedOver).")
    }
    if skippedCount > 0 { sentences.append("Left out: \(skippedCount).") }
    return sentences.joined(separator: " ")
  }

  private func list(_ result: IntakeResult) -> String? {
    let parts = Kind.allCases.compactMap { kind in
      let number = count(kind, result)
      return number > 0 ? counted(number, kind.noun) : nil
    }
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }
}

extension ImportTally.Skipped {
  fileprivate func json(in zone: Zone) -> JSONValue {
    .object([
      "code": .string(cause.code.rawValue), "file": .string(file), "line": .integer(line),
      "message": .string(cause.message(in: zone)),
    ])
  }
}
