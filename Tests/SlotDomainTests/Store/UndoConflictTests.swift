import Testing

@testable import SlotDomain

/// What others did since stands in the way of taking back, object by object.
@Suite(.onBothEngines) struct UndoConflictTests {
  let test: TestStore
  let ben: SQLiteStore

  init() throws {
    test = try TestStore()
    ben = try test.session(of: "ben")
  }

  private func undo(at minute: Int = 10) throws -> UndoOutcome {
    try test.store.undo(nil, force: false, at: moment(minute))
  }

  private func expectNothingToUndo(sourceLocation: SourceLocation = #_sourceLocation) throws {
    let before = try test.dump()
    let error = #expect(throws: SlotError.self, sourceLocation: sourceLocation) { try undo() }
    #expect(error?.code == .cannotUndo, sourceLocation: sourceLocation)
    #expect(try test.dump() == before, sourceLocation: sourceLocation)
  }

  @Test func onlyWhatAColleagueChangedIsLeftAlone() throws {
    let slots = try (0..<5).map { try test.slot(60 + $0 * 30) }
    _ = try test.store.perform(.changeSlots(slots.map(\.id), .setStatus(.disabled)), at: moment(1))
    _ = try ben.perform(
      .changeSlots([slots[2].id], .update(SlotChanges(capacity: 7))),
      at: moment(2)
    )
    let undone = try undo()
    #expect(
      undone.conflicts == [
        .init(subject: .slot(slots[2].id), reason: .changed(by: "ben", at: moment(2)))
      ]
    )
    #expect(undone.action.objects == 4)
    let states = try slots.map { try test.store.slot($0.id).status }
    #expect(states == [.active, .active, .disabled, .active, .active])
    let redone = try test.store.redo(at: moment(11))
    #expect(redone.action.objects == 4)
    #expect(try slots.allSatisfy { try test.store.slot($0.id).status == .disabled })
    try test.expectSound()
  }

  @Test func whatAColleagueTookBackDoesNotCount() throws {
    let slot = try test.slot(60)
    _ = try test.store.perform(.changeSlots([slot.id], .setStatus(.disabled)), at: moment(1))
    _ = try ben.perform(.changeSlots([slot.id], .update(SlotChanges(capacity: 7))), at: moment(2))
    _ = try ben.undo(nil, force: false, at: moment(3))
    _ = try ben.redo(at: moment(4))
    try expectNothingToUndo()
    _ = try ben.undo(nil, force: false, at: moment(5))
    #expect(try undo().conflicts == [])
    #expect(try test.store.slot(slot.id).status == .active)
  }

  @Test func whoChangedItLastTakesItBackFirst() throws {
    let slot = try test.slot(60)
    _ = try ben.perform(.changeSlots([slot.id], .update(SlotChanges(capacity: 7))), at: moment(1))
    _ = try test.store.perform(.changeSlots([slot.id], .setStatus(.disabled)), at: moment(2))
    let error = #expect(throws: SlotError.self) {
      try ben.undo(nil, force: false, at: moment(3))
    }
    #expect(error?.message(in: .utc).contains("ana changed it at 2026-03-02 00:02 UTC") == true)
    _ = try undo(at: 4)
    #expect(try ben.undo(nil, force: false, at: moment(5)).conflicts == [])
    #expect(try test.store.slot(slot.id).capacity == 1)
  }

  @Test func aSlotThatAColleagueBookedIsNotTakenAway() throws {
    let slots = try test.store.perform(
      .createSlots([test.draft(60), test.draft(90)]),
      at: moment(1)
    ).slots
    try test.book(slots[0].id, at: moment(2), by: ben)
    let undone = try undo()
    #expect(
      undone.conflicts == [
        .init(subject: .slot(slots[0].id), reason: .changed(by: "ben", at: moment(2)))
      ]
    )
    #expect(try test.store.slot(slots[0].id).activeAppointments == 1)
    #expect(throws: SlotError.self) { try test.store.slot(slots[1].id) }
  }

  @Test func aSlotThatIBookedIsNotTakenAwayEither() throws {
    let slot = try test.slot(60)
    try test.book(slot.id)
    let create = try #require(try test.store.entries(after: 0, limit: 9).entries.dropFirst().first)
    let error = #expect(throws: SlotError.self) {
      try test.store.undo(create.action.id, force: false, at: moment(3))
    }
    #expect(error?.code == .cannotUndo)
    #expect(try undo().target.verb == .createAppointments)
    #expect(try undo().target.verb == .createSlots)
  }

  /// Whoever was booked at the new time comes at the new time; who had the place before goes back with it.
  @Test(arguments: [true, false])
  func aSlotThatWasBookedAtItsNewTimeStaysThere(isByColleague: Bool) throws {
    let slots = try (0..<2).map { try test.slot(60 + $0 * 60) }
    try test.book(slots[1].id)
    let shift = Operation.changeSlots(slots.map(\.id), .shift(by: .minutes(10)))
    let done = try #require(try test.store.perform(shift, at: moment(1)).action)
    let booked = try test.book(slots[0].id, at: moment(2), by: isByColleague ? ben : nil)
    _ = try ben.perform(
      .updateAppointments([booked.id], AppointmentChanges(members: ["phone": "1"])),
      at: moment(3)
    )
    let undone = try test.store.undo(done.id, force: false, at: moment(10))
    let who = isByColleague ? "ben" : "ana"
    #expect(
      undone.conflicts == [
        .init(subject: .slot(slots[0].id), reason: .changed(by: who, at: moment(2)))
      ]
    )
    let starts = try slots.map { try test.store.slot($0.id).range.start }
    #expect(starts == [moment(70), moment(120)])
    // When nobody comes any more it is moved as it was.
    _ = try ben.perform(.cancelAppointments([booked.id]), at: moment(11))
    _ = try test.store.redo(at: moment(12))
    #expect(try test.store.undo(done.id, force: false, at: moment(13)).conflicts == [])
    #expect(try test.store.slot(slots[0].id).range.start == moment(60))
    try test.expectSound()
  }

  /// Whoever was booked at the new time and does not come any more keeps nobody from going back.
  @Test func aBookingThatNoLongerHoldsIsNoObstacle() throws {
    let slot = try test.slot(60, capacity: 3)
    try test.book(slot.id)
    _ = try test.store.perform(
      Operation.changeSlots([slot.id], .shift(by: .minutes(10))),
      at: moment(1)
    )
    let ben = try test.book(slot.id, at: moment(2), by: ben)
    _ = try self.ben.perform(.cancelAppointments([ben.id]), at: moment(3))
    #expect(try undo().conflicts == [])
    #expect(try test.store.slot(slot.id).range.start == moment(60))
  }

  /// A colleague's lock that was there before keeps nobody from the place that they had beside it.
  @Test(arguments: ["delete slot", "cancel", "delete", "book"])
  func aLockFromBeforeIsNoObstacle(deed: String) throws {
    let slot = try test.slot(60, capacity: 3)
    let old = try test.book(slot.id)
    let lock = BulkChange.lock(until: moment(59), key: "k")
    if deed != "book" { _ = try ben.perform(.changeSlots([slot.id], lock), at: moment(1)) }
    switch deed {
    case "delete slot":
      _ = try test.store.perform(.changeSlots([slot.id], .delete(force: true)), at: moment(2))
    case "cancel": _ = try test.store.perform(.cancelAppointments([old.id]), at: moment(2))
    case "delete": _ = try test.store.perform(.deleteAppointments([old.id]), at: moment(2))
    default:
      // Taken back and done again, beside a lock that came before both.
      try test.book(slot.id, at: moment(2))
      _ = try ben.perform(.changeSlots([slot.id], lock), at: moment(2))
      #expect(try undo(at: 3).conflicts == [])
      #expect(try test.store.redo(at: moment(4)).conflicts == [])
      #expect(try test.store.slot(slot.id).activeAppointments == 2)
      return
    }
    #expect(try undo(at: 3).conflicts == [])
    #expect(try test.store.appointment(old.id).status == .active)
    #expect(try test.store.slot(slot.id).lock(at: moment(3))?.owner == "ben")
    try test.expectSound()
  }

  /// What a colleague holds since for somebody is theirs.
  @Test func aLockSinceKeepsThePlace() throws {
    let slot = try test.slot(60, capacity: 3)
    let old = try test.book(slot.id)
    _ = try test.store.perform(.cancelAppointments([old.id]), at: moment(1))
    let lock = BulkChange.lock(until: moment(59), key: "k")
    _ = try ben.perform(.changeSlots([slot.id], lock), at: moment(2))
    try expectNothingToUndo()
    _ = try ben.perform(.changeSlots([slot.id], .unlock(key: nil)), at: moment(11))
    #expect(try undo(at: 12).conflicts == [])
    try test.expectSound()
  }

  /// It does not matter how a colleague brought somebody to a slot that was opened.
  @Test(arguments: ["undo", "redo"])
  func whoCameByAnUndoStaysToo(how: String) throws {
    let slot = try test.slot(60, capacity: 3)
    let old = try test.book(slot.id, by: ben)
    if how == "undo" {
      _ = try ben.perform(.cancelAppointments([old.id]), at: moment(1))
    } else {
      _ = try ben.undo(nil, force: false, at: moment(1))
    }
    for status in [Slot.Status.disabled, .active] {
      _ = try test.store.perform(.changeSlots([slot.id], .setStatus(status)), at: moment(2))
    }
    if how == "undo" {
      _ = try ben.undo(nil, force: false, at: moment(3))
    } else {
      _ = try ben.redo(at: moment(3))
    }
    try expectNothingToUndo()
    #expect(try test.store.slot(slot.id).status == .active)
  }

  /// The order of the journal counts, whatever clocks said.
  @Test func aBookingSinceCountsWhateverItsTime() throws {
    let slot = try test.slot(60)
    _ = try test.store.perform(.changeSlots([slot.id], .shift(by: .minutes(60))), at: moment(2))
    try test.book(slot.id, at: moment(-600), by: ben)
    try expectNothingToUndo()
    #expect(try test.store.slot(slot.id).range.start == moment(120))
  }

  /// Nobody has told them the slot's new time.
  @Test(arguments: [true, false])
  func whoeverWouldComeBackToAnotherTimeIsLeftAlone(isMoved: Bool) throws {
    let slots = try (0..<2).map { try test.slot(60 + $0 * 300) }
    let old = try test.book(slots[0].id)
    let deed: Operation =
      isMoved
      ? .rescheduleAppointment(old.id, to: slots[1].id, lockKey: nil)
      : .cancelAppointments([old.id])
    _ = try test.store.perform(deed, at: moment(1))
    _ = try ben.perform(.changeSlots([slots[0].id], .shift(by: .minutes(90))), at: moment(2))
    let before = try test.dump()
    let error = #expect(throws: SlotError.self) { try undo() }
    #expect(error?.message(in: .utc).contains("ben changed it at ") == true)
    let name = Change.Subject.slot(slots[0].id).name
    #expect(error?.message(in: .utc).contains("(\(name))") == true)
    #expect(try test.dump() == before)
    // At its old time again it is what they know.
    _ = try ben.perform(.changeSlots([slots[0].id], .shift(by: .minutes(-90))), at: moment(11))
    #expect(try undo(at: 12).conflicts == [])
    #expect(try test.store.appointment(old.id).slotID == slots[0].id)
    try test.expectSound()
  }

  /// Whoever was booked since a slot was opened does not lose the place without a question.
  @Test(arguments: [true, false])
  func aSlotThatWasBookedSinceItWasOpenedStaysOpen(isRedo: Bool) throws {
    let slot = try test.slot(60)
    let disable = Operation.changeSlots([slot.id], .setStatus(.disabled))
    _ = try test.store.perform(disable, at: moment(1))
    if isRedo {
      _ = try test.store.undo(nil, force: false, at: moment(2))
    } else {
      _ = try test.store.perform(.changeSlots([slot.id], .setStatus(.active)), at: moment(2))
    }
    let guest = try test.book(slot.id, at: moment(3), by: ben)
    func again(at minute: Int) throws {
      _ = isRedo ? try test.store.redo(at: moment(minute)) : try undo(at: minute)
    }
    #expect(throws: SlotError.self) { try again(at: 4) }
    #expect(try test.store.slot(slot.id).status == .active)
    _ = try ben.perform(.cancelAppointments([guest.id]), at: moment(5))
    try again(at: 6)
    #expect(try test.store.slot(slot.id).status == .disabled)
    try test.expectSound()
  }

  // MARK: What was taken back in part, or done again

  /// What an undo left alone still stands, and still protects.
  @Test(arguments: ["time", "lock", "moved", "closed"])
  func whatAnUndoLeftAloneStillCounts(what: String) throws {
    let cy = try test.session(of: "cy")
    let slots = try (0..<2).map { try test.slot(60 + $0 * 120, capacity: 4) }
    let slot = slots[0].id
    func note(_ id: Appointment.ID) throws {
      let phone = AppointmentChanges(members: ["phone": "1"])
      _ = try cy.perform(.updateAppointments([id], phone), at: moment(4))
    }
    switch what {
    case "time", "lock":
      let old = try test.book(slot)
      _ = try test.store.perform(.cancelAppointments([old.id]), at: moment(1))
      let change: BulkChange =
        what == "time" ? .shift(by: .minutes(20)) : .lock(until: moment(59), key: "z")
      _ = try ben.perform(.changeSlots(slots.map(\.id), change), at: moment(2))
      if what == "time" {
        try test.book(slot, at: moment(3), by: cy)
      } else {
        let note = BulkChange.update(SlotChanges(metadata: try Metadata(parsing: #"{"a":1}"#)))
        _ = try cy.perform(.changeSlots([slot], note), at: moment(3))
      }
    default:
      for status in [Slot.Status.disabled, .active] where what == "closed" {
        _ = try test.store.perform(.changeSlots([slot], .setStatus(status)), at: moment(1))
      }
      if what == "moved" {
        _ = try test.store.perform(.changeSlots([slot], .shift(by: .minutes(20))), at: moment(1))
      }
      let drafts = [AppointmentDraft(slotID: slot), AppointmentDraft(slotID: slot)]
      let guests = try ben.perform(.createAppointments(drafts), at: moment(2)).appointments
      try note(guests[0].id)
    }
    #expect(try ben.undo(nil, force: false, at: moment(5)).conflicts.count == 1)
    try expectNothingToUndo()
    try test.expectSound()
  }

  /// Whoever does something again sees what colleagues did before, so that this is no obstacle after it.
  @Test(arguments: ["lock", "time"])
  func whatWasThereBeforeItWasDoneAgainIsNoObstacle(what: String) throws {
    let slot = try test.slot(60, capacity: 4)
    let old = try test.book(slot.id)
    _ = try test.store.perform(.cancelAppointments([old.id]), at: moment(1))
    _ = try undo(at: 2)
    let change: BulkChange =
      what == "time" ? .shift(by: .minutes(20)) : .lock(until: moment(59), key: "z")
    _ = try ben.perform(.changeSlots([slot.id], change), at: moment(3))
    _ = try test.store.redo(at: moment(4))
    #expect(try undo(at: 5).conflicts == [])
    #expect(try test.store.appointment(old.id).status == .active)
    // What comes after it is one.
    _ = try test.store.redo(at: moment(6))
    _ = try ben.perform(.changeSlots([slot.id], .shift(by: .minutes(20))), at: moment(7))
    try expectNothingToUndo()
    try test.expectSound()
  }

  /// People are not deleted alone where the slot that they were deleted with stays.
  @Test(arguments: ["note", "booking"])
  func peopleStayWithTheirSlot(what: String) throws {
    let slots = try (0..<2).map { try test.slot(60 + $0 * 120, capacity: 4) }
    let people = try slots.map { try test.book($0.id, by: ben) }
    let delete = Operation.changeSlots(slots.map(\.id), .delete(force: true))
    _ = try test.store.perform(delete, at: moment(1))
    _ = try undo(at: 2)
    if what == "note" {
      let update = BulkChange.update(SlotChanges(capacity: 7))
      _ = try ben.perform(.changeSlots([slots[0].id], update), at: moment(3))
    } else {
      try test.book(slots[0].id, at: moment(3), by: ben)
    }
    let redone = try test.store.redo(at: moment(4))
    #expect(
      Set(redone.conflicts.map(\.subject))
        == [.slot(slots[0].id), .appointment(people[0].id)]
    )
    #expect(try test.store.appointment(people[0].id).slotID == slots[0].id)
    #expect(throws: SlotError.self) { try test.store.slot(slots[1].id) }
    try test.expectSound()
  }

  /// Whoever had the place before a slot was moved goes back with it, whatever was done to them since.
  @Test func whoCameBeforeIsNoObstacle() throws {
    let slot = try test.slot(60, capacity: 4)
    let old = try test.book(slot.id, by: ben)
    _ = try test.store.perform(.changeSlots([slot.id], .shift(by: .minutes(20))), at: moment(1))
    let guest = try test.book(slot.id, at: moment(2), by: ben)
    _ = try ben.perform(.cancelAppointments([guest.id]), at: moment(3))
    let phone = AppointmentChanges(members: ["phone": "1"])
    _ = try ben.perform(.updateAppointments([old.id], phone), at: moment(4))
    #expect(try undo().conflicts == [])
    #expect(try test.store.slot(slot.id).range.start == moment(60))
  }

  // MARK: Refusals

  @Test func timeThatIsTakenMeanwhileIsARefusal() throws {
    let slot = try test.slot(60)
    let moved = try test.slot(120)
    _ = try test.store.perform(.changeSlots([slot.id], .delete(force: false)), at: moment(1))
    let newer = try test.slot(70, by: ben)
    try expectNothingToUndo()
    _ = try ben.perform(.changeSlots([newer.id], .delete(force: false)), at: moment(2))
    #expect(try undo().conflicts == [])
    _ = try test.store.perform(
      .changeSlots([moved.id], .update(SlotChanges(start: moment(200), end: moment(220)))),
      at: moment(3)
    )
    _ = try test.slot(120, by: ben)
    try expectNothingToUndo()
    try test.expectSound()
  }

  @Test func aRefusalNamesTheSlotInTheWay() throws {
    let slots = try test.store.perform(
      .createSlots([test.draft(60), test.draft(90)]),
      at: moment(0)
    ).slots
    _ = try test.store.perform(.changeSlots(slots.map(\.id), .delete(force: false)), at: moment(1))
    _ = try test.slot(70, by: ben)
    let undone = try undo()
    #expect(
      undone.conflicts == [
        .init(
          subject: .slot(slots[0].id),
          reason: .refused(
            .slotsOverlap(range(60, 80), existing: range(70, 90), isNew: false)
          )
        )
      ]
    )
    #expect(try test.store.slot(slots[1].id).range == range(90, 110))
  }

  @Test func aPlaceThatIsTakenMeanwhileStaysTaken() throws {
    let slot = try test.slot(60)
    let mine = try test.book(slot.id)
    _ = try test.store.perform(.cancelAppointments([mine.id]), at: moment(1))
    try test.book(slot.id, by: ben)
    try expectNothingToUndo()
    #expect(try test.store.slot(slot.id).activeAppointments == 1)
  }

  @Test func aColleaguesLockKeepsItsSlot() throws {
    let slot = try test.slot(60, capacity: 2)
    let mine = try test.book(slot.id)
    _ = try test.store.perform(.cancelAppointments([mine.id]), at: moment(1))
    _ = try ben.perform(.changeSlots([slot.id], .lock(until: moment(40), key: "k")), at: moment(2))
    try expectNothingToUndo()
    #expect(try undo(at: 41).conflicts == [])
  }

  @Test func capacityIsNotTakenBackBelowWhatIsBooked() throws {
    let slot = try test.slot(60)
    _ = try test.store.perform(
      .changeSlots([slot.id], .update(SlotChanges(capacity: 2))),
      at: moment(1)
    )
    try test.book(slot.id, by: ben)
    try test.book(slot.id, by: ben)
    try expectNothingToUndo()
    #expect(try test.store.slot(slot.id).capacity == 2)
  }

  @Test func onesOwnLaterChangeOfTheSameValueStandsToo() throws {
    let slot = try test.slot(60)
    let first = try #require(
      try test.store.perform(
        .changeSlots([slot.id], .update(SlotChanges(capacity: 2))),
        at: moment(1)
      )
      .action
    )
    _ = try test.store.perform(
      .changeSlots([slot.id], .update(SlotChanges(capacity: 3))),
      at: moment(2)
    )
    let error = #expect(throws: SlotError.self) {
      try test.store.undo(first.id, force: false, at: moment(3))
    }
    #expect(error?.code == .cannotUndo)
    #expect(try test.store.slot(slot.id).capacity == 3)
  }

  @Test func anIDThatLivesAgainIsLeftToItsNewOwner() throws {
    let slot = try test.slot(60)
    _ = try test.store.perform(.changeSlots([slot.id], .delete(force: false)), at: moment(1))
    var draft = test.draft(500)
    draft.id = slot.id
    _ = try ben.perform(.createSlots([draft]), at: moment(2))
    try expectNothingToUndo()
    #expect(try test.store.slot(slot.id).range == range(500, 520))
  }

  // MARK: Deleted, and imported again

  private func take(_ records: [ObjectRecord], by session: SQLiteStore) throws {
    _ = try session.takeOver(at: moment(5), reason: nil, isTrial: false) {
      (intake) throws(SlotError) in
      for record in records { _ = try intake.take(record, updating: true) }
    }
  }

  @Test func anAppointmentThatCameBackOtherwiseIsLeftAloneAndTheOthersComeBack() throws {
    let slot = try test.slot(60, capacity: 3)
    let people = try (0..<3).map { _ in try test.book(slot.id) }
    _ = try test.store.perform(.deleteAppointments(people.map(\.id)), at: moment(1))
    try take([.appointment(AppointmentRecord(id: people[1].id, slotID: slot.id))], by: ben)
    let undone = try undo()
    #expect(
      undone.conflicts == [
        .init(subject: .appointment(people[1].id), reason: .changed(by: "ben", at: moment(5)))
      ]
    )
    #expect(undone.action.objects == 2)
    #expect(try test.store.slot(slot.id).activeAppointments == 3)
    try test.expectSound()
    #expect(try test.store.redo(at: moment(11)).conflicts == [])
    #expect(try test.store.appointments(on: slot.id).map(\.id) == [people[1].id])
    try test.expectSound()
  }

  /// Whoever imported it, oneself too: what is there now was not there then.
  @Test func whatICameToImportIsLeftAlone() throws {
    let slot = try test.slot(60)
    let mine = try test.book(slot.id)
    _ = try test.store.perform(.deleteAppointments([mine.id]), at: moment(1))
    try take([.appointment(AppointmentRecord(id: mine.id, slotID: slot.id))], by: test.store)
    let delete = try test.store.lastAction() - 1
    let error = #expect(throws: SlotError.self) {
      try test.store.undo(delete, force: false, at: moment(6))
    }
    #expect(error?.code == .cannotUndo)
    #expect(error?.message(in: .utc).contains("ana changed it at 2026-03-02 00:05") == true)
    try test.expectSound()
  }

  /// The block itself is gone for good while another has its short id; that is said, and of its slots that
  /// there is no block for them.
  @Test func aShortIDIsNotGivenTwice() throws {
    let block = try test.store.block(test.block)
    let slot = try test.slot(60)
    _ = try test.store.perform(.deleteBlocks([test.block], force: true), at: moment(1))
    var other = BlockRecord(id: BookingBlock.ID())
    (other.shortID, other.name, other.timezone) = (block.shortID, "Other", "UTC")
    try take([.block(other)], by: ben)
    let error = #expect(throws: SlotError.self) { try undo() }
    #expect(error?.code == .cannotUndo)
    let sentence = "The booking block \"Other\" has the short id \(block.shortID) already."
    #expect(error?.message(in: .utc).contains(sentence) == true, "\(String(describing: error))")
    _ = try ben.perform(.deleteBlocks([other.id], force: false), at: moment(6))
    #expect(try undo().conflicts == [])
    #expect(try test.store.slot(slot.id).blockID == test.block)
    try test.expectSound()
  }

  /// Slots and appointments find the block and the slots that have the old ids.
  @Test func ofABlockThatCameBackInPartTheRestComesBack() throws {
    let slots = try (0..<3).map { try test.slot(60 + 30 * $0, capacity: 2) }
    let people = try slots.map { try test.book($0.id) }
    _ = try test.store.perform(.deleteBlocks([test.block], force: true), at: moment(1))
    var block = BlockRecord(id: test.block)
    (block.name, block.timezone) = ("Dr. Ada", "UTC")
    let again = SlotRecord(id: slots[1].id, blockID: test.block, range: slots[1].range)
    try take([.block(block), .slot(again)], by: ben)
    let undone = try undo()
    #expect(
      undone.conflicts == [
        .init(subject: .block(test.block), reason: .changed(by: "ben", at: moment(5))),
        .init(subject: .slot(slots[1].id), reason: .changed(by: "ben", at: moment(5))),
      ]
    )
    for (slot, person) in zip(slots, people) {
      #expect(try test.store.slot(slot.id).blockID == test.block)
      #expect(try test.store.appointments(on: slot.id).map(\.id) == [person.id])
    }
    try test.expectSound()
    #expect(try test.store.redo(at: moment(11)).conflicts == [])
    #expect(try test.store.slots(of: test.block, in: .all).map(\.id) == [slots[1].id])
    try test.expectSound()
  }
}
