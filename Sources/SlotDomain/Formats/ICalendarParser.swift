/// Takes a calendar's lines apart into its events and its descriptions of time zones.
///
/// - Note: Source: RFC 5545 §3.1, §3.4.
struct ICalendarParser {
  enum Part {
    /// A whole VCALENDAR.
    case calendar(ICalendar)
    /// Something that cannot be read, and on which line.
    case problem(line: Int, SlotError)
  }

  /// The line that is being unfolded.
  private var folded: [UInt8] = []
  private var foldedNumber = 0
  private var isTooLong = false
  /// The components that are open, the outermost first.
  private var open: [Component] = []
  private var observances: [[ICalendarLine]] = []
  private var calendar = ICalendar()
  private var events: [Component] = []
  private var hasCalendar = false
  private var isHopeless = false

  private struct Component {
    let name: String
    /// Where it begins.
    let line: Int
    var properties: [ICalendarLine] = []
  }

  // MARK: Lines

  mutating func read(_ line: [UInt8], number: Int) -> [Part] {
    guard !isHopeless else { return [] }
    // Some programs write several before the LF.
    var line = line[...]
    while line.last == UInt8(ascii: "\r") { line = line.dropLast() }
    let isBlank = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
    // The first line goes on with none.
    if foldedNumber == 0 { line = line.drop(while: isBlank) }
    if let first = line.first, isBlank(first) {
      if folded.count + line.count > LineSplitter.longestLine {
        isTooLong = true
      } else if !isTooLong {
        folded.append(contentsOf: line.dropFirst())
      }
      return []
    }
    let parts = unfolded()
    folded = Array(line)
    foldedNumber = number
    // So much comes of a longer one.
    isTooLong = line.count >= LineSplitter.longestLine
    return parts
  }

  mutating func finish() -> [Part] {
    guard !isHopeless else { return [] }
    let parts = unfolded()
    guard !isHopeless else { return parts }
    if let last = open.last {
      let name = shown(last.name)
      return parts + [refusal(last.line, "The file ends within the \(name) begun here.")]
    }
    return hasCalendar ? parts : parts + [refusal(1, "The file has no calendar in it.")]
  }

  private func refusal(_ line: Int, _ sentence: String) -> Part {
    .problem(line: line, .badRequest(sentence))
  }

  private mutating func unfolded() -> [Part] {
    defer {
      folded = []
      isTooLong = false
    }
    guard !folded.allSatisfy({ $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }) else {
      return []
    }
    let name = ICalendarLine.name(folded)
    // What nobody reads need not be right: a picture can be larger than any line may be.
    if hasCalendar, !Self.names.contains(name), Self.isName(name, folded) {
      return []
    }
    if isTooLong {
      let limit = LineSplitter.longestLine >> 20
      return [refusal(foldedNumber, "The line has more than \(limit) MiB.")]
    }
    let line: ICalendarLine
    do {
      line = try ICalendarLine(folded, number: foldedNumber)
    } catch {
      // What follows cannot be trusted.
      if !hasCalendar { isHopeless = true }
      return [.problem(line: foldedNumber, error)]
    }
    switch line.name {
    case "BEGIN": return begin(line)
    case "END": return end(line)
    default:
      if open.isEmpty { return hopeless(line.number, "The file has no calendar in it.") }
      open[open.count - 1].properties.append(line)
      return []
    }
  }

  /// The properties that somebody reads.
  private static let names: Set<String> = [
    "BEGIN", "END", "CALSCALE", "METHOD", "X-WR-TIMEZONE", "TZID", "TZOFFSETFROM", "TZOFFSETTO",
    "UID",
    "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "EXRULE", "RECURRENCE-ID", "STATUS",
    "SEQUENCE", "DTSTAMP", "LAST-MODIFIED", "SUMMARY", "LOCATION",
  ]

  /// Whether a line begins as a property does.
  private static func isName(_ name: String, _ line: [UInt8]) -> Bool {
    !name.isEmpty && name.utf8.count < line.count
      && name.utf8.allSatisfy {
        switch $0 {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
          UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
          true
        default: false
        }
      }
  }

  // MARK: Components

  private mutating func hopeless(_ line: Int, _ sentence: String) -> [Part] {
    isHopeless = true
    return [refusal(line, sentence)]
  }

  private mutating func begin(_ line: ICalendarLine) -> [Part] {
    let name = line.value.withoutBlanks.uppercased()
    guard name == "VCALENDAR" || !open.isEmpty else {
      return hopeless(line.number, "The file has no calendar in it.")
    }
    hasCalendar = true
    open.append(Component(name: name, line: line.number))
    return []
  }

  private mutating func end(_ line: ICalendarLine) -> [Part] {
    let name = line.value.withoutBlanks.uppercased()
    guard let closed = open.popLast(), closed.name == name else {
      return hopeless(line.number, "The file ends a \(shown(name)) that has not begun.")
    }
    switch name {
    case "VEVENT":
      events.append(closed)
    case "STANDARD", "DAYLIGHT":
      observances.append(closed.properties)
    case "VTIMEZONE":
      if let name = closed.properties.first(where: { $0.name == "TZID" })?.text {
        calendar.zones.describe(name.withoutBlanks, observances)
      }
      observances = []
    case "VCALENDAR":
      defer {
        calendar = ICalendar()
        events = []
      }
      if let scale = closed.properties.first(where: { $0.name == "CALSCALE" }),
        scale.value.withoutBlanks.uppercased() != "GREGORIAN"
      {
        let name = shown(scale.value)
        return [refusal(scale.number, "The calendar counts its days as \(name), not GREGORIAN.")]
      }
      calendar.method = closed.properties.first { $0.name == "METHOD" }?.value.withoutBlanks
        .uppercased()
      if let name = closed.properties.first(where: { $0.name == "X-WR-TIMEZONE" })?.text {
        calendar.zones.home = name.withoutBlanks
      }
      calendar.events = events.map {
        ICalendarEvent(line: $0.line, $0.properties, in: calendar.zones, method: calendar.method)
      }
      return [.calendar(calendar)]
    default:
      // An alarm within an event is no entry of its own.
      if open.count == 1 { calendar.passedOver += 1 }
    }
    return []
  }
}
