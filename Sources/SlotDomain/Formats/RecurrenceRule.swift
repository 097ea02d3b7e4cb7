/// A rule of repetition: `FREQ=MONTHLY;BYDAY=-1FR;COUNT=6`. It says when something begins again, on a
/// wall clock; which moments these are is for a zone to say.
///
/// What the RFC forbids but older files have, and what can mean one thing only, is read: RFC 2445 let
/// BYMONTHDAY and BYYEARDAY stand in every rule, where they limit.
///
/// - Note: Source: RFC 5545 §3.3.10; RFC 7529 for RSCALE and SKIP, of which only the usual values mean
///   something here.
struct RecurrenceRule: Hashable, Sendable {
  enum Frequency: String, Sendable {
    case secondly = "SECONDLY"
    case minutely = "MINUTELY"
    case hourly = "HOURLY"
    case daily = "DAILY"
    case weekly = "WEEKLY"
    case monthly = "MONTHLY"
    case yearly = "YEARLY"
  }

  enum End: Hashable, Sendable {
    case never
    case count(Int)
    /// It may still begin then.
    case until(ICalendarTime)
  }

  /// A weekday, and which one of its month or year: from 1, or from -1 backwards; nil: each.
  struct NumberedDay: Hashable, Sendable {
    var number: Int?
    var weekday: Weekday
  }

  var frequency: Frequency
  var interval = 1
  var end = End.never
  var weekStart = Weekday.monday
  /// The BY parts, each in rising order and without doubles; empty where the rule has none.
  var seconds: [Int] = []
  var minutes: [Int] = []
  var hours: [Int] = []
  var weekdays: [NumberedDay] = []
  var monthDays: [Int] = []
  var yearDays: [Int] = []
  var weeks: [Int] = []
  var months: [Int] = []
  var positions: [Int] = []
}

// MARK: Reading

extension RecurrenceRule {
  /// Blanks and the case of letters say nothing.
  ///
  /// - Throws: `.badRequest` E013 that names what is not understood.
  init(_ text: String) throws(SlotError) {
    let parts = try Self.parts(text)
    guard let frequency = parts["FREQ"].flatMap(Frequency.init) else {
      let problem =
        parts["FREQ"].map { "has FREQ=\(shown($0)), which is not understood" }
        ?? "does not say how often (FREQ)"
      throw .badRequest(
        "The repetition \(problem). Write YEARLY, MONTHLY, WEEKLY, DAILY, HOURLY,"
          + " MINUTELY or SECONDLY."
      )
    }
    self.init(frequency: frequency)
    for (name, value) in parts.sorted(by: { $0.key < $1.key }) { try read(name, value) }
    if parts["COUNT"] != nil, parts["UNTIL"] != nil {
      throw .badRequest("The repetition has both COUNT and UNTIL.")
    }
    try checkNumbers()
  }

  private static func parts(_ text: String) throws(SlotError) -> [String: String] {
    let blanks: Set<UInt8> = [0x20, 0x09]
    let bytes = text.uppercased().utf8.filter { !blanks.contains($0) }
    var parts: [String: String] = [:]
    for part in bytes.split(separator: UInt8(ascii: ";")) {
      guard let sign = part.firstIndex(of: UInt8(ascii: "=")) else {
        throw .badRequest("The rule of repetition is not understood: \(shown(text)).")
      }
      let name = String(decoding: part[..<sign], as: UTF8.self)
      let value = String(decoding: part[(sign + 1)...], as: UTF8.self)
      guard parts.updateValue(value, forKey: name) == nil else {
        throw .badRequest("The rule of repetition says \(shown(name)) twice.")
      }
    }
    return parts
  }

  private mutating func read(_ name: String, _ value: String) throws(SlotError) {
    let refusal = SlotError.badRequest(
      "The repetition has \(withArticle(shown(name))) that is not understood: \(shown(value))."
    )
    func numbers(_ limits: ClosedRange<Int>, signed: Bool = false) throws(SlotError) -> [Int] {
      guard let numbers = Self.numbers(value, limits, signed: signed) else { throw refusal }
      return numbers
    }
    func number(_ limits: ClosedRange<Int>) throws(SlotError) -> Int {
      guard let number = try numbers(limits).first, !value.utf8.contains(UInt8(ascii: ","))
      else { throw refusal }
      return number
    }
    switch name {
    case "FREQ": break
    case "INTERVAL": interval = try number(1...1_000_000)
    case "COUNT": end = .count(try number(1...999_999_999))
    case "UNTIL":
      guard let time = ICalendarTime(value) else { throw refusal }
      end = .until(time)
    case "WKST":
      guard let weekday = Self.weekday(value) else { throw refusal }
      weekStart = weekday
    case "BYSECOND": seconds = try numbers(0...60)
    case "BYMINUTE": minutes = try numbers(0...59)
    case "BYHOUR": hours = try numbers(0...23)
    case "BYDAY":
      guard let days = Self.numberedDays(value) else { throw refusal }
      weekdays = days
    case "BYMONTHDAY": monthDays = try numbers(1...31, signed: true)
    case "BYYEARDAY": yearDays = try numbers(1...366, signed: true)
    case "BYWEEKNO": weeks = try numbers(1...53, signed: true)
    case "BYMONTH": months = try numbers(1...12)
    case "BYSETPOS": positions = try numbers(1...366, signed: true)
    case "RSCALE" where value == "GREGORIAN", "SKIP" where value == "OMIT": break
    default:
      throw .badRequest(
        "The repetition has \(shown(name))=\(shown(value)), which is not understood. Write its events one"
          + " by one."
      )
    }
  }

  /// - Throws: `.badRequest` E013 for numbers of weeks and weekdays that the RFC gives no meaning.
  private func checkNumbers() throws(SlotError) {
    guard weeks.isEmpty || frequency == .yearly else {
      throw .badRequest("The repetition has BYWEEKNO, which only a YEARLY one can have.")
    }
    let hasNumbers = weekdays.contains { $0.number != nil }
    let mayNumber = frequency == .monthly || (frequency == .yearly && weeks.isEmpty)
    guard mayNumber || !hasNumbers else {
      throw .badRequest(
        "The repetition has a BYDAY that is not understood: weekdays are numbered in MONTHLY and YEARLY"
          + " ones only, and not beside BYWEEKNO."
      )
    }
  }

  /// Numbers with commas between them; nil for anything else.
  private static func numbers(
    _ text: String,
    _ limits: ClosedRange<Int>,
    signed: Bool
  ) -> [Int]? {
    var found: Set<Int> = []
    for part in text.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
      var reader = DigitReader(bytes: part)
      let isNegative = signed && reader.skip("-")
      if !isNegative { _ = reader.skip("+") }
      guard let number = reader.number(digits: 1...9), reader.isAtEnd, limits.contains(number)
      else { return nil }
      // What is given once more is the same; a leap second, which our clock has not, is the one before.
      found.insert(isNegative ? -number : limits.upperBound == 60 ? min(number, 59) : number)
    }
    return found.sorted()
  }

  private static func numberedDays(_ text: String) -> [NumberedDay]? {
    var found: [NumberedDay] = []
    for part in text.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
      guard let weekday = weekday(String(decoding: part.suffix(2), as: UTF8.self)) else {
        return nil
      }
      var day = NumberedDay(number: nil, weekday: weekday)
      if part.count > 2 {
        let number = String(decoding: part.dropLast(2), as: UTF8.self)
        guard let number = numbers(number, 1...53, signed: true)?.first else { return nil }
        day.number = number
      }
      if !found.contains(day) { found.append(day) }
    }
    return found
  }

  private static func weekday(_ text: String) -> Weekday? {
    let names = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
    return names.firstIndex(of: text).flatMap { Weekday(rawValue: $0 + 1) }
  }
}
