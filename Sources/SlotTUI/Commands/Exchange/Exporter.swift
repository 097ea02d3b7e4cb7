import SlotDomain

/// Writes what is wanted of a store in some format, without ever having all of it in memory.
final class Exporter {
  let session: Session
  let range: TimeRange
  private let block: BookingBlock?
  private let target: OutputFile
  private let bar: ProgressBar?
  private var total = 0
  private(set) var blocks = 0
  private(set) var slots = 0
  private(set) var appointments = 0

  /// - Parameters:
  ///   - block: Nil for all.
  ///   - range: Slots that overlap it are wanted.
  init(
    session: Session,
    block: BookingBlock?,
    range: TimeRange,
    target: OutputFile,
    bar: ProgressBar?
  ) {
    self.session = session
    self.block = block
    self.range = range
    self.target = target
    self.bar = bar
  }

  /// To be called in one moment of the store.
  func write(_ format: FileFormat) throws(SlotError) {
    switch format {
    case .ndjson: try writeNDJSON()
    case .csv: try writeCSV()
    }
  }

  // MARK: What the formats are made with

  func put(_ text: String) throws(SlotError) { try target.write(text) }

  func wantedBlocks() throws(SlotError) -> [BookingBlock] {
    let wanted = if let block { [block] } else { try session.store.blocks() }
    blocks = wanted.count
    return wanted
  }

  func forEachSlot(
    of block: BookingBlock,
    _ body: (Slot) throws(SlotError) -> Void
  ) throws(SlotError) {
    try session.store.forEachSlot(of: block.id, in: range) { (slot) throws(SlotError) in
      slots += 1
      count()
      try body(slot)
    }
  }

  func forEachAppointment(
    of block: BookingBlock,
    _ body: (Appointment) throws(SlotError) -> Void
  ) throws(SlotError) {
    try session.store.forEachAppointment(of: block.id, in: range) {
      (appointment) throws(SlotError) in
      appointments += 1
      count()
      try body(appointment)
    }
  }

  private func count() {
    let done = slots + appointments
    guard let bar, done.isMultiple(of: WorkProgress.stride) else { return }
    bar.show("Exporting", done: done, total: max(total, done))
  }

  // MARK: CSV

  private func writeCSV() throws(SlotError) {
    try put(SlotCSV.header)
    for block in try wantedBlocks() {
      try forEachSlot(of: block) { (slot) throws(SlotError) in
        try put(SlotCSV.row(slot, in: block, at: session.now))
      }
    }
  }

  // MARK: NDJSON

  private func writeNDJSON() throws(SlotError) {
    let blocks = try wantedBlocks()
    for block in blocks {
      let counts = try session.store.counts(of: block.id, at: session.now)
      total += counts.slots + counts.activeAppointments + counts.cancelledAppointments
      try put(BlockJSON.value(block, counts: counts).text() + "\n")
    }
    for block in blocks {
      try forEachSlot(of: block) { (slot) throws(SlotError) in
        var slot = slot
        slot.storedLock = nil
        try put(SlotJSON.value(slot, in: block, at: session.now).text() + "\n")
      }
    }
    for block in blocks {
      try forEachAppointment(of: block) { (appointment) throws(SlotError) in
        try put(AppointmentJSON.value(appointment).text() + "\n")
      }
    }
  }
}
