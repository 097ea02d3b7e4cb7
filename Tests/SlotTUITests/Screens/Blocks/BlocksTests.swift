import SlotDomain
import TerminalKit
import Testing

@testable import SlotTUI

/// One day of several booking blocks, side by side.
@Suite struct BlocksTests {
  static let room = Scene.block(2, "Room 7 with a rather long name", status: .draft)
  static let court = Scene.block(3, "Court")

  /// The day of the week's snapshot, with a draft on its right and another block on its left.
  static func scene(_ width: Int, _ height: Int) throws -> Scene {
    var scene = try SnapshotTests.week(width, height)
    try scene.add("2026-03-04 08:15", 45, taken: 1, of: court)
    try scene.add("2026-03-04 11:00", capacity: 4, taken: 1, of: court)
    try scene.add("2026-03-04 11:30", 60, status: .disabled, of: court)
    try scene.add("2026-03-05 11:00", of: court)
    try scene.add("2026-03-04 12:00", 60, of: room)
    return scene
  }

  static func state(_ width: Int, _ height: Int) throws -> (Scene, AppState) {
    let scene = try scene(width, height)
    var state = scene.state(on: scene.slots[6])
    state.choose(.blocks, reading: scene)
    return (scene, state)
  }

  // MARK: Pictures

  @Test func at80Columns() throws {
    let canvas = try Self.state(80, 24).1.drawn()
    #expect(
      canvas.text == """
         Dr. Żaneta Wójcik  Wed 4 Mar  week 10  Europe/Warsaw (UTC+01:00)         10:12
              Court                    Dr. Żaneta Wójcik        Room 7 with a rat… draft
        00:00 ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄
        08:15 · taken
        09:00                          · taken
        09:30 ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄
        ▸10:12━━━━━━━━━━━━━━━━━━━━━━━━ · now 1 taken            ━━━━━━━━━━━━━━━━━━━━━━━━
          :30                          ◐ 1 free  1 taken
        11:00 ◐ 3 free  1 taken        ◆ ben 14m
          :30 ✕ off                    ◆ ana 3h
        12:00 │                        ● 2 taken                ◌ draft
          :30                                                   │
        13:00 ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄









        Wed 4 Mar 11:00–11:30, Dr. Żaneta Wójcik, locked by ben for 14 min (L unlocks)
        > free  a book  / find  Enter details  v views  u undo  + -  ? help  q leave
        """
    )
    #expect(
      canvas.styles == """
        tttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttt
              hhhhh                    hhhhhhhhhhhhhhhhh        rrrrrrrrrrrrrrrrrrrrrrrr
        zzzzz zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz
        ggggg o ooooo
        ggggg                          o ooooo
        zzzzz zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz
        nnnnnnnnnnnnnnnnnnnnnnnnnnnnnn o ooooooooooo            nnnnnnnnnnnnnnnnnnnnnnnn
        ggggg                          pcccccccc fffffff
        ggggg pcccccccc fffffff        L#LLLLLLL#####
        ggggg d ddd                    l llllll
        ggggg d                        f fffffff                r rrrrr
        ggggg                                                   r
        zzzzz zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz










        kiiiii  kiiiii  kiiiii  kkkkkiiiiiiii  kiiiiii  kiiiii  kkk  kiiiii  kiiiiii
        """
    )
  }

  @Test func at40Columns() throws {
    let drawn = try Self.state(40, 10).1.drawn().text
    #expect(
      drawn == """
         Dr. Żaneta Wójcik  Wed 4 Mar     10:12
              Dr. Żaneta Wójcik Room 7 wi… draft
        09:00 · taken
          :30
        ▸10:12· now 1 taken     ━━━━━━━━━━━━━━━━
          :30 ◐ 1 free  1 taken
        11:00↓◆ ben 14m
        Wed 4 Mar 11:00–11:30, Dr. Żaneta
        Wójcik, locked by ben for 14 min (L
        unlocks)
        """
    )
  }

  /// A block that offers nothing on this day leaves its room to the others.
  @Test func aBlockWithoutSlotsIsNarrow() throws {
    let scene = try Self.scene(80, 24)
    let isOnThursday = { "\(scene.zone.date($0))" == "2026-03-05" }
    let slot = try #require(scene.slots.first { isOnThursday($0.range.start) })
    var state = scene.state(on: slot)
    state.choose(.blocks, reading: scene)
    let heading = state.drawn().text.split(separator: "\n")[1]
    #expect(
      heading == "      Court                           Dr. Żaneta Wójcik               Room 7 wi…"
    )
  }

  @Test func at200Columns() throws {
    let drawn = try Self.state(200, 50).1.drawn().text
    #expect(
      drawn == """
         Dr. Żaneta Wójcik  Wed 4 Mar  week 10  Europe/Warsaw (UTC+01:00)                                                                                                                                 10:12
         Blocks            today  week │      Court                                   Dr. Żaneta Wójcik                       Room 7 with a rather long name draft
         Court                12   112 │00:00 ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄
        ▸Dr. Żaneta Wójcik     2     5 │08:15 · taken
         Room 7 with a rather l… draft │09:00                                         · taken
                                       │09:30 ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄
                                       │▸10:12━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ · now 1 taken                           ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
                                       │  :30                                         ◐ 1 free  1 taken
                                       │11:00 ◐ 3 free  1 taken                       ◆ ben 14m
                                       │  :30 ✕ off                                   ◆ ana 3h
                                       │12:00 │                                       ● 2 taken                               ◌ draft
                                       │  :30                                                                                 │
                                       │13:00 ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄
                                       │
                                       │
                                       │
                                       │
                                       │
                                       │
                                       │
                                       │
                                       │
                                       │
                                       │
                                       │
                                       │
                                       │
                                       │
                                       │
                                       │
                                       │
                                       │
                                       │
                                       │
                                       │
                                       │
                                       │
                                       │
                                       │
                                       │
                                       │
                                       │
                                       │
                                       │
                                       │
                                       │
                                       │
                                       │
        Wed 4 Mar 11:00–11:30, Dr. Żaneta Wójcik, locked by ben for 14 min (L unlocks)
        > next free  a book  / find  Enter details  v views  u undo  + - rows  F free places  A activity  c create  d on/off  L lock  e edit  D delete  C series  P day sheet  g date  b block  ? help  q leave
        """
    )
  }

  /// Another block's clock does not change the rows: they are the current block's.
  @Test func longDay() throws {
    var scene = try Scene("2026-10-25 01:30")
    let abroad = Scene.block(2, "London", zone: "Europe/London")
    scene.otherBlocks = [abroad]
    try scene.add("2026-10-25T00:30:00Z", 30, taken: 1)
    try scene.add("2026-10-25T01:30:00Z", 30)
    try scene.add("2026-10-25T00:00:00Z", 30, of: abroad)
    try scene.add("2026-10-25T01:00:00Z", 60, capacity: 2, taken: 1, of: abroad)
    scene.size = .init(width: 60, height: 14)
    var state = scene.state(on: scene.slots[1])
    state.choose(.blocks, reading: scene)
    #expect(
      state.drawn().text == """
         Dr. Ada  Sun 25 Oct  Europe/Warsaw, this block's     01:30
                    Dr. Ada                  London
        ▸01:30      ━━━━━━━━━━━━━━━━━━━━━━━━┄━━━━━━━━━━━━━━━━━━━━━━━
        02:00+02:00                          ○ free
        02:30+02:00 ● taken
        02:00+01:00                          ◐ 1 free  1 taken
        02:30+01:00 ○ free                   │
        03:00       ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄



        Sun 25 Oct 02:30+01:00–03:00, Dr. Ada, free

        > free  a book  / find  Enter  v  u  + -  ? help  q leave
        """
    )
    // The moment is kept where the clock is another one: 01:30 UTC is 01:30 in London by then.
    state.press(["l"], reading: scene)
    #expect(state.content.zone.name == "Europe/London")
    #expect(state.week.focusedSlot?.id == scene.slots[3].id)
    #expect(state.drawn().text.contains("Europe/London, this block's"))
  }

  // MARK: Moving

  @Test func sidewaysIsAnotherBlock() throws {
    var (scene, state) = try Self.state(80, 24)
    let start = try scene.at("2026-03-04 11:00")
    let first = state
    for (keys, block) in [
      (["l"], Self.room), (["Tab"], Self.room), (["h"], Self.court), (["S-Tab"], Self.court),
      (["5", "l"], Self.court),
    ] {
      state = first
      let expected = PeriodRequest(
        block: block.id,
        zoneChoice: .block,
        target: .moment(start),
        isUnseen: true
      )
      #expect(keys.flatMap { state.press($0) } == [.load(expected)])
    }
    state = first
    state.press(["h"], reading: scene)
    #expect(state.content.block?.id == BlocksTests.court.id)
    #expect(state.week.focusedSlot?.id == scene.slots[13].id)
    #expect(state.place == "2026-03-04 11:00")
    expectCursor(state.drawn(), state)
    // And back, where the same columns stand as before.
    state.press(["l"], reading: scene)
    #expect(state.week.focusedSlot?.id == scene.slots[6].id)
  }

  /// The day's slots are there: nothing that is shown waits for those of the week.
  @Test func anotherColumnsWeekIsReadUnseen() throws {
    let (scene, first) = try Self.state(80, 24)
    for key in ["h", "l"] {
      var state = first
      let effects = state.press(key)
      let picture = state.drawn()
      #expect(picture != first.drawn())
      state.read(effects, scene)
      #expect(state.drawn() == picture)
    }
  }

  /// Two columns have room: the first block of all is none of them.
  @Test func whatIsNotThereIsWaitedFor() throws {
    let (_, first) = try Self.state(40, 10)
    var state = first
    #expect(!state.week.blocks.columns.contains { $0.block.id == Self.court.id })
    #expect(state.press("h").map(\.isUnseen) == [false])
    #expect(state.content == first.content)
  }

  @Test func aSlotThatCameOverMidnightKeepsTheDay() throws {
    var scene = try Self.scene(80, 24)
    let night = try scene.add("2026-03-03 22:00", 480)
    var state = scene.state(on: night)
    state.choose(.blocks, reading: scene)
    state.press(["]"], reading: scene)
    state.press(["9", "9", "k"], reading: scene)
    #expect(state.week.focusedSlot?.id == night.id)
    state.press(["h"], reading: scene)
    #expect(state.place == "2026-03-04 00:00")
  }

  @Test(arguments: [
    (["j"], "2026-03-04 11:30"), (["k"], "2026-03-04 10:30"), (["w"], "2026-03-04 11:30"),
    (["W"], "2026-03-04 10:30"), (["Home"], "2026-03-04 09:00"), (["End"], "2026-03-04 12:00"),
    (["]"], "2026-03-05 11:00"), (["["], "2026-03-03 11:00"), (["PgDn"], "2026-03-05 11:00"),
    (["3", "w"], "2026-03-05 09:00"), (["3", "]"], "2026-03-07 11:00"),
  ])
  func within(keys: [String], place: String) throws {
    var (scene, state) = try Self.state(80, 24)
    state.press(keys, reading: scene)
    #expect(state.place == place)
    #expect(state.content.block?.id == scene.block?.id)
    #expect(state.week.isBesideRead)
    expectCursor(state.drawn(), state)
  }

  @Test func daysBeyondTheWeekAreReadForAllBlocks() throws {
    var (scene, state) = try Self.state(80, 24)
    state.press(["5", "]"], reading: scene)
    #expect(state.place == "2026-03-09 11:00")
    #expect(state.week.isBesideRead)
    #expect(state.week.blockColumns.map(\.column.block?.name).count == 3)
    state.press(["["], reading: scene)
    #expect(state.place == "2026-03-08 11:00")
  }

  @Test func availableSlotsAreThoseOfAllBlocks() throws {
    var (scene, state) = try Self.state(80, 24)
    var walk = AvailableWalk(
      direction: .after,
      moment: try scene.at("2026-03-04 11:00"),
      block: try #require(scene.block?.id),
      count: 1,
      zoneChoice: .block
    )
    #expect(state.press(">") == [.goToAvailable(walk)])
    (walk.direction, walk.count) = (.before, 3)
    #expect(state.press("3", "<") == [.goToAvailable(walk)])
    #expect(state.press("}") == [scene.request(.week(try date("2026-04-04")))])
  }

  @Test func onlyBlocksThatHaveRoomAreRead() throws {
    var scene = try Scene()
    scene.block = Scene.block(500, "Block 500")
    scene.otherBlocks = (1...1000).filter { $0 != 500 }.map {
      Scene.block($0, "Block \(String(1000 + $0).dropFirst())")
    }
    let slot = try scene.add("2026-03-04 11:00")
    for width in [40, 200, 3000] {
      scene.size = .init(width: width, height: 24)
      var state = scene.state(on: slot)
      var request = try #require(state.choose(.blocks).dayRequests.first)
      #expect(request.blocks.contains(slot.blockID))
      #expect(request.blocks.count <= min(width / Neighbours.narrowestColumn, Neighbours.most))
      #expect(request.blocks.count >= 2)
      // They stay as long as the cursor is among them.
      state.read([.loadDay(request)], scene)
      let first = request.blocks
      var changes = 0
      for step in 0..<40 {
        state.press(["l"], reading: scene)
        let next = try #require(state.week.blocks.request)
        #expect(next.blocks.contains(state.content.block?.id ?? slot.blockID))
        if next.blocks != request.blocks { changes += 1 }
        request = next
        if step % 10 == 0 { expectCursor(state.drawn(), state) }
      }
      #expect(changes <= 2 * 40 / first.count + 1)
      #expect(state.content.block?.name == "Block 540")
    }
  }

  @Test func widerScreensReadMore() throws {
    var (scene, state) = try Self.state(40, 10)
    #expect(state.week.blockColumns.count == 2)
    state.read(state.update(.resized(.init(width: 80, height: 24)), at: state.now), scene)
    #expect(state.week.blockColumns.count == 3)
    scene.size = state.size
  }

  // MARK: Following

  @Test func everyChangeOfTheStoreReadsAllBlocks() throws {
    var (scene, state) = try Self.state(80, 24)
    let request = try #require(state.week.blocks.request)
    #expect(state.update(.storeChanged([]), at: state.now) == [state.reload(.stay)])
    #expect(state.update(.loaded(scene.content, .stay), at: state.now) == [.loadDay(request)])
    scene.slots[13].activeAppointments = 4
    state.flashes[scene.slots[13].id] = Flash(actor: "ben", end: state.now + .seconds(4))
    state.read([.loadDay(request)], scene)
    #expect(state.drawn().text.contains("● ben: 4 taken"))
    #expect(state.update(.tick, at: state.now) == [])
  }

  /// What stands there has been read, and nobody has changed anything.
  @Test func movesReadNothingAgain() throws {
    var (scene, state) = try Self.state(80, 24)
    let answer = try #require(state.press("l").first.flatMap(scene.answer))
    #expect(state.update(answer, at: state.now) == [])
    #expect(state.content.block?.id == Self.room.id)
    #expect(state.week.isBesideRead)
  }

  /// The user went on to another day while the store was busy.
  @Test func lateAnswersAreNotShown() throws {
    var (scene, state) = try Self.state(80, 24)
    let late = try #require(state.week.blocks.request)
    let effects = state.press("]")
    state.read([.loadDay(late)], scene)
    #expect(!state.week.isBesideRead)
    state.read(effects, scene)
    #expect(state.week.isBesideRead)
  }

  @Test func locksOfOtherBlocksEndByThemselves() throws {
    var scene = try Self.scene(80, 40)
    try scene.add("2026-03-04 13:00", lock: .init(owner: "ben", minutes: 14), of: Self.court)
    scene.slots.removeAll { $0.id == Scene.slotID(7) }
    var state = scene.state(on: scene.slots[5])
    state.choose(.blocks, reading: scene)
    #expect(state.drawn().text.contains("◆ ben 14m"))
    let next = state.nextChange
    #expect(next <= state.now + .minutes(1))
    state.after(.minutes(15))
    #expect(!state.drawn().text.contains("◆ ben 14m"))
  }

  // MARK: Marks

  @Test func allThatAreShownAreMarked() throws {
    var (scene, state) = try Self.state(80, 24)
    state.press("*")
    let day = scene.zone.day(try date("2026-03-04"))
    let shown = scene.slots.filter { $0.range.overlaps(day) }
    #expect(state.marks.ids == Set(shown.map(\.id)))
    #expect(state.drawn().text.contains("10 slots marked: "))
    // A colleague deletes one of another block.
    scene.slots.removeAll { $0.id == shown.last?.id }
    _ = state.update(.storeChanged([]), at: state.now)
    state.read(state.update(.loaded(scene.content, .stay), at: state.now), scene)
    #expect(state.marks.count == 9)
    state.press(["v", "w"], reading: scene)
    #expect(state.drawn().text.contains("9 slots marked, 3 in another block: "))
    let open = state.marks.sorted.filter { $0.status == .active }
    let toCome = open.filter { $0.range.end > state.now }
    let closing = Closing(slots: open.map(\.id), slotsToCome: toCome.map(\.id))
    #expect(state.press("d") == [.askToClose(closing)])
  }

  @Test func filterIsForAllBlocks() throws {
    var (scene, state) = try Self.state(80, 24)
    state.press("f", "d")
    state.press("*")
    #expect(state.marks.ids == [scene.slots[14].id])
    state.read(state.update(.loaded(scene.content, .stay), at: state.now), scene)
    #expect(state.drawn().text.contains("✕✓off"))
    #expect(!state.drawn().text.contains("◌ 0/1 draft"))
    scene.slots = []
  }

  @Test func slotsOfTwoBlocksAreMarkedOneByOne() throws {
    var (scene, state) = try Self.state(80, 24)
    state.press("Space")
    state.press(["h"], reading: scene)
    state.press("Space")
    #expect(state.marks.count == 2)
    #expect(Set(state.marks.sorted.map(\.blockID)).count == 2)
  }

  @Test func opensWithItsBlocks() throws {
    let scene = try Self.scene(80, 24)
    var state = AppState(
      settings: scene.settings,
      now: scene.now,
      size: scene.size,
      content: scene.content,
      view: .blocks,
      focus: .slot(scene.slots[6].id)
    )
    state.read(state.settle(), scene)
    #expect(state.drawn().text == (try Self.state(80, 24).1.drawn().text))
  }
}

extension [Effect] {
  var dayRequests: [BlockDay.Request] {
    compactMap { if case .loadDay(let request) = $0 { request } else { nil } }
  }
}
