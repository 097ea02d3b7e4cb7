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
    let isDone = !targets.bulk.dryRun
    var (report, preview): (Report, BulkPreview)
    do throws(SlotError) {
      (report, preview) = try perform(
        bulk,
        on: choice,
        targets.bulk,
        reason: session.reason(change),
        in: session
      )
    } catch {
      // A refusal is told on the clock of their block.
      if case .ids(let ids) = choice, let slot = ids.first.flatMap({ try? session.store.slot($0) })
      {
        _ = try? session.blocks.block(slot.blockID)
      }
      throw error
    }
    if isDone { report.isSingle = targets.isSingle }
    report.warnOfPast(bulk.moved(preview.changed), session, isDone: isDone)
    return report
  }
}

extension ChangingCommand {
  /// Does something to many slots, or with `--dry-run` tells what it would come to.
  ///
  /// - `ended`: How many were left out because they have ended; nil: as the change itself finds out.
  func perform(
    _ bulk: BulkChange,
    on choice: SlotChoice,
    _ options: BulkOptions,
    reason: String?,
    ended: Int? = nil,
    in session: Session
  ) throws(SlotError) -> (report: Report, preview: BulkPreview) {
    let (store, policy) = (session.store, try options.policy())
    guard !options.dryRun else {
      let (preview, refusal) = try store.tryOut(
        bulk,
        on: choice,
        onConflict: policy,
        at: session.now
      )
      let report = try BulkReport(preview, of: bulk, ended: ended, session).dryRun(refusal)
      return (report, preview)
    }
    let (preview, outcome) = try store.perform(
      bulk,
      on: choice,
      onConflict: policy,
      at: session.now,
      reason: reason
    )
    return (try BulkReport(preview, of: bulk, ended: ended, session).done(outcome), preview)
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
