import SlotDomain

/// Somebody else changed what a key is meant for: for a moment a key can still be meant for what was there
/// before, and is not obeyed.
struct Surprise: Hashable, Sendable {
  static let length = Span.seconds(1)

  /// Whether others have done something since what is shown was read.
  private var isOthers = false
  private var end: Instant?

  mutating func begin(_ desk: Desk) { end = desk.clock + Self.length }

  /// Hears what is done; what comes of it for what is shown is read after that. What the user does surprises
  /// nobody.
  mutating func hear(_ event: Event, _ desk: Desk) {
    guard case .storeChanged(let entries, _, _) = event, !entries.isEmpty else { return }
    isOthers = entries.allSatisfy(desk.journal.isOfOthers)
  }

  /// What is shown was read anew.
  ///
  /// - `isOther`: Whether something else is in focus now, or it has become otherwise.
  mutating func show(isOther: Bool, _ desk: Desk) {
    if isOthers, isOther { begin(desk) }
    isOthers = false
  }

  /// Whether a key is held back now, which is said.
  ///
  /// - `remedy`: Where to look, and what to press then.
  func holdsBack(_ desk: inout Desk, _ remedy: String) -> Bool {
    guard let end, desk.clock < end else { return false }
    desk.say("Somebody was faster. \(remedy)", .error)
    return true
  }
}
