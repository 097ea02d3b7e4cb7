import Testing

@testable import SlotDomain
@testable import TestDriver

/// Slots that a holiday touches.
@Suite(.onBothEngines) struct ClosedDayTests {
  private func day(_ text: String, to last: String? = nil, _ name: String = "") throws -> ClosedDay
  {
    let first = try #require(CivilDate(text))
    return ClosedDay(days: first...(try #require(CivilDate(last ?? text))), name: name)
  }

  /// 2026-03-02 is a Monday, at which `moment(0)` is.
  @Test func touchedSlotsAreFoundOnTheClockOfTheirBlock() throws {
    let test = try TestStore()
    let draft = BlockDraft(name: "Delhi", timezone: "Asia/Kolkata", status: .published)
    let delhi = try #require(
      try test.store.perform(.createBlock(draft), at: moment(-9)).blocks.first
    )
    let own = try [60, 1430, 1460, 2870, 2890].map { try test.slot($0) }
    let other = try test.store.perform(
      .createSlots(
        [1000, 1100, 1200].map { SlotDraft(blockID: delhi.id, range: range($0, $0 + 20)) }
      ),
      at: moment(0)
    ).slots
    func touched(_ days: [ClosedDay], now: Int = 0) throws -> [Slot.ID] {
      try test.store.slots(
        touching: days,
        of: [test.block, delhi.id],
        notEndedBy: moment(now)
      ).map(\.id)
    }
    // In Delhi the 3rd begins at minute 1110, and a slot that reaches into it is touched.
    let third = try day("2026-03-03")
    let expected = [other[1], other[2], own[1], own[2], own[3]].map(\.id)
    #expect(try touched([third]) == expected)
    #expect(try touched([third, third, try day("2026-03-02", to: "2026-03-03")]).count == 7)
    #expect(try touched([third], now: 1450) == [own[2], own[3]].map(\.id))
    #expect(try touched([]).isEmpty && touched([try day("2026-07-01")]).isEmpty)
    let error = #expect(throws: SlotError.self) {
      try test.store.slots(touching: [third], of: [BookingBlock.ID()], notEndedBy: moment(0))
    }
    #expect(error?.code == .blockNotFound)
  }

  @Test func theReasonIsWhatTheDaysAreCalled() throws {
    #expect(try [day("2026-12-25", "Christmas Day")].reason == "Christmas Day")
    #expect(
      try [day("2026-12-25", "A"), day("2026-12-26", "B"), day("2027-12-25", "A")].reason == "A, B"
    )
    #expect(try [day("2026-12-25")].reason == nil && [ClosedDay]().reason == nil)
    let many = try (1...8).map { try day("2026-01-0\($0)", "D\($0)") }
    #expect(many.reason == "D1, D2, D3, D4, D5 and 3 other days")
  }
}
