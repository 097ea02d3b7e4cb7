import Testing

@testable import SlotDomain

/// The objects of the wire, byte for byte.
@Suite struct SlotJSONTests {
  static let block = BookingBlock(
    id: BookingBlock.ID("5b003c67-f69f-471b-9268-3896a9a3df29")!,
    shortID: "Ab3dE6gH9jK",
    name: "Room \"2\"",
    timezone: "Europe/Warsaw",
    status: .published,
    bookingDisabledBefore: 60,
    createdAt: Instant(milliseconds: 1_607_626_508_833),
    updatedAt: Instant(milliseconds: 1_607_626_508_833)
  )

  static let slot = Slot(
    id: Slot.ID("93bd6b73-c45f-4c8a-bb28-58e78e80e653")!,
    blockID: block.id,
    range: TimeRange(
      start: Instant(milliseconds: 1_607_627_108_825),
      end: Instant(milliseconds: 1_607_627_708_825)
    ),
    createdAt: Instant(milliseconds: 1_607_626_508_833),
    updatedAt: Instant(milliseconds: 1_607_626_508_833)
  )

  static let now = Instant(milliseconds: 1_607_626_508_833)

  @Test func slotIsTheExampleOfTheContract() {
    let text = SlotJSON.value(Self.slot, in: Self.block, at: Self.now).text(.indented)
    #expect(
      text == """
        {
          "_object": "slot",
          "available": true,
          "booking_block_id": "5b003c67-f69f-471b-9268-3896a9a3df29",
          "capacity": 1,
          "created_at": "2020-12-10T18:55:08.833Z",
          "end_date": "2020-12-10T19:15:08.825Z",
          "id": "93bd6b73-c45f-4c8a-bb28-58e78e80e653",
          "lockable": true,
          "locked_until": null,
          "metadata": {},
          "num_active_appointments": 0,
          "num_appointments": 0,
          "num_cancelled_appointments": 0,
          "start_date": "2020-12-10T19:05:08.825Z",
          "status": "active",
          "updated_at": "2020-12-10T18:55:08.833Z"
        }
        """
    )
  }

  @Test func aLineIsTheTextOfTheValueWithoutTheLock() throws {
    var odd = Self.slot
    odd.capacity = 12
    odd.status = .disabled
    odd.isLockable = false
    odd.activeAppointments = 3
    odd.cancelledAppointments = 4
    odd.metadata = try Metadata(parsing: #"{"ü":"a\"\n","a":[1.10,{}]}"#)
    odd.updatedAt = Self.now + .hours(9)
    var full = Self.slot
    full.activeAppointments = 1
    for slot in [Self.slot, odd, full] {
      var locked = slot
      locked.storedLock = Slot.Lock(end: Self.now + .minutes(5), owner: "ana")
      var line = Array("before".utf8)
      SlotJSON.appendLine(locked, in: Self.block, at: Self.now, to: &line)
      let text = SlotJSON.value(slot, in: Self.block, at: Self.now).text()
      #expect(String(decoding: line, as: UTF8.self) == "before\(text)\n")
    }
  }

  @Test func aLockIsToldUntilItIsOver() {
    var slot = Self.slot
    slot.storedLock = Slot.Lock(end: Self.now + .minutes(5), owner: "ana")
    let locked = SlotJSON.value(slot, in: Self.block, at: Self.now).text()
    #expect(locked.contains(#""locked_until":"2020-12-10T19:00:08.833Z""#))
    #expect(locked.contains(#""available":false"#))
    #expect(!locked.contains("ana"))
    let over = SlotJSON.value(slot, in: Self.block, at: Self.now + .minutes(5)).text()
    #expect(over.contains(#""locked_until":null"#))
    #expect(over.contains(#""available":true"#))
  }

  @Test func localDatesHaveTheOffset() throws {
    let zone = try Zone(named: "Europe/Warsaw")
    let text = SlotJSON.value(Self.slot, in: Self.block, at: Self.now, dates: .local(zone)).text()
    #expect(text.contains(#""start_date":"2020-12-10T20:05:08.825+01:00""#))
    #expect(text.contains(#""created_at":"2020-12-10T19:55:08.833+01:00""#))
  }

  @Test func metadataComesBackAsItWas() throws {
    var slot = Self.slot
    slot.metadata = try Metadata(parsing: #"{"b": 9223372036854775807, "a": [1.10, null]}"#)
    let text = SlotJSON.value(slot, in: Self.block, at: Self.now).text()
    #expect(text.contains(#""metadata":{"a":[1.10,null],"b":9223372036854775807}"#))
  }

  @Test func blockCountsWhatIsInIt() {
    var counts = BlockCounts()
    counts.slots = 5
    counts.availableSlots = 3
    counts.activeAppointments = 2
    counts.cancelledAppointments = 1
    #expect(
      BlockJSON.value(Self.block, counts: counts).text(.indented) == """
        {
          "_object": "booking_block",
          "booking_disabled_before": 60,
          "created_at": "2020-12-10T18:55:08.833Z",
          "id": "5b003c67-f69f-471b-9268-3896a9a3df29",
          "metadata": {},
          "name": "Room \\"2\\"",
          "num_active_appointments": 2,
          "num_appointments": 3,
          "num_available_slots": 3,
          "num_cancelled_appointments": 1,
          "num_slots": 5,
          "short_id": "Ab3dE6gH9jK",
          "status": "published",
          "timezone": "Europe/Warsaw",
          "updated_at": "2020-12-10T18:55:08.833Z"
        }
        """
    )
  }

  @Test func appointment() throws {
    let appointment = Appointment(
      id: Appointment.ID("0affd765-0000-4000-8000-000000000001")!,
      blockID: Self.block.id,
      slotID: Self.slot.id,
      status: .cancelled,
      metadata: try Metadata(parsing: #"{"name":"Ada"}"#),
      createdAt: Self.now,
      updatedAt: Self.now
    )
    #expect(
      AppointmentJSON.value(appointment).text() == """
        {"_object":"appointment","booking_block_id":"5b003c67-f69f-471b-9268-3896a9a3df29",\
        "created_at":"2020-12-10T18:55:08.833Z","id":"0affd765-0000-4000-8000-000000000001",\
        "metadata":{"name":"Ada"},"slot_id":"93bd6b73-c45f-4c8a-bb28-58e78e80e653",\
        "status":"cancelled","updated_at":"2020-12-10T18:55:08.833Z"}
        """
    )
  }
}
