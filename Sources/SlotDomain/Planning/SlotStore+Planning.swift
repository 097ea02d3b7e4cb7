extension SlotReading {
  /// What making slots would come to, beside what is there now.
  ///
  /// - Parameters:
  ///   - drafts: All in one block.
  ///   - skipped: What could not even become a draft.
  ///   - last: What would be made before them.
  public func plan(
    _ drafts: [SlotDraft],
    skipped: [SlotPlan.Skipped] = [],
    after last: TimeRange? = nil
  ) throws(SlotError) -> SlotPlan {
    var present: [Slot] = []
    if let first = drafts.map(\.range.start).min(), let last = drafts.map(\.range.end).max() {
      present = try slots(of: drafts[0].blockID, in: TimeRange(start: first, end: last))
    }
    return SlotPlan(drafts, skipped: skipped, present: present, after: last)
  }
}

extension SlotStore {
  /// Makes those of the slots that are missing, as one action. What is found out and what is done
  /// are of the same moment.
  ///
  /// - `policy`: Whether slots in the way refuse all of it. What was `skipped` beforehand
  ///   never does.
  /// - Throws: `.slotsOverlap` E024 with the slots in the way, and what creating slots throws.
  public func makeMissing(
    _ drafts: [SlotDraft],
    skipped: [SlotPlan.Skipped] = [],
    onConflict policy: ConflictPolicy,
    at now: Instant,
    reason: String?
  ) throws(SlotError) -> (plan: SlotPlan, outcome: Outcome) {
    var plan = SlotPlan([], present: [])
    let outcome = try perform(at: now, reason: reason, isTrial: false) { () throws(SlotError) in
      plan = try self.plan(drafts, skipped: skipped)
      return try plan.operation(policy)
    }
    return (plan, outcome)
  }

  /// The same, of which nothing is kept.
  ///
  /// - Returns: What it would come to, and the slots in the way that would keep it from happening.
  /// - Throws: What creating slots throws.
  public func tryMakingMissing(
    _ drafts: [SlotDraft],
    skipped: [SlotPlan.Skipped] = [],
    onConflict policy: ConflictPolicy,
    at now: Instant
  ) throws(SlotError) -> (plan: SlotPlan, refusal: SlotError?) {
    var plan = SlotPlan([], present: [])
    do {
      _ = try perform(at: now, reason: nil, isTrial: true) { () throws(SlotError) in
        plan = try self.plan(drafts, skipped: skipped)
        return try plan.operation(policy)
      }
    } catch {
      guard error == plan.refusal else { throw error }
      return (plan, error)
    }
    return (plan, nil)
  }
}

extension SlotPlan {
  /// What is in the way, in one; nil when nothing is.
  fileprivate var refusal: SlotError? { SlotError.together(collisions.map(\.error)) }

  /// - Throws: `.slotsOverlap` E024, one or several.
  fileprivate func operation(_ policy: ConflictPolicy) throws(SlotError) -> Operation? {
    if policy == .fail, let refusal { throw refusal }
    return created.isEmpty ? nil : .batch(.plan, [.createSlots(created)])
  }
}
