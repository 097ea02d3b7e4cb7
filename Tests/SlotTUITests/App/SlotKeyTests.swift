import SlotDomain
import TerminalKit
import Testing

@testable import SlotTUI

/// The keys that change slots and appointments: what they ask, and what they want done.
@Suite struct SlotKeyTests {
  private static func state(
    capacity: Int = 1,
    taken: Int = 0,
    cancelled: Int = 0,
    status: Slot.Status = .active,
    lock: Scene.Hold? = nil,
    isReadOnly: Bool = false
  ) throws -> (AppState, Slot) {
    var scene = try Scene()
    scene.settings.isReadOnly = isReadOnly
    let slot = try scene.add(
      "2026-03-04 11:00",
      capacity: capacity,
      taken: taken,
      cancelled: cancelled,
      status: status,
      lock: lock
    )
    return (scene.state(on: slot), slot)
  }

  @Test func disablesAndEnables() throws {
    var (state, slot) = try Self.state()
    #expect(state.press("d") == [.perform(.changeSlots([slot.id], .setStatus(.disabled)))])
    (state, slot) = try Self.state(status: .disabled)
    #expect(state.press("d") == [.perform(.changeSlots([slot.id], .setStatus(.active)))])
  }

  @Test func closingWithPeopleInItAsks() throws {
    var (state, slot) = try Self.state(capacity: 2, taken: 1)
    var closing = Closing(slots: [slot.id], slotsToCome: [slot.id])
    #expect(state.press("d") == [.askToClose(closing)])
    (closing.people, closing.names) = (1, ["Anna\u{1B}[31m First"])
    #expect(state.update(.closingAsked(closing), at: state.now) == [])
    let text = try #require(state.question?.text)
    #expect(text.hasPrefix("Close 1 slot? 1 person loses their place: Anna"))
    #expect(text.hasSuffix("First y/n"))
    #expect(state.press("y") == [.perform(.changeSlots([slot.id], .setStatus(.disabled)))])
    // Where nobody is to be named, nobody is.
    state.desk.names.areShown = false
    _ = state.update(.closingAsked(closing), at: state.now)
    #expect(state.question?.text == "Close 1 slot? 1 person loses their place. y/n")
    state.press("n")
    // Nobody is there any more.
    state.press("d")
    closing.people = 0
    #expect(
      state.update(.closingAsked(closing), at: state.now)
        == [.perform(.changeSlots([slot.id], .setStatus(.disabled)))]
    )
    #expect(state.question == nil)
  }

  /// As many are named as have room, so that what can be answered is seen.
  @Test(arguments: [40, 60, 80, 120])
  func theQuestionHasRoom(width: Int) throws {
    var (state, slot) = try Self.state(taken: 1)
    state.size.width = width
    var closing = Closing(slots: [slot.id], slotsToCome: [slot.id])
    closing.people = 21
    closing.names = (1...20).map { "Person Number \($0)" }
    _ = state.update(.closingAsked(closing), at: state.now)
    let rows = state.drawn().text.split(separator: "\n").suffix(state.layout.linesOfQuestion)
    let text = rows.joined(separator: " ")
    #expect(text.contains("Person Number 1,"))
    #expect(text.contains("… y/n"))
  }

  @Test func publishesAndMakesADraft() throws {
    var scene = try Scene()
    let block = try #require(scene.block)
    for isRestricted in [false, true] {
      scene.settings.isRestricted = isRestricted
      scene.block = Scene.block(1, "Dr. Ada", status: .draft)
      var state = scene.state(on: .now)
      #expect(
        state.act(.publish, count: nil) == [.perform(.setBlockStatus([block.id], .published))]
      )
      #expect(state.act(.draft, count: nil) == [])
      #expect(state.message?.text == "Dr. Ada is a draft already.")
      scene.block = block
      state = scene.state(on: .now)
      #expect(state.act(.publish, count: nil) == [])
      #expect(state.message?.text == "Dr. Ada is published already.")
      var closing = Closing(slots: [], slotsToCome: [], block: block)
      #expect(state.act(.draft, count: nil) == [.askToClose(closing)])
      closing.people = 0
      _ = state.update(.closingAsked(closing), at: state.now)
      #expect(state.question?.text == "Make Dr. Ada a draft? Nobody can book it then. y/n")
      #expect(state.press("y") == [.perform(.setBlockStatus([block.id], .draft))])
      // Whom that leaves without a place is said.
      (closing.people, closing.names) = (2, ["Anna First", "Ben Last"])
      _ = state.update(.closingAsked(closing), at: state.now)
      #expect(
        state.question?.text == "Make Dr. Ada a draft? Nobody can book it then. 2 people lose their"
          + " place: Anna First, Ben Last y/n"
      )
      #expect(state.press("n") == [])
      #expect(state.message?.text == "It stays published.")
    }
  }

  @Test func locksForSomeMinutes() throws {
    var (state, slot) = try Self.state()
    #expect(state.press("L") == [.lock([slot.id], until: state.now + .minutes(15))])
    #expect(state.press("3", "0", "L") == [.lock([slot.id], until: state.now + .minutes(30))])
    #expect(state.sequence.count == nil)
  }

  @Test func unlocksOnesOwnAtOnce() throws {
    var (state, slot) = try Self.state(lock: .init(owner: "ana", minutes: 4))
    #expect(state.press("L") == [.perform(.changeSlots([slot.id], .unlock(key: nil)))])
    #expect(state.overlay == nil)
  }

  @Test func asksBeforeUnlockingAColleagues() throws {
    var (state, slot) = try Self.state(lock: .init(owner: "ben", minutes: 4))
    #expect(state.press("L") == [])
    let text = "ben locked this slot for another 4 min. Unlock it all the same? y/n"
    #expect(state.question?.text == text)
    #expect(state.press("n") == [])
    #expect(state.overlay == nil)
    #expect(state.message == Message("It stays locked."))
    state.press("L")
    #expect(state.press("y") == [.perform(.changeSlots([slot.id], .unlock(key: nil)))])
    #expect(state.overlay == nil)
  }

  @Test func lockThatIsOverIsNone() throws {
    var (state, slot) = try Self.state(lock: .init(owner: "ben", minutes: 4))
    state.after(.minutes(4))
    #expect(state.press("L") == [.lock([slot.id], until: state.now + .minutes(15))])
  }

  @Test(arguments: ["D", "Del"])
  func asksBeforeDeleting(key: String) throws {
    var (state, slot) = try Self.state()
    #expect(state.press(key) == [])
    #expect(state.question?.text == "Delete Wed 4 Mar 11:00–11:30? y/n")
    #expect(state.press("y") == [.perform(.changeSlots([slot.id], .delete(force: false)))])
  }

  @Test func saysWhatADeletionTakesAlong() throws {
    var (state, slot) = try Self.state(capacity: 3, taken: 2, cancelled: 1)
    state.press("D")
    #expect(state.question?.text == "Delete Wed 4 Mar 11:00–11:30 and its 3 appointments? y/n")
    #expect(state.press("y") == [.perform(.changeSlots([slot.id], .delete(force: true)))])
    (state, slot) = try Self.state(taken: 1)
    state.press("D")
    #expect(state.question?.text == "Delete Wed 4 Mar 11:00–11:30 and its 1 appointment? y/n")
  }

  @Test(arguments: ["n", "D", "d", "Del", "Esc", "Enter", "Space", "Y", "A-y", "C-c", "j", "q"])
  func onlyYDeletes(key: String) throws {
    var (state, _) = try Self.state()
    state.press("D")
    #expect(state.press(key) == [])
    #expect(state.overlay == nil)
    #expect(state.message == Message("Nothing was deleted."))
  }

  @Test func pastedTextAnswersNothing() throws {
    var (state, _) = try Self.state()
    state.press("D")
    #expect(state.update(.key(.paste("y")), at: state.now) == [])
    #expect(state.question != nil)
  }

  @Test func opensDetails() throws {
    var (state, slot) = try Self.state()
    #expect(state.press("Enter") == [.loadDetails(slot.id, .overlay)])
  }

  @Test func takesBackAndDoesAgain() throws {
    var (state, _) = try Self.state()
    #expect(state.press("u") == [.undo])
    #expect(state.press("C-r") == [.redo])
  }

  @Test(arguments: ["e", "d", "L", "D", "Del", "a", "Enter"])
  func withoutASlotThereIsNothingToDo(key: String) throws {
    var state = try Scene().state(on: .now)
    #expect(state.press(key) == [])
    #expect(state.overlay == nil)
    let text = "There is no slot here. w goes to the next one, c creates one."
    #expect(state.message == Message(text))
  }

  @Test(arguments: ["c", "e", "d", "L", "D", "Del", "a", "u", "C-r"])
  func readOnlyChangesNothing(key: String) throws {
    var (state, _) = try Self.state(isReadOnly: true)
    #expect(state.press(key) == [])
    #expect(state.overlay == nil)
    #expect(state.message == Message("The store is open for reading only.", .error))
  }

  @Test func readOnlyShowsDetailsAllTheSame() throws {
    var (state, slot) = try Self.state(isReadOnly: true)
    #expect(state.press("Enter") == [.loadDetails(slot.id, .overlay)])
  }

  @Test func pasteAndBurstAreNotObeyed() throws {
    var (state, _) = try Self.state()
    #expect(state.update(.key(.paste("D\ny")), at: state.now) == [])
    #expect(state.overlay == nil)
    #expect(state.message == Message("Pasted text is not obeyed as keys.", .error))
    #expect(state.update(.burst, at: state.now) == [])
    #expect(
      state.message == Message("That came faster than fingers type, so no key was obeyed.", .error)
    )
  }

  @Test func burstsOfMovementsAndOfTextAreHarmless() throws {
    var (state, _) = try Self.state()
    for name in ["j", "Down", "l", "w", "PgUp", "]", "Tab", "t"] {
      #expect(state.isHarmless(try #require(Key(name: name))), "\(name)")
    }
    for name in ["d", "D", "Del", "L", "c", "Enter", "u", "y", "q", "1", "Esc", "F1"] {
      #expect(!state.isHarmless(try #require(Key(name: name))), "\(name)")
    }
    #expect(state.isHarmless(.paste("d")))
    #expect(state.isHarmless(.resize))
    state.press("D")
    #expect(!state.isHarmless(.character("y")))
    state.press("n", "c")
    #expect(state.isHarmless(.character("y")))
    state.press("Esc", "g")
    #expect(state.isHarmless(.character("y")))
  }

  // MARK: An empty store

  /// A slip in a name is mended where it is seen; what is not typed stays.
  @Test func aBlockIsRenamed() throws {
    var scene = try Scene()
    scene.block?.bookingDisabledBefore = 90
    let block = try #require(scene.block)
    var state = scene.state(on: nil)
    state.press(":")
    state.type("rename")
    #expect(state.press("Enter") == [])
    #expect(state.form?.fields.map(\.text) == [block.name, "1.500"])
    #expect(state.press("Enter") == [] && state.message?.text == "Nothing was changed.")
    state.press(":")
    state.type("rename")
    state.press("Enter", "C-u")
    #expect(state.press("Enter") == [] && state.form?.problem?.field == .name)
    state.type("Dr. Eve")
    let renamed = Operation.updateBlock(block.id, BlockChanges(name: "Dr. Eve"))
    #expect(state.press("Enter") == [.perform(renamed)])
    scene.settings.isReadOnly = true
    state = scene.state(on: nil)
    state.press(":")
    state.type("rename")
    #expect(state.press("Enter") == [] && state.form == nil)
  }

  /// What is done to people has its place, which is said.
  @Test(arguments: [("x", "cancels"), ("m", "moves")])
  func keysOfTheDetailsSaySo(key: String, deed: String) throws {
    var scene = try Scene()
    try scene.add("2026-03-04 11:00")
    var state = scene.state(on: scene.slots[0])
    #expect(state.press(key) == [])
    #expect(
      state.message?.text == "\(key) \(deed) somebody in the details: Enter opens them."
    )
    state.press("v", "m", key)
    #expect(state.message?.text == "\(key) does nothing here. ? shows the keys.")
  }

  @Test func emptyStoreOffersWhatToDo() throws {
    var scene = try Scene()
    scene.block = nil
    var state = scene.state(on: .now)
    #expect(state.press("s") == [.loadSampleData])
    #expect(state.press("d") == [])
    #expect(state.press("Tab") == [])
    state.press("c")
    #expect(state.layers.top is BlockForm)
    #expect(state.form?.focus == 0)
    state.type("Dr. Ada")
    state.press("Tab", "C-u")
    state.type("Europe/Warsaw")
    state.press("Tab", "C-u")
    state.type("30")
    state.press("Tab", "Space")
    let draft = BlockDraft(
      name: "Dr. Ada",
      timezone: "Europe/Warsaw",
      status: .draft,
      bookingDisabledBefore: 1800
    )
    #expect(state.press("Enter") == [.perform(.createBlock(draft))])
  }

  @Test func sampleDataIsForAnEmptyWritableStore() throws {
    var (state, _) = try Self.state()
    #expect(state.press("s") == [.tallyOccupancy(state.occupancyRequest)])
    var scene = try Scene()
    scene.block = nil
    scene.settings.isReadOnly = true
    state = scene.state(on: .now)
    #expect(state.press("s") == [])
  }

  @Test func theCommandOfTheLastActionIsShown() throws {
    var (state, slot) = try Self.state()
    state.press("!")
    #expect(
      state.message == Message("You have changed nothing yet that a command could do.")
    )
    let operation = SlotDomain.Operation.changeSlots([slot.id], .setStatus(.disabled))
    var outcome = Outcome(own: .disableSlots, at: state.now)
    _ = state.update(.performed(operation, outcome), at: state.now)
    state.press("!")
    #expect(state.message == Message("slottui slot disable \(slot.id)"))
    outcome.action = Action(
      id: 2,
      at: state.now,
      actor: "ana",
      verb: .disableSlots,
      reason: "founder's day",
      objects: 1
    )
    _ = state.update(.performed(operation, outcome), at: state.now)
    state.press("!")
    let reason = "--reason 'founder'\\''s day'"
    #expect(state.message == Message("slottui slot disable \(slot.id) \(reason)"))
  }
}
