/// Records of objects as bytes and back, for a file of one's own that is read again by the same
/// program: an import has a million of them and keeps none in memory.
public enum RecordBytes {
  /// Appends a record to bytes.
  public static func append(_ record: ObjectRecord, to bytes: inout [UInt8]) {
    var writer = Writer(bytes: bytes)
    bytes = []
    switch record {
    case .block(let block): writer.add(block)
    case .slot(let slot): writer.add(slot)
    case .appointment(let appointment): writer.add(appointment)
    case .withdrawal(let withdrawal): writer.add(withdrawal)
    }
    bytes = writer.bytes
  }

  /// The record that bytes begin with, and how many of them it took; nil for what `append` never
  /// wrote.
  public static func record(
    in bytes: UnsafeRawBufferPointer
  ) -> (record: ObjectRecord, count: Int)? {
    var reader = Reader(bytes: bytes)
    guard let record = reader.record() else { return nil }
    return (record, reader.position)
  }
}

/// The kinds of objects, as the first byte of a record has them.
private enum RecordKind: UInt8 {
  case block, slot, appointment, withdrawal
}

private struct Writer {
  var bytes: [UInt8]

  mutating func add(_ number: UInt64) {
    withUnsafeBytes(of: number) { bytes.append(contentsOf: $0) }
  }

  mutating func add<Object>(_ id: Identifier<Object>) {
    add(id.high)
    add(id.low)
  }

  mutating func add(_ instant: Instant) { add(UInt64(bitPattern: instant.milliseconds)) }

  mutating func add(_ text: String) {
    add(UInt64(text.utf8.count))
    bytes.append(contentsOf: text.utf8)
  }

  /// A byte that says whether there is a value, and the value.
  mutating func add<Value>(_ value: Value?, _ write: (inout Writer, Value) -> Void) {
    bytes.append(value == nil ? 0 : 1)
    if let value { write(&self, value) }
  }

  mutating func add(_ metadata: Metadata?) { add(metadata) { $0.add($1.json) } }
  mutating func add(_ number: Int?) { add(number) { $0.add(UInt64(bitPattern: Int64($1))) } }

  mutating func add(_ created: Instant?, _ updated: Instant?) {
    add(created) { $0.add($1) }
    add(updated) { $0.add($1) }
  }

  mutating func add(_ block: BlockRecord) {
    bytes.append(RecordKind.block.rawValue)
    add(block.id)
    let texts = [
      block.shortID, block.name, block.timezone, block.newTimezone, block.status?.rawValue,
    ]
    for text in texts { add(text) { $0.add($1) } }
    add(block.bookingDisabledBefore)
    add(block.metadata)
    add(block.createdAt, block.updatedAt)
  }

  mutating func add(_ slot: SlotRecord) {
    bytes.append(RecordKind.slot.rawValue)
    add(slot.id)
    add(slot.blockID)
    add(slot.range.start)
    add(slot.range.end)
    add(slot.capacity)
    add(slot.status) { $0.bytes.append($1 == .active ? 1 : 0) }
    add(slot.isLockable) { $0.bytes.append($1 ? 1 : 0) }
    add(slot.metadata)
    add(slot.members.isEmpty ? nil : JSONValue.object(slot.members).storedText) { $0.add($1) }
    add(slot.ownMembers?.sorted().joined(separator: "\n")) { $0.add($1) }
    add(slot.createdAt, slot.updatedAt)
  }

  mutating func add(_ appointment: AppointmentRecord) {
    bytes.append(RecordKind.appointment.rawValue)
    add(appointment.id)
    add(appointment.slotID)
    add(appointment.status) { $0.bytes.append($1 == .active ? 1 : 0) }
    add(appointment.metadata)
    add(appointment.createdAt, appointment.updatedAt)
  }

  mutating func add(_ withdrawal: WithdrawalRecord) {
    bytes.append(RecordKind.withdrawal.rawValue)
    add(withdrawal.blockID)
    add(withdrawal.uid)
    add(withdrawal.kept) { (writer, kept) in
      writer.add(kept.id)
      writer.add(kept.range.start)
      writer.add(kept.range.end)
    }
    add(withdrawal.only) { $0.add($1) { $0.add($1) } }
    add(withdrawal.from) { $0.add($1) }
    add(withdrawal.before) { $0.add($1) }
  }

  /// Their number, and the values.
  mutating func add<Value>(_ values: [Value], _ write: (inout Writer, Value) -> Void) {
    add(UInt64(values.count))
    for value in values { write(&self, value) }
  }
}

private struct Reader {
  let bytes: UnsafeRawBufferPointer
  var position = 0
  /// Whether something was missing or odd so far.
  var isBroken = false

  init(bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  mutating func record() -> ObjectRecord? {
    guard let kind = RecordKind(rawValue: byte()) else { return nil }
    let record: ObjectRecord =
      switch kind {
      case .block: .block(block())
      case .slot: .slot(slot())
      case .appointment: .appointment(appointment())
      case .withdrawal: .withdrawal(withdrawal())
      }
    return isBroken ? nil : record
  }

  private mutating func byte() -> UInt8 {
    guard position < bytes.count else {
      isBroken = true
      return 0
    }
    position += 1
    return bytes[position - 1]
  }

  private mutating func number() -> UInt64 {
    guard bytes.count - position >= 8 else {
      isBroken = true
      return 0
    }
    position += 8
    return bytes.loadUnaligned(fromByteOffset: position - 8, as: UInt64.self)
  }

  private mutating func text() -> String {
    guard let count = Int(exactly: number()), count <= bytes.count - position else {
      isBroken = true
      return ""
    }
    position += count
    return String(decoding: bytes[position - count..<position], as: UTF8.self)
  }

  private mutating func optional<Value>(_ read: (inout Reader) -> Value) -> Value? {
    byte() == 1 ? read(&self) : nil
  }

  private mutating func id<Object>() -> Identifier<Object> {
    Identifier(high: number(), low: number())
  }

  private mutating func instant() -> Instant {
    Instant(milliseconds: Int64(bitPattern: number()))
  }

  private mutating func optionalInstant() -> Instant? { optional { $0.instant() } }
  private mutating func optionalText() -> String? { optional { $0.text() } }
  private mutating func optionalFlag() -> Bool? { optional { $0.byte() == 1 } }
  private mutating func metadata() -> Metadata? { optional { Metadata(stored: $0.text()) } }

  private mutating func optionalNumber() -> Int? {
    optional { Int(Int64(bitPattern: $0.number())) }
  }

  private mutating func block() -> BlockRecord {
    var block = BlockRecord(id: id())
    block.shortID = optionalText()
    block.name = optionalText()
    block.timezone = optionalText()
    block.newTimezone = optionalText()
    block.status = optionalText().flatMap(BookingBlock.Status.init(rawValue:))
    block.bookingDisabledBefore = optionalNumber()
    block.metadata = metadata()
    block.createdAt = optionalInstant()
    block.updatedAt = optionalInstant()
    return block
  }

  private mutating func slot() -> SlotRecord {
    var slot = SlotRecord(
      id: id(),
      blockID: id(),
      range: TimeRange(start: instant(), end: instant())
    )
    slot.capacity = optionalNumber()
    slot.status = optionalFlag().map { $0 ? .active : .disabled }
    slot.isLockable = optionalFlag()
    slot.metadata = metadata()
    if let text = optionalText(), case .object(let members)? = try? JSONValue(parsing: text) {
      slot.members = members
    }
    slot.ownMembers = optionalText().map { Set($0.split(separator: "\n").map(String.init)) }
    slot.createdAt = optionalInstant()
    slot.updatedAt = optionalInstant()
    return slot
  }

  private mutating func appointment() -> AppointmentRecord {
    var appointment = AppointmentRecord(id: id(), slotID: id())
    appointment.status = optionalFlag().map { $0 ? .active : .cancelled }
    appointment.metadata = metadata()
    appointment.createdAt = optionalInstant()
    appointment.updatedAt = optionalInstant()
    return appointment
  }
  private mutating func withdrawal() -> WithdrawalRecord {
    var withdrawal = WithdrawalRecord(blockID: id(), uid: text())
    withdrawal.kept = list {
      WithdrawalRecord.Kept(id: $0.id(), range: TimeRange(start: $0.instant(), end: $0.instant()))
    }
    withdrawal.only = optional { $0.list { $0.id() } }
    withdrawal.from = optionalInstant()
    withdrawal.before = optionalInstant()
    return withdrawal
  }

  private mutating func list<Value>(_ read: (inout Reader) -> Value) -> [Value] {
    guard let count = Int(exactly: number()) else {
      isBroken = true
      return []
    }
    var values: [Value] = []
    while values.count < count, !isBroken { values.append(read(&self)) }
    return values
  }
}
