import SlotDomain
import TerminalKit
import Testing

@testable import SlotTUI

/// The keys that choose a view, and that the cursor keeps its slot from one to the next.
@Suite struct ViewTests {
  @Test func prefixSaysWhatCanFollow() throws {
    var (_, state) = try MovementTests.state(at: "03 09:00")
    state.press("v")
    let bottom = try #require(state.drawn().text.split(separator: "\n").last)
    #expect(bottom.hasPrefix("v… d day, w week, "))
    #expect(bottom.hasSuffix(", Esc"))
    // Each view has its key, and nothing else is promised.
    let names = KeyMap.standard.continuations(of: [.character("v")]).map {
      String($0.split(separator: " ")[1])
    }
    #expect(Set(names) == Set(PeriodView.allCases.map(\.rawValue)))
    state.press("Esc")
    #expect(state.sequence == KeySequence())
    #expect(state.message == nil)
  }

  @Test func otherKeysAreSaidToBeNone() throws {
    var (_, state) = try MovementTests.state(at: "03 09:00")
    #expect(state.press("v", "x") == [])
    #expect(
      state.message?.text
        == "v x does nothing. After v comes one of: d day, w week, m month, y year,"
        + " a agenda, b blocks."
    )
    #expect(state.sequence == KeySequence())
    #expect(state.press("v", "A-d") == [])
    #expect(state.place == "2026-03-03 09:00" && state.sequence == KeySequence())
  }

  @Test(arguments: PeriodView.allCases, PeriodView.allCases)
  func slotAndDateAreKept(first: PeriodView, second: PeriodView) throws {
    let scene = try SnapshotTests.week(80, 24)
    for slot in scene.slots {
      var state = scene.state(on: slot)
      let date = state.week.focusedDate
      for view in [first, second] {
        state.choose(view)
        #expect(state.week.view == view)
        #expect(state.week.focusedSlot == slot)
        #expect(state.week.focusedDate == date)
      }
    }
  }

  /// What the keys of a slot do, they do in every view that shows slots.
  @Test(arguments: PeriodView.allCases.filter { ![.month, .year].contains($0) })
  func slotKeysAreTheSame(view: PeriodView) throws {
    let scene = try SnapshotTests.week(80, 24)
    for keys in [["d"], ["L"], ["D"], ["e"], ["a"], ["Enter"], ["u"], ["c"], ["z"], ["t"], ["b"]] {
      var week = scene.state(on: scene.slots[7])
      var other = week
      other.choose(view)
      let expected = keys.flatMap { week.press($0) }
      #expect(keys.flatMap { other.press($0) } == expected)
      #expect(other.overlay == week.overlay)
      #expect(other.message == week.message)
    }
  }

  /// The cursor's move is all that is sent: the rest of the picture is kept.
  @Test(arguments: PeriodView.allCases)
  func moveOfTheCursorChangesLittle(view: PeriodView) throws {
    let scene = try BlocksTests.scene(200, 50)
    var state = scene.state(on: scene.slots[6])
    state.choose(view, reading: scene)
    for key in view == .month ? ["l", "h", "h", "l"] : ["j", "k", "j", "j"] {
      let before = state.drawn()
      let revision = state.week.revision
      state.press(key)
      #expect(state.week.revision == revision)
      let after = state.drawn()
      let changed = (1..<48).map { row in
        (0..<200).count { before[$0, row] != after[$0, row] }
      }
      // In the month, the number above the words has it too.
      let number = view == .month ? MonthPainter.numberWidth : 0
      #expect(changed.reduce(0, +) <= 2 * (ScreenLayout.focusWidth + number))
      #expect(changed.count { $0 > 0 } <= 2)
    }
  }

  /// A step to another block, or another week of the month, reads the store; it is to be seen as a
  /// move of the cursor all the same.
  @Test(arguments: [(PeriodView.blocks, "l", "h"), (.month, "j", "k")])
  func stepThatReadsChangesLittle(view: PeriodView, there: String, back: String) throws {
    let scene = try BlocksTests.scene(200, 50)
    var state = scene.state(on: scene.slots[6])
    state.choose(view, reading: scene)
    for key in [there, back] {
      let before = state.drawn()
      state.press([key], reading: scene)
      let after = state.drawn()
      let changed = (0..<50).map { row in (0..<200).count { before[$0, row] != after[$0, row] } }
      let list = state.desk.layout.blockList.width
      #expect(changed[2..<48].reduce(0, +) <= 2 * (ScreenLayout.focusWidth + list))
      // The title and the sentence name another block, and where it has no slot there are fewer keys.
      #expect(changed.reduce(0, +) <= 280)
    }
  }

  /// The list of blocks says, as windows do, that there are more above or below.
  @Test func aListOfManyBlocksSaysThatThereAreMore() throws {
    func arrows(of name: String, among count: UInt64) throws -> String? {
      var scene = try Scene()
      scene.size = ScreenSize(width: 200, height: 50)
      let blocks = (1...count).map { Scene.block(100 + $0, "Room \(100 + $0)") }
      scene.block = blocks.first { $0.name == name }
      scene.otherBlocks = blocks.filter { $0.name != name }
      let text = scene.state(on: .now).drawn().text
      let heading = text.split(separator: "\n").first { $0.contains(" Blocks") }
      return heading?.prefix(while: { $0 != "t" }).filter { "↑↓".contains($0) }
    }
    #expect(try arrows(of: "Room 101", among: 4) == "")
    #expect(try arrows(of: "Room 101", among: 90) == "↓")
    #expect(try arrows(of: "Room 145", among: 90) == "↑↓")
    #expect(try arrows(of: "Room 190", among: 90) == "↑")
  }
}
