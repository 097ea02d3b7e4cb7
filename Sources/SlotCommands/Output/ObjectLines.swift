import SlotDomain

/// Objects on their way to standard output, one a line.
final class ObjectLines {
  private let session: Session
  private let output: OutputFile

  init(_ session: Session) throws(SlotError) {
    self.session = session
    output = try OutputFile(nil, store: "")
  }

  func put(_ value: JSONValue) throws(SlotError) { try output.write(value.text() + "\n") }

  func put(_ slot: Slot) throws(SlotError) {
    let block = try session.blocks.block(slot.blockID)
    let dates = try session.dates(of: slot.blockID)
    let now = session.now
    try output.write {
      SlotJSON.appendLine(slot, in: block, at: now, dates: dates, withLock: true, to: &$0)
    }
  }

  func put(_ appointment: Appointment) throws(SlotError) {
    try put(AppointmentJSON.value(appointment, dates: try session.dates(of: appointment.blockID)))
  }

  func finish() throws(SlotError) { try output.finish() }
}
