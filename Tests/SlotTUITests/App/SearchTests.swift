import SlotDomain
import TerminalKit
import Testing

@testable import SlotTUI

/// Typing a search, choosing a match, and going on from one to the next.
@Suite struct SearchTests {
  static let otherBlock = Scene.block(2, "Room 7")

  /// The slots of `MovementTests.week`, of which some are matches; one more is in the other block.
  static func scene() throws -> Scene {
    var scene = try MovementTests.week()
    scene.otherBlocks = [otherBlock]
    return scene
  }

  static func hit(
    _ slot: Slot,
    _ name: String,
    phone: String? = nil,
    isCancelled: Bool = false,
    findings: [SearchHit.Finding] = []
  ) -> SearchHit {
    SearchHit(
      block: slot.blockID,
      slot: slot.id,
      range: slot.range,
      appointment: Appointment.ID(high: slot.id.high, low: slot.id.low),
      isCancelled: isCancelled,
      person: phone.map { Person(name: name, phone: $0) },
      label: name,
      findings: findings
    )
  }

  /// A match in the other block, in another week.
  static func elsewhere(_ scene: Scene) throws -> SearchHit {
    let start = try scene.at("2026-04-01 08:00")
    return SearchHit(
      block: otherBlock.id,
      slot: Scene.slotID(99),
      range: TimeRange(start: start, end: start + .minutes(30)),
      label: "Projector"
    )
  }

  static func entry(deleting slot: Slot.ID) -> JournalEntry {
    let now = Instant(seconds: 1_772_000_000)
    return JournalEntry(
      action: Action(id: 8, at: now, actor: "ben", verb: .deleteSlots, objects: 1),
      changes: [Change(subject: .slot(slot), before: [:], after: nil)]
    )
  }

  static func entry(moving from: Slot, to slot: Slot) -> JournalEntry {
    let now = Instant(seconds: 1_772_000_000)
    return JournalEntry(
      action: Action(id: 9, at: now, actor: "ben", verb: .rescheduleAppointment, objects: 1),
      changes: [
        Change(
          subject: .appointment(Appointment.ID(high: from.id.high, low: from.id.low)),
          before: [:],
          after: ["slot_id": .string("\(slot.id)")]
        )
      ]
    )
  }

  /// Whoever cancels for somebody wants the appointment that they come to.
  @Test func whoComesIsInFocusBeforeWhoCancelled() throws {
    var scene = try Scene()
    let (first, second) = (try scene.add("2026-03-05 09:00"), try scene.add("2026-03-06 09:00"))
    let hits = [Self.hit(first, "Anna", isCancelled: true), Self.hit(second, "Anna")]
    let state = try Self.found("anna", hits, scene)
    #expect((state.layers.top as? SearchWindow)?.selected(state.desk)?.slot == second.id)
    let cancelled = try Self.found("anna", [hits[0]], scene)
    #expect((cancelled.layers.top as? SearchWindow)?.selected(cancelled.desk)?.slot == first.id)
  }

  static func query(_ text: String) throws -> SearchQuery { try #require(SearchQuery(text)) }

  /// Typed, and answered in one step.
  static func found(_ text: String, _ hits: [SearchHit], _ scene: Scene) throws -> AppState {
    var state = scene.state(on: scene.slots[0])
    state.press("/")
    state.type(text)
    let step = SearchStep(hits: hits, next: nil)
    _ = state.update(.searched(try query(text), from: .start, step), at: state.now)
    return state
  }

  /// On Tuesday 9:30, Wednesday 9:00 (two people) and in the other block.
  static func found() throws -> (Scene, AppState) {
    let scene = try scene()
    let slots = scene.slots
    var second = hit(slots[6], "Bob")
    second = SearchHit(
      block: second.block,
      slot: second.slot,
      range: second.range,
      appointment: Appointment.ID(high: 1, low: 1),
      label: "Bob"
    )
    let hits = [try elsewhere(scene), hit(slots[6], "Anna"), second, hit(slots[4], "Cy")]
    return (scene, try found("x", hits, scene))
  }

  // MARK: Typing

  @Test func typingLooksForWhatTheFieldSays() throws {
    var state = try Self.scene().state(on: nil)
    #expect(state.press("/") == [])
    #expect(state.type("a") == [.search(try Self.query("a"), from: .start)])
    #expect(state.type("n") == [.search(try Self.query("an"), from: .start)])
    #expect(state.press("Left") == [])
    #expect(state.press("Backspace") == [.search(try Self.query("n"), from: .start)])
    #expect(state.press("Delete") == [])
    #expect(state.searchScreen?.search == nil)
    #expect(
      state.update(.key(.paste("żan eta")), at: state.now)
        == [.search(try Self.query("żan eta"), from: .start)]
    )
    #expect(Effect.search(try Self.query("a"), from: .start).idleWork == .search)
  }

  @Test func stepsFollowOneAnother() throws {
    let scene = try Self.scene()
    var state = scene.state(on: nil)
    state.press("/")
    state.type("an")
    let query = try Self.query("an")
    let second = SearchPosition(stage: .appointments)
    let hits = [Self.hit(scene.slots[4], "Anna")]
    #expect(
      state.update(.searched(query, from: .start, .init(hits: [], next: second)), at: state.now)
        == [.search(query, from: second)]
    )
    #expect(state.searchScreen?.search?.isRunning == true)
    // Of an older query, and once more: neither counts.
    let old = Event.searched(try Self.query("a"), from: .start, .init(hits: hits, next: second))
    #expect(state.update(old, at: state.now) == [])
    let again = Event.searched(query, from: .start, .init(hits: hits, next: second))
    #expect(state.update(again, at: state.now) == [])
    #expect(state.searchScreen?.search?.hits == [])
    let last = Event.searched(query, from: second, .init(hits: hits, next: nil))
    #expect(state.update(last, at: state.now) == [])
    #expect(state.searchScreen?.search?.hits == hits)
    #expect(state.searchScreen?.search?.isRunning == false)
  }

  @Test func matchesAreInOrderOfTimeAndEachOnce() throws {
    let (scene, state) = try Self.found()
    let hits = try #require(state.searchScreen?.search?.hits)
    #expect(hits.map(\.label) == ["Cy", "Bob", "Anna", "Projector"])
    let block = SearchHit(block: Self.otherBlock.id, label: "Room 7")
    let other = SearchHit(block: scene.slots[0].blockID, label: "Dr. Ada")
    let twice = try Self.found("x", hits + [block, other] + hits + [other], scene)
    #expect(twice.searchScreen?.search?.hits == [other, block] + hits)
  }

  @Test func tooManyAreCut() throws {
    let scene = try Self.scene()
    let hits = (0..<1200).map { number in
      SearchHit(
        block: scene.slots[0].blockID,
        slot: Scene.slotID(UInt64(number)),
        range: scene.slots[0].range,
        label: "Anna"
      )
    }
    var state = scene.state(on: nil)
    state.press("/")
    state.type("anna")
    let query = try Self.query("anna")
    let next = SearchPosition(stage: .slots)
    let step = SearchStep(hits: hits, next: next)
    // Somebody who comes sooner can still be found.
    #expect(
      state.update(.searched(query, from: .start, step), at: state.now)
        == [.search(query, from: next)]
    )
    #expect(state.searchScreen?.search?.hits.count == 1000)
    let end = SearchStep(hits: [], next: nil)
    #expect(state.update(.searched(query, from: next, end), at: state.now) == [])
    #expect(state.searchScreen?.search?.hits.count == 1000)
    #expect(
      state.drawn().text.contains("─ The 1000 matches nearest to now: type more to see others ─")
    )
  }

  // MARK: Choosing

  @Test func theFirstOneFromNowOnIsSelected() throws {
    let (_, state) = try Self.found()
    // It is Wednesday 10:12: what is over comes before.
    #expect(state.searchScreen?.selected(state.desk)?.label == "Projector")
    let scene = try Self.scene()
    let past = try Self.found(
      "x",
      [Self.hit(scene.slots[0], "A"), Self.hit(scene.slots[1], "B")],
      scene
    )
    #expect(past.searchScreen?.selected(past.desk)?.label == "B")
    let present = try Self.found(
      "x",
      [Self.hit(scene.slots[0], "A"), Self.hit(scene.slots[8], "B")],
      scene
    )
    #expect(present.searchScreen?.selected(present.desk)?.label == "B")
  }

  @Test(arguments: [
    (["Up"], "Anna"), (["Up", "Up"], "Bob"), (["C-p", "C-p", "C-p"], "Cy"),
    (["S-Tab", "Tab"], "Projector"), (["PgUp"], "Cy"), (["PgUp", "Up"], "Cy"),
    (["PgUp", "Down"], "Bob"), (["PgUp", "C-n", "PgDn"], "Projector"), (["Down"], "Projector"),
  ])
  func arrowsChoose(keys: [String], label: String) throws {
    var (_, state) = try Self.found()
    for key in keys { #expect(state.press(key) == []) }
    #expect(state.searchScreen?.selected(state.desk)?.label == label)
  }

  /// What is found later does not move what was chosen.
  @Test func theChoiceStaysOnItsMatch() throws {
    let scene = try Self.scene()
    var state = scene.state(on: nil)
    state.press("/")
    state.type("x")
    let query = try Self.query("x")
    let next = SearchPosition(stage: .slots)
    let hits = [Self.hit(scene.slots[4], "B"), Self.hit(scene.slots[5], "C")]
    _ = state.update(.searched(query, from: .start, .init(hits: hits, next: next)), at: state.now)
    state.press("Up")
    #expect(state.searchScreen?.selected(state.desk)?.label == "B")
    let more = SearchStep(hits: [Self.hit(scene.slots[0], "A")], next: nil)
    _ = state.update(.searched(query, from: next, more), at: state.now)
    #expect(state.searchScreen?.selected(state.desk)?.label == "B")
  }

  @Test func escapeLeavesWithoutMoving() throws {
    var (scene, state) = try Self.found()
    let cursor = state.week.cursor
    #expect(state.press("Up", "Esc") == [])
    #expect(state.overlay == nil)
    #expect(state.week.cursor == cursor)
    #expect(state.search == nil)
    state = try Self.found("x", [], scene)
    #expect(state.press("C-c") == [])
    #expect(state.overlay == nil)
  }

  @Test func enterGoesThere() throws {
    var (scene, state) = try Self.found()
    let target = PeriodRequest.Target.slot(Scene.slotID(99))
    #expect(
      state.press("Enter")
        == [
          .load(PeriodRequest(block: Self.otherBlock.id, zoneChoice: .block, target: target))
        ]
    )
    #expect(state.overlay == nil)
    #expect(state.message?.text == "Match 4 of 4: slot: Projector, Room 7.")
    (scene, state) = try Self.found()
    // What is on the screen needs no look at the store but for who is in it.
    let slot = scene.slots[6].id
    let person = Appointment.ID(high: slot.high, low: slot.low)
    #expect(state.press("Up", "Enter") == [.loadDetails(slot, .person(person))])
    #expect(state.week.focusedSlot == scene.slots[6])
    #expect(state.message?.text == "Match 3 of 4: Anna, Dr. Ada.")
  }

  /// The phone is what one looks for next; where nobody is to be named, nothing is said of anybody.
  @Test func phonesAndBlocksAreShown() throws {
    var scene = try Self.scene()
    let hit = Self.hit(
      scene.slots[3],
      "Anna First",
      phone: "07468 020779",
      findings: [.init(key: "phone", text: "07468 020779")]
    )
    for width in [40, 80, 120] {
      scene.size.width = width
      var state = try Self.found("07468020779", [hit], scene)
      #expect(BottomText(state).sentence.hasSuffix("Anna First, 07468 020779, Dr. Ada"))
      let text = state.drawn().text
      #expect(text.contains("Anna First"))
      #expect(width == 40 || (text.contains("07468 020779") && text.contains("Dr. Ada")))
      state.desk.names.areShown = false
      let hidden = BottomText(state).sentence + state.drawn().text
      #expect(hidden.contains("taken") && !hidden.contains("Anna") && !hidden.contains("07468 0"))
    }
  }

  /// What matched stands behind them, and gives way first.
  @Test func whoItIsComesBeforeWhatWasFound() throws {
    var scene = try Self.scene()
    let hit = Self.hit(
      scene.slots[3],
      "Maximiliane Featherstonehaugh",
      phone: "07468 020779",
      findings: [.init(key: "note", text: "brings the wheelchair, ring the bell twice")]
    )
    scene.size.width = 80
    let text = try Self.found("wheelchair", [hit], scene).drawn().text
    #expect(text.contains("Maximiliane F…, 07468 020779, note: brin…"), "\(text)")
    scene.size.width = 120
    let wide = try Self.found("wheelchair", [hit], scene).drawn().text
    #expect(wide.contains("Maximiliane Featherstonehaugh, 07468 020779, note: "), "\(wide)")
  }

  /// A key that does nothing is not named.
  @Test func withoutAMatchOnlyTheWayBackIsNamed() throws {
    let state = try Self.found("eve", [], Self.scene())
    #expect(state.layers.top?.hints(state.desk).map(\.keys) == ["Esc"])
  }

  /// Names off, whether somebody has a place is not told either, neither in the window nor by the search
  /// that goes on behind it.
  @Test func nobodyIsFoundWhereNobodyIsNamed() throws {
    var (scene, _) = try Self.found()
    scene.settings.showsNames = false
    let (block, person) = (
      SearchHit(block: Self.otherBlock.id, label: "Anna's room"), Self.hit(scene.slots[3], "Anna")
    )
    var state = scene.state(on: nil)
    state.press("/")
    state.type("anna")
    let step = SearchStep(hits: [block, person], next: nil)
    _ = state.update(.searched(try Self.query("anna"), from: .start, step), at: state.now)
    #expect(state.searchScreen?.search?.hits.count == 1)
    state.press("Enter")
    _ = state.update(.storeChanged([Self.entry(deleting: Scene.slotID(50))]), at: state.now)
    state.press("n")
    _ = state.update(.searched(try Self.query("anna"), from: .start, step), at: state.now)
    #expect(state.desk.selection.search?.hits.count == 1)
  }

  /// Whoever was found can be elsewhere by now: the way leads to where they are, as soon as that is known.
  @Test func whoeverWasMovedIsLookedForAnew() throws {
    let scene = try Self.scene()
    let (from, to) = (scene.slots[3], scene.slots[5])
    var state = try Self.found("anna", [Self.hit(from, "Anna")], scene)
    state.press("Enter")
    _ = state.update(.storeChanged([Self.entry(moving: from, to: to)]), at: state.now)
    _ = state.update(.loaded(scene.content, .stay), at: state.now)
    let query = try Self.query("anna")
    #expect(state.press("n") == [.search(query, from: .start)])
    #expect(state.week.focusedSlot == from)
    let step = SearchStep(hits: [Self.hit(to, "Anna")], next: nil)
    _ = state.update(.searched(query, from: .start, step), at: state.now)
    #expect(state.week.focusedSlot == to)
    // What is true needs no second look.
    #expect(state.press("n") == [])
  }

  /// Those who come next are kept, wherever the store has them, and the rest from now backwards.
  @Test func ofTooManyTheNearestAreKept() throws {
    let block = Scene.block(2, "Room 7").id
    func hits(_ days: Range<Int>) -> [SearchHit] {
      days.map { day in
        let start = Instant(seconds: 1_772_000_000) + .hours(24 * day)
        return SearchHit(
          block: block,
          slot: Scene.slotID(UInt64(day + 5_000)),
          range: TimeRange(start: start, end: start + .minutes(30)),
          label: "Anna"
        )
      }
    }
    let now = Instant(seconds: 1_772_000_000)
    for (over, coming, first, last) in [
      (700, 700, -300, 700), (50, 1_500, 0, 1_000), (1_500, 5, -995, 5),
    ] {
      var search = Search(try Self.query("anna"))
      var position = SearchPosition.start
      // As the store has them: those of one block after those of another.
      let all = hits(0..<coming).reversed() + hits(-over..<0)
      for offset in stride(from: 0, to: all.count, by: 100) {
        let next = SearchPosition(stage: .slots, last: Int64(offset))
        let isEnd = offset + 100 >= all.count
        let step = SearchStep(
          hits: Array(all[offset..<min(all.count, offset + 100)]),
          next: isEnd ? nil : next
        )
        let isMine = search.add(step, from: position, at: now)
        #expect(isMine)
        position = next
      }
      #expect(search.isCut && !search.isRunning)
      #expect(search.hits == hits(first..<last))
      let next = try #require(search.firstFrom(now))
      #expect(search.hits[next] == hits(0..<1)[0])
    }
  }

  /// What was found before somebody was moved is not true because the search is over.
  @Test func aChangeDuringTheSearchIsLookedAtToo() throws {
    let scene = try Self.scene()
    let (from, to) = (scene.slots[3], scene.slots[5])
    let next = SearchPosition(stage: .slots)
    var search = Search(try Self.query("anna"))
    _ = search.add(
      SearchStep(hits: [Self.hit(from, "Anna")], next: next),
      from: .start,
      at: scene.now
    )
    search.note([Self.entry(moving: from, to: to)])
    _ = search.add(SearchStep(hits: [], next: nil), from: next, at: scene.now)
    let (waits, begins) = (search.waitsForTruth(1), search.renewIfStale())
    #expect(waits && begins)
    _ = search.add(SearchStep(hits: [Self.hit(to, "Anna")], next: nil), from: .start, at: scene.now)
    let waitsStill = search.waitsForTruth(1)
    #expect(!waitsStill)
  }

  @Test func enterOnABlockShowsItsNow() throws {
    let block = SearchHit(block: Self.otherBlock.id, label: "Room 7")
    var state = try Self.found("room", [block], Self.scene())
    #expect(
      state.press("Enter")
        == [.load(PeriodRequest(block: Self.otherBlock.id, zoneChoice: .block, target: .now))]
    )
    #expect(state.message?.text == "Match 1 of 1: booking block Room 7.")
    #expect(state.press("n") == [])
    #expect(state.message?.text == "Nothing was found for “room”.")
  }

  @Test func enterWithoutAMatchSaysSo() throws {
    var state = try Self.scene().state(on: nil)
    state.press("/", "Enter")
    #expect(state.overlay == nil)
    state.press("/")
    state.type("eve")
    state.press("Enter")
    #expect(state.message?.text == "Nothing was found so far; the search goes on.")
    #expect(state.searchScreen != nil)
    let step = SearchStep(hits: [], next: nil)
    _ = state.update(.searched(try Self.query("eve"), from: .start, step), at: state.now)
    state.press("Enter")
    #expect(state.message?.text == "Nothing was found for “eve”.")
    #expect(state.searchScreen != nil)
  }

  // MARK: From match to match

  @Test func withoutASearchItIsSaidHowToBeginOne() throws {
    var state = try Self.scene().state(on: nil)
    for key in ["n", "N"] {
      #expect(state.press(key) == [])
      #expect(state.message?.text == "Nothing was looked for yet. / begins a search.")
    }
  }

  @Test func nextAndPreviousInTimeFromTheCursor() throws {
    var (scene, state) = try Self.found()
    state.press("Up", "Enter")
    #expect(state.week.focusedSlot == scene.slots[6])
    let away = Effect.load(
      PeriodRequest(
        block: Self.otherBlock.id,
        zoneChoice: .block,
        target: .slot(Scene.slotID(99))
      )
    )
    #expect(state.press("n") == [away])
    #expect(state.message?.text == "Match 4 of 4: slot: Projector, Room 7.")
    // Nothing was loaded here, so the cursor is still where it was.
    state.press("N")
    #expect(state.week.focusedSlot == scene.slots[4])
    #expect(state.message?.text == "Match 1 of 4: Cy, Dr. Ada.")
    #expect(state.press("N") == [away])
    #expect(
      state.message?.text == "Match 4 of 4, from the last again: slot: Projector, Room 7."
    )
    state.press("n")
    #expect(state.week.focusedSlot == scene.slots[6])
    // Two on one slot are one stop.
    #expect(state.message?.text == "Match 2 of 4: Bob, Dr. Ada.")
    state.press("2", "n")
    #expect(state.message?.text == "Match 1 of 4, from the first again: Cy, Dr. Ada.")
    #expect(state.week.focusedSlot == scene.slots[4])
    state.press("Home", "n")
    #expect(state.week.focusedSlot == scene.slots[4])
    state.press("j", "k", "k", "k", "n")
    #expect(state.week.focusedSlot == scene.slots[4])
    state.press("End", "N")
    #expect(state.week.focusedSlot == scene.slots[6])
  }

  @Test func aChangeOfTheStoreIsLookedForWithTheNextKey() throws {
    var (scene, state) = try Self.found()
    state.press("Up", "Enter")
    let entry = Self.entry(deleting: scene.slots[4].id)
    _ = state.update(.storeChanged([entry]), at: state.now)
    #expect(state.search?.hits.map(\.label) == ["Bob", "Anna", "Projector"])
    let query = try Self.query("x")
    #expect(state.press("N").first == .search(query, from: .start))
    #expect(state.message?.text.hasPrefix("Match 3 of 3+, from the last again") == true)
    // The old matches stand until all is looked at.
    let next = SearchPosition(stage: .slots)
    let hits = [Self.hit(scene.slots[0], "New")]
    #expect(
      state.update(.searched(query, from: .start, .init(hits: hits, next: next)), at: state.now)
        == [.search(query, from: next)]
    )
    #expect(state.search?.hits.count == 3)
    _ = state.update(.searched(query, from: next, .init(hits: [], next: nil)), at: state.now)
    #expect(state.search?.hits == hits)
    #expect(state.press("n") == [])
    #expect(state.message?.text == "Match 1 of 1, from the first again: New, Dr. Ada.")
  }

  @Test func aSearchThatAnotherOneHeldUpGoesOn() throws {
    let scene = try Self.scene()
    var state = scene.state(on: nil)
    state.press("/")
    state.type("x")
    let query = try Self.query("x")
    let next = SearchPosition(stage: .slots)
    let hits = [Self.hit(scene.slots[4], "Cy")]
    _ = state.update(.searched(query, from: .start, .init(hits: hits, next: next)), at: state.now)
    state.press("Enter")
    state.press("/", "y", "Esc")
    #expect(state.press("n") == [.search(query, from: next)])
    #expect(state.message?.text == "Match 1 of 1+, from the first again: Cy, Dr. Ada.")
  }

  @Test func whatIsDeletedLeavesTheOpenWindow() throws {
    var (scene, state) = try Self.found()
    let entry = Self.entry(deleting: scene.slots[6].id)
    _ = state.update(.storeChanged([entry]), at: state.now)
    #expect(state.searchScreen?.search?.hits.map(\.label) == ["Cy", "Projector"])
  }

  @Test func manyCharactersAtOnceAreText() throws {
    let (_, state) = try Self.found()
    #expect(state.isHarmless(.character("q")))
    #expect(try Self.scene().state(on: nil).isHarmless(.character("n")))
  }
}

extension AppState {
  var searchScreen: SearchWindow? {
    if case .search(let screen) = overlay { screen } else { nil }
  }
}

/// Where nobody is named, nobody can be asked for.
@Suite struct NamelessSearchTests {
  @Test func onlyBlocksAndIdsAreFound() throws {
    let scene = try SearchTests.scene()
    var state = scene.state(on: scene.slots[0])
    state.desk.names.areShown = false
    state.press("/")
    let query = try #require(SearchQuery("ada"))
    _ = state.type("ada")
    let byID = SearchHit.Finding(key: "id", text: "ada00000")
    let hits = [
      SearchTests.hit(scene.slots[0], "Ada"),
      SearchTests.hit(scene.slots[1], "Ada", findings: [.init(key: "name", text: "Ada")]),
      SearchTests.hit(scene.slots[2], "Bo", findings: [byID]),
      SearchHit(block: SearchTests.otherBlock.id, label: "Ada's room"),
    ]
    let step = SearchStep(hits: hits, next: nil)
    _ = state.update(.searched(query, from: .start, step), at: state.clock)
    let found = try #require(state.layers.top as? SearchWindow).search?.hits
    #expect(found?.map(\.slot) == [nil, scene.slots[2].id])
  }
}
