import HostileInput
import TestDriver
import Testing

@testable import SlotDomain

/// Whatever stands in a file, its reader takes it or says on which line it cannot: nothing traps, nothing
/// hangs, and what was taken can be written and is then the same.
@Suite struct FormatFuzzTests {
  private static let block = BookingBlock(
    id: BookingBlock.ID(high: 1, low: 2),
    shortID: "abcdefghijk",
    name: "Room",
    timezone: "Europe/Warsaw",
    createdAt: moment(0),
    updatedAt: moment(0)
  )

  private static let slots = (0..<4).map { number in
    Slot(
      id: Slot.ID(high: 7, low: UInt64(number)),
      blockID: block.id,
      range: range(60 * number, 60 * number + 20),
      capacity: number + 1,
      isLockable: number % 2 == 0,
      metadata: (try? Metadata(parsing: #"{"name":"=Ada \"x\"","n":[1,{"é":1.50}]}"#)) ?? .empty,
      createdAt: moment(0),
      updatedAt: moment(1)
    )
  }

  private static func bytes(_ texts: String...) -> [[UInt8]] { texts.map { Array($0.utf8) } }

  /// Feeds a file in parts, as an import does.
  private func read(
    _ bytes: [UInt8],
    _ numbers: inout SeededGenerator,
    _ take: ([UInt8], Int) -> Void
  ) {
    var lines = LineSplitter(limit: 1 << 16)
    var rest = bytes[...]
    do {
      while !rest.isEmpty {
        let count = Int.random(in: 1...4000, using: &numbers)
        try lines.add(rest.prefix(count)) { line, number in
          if case .text(let text) = line { take(text, number) }
        }
        rest = rest.dropFirst(count)
      }
      try lines.finish { line, number in if case .text(let text) = line { take(text, number) } }
    } catch {
      // A NUL byte ends the reading.
    }
  }

  private func records(
    _ bytes: [UInt8],
    by reader: some RecordReader,
    _ numbers: inout SeededGenerator
  ) -> [ReadRecord] {
    var reader = reader
    var records: [ReadRecord] = []
    read(bytes, &numbers) { records += reader.read($0, number: $1) }
    records += reader.finish()
    for record in records {
      guard case .failure(let error) = record.result else { continue }
      #expect(error.code != .unexpected, "\(error)")
      #expect(record.line >= 1 && error.message(in: .utc).utf8.count < 2000)
    }
    return records
  }

  /// What was taken is a slot like any other: it can be written, and is read as the same again.
  private func expectSame(
    _ records: [ReadRecord],
    byWriting write: (Slot) -> String,
    reading reader: () -> some RecordReader,
    _ numbers: inout SeededGenerator
  ) {
    for case .success(.slot(let record)) in records.prefix(20).map(\.result) {
      guard record.range.start < record.range.end else { continue }
      guard let slot = try? record.applied(to: Self.slots[0]) else { continue }
      let again = self.records(Array(write(slot).utf8), by: reader(), &numbers)
      guard case .success(.slot(let read))? = again.last?.result else {
        Issue.record("\(slot) is not read again: \(again)")
        return
      }
      #expect(read.id == slot.id && read.range == slot.range)
    }
  }

  @Test func lines() throws {
    let samples = Self.slots.map { slot in
      var line: [UInt8] = []
      SlotJSON.appendLine(slot, in: Self.block, at: moment(0), to: &line)
      return line
    }
    let objects = Self.bytes(
      BlockJSON.value(Self.block, counts: BlockCounts()).text(),
      #"{"_object":"appointment","id":"93bd6b73-c45f-4c8a-bb28-58e78e80e653","slot_id":"93bd6b73-c45f-4c8a-bb28-58e78e80e653","booking_block_id":"93bd6b73-c45f-4c8a-bb28-58e78e80e653","metadata":{"name":"Ada"},"status":"active","created_at":"2020-12-10T18:55:08.833Z","updated_at":"2020-12-10T18:55:08.833Z"}"#
    )
    try Fuzz.run("ndjson", samples + objects, rounds: 3000) { bytes, numbers in
      let records = records(bytes, by: NDJSONReader(), &numbers)
      for case .success(.slot(let slot)) in records.map(\.result) {
        let again = try slot.metadata.map { try Metadata(parsing: $0.json) }
        #expect(again == slot.metadata)
      }
      // The short way and the long one agree.
      if let short = SlotLine.record(bytes) {
        let long = try NDJSONReader.anyRecord(bytes)
        #expect(long == .slot(short))
      }
      expectSame(
        records,
        byWriting: { slot in
          var line: [UInt8] = []
          SlotJSON.appendLine(slot, in: Self.block, at: moment(0), to: &line)
          return String(decoding: line, as: UTF8.self)
        },
        reading: { NDJSONReader() },
        &numbers
      )
    }
  }

  @Test func tables() throws {
    let sample =
      SlotCSV.header
      + Self.slots.map { SlotCSV.row($0, in: Self.block, at: moment(0)) }
      .joined()
    let short = "start_date,end_date,capacity\r\n2026-03-02 09:00,2026-03-02T10:00Z,\"2\"\r\n"
    let zone = try Zone(named: Self.block.timezone)
    let reader = { SlotCSVReader(block: Self.block.id) { (_) throws(SlotError) in zone } }
    try Fuzz.run("csv", Self.bytes(sample, short), rounds: 1500) { bytes, numbers in
      expectSame(
        records(bytes, by: reader(), &numbers),
        byWriting: { SlotCSV.header + SlotCSV.row($0, in: Self.block, at: moment(0)) },
        reading: reader,
        &numbers
      )
    }
  }

  @Test func resources() throws {
    let samples =
      [FHIRText.schedule(Self.block)] + Self.slots.map { FHIRText.slot($0, at: moment(0)) }
    try Fuzz.run("fhir", samples.map { Array($0.utf8) }, rounds: 1500) { bytes, numbers in
      expectSame(
        records(bytes, by: FHIRReader(timezone: "UTC"), &numbers),
        byWriting: { FHIRText.slot($0, at: moment(0)) },
        reading: { FHIRReader(timezone: "UTC") },
        &numbers
      )
    }
  }

  private static let zone = [
    "BEGIN:VTIMEZONE", "TZID:Somewhere", "BEGIN:STANDARD", "DTSTART:19701025T030000",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100",
    "TZNAME:CET", "END:STANDARD", "BEGIN:DAYLIGHT", "DTSTART:19700329T020000",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU;UNTIL=20361231T000000Z", "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0200", "END:DAYLIGHT", "END:VTIMEZONE",
  ]

  private static let calendars = [
    zone
      + ICalendarTests.event([
        "DTSTART;TZID=Somewhere:20260302T090000", "DURATION:PT20M", "SUMMARY:A\\, b",
        "RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=9;BYDAY=MO,WE,FR;WKST=SU",
        "EXDATE;TZID=Somewhere:20260304T090000",
      ]),
    ICalendarTests.event([
      "DTSTART;VALUE=DATE:20260302", "RRULE:FREQ=MONTHLY;BYDAY=-1FR,2MO;BYSETPOS=1;COUNT=9",
      "RDATE;VALUE=DATE:20260317,20260318", "EXRULE:FREQ=YEARLY;BYWEEKNO=20;BYHOUR=9,10",
      "EXDATE:20260329T220000Z", "SEQUENCE:2",
      "RRULE:FREQ=HOURLY;INTERVAL=5;UNTIL=20260401T235959Z",
    ])
      + ICalendarTests.event([
        "RECURRENCE-ID;RANGE=THISANDFUTURE;VALUE=DATE:20260327", "DTSTART;VALUE=DATE:20260328",
        "STATUS:CANCELLED", "SEQUENCE:1",
      ]),
    ICalendarTests.event([
      "DTSTART:20260302T090000Z", "DTEND:20260302T093000Z",
      "RRULE:FREQ=DAILY;UNTIL=20260401T000000Z",
      "LOCATION;ALTREP=\"x:y;z\":long ", " folded", "BEGIN:VALARM", "TRIGGER:-PT15M", "END:VALARM",
    ])
      + ICalendarTests.event([
        "RECURRENCE-ID:20260305T090000Z", "DTSTART:20260305T110000Z", "DURATION:P1DT2H3M4S",
      ]),
    ICalendarTests.event(
      ["DTSTART;VALUE=DATE:20260302", "DTEND;VALUE=DATE:20260304", "TRANSP:TRANSPARENT"],
      uid: "b"
    )
      + ICalendarTests.event([
        "DTSTART;TZID=W. Europe Standard Time:20260302T090000", "DURATION:P1W",
      ]),
  ].map { Array(ICalendarTests.calendar($0).utf8) }

  @Test func calendars() throws {
    let zone = try Zone(named: Self.block.timezone)
    let reader = { ICalendarReader(block: Self.block.id, zone: zone, until: moment(60 * 24 * 90)) }
    let days = moment(0)..<moment(60 * 24 * 400)
    try Fuzz.run("icalendar", Self.calendars, rounds: 1200) { bytes, numbers in
      let records = records(bytes, by: reader(), &numbers)
      expectSame(
        records,
        byWriting: {
          ICalendarText.header(Self.block) + ICalendarText.event($0, in: Self.block)
            + ICalendarText.footer
        },
        reading: reader,
        &numbers
      )
      var holidays = WholeDayReader(
        within: zone.date(days.lowerBound)...zone.date(days.upperBound)
      )
      read(bytes, &numbers) { holidays.read($0, number: $1) }
      holidays.finish()
      #expect(holidays.refusals.allSatisfy { $0.cause.code != .unexpected })
    }
  }
}
