import ArgumentParser
import SlotDomain

/// A verb that changes slots: those that are named, or those that fit a description. Each says what it
/// is called, which options it has, and what it makes of them; what they have in common is here: the
/// choice of the slots, the dry run, and the report.
protocol SlotVerb: ChangingCommand {
  var targets: SlotTargets { get }

  /// What is done to each of the slots.
  ///
  /// - Throws: `.badRequest` E013 and what else is wrong with an option.
  func bulkChange(in session: Session) throws(SlotError) -> BulkChange
}

extension SlotVerb {
  var accessNow: Access { targets.access }

  func validate() throws { try targets.check() }

  func perform(in session: Session) throws(SlotError) -> Report {
    try perform(try bulkChange(in: session), in: session)
  }

  /// Does it, or with `--dry-run` tells what it would come to.
  func perform(_ bulk: BulkChange, in session: Session) throws(SlotError) -> Report {
    let choice = try targets.choice(in: session)
    let policy = try targets.bulk.policy()
    guard !targets.bulk.dryRun else {
      let (preview, refusal) = try session.store.tryOut(
        bulk,
        on: choice,
        onConflict: policy,
        at: session.now
      )
      var report = try BulkReport(preview, of: bulk, session).dryRun(refusal)
      report.warnOfPast(bulk.moved(preview.changed), session, isDone: false)
      return report
    }
    let (preview, outcome) = try session.store.perform(
      bulk,
      on: choice,
      onConflict: policy,
      at: session.now,
      reason: session.reason(change)
    )
    var report = try BulkReport(preview, of: bulk, session).done(outcome)
    report.isSingle = targets.isSingle
    report.warnOfPast(bulk.moved(preview.changed), session)
    return report
  }
}

extension BulkChange {
  /// When the slots are that it moves.
  fileprivate func moved(_ slots: [BulkPreview.Subject]) -> [TimeRange] {
    slots.compactMap { slot in
      let range = moved(slot.range)
      return range == slot.range ? nil : range
    }
  }
}
