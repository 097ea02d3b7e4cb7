import SlotDomain
import Testing

/// What a copy would come to, before anything is made.
@Suite struct SlotPlanTests {
  private let zone: Zone
  private static let source = BookingBlock.ID(high: 1, low: 1)
  private static let target = BookingBlock.ID(high: 1, low: 2)

  init() throws { zone = try Zone(named: "Europe/Warsaw") }

  private func slot(
    _ start: String,
    _ minutes: Int = 30,
    in zone: Zone? = nil,
    status: Slot.Status = .active
  ) throws -> Slot {
    let start = try TimeText.instant(start, in: zone ?? self.zone)
    return Slot(
      id: Slot.ID(),
      blockID: Self.source,
      range: TimeRange(start: start, end: start + .minutes(minutes)),
      capacity: 3,
      status: status,
      isLockable: false,
      storedLock: Slot.Lock(end: start, owner: "ben"),
      activeAppointments: 2,
      metadata: try Metadata(parsing: #"{"room":"7"}"#),
      createdAt: moment(0),
      updatedAt: moment(0)
    )
  }

  private func copy(
    _ slots: [Slot],
    to day: String,
    in zone: Zone? = nil
  ) throws -> (drafts: [SlotDraft], skipped: [SlotPlan.Skipped]) {
    let day = try #require(CivilDate(day))
    return try SlotCopy(slots) { _ in self.zone }
      .drafts(in: Self.target, zone: zone ?? self.zone, from: day)
  }

  private func starts(_ drafts: [SlotDraft], in zone: Zone? = nil) -> [String] {
    drafts.map { String(TimeText.local($0.range.start, in: zone ?? self.zone).prefix(16)) }
  }

  @Test func propertiesComeAlongAndWhatBelongsToTheDayDoesNot() throws {
    let slot = try slot("2026-03-04T09:00", status: .disabled)
    let (drafts, skipped) = try copy([slot], to: "2026-03-11")
    let start = try TimeText.instant("2026-03-11T09:00", in: zone)
    #expect(
      drafts == [
        SlotDraft(
          blockID: Self.target,
          range: TimeRange(start: start, end: start + .minutes(30)),
          capacity: 3,
          status: .active,
          isLockable: false,
          metadata: slot.metadata
        )
      ]
    )
    #expect(skipped == [])
  }

  @Test func theFirstDayBecomesTheGivenOneAndTheDistanceIsKept() throws {
    // In no order, begun on a Wednesday, put down on a Monday.
    let slots = [
      try slot("2026-03-06T15:00"), try slot("2026-03-04T09:00"), try slot("2026-03-04T23:50"),
    ]
    #expect(
      starts(try copy(slots, to: "2026-03-16").drafts) == [
        "2026-03-16T09:00", "2026-03-16T23:50", "2026-03-18T15:00",
      ]
    )
    let copied = SlotCopy(slots) { _ in zone }
    #expect(copied.count == 3)
    #expect(copied.firstDay == CivilDate("2026-03-04"))
    #expect(copied.lastDay == CivilDate("2026-03-06"))
  }

  @Test func theTimeOnTheWallIsKeptAndTheLengthIsElapsed() throws {
    // Over the change of 29 March, and into a zone six hours behind.
    let slots = [try slot("2026-03-25T09:00", 90)]
    let drafts = try copy(slots, to: "2026-04-01").drafts
    #expect(starts(drafts) == ["2026-04-01T09:00"])
    #expect(drafts[0].range.start - slots[0].range.start == .hours(7 * 24 - 1))
    #expect(drafts[0].range.length == .minutes(90))
    let york = try Zone(named: "America/New_York")
    let there = try copy(slots, to: "2026-04-01", in: york).drafts
    #expect(starts(there, in: york) == ["2026-04-01T09:00"])
    // A slot over the gap is as long as it was.
    let night = try copy([try slot("2026-03-22T01:30", 60)], to: "2026-03-29").drafts
    #expect(TimeText.local(night[0].range.end, in: zone) == "2026-03-29T03:30:00.000+02:00")
  }

  @Test func aStartThatTheClockSkipsIsSkippedAndOneThatComesTwiceTakesTheFirst() throws {
    let slots = [try slot("2026-03-22T02:30"), try slot("2026-03-22T03:00")]
    let (drafts, skipped) = try copy(slots, to: "2026-03-29")
    #expect(starts(drafts) == ["2026-03-29T03:00"])
    #expect(skipped.map(\.error.code) == [.invalidDate])
    #expect(TimeText.local(skipped[0].start, in: zone) == "2026-03-29T03:00:00.000+02:00")
    let twice = try copy(slots, to: "2026-10-25").drafts
    #expect(TimeText.local(twice[0].range.start, in: zone) == "2026-10-25T02:30:00.000+02:00")
  }

  @Test func whatIsThereIsToldApart() throws {
    let drafts = try copy(
      [
        try slot("2026-03-04T09:00"), try slot("2026-03-04T09:30"), try slot("2026-03-04T10:00"),
        try slot("2026-03-04T10:15"), try slot("2026-03-04T12:00"),
      ],
      to: "2026-03-11"
    ).drafts
    let present = [
      try slot("2026-03-11T08:45"), try slot("2026-03-11T09:30"), try slot("2026-03-11T12:30"),
    ]
    let plan = SlotPlan(drafts, present: present)
    #expect(starts(plan.created) == ["2026-03-11T10:00", "2026-03-11T12:00"])
    #expect(plan.existing == [present[1]])
    #expect(
      plan.skipped.map(\.error) == [
        .slotsOverlap(drafts[0].range, existing: present[0].range, isNew: false),
        .slotsOverlap(drafts[3].range, existing: drafts[2].range, isNew: true),
      ]
    )
    #expect(plan.count(.slotsOverlap) == 2)
    #expect(!plan.isComplete)
    #expect(SlotPlan([drafts[4]], present: present).isComplete)
    #expect(SlotPlan([], present: present).isComplete)
  }

  /// New hours on a day that was closed open it again: that is counted.
  @Test func whatWouldBeOnClosedDaysIsCounted() throws {
    let drafts = try copy(
      [
        try slot("2026-03-02T09:00"), try slot("2026-03-03T09:00"), try slot("2026-03-04T09:00"),
        try slot("2026-03-04T17:00"), try slot("2026-03-05T09:00"),
      ],
      to: "2026-03-09"
    ).drafts
    var present = [
      try slot("2026-03-09T10:00"), try slot("2026-03-10T10:00"), try slot("2026-03-10T11:00"),
      try slot("2026-03-11T10:00"), try slot("2026-03-11T11:00"),
    ]
    #expect(SlotPlan(drafts, present: present).amongDisabled == 0)
    // One of two on the Tuesday, both on the Wednesday. The Thursday has none.
    for index in [1, 3, 4] { present[index].status = .disabled }
    let plan = SlotPlan(drafts, present: present)
    #expect((plan.created.count, plan.amongDisabled) == (5, 2))
    #expect(plan.isComplete)
  }

  @Test func aLongSlotOverSeveralPresentOnesIsSkippedOnce() throws {
    let day = try copy([try slot("2026-03-04T08:00", 600)], to: "2026-03-11").drafts
    let present = [try slot("2026-03-11T09:00"), try slot("2026-03-11T12:00")]
    let plan = SlotPlan(day, present: present)
    #expect(plan.created == [])
    #expect(plan.skipped.count == 1)
  }
}
