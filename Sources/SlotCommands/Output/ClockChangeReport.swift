import SlotDomain

/// The clock's changes that a series of slots crosses, told so that nobody is surprised by them.
struct ClockChangeReport {
  private struct Crossing {
    let transition: Transition
    /// Slots that begin before it and end after it.
    let across: Int
  }

  let zone: Zone
  private let crossings: [Crossing]

  /// - `ranges`: Of slots of one block, by start.
  init(_ ranges: [TimeRange], in zone: Zone) {
    self.zone = zone
    guard let first = ranges.first, let last = ranges.last else {
      crossings = []
      return
    }
    crossings = zone.transitions(in: TimeRange(start: first.start, end: last.end)).map { change in
      Crossing(
        transition: change,
        across: ranges.count { $0.start < change.instant && change.instant < $0.end }
      )
    }
  }

  func json(_ dates: DateStyle) -> [JSONValue] {
    crossings.map {
      .object([
        "at": .string(dates.text($0.transition.instant)),
        "offset_after": .string(TimeText.offset($0.transition.offsetAfter)),
        "offset_before": .string(TimeText.offset($0.transition.offsetBefore)),
        "slots_across": .integer($0.across),
      ])
    }
  }

  /// `The clock changes on Sun 2027-03-28 03:00 from +01:00 to +02:00; times on the wall stay.`
  var sentences: [String] {
    crossings.map {
      "The clock changes on \(TimeWords(zone: zone).moment($0.transition.instant)) from"
        + " \(TimeText.offset($0.transition.offsetBefore)) to"
        + " \(TimeText.offset($0.transition.offsetAfter))"
        + ($0.across > 0 ? ", within \(counted($0.across, "slot"))." : ".")
    }
  }
}
