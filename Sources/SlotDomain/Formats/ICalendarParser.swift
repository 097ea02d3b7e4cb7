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
    let line = line.last == UInt8(ascii: "\r") ? line.dropLast() : line[...]
    if let first = line.first, first == UInt8(ascii: " ") || first == UInt8(ascii: "\t") {
      if folded.count + line.count > LineSplitter.longestLine {
        isTooLong = true
      } else {
        folded.append(contentsOf: line.dropFirst())
      }
      return []
    }
    let parts = unfolded()
    folded = Array(line)
    foldedNumber = number
    return parts
  }

  mutating func finish() -> [Part] {
    guard !isHopeless else { return [] }
    let parts = unfolded()
    guard !isHopeless else { return parts }
    if let last = open.last {
      return parts + [refusal(last.line, "The file ends within the \(last.name) begun here.")]
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
    if isTooLong {
      let limit = LineSplitter.longestLine >> 20
      return [refusal(foldedNumber, "The line has more than \(limit) MiB.")]
    }
    guard !folded.allSatisfy({ $0 == UInt8(ascii: " ") }) else { return [] }
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

  // MARK: Components

  private mutating func hopeless(_ line: Int, _ sentence: String) -> [Part] {
    isHopeless = true
    return [refusal(line, sentence)]
  }

  private mutating func begin(_ line: ICalendarLine) -> [Part] {
    let name = line.value.uppercased()
    guard name == "VCALENDAR" || !open.isEmpty else {
      return hopeless(line.number, "The file has no calendar in it.")
    }
    hasCalendar = true
    open.append(Component(name: name, line: line.number))
    return []
  }

  private mutating func end(_ line: ICalendarLine) -> [Part] {
    let name = line.value.uppercased()
    guard let closed = open.popLast(), closed.name == name else {
      return hopeless(line.number, "The file ends a \(shown(name)) that has not begun.")
    }
    switch name {
    case "VEVENT":
      calendar.events.append(ICalendarEvent(line: closed.line, properties: closed.properties))
    case "STANDARD", "DAYLIGHT":
      observances.append(closed.properties)
    case "VTIMEZONE":
      if let name = closed.properties.first(where: { $0.name == "TZID" })?.value {
        calendar.zones[name] = Self.zone(observances)
      }
      observances = []
    case "VCALENDAR":
      defer { calendar = ICalendar() }
      return [.calendar(calendar)]
    default:
      // An alarm within an event is no entry of its own.
      if open.count == 1 { calendar.passedOver += 1 }
    }
    return []
  }

  private static func zone(_ observances: [[ICalendarLine]]) -> Result<EmbeddedZone, SlotError> {
    do {
      return .success(try EmbeddedZone(observances))
    } catch {
      return .failure(error)
    }
  }
}
