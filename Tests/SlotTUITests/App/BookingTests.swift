import ProgramDriver
import SlotDomain
import TerminalKit
import Testing

@testable import SlotTUI

/// Somebody is booked: what the form asks, and what it does when that cannot be.
@Suite struct BookingTests {
  private static let name = "Dd Lq"

  /// Full at eleven, free at noon; the doctor next door has a place at half past eleven.
  private static func full() throws -> Scene {
    var scene = try Scene()
    try scene.add("2026-03-04 11:00", taken: 1)
    try scene.add("2026-03-04 12:00")
    scene.otherBlocks = [Scene.block(2, "Dr. Bee")]
    try scene.add("2026-03-04 11:30", of: scene.otherBlocks[0])
    return scene
  }

  private static func draft(_ slot: Slot, _ json: String = "{}", isLate: Bool = false) throws
    -> AppointmentDraft
  {
    AppointmentDraft(slotID: slot.id, metadata: try Metadata(parsing: json), isLate: isLate)
  }

  /// Below the fields.
  private static func footer(_ state: AppState) -> [String] {
    state.layers.top?.box(state.desk)?.footer.map(\.text) ?? []
  }

  private static func sentence(_ state: AppState) -> String {
    footer(state).joined(separator: " ")
  }

  // MARK: What is asked

  @Test func asksWhoAndHowMany() throws {
    var scene = try Scene()
    let slot = try scene.add("2026-03-04 11:00", capacity: 3)
    var state = scene.state(on: slot)
    state.press("a")
    #expect(state.form?.title == "Book Wed 4 Mar 11:00–11:30, Dr. Ada")
    #expect(
      state.form?.fields.map(\.name.rawValue) == ["Name", "Phone", "Note", "E-mail", "Places"]
    )
    state.type("Zoë")
    state.press("Tab")
    state.type("+48 22")
    state.press("S-Tab", "S-Tab", "C-u")
    state.type("2")
    let draft = try Self.draft(slot, #"{"name":"Zoë","phone":"+48 22"}"#)
    #expect(state.press("Enter").last == .perform(.createAppointments([draft, draft])))
    #expect(state.press("Enter") == [], "The store has not answered yet.")
  }

  @Test(arguments: ["0", "", "many", "1001", "-1"])
  func placesAreANumber(text: String) throws {
    var scene = try Scene()
    try scene.add("2026-03-04 11:00", capacity: 3)
    var state = scene.state(on: scene.slots[0])
    state.press("a", "S-Tab", "C-u")
    state.type(text)
    #expect(state.press("Enter") == [])
    #expect(state.form?.problem?.field == .places)
  }

  /// What is typed takes the number's place, here as in every form.
  @Test func aNumberIsTypedAnew() throws {
    var scene = try Scene()
    try scene.add("2026-03-04 11:00", capacity: 6)
    var state = scene.state(on: scene.slots[0])
    state.press("a", "S-Tab")
    state.type("3")
    #expect(state.form?.text(.places) == "3")
    state.type("0")
    #expect(state.form?.text(.places) == "30")
    state.press("Esc", "e", "Tab")
    state.type("45")
    state.press("Tab")
    state.type("9")
    #expect(state.form?.text(.minutes) == "45")
    #expect(state.form?.text(.capacity) == "9")
  }

  @Test func onesOwnLockIsConsumed() throws {
    var scene = try Scene()
    let slot = try scene.add("2026-03-04 11:00", lock: .init(owner: "ana", minutes: 5))
    var state = scene.state(on: slot)
    let booking = SlotDomain.Operation.createAppointments([AppointmentDraft(slotID: slot.id)])
    #expect(
      state.press("a", "Enter")
        == [.perform(.batch(.createAppointments, [.releaseOwnLock(slot.id), booking]))]
    )
  }

  @Test func escapeSaysThatNobodyWasBooked() throws {
    let scene = try Self.full()
    var state = scene.state(on: scene.slots[1])
    state.press("a", "Esc")
    #expect(state.overlay == nil)
    #expect(state.message == Message("Nobody was booked."))
  }

  /// Whoever declines a time takes another one without being typed anew.
  @Test func whoWasTypedCanBeBookedElsewhere() throws {
    let scene = try Self.full()
    var state = scene.state(on: scene.slots[1])
    state.press("a")
    state.type("Zoë")
    state.press("Tab")
    state.type("07700 900123")
    state.press("Esc")
    #expect(state.message == Message("Nobody was booked. p on another slot books Zoë."))
    state.press("p")
    #expect(state.form?.text(.name) == "Zoë")
    #expect(state.form?.text(.phone) == "07700 900123")
    state.press("Esc")
    // What waits to be pasted is not lost by it.
    state.press("y")
    state.press("a")
    state.type("Bea")
    state.press("Esc")
    #expect(state.message == Message("Nobody was booked."))
    #expect(state.desk.selection.copied != nil && state.desk.selection.copiedPerson == nil)
  }

  /// A mark that was forgotten is booked, and not what the cursor stands on.
  @Test func aMarkElsewhereIsSaid() throws {
    let scene = try Self.full()
    var state = scene.state(on: scene.slots[0])
    state.press("Space", "a")
    #expect(state.form?.title.contains("11:00") == true)
    state.press("Esc", "Esc")
    state.press("Space", "a")
    #expect(!Self.sentence(state).contains("under the cursor"))
    state.press("Esc", "W", "a")
    let sentence = Self.sentence(state)
    #expect(sentence == "This is the marked slot, not the one under the cursor.", "\(sentence)")
  }

  @Test func whereThereIsNoSlotOneIsCreated() throws {
    var state = try Scene().state()
    state.press("a")
    #expect(state.overlay == nil)
    #expect(state.message?.text.contains("c creates one") == true)
  }

  @Test func nothingOpensWhereNothingMayBeChanged() throws {
    var scene = try Self.full()
    scene.settings.isReadOnly = true
    var state = scene.state(on: scene.slots[0])
    state.press("a")
    #expect(state.overlay == nil)
    #expect(state.message == Message("The store is open for reading only.", .error))
  }

  // MARK: What stands against it

  /// Whatever is typed is text, and Enter books what the form names.
  @Test func fullProposesTheNextFreePlace() throws {
    let scene = try Self.full()
    var state = scene.state(on: scene.slots[0])
    var effects = state.press("a")
    #expect(Self.footer(state) == ["Full. Looking for the next free place…"])
    effects += state.type(Self.name)
    #expect(state.press("Enter") == [], "What is not shown is not booked.")
    state.read(effects, scene)
    #expect(Self.footer(state) == ["Full. Enter books the next free: Wed 12:00"])
    #expect(state.form?.text(.name) == Self.name)
    let draft = try Self.draft(scene.slots[1], #"{"name":"Dd Lq"}"#)
    #expect(state.press("Enter").last == .perform(.createAppointments([draft])))
    #expect(state.form?.title == "Book Wed 4 Mar 12:00–12:30, Dr. Ada")
  }

  /// The clock goes on while the other place is looked for and read.
  @Test func whatIsOverAndFullProposesTheNextFreePlace() throws {
    var scene = try Self.full()
    let over = try scene.add("2026-03-04 09:00", taken: 1)
    var state = scene.state(on: over)
    let effects = state.press("a") + state.type("Pat")
    state.read(effects, scene)
    #expect(Self.footer(state) == ["Full. Enter books the next free: Wed 12:00"])
    state.after(.seconds(30))
    let draft = try Self.draft(
      scene.slots.first { $0.range.start > over.range.end && $0.freePlaces > 0 }
        ?? over,
      #"{"name":"Pat"}"#
    )
    #expect(state.press("Enter").last == .perform(.createAppointments([draft])))
  }

  /// Whoever presses Enter in the moment in which a colleague takes the place did not mean the next one.
  @Test func enterIsNotMeantForWhatComesUnderTheFinger() throws {
    let store = try RunnerStore()
    let slot = try store.add("2026-03-05 10:00")
    let next = try store.add("2026-03-05 11:00")
    var state = try store.open()
    state.run(state.press("a"), store.runner)
    state.run(state.type("Quick Kim"), store.runner)
    let ben = try store.session(of: "ben")
    let draft = AppointmentDraft(slotID: slot.id)
    _ = try ben.perform(.createAppointments([draft]), at: store.now)
    state.run([.readChanges(since: state.desk.content.position)], store.runner)
    #expect(Self.footer(state).first?.hasPrefix("Full. Enter books the next free") == true)
    state.run(state.press("Enter"), store.runner)
    #expect(state.message?.text.hasPrefix("Somebody was faster. ") == true)
    #expect(try store.store.appointments(on: next.id).isEmpty)
    state.run(state.update(.tick, at: state.clock + .seconds(2)), store.runner)
    state.run(state.press("Enter"), store.runner)
    #expect(try store.store.appointments(on: next.id).map(\.label) == ["Quick Kim"])
  }

  @Test(arguments: ["Dd Lq", "q", "dLDy", "30L", "vd?", "ayyn"])
  func noLetterIsAKey(text: String) throws {
    let scene = try Self.full()
    var state = scene.state(on: scene.slots[0])
    state.read(state.press("a"), scene)
    let before = (state.week.cursor, state.week.view)
    #expect(state.type(text).allSatisfy { $0.idleWork == .people })
    #expect(state.form?.text(.name) == text)
    #expect(state.week.cursor == before.0 && state.week.view == before.1)
  }

  @Test func whatStandsAgainstItIsSaid() throws {
    var scene = try Scene()
    try scene.add("2026-03-04 11:00", status: .disabled)
    try scene.add("2026-03-04 12:00", lock: .init(owner: "ben", minutes: 5))
    try scene.add("2026-03-04 13:00", capacity: 3, taken: 2)
    let words = ["Disabled", "Locked by ben for 5 min", "Only 1 place is free"]
    for (slot, word) in zip(scene.slots, words) {
      var state = scene.state(on: slot)
      var effects = state.press("a", "S-Tab", "C-u")
      effects += state.type("2")
      state.read(effects, scene)
      #expect(Self.sentence(state) == "\(word), and Dr. Ada has no later slot for 2. Esc leaves.")
      state.press("S-Tab")
      #expect(state.press("Enter") == [])
      #expect(state.form?.text(.places) == "2")
    }
  }

  @Test func manyPlacesAreProposedTogether() throws {
    var scene = try Scene()
    try scene.add("2026-03-04 11:00", capacity: 2, taken: 1)
    try scene.add("2026-03-10 09:00", capacity: 2, taken: 1)
    try scene.add("2026-03-14 09:00", capacity: 2)
    var state = scene.state(on: scene.slots[0])
    state.press("a", "S-Tab", "C-u")
    state.read(state.type("2"), scene)
    let proposed = "Only 1 place is free. Enter books the next with 2 free: Sat 14 Mar 09:00"
    #expect(Self.sentence(state) == proposed)
    state.press("Backspace")
    state.read(state.type("1"), scene)
    #expect(Self.footer(state) == [])
  }

  @Test func aDraftBooksNobody() throws {
    var scene = try Scene()
    scene.block = Scene.block(1, "Dr. Ada", status: .draft)
    try scene.add("2026-03-04 11:00")
    var state = scene.state(on: scene.slots[0])
    state.press("a")
    #expect(Self.footer(state) == ["Dr. Ada is a draft: nobody can book it. Esc leaves."])
    #expect(state.press("Enter") == [])
    #expect(state.form != nil)
  }

  @Test func lateIsSaidAndBookedAllTheSame() throws {
    var scene = try Scene()
    scene.block = Scene.block(1, "Dr. Ada", closesBefore: 7200)
    let closed = try scene.add("2026-03-04 11:00")
    let begun = try scene.add("2026-03-04 10:00")
    let over = try scene.add("2026-03-04 08:00")
    for (slot, text) in [
      (closed, "Booking closed 09:00. Enter books all the same."),
      (begun, "It began at 10:00. Enter books all the same."),
      (over, "This slot is over. Enter books it all the same, Esc leaves."),
    ] {
      var state = scene.state(on: slot)
      state.press("a")
      #expect(Self.footer(state) == [text])
      let draft = try Self.draft(slot, isLate: true)
      #expect(state.press("Enter") == [.perform(.createAppointments([draft]))])
    }
  }

  /// While the form was open.
  @Test func aColleagueWasFaster() throws {
    var scene = try Self.full()
    scene.slots[0].activeAppointments = 0
    var state = scene.state(on: scene.slots[0])
    state.press("a")
    state.type(Self.name)
    #expect(Self.footer(state) == [])
    state.press("Enter")
    scene.slots[0].activeAppointments = 1
    state.read(state.update(.refused(.notEnoughCapacity(scene.slots[0])), at: state.now), scene)
    #expect(Self.footer(state) == ["Full. Enter books the next free: Wed 12:00"])
    #expect(state.form?.text(.name) == Self.name)
    // And once more.
    state.press("Enter")
    scene.slots[1].activeAppointments = 1
    state.read(state.update(.refused(.notEnoughCapacity(scene.slots[1])), at: state.now), scene)
    #expect(Self.sentence(state) == "Full, and Dr. Ada has no later place. Esc leaves.")
    #expect(state.form?.text(.name) == Self.name)
  }

  @Test func aSlotThatIsGoneLosesNothing() throws {
    var scene = try Self.full()
    scene.slots[0].activeAppointments = 0
    var state = scene.state(on: scene.slots[0])
    state.press("a")
    state.type(Self.name)
    state.press("Enter")
    _ = state.update(.refused(.slotNotFound("x")), at: state.now)
    #expect(Self.sentence(state).hasPrefix("This slot was deleted"))
    #expect(state.form?.text(.name) == Self.name)
  }

  // MARK: Marks

  @Test func allMarkedSlotsAreBooked() throws {
    var scene = try Scene()
    try scene.add("2026-03-04 11:00")
    try scene.add("2026-03-05 11:00")
    var state = scene.state(on: scene.slots[0])
    state.press("*", "a")
    #expect(state.form?.title == "Book 2 slots, Wed 4 Mar – Thu 5 Mar, Dr. Ada")
    state.type("Ann")
    let drafts = try scene.slots.map { try Self.draft($0, #"{"name":"Ann"}"#) }
    let operation = SlotDomain.Operation.createAppointments(drafts)
    #expect(state.press("Enter").last == .perform(operation))
    var outcome = Outcome(own: .createAppointments, objects: 2, at: scene.now)
    outcome.appointments = try scene.slots.map { try scene.book("Ann", on: $0) }
    _ = state.update(.performed(operation, outcome), at: state.now)
    #expect(
      state.message?.text
        == "Booked Ann into 2 slots: Wed 4 Mar 11:00, Thu 5 Mar 11:00, Dr. Ada. u takes it back."
    )
    #expect(state.marks.isEmpty)
  }

  /// What is read back names every time, as far as one can listen.
  @Test func allTimesAreReadBack() throws {
    var scene = try Scene()
    for hour in 11...19 { try scene.add("2026-03-04 \(hour):00") }
    let state = scene.state(on: scene.slots[0])
    var outcome = Outcome(own: .createAppointments, objects: 3, at: scene.now)
    outcome.appointments = try scene.slots[..<3].map { try scene.book("Ann", on: $0) }
    func sentence() -> String {
      Announcement(state.desk).sentence(.createAppointments([]), outcome)
    }
    #expect(
      sentence().hasPrefix("Booked Ann into 3 slots: Wed 4 Mar 11:00, 12:00, 13:00, Dr. Ada.")
    )
    outcome.appointments = try scene.slots.map { try scene.book("Ann", on: $0) }
    #expect(
      sentence().hasPrefix(
        "Booked Ann into 9 slots: Wed 4 Mar 11:00, 12:00, 13:00, 14:00, 15:00, and 4 more, Dr. Ada."
      )
    )
  }

  /// Blanks around what was typed are a slip of the hand.
  @Test func blanksAroundWhatWasTypedAreNotMeant() throws {
    var scene = try Scene()
    try scene.add("2026-03-04 11:00")
    var state = scene.state(on: scene.slots[0])
    state.press("a")
    state.type("  Ann ")
    state.press("Tab")
    state.type("   ")
    let draft = try Self.draft(scene.slots[0], #"{"name":"Ann"}"#)
    #expect(state.press("Enter").last == .perform(.createAppointments([draft])))
  }

  @Test func oneThatRefusesIsNamedAndNobodyIsBooked() throws {
    var scene = try Scene()
    try scene.add("2026-03-04 11:00")
    try scene.add("2026-03-05 11:00", taken: 1)
    var state = scene.state(on: scene.slots[0])
    state.press("*", "a")
    #expect(Self.footer(state) == ["Thu 11:00: Full. Nobody is booked; Esc leaves."])
    #expect(state.press("Enter") == [])
    #expect(state.form != nil && state.marks.count == 2)
  }

  // MARK: The message

  /// Enter can be pressed before a name is typed: nobody is called by a number then.
  @Test func aPlaceWithoutANameSaysSo() throws {
    var scene = try Scene()
    let slot = try scene.add("2026-03-04 11:00", capacity: 3)
    for places in 1...2 {
      var state = scene.state(on: slot)
      state.press("a", "Enter")
      var outcome = Outcome(own: .createAppointments, at: scene.now)
      outcome.appointments = try (0..<places).map { _ in try scene.book("", on: slot) }
      outcome.slots = [slot]
      let drafts = outcome.appointments.map { _ in AppointmentDraft(slotID: slot.id) }
      _ = state.update(.performed(.createAppointments(drafts), outcome), at: state.now)
      #expect(
        state.message?.text
          == "Booked \(places == 1 ? "a place" : "2 places") without a name,"
          + " Wed 4 Mar 11:00–11:30, Dr. Ada. Enter, then e names them. u takes it back."
      )
    }
  }

  @Test func whatIsReadBackToTheCaller() throws {
    var scene = try Scene()
    let slot = try scene.add("2026-03-04 11:00")
    var state = scene.state(on: slot)
    state.press("a", "Enter")
    var outcome = Outcome(own: .createAppointments, at: scene.now)
    outcome.appointments = [try scene.book("Anna First", phone: "07700 900123", on: slot)]
    outcome.slots = [slot]
    let operation = SlotDomain.Operation.createAppointments([AppointmentDraft(slotID: slot.id)])
    _ = state.update(.performed(operation, outcome), at: state.now)
    #expect(state.overlay == nil)
    #expect(
      state.message?.text
        == "Booked Anna First, Wed 4 Mar 11:00–11:30, Dr. Ada, 07700 900123. u takes it back."
    )
  }

  // MARK: Another appointment that day

  /// Mostly a slip of the hand.
  @Test func aSecondPlaceInTheSameSlotIsNamedFirst() throws {
    var scene = try Scene()
    let slot = try scene.add("2026-03-04 11:00", capacity: 4, taken: 1)
    try scene.book("Anna First", on: slot)
    var state = scene.state(on: slot)
    state.press("a")
    state.read(state.type("Anna First"), scene)
    state.read(state.press("Tab"), scene)
    #expect(Self.sentence(state).contains("Anna First has a place in this slot already."))
  }

  @Test func anotherAppointmentThatDayIsNamed() throws {
    var scene = try Self.full()
    try scene.book("Anna First", on: scene.slots[2])
    var state = scene.state(on: scene.slots[1])
    state.press("a")
    state.read(state.type("Anna First"), scene)
    #expect(Self.footer(state) == [])
    state.read(state.press("Tab"), scene)
    let text = "Anna First has another appointment that day: 11:30–12:00, Dr. Bee."
    #expect(Self.footer(state).joined(separator: " ") == text)
    // Asked once.
    #expect(state.press("Tab") == [])
  }

  @Test func whoeverBooksAtOnceIsToldWithTheMessage() throws {
    var scene = try Self.full()
    try scene.book("Anna First", on: scene.slots[2])
    var state = scene.state(on: scene.slots[1])
    state.press("a")
    state.type("Anna First")
    let effects = state.press("Enter")
    state.read(effects.filter { if case .findEngagements = $0 { true } else { false } }, scene)
    var outcome = Outcome(own: .createAppointments, at: scene.now)
    outcome.appointments = [scene.appointments[0]]
    let operation = SlotDomain.Operation.createAppointments([])
    _ = state.update(.performed(operation, outcome), at: state.now)
    #expect(state.message?.text.hasSuffix("that day: 11:30–12:00, Dr. Bee.") == true)
  }

  // MARK: Known people

  private static func known(_ state: inout AppState, _ people: [Person], _ effects: [Effect]) {
    guard case .findPeople(let query, let position)? = effects.last else {
      Issue.record("Nobody is looked for.")
      return
    }
    let block = BookingBlock.ID(high: 0, low: 0)
    let hits = people.map { SearchHit(block: block, person: $0, label: $0.name) }
    let step = SearchStep(hits: hits, next: nil)
    _ = state.update(.peopleFound(query, from: position, step), at: state.now)
  }

  private static let anna = Person(name: "Anna First", phone: "07700 900123", email: "a@b.c")

  @Test func peopleAreProposedWithTheirPhone() throws {
    var scene = try Self.full()
    scene.settings.isLinear = false
    var state = scene.state(on: scene.slots[1])
    state.press("a")
    let hannah = Person(name: "Hannah")
    let abroad = Person(name: "anna first", phone: "+44 7700-900123")
    Self.known(&state, [hannah, Self.anna, Self.anna, abroad], state.type("an"))
    // Whose name begins so comes first, and nobody twice, however their phone is written.
    #expect(Self.footer(state) == ["↓ Anna First, 07700 900123", "  Hannah"])
    #expect(state.drawn().text.contains("↓ take"))
    state.press("Down")
    #expect(state.form?.fields.map(\.text) == ["Anna First", "07700 900123", "", "a@b.c", "1"])
    state.press("Down")
    #expect(state.form?.fields.map(\.text) == ["Hannah", "", "", "", "1"])
    state.press("Up", "Up")
    #expect(state.form?.fields.map(\.text) == ["an", "", "", "", "1"])
  }

  /// What somebody did not say the last time they said before.
  @Test func anEarlierAppointmentKnowsTheMail() throws {
    var state = try Self.full().state(on: try Self.full().slots[1])
    state.press("a")
    var newest = Self.anna
    newest.email = ""
    Self.known(&state, [newest, Self.anna], state.type("an"))
    state.press("Down")
    #expect(state.form?.fields.map(\.text) == ["Anna First", "07700 900123", "", "a@b.c", "1"])
  }

  /// Of many with one name the phone tells who it is, and that there are more is said.
  @Test func manyOfOneNameAreToldApart() throws {
    let scene = try Self.full()
    var state = scene.state(on: scene.slots[1])
    state.press("a")
    let annas = (1...7).map { Person(name: "Anna Smith", phone: "07700 90012\($0)") }
    Self.known(&state, annas, state.type("anna smith"))
    #expect(Self.footer(state).count == 6)
    #expect(
      Self.footer(state).last?.contains("There are more. Type more of the name, or the phone.")
        == true
    )
    state.press("Tab")
    let searches = state.type("078").compactMap { effect in
      if case .findPeople(let query, _) = effect { query } else { nil }
    }
    #expect(searches == [try #require(SearchQuery("anna smith 078", scope: .people))])
  }

  @Test(arguments: ["Tab", "Enter"])
  func whatWasTypedIsLeft(key: String) throws {
    let scene = try Self.full()
    var state = scene.state(on: scene.slots[1])
    state.press("a")
    Self.known(&state, [Self.anna], state.type("an"))
    state.press(key)
    #expect(state.form?.fields.map(\.text) == ["an", "", "", "", "1"])
  }

  @Test func digitsOfThePhoneFindSomebody() throws {
    let scene = try Self.full()
    var state = scene.state(on: scene.slots[1])
    state.press("a", "Tab")
    #expect(state.type("077").count == 1)
    Self.known(&state, [Self.anna], state.type("00"))
    state.press("Down")
    #expect(state.form?.text(.name) == "Anna First")
  }

  /// An answer to what was typed before is dropped.
  @Test func lateAnswersAreDropped() throws {
    let scene = try Self.full()
    var state = scene.state(on: scene.slots[1])
    state.press("a")
    let effects = state.type("an")
    state.type("x")
    Self.known(&state, [Self.anna], effects)
    #expect(Self.footer(state) == [])
    state.press("Down")
    #expect(state.form?.focused.name == .phone && state.form?.text(.name) == "anx")
  }

  // MARK: The follow-up

  @Test func whoWasCopiedIsBookedAgain() throws {
    var scene = try Self.full()
    let anna = try scene.book("Anna First", phone: "07700 900123", on: scene.slots[0])
    let details = SlotDetails(slot: scene.slots[0], appointments: [anna], history: [])
    var state = scene.state(on: scene.slots[0])
    _ = state.update(.detailsLoaded(details, .overlay), at: state.now)
    state.press("y")
    #expect(state.message?.text.hasPrefix("Copied Anna First. p on a slot books them") == true)
    state.press("Esc", "w", "p")
    #expect(state.form?.title == "Book Wed 4 Mar 12:00–12:30, Dr. Ada")
    #expect(state.form?.fields.map(\.text) == ["Anna First", "07700 900123", "", "", "1"])
    // Copied slots take their place.
    state.press("Esc", "y", "p")
    #expect(state.form == nil)
  }

  // MARK: Meanwhile

  /// A colleague gives the slot another time: the form says so, and Enter is not taken for the old one.
  @Test func aSlotThatIsMovedIsSaid() throws {
    var scene = try Scene()
    try scene.add("2026-03-04 11:00")
    var state = scene.state(on: scene.slots[0])
    state.press("a")
    state.type("Ann")
    let start = try scene.at("2026-03-04 14:00")
    scene.slots[0].range = TimeRange(start: start, end: start + .minutes(30))
    var content = scene.content
    content.position = 8
    _ = state.update(.loaded(content, .stay), at: state.now)
    #expect(state.form?.title == "Book Wed 4 Mar 14:00–14:30, Dr. Ada")
    #expect(Self.footer(state) == ["It was moved meanwhile. Enter books the new time."])
    #expect(state.press("Enter") == [])
    #expect(state.message?.text.hasPrefix("Somebody was faster.") == true)
    let later = state.now + .seconds(2)
    #expect(
      state.update(.key(.enter), at: later).contains {
        if case .perform = $0 { true } else { false }
      }
    )
  }

  /// A colleague deletes it: another place is proposed, and nothing that was typed is lost.
  @Test func aSlotThatIsDeletedIsSaid() throws {
    var scene = try Self.full()
    scene.slots[0].activeAppointments = 0
    var state = scene.state(on: scene.slots[0])
    state.press("a")
    state.type("Ann")
    let entry = SearchTests.entry(deleting: scene.slots.removeFirst().id)
    state.read(state.update(.storeChanged([entry]), at: state.now), scene)
    #expect(Self.sentence(state) == "This slot was deleted. Enter books the next free: Wed 12:00")
    #expect(state.form?.text(.name) == "Ann")
  }

  /// Whoever is filled in is not proposed again, nor a namesake in their stead.
  @Test func aFollowUpProposesNobody() throws {
    var scene = try Scene()
    try scene.add("2026-03-04 11:00")
    var state = scene.state(on: scene.slots[0])
    state.desk.selection.copiedPerson = Person(name: "Anna First", phone: "07700 1")
    let effects = state.press("p")
    #expect(state.form?.text(.name) == "Anna First")
    #expect(!effects.contains { $0.idleWork == .people })
    let step = state.press("x")
    #expect(step.contains { $0.idleWork == .people })
  }

  /// Enter and a cancelling behind it hit whoever was just booked.
  @Test func theCursorFollowsWhoeverIsBooked() throws {
    let world = try RunnerStore()
    let full = try world.add("2026-03-05 09:00")
    let next = try world.add("2026-03-05 10:00", capacity: 3)
    func book(_ name: String, _ slot: Slot) throws {
      let draft = AppointmentDraft(
        slotID: slot.id,
        metadata: try Metadata(parsing: #"{"name":"\#(name)"}"#)
      )
      _ = try world.store.perform(.createAppointments([draft]), at: world.now)
    }
    try book("Old", full)
    try book("Other", next)
    var state = try world.open()
    for key in ["g", "t", "h", "u", "Enter", "a", "N", "e", "w", "Enter"] {
      state.run(state.press(key), world.runner)
    }
    #expect(state.layers.isEmpty)
    #expect(state.week.focusedSlot?.id == next.id)
    state.run(state.press("Enter"), world.runner)
    #expect(state.details?.selected?.label == "New")
    state.run(state.press("x"), world.runner)
    let people = try world.store.appointments(on: next.id)
    #expect(people.map { "\($0.label) \($0.status)" } == ["Other active", "New cancelled"])
  }
}
