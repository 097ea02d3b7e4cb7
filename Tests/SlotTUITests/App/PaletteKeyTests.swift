import SlotDomain
import TerminalKit
import Testing

@testable import SlotTUI

/// `:` runs any action by its name.
@Suite struct PaletteKeyTests {
  private static func state() throws -> (Scene, AppState) {
    var scene = try Scene()
    try scene.add("2026-03-04 11:00")
    try scene.add("2026-03-04 11:30")
    return (scene, scene.state(on: scene.slots[0]))
  }

  private static func names(_ state: AppState) -> [String] {
    guard case .palette(let palette) = state.overlay else { return [] }
    return palette.matches(PaletteCommand.all(state.keyMap)).map(\.name)
  }

  private static func field(_ state: AppState) -> String? {
    if case .palette(let palette) = state.overlay { palette.field?.text } else { nil }
  }

  // MARK: Names

  @Test func everyActionHasANameOfItsOwn() {
    for action in ScreenAction.allCases {
      #expect(ScreenAction(name: action.name) == action)
      #expect(action.name.allSatisfy { $0.isLowercase || $0 == "-" })
    }
    #expect(Set(ScreenAction.allCases.map(\.name)).count == ScreenAction.allCases.count)
    #expect(ScreenAction.nextSlot.name == "next-slot")
    #expect(ScreenAction.copyID.name == "copy-id")
    #expect(ScreenAction(name: "nextSlot") == nil)
  }

  /// The key turns it; a word that asks for what is so already does nothing.
  @Test func whatIsSoAlreadyStaysSo() throws {
    var (_, state) = try Self.state()
    for (word, sentence) in [
      ("enable", "This slot is enabled already."), ("unlock", "This slot is not locked."),
    ] {
      state.press(":")
      state.type(word)
      #expect(state.press("Enter") == [])
      #expect(state.message?.text == sentence)
      #expect(state.layers.isEmpty)
    }
    state.press(":")
    state.type("disable")
    #expect(state.press("Enter").contains { if case .perform = $0 { true } else { false } })
  }

  /// Of slots of both kinds nothing is turned into what the word does not say.
  @Test func aWordDoesToManyWhatItSays() throws {
    var scene = try Scene()
    try scene.add("2026-03-04 11:00")
    try scene.add("2026-03-04 11:30", status: .disabled)
    var state = scene.state(on: scene.slots[0])
    state.press("V", "w", ":")
    state.type("enable")
    let ids = scene.slots.map(\.id)
    #expect(state.press("Enter") == [.perform(.changeSlots(ids, .setStatus(.active)))])
  }

  /// Whatever a key does can be done here, also what has no key.
  @Test func everyActionIsListed() throws {
    var (_, state) = try Self.state()
    state.press(":")
    let names = Self.names(state)
    #expect(Set(names).count == names.count)
    let more: Set = [
      "as-of", "goto", "tomorrow", "holidays", "export", "import", "backup", "block-zone",
      "delete-block",
      "configure",
    ]
    #expect(
      Set(names).subtracting(more)
        == Set(ScreenAction.allCases.map(\.name)).subtracting(["palette"])
    )
    let map = KeyMap([KeyBinding(.undo, [], "take back your last action", hint: "undo")])
    #expect(PaletteCommand.all(map).map(\.name).contains("undo"))
  }

  @Test(arguments: ["q", "q!", "wq", "quit"])
  func handsThatKnowViLeave(typed: String) throws {
    var (_, state) = try Self.state()
    state.press(":")
    state.type(typed)
    #expect(Self.names(state).first == "quit")
    #expect(state.press("Enter") == [.quit])
  }

  // MARK: Filtering

  @Test(arguments: [
    ("lock", "toggle-lock"), ("next sl", "next-slot"), ("avail prev", "previous-available"),
    ("UNDO", "undo"), ("now", "now"), ("details", "open"), ("as-o", "as-of"), ("shell", "suspend"),
    ("delete", "delete"), ("left", "left"), ("as-of mon 14:00", "as-of"),
    ("3 next-slot", "next-slot"),
  ])
  func bestMatchComesFirst(typed: String, name: String) throws {
    var (_, state) = try Self.state()
    state.press(":")
    state.type(typed)
    #expect(Self.names(state).first == name)
  }

  /// People look for what they do by their own words.
  @Test(arguments: [
    ("close", "toggle-status"), ("disable", "toggle-status"), ("enable", "toggle-status"),
    ("cancel", "open"), ("move", "open"), ("reschedule", "open"), ("client", "search"),
    ("person", "search"), ("phone", "search"), ("capacity", "edit"), ("doctor", "pick-block"),
    ("exit", "quit"), ("new", "book"), ("add", "book"), ("remove", "delete"), ("today", "now"),
    ("tomorrow", "tomorrow"), ("publish", "publish"), ("unpublish", "draft"),
    ("export", "export"), ("waiting", "tray"), ("sheet", "day-sheet"), ("print", "day-sheet"),
    ("activity", "activity"), ("free", "next-available"), ("find", "search"), ("csv", "export"),
    ("import", "import"), ("repeat", "create-series"),
    ("close slot", "toggle-status"), ("exi", "quit"), ("open", "open"), ("undo", "undo"),
    ("cance", "open"), ("filter", "filter-available"), ("history", "history"), ("copy", "copy"),
    ("paste", "paste"), ("settings", "configure"),
  ])
  func theirOwnWordsFindIt(typed: String, name: String) throws {
    var (_, state) = try Self.state()
    state.press(":")
    state.type(typed)
    #expect(Self.names(state).first == name)
  }

  /// What the screen cannot do says what does it.
  @Test func whatIsDoneElsewhereSaysHow() throws {
    var (scene, state) = try Self.state()
    state.press(":")
    state.type("export")
    #expect(state.press("Enter") == [])
    #expect(state.overlay == nil)
    #expect(
      state.message?.text
        == "That is done on the command line: slottui export --format csv >slots.csv"
    )
    scene.settings.isRestricted = true
    state = scene.state(on: scene.slots[0])
    state.press(":")
    state.type("export")
    #expect(state.drawn().text.contains("This login has no command line."))
    state.press("Enter")
    #expect(state.message == Message("This login has no command line.", .error))
  }

  @Test func tomorrowNeedsNoDate() throws {
    var (scene, state) = try Self.state()
    state.press(":")
    state.type("tomorrow")
    let tomorrow = try #require(CivilDate("2026-03-05"))
    #expect(state.press("Enter") == [scene.request(.date(tomorrow))])
  }

  @Test func everyWordMustFit() throws {
    var (_, state) = try Self.state()
    state.press(":")
    state.type("next zzz")
    #expect(Self.names(state) == [])
    state.press("C-w")
    #expect(Self.names(state).contains("next-slot"))
  }

  // MARK: Keys

  /// Enter does what the key does.
  @Test func enterRunsTheAction() throws {
    for action in ScreenAction.allCases where action != .palette {
      var (scene, expected) = try Self.state()
      scene.settings.isRestricted = true
      var state = expected
      let done = expected.act(action, count: nil)
      let effects = done + expected.settle(isMoving: done.contains(where: \.isLoad))
      state.press(":")
      state.type(action.name)
      #expect(state.press("Enter") == effects, "\(action)")
      #expect(state.overlay == expected.overlay, "\(action)")
      #expect(state.message == expected.message, "\(action)")
      #expect(state.week.cursor == expected.week.cursor, "\(action)")
    }
  }

  @Test func numbersGoBeforeTheName() throws {
    var (scene, state) = try Self.state()
    state.press(":")
    state.type("30 toggle-lock")
    #expect(
      state.press("Enter") == [.lock([scene.slots[0].id], until: scene.now + .minutes(30))]
    )
    state.press(":")
    state.type("3 quit")
    #expect(state.press("Enter") == [])
    #expect(state.message?.text == "quit takes no number.")
    #expect(Self.field(state) == "3 quit")
  }

  /// Whatever the number, it is one that can be obeyed, or is refused.
  @Test(arguments: ["0", "10000", "9223372036854775807", "99999999999999999999"])
  func numbersHaveBounds(number: String) throws {
    let (scene, _) = try Self.state()
    for binding in KeyMap.standard.bindings where binding.takesCount {
      var state = scene.state(on: scene.slots[0])
      state.press(":")
      state.type("\(number) \(binding.action.name)")
      #expect(state.press("Enter") == [], "\(binding.action)")
      #expect(state.message == Message("Give a number from 1 to 9999.", .error))
      state.press("C-u")
      state.type("9999 \(binding.action.name)")
      state.press("Enter")
      #expect(state.message?.text != "Give a number from 1 to 9999.")
    }
  }

  @Test func arrowsChooseAndTabCompletes() throws {
    var (_, state) = try Self.state()
    state.press(":")
    state.type("next")
    let names = Self.names(state)
    state.press("Down", "Down", "Up", "Tab")
    #expect(Self.field(state) == names[1])
    #expect(Self.names(state).first == names[1])
    state.press("C-u")
    state.type("4 next-s")
    state.press("Tab")
    #expect(Self.field(state) == "4 next-slot")
    state.press("C-u")
    state.type("as")
    state.press("Tab")
    #expect(Self.field(state) == "as-of ")
    // Nothing is left of the choice when something else is typed.
    state.press("C-u", "Down", "x", "Backspace")
    state.press("Tab")
    #expect(Self.field(state) == "goto ")
  }

  @Test(arguments: ["Esc", "C-c", "Backspace"])
  func leaving(key: String) throws {
    var (_, state) = try Self.state()
    state.press(":", key)
    #expect(state.overlay == nil)
    #expect(state.message == nil)
    state.press(":", "x", "Backspace")
    #expect(state.overlay == .palette(PaletteWindow()))
  }

  @Test func unknownNameIsSaid() throws {
    var (_, state) = try Self.state()
    state.press(":")
    state.type("frobnicate")
    #expect(state.press("Enter") == [])
    #expect(
      state.message?.text == "Nothing is called \"frobnicate\". Type a part of a name, or Esc."
    )
    #expect(Self.field(state) == "frobnicate")
  }

  @Test func pastedTextIsTyped() throws {
    var (_, state) = try Self.state()
    state.press(":")
    #expect(state.isHarmless(.character("D")))
    _ = state.update(.key(.paste("next\nslot")), at: state.clock)
    #expect(Self.names(state).first == "next-slot")
  }

  // MARK: Arguments

  @Test func datesAreThoseOfTheDateKey() throws {
    var (scene, state) = try Self.state()
    state.press(":")
    state.type("goto 24.12")
    #expect(state.press("Enter") == [scene.request(.date(try #require(CivilDate("2026-12-24"))))])
    #expect(state.overlay == nil)
    state.press(":")
    state.type("goto nowhere")
    #expect(state.press("Enter") == [])
    #expect(state.message == Message(WrittenDate.remedy, .error))
    #expect(Self.field(state) == "goto nowhere")
  }

  @Test func missingArgumentIsAskedFor() throws {
    var (_, state) = try Self.state()
    state.press(":")
    state.type("goto")
    #expect(state.press("Enter") == [])
    #expect(Self.field(state) == "goto ")
    #expect(state.message?.text == "Type the date behind it.")
  }

  // MARK: What cannot be done now

  @Test func obstaclesAreKnown() throws {
    var (scene, state) = try Self.state()
    #expect(ScreenAction.allCases.allSatisfy { state.obstacle(to: $0) == nil })
    scene.settings.isReadOnly = true
    scene.settings.isRestricted = true
    state = scene.state(on: scene.slots[0])
    for action in ScreenAction.allCases {
      let before = state
      let obstacle = state.obstacle(to: action)
      #expect(
        (obstacle != nil) == (action.isChange || [.suspend, .copyID, .tour].contains(action))
      )
      guard let obstacle else { continue }
      #expect(state.act(action, count: nil) == [])
      #expect(state.message == Message(obstacle, .error))
      state = before
    }
  }
}
