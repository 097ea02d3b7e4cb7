import SlotDomain
import TerminalKit
import Testing

@testable import SlotTUI

/// What a restricted login can do: whatever the key, the command or the window, nothing gets out.
@Suite struct RestrictedTests {
  private static func state(_ view: PeriodView, restricted: Bool = true) throws -> AppState {
    var scene = try SnapshotTests.week(200, 50)
    scene.settings.isRestricted = restricted
    scene.settings.usesMouse = true
    var state = scene.state(on: scene.slots[9])
    state.choose(view, reading: scene)
    state.lastCommands = ["slottui slot disable 1234 --db /etc/passwd"]
    return state
  }

  /// Keys for whatever an action has opened: all of them, and what fields and questions take.
  private static let keys: [Key] =
    [
      "C-o", "Tab", "C-o", "Tab", "C-o", "Tab", "C-o", "Tab", "C-o", "Tab", "C-o", "C-z", "Y", "!",
      "a", "C-o",
    ]
    .compactMap { Key(name: $0) } + [.paste("!sh\nC-o"), .character("y"), .enter, .enter]

  private static func effects(of view: PeriodView, restricted: Bool) throws -> [Effect] {
    let start = try state(view, restricted: restricted)
    var effects: [Effect] = []
    for action in ScreenAction.allCases {
      for count in [nil, 5] {
        var state = start
        effects += state.act(action, count: count)
        for key in keys { effects += state.update(.key(key), at: state.now) }
      }
    }
    for command in PaletteCommand.all(.standard) {
      for argument in ["", "5", "tomorrow", "yesterday 09:10", "!sh", "/etc/passwd"] {
        var state = start
        if case .typed(let run) = command.deed { effects += run(&state.desk, argument) ?? [] }
        state = start
        state.press(":")
        let typed = Event.key(.text("\(command.name) \(argument)"))
        effects += state.update(typed, at: state.now) + state.press("Enter")
      }
    }
    return effects
  }

  @Test(arguments: PeriodView.allCases)
  func nothingGetsOut(view: PeriodView) throws {
    let effects = try Self.effects(of: view, restricted: true)
    #expect(effects.count > 100)
    #expect(effects.filter(\.leavesTheScreen) == [])
  }

  /// The same keys do, where they may.
  /// Help names no key that is refused for good.
  @Test func helpNamesWhatTheLoginMayDo() throws {
    func help(_ change: (inout ScreenSettings) -> Void) throws -> String {
      var scene = try Scene()
      change(&scene.settings)
      let desk = scene.state(on: .now).desk
      return HelpText(desk, width: 76).lines(matching: []).map(\.text).joined(separator: "\n")
    }
    let whole = try help { _ in }
    for text in ["clipboard", "guided tour", "book an appointment", "C-z"] {
      #expect(whole.contains(text), "\(text)")
    }
    let restricted = try help { $0.isRestricted = true }
    for text in ["clipboard", "guided tour", "C-z"] { #expect(!restricted.contains(text)) }
    #expect(restricted.contains("book an appointment"))
    let readOnly = try help { $0.isReadOnly = true }
    for text in ["book an appointment", "create a slot"] { #expect(!readOnly.contains(text)) }
    #expect(readOnly.contains("clipboard"))
  }

  @Test func otherLoginsGetOut() throws {
    let effects = try Self.effects(of: .week, restricted: false)
    #expect(effects.contains(.suspend))
    #expect(effects.contains { if case .copy = $0 { true } else { false } })
    #expect(effects.contains { if case .editMetadata = $0 { true } else { false } })
  }

  /// A command is shown, not run.
  @Test func theCommandLineIsShownAlone() throws {
    var state = try Self.state(.week)
    #expect(state.press("!") == [])
    #expect(state.message?.text == "slottui slot disable 1234 --db /etc/passwd")
  }
}

extension Effect {
  /// Whether it concerns anything but the store and the screen itself. Without a default, so that a new
  /// effect has to be thought of.
  fileprivate var leavesTheScreen: Bool {
    switch self {
    case .editMetadata, .copy, .suspend, .openTour, .readHolidays, .findSlotsToClose: true
    case .findPlace, .findPeople, .findEngagements, .findPlacesToMove, .findPattern, .close:
      false
    case .load, .readOutlook, .loadDay, .countPlaces, .find, .lookAgain, .search, .findPlaces,
      .goToAvailable, .goToPlace,
      .loadDetails, .askToClose, .tallyOccupancy, .readChanges, .perform, .planPaste,
      .surveySeries, .lock, .loadSampleData, .undo, .takeBack, .readTray, .readActivity,
      .readDaySheet, .readSince,
      .redo, .closeTour, .actAsColleague,
      .listenToMouse, .redraw, .quit:
      false
    }
  }
}
