import SlotDomain
import TerminalKit

/// What others have done since the screen was last open.
struct Since: Hashable, Sendable {
  /// More are not counted.
  static let most = 1000

  /// When it was.
  let moment: Instant
  let changes: Int
  /// Who did them, each once.
  let actors: [String]

  /// - `actions`: Newest first.
  init(_ moment: Instant, _ actions: [Action]) {
    self.moment = moment
    changes = actions.count
    actors = actions.reversed().map(\.actor).withoutRepeats
  }

  /// `Since Fri 17:02: 12 changes by ben and carl (A)`; nil when there are none.
  func sentence(_ desk: Desk) -> String? {
    guard changes > 0 else { return nil }
    let many = changes >= Self.most ? "\(Self.most) changes and more" : counted(changes, "change")
    let shown = actors.prefix(3).map { SafeText.line($0) }
    let others = actors.count - shown.count
    let who = listed(shown + (others > 0 ? [counted(others, "other")] : []))
    return "Since \(when(desk)): \(many) by \(who) (\(desk.keyMap.keyName(.activity)))"
  }

  /// `17:02` of today, `Fri 17:02` of the last days, else with the date.
  private func when(_ desk: Desk) -> String {
    let (times, clock) = (desk.times, desk.clock)
    let days = times.zone.date(clock).dayNumber - times.zone.date(moment).dayNumber
    switch days {
    case 0: return times.minute(moment)
    case 1..<7: return "\(times.zone.date(moment).weekday.short) \(times.minute(moment))"
    default: return times.moment(moment, now: clock)
    }
  }
}
