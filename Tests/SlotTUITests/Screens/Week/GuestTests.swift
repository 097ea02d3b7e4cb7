import ProgramDriver
import SlotDomain
import TerminalKit
import Testing

@testable import SlotTUI

/// Who has a place, wherever slots are seen, and that nobody is named where nobody is to be.
@Suite struct GuestTests {
  /// At 10:12 on a Wednesday: somebody in every kind of slot.
  static func scene(_ width: Int = 80, _ height: Int = 24) throws -> Scene {
    var scene = try Scene()
    scene.size = .init(width: width, height: height)
    try scene.add("2026-03-04 09:00", guests: ["Anna First"])
    try scene.add("2026-03-04 10:30", guests: ["Zoë Nowak"])
    try scene.add("2026-03-04 11:00", capacity: 12, guests: ["Ana Ma", "Bo Li", "Cy Ro"])
    try scene.add("2026-03-04 11:30", capacity: 2, guests: ["Ida B", "Uwe K"])
    try scene.add("2026-03-04 12:00", status: .disabled, guests: ["Hugo Hughes"])
    try scene.add("2026-03-05 09:00")
    try scene.add("2026-03-05 10:30", status: .disabled)
    try scene.add("2026-03-05 11:00", lock: .init(owner: "ben", minutes: 25))
    try scene.add("2026-03-06 10:30", guests: ["Ewa\u{1B}[31m\u{202E}"])
    return scene
  }

  @Test func theWeekNamesThem() throws {
    let scene = try Self.scene()
    #expect(
      scene.state(on: scene.slots[1]).drawn().text == """
         Dr. Ada  2 – 8 Mar  week 10  Europe/Warsaw (UTC+01:00)                   10:12
              Mo Tu Wed 4 Mar today      Thu 5 Mar            Fri 6 Mar            Sa Su
        00:00 ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄
        09:00       · Anna First         ○ free
        ▸10:12┄┄┄┄┄┄━━━━━━━━━━━━━━━━━━━━┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄
        10:30       ● Zoë Nowak          ✕ off                ● Ewa␛[31m�
        11:00       ◐ 9 free  Ana Ma, B… ◆ ben 25m
          :30       ● full Ida B, Uwe K
        12:00       ! Hugo Hughes
        12:30 ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄












        Wed 4 Mar 10:30–11:00, Zoë Nowak, 07700 900000
        > next free  a book  / find  Enter details  v views  u undo  ? help  q leave
        """
    )
  }

  /// A course takes many rows, and has room for everybody in them; of a family of three the name stands once.
  @Test func namesGoOnInTheRowsOfTheirSlot() throws {
    var scene = try Scene()
    scene.size = .init(width: 80, height: 24)
    try scene.add("2026-03-04 09:00", 30)
    let guests = ["Miller family", "Miller family", "Miller family", "Anna First", "Bo Li"]
    try scene.add("2026-03-04 10:30", 150, capacity: 8, guests: guests)
    try scene.add("2026-03-05 11:00", 30)
    try scene.add("2026-03-05 11:30", 30)
    let text = scene.state(on: scene.slots[1]).drawn().text
    #expect(text.contains("◐ 3 free  Miller fa…") == false, "\(text)")
    for line in ["Miller family (3)", "Anna First", "Bo Li"] {
      #expect(text.contains(line), "\(text)")
    }
    #expect(text.contains("│ Anna First, Bo Li"), "\(text)")
  }

  @Test func listsBreakBehindCommas() {
    func lines(_ text: String, _ width: Int, _ count: Int = 9) -> [String] {
      Text.wrapList(text, width: width, lines: count)
    }
    #expect(lines("", 5).isEmpty)
    #expect(lines("Anna First", 4) == ["Anna First"])
    #expect(lines("full Anna First, Bo Li, Cy", 16) == ["full Anna First,", "Bo Li, Cy"])
    #expect(lines("Anna First, Bo Li, Cy", 100) == ["Anna First, Bo Li, Cy"])
    #expect(lines("A, B, C", 2) == ["A,", "B,", "C"])
    #expect(lines("A, B, C", 2, 2) == ["A,", "B, C"])
    #expect(lines("A, B, C", 2, 1) == ["A, B, C"])
  }

  @Test func whatIsFreeIsFilledAndNothingElse() throws {
    let scene = try Self.scene()
    #expect(
      scene.state(on: scene.slots[0]).drawn().styles == """
        tttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttt
              gg gg yyyyyyyyyyyyyyy      hhhhhhhhh            hhhhhhhhh            gg gg
        zzzzz zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz
        ggggg       O#OOOOOOOOOO##       accccccccccccc
        nnnnnnzzzzzznnnnnnnnnnnnnnnnnnnnzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz
        ggggg       f fffffffff          d ddd                f fffffffff
        ggggg       pcccccccc ffffffffff l lllllll
        ggggg       f fffffffffffffffff
        ggggg       w wwwwwwwwwww
        zzzzz zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz













        kiiiiiiiiii  kiiiii  kiiiii  kkkkkiiiiiiii  kiiiiii  kiiiii  kiiiii  kiiiiii
        """
    )
  }

  @Test(arguments: [
    (0, "Wed 4 Mar 09:00–09:30, Anna First, 07700 900000, past"),
    (1, "Wed 4 Mar 10:30–11:00, Zoë Nowak, 07700 900000"),
    (2, "Wed 4 Mar 11:00–11:30, 9 free, 3 of 12 taken, Ana Ma, Bo Li, Cy Ro"),
    (3, "Wed 4 Mar 11:30–12:00, 2 of 2 taken, full (e raises the capacity), Ida B, Uwe K"),
    (4, "Wed 4 Mar 12:00–12:30, Hugo Hughes, 07700 900000, disabled (d enables)"),
    (5, "Thu 5 Mar 09:00–09:30, free"),
  ])
  func theSentenceNamesThem(index: Int, sentence: String) throws {
    let scene = try Self.scene(100)
    #expect(scene.state(on: scene.slots[index]).desk.sentenceAtCursor == sentence)
  }

  /// Of a full group the names come before what could be done about it.
  @Test func namesTakeTheRoomOfARemedy() throws {
    var scene = try Scene()
    try scene.add(
      "2026-03-04 11:00",
      capacity: 3,
      guests: ["Anna First", "Ben Second", "Cy Third"]
    )
    let start = "Wed 4 Mar 11:00–11:30, 3 of 3 taken, full"
    let sentence = scene.state(on: scene.slots[0]).desk.sentenceAtCursor
    #expect(sentence == "\(start), Anna First, Ben Second, Cy Third")
    scene.size.width = 120
    let wide = scene.state(on: scene.slots[0]).desk.sentenceAtCursor
    #expect(wide == "\(start) (e raises the capacity), Anna First, Ben Second, Cy Third")
  }

  /// As many as fit, and a mark that there are others; the line of a screen reader says all.
  @Test func theSentenceEndsWithTheLine() throws {
    var scene = try Scene()
    try scene.add(
      "2026-03-04 11:00",
      capacity: 12,
      metadata: #"{"note": "bring the long form and a pen"}"#,
      guests: ["Ana Ma", "Bo Li", "Cy Ro"]
    )
    let state = scene.state(on: scene.slots[0])
    let start = "Wed 4 Mar 11:00–11:30, 9 free, 3 of 12 taken, Ana Ma"
    #expect(state.desk.sentenceAtCursor == "\(start), Bo Li, Cy Ro, note: bring…")
    scene.size.width = 200
    let wide = scene.state(on: scene.slots[0]).desk.sentenceAtCursor
    #expect(wide == "\(start), Bo Li, Cy Ro, note: bring the long form and a pen")
    scene.size.width = 40
    #expect(scene.state(on: scene.slots[0]).desk.sentenceAtCursor == "\(start), Bo Li, Cy Ro")
  }

  @Test(arguments: PeriodView.allCases, [false, true])
  func nobodyIsNamedWhereNobodyIsToBe(view: PeriodView, isLinear: Bool) throws {
    var scene = try Self.scene(200, 50)
    scene.settings.isLinear = isLinear
    var state = scene.state(on: scene.slots[1])
    state.choose(view, reading: scene)
    let isOfSlots = state.desk.isOfSlots
    #expect(state.drawn().text.contains("Zoë Nowak") == isOfSlots)
    state.read(state.act(.names, count: nil), scene)
    for slot in scene.slots {
      state.desk.sheet.focus(on: .slot(slot.id), now: scene.now)
      let text = state.drawn().text
      for guest in ["Anna", "Zoë", "Hughes", "Ana Ma", "Ida", "07700"] {
        #expect(!text.contains(guest), "\(guest) in \(view)")
      }
      #expect(text.contains("taken") || !isOfSlots)
    }
    #expect(state.desk.content.guests.isEmpty)
    state.desk.sheet.focus(on: .slot(scene.slots[1].id), now: scene.now)
    state.read(state.act(.names, count: nil), scene)
    #expect(state.drawn().text.contains("Zoë Nowak") == isOfSlots)
  }

  /// A week that was asked for before names were turned off comes after that.
  @Test func aLateWeekNamesNobody() throws {
    let scene = try Self.scene()
    var state = scene.state(on: scene.slots[1])
    _ = state.act(.names, count: nil)
    _ = state.update(.loaded(scene.content, .stay), at: scene.now)
    #expect(state.desk.content.guests.isEmpty)
    #expect(!state.drawn().text.contains("Zoë"))
  }

  @Test func theQuestionAsksForThemOnlyThen() throws {
    let scene = try Self.scene()
    var state = scene.state(on: scene.slots[1])
    func asksForGuests(_ effects: [Effect]) -> Bool {
      effects.contains { if case .load(let request) = $0 { request.withGuests } else { false } }
    }
    #expect(asksForGuests(state.press("]")))
    #expect(!asksForGuests(state.act(.names, count: nil)))
    #expect(!asksForGuests(state.press("]")))
    #expect(asksForGuests(state.act(.names, count: nil)))
  }
}
