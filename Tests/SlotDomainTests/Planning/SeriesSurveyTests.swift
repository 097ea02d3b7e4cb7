import SlotDomain
import Testing

@testable import TestDriver

/// What a series would come to, found out step by step, is what its plan as a whole comes to.
@Suite struct SeriesSurveyTests {
  private let test: TestStore
  private let zone: Zone

  init() throws {
    test = try TestStore()
    zone = try Zone(named: "Europe/Warsaw")
  }

  private func window(_ text: String) throws -> ClockWindow { try #require(ClockWindow(text)) }

  private func day(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }

  private func steps(_ survey: SeriesSurvey) throws -> [SeriesSurvey.Step] {
    var steps: [SeriesSurvey.Step] = []
    var next: SeriesSurvey.Position? = survey.start
    while let position = next {
      let step = try survey.step(from: position, in: test.store)
      steps.append(step)
      next = step.next
    }
    return steps
  }

  private func key(_ skipped: SlotPlan.Skipped) -> String {
    "\(skipped.start.milliseconds) \(skipped.error)"
  }

  /// Windows over midnight reach into the days of the next step, and windows can overlap: both are told
  /// as if there were no steps.
  @Test(arguments: 0..<30)
  func stepsAddUpToThePlan(seed: Int) throws {
    var random = SeededGenerator(state: UInt64(seed))
    let hours = try [
      "00:00-24:00", "22:00-03:30", "01:00-06:00", "09:00-12:00", "11:00-17:00", "23:50-00:20",
    ].map(window)
    let first = try day("2026-03-20").adding(days: Int.random(in: 0..<9, using: &random))
    let pattern = WeeklyPattern(
      days: first...first.adding(days: Int.random(in: 0...40, using: &random)),
      weekdays: try #require(Weekday.days(seed % 3 == 0 ? "mon-sun" : "mon,wed-sat")),
      windows: Array(hours.shuffled(using: &random).prefix(Int.random(in: 1...3, using: &random))),
      minutes: try #require([5, 7, 20, 45].randomElement(using: &random)),
      gap: try #require([0, 3].randomElement(using: &random)),
      closures: [first.adding(days: 3)...first.adding(days: 5)]
    )
    let survey = SeriesSurvey(pattern, in: test.block, zone: zone)
    let (drafts, skipped) = try SlotSeries(pattern).drafts(in: test.block, zone: zone)
    // Some are there already, others are in the way.
    var end = Instant(milliseconds: 0)
    for draft in drafts.sorted(by: { $0.range.start < $1.range.start })
    where draft.range.start >= end && Int.random(in: 0..<40, using: &random) == 0 {
      var draft = draft
      if Bool.random(using: &random) {
        let start = draft.range.start + .minutes(1)
        draft.range = TimeRange(start: start, end: draft.range.end + .minutes(1))
      }
      end = draft.range.end
      _ = try test.store.perform(.createSlots([draft]), at: moment(0))
    }
    let whole = try test.store.plan(drafts, skipped: skipped)
    let parts = try steps(survey).map(\.plan)
    #expect(parts.flatMap(\.created).map(\.range) == whole.created.map(\.range))
    #expect(parts.flatMap(\.existing) == whole.existing)
    #expect(parts.flatMap(\.skipped).map(key).sorted() == whole.skipped.map(key).sorted())
  }

  @Test func noStepIsLong() throws {
    let year = try day("2026-01-01")...day("2026-12-31")
    let everyFive = WeeklyPattern(
      days: year,
      weekdays: Set(Weekday.allCases),
      windows: [try window("00:00-24:00")],
      minutes: 5
    )
    let steps = try steps(SeriesSurvey(everyFive, in: test.block, zone: zone))
    #expect(steps.reduce(0) { $0 + $1.plan.created.count } == 365 * 288)
    #expect(steps.allSatisfy { $0.plan.created.count <= 300 })
    // A term of which most days have none is not gone through at once either.
    var seldom = everyFive
    seldom.days = try day("2026-01-01")...day("9999-12-31")
    seldom.weekdays = []
    let survey = SeriesSurvey(seldom, in: test.block, zone: zone)
    let step = try survey.step(from: survey.start, in: test.store)
    #expect(step.plan.created.isEmpty)
    #expect(step.next.map { $0.day < year.upperBound } == true)
  }
}
