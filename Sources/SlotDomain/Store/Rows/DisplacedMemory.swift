/// Remembers which slots serve nobody, so that a screen that counts their people all day does not look
/// through all slots to come each time: only at those that something happened to since.
struct DisplacedMemory {
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
