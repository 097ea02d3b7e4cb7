/// Reads the events of a calendar as the slots of one booking block.
///
/// An event is known again by its UID, a repetition also by the moment at which it was to begin. Its
/// UID, SUMMARY and LOCATION become metadata. A whole day is one of the block's own clock. Events that
/// do not take place, to-dos and the like are passed over.
///
/// - Note: Source: RFC 5545.
public struct ICalendarReader: RecordReader {
  public private(set) var passedOver = 0
  private let block: BookingBlock.ID
  private let zone: Zone
  private let until: Instant?

  /// The line that is being unfolded.
  private var folded: [UInt8] = []
  private var foldedNumber = 0
  private var isTooLong = false
  /// The components that are open, the outermost first.
  private var open: [Component] = []
  private var observances: [[ICalendarLine]] = []
  private var embedded: [String: Result<EmbeddedZone, SlotError>] = [:]
  private var events: [ICalendarEvent] = []
  private var hasCalendar = false
  private var isHopeless = false

  private struct Component {
    let name: String
    /// Where it begins.
    let line: Int
    var properties: [ICalendarLine] = []
  }

  /// - Parameters:
  ///   - zone: The block's.
  ///   - until: Where repetitions without an end are cut; nil: they are refused.
  public init(block: BookingBlock.ID, zone: Zone, until: Instant?) {
    self.block = block
    self.zone = zone
    self.until = until
  }

  // MARK: Lines

  public mutating func read(_ line: [UInt8], number: Int) -> [ReadRecord] {
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
    let records = unfolded()
    folded = Array(line)
    foldedNumber = number
    return records
  }

  public mutating func finish() -> [ReadRecord] {
    guard !isHopeless else { return [] }
    let records = unfolded()
    guard !isHopeless else { return records }
    if let last = open.last {
      return records + [refusal(last.line, "The file ends within the \(last.name) begun here.")]
    }
    return hasCalendar ? records : records + [refusal(1, "The file has no calendar in it.")]
  }

  private func refusal(_ line: Int, _ sentence: String) -> ReadRecord {
    ReadRecord(line: line, .failure(.badRequest(sentence)))
  }

  private mutating func unfolded() -> [ReadRecord] {
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
      return [ReadRecord(line: foldedNumber, .failure(error))]
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

  private mutating func hopeless(_ line: Int, _ sentence: String) -> [ReadRecord] {
    isHopeless = true
    return [refusal(line, sentence)]
  }

  private mutating func begin(_ line: ICalendarLine) -> [ReadRecord] {
    let name = line.value.uppercased()
    guard name == "VCALENDAR" || !open.isEmpty else {
      return hopeless(line.number, "The file has no calendar in it.")
    }
    hasCalendar = true
    open.append(Component(name: name, line: line.number))
    return []
  }

  private mutating func end(_ line: ICalendarLine) -> [ReadRecord] {
    let name = line.value.uppercased()
    guard let closed = open.popLast(), closed.name == name else {
      return hopeless(line.number, "The file ends a \(shown(name)) that has not begun.")
    }
    switch name {
    case "VEVENT":
      events.append(ICalendarEvent(line: closed.line, properties: closed.properties))
    case "STANDARD", "DAYLIGHT":
      observances.append(closed.properties)
    case "VTIMEZONE":
      if let name = closed.properties.first(where: { $0.name == "TZID" })?.value {
        embedded[name] = Self.zone(observances)
      }
      observances = []
    case "VCALENDAR":
      return closeCalendar()
    default:
      // An alarm within an event is no entry of its own.
      if open.count == 1 { passedOver += 1 }
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

  // MARK: Events

  /// Only at the end of a calendar is it known which repetitions others stand for, and every zone.
  private mutating func closeCalendar() -> [ReadRecord] {
    let context = ICalendarEvent.Context(
      block: block,
      zone: zone,
      until: until,
      embedded: embedded
    )
    var replaced: [String: Set<Instant>] = [:]
    for event in events {
      guard let uid = try? event.uid(), let moment = try? event.replaced(context) else { continue }
      replaced[uid, default: []].insert(moment)
    }
    var records: [ReadRecord] = []
    for event in events {
      do {
        let uid = try event.uid()
        if event.isCancelled, ICalendarText.slotID(ofUID: uid) == nil {
          passedOver += 1
          continue
        }
        let slots = try event.slots(context, without: replaced[uid] ?? [])
        records += slots.map { ReadRecord(line: event.line, .success(.slot($0))) }
      } catch {
        records.append(ReadRecord(line: event.line, .failure(error)))
      }
    }
    events = []
    embedded = [:]
    return records
  }
}
