import ProgramDriver
import SlotDomain
import TerminalKit
import Testing

@testable import SlotTUI

/// What the form for a series would make is shown while it is filled in.
@Suite struct SeriesPreviewTests {
  private static func scene() throws -> Scene {
    var scene = try Scene()
    try scene.add("2026-03-04 11:00", 20, capacity: 2)
    return scene
  }

  /// The form of `C`, filled in: each text in its field, nil for what is proposed.
  private static func state(
    _ scene: Scene,
    _ texts: [String?] = []
  ) -> (AppState, SeriesPlanning?) {
    var state = scene.state(on: nil)
    var effects = state.press("C")
    for text in texts {
      if let text {
        state.press("C-u", "C-k")
        effects = state.type(text)
      }
      state.press("Tab")
    }
    return (state, effects.compactMap(request).last)
  }

  private static func request(_ effect: Effect) -> SeriesPlanning? {
    if case .surveySeries(let request) = effect { request } else { nil }
  }

  /// The whole survey of a request, as the store would answer.
  @discardableResult
  private static func answer(
    _ state: inout AppState,
    _ request: SeriesPlanning?,
    _ scene: Scene
  ) throws -> [Effect] {
    let request = try #require(request)
    let (drafts, skipped) = try SlotSeries(request.survey.pattern)
      .drafts(in: request.survey.block, zone: request.survey.zone)
    let plan = SlotPlan(drafts, skipped: skipped, present: scene.slots)
    return state.update(
      .seriesSurveyed(request, SeriesSurvey.Step(plan: plan, next: nil)),
      at: state.clock
    )
  }

  /// One rule for every field that proposes something.
  @Test func theFirstLetterReplacesWhatIsProposed() throws {
    var state = try Self.scene().state(on: nil)
    state.press("C", "Tab", "Tab")
    state.type("sat")
    state.press("Tab")
    state.type("10-12")
    state.press("Tab")
    state.type("45")
    let text = state.drawn().text
    for line in ["Days      sat ", "Hours     10-12 ", "Minutes   45 "] {
      #expect(text.contains(line), "\(text)")
    }
  }

  @Test func whatIsValidIsPlannedAtOnce() throws {
    let scene = try Self.scene()
    let (state, _) = Self.state(scene)
    #expect(state.preview?.problem == nil)
    var other = scene.state(on: nil)
    let request = try #require(other.press("C").compactMap(Self.request).first)
    #expect(request.position == request.survey.start)
    #expect(Effect.surveySeries(request).idleWork == .survey)
    // What only moves is nothing new.
    #expect(other.press("Tab", "Left", "Home") == [])
  }

  @Test func planIsDrawnAndCountedBesideTheForm() throws {
    let scene = try Self.scene()
    let (filled, request) = Self.state(
      scene,
      ["2026-03-04", "2026-03-06", nil, "10:00-12:00", "60"]
    )
    var state = filled
    #expect(try Self.answer(&state, request, scene) == [])
    #expect(
      state.drawn().text == """
         Dr. Ada  2 – 8 Mar  week 10  Europe/Warsaw (UTC+01:00)                   10:12
              Mo Tu Wed 4 Mar today      Thu 5 Mar            Fri 6 Mar            Sa Su
        00:00 ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄
        ▸10:12      + 10:00              + 10:00              + 10:00
        11:00       ○ 2 free             + 11:00              + 11:00
          :20
        12:00 ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄







        ── New series of slots, Europe/Warsaw ──────────────────────────────────────────
         From      2026-03-04    the first day  Capacity  2
         Until     2026-03-06    the last day   Lockable  yes           Space turns
         Days      mon-fri                      Except
         Hours     10:00-12:00                  Holidays
         Minutes   60            elapsed time   Metadata  {}
         Gap       0
         Would create 5 slots, Wed 4 Mar – Fri 6 Mar; 1 collides with the slot Wed 4 M…
        Wed 4 Mar 11:00–11:20, 2 free, 0 of 2 taken
        Enter accept  Tab next field  Esc leave  PgUp PgDn look further
        """
    )
  }

  @Test func whatIsMissingIsSaidAndNothingDrawn() throws {
    let scene = try Self.scene()
    let (filled, request) = Self.state(
      scene,
      ["2026-03-04", "2026-03-06", nil, "10:00-12:00", "60"]
    )
    var state = filled
    try Self.answer(&state, request, scene)
    #expect(state.week.planned.count == 5)
    #expect(state.press("Backspace") == [])
    #expect(state.week.planned.isEmpty)
    #expect(state.drawn().text.contains("Gap: Give whole minutes from 0 to 1440."))
    // The answer to what was typed before comes too late.
    #expect(try Self.answer(&state, request, scene) == [])
    #expect(state.week.planned.isEmpty)
  }

  @Test func answersThatWereOvertakenAreDropped() throws {
    let scene = try Self.scene()
    let (filled, first) = Self.state(scene)
    var state = filled
    state.press("C-u", "C-k")
    let second = state.type("2026-03-05").compactMap(Self.request).last
    #expect(try #require(second).number > (try #require(first)).number)
    #expect(try Self.answer(&state, first, scene) == [])
    #expect(state.preview?.isComplete == false)
    try Self.answer(&state, second, scene)
    #expect(state.preview?.isComplete == true)
  }

  /// A long series comes step by step.
  @Test func stepsFollowOneAnother() throws {
    let scene = try Self.scene()
    let (filled, request) = Self.state(scene)
    var state = filled
    let asked = try #require(request)
    let next = SeriesSurvey.Position(day: try #require(CivilDate("2026-03-09")))
    let drafts = (0..<2500).map { index in
      let start = scene.now + .minutes(index)
      return SlotDraft(
        blockID: asked.survey.block,
        range: TimeRange(start: start, end: start + .minutes(1))
      )
    }
    let step = SeriesSurvey.Step(plan: SlotPlan(drafts, present: []), next: next)
    let effects = state.update(.seriesSurveyed(asked, step), at: state.clock)
    let following = effects.compactMap(Self.request).first
    #expect(following?.position == next)
    #expect(following?.number == asked.number)
    #expect(state.drawn().text.contains("Planning: more than 2000 slots so far…"))
    let last = SeriesSurvey.Step(plan: SlotPlan([], present: []), next: nil)
    let after = try #require(following)
    #expect(state.update(.seriesSurveyed(after, last), at: state.clock) == [])
    #expect(state.drawn().text.contains("Would create 2500 slots, Wed 4 Mar – Fri 6 Mar."))
  }

  @Test func aPlanOfAnotherTermIsTurnedTo() throws {
    let scene = try Self.scene()
    let (filled, request) = Self.state(scene, ["2026-05-04", "2026-05-29"])
    var state = filled
    let first = try #require(CivilDate("2026-05-04"))
    #expect(try Self.answer(&state, request, scene) == [scene.request(.date(first))])
    var other = scene
    other.firstDay = first
    other.slots = []
    _ = state.update(.loaded(other.content, .date(first)), at: state.clock)
    #expect(state.week.planned.count > 20)
    // Back to where the cursor was.
    let start = try scene.at("2026-03-04 11:00")
    #expect(state.press("Esc") == [scene.request(.moment(start))])
    #expect(state.preview == nil)
    #expect(state.week.planned.isEmpty)
  }

  @Test func otherWeeksAreLookedAtBehindTheForm() throws {
    let scene = try Self.scene()
    var (state, _) = Self.state(scene)
    let next = try #require(CivilDate("2026-03-09"))
    let before = try #require(CivilDate("2026-02-23"))
    #expect(state.press("PageDown") == [scene.request(.week(next))])
    #expect(state.press("PageUp") == [scene.request(.week(before))])
    #expect(state.form != nil)
    // Where the form covers the grid there is nothing to turn.
    var small = scene
    small.size = AppState.Size(width: 40, height: 10)
    (state, _) = Self.state(small)
    #expect(state.press("PageDown") == [])
  }

  @Test func aColleaguesChangeIsPlannedFor() throws {
    var scene = try Self.scene()
    var (state, _) = Self.state(scene)
    let number = state.preview?.number
    try scene.add("2026-03-05 09:00", 20)
    var content = scene.content
    content.position = 8
    let effects = state.update(.loaded(content, .stay), at: state.clock)
    #expect(effects.compactMap(Self.request).first.map { $0.number > number ?? 0 } == true)
  }

  @Test func gridGivesRoomToTheFormAndTakesItBack() throws {
    let scene = try Self.scene()
    let (filled, request) = Self.state(scene)
    var state = filled
    let rows = ScreenLayout(state.size).gridRows
    #expect(state.week.rowsShown == rows - ScreenLayout.dock.height)
    try Self.answer(&state, request, scene)
    state.press("Esc")
    #expect(state.week.rowsShown == rows)
  }

  /// By day where days are shown.
  @Test func monthCountsThePlan() throws {
    let scene = try Self.scene()
    var state = scene.state(on: nil)
    state.choose(.month, reading: scene)
    let request = state.press("C").compactMap(Self.request).first
    try Self.answer(&state, request, scene)
    #expect(state.drawn().text.contains("+ 21 new"))
  }

  @Test(arguments: [(40, 10), (80, 18), (80, 24), (200, 50)])
  func fieldWithTheFocusIsSeen(width: Int, height: Int) throws {
    var scene = try Self.scene()
    scene.size = AppState.Size(width: width, height: height)
    let (filled, request) = Self.state(scene)
    var state = filled
    try Self.answer(&state, request, scene)
    for _ in 0..<10 {
      let canvas = state.drawn()
      let cursor = try #require(canvas.cursor)
      let line = canvas.text.split(separator: "\n", omittingEmptySubsequences: false)[cursor.y]
      #expect(line.contains(try #require(state.form).focused.name.rawValue))
      state.press("Tab")
    }
  }
}
