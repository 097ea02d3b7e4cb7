import SlotDomain
import TerminalKit
import Testing

@testable import SlotTUI

/// Help, the date prompt, the block picker and the details: every key of theirs.
@Suite struct OverlayTests {
  // MARK: Help

  private func help(_ state: AppState) -> HelpWindow? {
    if case .help(let help) = state.overlay { help } else { nil }
  }

  @Test func helpScrolls() throws {
    var state = try Scene().state(on: .now)
    state.press("?")
    #expect(state.overlay == .help(HelpWindow()))
    let shown = ScreenLayout(state.size).rowsInBox - 1
    let last = try #require(help(state)).lines(state.desk).count - shown
    for (key, expected) in [
      ("Down", 1), ("Down", 2), ("Up", 1), ("Home", 0), ("PgDn", shown - 1), ("Home", 0),
      ("End", last), ("Down", last), ("Home", 0), ("Space", shown - 1), ("PgUp", 0),
    ] {
      #expect(state.press(key) == [])
      #expect(help(state)?.scroll.top == expected, "\(key)")
    }
    for key in ["Esc", "Enter", "C-c", "Backspace"] {
      var state = try Scene().state(on: .now)
      #expect(state.press("?", key) == [])
      #expect(state.overlay == nil)
    }
  }

  /// Typing looks for keys, by the words that people use.
  @Test(arguments: [
    ("undo", "u"), ("redo", "C-r"), ("search", "/"), ("filter", "f a"), ("history", "i"),
    ("copy", "y"), ("paste", "p"), ("cancel", "Enter"), ("move", "Enter"), ("exit", "q C-c"),
    ("book app", "a"), ("QUIT", "q C-c"), ("publish", ":publish"),
    ("delete word", "C-w A-Backspace"),
  ])
  func helpIsSearchedByTyping(text: String, keys: String) throws {
    var state = try Scene().state(on: .now)
    state.press("?", "End")
    state.type(text)
    let window = try #require(help(state))
    let lines = window.lines(state.desk)
    #expect(window.scroll.top == 0)
    #expect(lines.contains { $0.text.hasPrefix("\(keys): ") }, "\(lines.map(\.text))")
    #expect(lines.count < 45)
  }

  /// What a line's noise has spoilt is drawn again in windows, too; nothing is closed, asked or typed by it.
  @Test(arguments: [
    ["A"], ["T"], ["F"], ["/", "x"], ["b"], ["?"], ["a"], ["g", "5"], [":"], ["P"], ["i"],
  ])
  func everythingIsDrawnAnewInWindowsToo(keys: [String]) throws {
    var scene = try Scene()
    let slot = try scene.add("2026-03-05 09:00")
    var state = scene.state(on: slot)
    for key in keys { state.press(key) }
    let shown = state.drawn().text
    #expect(state.press("C-l").contains(.redraw))
    #expect(state.drawn().text == shown)
  }

  /// It lies over the window, and closes back to it. A field takes it for text.
  @Test func windowsAreHelpedToo() throws {
    for keys in [["A"], ["T"], ["P"]] {
      var state = try Scene().state(on: .now)
      for key in keys { state.press(key) }
      guard let top = state.layers.top, top.isHelped else { continue }
      #expect(state.press("?") == [], "\(keys)")
      #expect(state.layers.top is HelpWindow, "\(keys)")
      state.press("Esc")
      #expect(state.layers.top is HelpWindow == false, "\(keys)")
    }
    var state = try Scene().state(on: .now)
    state.press("b", "?")
    #expect(state.layers.top?.field?.text == "?")
  }

  @Test func helpSaysWhatIsNotFound() throws {
    var state = try Scene().state(on: .now)
    state.press("?")
    state.type("frobnicate")
    #expect(state.drawn().text.contains("No key is found by that."))
    state.press("A-Backspace", "Home")
    #expect(state.drawn().text.contains("Booking"))
  }

  /// `cancelled` is looked for where `cancel` is known.
  @Test(arguments: [("cancelled", "cancel"), ("undoing", "undo"), ("printing", "day sheet")])
  func helpKnowsTheFormsOfAWord(word: String, expected: String) throws {
    var state = try Scene().state(on: .now)
    state.press("?")
    state.type(word)
    #expect(state.drawn().text.lowercased().contains(expected))
    #expect(!state.drawn().text.contains("No key is found"))
  }

  @Test func helpHasGroupsWindowsAndSigns() throws {
    var scene = try Scene()
    let headings = HelpText(scene.state(on: .now).desk, width: 72).lines(matching: [])
      .filter { $0.style == .heading }.map(\.text)
    #expect(
      headings.prefix(8) == [
        "Booking", "Finding", "Moving about", "Slots", "Many at once", "Views", "Past", "Screen",
      ]
    )
    #expect(headings.contains("In a form") && headings.last == "Signs")
    scene.settings.isLinear = true
    var state = scene.state(on: .now)
    state.press("?", "PgDn")
    let text = state.drawn().text
    #expect(text.contains("Keys, lines") && text.contains("Find:"))
    #expect(!text.contains("Booking"))
  }

  // MARK: The date prompt

  @Test func datesAreGoneTo() throws {
    let scene = try Scene()
    for (text, day) in [("24.12", "2026-12-24"), ("+2w", "2026-03-18"), ("fri", "2026-03-06")] {
      var state = scene.state(on: .now)
      state.press("g")
      state.type(text)
      #expect(state.press("Enter") == [scene.request(.date(try date(day)))])
      #expect(state.overlay == nil)
    }
  }

  /// With a time behind it, the cursor goes to that moment.
  @Test func momentsAreGoneTo() throws {
    let scene = try Scene()
    for (text, moment) in [
      ("tomorrow 14:50", "2026-03-05 14:50"), ("fri 9:00", "2026-03-06 09:00"),
      ("14:50", "2026-03-04 14:50"),
    ] {
      var state = scene.state(on: .now)
      state.press("g")
      state.type(text)
      #expect(state.press("Enter") == [scene.request(.moment(try scene.at(moment)))])
      #expect(state.overlay == nil)
    }
  }

  @Test func whatIsNoDateStaysToBeMended() throws {
    var state = try Scene().state(on: .now)
    state.press("g")
    state.type("soon")
    #expect(state.press("Enter") == [])
    #expect(state.overlay == .datePrompt(TextField("soon")))
    #expect(state.message == Message(WrittenDate.remedy, .error))
    #expect(state.press("Backspace") == [])
    #expect(state.overlay == .datePrompt(TextField("soo")))
    #expect(state.message == nil)
    #expect(state.press("Esc") == [])
    #expect(state.overlay == nil)
    state.press("g", "C-c")
    #expect(state.overlay == nil)
  }

  // MARK: The block picker

  private static func blocks() throws -> Scene {
    var scene = try Scene()
    scene.otherBlocks = [
      Scene.block(2, "Room 7"), Scene.block(3, "Court"), Scene.block(4, "Żaneta 幅"),
    ]
    return scene
  }

  private static func load(_ number: UInt64, _ scene: Scene) -> Effect {
    .load(
      PeriodRequest(
        block: Scene.block(number, "").id,
        zoneChoice: .block,
        target: .week(scene.firstDay)
      )
    )
  }

  @Test(arguments: ["wojcik", "WÓJ", "3abc"])
  func blocksAreFoundWithoutAccents(text: String) throws {
    var scene = try Scene()
    scene.otherBlocks = [Scene.block(2, "Dr. Bell"), Scene.block(3, "Dr. Wójcik")]
    var state = scene.state(on: .now)
    state.press("b")
    state.type(text)
    #expect(state.drawn().text.contains("Dr. Wójcik"))
    #expect(state.press("Enter").contains { $0.isLoad })
  }

  /// Where most blocks go by another clock, a time of this one is said with its zone.
  @Test func foreignTimesNameTheirZone() throws {
    var scene = try Scene("2026-03-04 10:12", in: "America/New_York")
    try scene.add("2026-03-04 11:00")
    #expect(!scene.state(on: scene.slots[0]).drawn().text.contains("New_York, free"))
    scene.otherBlocks = [Scene.block(2, "Dr. Bell"), Scene.block(3, "Dr. Wójcik")]
    var state = scene.state(on: scene.slots[0])
    #expect(state.drawn().text.contains("11:00–11:30, America/New_York, free"))
    state.press("a")
    #expect(state.drawn().text.contains("Dr. Ada (America/New_York)"))
  }

  @Test func aLockedPlaceStillNamesWhoHasIt() throws {
    var scene = try Scene()
    try scene.add("2026-03-04 11:00", lock: .init(owner: "ben", minutes: 5), guests: ["Anna"])
    #expect(scene.state(on: scene.slots[0]).drawn().text.contains("Anna ben"))
  }

  @Test(
    arguments: [
      ("", [], 3), ("", ["Down"], 1), ("", ["Down", "Down"], 2), ("", ["Down", "Up"], 3),
      ("", ["Up"], 3), ("", ["C-n", "Tab", "C-n", "C-n", "C-n"], 4), ("room", [], 2),
      ("o", ["Down"], 2), ("ŻAN", [], 4), ("2abc", [], 2), ("rx", ["Backspace", "Down"], 1),
      ("", ["Down", "S-Tab"], 3), ("", ["Down", "Down", "C-p"], 1),
    ] as [(String, [String], UInt64)]
  )
  func blocksArePicked(text: String, keys: [String], number: UInt64) throws {
    let scene = try Self.blocks()
    var state = scene.state(on: .now)
    state.press("b")
    state.type(text)
    for key in keys { state.press(key) }
    #expect(state.press("Enter") == [Self.load(number, scene)])
    #expect(state.overlay == nil)
  }

  @Test func aNameThatNoBlockHasMakesANewOne() throws {
    var scene = try Self.blocks()
    var state = scene.state(on: .now)
    state.press("b")
    state.type("xyz")
    #expect(state.drawn().text.contains("None is called that. Enter makes one of this name."))
    #expect(state.press("Enter") == [])
    let draft = BlockDraft(name: "xyz", timezone: scene.zone.name, status: .published)
    #expect(state.press("Enter") == [.perform(.createBlock(draft))])
    let id = BookingBlock.ID(high: 7, low: 7)
    var outcome = Outcome()
    outcome.blocks = [
      BookingBlock(
        id: id,
        shortID: "abcdefghijk",
        name: "xyz",
        timezone: scene.zone.name,
        createdAt: scene.now,
        updatedAt: scene.now
      )
    ]
    let effects = state.update(.performed(.createBlock(draft), outcome), at: scene.now)
    #expect(
      effects.contains(
        .load(
          PeriodRequest(block: id, zoneChoice: .block, target: .week(scene.firstDay))
        )
      )
    )

    scene.settings.isReadOnly = true
    state = scene.state(on: .now)
    state.press("b")
    state.type("xyz")
    #expect(state.press("Enter") == [])
    #expect(state.message == Message("No booking block is called that.", .error))
    #expect(state.drawn().text.contains("None is called that."))
  }

  // MARK: Details

  static func details(
    appointments count: Int,
    capacity: Int? = nil,
    in scene: inout Scene
  ) throws -> SlotDetails {
    let capacity = capacity ?? max(1, count)
    let slot = try scene.add("2026-03-04 11:00", capacity: capacity, taken: count)
    let appointments = try (0..<count).map { index in
      Appointment(
        id: Appointment.ID(high: 0xA990_0000_0000_4000, low: UInt64(index + 1)),
        blockID: slot.blockID,
        slotID: slot.id,
        status: index == 1 ? .cancelled : .active,
        metadata: try Metadata(parsing: "{\"name\":\"Person \(index + 1)\"}"),
        createdAt: slot.createdAt,
        updatedAt: slot.updatedAt
      )
    }
    return SlotDetails(slot: slot, appointments: appointments, history: [])
  }

  private static func open(
    _ count: Int = 3,
    capacity: Int? = nil,
    isReadOnly: Bool = false
  ) throws -> (AppState, SlotDetails) {
    var scene = try Scene()
    scene.settings.isReadOnly = isReadOnly
    let details = try details(appointments: count, capacity: capacity, in: &scene)
    var state = scene.state(on: nil)
    #expect(state.update(.detailsLoaded(details, .overlay), at: state.now) == [])
    #expect(state.details?.details == details)
    return (state, details)
  }

  @Test func appointmentsAreChosen() throws {
    var (state, details) = try Self.open()
    for (key, index) in [("j", 1), ("Down", 2), ("j", 2), ("k", 1), ("Up", 0), ("k", 0)] {
      #expect(state.press(key) == [])
      #expect(state.details?.selected == details.appointments[index], "\(key)")
    }
  }

  @Test func appointmentsAreCancelledAndEnabled() throws {
    var (state, details) = try Self.open()
    let ids = details.appointments.map(\.id)
    #expect(state.press("x") == [.perform(.cancelAppointments([ids[0]]))])
    #expect(state.press("j", "x") == [.perform(.enableAppointments([ids[1]]))])
  }

  @Test(arguments: ["D", "Del"])
  func appointmentsAreDeletedAfterAQuestion(key: String) throws {
    var (state, details) = try Self.open()
    #expect(state.press(key) == [])
    #expect(state.question?.text == "Delete the appointment of Person 1? y/n")
    #expect(state.press("n") == [])
    #expect(state.message == Message("Nothing was deleted."))
    #expect(state.details?.details == details)
    let id = details.appointments[0].id
    #expect(state.press(key, "y") == [.perform(.deleteAppointments([id]))])
    #expect(state.details != nil)
  }

  @Test func bookingComesBackToTheDetails() throws {
    var (state, details) = try Self.open(capacity: 4)
    state.press("a")
    #expect(state.booking?.slots == [details.slot])
    #expect(state.press("Esc") == [.loadDetails(details.slot.id, .overlay)])
    #expect(state.details?.details == details)
  }

  @Test(arguments: ["Esc", "Enter", "q", "C-c"])
  func detailsAreLeft(key: String) throws {
    var (state, _) = try Self.open()
    #expect(state.press(key) == [])
    #expect(state.overlay == nil)
  }

  @Test(arguments: ["a", "m", "x", "D", "Del", "e", "y", "u"])
  func readOnlyDetailsChangeNothing(key: String) throws {
    var (state, details) = try Self.open(isReadOnly: true)
    #expect(state.press(key) == [])
    #expect(state.message == Message("The store is open for reading only.", .error))
    #expect(state.details?.details == details)
  }

  @Test(arguments: ["m", "x", "y"])
  func slotWithoutAppointmentsHasNoneToChange(key: String) throws {
    var (state, _) = try Self.open(0)
    #expect(state.press(key) == [])
    #expect(state.message == Message("Nobody has a place here. a books somebody."))
  }

  @Test func chosenAppointmentIsInView() throws {
    var (state, _) = try Self.open(30)
    for size in [(40, 10), (80, 24)] {
      state.size = AppState.Size(width: size.0, height: size.1)
      for _ in 0..<30 {
        let label = try #require(state.details?.selected?.label)
        let canvas = state.drawn()
        let cursor = try #require(canvas.cursor)
        let row = canvas.text.split(separator: "\n", omittingEmptySubsequences: false)[cursor.y]
        #expect(row.contains("\(label) ") && canvas[cursor.x, cursor.y].flags == .reversed)
        state.press("j")
      }
      for _ in 0..<30 { state.press("k") }
    }
  }

  @Test func scrollingStopsAtBothEnds() throws {
    var (state, _) = try Self.open(30)
    for _ in 0..<20 { state.press("PgDn") }
    #expect(state.drawn().text.contains("id  "))
    let bottom = state.drawn().text
    state.press("PgDn")
    #expect(state.drawn().text == bottom)
    state.press("PgUp")
    #expect(state.drawn().text != bottom)
    for _ in 0..<20 { state.press("PgUp") }
    #expect(state.drawn().text.contains("People"))
    state.press("PgUp")
    #expect(state.drawn().text.contains("People"))
  }

  @Test func newerDetailsKeepTheChoice() throws {
    var (state, details) = try Self.open()
    state.press("j", "j")
    var newer = details
    newer.appointments.removeFirst()
    _ = state.update(.detailsLoaded(newer, .overlay), at: state.now)
    #expect(state.details?.selected == details.appointments[2])
    newer.appointments.removeLast()
    _ = state.update(.detailsLoaded(newer, .overlay), at: state.now)
    #expect(state.details?.selected == details.appointments[1])
    newer.appointments = []
    _ = state.update(.detailsLoaded(newer, .overlay), at: state.now)
    #expect(state.details?.selected == nil)
  }
}
