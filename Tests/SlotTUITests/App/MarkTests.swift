import SlotDomain
import TerminalKit
import Testing

@testable import SlotTUI

/// Marked slots: how they come to be, how they go, and what acts on all of them.
@Suite struct MarkTests {
  /// Tuesday 09:00, 09:30 and 10:00, Wednesday 11:00, Friday 15:00.
  static func scene() throws -> Scene {
    var scene = try Scene()
    for start in ["03 09:00", "03 09:30", "03 10:00", "04 11:00", "06 15:00"] {
      try scene.add("2026-03-\(start)")
    }
    return scene
  }

  private static func state() throws -> (Scene, AppState) {
    let scene = try scene()
    return (scene, scene.state(on: scene.slots[0]))
  }

  private static func ids(_ numbers: Int...) -> Set<Slot.ID> {
    Set(numbers.map { Scene.slotID(UInt64($0)) })
  }

  private static func list(_ numbers: Int...) -> [Slot.ID] {
    numbers.map { Scene.slotID(UInt64($0)) }
  }

  private static func bottom(_ state: AppState) -> String {
    state.drawn().text.split(separator: "\n").last.map(String.init) ?? ""
  }

  // MARK: Marking

  @Test func spaceMarksAndGoesToTheNextBelow() throws {
    var (_, state) = try Self.state()
    let revision = state.revision
    #expect(state.press("Space") == [])
    #expect(state.marks.ids == Self.ids(1))
    #expect(state.revision != revision)
    #expect(state.place == "2026-03-03 09:30")
    state.press("Space", "Space")
    #expect(state.marks.ids == Self.ids(1, 2, 3))
    // The last one of the day: the cursor stays, and the same key takes the mark off again.
    #expect(state.place == "2026-03-03 10:00")
    state.press("Space")
    #expect(state.marks.ids == Self.ids(1, 2))
  }

  @Test func spaceWithoutASlotMarksNothing() throws {
    var (_, state) = try Self.state()
    state.press("4", "l", "Space")
    #expect(state.marks.isEmpty)
    #expect(state.message?.text.hasPrefix("There is no slot here.") == true)
  }

  @Test func rangeGoesFromTheFirstVToTheSecond() throws {
    var (_, state) = try Self.state()
    state.press("w", "V")
    #expect(state.marks.isEmpty)
    let open = "Range from Tue 3 Mar 09:30: V marks 1 slot, Esc gives it up"
    #expect(Self.bottom(state).hasPrefix(open))
    state.press("w", "w")
    #expect(Self.bottom(state).hasPrefix("Range from Tue 3 Mar 09:30: V marks 3 slots, Esc"))
    state.press("V")
    #expect(state.marks.ids == Self.ids(2, 3, 4))
    #expect(state.marks.rangeStart == nil)
  }

  @Test func rangeGoesBackwardsAndFromFreePlaces() throws {
    var (_, state) = try Self.state()
    state.press("l", "V", "h", "V")
    #expect(state.marks.ids == Self.ids(1, 2, 3))
    state.press("Esc", "2", "l", "V", "l", "V")
    #expect(state.marks.isEmpty)
    #expect(state.message == Message("There is no slot in that range."))
  }

  @Test func rangeEndsWithItsWeek() throws {
    var (scene, state) = try Self.state()
    state.press("V")
    _ = state.update(.loaded(scene.content, .stay), at: state.now)
    #expect(state.marks.rangeStart != nil)
    scene.firstDay = scene.firstDay.adding(days: 7)
    scene.slots = []
    _ = state.update(.loaded(scene.content, .stay), at: state.now)
    #expect(state.marks.rangeStart == nil)
    let text = "The range was given up: it goes no further than its week."
    #expect(state.message == Message(text))
  }

  @Test(arguments: ["V", "*"])
  func emptyWeekHasNothingToMark(key: String) throws {
    var state = try Scene().state(on: .now)
    #expect(state.press(key) == [])
    #expect(state.marks == Marks())
    #expect(state.message == Message("There is no slot in this week."))
  }

  @Test func starMarksAll() throws {
    var (_, state) = try Self.state()
    state.press("*")
    #expect(state.marks.ids == Self.ids(1, 2, 3, 4, 5))
    let text = "5 slots marked: a d L S D e y act on all, Esc clears"
    #expect(Self.bottom(state).hasPrefix(text))
  }

  @Test func escapeClosesTheRangeFirstAndThenClears() throws {
    var (_, state) = try Self.state()
    state.press("Space", "V", "3", "Esc")
    #expect(state.marks.rangeStart != nil)
    state.press("Esc")
    #expect(state.marks.rangeStart == nil)
    #expect(state.marks.ids == Self.ids(1))
    let revision = state.revision
    state.press("Esc")
    #expect(state.marks.isEmpty)
    #expect(state.revision != revision)
  }

  /// Alt with a letter is no command, nor is Esc with a letter in one read, which looks the same.
  @Test func altWithALetterDoesNothing() throws {
    var (_, state) = try Self.state()
    state.press("Space", "Space")
    let marks = state.marks
    for key in ["A-d", "A-D", "A-q", "A-x", "A-Backspace", "A-Enter"] {
      #expect(state.press(key) == [])
      #expect(state.overlay == nil && state.marks == marks)
      #expect(state.message?.text == "\(key) does nothing here. ? shows the keys.")
    }
  }

  // MARK: What becomes of marks

  @Test func marksOutliveTheirWeekAndAreCounted() throws {
    var (scene, state) = try Self.state()
    state.press("*")
    let week = scene.content
    scene.firstDay = scene.firstDay.adding(days: 7)
    scene.slots = []
    let other = try scene.add("2026-03-10 09:00")
    let renamed = Slot(
      id: Scene.slotID(9),
      blockID: other.blockID,
      range: other.range,
      createdAt: other.createdAt,
      updatedAt: other.updatedAt
    )
    scene.slots = [renamed]
    _ = state.update(.loaded(scene.content, .slot(renamed.id)), at: state.now)
    #expect(state.marks.count == 5)
    state.press("Space")
    #expect(state.marksElsewhere == 5)
    #expect(
      Self.bottom(state).hasPrefix("6 slots marked, 5 not in this week: a d L S D e y act on all")
    )
    // Some of another block, too.
    var both = state
    let foreign = Slot(
      id: Scene.slotID(77),
      blockID: Scene.block(7, "Dr. Else").id,
      range: other.range,
      createdAt: other.createdAt,
      updatedAt: other.updatedAt
    )
    both.desk.selection.marks.insert([foreign])
    #expect(Self.bottom(both).hasPrefix("7 slots marked, 6 elsewhere: "))
    // Back again, and two of them are gone.
    var less = week
    less.slots.removeLast(2)
    _ = state.update(.loaded(less, .stay), at: state.now)
    #expect(state.marks.ids == Self.ids(1, 2, 3, 9))
  }

  @Test func slotsOfAnotherBlockStayMarked() throws {
    var (scene, state) = try Self.state()
    state.press("Space")
    scene.block = Scene.block(2, "Room 7")
    scene.slots = []
    _ = state.update(.loaded(scene.content, .stay), at: state.now)
    #expect(state.marks.ids == Self.ids(1))
  }

  @Test func deletedSlotsLoseTheirMark() throws {
    var (scene, state) = try Self.state()
    state.press("Space", "Space")
    let entry = JournalEntry(
      action: Action(id: 9, at: scene.now, actor: "ben", verb: .deleteSlots, objects: 1),
      changes: [Change(subject: .slot(Scene.slotID(1)), before: [:], after: nil)]
    )
    _ = state.update(.storeChanged([entry]), at: scene.now)
    #expect(state.marks.ids == Self.ids(2))
  }

  @Test func marksKnowTheirSlotsAnew() throws {
    var (scene, state) = try Self.state()
    state.press("Space", "Space")
    scene.slots[0].cancelledAppointments = 2
    _ = state.update(.loaded(scene.content, .stay), at: state.now)
    state.press("D")
    #expect(state.question?.text == "Delete 2 slots, 1 of them with 2 appointments? y/n")
  }

  // MARK: What acts on them

  @Test func disablesAllWhenAnyIsActive() throws {
    var scene = try Self.scene()
    scene.slots[1].status = .disabled
    var state = scene.state(on: scene.slots[0])
    state.press("Space", "Space")
    let all = Self.list(1, 2)
    #expect(state.press("d") == [.perform(.changeSlots(all, .setStatus(.disabled)))])
    scene.slots[0].status = .disabled
    _ = state.update(.loaded(scene.content, .stay), at: state.now)
    #expect(state.press("d") == [.perform(.changeSlots(all, .setStatus(.active)))])
    #expect(state.marks.count == 2)
  }

  @Test func openRangeCountsAsMarked() throws {
    var (_, state) = try Self.state()
    state.press("V", "w", "w")
    #expect(state.press("d") == [.perform(.changeSlots(Self.list(1, 2, 3), .setStatus(.disabled)))])
    #expect(state.marks.rangeStart == nil)
  }

  @Test func withoutMarksTheSlotUnderTheCursorIsMeant() throws {
    var (_, state) = try Self.state()
    state.press("Space", "Esc")
    #expect(state.press("d") == [.perform(.changeSlots(Self.list(2), .setStatus(.disabled)))])
  }

  @Test func locksThoseThatAreNotAndUnlocksWhenAllAre() throws {
    var scene = try Self.scene()
    scene.slots[1].storedLock = Slot.Lock(end: scene.now + .minutes(5), owner: "ana")
    var state = scene.state(on: scene.slots[0])
    state.press("Space", "Space", "Space")
    let end = state.now + .minutes(30)
    #expect(state.press("3", "0", "L") == [.lock(Self.list(1, 3), until: end)])
    for index in 0...2 {
      scene.slots[index].storedLock = Slot.Lock(end: scene.now + .minutes(5), owner: "ana")
    }
    _ = state.update(.loaded(scene.content, .stay), at: state.now)
    #expect(state.press("L") == [.perform(.changeSlots(Self.list(1, 2, 3), .unlock(key: nil)))])
    #expect(state.overlay == nil)
  }

  @Test func namesWhoseLocksAreAmongThem() throws {
    var scene = try Self.scene()
    scene.slots[1].storedLock = Slot.Lock(end: scene.now + .minutes(5), owner: "ben")
    var state = scene.state(on: scene.slots[0])
    state.press("Space", "Space", "Space")
    #expect(state.press("L") == [])
    let question = "ben locked 1 of the 3 marked slots. Lock the 2 that are unlocked? y/n"
    #expect(state.question?.text == question)
    state.press("n")
    #expect(state.message == Message("Nothing was locked."))
    state.press("L")
    #expect(state.press("y") == [.lock(Self.list(1, 3), until: state.now + .minutes(15))])
    scene.slots[0].storedLock = Slot.Lock(end: scene.now + .minutes(5), owner: "ana")
    scene.slots[2].storedLock = Slot.Lock(end: scene.now + .minutes(5), owner: "eve")
    _ = state.update(.loaded(scene.content, .stay), at: state.now)
    state.press("L")
    let breaking = "ben and eve locked 2 of the 3 marked slots. Unlock all 3 all the same? y/n"
    #expect(state.question?.text == breaking)
    #expect(state.press("y") == [.perform(.changeSlots(Self.list(1, 2, 3), .unlock(key: nil)))])
  }

  @Test func deletesAfterAQuestionInNumbers() throws {
    var scene = try Self.scene()
    var state = scene.state(on: scene.slots[0])
    state.press("*", "D")
    #expect(state.question?.text == "Delete 5 slots? y/n")
    let all = Self.list(1, 2, 3, 4, 5)
    #expect(state.press("y") == [.perform(.changeSlots(all, .delete(force: false)))])
    scene.slots[1].activeAppointments = 3
    scene.slots[4].activeAppointments = 1
    _ = state.update(.loaded(scene.content, .stay), at: state.now)
    state.press("D")
    #expect(state.question?.text == "Delete 5 slots, 2 of them with 4 appointments? y/n")
    // What was not counted as booked is not deleted with appointments on it.
    let parts: [SlotDomain.Operation] = [
      .changeSlots(Self.list(2, 5), .delete(force: true)),
      .changeSlots(Self.list(1, 3, 4), .delete(force: false)),
    ]
    #expect(state.press("y") == [.perform(.batch(.deleteSlots, parts))])
    state.press("Esc", "Space", "D")
    #expect(state.question?.text.hasPrefix("Delete Tue 3 Mar 09:00–09:30?") == true)
  }

  // MARK: Afterwards

  private static func outcome(_ slots: [Slot], changes: Int) -> Outcome {
    var outcome = Outcome(own: .disableSlots, objects: changes, at: Instant(seconds: 0))
    outcome.slots = slots
    return outcome
  }

  @Test func successClearsTheMarksAndSaysHowMany() throws {
    let (scene, fresh) = try Self.state()
    let ids = scene.slots.map(\.id)
    for (operation, changes, text) in [
      (SlotDomain.Operation.changeSlots(ids, .setStatus(.disabled)), 5, "Disabled 5 slots."),
      (.changeSlots(ids, .setStatus(.active)), 4, "Enabled 4 slots, 1 was so already."),
      (.changeSlots(ids, .unlock(key: nil)), 3, "Unlocked 3 slots, 2 were so already."),
      (.changeSlots(ids, .delete(force: false)), 5, "Deleted 5 slots."),
      (.changeSlots(ids, .delete(force: true)), 12, "Deleted 5 slots with 7 appointments."),
    ] {
      var state = fresh
      state.press("*")
      let outcome = Self.outcome(scene.slots, changes: changes)
      _ = state.update(.performed(operation, outcome), at: state.now)
      #expect(state.marks.isEmpty)
      #expect(state.message?.text.hasPrefix("\(text) u takes it back.") == true)
    }
  }

  @Test func otherActionsAndRefusalsLeaveTheMarks() throws {
    var (scene, state) = try Self.state()
    state.press("Space")
    let other = scene.slots[3]
    let operation = SlotDomain.Operation.changeSlots([other.id], .setStatus(.disabled))
    _ = state.update(.performed(operation, Self.outcome([other], changes: 1)), at: state.now)
    #expect(state.marks.ids == Self.ids(1))
    _ = state.update(.refused(.notLockable(scene.slots[0])), at: state.now)
    #expect(state.marks.ids == Self.ids(1))
  }

  /// On a real store: one step, and one `u` takes all of it back.
  @Test func oneUndoTakesAllBack() throws {
    let world = try RunnerStore()
    for hour in 11..<15 { try world.add("2026-03-04 \(hour):00") }
    let booked = try world.add("2026-03-05 09:00", capacity: 2)
    let draft = AppointmentDraft(slotID: booked.id)
    _ = try world.store.perform(.createAppointments([draft]), at: world.now)
    let before = try world.load(.now).0.slots
    var state = try world.open()
    for (keys, text) in [
      (["d", "y"], "Disabled 5 slots."), (["L"], "Locked 5 slots for 15 min."),
      (["D", "y"], "Deleted 5 slots with 1 appointment."),
    ] {
      state.press("*")
      for key in keys { state.run(state.press(key), world.runner) }
      #expect(state.message?.text.hasPrefix("\(text) u takes it back.") == true)
      #expect(state.marks.isEmpty)
      state.run(state.press("u"), world.runner)
      let after = state.content.slots
      #expect(after.map(\.id) == before.map(\.id))
      #expect(after.map(\.status) == before.map(\.status))
      #expect(after.map(\.storedLock) == before.map(\.storedLock))
      #expect(after.map(\.appointments) == before.map(\.appointments))
    }
  }

  // MARK: Looks

  @Test func readOnlyMarksOfferNothing() throws {
    var scene = try Self.scene()
    scene.settings.isReadOnly = true
    var state = scene.state(on: scene.slots[0])
    state.press("Space")
    #expect(Self.bottom(state).hasPrefix("1 slot marked: Esc clears"))
    #expect(state.press("d") == [])
    #expect(state.message == Message("The store is open for reading only.", .error))
  }

  @Test func focusedSlotIsSaidToBeMarked() throws {
    var (_, state) = try Self.state()
    state.press("Space", "k")
    #expect(state.drawn().text.contains("Tue 3 Mar 09:00–09:30, past, marked\n"))
  }
}
