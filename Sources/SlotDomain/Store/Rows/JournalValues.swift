/// How objects look in the journal: JSON text with the property names of the wire, dates as UTC
/// milliseconds. Written by hand into one string, because a plan of 100,000 slots writes as many.
///
/// A change keeps only the properties that differ, on both sides. A whole slot names a lock only when
/// it has one.
enum JournalValues {
  /// Under this name the number of a lock is remembered. It means something to the store alone and
  /// is taken out before others see the values.
  static let lockNumber = "lock"

  static func all(_ slot: Slot) -> String { text(of: slot, unlike: nil) }
  static func all(_ block: BookingBlock) -> String { text(of: block, unlike: nil) }
  static func all(_ appointment: Appointment) -> String { text(of: appointment, unlike: nil) }

  static func difference(_ before: Slot, _ after: Slot) -> (String, String) {
    (text(of: before, unlike: after), text(of: after, unlike: before))
  }

  static func difference(_ before: BookingBlock, _ after: BookingBlock) -> (String, String) {
    (text(of: before, unlike: after), text(of: after, unlike: before))
  }

  static func difference(_ before: Appointment, _ after: Appointment) -> (String, String) {
    (text(of: before, unlike: after), text(of: after, unlike: before))
  }

  private static func text(of slot: Slot, unlike other: Slot?) -> String {
    var text = ObjectText()
    if slot.range.start != other?.range.start { text.add("start_date", slot.range.start) }
    if slot.range.end != other?.range.end { text.add("end_date", slot.range.end) }
    if slot.capacity != other?.capacity { text.add("capacity", Int64(slot.capacity)) }
    if slot.status != other?.status { text.add("status", slot.status.rawValue) }
    if slot.isLockable != other?.isLockable { text.add("lockable", slot.isLockable) }
    if let other {
      if slot.storedLock != other.storedLock { text.add(slot.storedLock) }
    } else if slot.storedLock != nil {
      text.add(slot.storedLock)
    }
    if slot.metadata != other?.metadata { text.add("metadata", json: slot.metadata.json) }
    if slot.createdAt != other?.createdAt { text.add("created_at", slot.createdAt) }
    if slot.updatedAt != other?.updatedAt { text.add("updated_at", slot.updatedAt) }
    return text.finished
  }

  private static func text(of block: BookingBlock, unlike other: BookingBlock?) -> String {
    var text = ObjectText()
    if block.exactName != other?.exactName { text.add("name", block.name) }
    if block.shortID != other?.shortID { text.add("short_id", block.shortID) }
    if block.timezone != other?.timezone { text.add("timezone", block.timezone) }
    if block.status != other?.status { text.add("status", block.status.rawValue) }
    if block.bookingDisabledBefore != other?.bookingDisabledBefore {
      text.add("booking_disabled_before", Int64(block.bookingDisabledBefore))
    }
    if block.metadata != other?.metadata { text.add("metadata", json: block.metadata.json) }
    if block.createdAt != other?.createdAt { text.add("created_at", block.createdAt) }
    if block.updatedAt != other?.updatedAt { text.add("updated_at", block.updatedAt) }
    return text.finished
  }

  private static func text(of appointment: Appointment, unlike other: Appointment?) -> String {
    var text = ObjectText()
    if appointment.slotID != other?.slotID { text.add("slot_id", "\(appointment.slotID)") }
    if appointment.status != other?.status { text.add("status", appointment.status.rawValue) }
    if appointment.metadata != other?.metadata {
      text.add("metadata", json: appointment.metadata.json)
    }
    if appointment.createdAt != other?.createdAt { text.add("created_at", appointment.createdAt) }
    if appointment.updatedAt != other?.updatedAt { text.add("updated_at", appointment.updatedAt) }
    return text.finished
  }
}

/// A JSON object that grows by one member after the other.
private struct ObjectText {
  private var text = "{"

  var finished: String { text + "}" }

  private mutating func begin(_ name: String) {
    text += text.utf8.count == 1 ? "\"" : ",\""
    text += name
    text += "\":"
  }

  mutating func add(_ name: String, json: String) {
    begin(name)
    text += json
  }

  mutating func add(_ name: String, _ value: Int64) { add(name, json: String(value)) }
  mutating func add(_ name: String, _ value: Instant) { add(name, value.milliseconds) }
  mutating func add(_ name: String, _ value: Bool) { add(name, json: value ? "true" : "false") }

  mutating func add(_ name: String, _ value: String) {
    begin(name)
    JSONWriter.add(quoted: value, to: &text, escapesHidden: false)
  }

  mutating func add(_ lock: Slot.Lock?) {
    guard let lock else {
      for name in ["locked_until", "locked_by", JournalValues.lockNumber] {
        add(name, json: "null")
      }
      return
    }
    add("locked_until", lock.end)
    add("locked_by", lock.owner)
    add(JournalValues.lockNumber, lock.number)
  }
}
