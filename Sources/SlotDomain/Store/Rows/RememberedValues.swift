/// Values from the journal on their way back into an object. What is not among them stays.
struct RememberedValues {
  let values: Change.Values

  init(_ values: Change.Values) { self.values = values }

  private func instant(_ name: String) -> Instant? {
    values[name]?.integer.map { Instant(milliseconds: $0).datable }
  }

  private func count(_ name: String) -> Int? { values[name]?.integer?.countable }

  private func metadata() -> Metadata? {
    values["metadata"].map { Metadata(stored: $0.storedText) }
  }

  var start: Instant? { instant("start_date") }
  var slotID: Slot.ID? { values["slot_id"]?.string.flatMap { Slot.ID($0) } }

  /// When a slot was, if that is remembered; what is not is as of the present one.
  func range(of present: Slot?) -> TimeRange? {
    guard values["start_date"] != nil || values["end_date"] != nil,
      let start = instant("start_date") ?? present?.range.start,
      let end = instant("end_date") ?? present?.range.end, start < end
    else { return nil }
    return TimeRange(start: start, end: end)
  }

  /// What was allowed when it was written may be too long by now.
  ///
  /// - Throws: `.metadataTooLong` E042.
  func checkMetadata() throws(SlotError) {
    if let members = values["metadata"]?.members { try Metadata.checkLengths(members) }
  }

  /// `JournalProperties` has seen that it is there.
  private func required<Value>(_ value: Value?, _ name: String) throws(SlotError) -> Value {
    guard let value else { throw .unexpected("The journal does not know the \(name)") }
    return value
  }

  func applied(to slot: Slot) -> Slot {
    var slot = slot
    slot.range = TimeRange(
      start: instant("start_date") ?? slot.range.start,
      end: instant("end_date") ?? slot.range.end
    )
    slot.capacity = count("capacity") ?? slot.capacity
    slot.status = values["status"]?.string.flatMap(Slot.Status.init) ?? slot.status
    slot.isLockable = values["lockable"]?.bool ?? slot.isLockable
    if values["locked_until"] != nil { slot.storedLock = lock() }
    slot.metadata = metadata() ?? slot.metadata
    return slot
  }

  private func lock() -> Slot.Lock? {
    guard let end = instant("locked_until") else { return nil }
    return Slot.Lock(
      end: end,
      owner: values["locked_by"]?.string ?? "somebody",
      number: values[JournalValues.lockNumber]?.integer ?? 0
    )
  }

  func slot(_ id: Slot.ID, in block: BookingBlock.ID) throws(SlotError) -> Slot {
    let range = TimeRange(
      start: try required(instant("start_date"), "start_date"),
      end: try required(instant("end_date"), "end_date")
    )
    let created = try required(instant("created_at"), "created_at")
    return applied(
      to: Slot(
        id: id,
        blockID: block,
        range: range,
        createdAt: created,
        updatedAt: instant("updated_at") ?? created
      )
    )
  }

  func applied(to block: BookingBlock) -> BookingBlock {
    BlockChanges(
      name: values["name"]?.string,
      timezone: values["timezone"]?.string,
      status: values["status"]?.string.flatMap(BookingBlock.Status.init),
      bookingDisabledBefore: count("booking_disabled_before"),
      metadata: metadata()
    ).applied(to: block)
  }

  func block(_ id: BookingBlock.ID) throws(SlotError) -> BookingBlock {
    let created = try required(instant("created_at"), "created_at")
    return applied(
      to: BookingBlock(
        id: id,
        shortID: try required(values["short_id"]?.string, "short_id"),
        name: try required(values["name"]?.string, "name"),
        timezone: try required(values["timezone"]?.string, "timezone"),
        createdAt: created,
        updatedAt: instant("updated_at") ?? created
      )
    )
  }

  func applied(to appointment: Appointment) -> Appointment {
    var appointment = appointment
    if let slotID { appointment.slotID = slotID }
    appointment.status =
      values["status"]?.string.flatMap(Appointment.Status.init) ?? appointment.status
    appointment.metadata = metadata() ?? appointment.metadata
    return appointment
  }

  /// The block's id is not remembered, since it follows from the slot.
  func appointment(_ id: Appointment.ID) throws(SlotError) -> Appointment {
    let slot = try required(slotID, "slot_id")
    let created = try required(instant("created_at"), "created_at")
    return applied(
      to: Appointment(
        id: id,
        blockID: BookingBlock.ID(high: 0, low: 0),
        slotID: slot,
        createdAt: created,
        updatedAt: instant("updated_at") ?? created
      )
    )
  }
}
