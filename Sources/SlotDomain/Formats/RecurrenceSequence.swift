/// The times on a wall at which something begins, by a rule of repetition: one after the other, in
/// rising order, each found when it is asked for. An end that only a zone can tell (UNTIL) is the
/// caller's to see; COUNT and the year 9999 are seen here.
///
/// Nothing but one period's days is in memory. A rule that never takes a day (30 February) ends as soon
/// as the calendar has come round once without one: it does so every 400 years.
///
/// - Note: Source: RFC 5545 §3.3.10.
struct RecurrenceSequence: Sequence, IteratorProtocol {
  private let rule: RecurrenceRule
  private let days: RecurrenceDays
  private let start: LocalTime
  private let ignoresTimes: Bool
  private let exists: (LocalTime) -> Bool
  private let last: CivilDate
  /// The period that comes next, counted in intervals from the one in which it begins.
  private var period = 0
  private var dates: [CivilDate] = []
  private var times = RecurrenceTimes()
  /// Places in the period's times that BYSETPOS leaves; nil without it: all.
  private var places: [Int]?
  private var place = 0
  private var emptyPeriods = 0
  private var left: Int?
  private var hasBegun: Bool
  private var hasHandedOnStart = false

  /// - `isWholeDay`: The parts of the rule for times of day are to be ignored then.
  /// - `countsStart`: Whether `start` is the first time also where the rule does not have it.
  /// - `exists`: Whether a clock shows a time. What it skips is passed over, and not counted.
  /// - `last`: No day after it is looked at; nil: none after the year 9999.
  init(
    _ rule: RecurrenceRule,
    from start: LocalTime,
    isWholeDay: Bool = false,
    countsStart: Bool = true,
    exists: @escaping (LocalTime) -> Bool = { _ in true },
    through last: CivilDate? = nil
  ) {
    self.rule = rule
    self.start = start
    days = RecurrenceDays(rule, from: start.date)
    ignoresTimes = isWholeDay
    self.exists = exists
    self.last = Swift.min(last ?? Self.lastOfAll, Self.lastOfAll)
    hasBegun = !countsStart
    if case .count(let count) = rule.end { left = count }
  }

  private static let lastOfAll = CivilDate(
    dayNumber: CivilDate.dayNumber(year: 9999, month: 12, day: 31)
  )

  /// Leaves out what begins before a day, as far as no count depends on it.
  mutating func skip(to date: CivilDate) {
    guard left == nil, date > start.date else { return }
    let periods =
      switch rule.frequency {
      case .yearly: date.year - start.date.year
      case .monthly: (date.year - start.date.year) * 12 + date.month - start.date.month
      case .weekly: (date.dayNumber - start.date.dayNumber) / 7
      case .daily: date.dayNumber - start.date.dayNumber
      case .hourly, .minutely, .secondly:
        (date.dayNumber - start.date.dayNumber) * Self.unitsPerDay(rule.frequency)
      }
    period = Swift.max(period, periods / rule.interval - 1)
  }

  mutating func next() -> LocalTime? {
    if left == 0 { return nil }
    if hasBegun, period == 0, !meetsItsTimes { return nil }
    guard hasBegun else {
      hasBegun = true
      return handOn(start)
    }
    while true {
      while let time = nextPlace() {
        guard time > start || (time == start && !hasHandedOnStart), exists(time) else { continue }
        return handOn(time)
      }
      guard loadPeriod() else { return nil }
    }
  }

  private mutating func handOn(_ time: LocalTime) -> LocalTime {
    if time == start { hasHandedOnStart = true }
    left = left.map { $0 - 1 }
    return time
  }

  private mutating func nextPlace() -> LocalTime? {
    let index: Int
    if let places {
      guard place < places.count else { return nil }
      index = places[place]
    } else {
      guard place < dates.count * times.count else { return nil }
      index = place
    }
    place += 1
    return LocalTime(
      date: dates[index / times.count],
      millisecondOfDay: times[index % times.count]
    )
  }

  // MARK: Periods

  /// False when there are no more.
  private mutating func loadPeriod() -> Bool {
    (dates, places, place) = ([], nil, 0)
    times = RecurrenceTimes(ignoresTimes ? nil : rule, start)
    let isWithinTime =
      switch rule.frequency {
      case .yearly: loadYear()
      case .monthly: loadMonth()
      case .weekly: loadWeek()
      case .daily: loadDay()
      case .hourly, .minutely, .secondly: loadTimeOfDay(Self.unitsPerDay(rule.frequency))
      }
    choosePlaces()
    emptyPeriods = dates.isEmpty ? emptyPeriods + 1 : 0
    return isWithinTime && emptyPeriods <= longestEmptyRun
  }

  /// After so many periods in a row the calendar begins again.
  private var longestEmptyRun: Int {
    switch rule.frequency {
    case .yearly: 400
    case .monthly: 400 * 12
    case .weekly: 146_097 / 7
    case .daily: 146_097
    case .hourly, .minutely, .secondly: 300_000
    }
  }

  private mutating func loadYear() -> Bool {
    let year = start.date.year + period * rule.interval
    period += 1
    guard year <= last.year else { return false }
    dates = days.inYear(year)
    return true
  }

  private mutating func loadMonth() -> Bool {
    let month = start.date.month - 1 + period * rule.interval
    period += 1
    let year = start.date.year + month / 12
    guard (year, month % 12 + 1) <= (last.year, last.month) else { return false }
    dates = days.inMonth(month % 12 + 1, of: year)
    return true
  }

  private mutating func loadWeek() -> Bool {
    let first = start.date.startOfWeek(firstDay: rule.weekStart)
      .adding(days: period * rule.interval * 7)
    period += 1
    guard first <= last else { return false }
    dates = days.inWeek(from: first)
    return true
  }

  private mutating func loadDay() -> Bool {
    let date = start.date.adding(days: period * rule.interval)
    period += 1
    guard date <= last else { return false }
    if days.takes(date) { dates = [date] }
    return true
  }

  // MARK: Times of day

  private static func unitsPerDay(_ frequency: RecurrenceRule.Frequency) -> Int {
    switch frequency {
    case .secondly: 86_400
    case .minutely: 1440
    case .hourly: 24
    case .daily, .weekly, .monthly, .yearly: 1
    }
  }

  /// Whether an interval of hours, minutes or seconds ever comes to a time of day that the rule takes.
  private var meetsItsTimes: Bool {
    let unitsPerDay = Self.unitsPerDay(rule.frequency)
    guard unitsPerDay > 1 else { return true }
    var (step, rest) = (unitsPerDay, rule.interval)
    while rest > 0 { (step, rest) = (rest, step % rest) }
    let length = 86_400 / unitsPerDay
    let first = start.millisecondOfDay / 1000 / length % step
    return stride(from: first, to: unitsPerDay, by: step).contains { takes(second: $0 * length) }
  }

  /// As far as the frequency is that fine.
  private func takes(second: Int) -> Bool {
    let unitsPerDay = Self.unitsPerDay(rule.frequency)
    func takes(_ list: [Int], _ value: Int) -> Bool { list.isEmpty || list.contains(value) }
    return takes(rule.hours, second / 3600)
      && (unitsPerDay <= 24 || takes(rule.minutes, second / 60 % 60))
      && (unitsPerDay <= 1440 || takes(rule.seconds, second % 60))
  }

  /// One hour, minute or second; of a day, an hour or a minute that the rule does not take, none is
  /// looked at.
  private mutating func loadTimeOfDay(_ unitsPerDay: Int) -> Bool {
    let first =
      start.date.dayNumber * unitsPerDay + start.millisecondOfDay / (86_400_000 / unitsPerDay)
    let unit = first + period * rule.interval
    let (dayNumber, ofDay) = unit.flooringDivision(by: unitsPerDay)
    let date = CivilDate(dayNumber: dayNumber)
    guard date <= last else { return false }
    func advance(behind units: Int) {
      let target = (unit.flooringDivision(by: units).quotient + 1) * units
      period = Swift.max(period + 1, (target - first + rule.interval - 1) / rule.interval)
    }
    guard days.takes(date) else {
      advance(behind: unitsPerDay)
      return true
    }
    let second = ofDay * (86_400 / unitsPerDay)
    if !rule.hours.isEmpty, !rule.hours.contains(second / 3600) {
      advance(behind: unitsPerDay / 24)
      return true
    }
    if unitsPerDay > 24, !rule.minutes.isEmpty, !rule.minutes.contains(second / 60 % 60) {
      advance(behind: unitsPerDay / 1440)
      return true
    }
    period += 1
    if unitsPerDay > 1440, !rule.seconds.isEmpty, !rule.seconds.contains(second % 60) {
      return true
    }
    times.hours = [second / 3600]
    if unitsPerDay > 24 { times.minutes = [second / 60 % 60] }
    if unitsPerDay > 1440 { times.seconds = [second % 60] }
    dates = [date]
    return true
  }

  private mutating func choosePlaces() {
    guard !rule.positions.isEmpty else { return }
    let count = dates.count * times.count
    let chosen = rule.positions.map { $0 > 0 ? $0 - 1 : count + $0 }
    places = Set(chosen).filter { 0..<count ~= $0 }.sorted()
    if places?.isEmpty == true { dates = [] }
  }
}

/// The times of day of a rule: each of its hours with each of its minutes and seconds, of which no list
/// is made.
private struct RecurrenceTimes {
  var hours: [Int] = [0]
  var minutes: [Int] = [0]
  var seconds: [Int] = [0]
  private var millisecond = 0

  init() {}

  /// - `rule`: Nil: the time of `start` alone.
  init(_ rule: RecurrenceRule?, _ start: LocalTime) {
    func own(_ list: [Int]?, _ value: Int) -> [Int] {
      guard let list, !list.isEmpty else { return [value] }
      return list
    }
    hours = own(rule?.hours, start.hour)
    minutes = own(rule?.minutes, start.minute)
    seconds = own(rule?.seconds, start.second)
    millisecond = start.millisecond
  }

  var count: Int { hours.count * minutes.count * seconds.count }

  /// The millisecond of the day.
  subscript(index: Int) -> Int {
    let (rest, second) = index.flooringDivision(by: seconds.count)
    let (hour, minute) = rest.flooringDivision(by: minutes.count)
    return ((hours[hour] * 60 + minutes[minute]) * 60 + seconds[second]) * 1000 + millisecond
  }
}
