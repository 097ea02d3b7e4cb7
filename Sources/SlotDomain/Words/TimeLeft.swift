extension Span {
  /// How long something still lasts, begun minutes counted: `4 min`, `2 h 05 min`, `3 d`.
  public var timeLeft: String {
    let minutes = begunMinutes
    switch minutes {
    case ..<60: return "\(max(minutes, 1)) min"
    case ..<2880:
      let rest = minutes % 60
      return "\(minutes / 60) h \(rest < 10 ? "0" : "")\(rest) min"
    default: return "\(minutes / 1440) d"
    }
  }

  /// The same in at most four characters: `4m`, `2h`, `3d`.
  public var shortTimeLeft: String {
    let minutes = begunMinutes
    switch minutes {
    case ..<100: return "\(max(minutes, 1))m"
    case ..<5940: return "\((minutes + 30) / 60)h"
    default: return "\(min(minutes / 1440, 999))d"
    }
  }

  /// How far something is moved: `20 min later`, `15 min earlier`, `24 hours later`. No days, whose hours can
  /// be more or less.
  public var laterOrEarlier: String {
    let (hours, rest) = abs(minutes).quotientAndRemainder(dividingBy: 60)
    let amount = rest == 0 && hours >= 24 ? "\(hours) hours" : "\(abs(minutes)) min"
    return "\(amount) \(minutes < 0 ? "earlier" : "later")"
  }

  private var begunMinutes: Int { Int((milliseconds + 59_999) / 60_000) }
}
