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
  private var parser = ICalendarParser()

  /// - `zone`: The block's.
  /// - `until`: Where repetitions without an end are cut; nil: they are refused.
  public init(block: BookingBlock.ID, zone: Zone, until: Instant?) {
    self.block = block
    self.zone = zone
    self.until = until
  }

  public mutating func read(_ line: [UInt8], number: Int) -> [ReadRecord] {
    records(parser.read(line, number: number))
  }

  public mutating func finish() -> [ReadRecord] { records(parser.finish()) }

  private mutating func records(_ parts: [ICalendarParser.Part]) -> [ReadRecord] {
    var records: [ReadRecord] = []
    for part in parts {
      switch part {
      case .problem(let line, let error): records.append(ReadRecord(line: line, .failure(error)))
      case .calendar(let calendar): take(calendar, into: &records)
      }
    }
    return records
  }

  private mutating func take(_ calendar: ICalendar, into records: inout [ReadRecord]) {
    passedOver += calendar.passedOver
    let context = calendar.context(zone: zone, until: until)
    let replaced = calendar.replaced(context)
    for event in calendar.events {
      do {
        if event.isCancelled, !event.isOurs {
          passedOver += 1
          continue
        }
        let slots = try event.slots(of: block, context, without: replaced[event.key] ?? [])
        records += slots.map { ReadRecord(line: event.line, .success(.slot($0))) }
      } catch {
        records.append(ReadRecord(line: event.line, .failure(error)))
      }
    }
  }
}
