/// How the slots of a block recur, as far as they do: what its next series begins with.
public struct DerivedPattern: Hashable, Sendable {
  /// How long a slot is.
  public let minutes: Int
  /// Minutes from the end of a slot to the start of the next one.
  public let gap: Int
  public let weekdays: Set<Weekday>
  /// The hours in which there are slots on most of these days.
  public let windows: [ClockWindow]
  public let capacity: Int

  /// What most of some slots have in common; nil when there are none whose clock is known.
  ///
  /// - Parameters:
  ///   - slots: Of one block, by start.
  ///   - zone: The block's.
  public init?(of slots: [Slot], zone: Zone) {
    guard !zone.isLost,
      let minutes = slots.map(\.range.length.minutes).filter({ $0 > 0 }).mostFrequent,
      let capacity = slots.map(\.capacity).mostFrequent
    else { return nil }
    let days = Self.days(
      slots.map(\.range).filter { $0.length.minutes == minutes },
      zone: zone,
      minutes: minutes
    )
    let pauses = days.values.flatMap { day in
      zip(day, day.dropFirst()).map { ($1.range.start - $0.range.end).minutes }
    }
    // A longer pause parts the morning from the afternoon.
    let gap = pauses.filter { Self.gaps(minutes) ~= $0 }.mostFrequent ?? 0
    let hours = days.sorted { $0.key < $1.key }
      .map { Self.windows($0.value, minutes: minutes, gap: gap) }
    guard let windows = hours.mostFrequent, !windows.isEmpty else { return nil }
    let counts = Dictionary(grouping: days.keys, by: \.weekday).mapValues(\.count)
    let most = counts.values.max() ?? 0
    (self.minutes, self.gap, self.capacity, self.windows) = (minutes, gap, capacity, windows)
    // A day that was there once is no rule where others were there every week.
    weekdays = Set(counts.filter { $0.value * 2 >= most }.keys)
  }

  private static func gaps(_ minutes: Int) -> ClosedRange<Int> { 0...max(minutes, 30) }

  /// A slot, and its start on the wall: minutes after the midnight of the day to which it belongs.
  private struct Part {
    let range: TimeRange
    let minute: Int
  }

  /// What follows a slot over midnight is of the day before, as far as that has no slot at that time. Whether
  /// it follows is a matter of elapsed time: the clock may be changed in that night.
  private static func days(
    _ ranges: [TimeRange],
    zone: Zone,
    minutes: Int
  ) -> [CivilDate: [Part]] {
    var days: [CivilDate: [Part]] = [:]
    var day: CivilDate?
    for range in ranges {
      let start = zone.local(range.start)
      let minute = start.hour * 60 + start.minute
      if let day, start.date == day.adding(days: 1), let first = days[day]?.first,
        let last = days[day]?.last, minute < first.minute,
        gaps(minutes) ~= (range.start - last.range.end).minutes
      {
        days[day]?.append(Part(range: range, minute: minute + 1440))
      } else {
        days[start.date, default: []].append(Part(range: range, minute: minute))
        day = start.date
      }
    }
    return days
  }

  /// Stretches of a day in which slots follow one another.
  private static func windows(_ day: [Part], minutes: Int, gap: Int) -> [ClockWindow] {
    var stretches: [Range<Int>] = []
    var next: Instant?
    for part in day {
      if let last = stretches.last, next == part.range.start {
        let end = max(last.upperBound, part.minute + minutes)
        stretches[stretches.count - 1] = last.lowerBound..<end
      } else {
        stretches.append(part.minute..<part.minute + minutes)
      }
      next = part.range.end + .minutes(gap)
    }
    return stretches.compactMap { stretch in
      let end = stretch.upperBound
      return ClockWindow(start: stretch.lowerBound, end: end > 1440 ? end - 1440 : end)
    }
  }
}

extension Array where Element: Hashable {
  /// Of several that are there as often, the one that comes last; nil when there is none.
  fileprivate var mostFrequent: Element? {
    let counts = reduce(into: [:]) { $0[$1, default: 0] += 1 }
    let most = counts.values.max()
    return last { counts[$0] == most }
  }
}
