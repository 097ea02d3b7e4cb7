import Testing

@testable import SlotDomain

@Suite struct SlotDraftJSONTests {
  static let id = "5b003c67-f69f-471b-9268-3896a9a3df29"
  static let dates = #""start_date":"2026-11-23T09:00","end_date":"2026-11-23T09:20""#

  private func drafts(_ text: String, block: BookingBlock.ID? = nil) throws -> [SlotDraft] {
    let warsaw = try Zone(named: "Europe/Warsaw")
    return try SlotDraftJSON.drafts(Array(text.utf8), block: block) { _ throws(SlotError) in warsaw
    }
  }

  @Test func whatIsLeftOutHasItsDefault() throws {
    let drafts = try drafts("[{\(Self.dates),\"booking_block_id\":\"\(Self.id)\"}]")
    let draft = try #require(drafts.first)
    #expect(drafts.count == 1)
    #expect("\(draft.blockID)" == Self.id)
    #expect(TimeText.utc(draft.range.start) == "2026-11-23T08:00:00.000Z")
    #expect(TimeText.utc(draft.range.end) == "2026-11-23T08:20:00.000Z")
    #expect(draft.capacity == 1)
    #expect(draft.isLockable)
    #expect(draft.status == .active)
    #expect(draft.metadata == .empty)
  }

  @Test func aSinglePrintedSlotCanBeRead() throws {
    var slot = SlotJSONTests.slot
    slot.status = .disabled
    slot.capacity = 3
    slot.isLockable = false
    slot.metadata = try Metadata(parsing: #"{"a":1}"#)
    let text = SlotJSON.value(slot, in: SlotJSONTests.block, at: SlotJSONTests.now).text(.indented)
    let draft = try #require(try drafts("\u{FEFF}" + text).first)
    #expect(draft.id == nil)
    #expect(draft.blockID == slot.blockID)
    #expect(draft.range == slot.range)
    #expect(draft.capacity == 3)
    #expect(!draft.isLockable)
    #expect(draft.status == .disabled)
    #expect(draft.metadata == slot.metadata)
  }

  @Test func theGivenBlockWins() throws {
    let given = BookingBlock.ID()
    let text = "{\(Self.dates),\"booking_block_id\":\"\(Self.id)\"}"
    #expect(try drafts(text, block: given).map(\.blockID) == [given])
    #expect(try drafts("{\(Self.dates)}", block: given).map(\.blockID) == [given])
  }

  @Test func anEmptyArrayIsNoSlots() throws {
    #expect(try drafts(" [ ] ").isEmpty)
  }

  @Test(arguments: [
    ("", ErrorCode.badRequest),
    ("[", .badRequest),
    ("[1]", .badRequest),
    ("\"slot\"", .badRequest),
    ("[{}]", .badRequest),
    (#"{"start_date":"2026-11-23T09:00"}"#, .badRequest),
    (#"{"start_date":5,"end_date":"2026-11-23T09:20"}"#, .invalidDate),
    (#"{"start_date":null,"end_date":"2026-11-23T09:20"}"#, .invalidDate),
    (#"{"start_date":"tomorrow","end_date":"2026-11-23T09:20"}"#, .invalidDate),
    (#"{"start_date":"2026-03-29T02:30","end_date":"2026-03-29T05:00"}"#, .invalidDate),
    (#"{"start_date":"2026-10-25T02:30","end_date":"2026-10-25T05:00"}"#, .invalidDate),
    ("{\(dates),\"capacity\":\"2\"}", .capacityInvalid),
    ("{\(dates),\"capacity\":1.5}", .capacityInvalid),
    ("{\(dates),\"capacity\":null}", .capacityInvalid),
    ("{\(dates),\"capacity\":99999999999999999999}", .capacityInvalid),
    ("{\(dates),\"lockable\":1}", .badRequest),
    ("{\(dates),\"status\":\"locked\"}", .badRequest),
    ("{\(dates),\"status\":null}", .badRequest),
    ("{\(dates),\"metadata\":[]}", .badRequest),
    ("{\(dates),\"metadata\":{a:1}}", .metadataKeyNotString),
    ("{\(dates),\"metadata\":{\"\(String(repeating: "k", count: 101))\":1}}", .metadataTooLong),
    (
      "{\(dates),\"metadata\":{\"k\":\"\(String(repeating: "v", count: 5000))\"}}", .metadataTooLong
    ),
    ("{\(dates),\"colour\":\"red\"}", .badRequest),
  ])
  func refuses(text: String, code: ErrorCode) {
    let error = #expect(throws: SlotError.self) { try drafts(text, block: BookingBlock.ID()) }
    #expect(error?.code == code)
  }

  @Test(arguments: [
    ("", ErrorCode.badRequest), (",\"booking_block_id\":7", .badRequest),
    (",\"booking_block_id\":\"Room\"", .blockNotFound),
  ])
  func refusesABlockThatIsNone(member: String, code: ErrorCode) {
    let error = #expect(throws: SlotError.self) { try drafts("{\(Self.dates)\(member)}") }
    #expect(error?.code == code)
  }

  @Test func anUnknownPropertyIsNamed() {
    let text = "[{\(Self.dates)},{\(Self.dates),\"colour\":1}]"
    #expect(throws: SlotError.badRequest("Slot 2 has an unknown property \"colour\".")) {
      try drafts(text, block: BookingBlock.ID())
    }
  }
}
