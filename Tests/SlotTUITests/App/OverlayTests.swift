import SlotDomain
import TerminalKit
import Testing

@testable import SlotTUI

/// Help, the date prompt, the block picker and the details: every key of theirs.
@Suite struct OverlayTests {
  // MARK: Help

  @Test func helpScrollsAndAnyOtherKeyLeaves() throws {
    var state = try Scene().state(on: .now)
    state.press("?")
    #expect(state.overlay == .help(HelpWindow()))
    func top() -> Int? { if case .help(let help) = state.overlay { help.scroll.top } else { nil } }
    let shown = ScreenLayout(state.size).rowsInBox
    let last = state.keyMap.bindings.count - shown
    let page = min(last, shown - 1)
    for (key, expected) in [
      ("k", 0), ("j", 1), ("Down", 2), ("Up", 1), ("Home", 0), ("PgDn", page), ("Home", 0),
      ("End", last), ("j", last), ("Home", 0), ("Space", page), ("PgUp", 0),
    ] {
      #expect(state.press(key) == [])
      #expect(top() == expected, "\(key)")
    }
    for key in ["q", "Esc", "?", "d", "Enter"] {
      var state = try Scene().state(on: .now)
      #expect(state.press("?", key) == [])
      #expect(state.overlay == nil)
    }
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
    #expect(state.form?.purpose == .book(details.slot))
    #expect(state.press("Esc") == [.loadDetails(details.slot.id, .overlay)])
    #expect(state.details?.details == details)
  }

  @Test func whatCannotBeBookedSaysWhyInTheDetailsToo() throws {
    var (state, details) = try Self.open()
    #expect(state.press("a") == [])
    let text = "This slot cannot be booked: full (e raises the capacity)."
    #expect(state.message == Message(text, .error))
    #expect(state.details?.details == details)
  }

  @Test(arguments: ["Esc", "Enter", "q", "C-c"])
  func detailsAreLeft(key: String) throws {
    var (state, _) = try Self.open()
    #expect(state.press(key) == [])
    #expect(state.overlay == nil)
  }

  @Test(arguments: ["a", "m", "x", "D", "Del"])
  func readOnlyDetailsChangeNothing(key: String) throws {
    var (state, details) = try Self.open(isReadOnly: true)
    #expect(state.press(key) == [])
    #expect(state.message == Message("The store is open for reading only.", .error))
    #expect(state.details?.details == details)
  }

  @Test(arguments: ["m", "x", "D"])
  func slotWithoutAppointmentsHasNoneToChange(key: String) throws {
    var (state, _) = try Self.open(0)
    #expect(state.press(key) == [])
    #expect(state.message == Message("There is no appointment on this slot. a books one."))
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
    #expect(state.drawn().text.contains("Person 30"))
    let bottom = state.drawn().text
    state.press("PgDn")
    #expect(state.drawn().text == bottom)
    state.press("PgUp")
    #expect(state.drawn().text != bottom)
    for _ in 0..<20 { state.press("PgUp") }
    #expect(state.drawn().text.contains("start "))
    state.press("PgUp")
    #expect(state.drawn().text.contains("start "))
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
