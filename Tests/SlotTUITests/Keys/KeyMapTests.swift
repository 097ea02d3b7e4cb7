import SlotDomain
import TerminalKit
import Testing

@testable import SlotTUI

@Suite struct KeyMapTests {
  private let map = KeyMap.standard

  @Test func everyActionHasOneRow() throws {
    let actions = Set(map.bindings.map(\.action))
    #expect(map.bindings.count == actions.count)
    #expect(Set(map.bindings.map(\.action.name)).count == actions.count)
    #expect(actions.isSuperset(of: PeriodView.allCases.map(ScreenAction.view)))
    #expect(actions.isSuperset(of: SlotDeed.allCases.map(ScreenAction.slots)))
    #expect(actions.isSuperset(of: SlotCondition.allCases.map(ScreenAction.filter)))
    // The compiler knows no list of the others.
    let source = try #require(
      SourceTests.files.get().first { $0.path == "SlotTUI/Keys/ScreenAction.swift" }?.text
    )
    let head = source.prefix(upTo: try #require(source.firstRange(of: "enum Reach")).lowerBound)
    let cases = head.matches(of: #/(?m)^  case ([a-zA-Z, ]+)$/#)
      .flatMap { $0.output.1.split(separator: ", ") }
    #expect(cases.count > 50)
    for name in cases {
      let action = "ScreenAction.\(name)"
      #expect(actions.contains { "\($0)" == name }, "\(action) has no row")
    }
  }

  @Test func noKeyIsBoundTwice() {
    let keys = map.bindings.flatMap(\.keys)
    #expect(Set(keys).count == keys.count)
    for binding in map.bindings {
      for key in binding.keys { #expect(map.action(for: key) == binding.action) }
    }
  }

  /// What begins a sequence does nothing alone, and no sequence is the beginning of another one.
  @Test func sequencesCanBeTyped() {
    let sequences = map.bindings.flatMap(\.sequences)
    #expect(Set(sequences).count == sequences.count)
    for binding in map.bindings {
      for keys in binding.sequences {
        #expect(keys.count > 1)
        #expect(map.action(for: keys) == binding.action)
        #expect(!map.isPrefix(keys))
        for length in 1..<keys.count {
          #expect(map.isPrefix(Array(keys.prefix(length))))
          #expect(map.action(for: Array(keys.prefix(length))) == nil)
        }
        if let first = keys.first { #expect(map.action(for: first) == nil) }
      }
    }
  }

  @Test func everyKeyHasANameThatLeadsBackToIt() {
    for key in map.bindings.flatMap({ $0.keys + $0.sequences.joined() }) {
      #expect(Key(name: key.name) == key)
    }
  }

  @Test func everyRowExplainsItself() {
    for binding in map.bindings {
      let isOnlyNamed = [.mouse, .names, .tour, .publish, .draft, .newBlock, .renameBlock].contains(
        binding.action
      )
      #expect(!binding.names.isEmpty || isOnlyNamed)
      #expect(!binding.help.isEmpty && binding.help.count <= 45)
      #expect(!binding.hint.isEmpty && binding.hint.count <= 15)
      #expect(binding.ways.joined(separator: " ").count <= 14)
    }
  }

  /// A slip of a finger must not destroy anything: what a key deletes is asked for first, the answer
  /// is not the same key, and the arrows' letters and the scrolling keys never change a slot.
  @Test func slipsDestroyNothing() throws {
    var scene = try Scene()
    let slot = try scene.add("2026-03-04 11:00", taken: 1)
    let deleting = try #require(map.binding(for: .slots(.delete))).keys
    for key in deleting {
      var state = scene.state(on: slot)
      #expect(state.update(.key(key), at: state.now) == [])
      let question = try #require(state.question)
      #expect(!question.answers.contains { deleting.contains(.character($0.key)) })
      #expect(state.update(.key(key), at: state.now) == [])
      #expect(state.overlay == nil)
    }
    for name in ["h", "j", "k", "l", "w", "W", "[", "]", "C-d", "C-u", "C-f", "C-b", "C-e", "C-y"] {
      var state = scene.state(on: slot)
      for effect in state.press(name) {
        guard case .load = effect else {
          Issue.record("\(name) leads to \(effect)")
          continue
        }
      }
      #expect(state.overlay == nil)
    }
  }

  @Test func unboundActionHasNoName() {
    #expect(KeyMap([]).keyName(.help) == "")
    #expect(KeyMap([]).binding(for: .help) == nil)
  }
}

@Suite struct KeySequenceTests {
  private func steps(_ names: String...) throws -> [KeySequence.Step] {
    var sequence = KeySequence()
    return try names.map { name in
      sequence.add(try #require(Key(name: name)), in: .standard)
    }
  }

  @Test func numbersGoBeforeActions() throws {
    #expect(try steps("j") == [.action(.down, count: nil)])
    #expect(try steps("3", "j") == [.pending, .action(.down, count: 3)])
    let thirty: [KeySequence.Step] = [.pending, .pending, .action(.slots(.toggleLock), count: 30)]
    #expect(try steps("3", "0", "L") == thirty)
    #expect(try steps("3", "j", "j").last == .action(.down, count: nil))
  }

  @Test func sequencesAreTypedKeyByKey() throws {
    #expect(try steps("v", "w") == [.pending, .action(.view(.week), count: nil)])
    #expect(try steps("2", "v", "w").last == .action(.view(.week), count: 2))
    #expect(try steps("v", "Esc", "w") == [.pending, .cancelled, .action(.nextSlot, count: nil)])
    let none: [KeySequence.Step] = [
      .pending, .noSequence([.character("v"), .character("7")]), .action(.down, count: nil),
    ]
    #expect(try steps("v", "7", "j") == none)
  }

  @Test func zeroBeginsNoNumber() throws {
    #expect(try steps("0") == [.unknown])
  }

  @Test func escapeEndsANumberAndElseIsAKey() throws {
    #expect(try steps("3", "Esc", "j") == [.pending, .cancelled, .action(.down, count: nil)])
    #expect(try steps("Esc") == [.action(.clearMarks, count: nil)])
  }

  @Test func strayKeyEndsANumber() throws {
    #expect(try steps("3", "F5", "j") == [.pending, .unknown, .action(.down, count: nil)])
  }

  @Test func numbersStopGrowing() throws {
    var sequence = KeySequence()
    for _ in 0..<100 { _ = sequence.add(.character("9"), in: .standard) }
    #expect(sequence.count == KeySequence.largestCount)
  }

  @Test func otherDigitsAreNoNumbers() {
    var sequence = KeySequence()
    #expect(sequence.add(.character("٣"), in: .standard) == .unknown)
    #expect(sequence.add(.character("３"), in: .standard) == .unknown)
  }
}
