import Foundation
import ProgramDriver
import SlotDomain
import Testing

@testable import SlotCommands

/// How much one import may be in all, and what waits between its reading and its writing.
@Suite struct ImportReadingTests {
  private let folder: String
  private let store: SQLiteStore

  init() throws {
    folder = NSTemporaryDirectory() + "slottui-\(UUID())"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    store = try SQLiteStore(
      path: folder + "/store.db",
      options: SQLiteStore.Options(actor: "ana")
    )
  }

  /// Makes so many slots of every line, as a calendar can.
  private struct Multiplier: RecordReader {
    let number: Int
    let passedOver = 0

    mutating func read(_ line: [UInt8], number: Int) -> [ReadRecord] {
      (0..<self.number).map { minute in
        let start = Instant(seconds: Int64(minute) * 60)
        let range = TimeRange(start: start, end: start + .minutes(1))
        return ReadRecord(
          line: number,
          .success(.slot(SlotRecord(id: Slot.ID(), blockID: BookingBlock.ID(), range: range)))
        )
      }
    }

    mutating func finish() -> ReadRecords { ReadRecords { nil } }
  }

  private func refusal(
    _ text: String,
    of number: Int,
    _ change: (inout ImportBounds) -> Void
  ) throws -> String? {
    let path = folder + "/file"
    try Data(text.utf8).write(to: URL(filePath: path))
    var bounds = ImportBounds()
    change(&bounds)
    let reading = ImportReading(ImportZones(store, isUpdating: false), bounds)
    do throws(SlotError) {
      try reading.read(path, with: Multiplier(number: number))
      return nil
    } catch {
      #expect(error.code == .badRequest)
      return error.message(in: .utc).replacingOccurrences(of: path, with: "file")
    }
  }

  @Test("More than an import may be is refused with the line, and what to do")
  func bounds() throws {
    #expect(try refusal("a\nb\n", of: 3) { $0.objects = 6 } == nil)
    let objects = try refusal("a\nb\n", of: 3) { $0.objects = 5 }
    #expect(objects?.hasPrefix("file, line 2: ") == true && objects?.contains("parts.") == true)
    #expect(try refusal("a\nb\n", of: 1) { $0.lines = 2 } == nil)
    let lines = try refusal("a\nb\nc\n", of: 1) { $0.lines = 2 }
    #expect(lines?.hasPrefix("file, line 3: All files together have more than ") == true)
    let bytes = try refusal("a\nb\nc\n", of: 1) { $0.bytes = 5 }
    #expect(bytes?.hasPrefix("file, line 1: There are more than ") == true)
    #expect(try refusal("a\nb\nc\n", of: 1) { $0.bytes = 6 } == nil)
  }

  @Test("A small calendar that comes to more slots than may be is refused by its event")
  func repetitions() throws {
    let path = folder + "/file.ics"
    let events = (1...3).map { number in
      """
      BEGIN:VEVENT
      UID:\(number)
      DTSTART:20270104T090000Z
      DURATION:PT10M
      RRULE:FREQ=DAILY;COUNT=300
      END:VEVENT
      """
    }
    let text = "BEGIN:VCALENDAR\n\(events.joined(separator: "\n"))\nEND:VCALENDAR\n"
    try Data(text.utf8).write(to: URL(filePath: path))
    let reading = ImportReading(ImportZones(store, isUpdating: false))
    let id = BookingBlock.ID()
    try reading.read(path, with: ICalendarReader(block: id, zone: .utc, until: nil, limit: 500))
    try reading.finish()
    #expect(reading.records.count < 502)
    #expect(reading.refusals.map(\.line) == [8, 14])
    let sentence = try #require(reading.refusals.first).cause.message(in: .utc)
    #expect(sentence.contains("more than 500 slots") && sentence.contains("--until"))
  }

  @Test("What waits in a file comes back in its order, whichever bytes are cut where")
  func spool() throws {
    for mostInMemory in [1, 1000, 1 << 30] {
      let spool = RecordSpool(mostInMemory: mostInMemory)
      var wanted: [ObjectRecord] = []
      for number in 0..<20_000 {
        var record = AppointmentRecord(id: Appointment.ID(), slotID: Slot.ID())
        let value = JSONValue.string(String(repeating: "x", count: number % 200))
        record.metadata = try Metadata(.object(["a": value]))
        wanted.append(.appointment(record))
        try spool.add(.appointment(record), file: number / 100, line: number)
      }
      var found: [ObjectRecord] = []
      try spool.handOn { (record, file, line) throws(SlotError) in
        #expect(line == found.count && file == line / 100)
        found.append(record)
      }
      #expect(found == wanted && spool.count == wanted.count)
    }
  }
}
