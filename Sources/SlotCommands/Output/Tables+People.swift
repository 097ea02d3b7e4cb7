import SlotDomain
import TerminalKit

/// Tables for whoever has somebody on the telephone: when, where, who, and their number.
extension Tables {
  func freePlaces(_ slots: [Slot]) throws(SlotError) -> [String] {
    guard !slots.isEmpty else { return [] }
    var table = Table([
      Table.Column(title: "ID"), Table.Column(title: "TIME"), Table.Column(title: "OFFSET"),
      Table.Column(title: "BLOCK", isFlexible: true), Table.Column(title: "FREE", isRight: true),
    ])
    for slot in slots {
      let words = try words(slot.blockID)
      table.add([
        slot.id.short, words.range(slot.range), words.offset(slot.range.start),
        try session.blocks.block(slot.blockID).name, "\(slot.freePlaces)",
      ])
    }
    return table.lines()
  }

  /// Below whoever has cancelled it is said.
  func people(_ appointments: [Appointment]) throws(SlotError) -> [String] {
    let rows = try appointments.map { (appointment) throws(SlotError) in
      let remark = appointment.status == .cancelled ? "cancelled" : nil
      return PersonRow(appointment, try session.store.slot(appointment.slotID), remark)
    }
    return try people(rows)
  }

  /// Below each the place that is proposed.
  func tray(_ rows: [TrayRow]) throws(SlotError) -> [String] {
    try people(
      rows.map { (row) throws(SlotError) in
        PersonRow(row.appointment, row.slot, try proposal(row))
      }
    )
  }

  private func proposal(_ row: TrayRow) throws(SlotError) -> String {
    guard let slot = row.proposal else { return "no free place" }
    let (words, block) = (try words(slot.blockID), try session.blocks.block(slot.blockID))
    let place = slot.blockID == row.slot.blockID ? "" : PlainText.safe(", \(block.name)")
    let isOnOneClock = try self.words(row.slot.blockID).zone == words.zone
    let offset = isOnOneClock ? "" : " " + words.offset(slot.range.start)
    let when = PlainText.safe("free: \(words.range(slot.range))\(offset)")
    let id = " (--to \(slot.id.short))"
    // Without the id nobody could be moved there.
    let room = max(0, Table.room - 10 - when.count - id.count)
    return "\(when)\(PlainText.cut(place, to: room))\(id)"
  }

  private struct PersonRow {
    let appointment: Appointment
    let slot: Slot
    /// Stands on a line of its own.
    let remark: String?

    init(_ appointment: Appointment, _ slot: Slot, _ remark: String?) {
      (self.appointment, self.slot, self.remark) = (appointment, slot, remark)
    }
  }

  private func people(_ rows: [PersonRow]) throws(SlotError) -> [String] {
    guard !rows.isEmpty else { return [] }
    let times = try rows.map { (row) throws(SlotError) in try words(row.slot.blockID) }
    // Where one clock does not tell them apart.
    let isOffsetNeeded =
      times.contains { $0.zone != times[0].zone }
      || zip(times, rows).contains { $0.isTwice($1.slot.range.start) }
    let offset = isOffsetNeeded ? [Table.Column(title: "OFFSET")] : []
    var table = Table(
      [Table.Column(title: "ID"), Table.Column(title: "TIME")] + offset + [
        Table.Column(title: "BLOCK", isFlexible: true),
        Table.Column(title: "NAME", isFlexible: true),
        Table.Column(title: "PHONE", isFlexible: true),
      ]
    )
    for (row, times) in zip(rows, times) {
      let (slot, metadata) = (row.slot, row.appointment.metadata)
      let start = slot.range.start
      table.add(
        [row.appointment.id.short, times.moment(start)]
          + (isOffsetNeeded ? [times.offset(start)] : []) + [
            try session.blocks.block(slot.blockID).name, row.appointment.label,
            AppointmentMember.phone.text(in: metadata),
          ]
      )
    }
    var lines = table.lines()[...]
    let title = lines.removeFirst()
    return [title]
      + zip(lines, rows).flatMap { line, row in
        [line] + (row.remark.map { [String(repeating: " ", count: 10) + $0] } ?? [])
      }
  }
}
