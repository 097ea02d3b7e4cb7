import SlotDomain

/// What somebody types to find a free place, word by word: `chen thu pm`, `after 14:00`, `40 min`,
/// `2 places`, `24 dec`. What says nothing of a time, a length or a number is a part of a block's name.
struct PlaceWords: Hashable, Sendable {
  /// Nil: nothing can be as it is said, such as a time after 15:00 and before 12:00.
  private(set) var query: FreePlaceQuery?
  /// What was understood, in the order of the words.
  private(set) var understood: [String] = []
  /// What is nothing of this kind, and no part of a block's name.
  private(set) var unknown: [String] = []
  /// What keeps a date from being one day.
  private(set) var problem: WrittenDate.Problem?

  private let zone: Zone
  private let style: TimeStyle
  private let now: Instant
  private var weekdays: Set<Weekday> = []
  private var hours: [Range<Int>] = []
  private var earliest = 0
  private var latest = minutesOfDay
  private var days: Range<CivilDate>?
  private var minutes: Int?
  private var places = 1
  private var names: [String] = []
  /// The words of all names: Dr May is no month.
  private let called: Set<String>
  /// Whether days begin at the same moment in all blocks.
  private let isOnOneClock: Bool

  private static let minutesOfDay = 1440

  /// - Parameters:
  ///   - text: What was typed.
  ///   - now: From when on places are looked for.
  ///   - zone: In which days begin and end.
  ///   - blocks: All there are.
  ///   - style: How the user writes times and dates.
  init(_ text: String, now: Instant, zone: Zone, blocks: [BookingBlock], style: TimeStyle) {
    (self.now, self.zone, self.style) = (now, zone, style)
    var words = text.lowercased().split { $0 == " " || $0 == "," }.map(String.init)[...]
    called = Set(blocks.flatMap { $0.name.lowercased().split(separator: " ").map(String.init) })
    isOnOneClock = blocks.allSatisfy { $0.timezone == zone.name }
    // What is still being typed can become a word.
    let isOpen = text.last.map { $0 != " " && $0 != "," } ?? false
    while !words.isEmpty {
      let count = read(words)
      if count == 0 {
        let word = words.removeFirst()
        name(word, isBegun: isOpen && words.isEmpty, blocks)
      } else {
        words.removeFirst(count)
      }
    }
    let wanted = Self.wanted(names + unknown, among: blocks)
    if wanted.count > 1, !names.isEmpty,
      !wanted.allSatisfy({ block in names.allSatisfy(block.isCalled) })
    {
      understood.append(wanted.map(\.name).joined(separator: " or "))
    }
    query = problem == nil ? makeQuery(wanted) : nil
  }

  // MARK: Names

  /// The blocks whose names have all the words. Where none has, as of two doctors, those with the most of
  /// them, and so on for what is left. None where a word is in no name.
  private static func wanted(_ words: [String], among blocks: [BookingBlock]) -> [BookingBlock] {
    guard words.allSatisfy({ word in blocks.contains { $0.isCalled(word) } }) else { return [] }
    var (left, ids) = (Set(words), Set<BookingBlock.ID>())
    while !left.isEmpty {
      let counts = blocks.map { left.count(where: $0.isCalled) }
      let most = counts.max()
      let best = zip(blocks, counts).filter { $0.1 == most }.map(\.0)
      ids.formUnion(best.map(\.id))
      left = left.filter { word in !best.contains { $0.isCalled(word) } }
    }
    return blocks.filter { ids.contains($0.id) }
  }

  private mutating func name(_ word: String, isBegun: Bool, _ blocks: [BookingBlock]) {
    if blocks.contains(where: { $0.isCalled(word) }) {
      names.append(word)
    } else if let problem = problem(of: word) {
      self.problem = problem
    } else if !isBegun || !Self.isBeginning(word) {
      unknown.append(word)
    }
  }

  /// Of what is written as dates are, `4/12` or `30.2`; nil of all else, and of what is one.
  private func problem(of word: String) -> WrittenDate.Problem? {
    let parts = word.split(whereSeparator: "./".contains)
    guard parts.count > 1, parts.joined().allSatisfy(\.isNumber) else { return nil }
    do {
      _ = try WrittenDate.read(word, today: zone.date(now), order: style.dateOrder)
      return nil
    } catch { return error == .notUnderstood ? nil : error }
  }

  /// Whether it can become something else than a name.
  private static func isBeginning(_ word: String) -> Bool {
    let isWholeTime = word.split(separator: ":").dropFirst().first?.count == 2
    return !isWholeTime && word.allSatisfy { $0.isNumber || ":.-+/".contains($0) }
      || (keywords + Weekday.allCases.map { $0.name.lowercased() }).contains { $0.hasPrefix(word) }
  }

  private static let keywords = [
    "am", "pm", "morning", "afternoon", "evening", "after", "before", "from", "until", "between",
    "minutes", "hours", "places", "today", "tomorrow", "next", "this", "weekend", "at", "on",
  ]

  // MARK: Words

  /// How many of the words that come next say one thing; 0 where the first of them is none.
  private mutating func read(_ words: ArraySlice<String>) -> Int {
    let first = words[words.startIndex]
    let rest = words.dropFirst()
    if let part = Self.parts[first] {
      hours.append(part)
      understood.append(first)
      return 1
    }
    if let count = bound(first, rest) { return 1 + count }
    if let count = amount(first, rest) { return count }
    if let range = clockRange(first) {
      hours.append(range)
      understood.append("\(clock(range.lowerBound))–\(clock(range.upperBound))")
      return 1
    }
    // Of two words that say when, the first one alone can be a part of a name.
    if ["this", "next"].contains(first), words.count > 1 {
      let count = date(words)
      if count > 0 { return count }
    }
    if called.contains(first) { return 0 }
    if ["at", "on", "or", "and"].contains(first) { return 1 }
    if let days = Self.weekdays(first) {
      weekdays.formUnion(days)
      understood.append(days.count == 1 ? days.first?.short ?? first : first)
      return 1
    }
    if let (time, count) = clockTime(words),
      first.contains(":") || count > 1 || first.hasSuffix("m")
    {
      begin(at: time)
      return count
    }
    let count = date(words)
    guard count == 0, let time = time(first) else { return count }
    begin(at: time)
    return 1
  }

  private mutating func begin(at time: Int) {
    earliest = max(earliest, time)
    understood.append("from \(clock(time))")
  }

  /// What is no date, `14.30`; or a number alone, `11`, unless the name of a block can go on like that.
  private func time(_ word: String) -> Int? {
    let isHour = word.count < 3 && !called.contains { $0.hasPrefix(word) }
    return isHour || word.contains(".") ? Self.minute(word) : nil
  }

  /// Parts of a day, in minutes after midnight.
  private static let parts: [String: Range<Int>] = [
    "am": 0..<720, "morning": 0..<720, "mornings": 0..<720, "pm": 720..<1440,
    "afternoon": 720..<1080, "afternoons": 720..<1080, "evening": 1020..<1440,
    "evenings": 1020..<1440, "midday": 660..<840,
  ]

  /// `at 9`, `after 14:00`, `before 9`, `from tomorrow`, `until fri`, `between 9 and 12`. How many words
  /// belong to the first one.
  private mutating func bound(_ word: String, _ rest: ArraySlice<String>) -> Int? {
    if word == "between", let (start, first) = clockTime(rest),
      rest.dropFirst(first).first == "and",
      let (end, last) = clockTime(rest.dropFirst(first + 1)), start < end
    {
      hours.append(start..<end)
      understood.append("\(clock(start))–\(clock(end))")
      return first + 1 + last
    }
    if word == "at" {
      guard let (time, count) = clockTime(rest) else { return nil }
      begin(at: time)
      return count
    }
    let isAfter = ["after", "from", "since"].contains(word)
    guard isAfter || ["before", "until", "till"].contains(word) else { return nil }
    // `8 mar` is no eight o'clock.
    guard let (date, count) = readDate(rest) else {
      guard let (time, count) = clockTime(rest) else {
        // The rest is still to be typed.
        return rest.isEmpty ? 0 : nil
      }
      if isAfter { earliest = max(earliest, time) } else { latest = min(latest, time) }
      understood.append("\(word) \(clock(time))")
      return count
    }
    let range = days ?? CivilDate.earliest..<CivilDate.latest
    let first =
      isAfter
      ? max(range.lowerBound, word == "after" ? date.adding(days: 1) : date) : range.lowerBound
    let end =
      isAfter
      ? range.upperBound : min(range.upperBound, word == "before" ? date : date.adding(days: 1))
    days = first..<max(first, end)
    understood.append("\(word) \(style.day(date))")
    return count
  }

  /// `40 min`, `1 hour`, `2 places`, also without the blank.
  private mutating func amount(_ first: String, _ rest: ArraySlice<String>) -> Int? {
    let digits = first.prefix { $0.isASCII && $0.isNumber }
    guard let number = Int(digits), (1...9999).contains(number) else { return nil }
    let isOneWord = digits.count < first.count
    let unit = isOneWord ? String(first.dropFirst(digits.count)) : rest.first ?? ""
    let count = isOneWord ? 1 : 2
    if let minutesOfUnit = Self.minutesOfUnits[unit] {
      minutes = number * minutesOfUnit
      understood.append("\(number * minutesOfUnit) min")
    } else if Self.namesOfPlaces.contains(unit) {
      places = number
      understood.append(counted(number, "place"))
    } else {
      return nil
    }
    return count
  }

  private static let minutesOfUnits = [
    "m": 1, "min": 1, "mins": 1, "minute": 1, "minutes": 1, "h": 60, "hour": 60, "hours": 60,
  ]
  private static let namesOfPlaces: Set = ["place", "places", "people", "persons", "seats", "free"]

  /// Whether the words begin with a number and, as the next one, what it is of.
  private static func isAmount(_ words: ArraySlice<String>) -> Bool {
    guard let number = words.first, let unit = words.dropFirst().first,
      number.allSatisfy({ $0.isASCII && $0.isNumber })
    else { return false }
    return minutesOfUnits[unit] != nil || namesOfPlaces.contains(unit)
  }

  private static func weekdays(_ word: String) -> Set<Weekday>? {
    if word == "weekend" || word == "weekends" { return [.saturday, .sunday] }
    let parts = word.split(separator: "-")
    let days = parts.compactMap { part in
      part.count < 3
        ? nil : Weekday.allCases.first { "\($0.name.lowercased())s".hasPrefix(part) }
    }
    guard days.count == parts.count, let first = days.first, let last = days.last, days.count < 3
    else { return nil }
    return Weekday.days(first, through: last)
  }

  // MARK: Clocks

  /// `14:00`, `14`, `14h`, `2pm`, `2:30 pm`, `two`: minutes after midnight, and how many words that takes.
  private func clockTime(_ words: ArraySlice<String>) -> (minute: Int, count: Int)? {
    guard let first = words.first else { return nil }
    var text = Self.hoursInWords.firstIndex(of: first).map { "\($0 + 1)" } ?? first
    var count = 1
    if let half = words.dropFirst().first, half == "am" || half == "pm",
      text.allSatisfy({ $0.isNumber || $0 == ":" })
    {
      (text, count) = (text + half, 2)
    }
    return Self.minute(text).map { ($0, count) }
  }

  private static let hoursInWords = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
  ]

  private static func minute(_ text: String) -> Int? {
    let half = ["am", "pm"].first { text.hasSuffix($0) }
    let unit = half ?? (text.hasSuffix("h") ? "h" : "")
    // In `9.5` the minutes are missing.
    let digits = text.dropLast(unit.count)
      .split(omittingEmptySubsequences: false) { $0 == ":" || $0 == "." }
    guard (1...2).contains(digits.count), digits.allSatisfy({ (1...2).contains($0.count) }),
      var hour = Int(digits[0]), hour >= 0
    else { return nil }
    guard let minute = digits.count == 2 ? Int(digits[1]) : 0, (0..<60).contains(minute),
      digits.count == 1 || digits[1].count == 2
    else { return nil }
    if let half {
      guard (1...12).contains(hour) else { return nil }
      hour = hour % 12 + (half == "pm" ? 12 : 0)
    } else if digits.count == 1, digits[0].count == 1, (1...6).contains(hour) {
      // Nobody on the phone asks for the night: `after 4`. Who does writes `04:00`.
      hour += 12
    }
    let time = hour * 60 + minute
    return (0...minutesOfDay).contains(time) ? time : nil
  }

  /// `9-12`, `9:00-11:30`, `2pm-4pm`.
  private func clockRange(_ word: String) -> Range<Int>? {
    let ends = word.split(whereSeparator: { $0 == "-" || $0 == "–" }).map(String.init)
    guard ends.count == 2, let end = Self.minute(ends[1]) else { return nil }
    // `2-4pm` begins in the afternoon, `11-1pm` before it.
    let halves = ["am", "pm"].filter { ends[1].hasSuffix($0) && !ends[0].hasSuffix("m") }
    let starts = halves.flatMap { [$0, $0 == "am" ? "pm" : "am"] }.map { ends[0] + $0 }
    let start = (starts + [ends[0]]).lazy.compactMap(Self.minute).first { $0 < end }
    return start.map { $0..<end }
  }

  private func clock(_ minute: Int) -> String {
    minute == Self.minutesOfDay ? style.endOfDay : style.clock(minute * 60_000)
  }

  // MARK: Dates

  /// A day, a week or a month; how many words it takes, 0 where it is none.
  private mutating func date(_ words: ArraySlice<String>) -> Int {
    if let span = span(words) {
      days = span.days
      understood.append(span.name)
      return span.count
    }
    guard let (date, count) = readDate(words) else { return 0 }
    days = date..<date.adding(days: 1)
    understood.append(style.day(date))
    return count
  }

  private func span(
    _ words: ArraySlice<String>
  ) -> (days: Range<CivilDate>, name: String, count: Int)? {
    let today = zone.date(now)
    let first = words.prefix(2).joined(separator: " ")
    switch first {
    case "this week", "next week":
      let monday = today.startOfWeek().adding(days: first == "this week" ? 0 : 7)
      return (monday..<monday.adding(days: 7), first, 2)
    case "this month", "next month":
      let start = today.startOfMonth.adding(months: first == "this month" ? 0 : 1)
      return (start..<start.adding(months: 1), first, 2)
    default: break
    }
    guard let word = words.first else { return nil }
    if word.first == "w", word.dropFirst().allSatisfy(\.isNumber),
      let monday = WrittenDate.parse(word, today: today)
    {
      return (monday..<monday.adding(days: 7), "week \(monday.isoWeek)", 1)
    }
    // `dec 24` is a day of it.
    guard CivilDate.month(named: word) != nil, words.dropFirst().first.flatMap({ Int($0) }) == nil,
      let start = WrittenDate.parse("1 \(word)", today: today.startOfMonth)
    else { return nil }
    return (start..<start.adding(months: 1), start.monthName, 1)
  }

  /// The longest that reads as a date. A number alone is too much like one of a room.
  private func readDate(_ words: ArraySlice<String>) -> (CivilDate, Int)? {
    for count in [3, 2, 1] where words.count >= count {
      // `12/1 30 min` is no day of the year 30.
      guard count == 1 || !Self.isAmount(words.dropFirst(count - 1)) else { continue }
      let text = words.prefix(count).joined(separator: " ")
      guard count > 1 || Int(text) == nil || text.first == "+",
        let date = WrittenDate.parse(text, today: zone.date(now), order: style.dateOrder)
      else { continue }
      return (date, count)
    }
    return nil
  }

  // MARK: The query

  private func makeQuery(_ blocks: [BookingBlock]) -> FreePlaceQuery? {
    var query = FreePlaceQuery(from: now)
    (query.weekdays, query.minutes, query.places) = (weekdays, minutes, places)
    if let days {
      // Where clocks differ, each block has its own day.
      let spare = Span.hours(isOnOneClock ? 0 : 26)
      if !isOnOneClock { query.days = days }
      query.from = max(now, zone.day(days.lowerBound).start - spare)
      if days.upperBound < .latest { query.until = zone.day(days.upperBound).start + spare }
      guard query.until.map({ $0 > query.from }) ?? true else { return nil }
    }
    if !names.isEmpty || !unknown.isEmpty { query.blocks = blocks.map(\.id) }
    guard !hours.isEmpty || earliest > 0 || latest < Self.minutesOfDay else { return query }
    let windows = (hours.isEmpty ? [0..<Self.minutesOfDay] : hours).compactMap { range in
      let (start, end) = (max(range.lowerBound, earliest), min(range.upperBound, latest))
      return start < end ? ClockWindow(start: start, end: end) : nil
    }
    query.windows = windows
    return windows.isEmpty ? nil : query
  }
}

extension BookingBlock {
  /// Whether a word, in small letters, is a part of its name, or how its short id begins.
  func isCalled(_ word: String) -> Bool {
    FoldedText.fold(name).contains(bytes: FoldedText.fold(word))
      || shortID.lowercased().utf8.starts(with: word.utf8)
  }
}

extension CivilDate {
  /// Before and after all that can be booked.
  fileprivate static let earliest = CivilDate(dayNumber: -100_000)
  fileprivate static let latest = CivilDate(dayNumber: 2_900_000)
}
