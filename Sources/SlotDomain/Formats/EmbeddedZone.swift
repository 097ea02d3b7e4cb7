/// A time zone as a calendar describes it: offsets, and since when each holds, again and again.
///
/// - Note: Source: RFC 5545 §3.6.5.
struct EmbeddedZone: Hashable {
  /// Since when an offset holds. In seconds east of UTC.
  struct Change: Hashable {
    let begin: Instant
    let offset: Int
  }

  /// In the order of time.
  let changes: [Change]
  /// Before all of them.
  let firstOffset: Int
  /// All that there are.
  private let offsets: [Int]

  /// Changes are worked out up to the end of this year. The calendar comes round every 400 years, and
  /// so do rules: what is later is as it was 400 years before.
  private static let lastYear = 2500
  /// More changes are not taken for a time zone.
  private static let longest = 20_000

  /// Seconds east of UTC.
  func offset(at instant: Instant) -> Int {
    let instant = Self.within(instant)
    let next = changes.partitioningIndex { $0.begin > instant }
    return next == 0 ? firstOffset : changes[next - 1].offset
  }

  private static func within(_ instant: Instant) -> Instant {
    let years400: Int64 = 146_097 * 86_400_000
    let last = CivilDate.dayNumber(year: lastYear, month: 1, day: 1)
    let beyond = instant.milliseconds - Int64(last) * 86_400_000
    guard beyond > 0 else { return instant }
    return Instant(milliseconds: instant.milliseconds - (beyond / years400 + 1) * years400)
  }

  func instant(_ local: LocalTime) -> Instant {
    let wall = local.wallMilliseconds
    let candidates = offsets.map { (Instant(milliseconds: wall - Int64($0) * 1000), $0) }
    let shown = candidates.filter { offset(at: $0.0) == $0.1 }.map(\.0)
    if let first = shown.min() { return first }
    // It is skipped: the offset from before goes on.
    let before = offset(at: Instant(milliseconds: wall - Int64(offsets.max() ?? 0) * 1000))
    return Instant(milliseconds: wall - Int64(before) * 1000)
  }
}

// MARK: Reading

extension EmbeddedZone {
  /// - Parameter observances: The properties of each STANDARD and DAYLIGHT.
  /// - Throws: `.badRequest` E013 for what cannot be evaluated.
  init(_ observances: [[ICalendarLine]]) throws(SlotError) {
    var changes: [Change] = []
    var first: (begin: Instant, offset: Int)?
    var offsets: Set<Int> = []
    for lines in observances {
      let observance = try Observance(lines)
      offsets.formUnion([observance.offsetBefore, observance.offsetAfter])
      for begin in try observance.beginnings(until: Self.lastYear, atMost: Self.longest) {
        changes.append(Change(begin: begin, offset: observance.offsetAfter))
        if begin < first?.begin ?? .distantEnd { first = (begin, observance.offsetBefore) }
      }
    }
    guard let first else {
      throw .badRequest("The description of the time zone has no offsets.")
    }
    // Of two that begin at once, the one that stands later in the file.
    self.changes = changes.enumerated().sorted {
      ($0.element.begin, $0.offset) < ($1.element.begin, $1.offset)
    }.map(\.element)
    self.firstOffset = first.offset
    self.offsets = offsets.sorted()
  }
}

extension Instant {
  fileprivate static let distantEnd = Instant(milliseconds: datableMilliseconds.upperBound)
}

/// STANDARD or DAYLIGHT.
private struct Observance {
  /// On the wall, with the offset from before.
  let start: LocalTime
  /// Seconds east of UTC.
  let offsetBefore: Int
  let offsetAfter: Int
  private var rules: [RecurrenceRule] = []
  /// Further times at which it begins, each once.
  private var more: [LocalTime] = []

  init(_ lines: [ICalendarLine]) throws(SlotError) {
    func value(_ name: String) throws(SlotError) -> String {
      guard let line = lines.first(where: { $0.name == name }) else {
        throw .badRequest("The description of the time zone lacks \(name).")
      }
      return line.value.withoutBlanks
    }
    guard let start = ICalendarTime(try value("DTSTART")),
      let before = Self.offset(try value("TZOFFSETFROM")),
      let after = Self.offset(try value("TZOFFSETTO"))
    else {
      throw .badRequest(
        "The description of the time zone has a date or an offset that cannot be read."
      )
    }
    (self.start, offsetBefore, offsetAfter) = (start.local, before, after)
    for line in lines where line.name == "RDATE" {
      for text in line.values {
        guard let time = ICalendarTime(text.prefix { $0 != "/" }) else {
          throw .badRequest("The description of the time zone has a date that cannot be read.")
        }
        more.append(time.local)
      }
    }
    for line in lines where line.name == "RRULE" {
      do {
        rules.append(try RecurrenceRule(line.value))
      } catch {
        throw .badRequest("The description of the time zone: \(error.message(in: .utc))")
      }
    }
  }

  /// `+0100`, `-0430`, `+005730`, in seconds.
  private static func offset(_ text: String) -> Int? {
    var reader = DigitReader(text)
    let isWest = reader.skip("-")
    if !isWest { _ = reader.skip("+") }
    guard let hours = reader.number(digits: 2), hours < 24, let minutes = reader.number(digits: 2),
      minutes < 60
    else { return nil }
    let seconds = reader.number(digits: 2) ?? 0
    guard reader.isAtEnd, seconds < 60 else { return nil }
    return (isWest ? -1 : 1) * (hours * 3600 + minutes * 60 + seconds)
  }

  private func instant(_ wall: LocalTime) -> Instant {
    Instant(milliseconds: wall.wallMilliseconds - Int64(offsetBefore) * 1000)
  }

  /// - Throws: `.badRequest` E013 when there are more than `limit`.
  func beginnings(until year: Int, atMost limit: Int) throws(SlotError) -> [Instant] {
    var found = Set(([start] + more).map(instant))
    let last = CivilDate(year: year, month: 12, day: 31)
    for rule in rules {
      for wall in RecurrenceSequence(rule, from: start, through: last) {
        guard isWithin(wall, rule) else { break }
        guard found.count < limit else {
          throw .badRequest("The description of the time zone has more than \(limit) changes.")
        }
        found.insert(instant(wall))
      }
    }
    return Array(found)
  }

  private func isWithin(_ wall: LocalTime, _ rule: RecurrenceRule) -> Bool {
    guard case .until(let last) = rule.end else { return true }
    if last.isDate { return wall.date <= last.local.date }
    guard last.isUTC else { return wall <= last.local }
    return instant(wall).milliseconds <= last.local.wallMilliseconds
  }
}
