/// How far a change of many objects has come.
public struct WorkProgress: Hashable, Sendable {
  public enum Answer: Hashable, Sendable {
    case goOn
    /// All of it is taken back, and the change is refused with `.stopped` S008.
    case stop
  }

  /// Objects between two reports: so many take a few milliseconds, so that nothing is paid for small
  /// changes, and a key is still obeyed at once.
  public static let stride = 250

  public let verb: Action.Verb
  /// Objects changed so far.
  public let done: Int
  /// Objects that it is about, as far as that is known.
  public let total: Int

  public init(verb: Action.Verb, done: Int, total: Int) {
    self.verb = verb
    self.done = done
    self.total = max(done, total)
  }
}

extension Operation {
  /// How many objects it names.
  var objectCount: Int {
    switch self {
    case .createSlots(let drafts): drafts.count
    case .changeSlots(let ids, _), .reviseSlots(let ids, _): ids.count
    case .releaseOwnLock, .createBlock, .updateBlock, .rescheduleAppointment: 1
    case .setBlockStatus(let ids, _), .deleteBlocks(let ids, _): ids.count
    case .createAppointments(let drafts): drafts.count
    case .updateAppointments(let ids, _), .cancelAppointments(let ids),
      .enableAppointments(let ids), .deleteAppointments(let ids):
      ids.count
    case .batch(_, let operations): operations.reduce(0) { $0 + $1.objectCount }
    }
  }
}
