/// The days that a calendar marks as a whole: public holidays, for one. What has times of day, and what
/// does not take place, is passed over.
///
/// - Note: Source: RFC 5545.
public struct WholeDayReader {
  /// In the order of the file, each with what the event is called.
  public private(set) var closedDays: [ClosedDay] = []
  public var days: [ClosedRange<CivilDate>] { closedDays.map(\.days) }
  /// What could not be read, and on which line.
  public private(set) var refusals: [(line: Int, cause: SlotError)] = []
  private let span: ClosedRange<CivilDate>
  private var parser = ICalendarParser()
  private var events: [ICalendarEvent] = []

  /// - Parameter span: Only days that fall into it are wanted.
  public init(within span: ClosedRange<CivilDate>) { self.span = span }

  /// Takes the next line, without its end.
  ///
  /// - `number`: Counted from 1.
  public mutating func read(_ line: [UInt8], number: Int) {
    gather(parser.read(line, number: number))
  }

  /// After this, `closedDays` and `refusals` are complete.
  public mutating func finish() {
    gather(parser.finish())
    for series in ICalendarSeries.grouped(events) { expand(series) }
  }

  private mutating func gather(_ parts: [ICalendarParser.Part]) {
    for part in parts {
      switch part {
      case .problem(let line, let cause): refusals.append((line, cause))
      case .calendar(let calendar): events += calendar.events
      }
    }
  }

  private mutating func expand(_ series: ICalendarSeries) {
    let newest = ICalendarEvent.newest(of: series.masters)
    if newest.contains(where: \.isWithdrawn) { return }
    // Days have no zone: in UTC each of them begins and is as long as all others.
    let end = Zone.utc.startOfDay(span.upperBound.adding(days: 1))
    var context = ICalendarSeries.Context(zone: .utc, until: end)
    // A day that lasts can begin long before.
    context.from = span.lowerBound.adding(days: -400)
    if newest.isEmpty { add(series.wholeDays.expanded(nil, context)) }
    for master in newest {
      if master.hasTimes {
        add(series.wholeDays.expanded(nil, context))
      } else {
        add(series.expanded(master, context))
      }
    }
  }

  private mutating func add(_ expansion: ICalendarExpansion) {
    refusals += expansion.refusals
    for instance in expansion.instances where instance.event.isWholeDay {
      let first = instance.start.date
      let last = max(first, Zone.utc.date(instance.range.end - Span(milliseconds: 1)))
      guard (first...last).overlaps(span) else { continue }
      let name = instance.event.first("SUMMARY")?.text ?? ""
      closedDays.append(ClosedDay(days: first...last, name: name))
    }
  }
}

extension ICalendarSeries {
  /// Without the changes that have times of day: of repetitions that have some, nobody asks where they
  /// went.
  fileprivate var wholeDays: ICalendarSeries {
    var series = self
    series.changes.removeAll { $0.hasTimes || $0.isWithdrawn }
    return series
  }
}
