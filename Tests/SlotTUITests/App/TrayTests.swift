import Foundation
import SlotDomain
import TerminalKit
import Testing

@testable import SlotTUI

/// `T`: whoever has lost a place, and another one for each of them.
@Suite struct TrayTests {
  /// Three people in slots that are closed, and places on the next day.
  private struct World {
    let store: RunnerStore
    let closed: [Slot]
    let free: [Slot]
    var state: AppState

    init(size: AppState.Size = .init(width: 120, height: 30)) throws {
      let store = try RunnerStore()
      let closed = try (13...15).map { try store.add("2026-03-05 \($0 + 2):00") }
      for (slot, name) in zip(closed, ["Anna First", "Ben Second", "Cy Third"]) {
        try store.book(name, phone: "07700 900123", in: slot)
      }
      let free = try (10...12).map { try store.add("2026-03-06 \($0):00") }
      (self.store, self.closed, self.free) = (store, closed, free)
      state = try store.open(size: size)
      press("g", "t", "h", "u", "Enter")
    }

    mutating func press(_ keys: String...) {
      for key in keys { state.run(state.press(key), store.runner) }
    }

    func slots(of names: String...) throws -> [Slot.ID?] {
      let all = try store.store.appointments(matching: AppointmentQuery()).elements
      return names.map { name in all.first { $0.label == name && $0.status == .active }?.slotID }
    }
  }

  /// Somebody new is on the phone: what is typed for them is a search, and no key for whom the window is
  /// about.
  @Test(arguments: ["T", "Enter"]) func whoeverCallsNextIsLookedForAtOnce(window: String) throws {
    var world = try World()
    world.press("V", "2", "w", "d", "y", window)
    let before = try world.slots(of: "Anna First", "Ben Second", "Cy Third")
    world.press("/", "x", "m", "e")
    #expect(world.state.drawn().text.contains("Find: xme"))
    #expect(world.state.layers.all.count == 1)
    world.press("Esc", window, "F", "f", "r", "i")
    #expect(world.state.drawn().text.contains("─ Free places: Fri ─"))
    world.press("Esc", window, "g", "f", "r", "i", "Enter")
    #expect(world.state.layers.isEmpty)
    #expect(world.state.drawn().text.contains("Fri 6 Mar 10:00"))
    #expect(try world.slots(of: "Anna First", "Ben Second", "Cy Third") == before)
  }

  /// Somebody in hand is carried to what is found.
  @Test func placesAreFoundForWhomIsMovedFromHere() throws {
    var world = try World()
    world.press("V", "2", "w", "d", "y", "T", "m", "F", "1", "2", ":", "0", "0", "Enter", "p")
    #expect(try world.slots(of: "Anna First") == [world.free[2].id])
  }

  /// The whole afternoon: to its day, marked, closed, and everybody re-booked where it is proposed.
  @Test func everyProposalIsTakenInOneKeyEach() throws {
    var world = try World()
    world.press("V", "2", "w", "d")
    #expect(
      world.state.question?.text
        == "Close 3 slots? 3 people lose their place: Anna First, Ben Second, Cy Third y/n"
    )
    world.press("y", "T")
    var text = world.state.drawn().text
    #expect(text.contains("─ 3 to re-book ─"))
    #expect(text.contains("Anna First"))
    #expect(text.contains("07700 900123"))
    #expect(text.contains("Thu 5 Mar 15:00"))
    #expect(text.contains("Fri 6 Mar 10:00"))
    world.press("Enter")
    #expect(world.state.drawn().text.contains("─ 2 to re-book ─"))
    #expect(BottomText(world.state).sentence.hasPrefix("Ben Second"))
    world.press("Enter", "Enter")
    let places = try world.slots(of: "Anna First", "Ben Second", "Cy Third")
    #expect(places == world.free.map(\.id))
    text = world.state.drawn().text
    #expect(text.contains("Everybody has a place: there is nobody to re-book."))
  }

  /// A day of twelve, on the smallest usual screen: who says yes sees whom it hits.
  @Test func theQuestionNamesEverybodyWhoHasRoom() throws {
    let store = try RunnerStore()
    for number in 0..<12 {
      let slot = try store.add("2026-03-05 \(10 + number / 2):\(number % 2 * 3)0")
      try store.book("Person Number \(number)", in: slot)
    }
    var state = try store.open()
    for key in ["l", "*", "d"] { state.run(state.press(key), store.runner) }
    let question = try #require(state.question?.text)
    #expect(question.hasPrefix("Close 12 slots? 12 people lose their place: "))
    #expect(question.hasSuffix(" y/n"))
    let rows = state.drawn().text.split(separator: "\n").suffix(4).map {
      $0.trimmingCharacters(in: .whitespaces)
    }
    #expect(rows.joined(separator: " ") == question)
    #expect((0..<12).allSatisfy { question.contains("Person Number \($0)") })
  }

  /// An afternoon of six people, from anywhere in the week: 14 keys and the words for `g`.
  @Test func anAfternoonIsClosedInFewKeys() throws {
    let store = try RunnerStore()
    let morning = try store.add("2026-03-05 11:30")
    let afternoon = try (0..<6).map { try store.add("2026-03-05 1\(3 + $0 / 2):\($0 % 2 * 3)0") }
    for (number, slot) in ([morning] + afternoon).enumerated() {
      try store.book("Person \(number)", in: slot)
    }
    let free = try (0..<8).map { try store.add("2026-03-06 1\(0 + $0 / 2):\($0 % 2 * 3)0") }
    var state = try store.open()
    var count = 0
    func press(_ keys: String..., in state: inout AppState) {
      for key in keys { state.run(state.press(key), store.runner) }
      count += keys.count
    }
    press("g", in: &state)
    let words = "thu 13:00"
    state.run(state.type(words), store.runner)
    press("Enter", "V", "5", "j", "d", in: &state)
    #expect(state.question?.text.hasPrefix("Close 6 slots? 6 people lose their place: ") == true)
    press("y", "T", in: &state)
    for _ in afternoon { press("Enter", in: &state) }
    #expect(count == 14)
    #expect(count + words.count <= 26)
    for (number, slot) in afternoon.enumerated() {
      let present = try store.store.slot(slot.id)
      #expect((present.status, present.activeAppointments) == (.disabled, 0))
      #expect(
        try store.store.appointments(on: free[number].id).map(\.label) == ["Person \(number + 1)"]
      )
    }
    #expect(try store.store.slot(morning.id).status == .active)
  }

  /// Whoever rings round needs the phone: where they were gives way to it.
  @Test(arguments: [48, 60, 66, 80])
  func phonesAreWhole(width: Int) throws {
    var world = try World(size: .init(width: width, height: 24))
    world.press("V", "2", "w", "d", "y", "T")
    let rows = world.state.drawn().text.split(separator: "\n").filter { $0.contains("│") }
    #expect(rows.count { $0.contains("07700 900123") && $0.contains("Fri 6 Mar 1") } == 3)
    #expect(rows.contains { $0.contains("Thu 5 Mar 15:00") } == (width >= 66))
  }

  @Test func takingAndCancellingAskNothingAndAreTakenBack() throws {
    var world = try World()
    world.press("V", "2", "w", "d", "y", "T", "Down")
    #expect(BottomText(world.state).sentence.hasPrefix("Ben Second"))
    world.press("x")
    #expect(try world.slots(of: "Ben Second") == [nil])
    #expect(BottomText(world.state).sentence.hasPrefix("Cy Third"))
    world.press("u")
    #expect(try world.slots(of: "Ben Second") == [world.closed[1].id])
    // The focus stays.
    #expect(BottomText(world.state).sentence.hasPrefix("Cy Third"))
    #expect(world.state.layers.top is TrayWindow)
    world.press("Esc")
    #expect(world.state.layers.isEmpty)
  }

  @Test func mChoosesAndECorrects() throws {
    var world = try World()
    world.press("V", "2", "w", "d", "y", "T", "m")
    #expect(world.state.layers.top is MoveWindow)
    world.press("Down", "Enter")
    #expect(world.state.layers.top is TrayWindow)
    #expect(try world.slots(of: "Anna First") == [world.free[1].id])
    world.press("e")
    #expect(world.state.form?.title.hasPrefix("Edit Ben Second") == true)
    world.press("Esc", "Esc")
    #expect(world.state.layers.isEmpty)
  }

  /// Whoever was taken up in the tray is not carried on by somebody who has turned to another one.
  @Test func whoeverTurnsToAnotherCarriesNobody() throws {
    var world = try World()
    world.press("V", "2", "w", "d", "y", "T", "m", "Esc")
    #expect(world.state.desk.selection.inHand?.appointment.label == "Anna First")
    world.press("Down")
    #expect(world.state.desk.selection.inHand == nil)
    #expect(world.state.message?.text == "You are no longer moving Anna First.")
    world.press("Esc")
    #expect(world.state.layers.isEmpty)
  }

  /// Somebody takes the proposed place meanwhile: that is said, and another one is proposed.
  @Test func aColleagueIsFaster() throws {
    var world = try World()
    world.press("V", "2", "w", "d", "y", "T")
    let draft = AppointmentDraft(slotID: world.free[0].id)
    _ = try world.store.session(of: "ben").perform(
      .createAppointments([draft]),
      at: world.store.now
    )
    world.press("Enter")
    #expect(world.state.message?.kind == .error)
    #expect(world.state.layers.top is TrayWindow)
    // The next Enter can be meant for the next person.
    world.press("Enter")
    #expect(try world.slots(of: "Anna First") == [world.closed[0].id])
    world.state.after(.seconds(2))
    world.press("Enter")
    #expect(try world.slots(of: "Anna First") == [world.free[1].id])
  }

  // MARK: Under the finger

  /// What a colleague does, and the journal read after it.
  private static func colleague(
    _ operation: SlotDomain.Operation,
    in world: inout World
  ) throws {
    _ = try world.store.session(of: "ben").perform(operation, at: world.store.now)
    let changes = Effect.readChanges(since: world.state.desk.content.position)
    world.state.run([changes], world.store.runner)
  }

  private static let held = "Somebody was faster. Look at the list, then press again."

  /// Whoever slides under the finger because the one in focus has gone is not meant by the next key.
  @Test func nobodyIsCancelledInPlaceOfSomebodyElse() throws {
    var world = try World()
    world.press("V", "2", "w", "d", "y", "T")
    let anna = try #require(
      try world.store.store.appointments(matching: AppointmentQuery()).elements
        .first { $0.label == "Anna First" }
    )
    try Self.colleague(.cancelAppointments([anna.id]), in: &world)
    #expect(BottomText(world.state).sentence.hasPrefix("Ben Second"))
    world.press("x")
    #expect(world.state.message?.text == Self.held)
    #expect(try world.slots(of: "Ben Second") == [world.closed[1].id])
    // A moment later it is.
    world.state.after(.seconds(2))
    world.press("x")
    #expect(try world.slots(of: "Ben Second") == [nil])
  }

  /// Whoever was told one place does not get another one.
  @Test func enterTakesThePlaceThatWasSeen() throws {
    var world = try World()
    world.press("V", "2", "w", "d", "y", "T")
    let draft = AppointmentDraft(slotID: world.free[0].id)
    try Self.colleague(.createAppointments([draft]), in: &world)
    world.press("Enter")
    #expect(world.state.message?.text == Self.held)
    #expect(try world.slots(of: "Anna First") == [world.closed[0].id])
    world.state.after(.seconds(2))
    world.press("Enter")
    #expect(try world.slots(of: "Anna First") == [world.free[1].id])
  }

  /// What is covered hears of others as well: whoever comes back to it sees what is so by then.
  @Test(arguments: ["?", "m"])
  func theTrayIsReadAlsoWhileItIsCovered(over: String) throws {
    var world = try World()
    world.press("V", "2", "w", "d", "y", "T", over)
    let anna = try #require(
      try world.store.store.appointments(matching: AppointmentQuery()).elements
        .first { $0.label == "Anna First" }
    )
    try Self.colleague(
      .rescheduleAppointment(anna.id, to: world.free[2].id, lockKey: nil),
      in: &world
    )
    world.state.after(.seconds(2))
    world.press("Esc")
    #expect(world.state.layers.top is TrayWindow)
    #expect(BottomText(world.state).sentence.hasPrefix("Ben Second"))
    world.press("x")
    #expect(try world.slots(of: "Anna First") == [world.free[2].id])
    #expect(try world.slots(of: "Ben Second") == [nil])
  }

  @Test func theListOfPlacesDoesNotSlideEither() throws {
    var world = try World()
    world.press("V", "2", "w", "d", "y", "T", "m")
    let draft = AppointmentDraft(slotID: world.free[0].id)
    try Self.colleague(.createAppointments([draft]), in: &world)
    world.press("Enter")
    #expect(world.state.layers.top is MoveWindow)
    #expect(world.state.message?.text.hasPrefix("Somebody was faster.") == true)
    #expect(try world.slots(of: "Anna First") == [world.closed[0].id])
  }

  /// What was done here is no surprise, whatever others did while the list of places was open.
  @Test func whatOneDidHoldsNoKeyBack() throws {
    var world = try World()
    world.press("V", "2", "w", "d", "y", "T", "m")
    let draft = AppointmentDraft(slotID: world.free[2].id)
    try Self.colleague(.createAppointments([draft]), in: &world)
    world.press("Enter")
    #expect(try world.slots(of: "Anna First") == [world.free[0].id])
    world.press("Enter")
    #expect(try world.slots(of: "Ben Second") == [world.free[1].id])
  }

  /// Whom somebody has just cancelled is not enabled by the x that was to cancel them.
  @Test func xDoesNotEnableWhomAColleagueCancels() throws {
    var world = try World()
    world.press("Enter")
    let anna = try #require(world.state.details?.selected)
    try Self.colleague(.cancelAppointments([anna.id]), in: &world)
    world.press("x")
    #expect(world.state.message?.text.hasPrefix("Somebody was faster.") == true)
    #expect(try world.slots(of: "Anna First") == [nil])
    // Also below a question that is withdrawn.
    try Self.colleague(.enableAppointments([anna.id]), in: &world)
    world.state.after(.seconds(2))
    world.press("D")
    try Self.colleague(.cancelAppointments([anna.id]), in: &world)
    world.state.after(.init(milliseconds: 500))
    world.press("x")
    #expect(try world.slots(of: "Anna First") == [nil])
  }

  /// Who comes when, before they are moved.
  @Test func theQuestionSaysWhoMovesWhere() throws {
    var world = try World()
    world.press("2", "0", "S")
    #expect(world.state.question?.text == "Move Anna First to Thu 5 Mar 15:20–15:50? y/n")
    world.press("n", "V", "2", "w", "3", "0", "S")
    #expect(
      world.state.question?.text == "Move 3 slots 30 min later, 3 of them with 3 appointments? y/n"
    )
    world.press("n", "1", "4", "4", "0", "S")
    let question =
      "Move 3 slots 24 hours later, the first to Fri 6 Mar 15:00, 3 of them with 3 appointments? y/n"
    #expect(world.state.question?.text == question)
    world.press("y")
    let told = "Shifted 3 slots, the first to Fri 6 Mar 15:00–15:30."
    #expect(world.state.message?.text.hasPrefix(told) == true)
  }

  /// The same where one slot is edited; a time alone is one of its day, and +10 no hours from UTC.
  @Test func whoeverIsInAnEditedSlotIsAskedAbout() throws {
    var world = try World()
    world.press("e", "End", "+", "1", "0", "Enter")
    #expect(world.state.drawn().text.contains("+10 behind a time is an offset from UTC."))
    world.press("C-u", "1", "5", ":", "1", "0", "Enter")
    #expect(world.state.question?.text == "Move Anna First to Thu 5 Mar 15:10–15:40? y/n")
    world.press("y")
    let moved = try world.store.store.slot(world.closed[0].id)
    #expect(moved.range.start == world.closed[0].range.start + .minutes(10))
    // Another length alone moves nobody.
    world.press("e", "Tab", "2", "0", "Enter")
    #expect(world.state.question == nil)
    #expect(try world.store.store.slot(moved.id).range.length == .minutes(20))
  }

  /// What a colleague does elsewhere holds nobody back.
  @Test func otherChangesHoldNoKeyBack() throws {
    var world = try World()
    world.press("V", "2", "w", "d", "y", "T")
    let draft = AppointmentDraft(slotID: world.free[2].id)
    try Self.colleague(.createAppointments([draft]), in: &world)
    world.press("Enter")
    #expect(try world.slots(of: "Anna First") == [world.free[0].id])
  }

  /// A question is not answered on other facts than it states.
  @Test(arguments: ["d", "D"])
  func aQuestionIsWithdrawn(key: String) throws {
    var world = try World()
    world.press(key)
    #expect(world.state.question != nil)
    let shown = world.closed[0].id
    try Self.colleague(.changeSlots([shown], .update(SlotChanges(capacity: 3))), in: &world)
    #expect(world.state.question == nil)
    #expect(world.state.message?.text.hasPrefix("ben has just changed that. Nothing was ") == true)
    // An answer on its way is for nothing else.
    world.press("y")
    #expect(world.state.desk.selection.copied == nil)
    #expect(world.state.message?.text.hasPrefix("ben has just changed that.") == true)
    world.state.after(.seconds(2))
    world.press(key)
    #expect(world.state.question != nil)
    let draft = AppointmentDraft(slotID: shown)
    try Self.colleague(.createAppointments([draft]), in: &world)
    #expect(world.state.question == nil)
    // Also who cancels need not be in the journal with the slot.
    world.state.after(.seconds(2))
    world.press(key)
    let anna = try #require(
      try world.store.store.appointments(matching: AppointmentQuery()).elements
        .first { $0.label == "Anna First" }
    )
    try Self.colleague(.cancelAppointments([anna.id]), in: &world)
    #expect(world.state.question == nil)
    try Self.colleague(.enableAppointments([anna.id]), in: &world)
    // What is done to others leaves it.
    world.state.after(.seconds(2))
    world.press(key)
    let other = AppointmentDraft(slotID: world.free[2].id)
    try Self.colleague(.createAppointments([other]), in: &world)
    #expect(world.state.question != nil)
  }

  /// Whoever looks up later than a second after a question is gone still means it.
  @Test func aLateAnswerIsForNothingElse() throws {
    var world = try World()
    world.press("D")
    let shown = world.closed[0].id
    try Self.colleague(.changeSlots([shown], .update(SlotChanges(capacity: 3))), in: &world)
    world.state.after(.seconds(3))
    world.press("y")
    #expect(world.state.message?.text.hasPrefix("ben has just changed that.") == true)
    #expect(world.state.desk.selection.copied == nil)
    world.press("y")
    #expect(world.state.desk.selection.copied != nil)
  }

  /// A delay that others stand in the way of is refused before anybody is named, with what makes room.
  @Test func aShiftThatCannotBeIsNotAskedAbout() throws {
    var world = try World()
    let obstacle = "E024: 2026-03-05 16:00–16:30 overlaps the slot 2026-03-05 16:00–16:30."
    world.press("6", "0", "S")
    #expect(world.state.layers.isEmpty)
    let text = try #require(world.state.message?.text)
    #expect(text.hasPrefix(obstacle) && text.hasSuffix("V at both ends, then S."), "\(text)")
    world.press("S", "6", "0", "Enter")
    #expect(world.state.question == nil)
    #expect(world.state.form?.problem?.error.code == .slotsOverlap)
    world.press("Esc", "V", "2", "w", "V", "6", "0", "S", "y")
    let moved = try world.closed.map { try world.store.store.slot($0.id).range.start }
    #expect(moved == world.closed.map { $0.range.start + .hours(1) })
  }

  /// What the view does with whoever is in hand, the details do.
  @Test func whoeverIsInHandIsPutDownInTheDetails() throws {
    var world = try World()
    world.press("Enter", "m", "Esc", "g", "f", "r", "i", "Enter", "Enter")
    let hints = world.state.layers.top?.hints(world.state.desk) ?? []
    #expect(hints.first?.keys == "p" && hints.first?.text == "move here")
    world.press("p")
    #expect(try world.slots(of: "Anna First") == [world.free[0].id])
    #expect(world.state.desk.selection.inHand == nil)
  }

  /// Whole times matter more than blanks and names: without its half of the day one is none.
  @Test(arguments: [80, 100, 120, 200]) func timesAreWhole(width: Int) throws {
    let store = try RunnerStore()
    let slot = try store.add("2027-06-07 11:20")
    _ = try store.add("2027-06-08 12:40")
    let json = "{\"name\": \"Matthew O'Connor\", \"phone\": \"(718) 555-0180\"}"
    let draft = AppointmentDraft(slotID: slot.id, metadata: try Metadata(parsing: json))
    _ = try store.store.perform(.createAppointments([draft]), at: store.now)
    _ = try store.store.perform(.changeSlots([slot.id], .setStatus(.disabled)), at: store.now)
    let style = TimeStyle(clock: .twelve, dateOrder: .mdy)
    var state = try store.open(size: .init(width: width, height: 30), style: style)
    state.run(state.press("T"), store.runner)
    let tray = state.drawn().text
    #expect(tray.contains("Mon Jun 7 2027 11:20 am") && tray.contains("Tue Jun 8 2027 12:40 pm"))
    #expect(tray.contains("(718) 555-0180"))
    state.run(state.press("Esc"), store.runner)
    state.run(state.press("F"), store.runner)
    #expect(state.drawn().text.contains("Tue Jun 8 2027 12:40–1:10 pm"))
  }

  @Test func nobodyIsNamedWhereNobodyIsToBe() throws {
    var world = try World()
    world.press("V", "2", "w", "d", "y")
    world.state.desk.names.areShown = false
    world.state.desk.forgetPeople()
    world.press("T")
    let text = world.state.drawn().text
    #expect(text.contains("taken"))
    #expect(!text.contains("Anna") && !text.contains("07700"))
  }

  @Test(arguments: [(40, 10), (80, 24), (200, 50)])
  func hasRoomEverywhere(width: Int, height: Int) throws {
    var world = try World(size: .init(width: width, height: height))
    world.press("V", "2", "w", "d", "y", "T")
    var text = world.state.drawn().text
    #expect(text.contains("3 to re-book"))
    #expect(text.contains("Anna First"))
    #expect(text.contains("Fri 6 Mar 10:00"))
    world.state.desk.layout = ScreenLayout(world.state.size, isLinear: true)
    text = world.state.drawn().text
    #expect(text.contains("> Anna First, 07700 900123, "))
  }

  /// Those whose slots were closed just now come into focus first, whoever else is waiting.
  @Test func itBeginsWithWhomTheUserDisplaced() throws {
    var world = try World()
    let early = try world.store.add("2026-03-04 18:00")
    let metadata = try Metadata(parsing: #"{"name": "Zoe Early"}"#)
    let draft = AppointmentDraft(slotID: early.id, metadata: metadata)
    let ben = try world.store.session(of: "ben")
    _ = try ben.perform(.createAppointments([draft]), at: world.store.now)
    _ = try ben.perform(.changeSlots([early.id], .setStatus(.disabled)), at: world.store.now)
    world.press("V", "2", "w", "d", "y", "T")
    #expect(world.state.drawn().text.contains("─ 4 to re-book ─"))
    #expect(BottomText(world.state).sentence.hasPrefix("Anna First"))
    world.press("Enter")
    #expect(BottomText(world.state).sentence.hasPrefix("Ben Second"))
  }
}
