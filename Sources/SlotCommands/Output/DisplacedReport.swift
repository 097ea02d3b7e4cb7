import SlotDomain

/// Who a change of many slots leaves without a place, or with another time, by name.
struct DisplacedReport {
  let displaced: [BulkPreview.Displaced]
  let session: Session

  /// `booked: Ada, Thu 2035-01-11 09:00–09:20`
  func lines() throws(SlotError) -> [String] {
    try displaced.map { (displaced) throws(SlotError) in
      "booked: \(displaced.appointment.label),"
        + " \(TimeWords(zone: try zone(displaced)).range(displaced.slot.range))"
    }
  }

  func json() throws(SlotError) -> JSONValue {
    .array(
      try displaced.map { (displaced) throws(SlotError) in
        let dates = try session.dates(of: displaced.slot.blockID)
        return .object([
          "id": .string("\(displaced.appointment.id)"),
          "name": .string(displaced.appointment.label),
          "slot_id": .string("\(displaced.slot.id)"),
          "start_date": .string(dates.text(displaced.slot.range.start)),
        ])
      }
    )
  }

  private func zone(_ displaced: BulkPreview.Displaced) throws(SlotError) -> Zone {
    try session.blocks.zone(of: displaced.slot.blockID)
  }
}
