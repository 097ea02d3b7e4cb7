import Testing

@testable import SlotDomain

/// What an import reads waits as bytes until the store is written: nothing of it may be lost there.
@Suite struct RecordBytesTests {
  private static func block() throws -> BlockRecord {
    var block = BlockRecord(id: BookingBlock.ID())
    block.shortID = "aaaaaaaaaaa"
    block.name = "Räum 🪴"
    block.timezone = "Europe/Warsaw"
    block.newTimezone = "Asia/Tokyo"
    block.status = .published
    block.bookingDisabledBefore = 3600
    block.metadata = try Metadata(parsing: #"{"a":1}"#)
    block.createdAt = moment(1)
    block.updatedAt = moment(2)
    return block
  }

  private static func slot() throws -> SlotRecord {
    var slot = SlotRecord(id: Slot.ID(), blockID: BookingBlock.ID(), range: range(-10, 20))
    slot.capacity = -3
    slot.status = .disabled
    slot.isLockable = false
    slot.metadata = try Metadata(parsing: #"{"ä":"\u0000"}"#)
    slot.ownMembers = ["uid", "ä"]
    slot.createdAt = moment(-5_000_000)
    slot.updatedAt = moment(4)
    return slot
  }

  private static func appointment() throws -> AppointmentRecord {
    var appointment = AppointmentRecord(id: Appointment.ID(), slotID: Slot.ID())
    appointment.status = .cancelled
    appointment.metadata = .empty
    appointment.createdAt = moment(5)
    appointment.updatedAt = moment(6)
    return appointment
  }

  private static func withdrawal() -> WithdrawalRecord {
    var withdrawal = WithdrawalRecord(blockID: BookingBlock.ID(), uid: "ä@b")
    withdrawal.kept = [
      WithdrawalRecord.Kept(id: Slot.ID(), range: range(1, 2)),
      WithdrawalRecord.Kept(id: Slot.ID(), range: range(-3, 4)),
    ]
    withdrawal.only = [Slot.ID()]
    withdrawal.from = moment(7)
    withdrawal.before = moment(8)
    return withdrawal
  }

  private static func records() throws -> [ObjectRecord] {
    [
      .block(try block()), .block(BlockRecord(id: BookingBlock.ID())), .slot(try slot()),
      .slot(SlotRecord(id: Slot.ID(), blockID: BookingBlock.ID(), range: range(0, 1))),
      .appointment(try appointment()),
      .appointment(AppointmentRecord(id: Appointment.ID(), slotID: Slot.ID())),
      .withdrawal(withdrawal()), .withdrawal(WithdrawalRecord(blockID: BookingBlock.ID(), uid: "")),
    ]
  }

  @Test("Every record comes back as it was, one behind the other")
  func roundTrip() throws {
    let records = try Self.records()
    var bytes: [UInt8] = []
    for record in records { RecordBytes.append(record, to: &bytes) }
    var found: [ObjectRecord] = []
    bytes.withUnsafeBytes { all in
      var position = 0
      while let (record, count) = RecordBytes.record(
        in: UnsafeRawBufferPointer(rebasing: all[position...])
      ) {
        found.append(record)
        position += count
      }
      #expect(position == all.count)
    }
    #expect(found == records)
  }

  @Test("What breaks off, or was never written, is no record")
  func broken() throws {
    for record in try Self.records() {
      var bytes: [UInt8] = []
      RecordBytes.append(record, to: &bytes)
      for count in 0..<bytes.count {
        bytes.withUnsafeBytes {
          #expect(RecordBytes.record(in: UnsafeRawBufferPointer(rebasing: $0[..<count])) == nil)
        }
      }
    }
    let odd: [UInt8] = [9] + Array(repeating: 255, count: 100)
    #expect(odd.withUnsafeBytes { RecordBytes.record(in: $0) } == nil)
  }

  /// A property that is added to a record has to be added to its bytes too, and to the table above.
  @Test("The bytes know every property that a record has")
  func allProperties() throws {
    #expect(Mirror(reflecting: try Self.block()).children.count == 10)
    #expect(Mirror(reflecting: try Self.slot()).children.count == 11)
    #expect(Mirror(reflecting: try Self.appointment()).children.count == 6)
    #expect(Mirror(reflecting: Self.withdrawal()).children.count == 6)
  }
}
