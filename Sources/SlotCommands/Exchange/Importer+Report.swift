import SlotDomain

extension Importer {
  /// What came of it, or would.
  func report(in session: Session, _ dates: DateStyle) throws(SlotError) -> Report {
    let displaced = DisplacedReport(displaced: displaced, session: session)
    var data = tally.json(isTrial: isTrial, zone: session.blocks.zone(for:))
    data["displaced"] = try displaced.json()
    if isTrial {
      let slots = tally.planned.map { SlotDraftJSON.value($0, dates: dates) }
      data["slots"] = .array(slots)
    }
    var report = Report(.other([.object(data)]))
    report.isSingle = true
    report.meta = [
      "displaced": .integer(displacedCount), "skipped": .integer(tally.skippedCount),
    ]
    report.headline = tally.headline(isTrial: isTrial)
    if isTrial {
      report.headline? += " Nothing was changed."
      if policy == .fail { report.refuse(tally.refusal) }
    }
    report.details = tally.skipped.prefix(SlotError.longestList).map { skipped in
      let error = SlotError.inFile(skipped.file, line: skipped.line, cause: skipped.cause)
      let zone = session.blocks.zone(for: skipped.cause)
      return "refused: \(error.code.rawValue): \(error.message(in: zone))"
    }
    if tally.skippedCount > SlotError.longestList {
      let more = tally.skippedCount - SlotError.longestList
      report.details.append("… and \(more) more. --json names more of them.")
    }
    report.details += Report.firstLines(try displaced.lines())
    report.warnings += try namesakes(in: session)
    return report
  }

  /// Another block of a name is taken over all the same, since it is another one; but by that name nobody is
  /// found any more.
  private func namesakes(in session: Session) throws(SlotError) -> [String] {
    let new = tally.newBlocks.compactMap(\.name)
    guard !new.isEmpty else { return [] }
    // Those of a trial are not in the store.
    let ids = Set(tally.newBlocks.map(\.id))
    let others = try session.store.blocks().filter { !ids.contains($0.id) }.map(\.name)
    let counts = (new + others).reduce(into: [:]) { $0[$1, default: 0] += 1 }
    return Set(new).filter { counts[$0, default: 0] > 1 }.sorted().map { name in
      "\"\(name)\" is the name of \(counts[name, default: 0]) booking blocks: commands want their short ids,"
        + " which slottui block list shows."
    }
  }
}
