import Testing

@testable import SlotDomain

/// The note of a slot: a member of its metadata with a column of its own.
@Suite struct NoteColumnTests {
  private static let block = SlotJSONTests.block

  private func read(_ text: String) throws -> SlotRecord {
    var reader = SlotCSVReader(block: Self.block.id) { _ throws(SlotError) in .utc }
    var records: [ReadRecord] = []
    for (index, line) in text.split(whereSeparator: \.isNewline).enumerated() {
      records += reader.read(Array(line.utf8), number: index + 1)
    }
    guard case .slot(let record) = try #require(records.first).result.get() else {
      throw SlotError.badRequest("A row is a slot.")
    }
    return record
  }

  @Test func aTableHasItAndReadsItAgain() throws {
    var slot = SlotJSONTests.slot
    slot.metadata = try Metadata(parsing: #"{"note":"bring the forms","room":4}"#)
    let row = SlotCSV.row(slot, in: Self.block, at: SlotJSONTests.now)
    #expect(SlotCSV.columns.last == "note")
    #expect(row.hasSuffix(",bring the forms\r\n"))
    let record = try read(SlotCSV.header + row)
    #expect(try record.applied(to: SlotJSONTests.slot).metadata == slot.metadata)
  }

  @Test func aColumnAloneLeavesTheOtherMembers() throws {
    var slot = SlotJSONTests.slot
    slot.metadata = try Metadata(parsing: #"{"note":"old","room":4}"#)
    let record = try read("start_date,end_date,note\n2026-03-02,2026-03-03, new ")
    #expect(try record.applied(to: slot).metadata.json == #"{"note":"new","room":4}"#)
    let silent = try read("start_date,end_date,note\n2026-03-02,2026-03-03,")
    #expect(try silent.applied(to: slot).metadata == slot.metadata)
  }

  @Test func aRecordKeepsItOnItsWay() throws {
    let record = try read("start_date,end_date,note\n2026-03-02,2026-03-03,ü \"x\"")
    var bytes: [UInt8] = []
    RecordBytes.append(.slot(record), to: &bytes)
    let again = try #require(bytes.withUnsafeBytes { RecordBytes.record(in: $0) })
    #expect(again.record == .slot(record))
    #expect(again.count == bytes.count)
  }

  @Test func noTextTakesItAway() throws {
    var slot = SlotJSONTests.slot
    slot.metadata = try Metadata(parsing: #"{"note":"old","room":4}"#)
    let changes = SlotChanges(members: ["note": SlotMember.value("")])
    #expect(try changes.applied(to: slot).metadata.json == #"{"room":4}"#)
    let long = SlotChanges(members: ["note": .string(String(repeating: "x", count: 6000))])
    let error = #expect(throws: SlotError.self) { try long.applied(to: slot) }
    #expect(error?.code == .metadataTooLong)
  }
}
