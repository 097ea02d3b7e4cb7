import Testing

@testable import SlotDomain

@Suite struct RuleTests {
  private func block(_ status: BookingBlock.Status = .published, lead: Int = 0) -> BookingBlock {
    BookingBlock(
      id: BookingBlock.ID(),
      shortID: "abcdefghijk",
      name: "Dr. Ada",
      timezone: "UTC",
      status: status,
      bookingDisabledBefore: lead,
      createdAt: moment(0),
      updatedAt: moment(0)
    )
  }

  private func slot(
    capacity: Int = 2,
    active: Int = 0,
    status: Slot.Status = .active,
    lockedUntil: Int? = nil,
    isLockable: Bool = true
  ) -> Slot {
    Slot(
      id: Slot.ID(),
      blockID: BookingBlock.ID(),
      range: range(60, 80),
      capacity: capacity,
      status: status,
      isLockable: isLockable,
      storedLock: lockedUntil.map { Slot.Lock(end: moment($0), owner: "ana") },
      activeAppointments: active,
      createdAt: moment(0),
      updatedAt: moment(0)
    )
  }

  // MARK: Availability

  @Test func aSlotIsAvailableUntilItBegins() {
    let block = block()
    #expect(slot().obstacles(in: block, at: moment(59)) == [])
    #expect(slot().isAvailable(in: block, at: moment(60) - Span(milliseconds: 1)))
    #expect(!slot().isAvailable(in: block, at: moment(60)))
    #expect(slot().obstacles(in: block, at: moment(60)) == [.closed(since: moment(60))])
  }

  @Test func theLeadTimeClosesItEarlier() {
    let block = block(lead: 600)
    #expect(slot().isAvailable(in: block, at: moment(50) - Span(milliseconds: 1)))
    #expect(slot().obstacles(in: block, at: moment(50)) == [.closed(since: moment(50))])
  }

  @Test func aLockIsInTheWayUntilItsEnd() {
    let locked = slot(lockedUntil: 30)
    let lock = Slot.Lock(end: moment(30), owner: "ana")
    #expect(locked.obstacles(in: block(), at: moment(29)) == [.locked(lock)])
    #expect(locked.obstacles(in: block(), at: moment(30)) == [])
  }

  @Test func everyReasonIsNamedInTheOrderOfRefusals() {
    let slot = slot(active: 2, status: .disabled, lockedUntil: 90)
    let lock = Slot.Lock(end: moment(90), owner: "ana")
    #expect(
      slot.obstacles(in: block(.draft), at: moment(70)) == [
        .blockIsDraft, .disabled, .locked(lock), .full, .closed(since: moment(60)),
      ]
    )
  }

  // MARK: Booking

  @Test func bookingIsRefusedForTheFirstReason() {
    func code(
      _ slot: Slot,
      _ block: BookingBlock,
      places: Int = 1,
      hasKey: Bool = false,
      at minute: Int = 70
    ) -> ErrorCode? {
      do {
        try BookingRules.checkBooking(
          slot,
          in: block,
          places: places,
          hasKey: hasKey,
          now: moment(minute)
        )
        return nil
      } catch { return error.code }
    }
    var slot = slot(active: 2, status: .disabled, lockedUntil: 90)
    #expect(code(slot, block(.draft)) == .blockNotPublished)
    #expect(code(slot, block()) == .slotDisabled)
    slot.status = .active
    #expect(code(slot, block()) == .slotLocked)
    #expect(code(slot, block(), hasKey: true) == .notEnoughCapacity)
    #expect(code(slot, block(), places: 0, hasKey: true) == .bookingClosed)
    slot.activeAppointments = 1
    #expect(code(slot, block(), hasKey: true) == .bookingClosed)
    #expect(code(slot, block(), hasKey: true, at: 59) == nil)
  }

  @Test func lockIsRefusedForTheFirstReason() {
    func code(_ slot: Slot, until end: Int, at minute: Int = 10) -> ErrorCode? {
      do {
        try BookingRules.checkLock(slot, until: moment(end), now: moment(minute))
        return nil
      } catch { return error.code }
    }
    #expect(code(slot(), until: 11) == nil)
    #expect(code(slot(), until: 10) == .badRequest)
    #expect(code(slot(lockedUntil: 11), until: 5) == .alreadyLocked)
    #expect(code(slot(lockedUntil: 10), until: 20) == nil)
    #expect(code(slot(lockedUntil: 11, isLockable: false), until: 5) == .notLockable)
  }

  // MARK: Slots

  @Test(
    arguments: [
      ([60, 80], [], nil), ([60, 80, 80, 100], [], nil), ([60, 80, 79, 100], [], [60, 80]),
      ([60, 80], [40, 60, 80, 100], nil), ([60, 80], [40, 61], [40, 61]),
      ([60, 80], [79, 100], [79, 100]), ([60, 80], [0, 500], [0, 500]),
      ([60, 80], [65, 66], [65, 66]),
      ([60, 80, 200, 220], [0, 10, 90, 100, 210, 215], [210, 215]),
      ([0, 10, 20, 30, 40, 50], [10, 20, 30, 40, 50, 60], nil),
    ] as [([Int], [Int], [Int]?)]
  )
  func overlapsAreFound(new: [Int], existing: [Int], inTheWay: [Int]?) {
    func ranges(_ minutes: [Int]) -> [TimeRange] {
      stride(from: 0, to: minutes.count, by: 2).map { range(minutes[$0], minutes[$0 + 1]) }
    }
    var found: TimeRange?
    do {
      try SlotRules.checkOverlaps(ranges(new), existing: ranges(existing))
    } catch {
      if case .slotsOverlap(_, let other, _) = error { found = other }
    }
    #expect(found == inTheWay.map { range($0[0], $0[1]) })
  }

  @Test(arguments: [
    (1, true), (2_147_483_647, true), (0, false), (-1, false), (2_147_483_648, false),
  ])
  func capacityHasLimits(capacity: Int, isFine: Bool) {
    #expect(((try? SlotRules.checkCapacity(capacity)) != nil) == isFine)
  }

  @Test func anIntervalHasALengthAndLiesWithinFourDigitYears() {
    func code(_ start: Int64, _ end: Int64) -> ErrorCode? {
      let range = TimeRange(
        start: Instant(milliseconds: start),
        end: Instant(milliseconds: end)
      )
      do {
        try SlotRules.checkInterval(range)
        return nil
      } catch { return error.code }
    }
    #expect(code(0, 1) == nil)
    #expect(code(0, 0) == .startNotBeforeEnd)
    #expect(code(1, 0) == .startNotBeforeEnd)
    #expect(code(-62_135_596_800_000, 253_402_300_800_000) == nil)
    #expect(code(-62_135_596_800_001, 0) == .badRequest)
    #expect(code(0, 253_402_300_800_001) == .badRequest)
    #expect(code(.min, .max) == .badRequest)
  }

  @Test func capacityStaysAboveTheActiveAppointments() {
    let full = slot(capacity: 3, active: 2)
    func code(_ capacity: Int) -> ErrorCode? {
      do {
        try SlotRules.checkChange(from: full, to: SlotChanges(capacity: capacity).applied(to: full))
        return nil
      } catch { return error.code }
    }
    #expect(code(2) == nil)
    #expect(code(1) == .capacityBelowAppointments)
    #expect(code(0) == .capacityInvalid)
  }
}
