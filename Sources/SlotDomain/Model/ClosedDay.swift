/// Days on which nothing takes place, and why: a public holiday, for one.
public struct ClosedDay: Hashable, Sendable {
  /// First and last day, both of them included.
  public let days: ClosedRange<CivilDate>
  /// Empty where it has none.
  public let name: String

  public init(days: ClosedRange<CivilDate>, name: String) {
    self.days = days
    self.name = name
  }
}

extension [ClosedDay] {
  /// Those that touch one of the slots, on the clock of its block.
  public func touching(_ slots: [Slot], of blocks: [BookingBlock]) -> [ClosedDay] {
    let zones = Dictionary(uniqueKeysWithValues: blocks.map { ($0.id, $0.zone) })
    let dates = slots.reduce(into: Set<CivilDate>()) { dates, slot in
      guard let zone = zones[slot.blockID] else { return }
      let last = zone.date(slot.range.end - Span(milliseconds: 1))
      var date = zone.date(slot.range.start)
      while date <= last {
        dates.insert(date)
        date = date.adding(days: 1)
      }
    }
    return filter { day in dates.contains(where: day.days.contains) }
  }

  /// So many names are told one by one.
  private static let mostNames = 5

  /// Why slots are closed on them: what they are called, each once. Nil where none has a name.
  public var reason: String? {
    let names = map(\.name).filter { !$0.isEmpty }.withoutRepeats
    guard !names.isEmpty else { return nil }
    let rest = names.count - Self.mostNames
    return names.prefix(Self.mostNames).joined(separator: ", ")
      + (rest > 0 ? " and \(counted(rest, "other day"))" : "")
  }
}
