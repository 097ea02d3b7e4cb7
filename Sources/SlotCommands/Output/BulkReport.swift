import SlotDomain

/// What a change of many slots came to, or would.
struct BulkReport {
  private let preview: BulkPreview
  private let verb: VerbWords
  /// How many slots were left out because they have ended.
  private let ended: Int
  private let session: Session

  /// - `ended`: Nil: as the change itself found out.
  init(_ preview: BulkPreview, of change: BulkChange, ended: Int? = nil, _ session: Session) {
    (self.preview, self.verb, self.session) = (preview, change.verb.words, session)
    self.ended = ended ?? preview.ended
  }

  /// So many slots of a dry run are listed in JSON. People get their number, and the names.
  private static let mostListed = 100_000

  /// Counts, with reasons and names, and that nothing happened.
  ///
  /// - `refusal`: Why nothing would happen.
  func dryRun(_ refusal: SlotError?) throws(SlotError) -> Report {
    var data = try members()
    data["slots"] = .array(try preview.changed.prefix(Self.mostListed).map(json))
    var report = Report(.other([.object(data)]))
    report.isSingle = true
    let count = preview.changed.count
    report.headline =
      isEmpty
      ? nothing
      : "Would \(verb.infinitive) \(counted(count, "slot"))\(rest(isDone: false)). Nothing was"
        + " changed."
    report.refuse(refusal)
    let changes = try clockChanges()
    report.details = try lines() + Report.firstLines(changes.flatMap(\.sentences))
    report.meta = [
      "clock_changes": .array(
        changes.flatMap { $0.json(session.isLocal ? .local($0.zone) : .utc) }
      )
    ]
    return report
  }

  /// The slots, and in `meta` what has to be known beside them.
  func done(_ outcome: Outcome) throws(SlotError) -> Report {
    var report = Report(.slots(outcome.slots))
    let count = preview.changed.count
    report.headline =
      isEmpty
      ? nothing
      : outcome.action == nil && preview.refused.isEmpty
        ? Report.headline(outcome, capitalized(verb.past), preview.already.count, "slot")
        : "\(capitalized(verb.past)) \(counted(count, "slot"))\(rest(isDone: true))."
    report.details = try lines()
    report.meta = try members()
    return report
  }

  private var nothing: String {
    ended > 0
      ? "No slot to come is like that."
      : "No slot is like that. slottui slot list shows what there is."
  }

  private var isEmpty: Bool {
    preview.changed.isEmpty && preview.already.isEmpty && preview.refused.isEmpty
  }

  /// `, 2 were so already, 1 was refused`
  private func rest(isDone: Bool) -> String {
    func part(_ count: Int, _ what: String) -> String {
      guard count > 0 else { return "" }
      let verb = isDone ? (count == 1 ? "was" : "were") : count == 1 ? "is" : "are"
      return ", \(count) \(verb) \(what)"
    }
    return part(preview.already.count, "so already") + part(preview.refused.count, "refused")
  }

  private func lines() throws(SlotError) -> [String] {
    let refused = try preview.refused.map { (refusal) throws(SlotError) in
      "refused: \(refusal.error.code.rawValue): \(refusal.error.message(in: try zone(refusal.slot)))"
    }
    return Report.firstLines(refused) + Report.firstLines(try displaced.lines()) + leftOut
  }

  private var leftOut: [String] {
    let count = ended
    guard count > 0 else { return [] }
    return [
      "left out: \(counted(count, "slot")) that \(count == 1 ? "has" : "have") ended; --past takes"
        + " \(count == 1 ? "it" : "them") too"
    ]
  }

  private var displaced: DisplacedReport {
    DisplacedReport(displaced: preview.displaced, session: session)
  }

  private func json(_ slot: BulkPreview.Subject) throws(SlotError) -> JSONValue {
    let dates = try session.dates(of: slot.blockID)
    return .object([
      "booking_block_id": .string("\(slot.blockID)"),
      "end_date": .string(dates.text(slot.range.end)),
      "id": .string("\(slot.id)"),
      "start_date": .string(dates.text(slot.range.start)),
    ])
  }

  private func members() throws(SlotError) -> JSONMembers {
    [
      "already": .integer(preview.already.count),
      "changed": .integer(preview.changed.count),
      "displaced": try displaced.json(),
      "ended": .integer(ended),
      "refused": .array(
        try preview.refused.map { (refusal) throws(SlotError) in
          .object([
            "code": .string(refusal.error.code.rawValue),
            "id": .string("\(refusal.slot.id)"),
            "message": .string(refusal.error.message(in: try zone(refusal.slot))),
            "start_date": .string(
              try session.dates(of: refusal.slot.blockID).text(refusal.slot.range.start)
            ),
          ])
        }
      ),
    ]
  }

  /// For each zone that a changed slot's block has.
  private func clockChanges() throws(SlotError) -> [ClockChangeReport] {
    var zones: [String: (zone: Zone, ranges: [TimeRange])] = [:]
    for slot in preview.changed {
      let zone = try session.blocks.zone(of: slot.blockID)
      zones[zone.name, default: (zone, [])].ranges.append(slot.range)
    }
    return zones.values.sorted { $0.zone.name < $1.zone.name }.map {
      ClockChangeReport($0.ranges.sorted { $0.start < $1.start }, in: $0.zone)
    }
  }

  private func zone(_ slot: Slot) throws(SlotError) -> Zone {
    try session.blocks.zone(of: slot.blockID)
  }
}
