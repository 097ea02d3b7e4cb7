extension TimeProblem {
  /// One sentence for people.
  public var message: String { message(in: TimeStyle()) }

  /// The same for those who read times in `style`.
  public func message(in style: TimeStyle) -> String {
    func clock(_ time: LocalTime) -> String { style.clock(time.millisecondOfDay) }
    // A whole day can be left out.
    let isOfADay =
      if case .doesNotExist(_, let gap) = self { gap.before.date == gap.after.date } else { true }
    func end(_ time: LocalTime) -> String {
      isOfADay ? clock(time) : "\(style.date(time.date)) \(clock(time))"
    }
    return switch self {
    case .malformed(let text):
      "\"\(text)\" cannot be read as a time. Write it as 2026-11-23T09:00 or with an offset, 2026-11-23T09:00+01:00."
    case .noMoment(let text):
      "\"\(text)\" cannot be read as a time. Write it as 2026-11-23T09:00, tomorrow 14:50, mon, 24.12"
        + " or +1d; minutes as +15min."
    case .noDay(let text, let problem):
      "\"\(text)\" cannot be read as a date. \(problem.sentence)"
    case .outOfRange(let text):
      "\"\(text)\" has a day or an hour that does not exist. Choose another one."
    case .doesNotExist(let local, let gap):
      "\(clock(local)) does not exist on \(style.date(local.date)): the clock goes from"
        + " \(end(gap.before)) to \(end(gap.after)). Choose a time outside."
    case .ambiguous(let local, let first, let second):
      "\(clock(local)) comes twice on \(style.date(local.date)). Add the offset:"
        + " \(TimeText.offset(first)) for the first, \(TimeText.offset(second)) for the second."
    case .unknownZone(let name):
      "No time zone is called \"\(name)\". "
        + (Zone.nameLike(name).map { "Did you mean \($0)?" } ?? "Use a name such as Europe/Warsaw.")
    case .zoneLost(let name):
      "Time zone \"\(name)\" is unknown on this machine, so no time of its clock can be read. Install"
        + " the package \(Zone.package(of: name)), or give times with an offset."
    }
  }
}
