/// Changes that are only tried: the same code as that of the change, so that a dry run can refuse nothing
/// more and nothing less, in a transaction that is taken back. It keeps others from writing no longer
/// than the change would.
extension SQLiteStore {
  /// One transaction for a change, or for trying it.
  func inTransaction<Result>(
    isTrial: Bool,
    at now: Instant,
    _ body: () throws(SlotError) -> Result
  ) throws(SlotError) -> Result {
    guard isTrial else { return try change(at: now, body) }
    var tried: Result?
    var last = SlotError.stopped
    do {
      try change(at: now) { () throws(SlotError) -> Void in
        tried = try body()
        throw .stopped
      }
    } catch {
      last = error
    }
    guard let tried, last == .stopped else { throw last }
    return tried
  }

  /// The same for whoever may only read, and for what takes long: done to a copy that is thrown away.
  func withScratchCopy<Result>(
    _ body: () throws(SlotError) -> Result
  ) throws(SlotError) -> Result {
    let real = connection
    connection = try real.scratchCopy()
    defer { connection = real }
    return try body()
  }
}
