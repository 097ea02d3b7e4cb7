import SlotDomain
import TerminalKit
import Testing

@testable import SlotTUI

/// A term of slots from a weekly pattern, from `C` to the yes.
@Suite struct SeriesTests {
  private static func state() throws -> (Scene, AppState) {
    var scene = try Scene()
    let slot = try scene.add("2026-03-04 11:00", 20, capacity: 2)
    return (scene, scene.state(on: slot))
  }

  private static func fill(_ state: inout AppState, _ texts: [String?]) {
    for text in texts {
      if let text {
        state.press("C-u", "C-k")
        state.type(text)
      }
      state.press("Tab")
    }
  }

  private static func paste(_ effects: [Effect]) -> Paste? {
    guard case .planPaste(let paste)? = effects.first else { return nil }
    return paste
  }

  @Test func proposesTheCursorsDayAndTheNeighboursLength() throws {
    var (_, state) = try Self.state()
    state.press("C")
    #expect(
      state.form?.fields.map(\.text) == [
        "2026-03-04", "2026-03-31", "mon-fri", "09:00-12:00, 13:00-17:00", "20", "0", "2", "yes",
        "", "", "{}",
      ]
    )
  }

  /// Nobody has to empty a field first; who goes into it changes what is there.
  @Test func whatIsTypedTakesTheProposalsPlace() throws {
    var (_, state) = try Self.state()
    state.press("C")
    state.type("4.1.27")
    state.press("Tab", "End", "Backspace")
    state.type("0")
    #expect(state.form?.fields.map(\.text).prefix(2) == ["4.1.27", "2026-03-30"])
    state.press("S-Tab")
    state.type("0")
    #expect(state.form?.fields.first?.text == "4.1.270")
  }

  /// Days without slots, from the one to the other, as people write it.
  @Test(arguments: [
    "24.12-1.1", "24.12.-1.1.", "24 dec-1 jan", "24.12 - 1.1", "2026-12-24-2027-01-01",
    "2026-12-24..2027-01-01", "24.12 to 1.1", "24.12–1.1",
  ])
  func exceptionsReachFromTo(text: String) throws {
    var (_, state) = try Self.state()
    state.press("C")
    Self.fill(&state, ["2026-12-21", "2027-01-08", nil, nil, nil, nil, nil, nil, text, nil, nil])
    let paste = try #require(Self.paste(state.press("Enter")), "\(state.drawn().text)")
    guard case .series(let series) = paste.source else {
      Issue.record("\(paste)")
      return
    }
    #expect(series.pattern.closures == [try date("2026-12-24")...(try date("2027-01-01"))])
  }

  @Test func whatIsNoExceptionIsToldHow() throws {
    var (_, state) = try Self.state()
    state.press("C")
    Self.fill(&state, [nil, nil, nil, nil, nil, nil, nil, nil, "24.12-xmas", nil, nil])
    _ = state.press("Enter")
    #expect(state.form?.problem?.error.message(in: .utc).contains("24.12-1.1") == true)
  }

  /// A whole hour needs no minutes.
  @Test(arguments: [
    ("9-12", ["09:00-12:00"]), ("9-12:30,13-17", ["09:00-12:30", "13:00-17:00"]),
    ("22-2", ["22:00-02:00"]), ("0-24", ["00:00-24:00"]), ("8.30-12.30", ["08:30-12:30"]),
    ("9 am-1 pm, 2pm - 5:30 pm", ["09:00-13:00", "14:00-17:30"]), ("9am-12", ["09:00-12:00"]),
  ])
  func hoursCanBeShort(text: String, windows: [String]) throws {
    var (_, state) = try Self.state()
    state.press("C", "Tab", "Tab", "Tab", "C-u")
    state.type(text)
    guard case .series(let series)? = Self.paste(state.press("Enter"))?.source else {
      Issue.record("Nothing is planned.")
      return
    }
    #expect(series.pattern.windows.map(\.description) == windows)
  }

  /// What Enter reads is what stands there.
  @Test func hoursAreOnTheClockThatIsRead() throws {
    var scene = try Scene()
    scene.settings.timeStyle.clock = .twelve
    var state = scene.state()
    state.press("C")
    #expect(state.form?.text(.hours) == "9:00 am-12:00 pm, 1:00 pm-5:00 pm")
    guard case .series(let series)? = Self.paste(state.press("Enter"))?.source else {
      Issue.record("Nothing is planned.")
      return
    }
    #expect(series.pattern.windows.map(\.description) == ["09:00-12:00", "13:00-17:00"])
  }

  @Test(arguments: [
    "2026-03-10..2026-03-12", "10.3. - 12.3.", "10 mar–12 mar", "10 mar to 12 mar",
    "10 March until 12 March",
  ])
  func daysWithoutSlotsAreWrittenInManyWays(text: String) throws {
    var (_, state) = try Self.state()
    state.press("C")
    Self.fill(&state, Array(repeating: nil, count: 8) + [text])
    guard case .series(let series)? = Self.paste(state.press("Enter"))?.source else {
      Issue.record("Nothing is planned.")
      return
    }
    let days = series.pattern.closures.map { "\($0.lowerBound)..\($0.upperBound)" }
    #expect(days == ["2026-03-10..2026-03-12"])
  }

  // MARK: The next block

  private static func made(_ state: inout AppState) throws {
    let asked = try #require(Self.paste(state.press("Enter")))
    var planned = asked
    let (drafts, skipped) = try asked.drafts()
    planned.plan = SlotPlan(drafts, skipped: skipped, present: [])
    _ = state.update(.pastePlanned(planned), at: state.now)
    let effects = state.press("y")
    guard case .perform(let operation)? = effects.first else {
      Issue.record("Nothing is made.")
      return
    }
    let outcome = Outcome(own: .plan, at: state.now)
    _ = state.update(.performed(operation, outcome), at: state.now)
    #expect(state.overlay == nil)
  }

  @Test func theTermIsRememberedForTheNextBlock() throws {
    var (_, state) = try Self.state()
    state.press("C")
    Self.fill(
      &state,
      ["2026-03-09", "2026-03-20", nil, nil, nil, nil, nil, nil, "2026-03-11", nil, nil]
    )
    try Self.made(&state)
    state.press("C")
    let form = try #require(state.form)
    #expect(form.text(.from) == "2026-03-09" && form.text(.until) == "2026-03-20")
    #expect(form.text(.except) == "2026-03-11")
  }

  /// A block without slots has no hours of its own yet: those of the last series are nearer than any others.
  @Test func theHoursAreRememberedForABlockWithoutSlots() throws {
    var (_, state) = try Self.state()
    state.press("C")
    Self.fill(
      &state,
      ["2026-03-09", "2026-03-20", "mon-sun", "07:00-22:00", "60", "5", "2", nil, nil, nil, nil]
    )
    try Self.made(&state)
    state.press("C")
    let form = try #require(state.form)
    #expect(form.text(.days) == "mon-sun" && form.text(.hours) == "07:00-22:00")
    #expect(form.text(.minutes) == "60" && form.text(.gap) == "5" && form.text(.capacity) == "2")
  }

  // MARK: Holidays

  private static func reading(_ effects: [Effect]) -> HolidayRequest? {
    effects.lazy.compactMap { if case .readHolidays(let request) = $0 { request } else { nil } }
      .first
  }

  @Test func daysOfACalendarHaveNoSlots() throws {
    var (_, state) = try Self.state()
    state.press("C")
    Self.fill(&state, ["2026-03-09", "2026-03-20", nil, nil, nil, nil, nil, nil, nil])
    // Nothing is opened while its name is typed.
    #expect(Self.reading(state.type("days.ics")) == nil)
    let request = try #require(Self.reading(state.press("Enter")))
    #expect(request.path == "days.ics")
    let holiday = try #require(CivilDate("2026-03-10"))
    let effects = state.update(.holidaysRead(request, .success([holiday...holiday])), at: state.now)
    guard case .series(let series)? = Self.paste(effects)?.source else {
      Issue.record("Nothing is planned.")
      return
    }
    #expect(series.pattern.closures == [holiday...holiday])
    // Another term is read anew.
    state.press("Esc")
  }

  @Test func leavingTheFieldReadsTheCalendar() throws {
    var (_, state) = try Self.state()
    state.press("C")
    for _ in 0..<9 { state.press("Tab") }
    state.type("days.ics")
    let request = try #require(Self.reading(state.press("Tab")))
    let error = SlotError.fileProblem(path: "days.ics", reason: "No such file")
    _ = state.update(.holidaysRead(request, .failure(error)), at: state.now)
    #expect(state.preview?.problem?.field == .holidays)
    #expect(state.press("Enter") == [])
    #expect(state.form?.problem?.field == .holidays)
  }

  @Test func aRestrictedLoginNamesNoFile() throws {
    var (scene, _) = try Self.state()
    scene.settings.isRestricted = true
    var state = scene.state(on: nil)
    state.press("C")
    #expect(state.form?.fields.contains { $0.name == .holidays } == false)
  }

  @Test func whatIsTypedBecomesAPattern() throws {
    var (scene, state) = try Self.state()
    state.press("C")
    Self.fill(
      &state,
      [
        "mon", "2026-03-20", "mon,wed-thu", "9:00-10:00 22:00-24:00", "30", "5", "4", nil,
        "2026-03-11, 2026-03-18..2026-03-19", nil, #"{"room":"7"}"#,
      ]
    )
    let paste = try #require(Self.paste(state.press("Enter")))
    let nine = try #require(ClockWindow("09:00-10:00"))
    let night = try #require(ClockWindow("22:00-24:00"))
    func day(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }
    let pattern = WeeklyPattern(
      days: try day("2026-03-09")...day("2026-03-20"),
      weekdays: [.monday, .wednesday, .thursday],
      windows: [nine, night],
      minutes: 30,
      gap: 5,
      closures: [
        try day("2026-03-11")...day("2026-03-11"), try day("2026-03-18")...day("2026-03-19"),
      ]
    )
    let metadata = try Metadata(parsing: #"{"room":"7"}"#)
    #expect(paste.source == .series(SlotSeries(pattern, capacity: 4, metadata: metadata)))
    #expect(paste.block == scene.block?.id)
    #expect(state.press("Enter") == [], "The store has not answered yet.")
  }

  /// A day without its year is one of the series, however far that is.
  @Test func daysWithoutSlotsAreThoseOfTheSeries() throws {
    var (_, state) = try Self.state()
    state.press("C")
    Self.fill(
      &state,
      ["2027-12-20", "2028-01-21", nil, nil, nil, nil, nil, nil, "24.12-1.1, 6.1", nil, nil]
    )
    guard case .series(let series)? = Self.paste(state.press("Enter"))?.source else {
      Issue.record("Nothing is planned.")
      return
    }
    func day(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }
    #expect(
      series.pattern.closures == [
        try day("2027-12-24")...day("2028-01-01"), try day("2028-01-06")...day("2028-01-06"),
      ]
    )
  }

  /// As people write holidays: with one month for both days, a whole week, a whole month.
  @Test(arguments: [
    ("21-25 dec", "2027-12-21", "2027-12-25"), ("21-25.12", "2027-12-21", "2027-12-25"),
    ("21.-25.12.", "2027-12-21", "2027-12-25"), ("8-10.12", "2027-12-08", "2027-12-10"),
    ("8 - 12 feb", "2028-02-08", "2028-02-12"), ("28-3 jan", "2027-12-28", "2028-01-03"),
    ("8 feb-12 feb", "2028-02-08", "2028-02-12"), ("w51", "2027-12-20", "2027-12-26"),
    ("w51-w52", "2027-12-20", "2028-01-02"), ("dec", "2027-12-01", "2027-12-31"),
    ("24 dec", "2027-12-24", "2027-12-24"), ("24", "2027-11-24", "2027-11-24"),
  ])
  func holidaysAsTheyAreWritten(text: String, first: String, last: String) throws {
    var (_, state) = try Self.state()
    state.press("C")
    Self.fill(
      &state,
      ["2027-11-01", "2028-03-01", nil, nil, nil, nil, nil, nil, text, nil, nil]
    )
    guard case .series(let series)? = Self.paste(state.press("Enter"))?.source else {
      Issue.record("Nothing is planned.")
      return
    }
    let ends = (try #require(CivilDate(first)), try #require(CivilDate(last)))
    #expect(series.pattern.closures == [ends.0...ends.1])
  }

  @Test(arguments: [
    (0, "soon", Form.Field.Name.from), (1, "2026-03-01", .until), (2, "mon-xyz", .days),
    (3, "9-", .hours), (3, "", .hours), (4, "0", .minutes), (5, "-1", .gap), (6, "0", .capacity),
    (8, "2026-03-20..2026-03-10", .except), (10, "[]", nil),
  ])
  func whatIsWrongIsSaidAtItsField(tabs: Int, text: String, field: Form.Field.Name?) throws {
    var (_, state) = try Self.state()
    state.press("C")
    for _ in 0..<tabs { state.press("Tab") }
    state.press("C-u", "C-k")
    state.type(text)
    #expect(state.press("Enter") == [])
    let problem = try #require(state.form?.problem)
    if let field { #expect(problem.field == field) }
    #expect(state.drawn().text.contains("New series of slots"))
  }

  /// The plan is looked at in the grid before anything is made.
  @Test func planIsShownAndMadeOnAYes() throws {
    var (scene, state) = try Self.state()
    state.press("C")
    Self.fill(&state, ["2026-03-04", "2026-03-06", nil, "10:00-12:00", "60"])
    var paste = try #require(Self.paste(state.press("Enter")))
    let (drafts, skipped) = try paste.drafts()
    paste.plan = SlotPlan(drafts, skipped: skipped, present: scene.slots)
    let effects = state.update(.pastePlanned(paste), at: state.now)
    #expect(effects == [], "The week of the plan is shown already.")
    #expect(
      state.question?.text
        == "Create 5 slots, Wed 4 Mar – Fri 6 Mar? 1 collides with the slot Wed 4 Mar 11:00–11:20."
        + " y/n"
    )
    let drawn = state.drawn().text
    #expect(drawn.contains("+ 10:00"))
    #expect(drawn.contains("New series of slots"))

    var other = state
    other.press("n")
    #expect(other.form?.text(.hours) == "10:00-12:00", "What was typed is still there.")
    #expect(other.plannedPaste == nil)
    #expect(Self.paste(other.press("Enter")) != nil)

    let created = try #require(paste.plan).created
    #expect(state.press("y") == [.perform(.batch(.plan, [.createSlots(created)]))])
    // A colleague was faster: it is planned anew.
    let clash = SlotError.slotsOverlap(
      created[0].range,
      existing: created[0].range,
      isNew: false
    )
    let again = state.update(.refused(clash), at: state.now)
    #expect(Self.paste(again)?.plan == nil)
    _ = state.update(.pastePlanned(paste), at: state.now)
    #expect(state.question != nil)
    state.press("y")
    var outcome = Outcome()
    outcome.slots = []
    _ = state.update(.performed(.batch(.plan, [.createSlots(created)]), outcome), at: state.now)
    #expect(state.overlay == nil)
  }

  @Test func theCommandIsThePattern() throws {
    let (scene, start) = try Self.state()
    var state = start
    state.press("C")
    Self.fill(&state, ["2026-03-04", "2026-03-06", nil, "10:00-12:00", "60"])
    var paste = try #require(Self.paste(state.press("Enter")))
    let (drafts, skipped) = try paste.drafts()
    paste.plan = SlotPlan(drafts, skipped: skipped, present: scene.slots)
    _ = state.update(.pastePlanned(paste), at: state.now)
    state.press("y")
    let outcome = Outcome(own: .plan, objects: 5, at: scene.now)
    let created = try #require(paste.plan).created
    _ = state.update(.performed(.batch(.plan, [.createSlots(created)]), outcome), at: scene.now)
    #expect(
      state.lastCommands == [
        "slottui plan --block \(paste.block) --from 2026-03-04 --until 2026-03-06"
          + " --days mon,tue,wed,thu,fri --between 10:00-12:00 --minutes 60 --capacity 2"
          + " --on-conflict skip"
      ]
    )
  }

  @Test func aPatternOfNothingSaysSo() throws {
    var (_, state) = try Self.state()
    state.press("C")
    var paste = try #require(Self.paste(state.press("Enter")))
    paste.plan = SlotPlan([], present: [])
    #expect(state.update(.pastePlanned(paste), at: state.now) == [])
    #expect(state.drawn().text.contains("That makes no slot: no day has such hours."))
  }
}
