import SlotDomain
import TerminalKit
import Testing

@testable import SlotTUI

/// Whatever key the bottom line names works there and then: in every view, on every kind of slot, and in
/// every window that a key opens.
@Suite struct HintWalkTests {
  /// A day with somebody, a free place, a group, one that is disabled with somebody in it, and a lock.
  private static func scene() throws -> Scene {
    var scene = try Scene()
    try scene.book(
      "Anna First",
      phone: "07700 900123",
      on: try scene.add("2026-03-04 11:00", taken: 1)
    )
    try scene.add("2026-03-04 12:00")
    try scene.add("2026-03-04 13:00", capacity: 3)
    try scene.add("2026-03-04 14:00", status: .disabled)
    try scene.add("2026-03-02 09:00")
    return scene
  }

  /// The keys that a hint names, without those that only go through a list or a text, at whose end they
  /// have nowhere to go, and without what stands for any letter.
  private static func keys(of hint: Hint) -> [String] {
    hint.keys.split(separator: " ").map(String.init).filter { $0 != "↑↓" && $0 != "type" }
  }

  private static func shownHints(_ state: AppState) -> [Hint] {
    var hints = Hints(
      BottomText(state).hints,
      and: BottomText(state).moreHints,
      kept: BottomText(state).keptKeys,
      width: state.size.width
    )
    hints.replace(BottomText(state).idleKeys)
    return hints.shown
  }

  /// What helps, and what leads out of here, stands there in the least room.
  @Test func theLastKeysStayLongest() {
    let all: [Hint] = [("a", "book"), ("T", "4 to rebook"), ("?", "help"), ("q", "leave")]
    func shown(_ width: Int) -> String {
      Hints(all, kept: ["T", "?", "q"], last: ["?", "q"], width: width).shown.map(\.keys)
        .joined(separator: " ")
    }
    #expect(shown(80) == "a T ? q")
    #expect(shown(7) == "T ? q")
    #expect(shown(4) == "? q")
    #expect(shown(1) == "? q")
  }

  /// Where no slot is, what works there takes the places of what does not, and nothing else moves.
  @Test func onAFreeRowOtherKeysStandInTheirPlaces() throws {
    let scene = try Self.scene()
    var state = scene.state(on: scene.slots[0])
    func last() -> String { state.drawn().text.split(separator: "\n").last.map(String.init) ?? "" }
    let onSlot = last()
    state.press("k")
    #expect(state.desk.isOnFreeRow)
    #expect(last().contains("c new") && !last().contains("a book"), "\(last())")
    let marks = [onSlot, last()].map { Array($0).lastIndex(of: "?") }
    #expect(marks[0] == marks[1])
  }

  private func walk(_ state: AppState, _ place: String) {
    for hint in Self.shownHints(state) {
      for key in Self.keys(of: hint) {
        var next = state
        let effects = next.press(key)
        let text = next.message?.text ?? ""
        let what = "\(place): \(hint.keys) \(hint.text)"
        #expect(!text.contains("does nothing here"), "\(what): \(text)")
        #expect(!text.contains("There is no slot here"), "\(what): \(text)")
        let (before, after) = (state.drawn(), next.drawn())
        let isSeen = before.text != after.text || before.cursor != after.cursor
        #expect(isSeen || !effects.isEmpty, "\(what) does nothing")
      }
    }
  }

  @Test(arguments: ["vd", "vw", "vm", "vy", "va", "vb"], [80, 200])
  func inEveryView(view: String, width: Int) throws {
    var scene = try Self.scene()
    scene.size.width = width
    for index in scene.slots.indices {
      var state = scene.state(on: scene.slots[index])
      state.press(view.map(String.init), reading: scene)
      walk(state, "\(view), slot \(index)")
    }
    // A row without a slot, beside those that have one.
    var free = scene.state(on: scene.slots[1])
    free.press(view.map(String.init), reading: scene)
    free.press(["l"], reading: scene)
    walk(free, "\(view), beside the slots")
    var empty = try Scene()
    empty.size.width = width
    var state = empty.state(on: nil)
    state.press(view.map(String.init), reading: empty)
    walk(state, "\(view), nothing there")
  }

  @Test(arguments: ["a", "e", "c", "C", "F", "T", "A", "P", "?", "/", ":", "g", "b", "D", "S", "L"])
  func inEveryWindow(key: String) throws {
    let scene = try Self.scene()
    var state = scene.state(on: scene.slots[1])
    state.press([key], reading: scene)
    walk(state, key)
  }

  @Test func whereNothingMayBeChanged() throws {
    var scene = try Self.scene()
    scene.settings.isReadOnly = true
    for slot in scene.slots { walk(scene.state(on: slot), "read-only") }
    scene.settings.isReadOnly = false
    scene.settings.isRestricted = true
    for slot in scene.slots { walk(scene.state(on: slot), "restricted") }
  }

  /// Nor does a sentence name a key that would change something: not when it answers a key, not of what is
  /// under the cursor.
  @Test(arguments: [false, true], PeriodView.allCases)
  func noSentenceNamesAChangeThatMayNotBe(isPast: Bool, view: PeriodView) throws {
    var scene = try Self.scene()
    scene.settings.isReadOnly = !isPast
    var places = scene.slots.map { scene.state(on: $0) }
    places.append(scene.state(on: nil))
    var none = try Scene()
    none.settings.isReadOnly = !isPast
    places.append(none.state(on: nil))
    none.block = nil
    places.append(none.state(on: nil))
    for var state in places {
      if isPast {
        var content = state.desk.content
        content.asOf = state.clock - .hours(1)
        _ = state.update(.loaded(content, .stay), at: state.clock)
      }
      state.choose(view, reading: scene)
      expectNoChangeNamed(in: BottomText(state).sentence, "\(view)")
      for binding in state.keyMap.bindings {
        var next = state
        _ = next.act(binding.action, count: nil)
        expectNoChangeNamed(in: next.message?.text ?? "", "\(view), \(binding.action)")
      }
    }
  }

  private func expectNoChangeNamed(in text: String, _ place: String) {
    let changes = KeyMap.standard.bindings.filter { $0.action.isChange }.flatMap(\.names)
    let words = text.split { " (,".contains($0) }.map(String.init)
    let prefixes = KeyMap.standard.bindings.flatMap(\.sequences).compactMap { $0.first?.name }
    for (before, (key, verb)) in zip([""] + words, zip(words, words.dropFirst()))
    where changes.contains(key) && verb.last(where: \.isLetter) == "s"
      && !prefixes.contains(before)
    {
      Issue.record("\(place): \(text)")
    }
  }
}
