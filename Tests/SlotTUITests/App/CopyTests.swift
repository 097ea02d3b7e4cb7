import SlotDomain
import TerminalKit
import Testing

@testable import SlotTUI

/// Copying slots and pasting them on another day.
@Suite struct CopyTests {
  /// Tuesday 09:00, 09:30 and 10:00, Wednesday 11:00, Friday 15:00; the cursor on the first.
  private static func state() throws -> (Scene, AppState) {
    let scene = try MarkTests.scene()
    return (scene, scene.state(on: scene.slots[0]))
  }

  private static func paste(_ slots: [Slot], _ scene: Scene, to day: String) throws -> Paste {
    Paste(
      source: .copy(SlotCopy(slots) { _ in scene.zone }, day: try date(day)),
      block: try #require(scene.block).id,
      zone: scene.zone
    )
  }

  private static func planned(_ paste: Paste, beside present: [Slot] = []) throws -> Paste {
    var paste = paste
    let (drafts, skipped) = try paste.drafts()
    paste.plan = SlotPlan(drafts, skipped: skipped, present: present)
    return paste
  }

  // MARK: Copying

  @Test func theSlotUnderTheCursorOrAllMarkedAreCopied() throws {
    var (scene, state) = try Self.state()
    #expect(state.press("y") == [])
    #expect(state.copied == SlotCopy([scene.slots[0]]) { _ in scene.zone })
    #expect(
      state.message?.text
        == "Copied 1 slot of Tue 3 Mar. p pastes it at the cursor's day."
    )
    state.press("*", "y")
    #expect(state.copied == SlotCopy(scene.slots) { _ in scene.zone })
    #expect(
      state.message?.text
        == "Copied 5 slots of Tue 3 Mar – Fri 6 Mar. p pastes them at the cursor's day."
    )
    #expect(state.marks.isEmpty)
  }

  /// Who copies a slot with somebody in it may mean them.
  @Test func theOnlySlotWithSomebodyNamesTheWayToThem() throws {
    var scene = try Scene()
    try scene.add("2026-03-04 11:00")
    _ = try scene.book("Anna First", on: scene.slots[0])
    scene.slots[0].activeAppointments = 1
    var state = scene.state(on: scene.slots[0])
    state.press("y")
    #expect(
      state.message?.text.hasSuffix("Its people stay: Enter, then y copies somebody.") == true
    )
  }

  /// Pasted they are all of one block, which is said before.
  @Test func slotsOfSeveralBlocksAreSaidToBe() throws {
    var scene = try Scene()
    scene.otherBlocks = [Scene.block(2, "Dr. Bee")]
    let own = try scene.add("2026-03-04 11:00")
    let other = try scene.add("2026-03-04 11:30", of: scene.otherBlocks[0])
    var state = scene.state(on: own)
    state.desk.copy([own, other])
    #expect(
      state.message?.text
        == "Copied 2 slots in 2 blocks of Wed 4 Mar. p pastes them at the cursor's day, all into its"
        + " block."
    )
  }

  @Test func pastingAsksTheStoreForTheCursorsDay() throws {
    var (scene, state) = try Self.state()
    #expect(state.press("p") == [])
    #expect(
      state.message?.text
        == "Nothing is copied. y copies the slot under the cursor, or all that are marked."
    )
    state.press("*", "y", "l", "l")
    let paste = try Self.paste(scene.slots, scene, to: "2026-03-05")
    #expect(state.press("p") == [.planPaste(paste)])
  }

  /// From whichever of its days: what was Tuesday's is Tuesday's again.
  @Test func aWeekIsCopiedToTheNextFromAnyOfItsDays() throws {
    var (scene, state) = try Self.state()
    state.press("l")
    #expect(state.desk.sheet.cursor.date == (try date("2026-03-04")))
    state.press("*", "y")
    state.read(state.press("]"), scene)
    #expect(state.desk.sheet.cursor.date == (try date("2026-03-11")))
    let paste = try Self.paste(scene.slots, scene, to: "2026-03-10")
    #expect(state.press("p") == [.planPaste(paste)])
  }

  @Test func pastingNeedsAStoreThatCanBeWritten() throws {
    var scene = try MarkTests.scene()
    scene.settings.isReadOnly = true
    var state = scene.state(on: scene.slots[0])
    #expect(state.press("y", "p") == [])
    #expect(state.message == Message("The store is open for reading only.", .error))
  }

  // MARK: Pasting

  @Test func whatFitsIsPastedWithoutAQuestion() throws {
    var (scene, state) = try Self.state()
    let planned = try Self.planned(Self.paste(scene.slots, scene, to: "2026-03-10"))
    let created = try #require(planned.plan).created
    #expect(created.count == 5)
    let effects = state.update(.pastePlanned(planned), at: state.now)
    #expect(effects == [.perform(.createSlots(created))])
    #expect(state.overlay == nil)
    _ = state.update(.performed(.createSlots(created), Outcome()), at: state.now)
    #expect(state.plannedPaste == nil)
  }

  @Test func whatIsInTheWayIsSaidInNumbersBeforehand() throws {
    var (scene, state) = try Self.state()
    let paste = try Self.paste(Array(scene.slots[0...2]), scene, to: "2026-03-05")
    try scene.add("2026-03-05 09:10", 10)
    try scene.add("2026-03-05 09:30")
    let planned = try Self.planned(paste, beside: Array(scene.slots.suffix(2)))
    #expect(state.update(.pastePlanned(planned), at: state.now) == [])
    #expect(
      state.question?.text
        == "Paste 1 slot? 1 collides with the slot Thu 5 Mar 09:10–09:20, 1 is there already. y/n"
    )
    // The grid shows what would be made.
    let rows = state.drawn().text.split(separator: "\n")
    #expect(rows.contains { $0.contains("10:00") && $0.contains("+ 10:00") })
    var other = state
    #expect(other.press("n") == [])
    #expect(other.message == Message("Nothing was pasted."))
    #expect(other.plannedPaste == nil)
    let created = try #require(planned.plan).created
    #expect(state.press("y") == [.perform(.createSlots(created))])
    #expect(state.overlay == nil)
  }

  @Test func theChangeOfTheClockIsSaid() throws {
    var scene = try Scene()
    for start in ["22 02:00", "22 02:30", "22 03:00"] { try scene.add("2026-03-\(start)") }
    var state = scene.state(on: .now)
    let paste = try Self.paste(scene.slots, scene, to: "2026-03-29")
    _ = state.update(.pastePlanned(try Self.planned(paste)), at: state.now)
    #expect(
      state.question?.text == "Paste 1 slot? 2 do not exist (the clock changes). y/n"
    )
  }

  @Test func whatCannotBePastedAtAllIsNoQuestion() throws {
    var (scene, state) = try Self.state()
    let paste = try Self.paste(scene.slots, scene, to: "2026-03-03")
    let planned = try Self.planned(paste, beside: scene.slots)
    #expect(state.update(.pastePlanned(planned), at: state.now) == [])
    #expect(state.overlay == nil)
    #expect(
      state.message == Message("Nothing can be pasted here: 5 are there already.", .error)
    )
  }

  @Test func whoeverWasFasterMakesItBePlannedAnew() throws {
    var (scene, state) = try Self.state()
    let paste = try Self.paste(scene.slots, scene, to: "2026-03-10")
    let planned = try Self.planned(paste)
    _ = state.update(.pastePlanned(planned), at: state.now)
    let range = scene.slots[0].range
    let refusal = SlotError.slotsOverlap(range, existing: range, isNew: false)
    #expect(state.update(.refused(refusal), at: state.now) == [.planPaste(paste)])
    // Any other refusal is told as ever.
    _ = state.update(.pastePlanned(planned), at: state.now)
    #expect(state.update(.refused(.storeBusy), at: state.now) == [])
    #expect(state.plannedPaste == nil)
    #expect(state.update(.refused(refusal), at: state.now) == [])
    #expect(state.message?.text.hasPrefix("E024: ") == true)
  }

  @Test func aWeekIsCopiedToAnotherBlockOnARealStore() throws {
    let world = try RunnerStore()
    for start in ["2026-03-03 09:00", "2026-03-03 09:30", "2026-03-05 14:00"] {
      try world.add(start, capacity: 2)
    }
    var state = try world.open()
    state.run(state.press("*", "y", "Tab"), world.runner)
    #expect(state.content.block?.name == "Room 7")
    state.run(state.press("t"), world.runner)
    state.press("h")
    #expect(state.place.hasPrefix("2026-03-03"))
    state.run(state.press("p"), world.runner)
    #expect(state.message?.text == "Created 3 slots. 2 of them lie in the past. u takes it back.")
    let block = try #require(state.content.block).id
    #expect(state.week.slots.map(\.capacity) == [2, 2, 2])
    #expect(state.week.slots.allSatisfy { $0.blockID == block })
    #expect(state.week.focusedSlot == state.week.slots.first)
    // The same again: all are there.
    state.run(state.press("p"), world.runner)
    #expect(state.message?.text == "Nothing can be pasted here: 3 are there already.")
    state.run(state.press("u"), world.runner)
    #expect(state.week.slots == [])
  }

  // MARK: The open range

  @Test func anOpenRangeIsSeenInTheGrid() throws {
    var (_, state) = try Self.state()
    state.press("V")
    let revision = state.revision
    state.press("w", "w")
    // It follows the cursor, so nothing else is drawn anew.
    #expect(state.revision == revision)
    for glyphs in [Glyphs.unicode, .ascii] {
      let sign = String(Character(glyphs[.inRange]))
      let rows = state.drawn(glyphs).text.split(separator: "\n")
      #expect(rows.count { $0.contains("\(Character(glyphs[.past]))\(sign)") } == 3)
    }
    state.choose(.agenda)
    #expect(state.drawn().text.split(separator: "\n").count { $0.contains("·›") } == 3)
    state.press("V")
    #expect(!state.drawn().text.contains("›"))
  }
}
