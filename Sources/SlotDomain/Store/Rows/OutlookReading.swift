/// Reads what is free around a view, in one batch.
struct OutlookReading {
  private var displaced = DisplacedMemory()

  mutating func read(
    _ rows: any RowEngine,
    of block: BookingBlock.ID?,
    today: TimeRange,
    period: TimeRange,
    at now: Instant
  ) throws(SlotError) -> Outlook {
    let available = RowCondition.available(at: now)
    var needs = Needs()
    if let block {
      let next = NearestSlot(direction: .after, moment: now, block: block, condition: available)
      needs.nearest = [next]
    }
    let future = TimeRange(start: now, end: TimeRange.all.end)
    needs.fittingSlots = [FittingSlots(range: future, condition: available, limit: 1)]
    needs.position = true
    needs.displacedSlots = displaced.question(at: now)
    needs.freePlaces = [(today, available), (period, available)]
    let found = try rows.find(needs)
    var outlook = Outlook()
    outlook.nextFree = found.nearest.first ?? nil
    outlook.nextFreeAnywhere = found.fittingSlots.first?.first
    outlook.toRebook = displaced.count(found.displacedSlots, found.position, at: now)
    outlook.freeToday = found.freePlaces.first ?? [:]
    outlook.freeInPeriod = found.freePlaces.last ?? [:]
    return outlook
  }
}

/// Remembers which slots serve nobody, so that a screen that counts their people all day does not look
/// through all slots to come each time: only at those that something happened to since.
private struct DisplacedMemory {
  private var position: JournalPosition?
  private var moment = Instant(milliseconds: .min)
  private var rows: [Int64: FoundDisplacedSlots.Row] = [:]

  /// What has to be asked for.
  func question(at now: Instant) -> DisplacedSlots {
    // Of what had ended by then nothing is remembered.
    DisplacedSlots(now: now, since: now < moment ? nil : position)
  }

  /// How many active appointments are in those slots.
  ///
  /// - `position`: Where the journal stood when that was found.
  mutating func count(
    _ found: FoundDisplacedSlots?,
    _ position: JournalPosition?,
    at now: Instant
  ) -> Int {
    guard let found else { return 0 }
    if let touched = found.touched {
      for key in touched { rows[key] = nil }
      rows = rows.filter { $0.value.end > now }
    } else {
      rows = [:]
    }
    for row in found.rows { rows[row.key] = row }
    (self.position, moment) = (position, now)
    return rows.values.reduce(0) { $0 + $1.active }
  }
}
