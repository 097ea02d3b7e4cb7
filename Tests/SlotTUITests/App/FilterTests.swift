import SlotDomain
import TerminalKit
import Testing

@testable import SlotTUI

/// Picking slots out by their state.
@Suite struct FilterTests {
  static let views: [PeriodView] = [.day, .week, .agenda]

  /// Thursday 5 March, from 9:00 every half hour: free, one of two, full, disabled, locked, free; and
  /// a free one on Friday.
  static func scene() throws -> Scene {
    var scene = try Scene()
    try scene.add("2026-03-05 09:00")
    try scene.add("2026-03-05 09:30", capacity: 2, taken: 1)
    try scene.add("2026-03-05 10:00", taken: 1)
    try scene.add("2026-03-05 10:30", status: .disabled)
    try scene.add("2026-03-05 11:00", lock: .init(owner: "ben", minutes: 5))
    try scene.add("2026-03-05 11:30")
    try scene.add("2026-03-06 09:00")
    return scene
  }

  static func state(_ view: PeriodView = .week) throws -> (Scene, AppState) {
    let scene = try scene()
    var state = scene.state(on: scene.slots[0])
    state.choose(view)
    return (scene, state)
  }

  @Test(arguments: [
    ("a", [0, 1, 5, 6], "4 of 7 slots in this week are available. f f shows all again."),
    ("p", [1], "1 of 7 slots in this week is partly taken. f f shows all again."),
    ("u", [2], "1 of 7 slots in this week is full. f f shows all again."),
    ("d", [3], "1 of 7 slots in this week is disabled. f f shows all again."),
    ("l", [4], "1 of 7 slots in this week is locked. f f shows all again."),
    ("b", [1, 2], "2 of 7 slots in this week are booked. f f shows all again."),
  ])
  func keys(key: String, shown: [Int], sentence: String) throws {
    for view in Self.views {
      var (scene, state) = try Self.state(view)
      #expect(state.press("f", key) == [])
      #expect(state.week.shownSlots == shown.map { scene.slots[$0] })
      #expect(state.message?.text == sentence)
      state.press("f", "f")
      #expect(state.week.shownSlots == scene.slots)
      #expect(state.message?.text == "All slots are shown again.")
    }
  }

  /// Where days are shown, no number of slots would be that of the view.
  @Test func daysSayNoNumber() throws {
    for view in [PeriodView.month, .year] {
      var (_, state) = try Self.state(view)
      state.press("f", "a")
      #expect(
        state.message?.text
          == "Only available slots stand out where slots are shown. f f shows all again."
      )
    }
  }

  @Test func halfTypedListsTheChoicesAndEscapeEndsThat() throws {
    var (_, state) = try Self.state()
    state.press("f")
    #expect(
      state.drawn().text.hasSuffix(
        "\nf… a available, p partly, u full, d disabled, l locked, b booked, f all, Esc"
      )
    )
    state.size = .init(width: 40, height: 10)
    #expect(
      state.drawn().text.hasSuffix(
        "\nf… a available, p partly, u full, d\ndisabled, l locked, b booked, f all, Esc"
      )
    )
    state.press("Esc", "f", "f")
    #expect(state.message?.text == "All slots are shown already.")
    #expect(state.week.filter.condition == nil)
  }

  @Test func nothingMatches() throws {
    var scene = try Scene()
    try scene.add("2026-03-05 09:00")
    for view in Self.views {
      var state = scene.state(on: nil)
      state.choose(view)
      state.press("f", "l")
      #expect(
        state.message?.text == "None of 1 slot in this week are locked. f f shows all again."
      )
      state.press("*")
      #expect(state.marks.isEmpty)
      #expect(state.message?.text == "There is no locked slot \(state.desk.sheet.place).")
      #expect(
        state.press("w")
          == [scene.request(.neighbour(.after, try scene.at("2026-03-05 09:00"), where: .locked))]
      )
      #expect(state.press("d") == (view == .agenda ? [] : state.press("d")))
    }
  }

  @Test(arguments: views) func fromSlotToSlot(view: PeriodView) throws {
    var (scene, state) = try Self.state(view)
    state.press("f", "a", "w")
    #expect(state.week.focusedSlot == scene.slots[1])
    state.press("2", "w")
    #expect(state.week.focusedSlot == scene.slots[6])
    state.press("W")
    #expect(state.week.focusedSlot == scene.slots[5])
    #expect(
      state.press("9", "w")
        == [
          scene.request(
            .neighbour(.after, scene.slots[6].range.start, where: .available, count: 8)
          )
        ]
    )
  }

  @Test func marksAreThoseThatAreShown() throws {
    var (scene, state) = try Self.state()
    state.press("f", "a", "*")
    #expect(state.marks.ids == Set([0, 1, 5, 6].map { scene.slots[$0].id }))
    state.press("Esc", "V", "l", "V")
    #expect(state.marks.ids == Set([0, 1, 5, 6].map { scene.slots[$0].id }))
    state.press("Esc", "h", "Home", "Space", "Space")
    #expect(state.marks.ids == Set([0, 1].map { scene.slots[$0].id }))
    #expect(state.week.focusedSlot == scene.slots[5])
  }

  @Test func theTableLeavesOutTheRest() throws {
    var (scene, state) = try Self.state(.agenda)
    state.press("f", "b")
    #expect(state.week.agenda.order == [1, 2])
    #expect(state.week.focusedSlot == scene.slots[1])
    state.press("j")
    #expect(state.week.focusedSlot == scene.slots[2])
    state.press("j")
    #expect(state.week.focusedSlot == scene.slots[2])
    state.press("f", "a", "Home", "l")
    #expect(state.week.focusedSlot == scene.slots[6])
    state.press("f", "u")
    #expect(state.week.focusedSlot == scene.slots[2])
  }

  @Test func aSlotThatNoLongerMatchesLeaves() throws {
    var (scene, state) = try Self.state(.agenda)
    state.press("f", "a", "j")
    #expect(state.week.focusedSlot == scene.slots[1])
    scene.slots[1].activeAppointments = 2
    _ = state.update(.loaded(scene.content, .stay), at: state.now)
    #expect(state.week.agenda.order == [0, 5, 6])
    #expect(state.week.focusedSlot == scene.slots[5])
    // A lock ends by itself.
    state.after(.minutes(5))
    #expect(state.week.agenda.order == [0, 4, 5, 6])
  }

  @Test func theFilterEndsWhereTheCursorIsSentToWhatItLeavesOut() throws {
    var (scene, state) = try Self.state(.agenda)
    state.press("f", "u")
    let full = scene.slots[2]
    let new = try scene.add("2026-03-05 13:00")
    state.message = Message("Created it.", .success)
    _ = state.update(.loaded(scene.content, .slot(new.id)), at: state.now)
    #expect(state.week.focusedSlot == new)
    #expect(state.week.filter.condition == nil)
    #expect(
      state.message?.text
        == "Created it. All slots are shown again, since this one is not full."
    )
    state.press("f", "u")
    _ = state.update(.loaded(scene.content, .slot(full.id)), at: state.now)
    #expect(state.week.filter.condition == .full)
  }

  @Test func itHoldsInOtherWeeksAndBlocksToo() throws {
    var (scene, state) = try Self.state()
    state.press("f", "a")
    scene.firstDay = scene.firstDay.adding(days: 7)
    scene.slots = []
    try scene.add("2026-03-10 09:00", taken: 1)
    try scene.add("2026-03-10 09:30")
    _ = state.update(.loaded(scene.content, .stay), at: state.now)
    #expect(state.week.shownSlots == [scene.slots[1]])
  }

  // MARK: Pictures

  @Test func weekAt80Columns() throws {
    var (_, state) = try Self.state()
    state.press("f", "a", "j")
    state.size = .init(width: 80, height: 12)
    let canvas = state.drawn()
    #expect(
      canvas.text == """
         Dr. Ada  (only available)  2 – 8 Mar  week 10  Europe/Warsaw (UTC+01:00) 10:12
              Mo Tu We Thu 5 Mar                     Fri 6 Mar                     Sa Su
        00:00 ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄
        09:00          ○ free                        ○ free
          :30          ◐ 1 free  1 taken
        ▸10:12      ━━ ·
          :30          ·
        11:00          ·
          :30          ○ free
        12:00 ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄
        Thu 5 Mar 09:30–10:00, 1 free, 1 of 2 taken
        Only available slots are shown: f f shows all   >  a  /  Enter  v  u  ? help  q
        """
    )
  }

  @Test func agendaAt40Columns() throws {
    var (_, state) = try Self.state(.agenda)
    state.press("f", "b", "j")
    state.size = .init(width: 40, height: 10)
    #expect(
      state.drawn().text == """
         Dr. Ada  2 – 8 Mar  week 10      10:12
          time↑                  state
        ◐ Thu 5 Mar 09:30–10:00  1 taken
        ● Thu 5 Mar 10:00–10:30  taken



        Thu 5 Mar 10:00–10:30, taken

        Only booked: f f shows all   >  a  ?  q
        """
    )
  }

  @Test func emptyAgenda() throws {
    var scene = try Scene()
    scene.size = .init(width: 80, height: 10)
    try scene.add("2026-03-05 09:00")
    var state = scene.state(on: nil)
    state.choose(.agenda)
    state.press("f", "l", "h")
    #expect(
      state.drawn().text == """
         Dr. Ada  (only locked)  2 – 8 Mar  week 10  Europe/Warsaw (UTC+01:00)    10:12
          time↑                    state       free      who
        No locked slot in this week.
        f f shows all slots, w goes to the next one, ] to the next week.




        No locked slot in this week.
        Only locked slots are shown: f f shows all   >  c  /  w      v  u  o  ? help  q
        """
    )
  }
}
