/// The days that a calendar marks as a whole: public holidays, for one. What has times of day, and what
/// does not take place, is passed over.
///
/// - Note: Source: RFC 5545.
public struct WholeDayReader {
  /// In the order of the file.
  public private(set) var days: [ClosedRange<CivilDate>] = []
  /// What could not be read, and on which line.
  public private(set) var refusals: [(line: Int, cause: SlotError)] = []
  private let span: ClosedRange<CivilDate>
  private var parser = ICalendarParser()

  /// - Parameter span: Only days that fall into it are wanted.
  public init(within span: ClosedRange<CivilDate>) { self.span = span }

  /// Takes the next line, without its end.
  ///
  /// - `number`: Counted from 1.
  public mutating func read(_ line: [UInt8], number: Int) {
    take(parser.read(line, number: number))
  }

  /// After this, `days` and `refusals` are complete.
  public mutating func finish() { take(parser.finish()) }

  private mutating func take(_ parts: [ICalendarParser.Part]) {
    for part in parts {
      switch part {
      case .problem(let line, let cause): refusals.append((line, cause))
      case .calendar(let calendar): take(calendar)
      }
    }
  }

  private mutating func take(_ calendar: ICalendar) {
    // Days have no zone: in UTC each of them begins and is as long as all others.
    let end = Zone.utc.startOfDay(span.upperBound.adding(days: 1))
    let context = calendar.context(zone: .utc, until: end)
    let replaced = calendar.replaced(context)
    for event in calendar.events {
      do {
        days += try event.days(context, without: replaced[event.key] ?? [])
          .filter { $0.overlaps(span) }
      } catch {
        refusals.append((event.line, error))
      }
    }
  }
}
