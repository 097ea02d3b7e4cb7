import ProgramDriver
import SlotDomain
import TerminalKit
import Testing

@testable import SlotTUI

/// What is chosen can become otherwise while something else is looked at: by colleagues, by the clock, and by
/// what the user did before.
@Suite struct MeanwhileTests {
  /// A desk on a real store, with ben's session beside it.
  private struct World {
    let world: RunnerStore
    var state: AppState
    var ben: SQLiteStore

    init(_ starts: String..., capacity: Int = 1) throws {
      world = try RunnerStore()
      for start in starts { try world.add(start, capacity: capacity) }
      state = try world.open()
      ben = try world.session(of: "ben")
    }

    mutating func press(_ keys: String...) {
      for key in keys { state.run(state.press(key), world.runner) }
    }

    mutating func type(_ text: String) { state.run(state.type(text), world.runner) }

    /// To a time of the week after this one.
    mutating func go(_ text: String) {
      press("g")
      type(text)
      press("Enter")
    }

    mutating func wait(seconds: Int) {
      state.run(state.update(.tick, at: state.desk.clock + .seconds(seconds)), world.runner)
    }

    func slots() throws -> [Slot] {
      try world.store.slots(matching: SlotQuery(), at: world.now).elements
    }

    @discardableResult
    func book(_ name: String, on slot: Slot, by store: SQLiteStore) throws -> Appointment {
      let draft = AppointmentDraft(
        slotID: slot.id,
        metadata: try Metadata(.object(["name": .string(name)]))
      )
      return try #require(
        try store.perform(.createAppointments([draft]), at: world.now).appointments.first
      )
    }

    /// What colleagues did is read.
    mutating func hear() {
      state.run([.readChanges(since: state.content.position)], world.runner)
    }
  }

  /// A picture can be read, by the clock or by a key, before anybody looked for what is new: it is told.
  @Test func whatAPictureBringsIsTold() throws {
    var desk = try World("2026-03-05 09:00")
    let slot = try desk.slots()[0]
    desk.press("Esc")
    _ = try desk.ben.perform(.changeSlots([slot.id], .setStatus(.disabled)), at: desk.world.now)
    desk.state.run([desk.state.desk.reload()], desk.world.runner)
    #expect(desk.state.message?.text.hasPrefix("ben disabled Thu 5 Mar 09:00") == true)
    // Once.
    desk.press("Esc")
    desk.state.run([desk.state.desk.reload()], desk.world.runner)
    #expect(desk.state.message == nil)
  }

  // MARK: Marks of another week

  @Test func marksThatAreNotShownAreLookedAtBeforeSomethingIsDoneToThem() throws {
    var desk = try World("2026-03-05 09:00", "2026-03-12 09:00")
    let far = try desk.slots()[1]
    desk.go("12.3. 9:00")
    desk.press("Space", "[")
    try desk.book("Yan Surprise", on: far, by: desk.ben)
    desk.hear()
    desk.press("d")
    let question = try #require(desk.state.question?.text)
    #expect(
      question.hasPrefix("Close 1 slot? 1 person loses their place: Yan Surprise"),
      "\(question)"
    )
    desk.press("n", "2", "0", "S")
    #expect(desk.state.question?.text.hasPrefix("Move 1 appointment to Thu 12 Mar 09:20") == true)
    desk.press("n")
    #expect(try desk.slots()[1].range == far.range)
    // When they are gone, what is under the cursor was not meant.
    _ = try desk.ben.perform(.changeSlots([far.id], .delete(force: true)), at: desk.world.now)
    desk.state.desk.sheet.advance(to: try desk.world.store.position())
    desk.press("d")
    #expect(desk.state.message?.text == "The marked slots are gone.")
    #expect(try desk.slots()[0].status == .active)
  }

  @Test func aColleaguesLockOnAMarkIsAskedAbout() throws {
    var desk = try World("2026-03-05 09:00", "2026-03-12 09:00")
    let far = try desk.slots()[1]
    desk.go("12.3. 9:00")
    desk.press("L", "Space", "[")
    _ = try desk.ben.perform(.changeSlots([far.id], .unlock(key: nil)), at: desk.world.now)
    let end = desk.world.now + .hours(1)
    _ = try desk.ben.perform(
      .changeSlots([far.id], .lock(until: end, key: "secret")),
      at: desk.world.now
    )
    desk.hear()
    desk.press("L")
    #expect(desk.state.question?.text.hasPrefix("ben locked this slot") == true)
  }

  /// The whole weeks are counted from the day on which the copies were shown.
  @Test func copiesOfAnotherWeekGoToTheCursorsDay() throws {
    var desk = try World("2026-03-03 09:00", "2026-03-10 09:00", "2026-03-17 11:00")
    desk.go("10.3. 9:00")
    desk.press("Space", "[", "y", "]", "]")
    desk.go("17.3. 11:00")
    desk.press("p")
    let warsaw = try Zone(named: "Europe/Warsaw")
    let days = try desk.slots().map { "\(warsaw.date($0.range.start))" }
    #expect(days == ["2026-03-03", "2026-03-10", "2026-03-17", "2026-03-17"])
  }

  // MARK: People

  /// Theirs is told member by member, and only what was told is saved over.
  @Test func everyMemberThatAColleagueChangedIsTold() throws {
    var desk = try World("2026-03-05 09:00")
    let person = try desk.book("Edith", on: try desk.slots()[0], by: desk.world.store)
    desk.press("g")
    desk.type("thu")
    desk.press("Enter", "Enter", "e", "X", "Tab", "9")
    let theirs = AppointmentChanges(members: ["name": "Edith Ben", "phone": "222"])
    _ = try desk.ben.perform(.updateAppointments([person.id], theirs), at: desk.world.now)
    desk.press("Enter")
    func shown() -> String {
      desk.state.drawn().text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
    #expect(shown().contains("A colleague changed the name: it is “Edith Ben” now."))
    desk.press("Enter")
    #expect(shown().contains("A colleague changed the phone: it is “222” now."), "\(shown())")
    desk.press("Enter")
    let saved = try desk.world.store.appointment(person.id).metadata.json
    #expect(saved == #"{"name":"EdithX","phone":"9"}"#)
  }

  @Test func whoeverIsInHandIsLetGoAlsoWhileThePastIsShown() throws {
    var desk = try World("2026-03-05 09:00", "2026-03-05 10:00", "2026-03-05 11:00")
    let slots = try desk.slots()
    let person = try desk.book("Ella", on: slots[0], by: desk.world.store)
    desk.press("g")
    desk.type("thu")
    desk.press("Enter", "Enter", "m", "Esc")
    #expect(desk.state.inHand != nil)
    desk.press(":")
    desk.type("as-of today 10:00")
    desk.press("Enter")
    let move = SlotDomain.Operation.rescheduleAppointment(person.id, to: slots[1].id, lockKey: nil)
    _ = try desk.ben.perform(move, at: desk.world.now)
    desk.hear()
    #expect(desk.state.inHand == nil)
    #expect(desk.state.message?.text.contains("you are no longer moving it") == true)
  }

  /// Whoever is to be moved is deleted while places for them are looked through.
  @Test(arguments: [true, false])
  func whoIsDeletedMeanwhileIsMovedNoLonger(isByColleague: Bool) throws {
    var desk = try World("2026-03-05 09:00", "2026-03-05 10:00")
    let slot = try desk.slots()[0]
    let store = isByColleague ? desk.ben : desk.world.store
    let person = try desk.book("Ella", on: slot, by: store)
    desk.hear()
    desk.press("g")
    desk.type("5 mar")
    desk.press("Enter", "Enter", "m")
    #expect(desk.state.layers.top is MoveWindow)
    if isByColleague {
      _ = try desk.ben.perform(.deleteAppointments([person.id]), at: desk.world.now)
      desk.hear()
      #expect(
        desk.state.message?.text
          == "ben deleted the appointment of Ella meanwhile: you are no longer moving it."
      )
    } else {
      desk.press("u")
      desk.press("y")
    }
    #expect(desk.state.message?.text.contains("E048") != true)
    let text = desk.state.drawn().text
    #expect(text.contains("Esc back") && !text.contains("choose in the view"), "\(text)")
  }

  // MARK: Two who do the same

  /// Two who are told of one cancellation press the same key: the second one brings nobody back.
  @Test func whomAColleagueCancelledComesBackOnlyOnAYes() throws {
    var desk = try World("2026-03-05 09:00")
    let slot = try desk.slots()[0]
    let person = try desk.book("Kurt Weil", on: slot, by: desk.world.store)
    desk.hear()
    desk.go("5.3. 9:00")
    desk.press("Enter")
    _ = try desk.ben.perform(.cancelAppointments([person.id]), at: desk.world.now)
    desk.hear()
    desk.press("x")
    #expect(desk.state.message?.text.hasPrefix("Somebody was faster.") == true)
    desk.wait(seconds: 2)
    desk.press("x")
    let text = try #require(desk.state.question?.text)
    #expect(text.hasPrefix("A colleague has cancelled Kurt Weil already. Enable"), "\(text)")
    desk.press("n")
    #expect(try desk.world.store.appointment(person.id).status == .cancelled)
    desk.press("x", "y")
    #expect(try desk.world.store.appointment(person.id).status == .active)
    // Who was cancelled here comes back at once.
    desk.press("x", "x")
    #expect(desk.state.question == nil)
    #expect(try desk.world.store.appointment(person.id).status == .active)
  }

  /// Whose place is taken by somebody else cannot come back to it: what to do instead is said.
  @Test func whoseOwnPlaceIsTakenIsBookedElsewhere() throws {
    var desk = try World("2026-03-05 09:00", "2026-03-05 10:00")
    let slots = try desk.slots()
    let person = try desk.book("Kurt Weil", on: slots[0], by: desk.world.store)
    _ = try desk.world.store.perform(.cancelAppointments([person.id]), at: desk.world.now)
    try desk.book("Else", on: slots[0], by: desk.world.store)
    desk.hear()
    desk.go("5.3. 9:00")
    desk.press("Enter", "k")
    #expect(desk.state.details?.selected?.id == person.id)
    let remedy = "y copies Kurt Weil: F finds another place, p books it."
    desk.press("x")
    #expect(desk.state.message == Message("The place is taken. \(remedy)", .error))
    desk.press("m")
    #expect(
      desk.state.message?.text == "Kurt Weil is cancelled, and the place is taken. \(remedy)"
    )
    desk.press("y", "Esc", "w", "p", "Enter")
    #expect(try desk.world.store.appointments(on: slots[1].id).count == 1)
  }

  // MARK: One user at two desks

  /// What this screen says can be taken back is not something else that was done in the same name.
  @Test func whatWasDoneAtTheOtherDeskIsAskedAbout() throws {
    var desk = try World("2026-03-05 09:00", "2026-03-05 10:00")
    let slots = try desk.slots()
    let there = try desk.world.session(of: desk.state.desk.settings.actor)
    desk.go("5.3. 9:00")
    desk.press("d")
    let theirs = try desk.book("Client", on: slots[1], by: there)
    desk.hear()
    desk.press("u")
    let text = try #require(desk.state.question?.text)
    #expect(text.hasPrefix("Take back what you did elsewhere, "), "\(text)")
    #expect(text.contains("booked Client"), "\(text)")
    desk.press("n")
    #expect(try desk.world.store.appointment(theirs.id).status == .active)
    desk.press("u", "y")
    #expect(throws: SlotError.self) { try desk.world.store.appointment(theirs.id) }
    desk.press("u")
    #expect(try desk.slots()[0].status == .active)
  }

  /// Of an hour in two slots, one half is moved or cancelled: the other one is told.
  @Test func theRestOfAVisitIsTold() throws {
    var desk = try World(
      "2026-03-05 09:00",
      "2026-03-05 09:30",
      "2026-03-05 10:00",
      "2026-03-05 11:00"
    )
    let slots = try desk.slots()
    for slot in slots.prefix(3) { try desk.book("Paula Ohm", on: slot, by: desk.world.store) }
    try desk.book("Else", on: slots[3], by: desk.world.store)
    desk.hear()
    desk.go("5.3. 9:30")
    desk.press("Enter", "x")
    let text = try #require(desk.state.message?.text)
    #expect(
      text
        == "Cancelled the appointment of Paula Ohm. Paula Ohm still has Thu 5 Mar 09:00–09:30 and"
        + " Thu 5 Mar 10:00–10:30. u takes it back."
    )
    // Of the two that were left, one goes elsewhere.
    desk.press("Esc", "W", "Enter", "m", "Down", "Enter")
    #expect(desk.state.message?.text.contains("still has") == false)
    // Who has nothing else in a row is not spoken of.
    desk.press("Esc", "Esc")
    desk.go("5.3. 11:00")
    desk.press("Enter", "x")
    #expect(
      desk.state.message?.text == "Cancelled the appointment of Else. u takes it back."
    )
  }

  /// What the bottom line says was done is not left there when somebody does the opposite.
  @Test func whatIsSaidToBeDoneIsNoLongerSaidWhenItIsNot() throws {
    var desk = try World("2026-03-05 09:00", "2026-03-05 10:00")
    let slots = try desk.slots()
    desk.go("5.3. 9:00")
    desk.press("d")
    let done = try #require(desk.state.message)
    _ = try desk.ben.perform(.changeSlots([slots[1].id], .setStatus(.disabled)), at: desk.world.now)
    desk.hear()
    #expect(desk.state.message == done, "Of something else it stays.")
    _ = try desk.ben.perform(.changeSlots([slots[0].id], .setStatus(.active)), at: desk.world.now)
    desk.hear()
    #expect(desk.state.message?.text.hasPrefix("ben enabled Thu 5 Mar 09:00") == true)
  }

  /// Whose place went with a slot is said.
  @Test func whoWentWithASlotIsNamed() throws {
    var desk = try World("2026-03-05 09:00", "2026-03-05 10:00")
    let slots = try desk.slots()
    try desk.book("Ella", on: slots[0], by: desk.ben)
    desk.hear()
    desk.state.run([desk.state.desk.reload()], desk.world.runner)
    desk.press("Esc", "w")
    _ = try desk.ben.perform(
      .changeSlots([slots[0].id], .delete(force: true)),
      at: desk.world.now
    )
    desk.hear()
    let message = try #require(desk.state.message?.text)
    #expect(message == "ben deleted Thu 5 Mar 09:00–09:30 with the appointment of Ella.")
    desk.press("A")
    #expect(desk.state.drawn().text.contains("deleted a slot of"))
    #expect(desk.state.drawn().text.contains("with Ella"))
  }

  /// The next key is for whom the message is about.
  @Test func whoWasBookedInTheDetailsIsInFocus() throws {
    var desk = try World("2026-03-05 09:00", capacity: 3)
    try desk.book("Beta", on: try desk.slots()[0], by: desk.world.store)
    desk.press("g")
    desk.type("thu")
    desk.press("Enter", "Enter", "a")
    desk.type("Zed")
    desk.press("Enter", "x")
    #expect(desk.state.message?.text.hasPrefix("Cancelled the appointment of Zed.") == true)
  }

  /// Whoever comes back while a key is pressed is not whom it is for.
  @Test func whoComesBackIsNotCancelledInAnothersStead() throws {
    var desk = try World("2026-03-05 09:00", capacity: 2)
    let slot = try desk.slots()[0]
    let ella = try desk.book("Ella", on: slot, by: desk.world.store)
    let zed = try desk.book("Zed", on: slot, by: desk.world.store)
    desk.press("g")
    desk.type("thu")
    desk.press("Enter", "Enter")
    #expect(desk.state.details?.selected?.id == ella.id)
    _ = try desk.ben.perform(.deleteAppointments([ella.id]), at: desk.world.now)
    desk.hear()
    #expect(desk.state.details?.selected?.id == zed.id)
    desk.state.after(.seconds(2))
    _ = try desk.ben.undo(nil, force: false, at: desk.world.now)
    desk.hear()
    #expect(desk.state.details?.selected?.id == ella.id)
    desk.press("x")
    #expect(try desk.world.store.appointment(ella.id).status == .active)
    #expect(desk.state.message?.text.hasPrefix("Somebody was faster.") == true)
  }

  // MARK: All of somebody's

  /// Whoever gives up a term is cancelled at once, and whoever is only called the same is not.
  @Test func allThatSomebodyHasToComeIsCancelledTogether() throws {
    var desk = try World(
      "2026-03-03 09:00",
      "2026-03-05 09:00",
      "2026-03-12 09:00",
      "2026-03-19 09:00",
      "2026-03-26 09:00",
      capacity: 2
    )
    let slots = try desk.slots()
    func book(_ phone: String, on slots: [Slot]) throws {
      let metadata = try Metadata(.object(["name": "Peter Novák", "phone": .string(phone)]))
      let drafts = slots.map { AppointmentDraft(slotID: $0.id, metadata: metadata) }
      _ = try desk.world.store.perform(.createAppointments(drafts), at: desk.world.now)
    }
    try book("07700 900123", on: [slots[1], slots[2], slots[3]])
    try book("07700 900999", on: [slots[4]])
    let over = try Metadata(.object(["name": "Peter Novák", "phone": "07700 900123"]))
    _ = try desk.world.store.perform(
      .createAppointments([AppointmentDraft(slotID: slots[0].id, metadata: over, isLate: true)]),
      at: desk.world.now
    )
    desk.hear()
    desk.go("5.3. 9:00")
    desk.press("Enter", "X")
    let question = try #require(desk.state.question?.text)
    let asked =
      "Cancel all 3 appointments of Peter Novák to come: Thu 5 Mar 09:00, Thu 12 Mar 09:00"
    #expect(question.hasPrefix(asked) && question.hasSuffix("? y/n"), "\(question)")
    desk.press("n")
    #expect(desk.state.message?.text == "Nobody was cancelled.")
    desk.press("X", "y")
    #expect(desk.state.message?.text.hasPrefix("Cancelled 3 appointments of Peter Novák.") == true)
    #expect(try desk.slots().map(\.activeAppointments) == [1, 0, 0, 0, 1])
    desk.press("u")
    #expect(try desk.slots().map(\.activeAppointments) == [1, 1, 1, 1, 1])
  }

  @Test func whoHasNothingElseIsNotAskedAbout() throws {
    var desk = try World("2026-03-05 09:00", "2026-03-05 10:00")
    let slots = try desk.slots()
    try desk.book("Ella", on: slots[0], by: desk.world.store)
    desk.hear()
    desk.go("5.3. 9:00")
    desk.press("X")
    #expect(
      desk.state.message?.text.hasPrefix("X cancels all appointments of somebody in the details")
        == true
    )
    desk.press("Enter", "X")
    #expect(
      desk.state.message?.text == "Ella has no other appointment to come. x cancels this one."
    )
    #expect(desk.state.question == nil)
  }

  /// Somebody may wait for the place.
  @Test func theNoteOfASlotIsToldWhereSomebodyGivesUp() throws {
    var desk = try World("2026-03-05 09:00")
    let slot = try desk.slots()[0]
    try desk.book("Ella", on: slot, by: desk.world.store)
    let revision = SlotRevision(metadata: ["note": "WAIT: Wendy 07700 900399"])
    _ = try desk.world.store.perform(.reviseSlots([slot.id], revision), at: desk.world.now)
    desk.hear()
    desk.go("5.3. 9:00")
    desk.press("Enter", "x")
    let told = desk.state.message?.text ?? ""
    #expect(told.contains("The slot's note: WAIT: Wendy 07700 900399."), "\(told)")
  }

  /// The place that was told on the phone, and whoever was looked for.
  @Test func listsThatAreTypedIntoHoldAKeyBackToo() throws {
    var desk = try World("2026-03-05 09:00", "2026-03-05 10:00", "2026-03-05 11:00")
    let slots = try desk.slots()
    desk.press("F")
    try desk.book("Ella", on: slots[0], by: desk.ben)
    desk.hear()
    desk.press("Enter")
    #expect(desk.state.message?.text.hasPrefix("Somebody was faster.") == true)
    #expect(desk.state.layers.top is PlaceWindow)
    desk.wait(seconds: 2)
    desk.press("Enter")
    #expect(desk.state.desk.sheet.focusedSlot?.id == slots[1].id)

    let elmar = try desk.book("Elmar", on: slots[1], by: desk.world.store)
    desk.hear()
    desk.press("/")
    desk.type("el")
    #expect(BottomText(desk.state).sentence.contains("Ella"))
    _ = try desk.ben.perform(
      .deleteAppointments([
        try #require(try desk.world.store.appointments(on: slots[0].id).first).id
      ]),
      at: desk.world.now
    )
    desk.hear()
    desk.wait(seconds: 0)
    #expect(BottomText(desk.state).sentence.contains("Elmar"))
    desk.press("Enter")
    #expect(desk.state.message?.text.hasPrefix("Somebody was faster.") == true)
    desk.wait(seconds: 2)
    desk.press("Enter")
    #expect(desk.state.details?.selected?.id == elmar.id)
  }

  /// Places that have begun leave the list; what was chosen among the others stays chosen.
  @Test func theChosenPlaceStaysWhereTheFirstHaveBegun() throws {
    var desk = try World()
    let now = desk.world.now.startOfMinute
    let block = try #require(desk.state.content.block)
    let slots = try (1...5).map { minute in
      let start = now + .minutes(minute)
      let draft = SlotDraft(
        blockID: block.id,
        range: TimeRange(start: start, end: start + .minutes(1))
      )
      return try #require(
        try desk.world.store.perform(.createSlots([draft]), at: desk.world.now).slots.first
      )
    }
    desk.hear()
    desk.press("F", "Down", "Down", "Down")
    func chosen() -> Slot.ID? {
      (desk.state.layers.top as? PlaceWindow)?.selected(desk.state.desk)?.id
    }
    #expect(chosen() == slots[3].id)
    for _ in 1...2 {
      desk.wait(seconds: 60)
      #expect(chosen() == slots[3].id)
    }
  }

  /// What is not to be seen is not meant: neither the question nor what would be deleted.
  @Test func aWindowThatIsTooSmallObeysNothing() throws {
    var desk = try World("2026-03-05 09:00")
    desk.go("5.3. 9:00")
    let size = desk.state.desk.layout.size
    desk.state.run(
      desk.state.update(.resized(.init(width: 39, height: 9)), at: desk.state.clock),
      desk.world.runner
    )
    desk.press("D", "y", "d")
    desk.state.run(desk.state.update(.resized(size), at: desk.state.clock), desk.world.runner)
    #expect(try desk.slots().map(\.status) == [.active])
    #expect(desk.state.question == nil)
    desk.press("D", "y")
    #expect(try desk.slots().isEmpty)
  }

  /// What was left alone when it was taken back is not done again either, and not said to be.
  @Test func redoSaysWhatStaysAsItWas() throws {
    var desk = try World("2026-03-05 09:00", "2026-03-05 10:00")
    let slots = try desk.slots()
    desk.go("5.3. 9:00")
    desk.press("V", "w", "d")
    _ = try desk.ben.perform(.changeSlots([slots[1].id], .setStatus(.active)), at: desk.world.now)
    desk.hear()
    desk.press("u", "C-r")
    #expect(try desk.slots().map(\.status) == [.disabled, .active])
    #expect(desk.state.message?.text.hasSuffix("1 of them stays as it was.") == true)
  }

  /// Somebody who gets another appointment that day while the form is open.
  @Test func whatElseSomebodyHasIsAskedAnew() throws {
    var desk = try World("2026-03-05 09:00", "2026-03-05 10:00")
    desk.go("5.3. 9:00")
    desk.press("a")
    desk.type("Carl Ash")
    desk.press("Tab")
    #expect(!desk.state.drawn().text.contains("another appointment that day"))
    try desk.book("Carl Ash", on: try desk.slots()[1], by: desk.ben)
    desk.hear()
    #expect(desk.state.drawn().text.contains("another appointment that day"))
  }

  @Test func nobodyIsCancelledWhoWasScrolledOutOfSight() throws {
    var desk = try World("2026-03-05 09:00", capacity: 9)
    let slot = try desk.slots()[0]
    for number in 1...9 { try desk.book("Guest \(number)", on: slot, by: desk.world.store) }
    desk.press("g")
    desk.type("thu")
    desk.press("Enter", "Enter", "PgDn", "PgDn", "PgDn", "PgDn", "x")
    #expect(desk.state.message?.text == "Guest 1 is in focus. Press x again if you mean them.")
    #expect(desk.state.drawn().text.contains("Guest 1"))
    #expect(try desk.slots()[0].cancelledAppointments == 0)
    desk.press("x")
    #expect(desk.state.message?.text.hasPrefix("Cancelled the appointment of Guest 1.") == true)
  }

  /// Of a place that somebody else has by now nobody can be brought back to.
  @Test func aKeyThatCannotWorkIsNotNamed() throws {
    var desk = try World("2026-03-05 09:00")
    let slot = try desk.slots()[0]
    let old = try desk.book("Old", on: slot, by: desk.world.store)
    _ = try desk.world.store.perform(.cancelAppointments([old.id]), at: desk.world.now)
    desk.press("g")
    desk.type("thu")
    desk.press("Enter", "Enter")
    #expect(desk.state.drawn().text.contains("x enable"))
    try desk.book("New", on: slot, by: desk.ben)
    desk.hear()
    desk.press("Up", "Up")
    #expect(!desk.state.drawn().text.contains("x enable"))
  }

  // MARK: Forms

  @Test func anothersNameForABlockIsNotSavedOver() throws {
    var desk = try World()
    let block = try #require(desk.state.content.block)
    desk.press(":")
    desk.type("rename-block")
    desk.press("Enter", "C-u")
    desk.type("Dr. Mine")
    let theirs = BlockChanges(name: "Dr. Theirs")
    _ = try desk.ben.perform(.updateBlock(block.id, theirs), at: desk.world.now)
    desk.hear()
    desk.press("Enter")
    #expect(
      desk.state.question?.text
        == "Somebody changed it meanwhile: it is called Dr. Theirs now. Save yours all the same? y/n"
    )
    desk.press("n")
    #expect(try desk.world.store.block(block.id).name == "Dr. Theirs")
    desk.press("Enter", "y")
    #expect(try desk.world.store.block(block.id).name == "Dr. Mine")
  }

  /// What is typed for many is for those that were seen.
  @Test(arguments: [true, false])
  func aSlotThatAColleagueChangedAmongManyIsAskedAbout(isShift: Bool) throws {
    var desk = try World("2026-03-05 09:00", "2026-03-05 10:00")
    let slots = try desk.slots()
    desk.press("*", isShift ? "S" : "e")
    if isShift {
      desk.type("+15")
    } else {
      desk.press("Tab", "Tab", "C-u")
      desk.type("4")
    }
    let theirs = SlotChanges(capacity: 3)
    _ = try desk.ben.perform(.changeSlots([slots[0].id], .update(theirs)), at: desk.world.now)
    desk.hear()
    desk.press("Enter")
    #expect(
      desk.state.question?.text
        == "One of the slots was changed meanwhile. Change all 2 all the same? y/n"
    )
    desk.press("n")
    #expect(try desk.slots().map(\.capacity) == [3, 1])
    #expect(try desk.slots().map(\.range) == slots.map(\.range))
    desk.press("Enter", "y")
    let changed = try desk.slots()
    if isShift {
      #expect(changed.map(\.range.start) == slots.map { $0.range.start + .minutes(15) })
    } else {
      #expect(changed.map(\.capacity) == [4, 4])
    }
  }

  @Test func aSlotThatWasDeletedKeepsTheOthersFromNothing() throws {
    var desk = try World("2026-03-05 09:00", "2026-03-05 10:00")
    let slots = try desk.slots()
    desk.press("*", "e", "Tab", "Tab", "C-u")
    desk.type("4")
    let deed: SlotDomain.Operation = .changeSlots([slots[0].id], .delete(force: false))
    _ = try desk.ben.perform(deed, at: desk.world.now)
    desk.press("Enter")
    #expect(desk.state.form?.title == "Edit 1 slot")
    let text = desk.state.drawn().text.split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
    #expect(text.contains("deleted meanwhile. Enter changes the one"), "\(text)")
    desk.press("Enter")
    #expect(try desk.slots().map(\.capacity) == [4])
  }

  // MARK: Where it was not meant

  /// A name that is typed where no form opened does nothing; what the message names works at once.
  @Test func aNameThatIsTypedIntoNoFormIsNotObeyed() throws {
    var desk = try World("2026-03-05 09:00", "2026-03-05 12:00")
    desk.press("g")
    desk.type("thu 10:30")
    desk.press("Enter", "a")
    #expect(desk.state.message?.text.hasPrefix("There is no slot here.") == true)
    desk.type("uwe Ddd")
    #expect(desk.state.layers.isEmpty)
    let told = "There is no slot here, so nothing that was typed is obeyed."
    #expect(desk.state.message?.text == told)
    #expect(try desk.slots().allSatisfy { $0.status == .active })
    _ = desk.state.after(.seconds(1))
    desk.press("a", "c")
    #expect(desk.state.form?.title.hasPrefix("New slot") == true)
    // Whoever has read the message means the key.
    desk.press("Esc", "a")
    _ = desk.state.update(.key(.character("T")), at: desk.state.clock + Span(milliseconds: 400))
    #expect(desk.state.layers.top is TrayWindow)
    // A key that moves leads to a slot, where the next one books.
    desk.press("Esc", "a")
    for _ in 0..<20 where desk.state.desk.sheet.focusedSlot == nil { desk.press("j") }
    desk.press("a")
    #expect(desk.state.form?.title.hasPrefix("Book Thu 5 Mar 12:00") == true)
  }

  /// What left the list under the cursor is not what the next key is for.
  @Test func aKeyForASlotThatLeftTheListIsHeldBack() throws {
    var desk = try World("2026-03-05 09:00", "2026-03-06 09:00")
    let slots = try desk.slots()
    desk.press("g")
    desk.type("thu")
    desk.press("Enter", "v", "a", "f", "a")
    #expect(desk.state.week.focusedSlot?.id == slots[0].id)
    try desk.book("Yan", on: slots[0], by: desk.ben)
    desk.hear()
    #expect(desk.state.week.focusedSlot?.id == slots[1].id)
    desk.press("d")
    #expect(desk.state.message?.text.hasPrefix("The slot under the cursor has just left") == true)
    #expect(try desk.slots()[1].status == .active)
    let effects = desk.state.update(.key(.character("d")), at: desk.state.clock + .seconds(2))
    #expect(effects == [.perform(.changeSlots([slots[1].id], .setStatus(.disabled)))])
  }

  /// A list closes up where a slot is deleted, and where its block is, another one is shown.
  @Test(arguments: [true, false])
  func aKeyIsHeldBackWhereAnotherSlotComesUnderTheCursor(isBlock: Bool) throws {
    var desk = try World("2026-03-05 09:00", "2026-03-05 10:00")
    let slots = try desk.slots()
    let block = try #require(desk.state.content.block)
    let other = try #require(try desk.world.store.blocks().first { $0.id != block.id })
    let draft = SlotDraft(blockID: other.id, range: slots[0].range)
    let there = try desk.ben.perform(.createSlots([draft]), at: desk.world.now).slots[0]
    desk.hear()
    desk.press("g")
    desk.type("thu")
    desk.press("Enter", "v", "a")
    #expect(desk.state.desk.sheet.focusedSlot?.id == slots[0].id)
    let deed: SlotDomain.Operation =
      isBlock
      ? .deleteBlocks([block.id], force: true) : .changeSlots([slots[0].id], .delete(force: true))
    _ = try desk.ben.perform(deed, at: desk.world.now)
    desk.hear()
    let next = try #require(desk.state.desk.sheet.focusedSlot)
    #expect(next.id == (isBlock ? there.id : slots[1].id))
    desk.press("d")
    #expect(desk.state.message?.text.hasPrefix("The slot under the cursor has just left") == true)
    #expect(try desk.world.store.slot(next.id).status == .active)
    let effects = desk.state.update(.key(.character("d")), at: desk.state.clock + .seconds(2))
    #expect(effects == [.perform(.changeSlots([next.id], .setStatus(.disabled)))])
  }

  @Test func aRangeThatIsEmptyIsNotTheSlotUnderTheCursor() throws {
    var desk = try World("2026-03-05 09:00", "2026-03-05 10:00")
    _ = try desk.world.store.perform(
      .changeSlots([try desk.slots()[0].id], .setStatus(.disabled)),
      at: desk.world.now
    )
    desk.press("r", "g")
    desk.type("thu")
    desk.press("Enter", "f", "a", "V", "d")
    #expect(desk.state.message?.text == "There is no available slot in that range.")
    #expect(try desk.slots()[0].status == .disabled)
  }

  @Test func aNumberThatIsTooLargeIsNotCutToAnother() throws {
    var desk = try World("2026-03-05 09:00")
    let before = try desk.slots()
    desk.press("g")
    desk.type("thu")
    desk.press("Enter", "9", "9", "9", "9", "9", "S")
    #expect(desk.state.message?.text == "Give a number from 1 to 9999.")
    #expect(try desk.slots() == before)
  }

  // MARK: Other blocks

  @Test func whatIsDoneInAnotherBlockSaysWhichOneThatIs() throws {
    var desk = try World("2026-03-05 09:00")
    let other = try #require(try desk.world.store.blocks().last)
    let start = try TimeText.instant("2026-03-05 11:00", in: Zone(named: "Europe/Warsaw"))
    let draft = SlotDraft(
      blockID: other.id,
      range: TimeRange(start: start, end: start + .minutes(30))
    )
    let made = try desk.ben.perform(.createSlots([draft]), at: desk.world.now)
    desk.hear()
    #expect(desk.state.message?.text == "ben created a slot of another block.")
    desk.press("Tab")
    desk.go("5.3. 11:00")
    desk.press("Space", "Tab", "D")
    #expect(desk.state.question?.text == "Delete Thu 5 Mar 11:00–11:30, Room 7? y/n")
    desk.press("n", "e")
    #expect(desk.state.form?.title == "Edit slot, Thu 5 Mar 11:00–11:30, Room 7")
    desk.press("Esc", "d")
    let told = try #require(desk.state.message?.text)
    #expect(told.hasPrefix("Disabled Thu 5 Mar 11:00–11:30, Room 7."), "\(told)")
    #expect(made.slots.count == 1)
  }

  @Test func aSeriesSaysThatItsBlockIsGone() throws {
    var desk = try World()
    let block = try #require(desk.state.content.block)
    desk.press("C")
    #expect(desk.state.drawn().text.contains("Would create"))
    _ = try desk.ben.perform(.deleteBlocks([block.id], force: true), at: desk.world.now)
    desk.hear()
    let text = desk.state.drawn().text
    #expect(
      text.contains("The booking block was deleted, so it gets no slots. Esc leaves."),
      "\(text)"
    )
    desk.press("Enter")
    #expect(try desk.slots().isEmpty)
    desk.press("Esc")
    #expect(desk.state.layers.isEmpty)
  }

  // MARK: Names

  @Test func theCommandOfANoteIsNotShownWhereNobodyIsNamed() throws {
    var desk = try World("2026-03-05 09:00")
    desk.press("g")
    desk.type("thu")
    desk.press("Enter", "e", "Tab", "Tab", "Tab", "Tab")
    desk.type("for Anna Secret")
    desk.press("Enter", "!")
    #expect(desk.state.message?.text.contains("Anna Secret") == true)
    desk.press(":")
    desk.type("names")
    desk.press("Enter", "!")
    #expect(desk.state.message?.text.contains("Anna Secret") == false)
  }
}
