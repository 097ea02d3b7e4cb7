import SlotDomain

/// Who a change of many slots leaves without a place, or with another time, by name.
struct DisplacedReport {
  let displaced: [BulkPreview.Displaced]
  let session: Session

  /// `booked: Ada, Thu 2035-01-11 09:00–09:20`, and the block where they are of several.
  func lines() throws(SlotError) -> [String] {
    let areOfSeveral = Set(displaced.map(\.slot.blockID)).count > 1
    return try displaced.map { (displaced) throws(SlotError) in
      let block = try session.blocks.block(displaced.slot.blockID)
      let zone = try session.blocks.zone(of: block.id)
      let range = TimeWords(zone: zone).range(displaced.slot.range)
      return "booked: \(displaced.appointment.label), \(range)"
        + (areOfSeveral ? ", \(block.name)" : "")
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
}
