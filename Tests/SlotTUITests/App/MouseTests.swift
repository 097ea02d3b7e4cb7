import SlotDomain
import TerminalKit
import Testing

@testable import SlotTUI

/// What the mouse does once it is asked for.
@Suite struct MouseTests {
  private static func state(
    _ width: Int = 80,
    _ height: Int = 24,
    on slot: Int = 0
  ) throws -> (Scene, AppState) {
    var scene = try MarkTests.scene()
    scene.size = AppState.Size(width: width, height: height)
    var state = scene.state(on: scene.slots[slot])
    state.takeMouse()
    return (scene, state)
  }

  /// Where a slot of `MarkTests.scene` is drawn.
  private static func place(_ number: Int, _ state: AppState) throws -> Canvas.Position {
    var there = state
    there.desk.sheet.stand(onSlot: number)
    return try #require(there.drawn().cursor)
  }

  // MARK: On and off

  @Test func itIsOffUntilAskedFor() throws {
    let (scene, _) = try Self.state()
    var state = scene.state(on: scene.slots[0])
    let other = try Self.place(3, state)
    let cursor = state.week.cursor
    #expect(state.click(other) + state.click(other) + state.mouse(.wheelDown, other) == [])
    #expect(state.week.cursor == cursor)

    #expect(state.press(":") + state.type("mouse") + state.press("Enter") == [.listenToMouse(true)])
    _ = state.update(.mouseSwitched(isOn: true), at: state.now)
    #expect(
      state.message?.text
        == "The mouse is on: it marks and scrolls here; Shift and the mouse select text as the"
        + " terminal does."
    )
    state.click(other)
    #expect(state.week.focusedSlot == scene.slots[3])

    #expect(state.act(.mouse, count: nil) == [.listenToMouse(false)])
    _ = state.update(.mouseSwitched(isOn: false), at: state.now)
    #expect(state.message?.text == "The mouse is off: it selects text as the terminal does.")
    state.click(try Self.place(0, state))
    #expect(state.week.focusedSlot == scene.slots[3])
  }

  @Test func aTerminalWithoutOneSaysSo() throws {
    let (scene, _) = try Self.state()
    var state = scene.state(on: scene.slots[0])
    _ = state.update(.mouseSwitched(isOn: false), at: state.now)
    #expect(state.message?.text.hasPrefix("This terminal does not tell of a mouse") == true)
  }

  @Test func theConfigurationAsksForIt() throws {
    var scene = try Scene()
    #expect(!scene.state().mouse.isOn)
    scene.settings.usesMouse = true
    #expect(scene.state().mouse.isOn)
  }

  // MARK: Clicks

  @Test func aClickPutsTheCursorThereAndASecondOneOpens() throws {
    var (scene, state) = try Self.state()
    let place = try Self.place(3, state)
    #expect(state.click(place) == [])
    #expect(state.week.focusedSlot == scene.slots[3])
    #expect(state.click(place) == [.loadDetails(scene.slots[3].id, .overlay)])
    // That used it up.
    #expect(state.click(place) == [])
  }

  /// The days scroll under the pointer where not all have room: a quick second click still means the
  /// first one's slot, a slow one what is drawn there now.
  @Test func aDoubleClickIsAboutOneSlot() throws {
    for (pause, isOpened) in [(Span(milliseconds: 300), true), (Span.seconds(2), false)] {
      var (scene, state) = try Self.state(40, 10)
      try scene.add("2026-03-04 09:00")
      for day in 5...8 { try scene.add("2026-03-0\(day) 09:00") }
      state = scene.state(on: scene.slots[0])
      state.takeMouse()
      let place = try #require(state.position(of: "○", number: 0))
      state.click(place)
      let slot = try #require(state.week.focusedSlot)
      #expect(state.drawn().cursor?.x != place.x)
      state.after(pause)
      let effects = state.click(place)
      #expect((effects == [.loadDetails(slot.id, .overlay)]) == isOpened)
      #expect((state.week.focusedSlot == slot) == isOpened)
    }
  }

  /// Whoever brings the window to the front clicks once, perhaps where the cursor is.
  @Test func oneClickOnTheFocusedSlotOpensNothing() throws {
    var (_, state) = try Self.state()
    let place = try Self.place(0, state)
    #expect(state.click(place) == [])
    state.press("Esc")
    #expect(state.click(place) == [])
  }

  @Test func freeRowsCanBeClickedToo() throws {
    var (_, state) = try Self.state()
    let slot = try Self.place(2, state)
    let below = Canvas.Position(x: slot.x + 3, y: slot.y + 3)
    state.click(below)
    #expect(state.week.focusedSlot == nil)
    #expect(state.drawn().cursor == Canvas.Position(x: slot.x, y: slot.y + 3))
  }

  @Test func otherButtonsAndStrayReleasesDoNothing() throws {
    var (_, state) = try Self.state()
    let place = try Self.place(3, state)
    let cursor = state.week.cursor
    for button in 1...2 {
      #expect(state.mouse(.press, button: button, place) == [])
      #expect(state.mouse(.release, button: button, place) == [])
    }
    #expect(state.mouse(.release, place) == [])
    #expect(state.click(Canvas.Position(x: 79, y: 23)) == [])
    #expect(state.click(Canvas.Position(x: 500, y: 500)) == [])
    #expect(state.week.cursor == cursor)
  }

  @Test func aHalfTypedNumberIsGivenUp() throws {
    var (_, state) = try Self.state()
    state.press("3")
    state.click(try Self.place(3, state))
    #expect(state.sequence == KeySequence())
    state.press("v")
    state.mouse(.wheelDown, Canvas.Position(x: 5, y: 5))
    #expect(state.sequence == KeySequence())
  }

  @Test func aDayOfTheMonthOpens() throws {
    var (scene, state) = try Self.state()
    state.choose(.month, reading: scene)
    let place = try #require(state.position(of: " 25"))
    state.read(state.click(place), scene)
    #expect(state.week.focusedDate == (try date("2026-03-25")))
    state.click(place)
    #expect(state.week.view == .day)
  }

  @Test func aClickGoesToAnotherBlocksColumn() throws {
    var (scene, state) = try BlocksTests.state(80, 24)
    state.takeMouse()
    let place = try #require(state.position(of: "3 free"))
    state.read(state.click(place), scene)
    #expect(state.content.block == BlocksTests.court)
    #expect(state.week.focusedSlot?.capacity == 4)
    #expect(state.drawn().cursor == Canvas.Position(x: place.x - 2, y: place.y))
    let slot = try #require(state.week.focusedSlot)
    #expect(state.click(place) == [.loadDetails(slot.id, .overlay)])
  }

  @Test func aClickOnATitleSorts() throws {
    var (scene, state) = try Self.state()
    state.choose(.agenda, reading: scene)
    let title = try #require(state.position(of: "state"))
    state.click(title)
    #expect((state.week.agenda.sorting, state.week.agenda.isDescending) == (.state, false))
    state.click(title)
    #expect((state.week.agenda.sorting, state.week.agenda.isDescending) == (.state, true))
    state.click(title)
    #expect((state.week.agenda.sorting, state.week.agenda.isDescending) == (.state, false))
    #expect(state.message?.text == "Sorted by state.")
  }

  // MARK: Ranges

  /// From a slot or free row to another, forwards and backwards: what V marks twice.
  @Test(arguments: [PeriodView.week, .agenda], [(0, 3), (3, 0), (1, 2), (4, 1)])
  func pressingAndReleasingElsewhereMarksWhatIsBetween(view: PeriodView, ends: (Int, Int)) throws {
    var (scene, state) = try Self.state()
    state.choose(view, reading: scene)
    var typed = state
    typed.desk.sheet.stand(onSlot: ends.0)
    typed.press("V")
    typed.desk.sheet.stand(onSlot: ends.1)
    typed.press("V")
    #expect(state.drag(try Self.place(ends.0, state), try Self.place(ends.1, state)) == [])
    #expect(state.marks == typed.marks)
    #expect(!state.marks.isEmpty)
    #expect(state.week.focusedSlot == scene.slots[ends.1])
  }

  @Test func aRangeMayEndOnAFreeRow() throws {
    var (scene, state) = try Self.state()
    let slot = try Self.place(2, state)
    state.drag(try Self.place(1, state), Canvas.Position(x: slot.x, y: slot.y + 3))
    #expect(state.marks.ids == Set(scene.slots[1...2].map(\.id)))
  }

  @Test func aPressAndAReleaseOnOneSlotAreAClick() throws {
    var (scene, state) = try Self.state()
    let place = try Self.place(3, state)
    let lower = Canvas.Position(x: place.x + 4, y: place.y)
    state.drag(place, lower)
    #expect(state.marks.isEmpty)
    #expect(state.drag(lower, place) == [.loadDetails(scene.slots[3].id, .overlay)])
  }

  @Test func aKeyBetweenPressAndReleaseGivesTheRangeUp() throws {
    var (_, state) = try Self.state()
    state.mouse(.press, try Self.place(0, state))
    state.press("j")
    state.mouse(.release, try Self.place(3, state))
    #expect(state.marks.isEmpty)
  }

  @Test func theMonthMarksNoRange() throws {
    var (scene, state) = try Self.state()
    state.choose(.month, reading: scene)
    let (first, last) = (state.position(of: "3 "), state.position(of: " 6 "))
    state.drag(try #require(first), try #require(last))
    #expect(state.message?.text.hasPrefix("The month shows days") == true)
    #expect(state.marks == Marks())
  }

  @Test func aRangeStaysInOneBlock() throws {
    var (scene, state) = try BlocksTests.state(80, 24)
    state.takeMouse()
    let own = try #require(state.drawn().cursor)
    let court = try #require(state.position(of: "3 free"))
    let before = try #require(state.position(of: "taken"))
    state.read(state.drag(own, court), scene)
    #expect(state.message?.text.hasPrefix("A range stays in one booking block") == true)
    // In another block's column its slots are marked.
    state.read(state.mouse(.press, before), scene)
    state.read(state.mouse(.release, court), scene)
    #expect(state.content.block == BlocksTests.court)
    #expect(state.marks.all.map(\.capacity).sorted() == [1, 4])
    #expect(state.marks.all.allSatisfy { $0.blockID == BlocksTests.court.id })
  }

  // MARK: The wheel

  @Test(arguments: PeriodView.allCases)
  func theWheelMovesTheCursor(view: PeriodView) throws {
    var (scene, state) = try Self.state()
    state.choose(view, reading: scene)
    var typed = state
    let anywhere = Canvas.Position(x: 3, y: 3)
    let steps = [.month, .year].contains(view) ? 1 : 3
    for (kind, key) in [(MouseEvent.Kind.wheelDown, "j"), (.wheelUp, "k"), (.wheelUp, "k")] {
      let keys = (0..<steps).flatMap { _ in typed.press(key) }
      #expect(state.mouse(kind, anywhere) == keys)
      #expect(state.week.cursor == typed.week.cursor)
    }
  }

  @Test func theWheelScrollsWindows() throws {
    var (scene, state) = try Self.state()
    let anywhere = Canvas.Position(x: 30, y: 5)
    state.press("?")
    state.mouse(.wheelDown, anywhere)
    state.mouse(.wheelDown, anywhere)
    state.mouse(.wheelUp, anywhere)
    #expect(state.overlay == .help(helpScrolled(3)))
    state.press("Esc", ":")
    state.mouse(.wheelDown, anywhere)
    guard case .palette(let palette) = state.overlay else { throw Missing() }
    #expect(palette.selection(state.desk) == 3)
    state.press("Esc")
    state = scene.state(on: nil)
    state.size = AppState.Size(width: 80, height: 12)
    state.takeMouse()
    let details = try OverlayTests.details(appointments: 3, in: &scene)
    _ = state.update(.detailsLoaded(details, .overlay), at: state.now)
    let before = state.drawn().text
    state.mouse(.wheelUp, anywhere)
    state.mouse(.wheelDown, anywhere)
    #expect(state.details != nil)
    #expect(state.drawn().text != before)
  }

  private func helpScrolled(_ rows: Int) -> HelpWindow {
    var help = HelpWindow()
    for _ in 0..<rows { _ = help.scroll.follow(.down, rows: 99, shown: 10) }
    return help
  }

  private struct Missing: Error {}

  // MARK: Windows

  @Test func theFirstClickInAListChoosesAndTheSecondIsEnter() throws {
    var (_, state) = try Self.state(200, 50)
    state.press(":")
    state.type("view-")
    let place = try #require(state.position(of: "view-agenda"))
    #expect(state.click(place) == [])
    guard case .palette(let palette) = state.overlay else { throw Missing() }
    #expect(palette.selected(state.desk)?.name == "view-agenda")
    #expect(state.click(place) == [])
    #expect((state.overlay == nil, state.week.view) == (true, .agenda))
  }

  @Test func aBlockIsPicked() throws {
    var (scene, state) = try BlocksTests.state(80, 24)
    state.takeMouse()
    state.press("b")
    let place = try #require(state.position(of: "Court  ", number: 1))
    #expect(state.click(place) == [])
    let target = PeriodRequest.Target.week(scene.firstDay)
    #expect(state.click(place) == [state.desk.load(target, block: BlocksTests.court.id)])
    #expect(state.overlay == nil)
  }

  @Test func aMatchIsGoneTo() throws {
    let scene = try SearchTests.scene()
    let hits = [0, 4, 8].map { SearchTests.hit(scene.slots[$0], "Person \($0)") }
    var state = try SearchTests.found("person", hits, scene)
    state.takeMouse()
    let place = try #require(state.position(of: "Person 4"))
    #expect(state.click(place) == [])
    #expect(state.overlay != nil)
    let slot = scene.slots[4].id
    let person = Appointment.ID(high: slot.high, low: slot.low)
    #expect(state.click(place) == [.loadDetails(slot, .person(person))])
    #expect(state.overlay == nil)
    #expect(state.week.focusedSlot == scene.slots[4])
  }

  @Test func anAppointmentIsChosenAndTheDetailsStayOpen() throws {
    var scene = try Scene()
    let details = try OverlayTests.details(appointments: 3, in: &scene)
    scene.size = AppState.Size(width: 80, height: 40)
    var state = scene.state()
    state.takeMouse()
    _ = state.update(.detailsLoaded(details, .overlay), at: state.now)
    let place = try #require(state.position(of: "Person 3"))
    for _ in 0..<3 { #expect(state.click(place) == []) }
    #expect(state.details?.selection == 2)
  }

  @Test func aFieldIsFocusedAndNothingIsTyped() throws {
    var (_, state) = try Self.state()
    state.press("c")
    let before = try #require(state.form)
    let place = try #require(state.position(of: "Capacity"))
    for _ in 0..<3 { #expect(state.click(place) == []) }
    #expect(state.mouse(.wheelDown, place) == [])
    let after = try #require(state.form)
    #expect(after.focused.name == .capacity)
    #expect(after.fields == before.fields)
  }

  /// Wherever and however often: it stays as it is.
  @Test func aQuestionIsNeverAnsweredByTheMouse() throws {
    var (_, state) = try Self.state()
    state.press("D")
    let question = try #require(state.question)
    for y in 0..<24 {
      for x in stride(from: 0, to: 80, by: 3) {
        let place = Canvas.Position(x: x, y: y)
        #expect(state.click(place) + state.click(place) + state.mouse(.wheelUp, place) == [])
      }
    }
    #expect(state.question == question)
    #expect(state.message == nil)
    #expect(state.press("y").count == 1)
  }

  // MARK: Beside keys

  @Test func manyAtOnceAreNoBurst() throws {
    let (_, state) = try Self.state()
    #expect(state.isHarmless(.mouse(MouseEvent(.wheelDown, x: 0, y: 0))))
  }

  @Test func thereIsNothingToPointAtYet() throws {
    var scene = try Scene()
    scene.block = nil
    var state = scene.state()
    state.takeMouse()
    for y in 0..<24 { #expect(state.click(Canvas.Position(x: 10, y: y)) == []) }
    state.mouse(.wheelDown, Canvas.Position(x: 10, y: 10))
    #expect(state.overlay == nil)
  }
}
