import SlotDomain
import TerminalKit
import TestDriver
import Testing

@testable import SlotTUI

/// The entries of `[keys]`, and who gives way when two want the same key.
@Suite struct ConfiguredKeyTests {
  private func read(_ keys: String) -> (map: KeyMap, problems: [String]) {
    let (configuration, problems) = ConfigurationReader.read(Array("[keys]\n\(keys)\n".utf8))
    return (configuration.keyMap, problems.map { "\($0.line ?? 0): \($0.text)" })
  }

  private func names(_ action: ScreenAction, _ keys: String) -> [String] {
    read(keys).map.binding(for: action)?.names ?? []
  }

  @Test func namesOfActionsAreInKebabCase() {
    #expect(ScreenAction.nextSlot.name == "next-slot")
    #expect(ScreenAction.up.name == "up")
    let names = ScreenAction.allCases.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(names.joined().allSatisfy { $0 == "-" || $0.isLowercase })
  }

  @Test func keysAreWrittenByName() {
    #expect(names(.undo, "undo = \"U\"") == ["U"])
    #expect(
      names(.undo, "undo = [\"x\", \"Ctrl-X\", \"g u\", \"Alt-u\"]\ngo-to-date = []")
        == ["x", "C-x", "A-u", "g u"]
    )
    #expect(names(.undo, "undo = \"f2\"") == ["F2"])
    #expect(names(.mark, "mark = \" \"") == ["Space"])
    #expect(names(.undo, "undo = [\"U\", \"U\"]") == ["U"])
    #expect(names(.undo, "undo = []") == [])
  }

  /// The rest of the row stays, so that help and counts do.
  @Test func onlyTheKeysOfARowChange() throws {
    let row = try #require(read("next-slot = \"n\"").map.binding(for: .nextSlot))
    let before = try #require(KeyMap.standard.binding(for: .nextSlot))
    #expect(row.help == before.help && row.hint == before.hint)
    #expect(row.takesCount)
  }

  @Test func twoActionsCanChangeTheirKeys() {
    let (map, problems) = read("next-slot = \"d\"\ntoggle-status = \"w\"")
    #expect(problems == [])
    #expect(map.action(for: .character("d")) == .nextSlot)
    #expect(map.action(for: .character("w")) == .slots(.toggleStatus))
  }

  @Test func keyOfAnotherActionIsRefused() {
    let (map, problems) = read("next-slot = \"d\"")
    #expect(map == .standard)
    #expect(problems == ["2: d is toggle-status's key, so next-slot keeps w."])
  }

  @Test func laterOfTwoEntriesGivesWay() {
    let (map, problems) = read("undo = \"U\"\nbook = [\"B\", \"U\"]")
    #expect(map.action(for: .character("U")) == .undo)
    #expect(map.action(for: .character("a")) == .book)
    #expect(map.action(for: .character("B")) == nil)
    #expect(problems == ["3: U is undo's key (line 2), so book keeps a."])
  }

  /// A refused entry gives its action the old keys back, which can be what another entry wanted.
  @Test func refusalsAreFollowedToTheirEnd() {
    let (map, problems) = read("next-slot = \"d\"\ntoggle-status = \"u\"")
    #expect(map == .standard)
    #expect(
      problems == [
        "2: d is toggle-status's key, so next-slot keeps w.",
        "3: u is undo's key, so toggle-status keeps d.",
      ]
    )
  }

  @Test func beginningOfASequenceIsNoKey() {
    #expect(read("undo = \"v\"").problems == ["2: v begins v d of view-day, so undo keeps u."])
    #expect(
      read("undo = \"d d\"").problems
        == ["2: d d begins with d, toggle-status's key, so undo keeps u."]
    )
    #expect(
      read("undo = [\"x\", \"x y\"]").problems
        == ["2: x begins x y of undo, so undo keeps u."]
    )
    #expect(read("undo = \"v u\"").problems == [])
  }

  @Test(arguments: [
    ("undo = \"xyz\"", "\"xyz\" does not name a key. Write x, Space, Ctrl-R, Alt-x, F5, PgUp."),
    ("undo = \"\"", "\"\" does not name a key."),
    ("undo = [\"x\", \"Hyper-x\"]", "\"Hyper-x\" does not name a key."),
    ("undo = 7", "undo has to be a key such as \"x\", or a list of keys."),
    ("undo = [[\"x\"]]", "undo has to be a key such as \"x\", or a list of keys."),
    ("undo = \"7\"", "7 begins a number, as in 3j: no action can have it."),
    ("undo = \"7 x\"", "7 begins a number"),
    ("undo = \"Esc\"", "Esc is the way back out of everything: undo needs another key."),
    ("undo = \"x Esc\"", "Esc ends a sequence of keys, so it cannot be part of one."),
    ("quit = []", "quit needs a key: without one there is no way out."),
  ])
  func impossibleKeysAreRefused(entry: String, sentence: String) throws {
    let (map, problems) = read(entry)
    #expect(map == .standard)
    let problem = try #require(problems.first)
    #expect(problem.hasPrefix("2: \(sentence)"), "\(problem)")
    #expect(problems.count == 1)
  }

  /// Whatever somebody writes, every key does one thing and every sequence can be typed.
  @Test func randomEntriesLeaveNoConflict() {
    var random = SeededGenerator(state: 7)
    let keys = ["a", "b", "d", "v", "x", "u", "Space", "C-r", "v d", "v x", "x y", "x y z", "q"]
    for _ in 0..<300 {
      let entries = ScreenAction.allCases.shuffled(using: &random).prefix(12).map { action in
        let list = (0..<Int.random(in: 0...2, using: &random)).compactMap { _ in
          keys.randomElement(using: &random).map { "\"\($0)\"" }
        }
        return "\(action.name) = [\(list.joined(separator: ", "))]"
      }
      let map = read(entries.joined(separator: "\n")).map
      let typed = map.bindings.flatMap { $0.keys.map { [$0] } + $0.sequences }
      for (index, one) in typed.enumerated() {
        for other in typed[(index + 1)...] {
          #expect(!one.starts(with: other) && !other.starts(with: one), "\(entries)")
        }
      }
      #expect(map.binding(for: .quit)?.names != [])
    }
  }

  // MARK: On the screen

  private func state(_ keys: String) throws -> AppState {
    var scene = try Scene()
    let slot = try scene.add("2026-03-04 11:00")
    return AppState(
      settings: scene.settings,
      keyMap: read(keys).map,
      now: scene.now,
      size: scene.size,
      content: scene.content,
      focus: .slot(slot.id)
    )
  }

  @Test func configuredKeysAreObeyedAndShown() throws {
    var state = try state("toggle-status = \"x\"\nundo = \"g u\"\ngo-to-date = \"Ctrl-G\"")
    #expect(state.press("d") == [])
    #expect(state.message?.text == "d does nothing here. ? shows the keys.")
    #expect(state.press("x") == [.perform(.changeSlots([Scene.slotID(1)], .setStatus(.disabled)))])
    #expect(Hints.moreOfSlots(state.desk).contains { $0 == ("x", "on/off") })
    state.press("g")
    #expect(state.drawn().text.contains("g… u undo, Esc"))
    #expect(state.press("u") == [.undo])
    state.press("?")
    state.type("go to a date")
    #expect(state.drawn().text.contains("C-g            go to a date"))
  }

  /// What has no key can be done by name.
  @Test func actionWithoutKeyIsNamed() throws {
    let state = try state("toggle-status = []")
    #expect(state.keyMap.keyName(.slots(.toggleStatus)) == ":toggle-status")
  }

  @Test func manyKeysDoNotCoverTheHelp() throws {
    var state = try state("left = [\"h\", \"Left\", \"Backspace\", \"A-h\"]")
    state.press("?")
    state.type("a day back")
    #expect(state.drawn().text.contains("h Left Backspace A-h a day back"))
  }
}
