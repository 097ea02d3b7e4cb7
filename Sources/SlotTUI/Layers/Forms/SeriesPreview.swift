import SlotDomain
import TerminalKit

/// What the form for a series would make, found out while it is filled in.
struct SeriesPreview: Hashable, Sendable {
  /// Where the cursor stood before, to come back to.
  let origin: Instant
  /// What it is about: what is typed, and how far the journal was.
  private(set) var texts: [String] = []
  private(set) var holidays = SeriesWindow.Holidays()
  private(set) var journal: JournalPosition?
  /// What is wrong with what is typed.
  private(set) var problem: Form.Problem?
  /// The number of the last plan that was asked for.
  private(set) var number = 0
  /// What would be made, by start. It is that of an earlier plan until the next one's first step.
  private(set) var ranges: [TimeRange] = []
  private(set) var tally = PlanTally()
  private(set) var isComplete = false
  private var shownNumber = 0

  init(origin: Instant) { self.origin = origin }

  /// Whether this is what is typed, and nothing happened since.
  func isOf(
    _ form: Form,
    _ holidays: SeriesWindow.Holidays,
    journal: JournalPosition
  ) -> Bool {
    self.journal == journal && self.holidays == holidays && texts == form.fields.map(\.text)
  }

  /// What is typed now is to be planned; nil when it cannot be, and `problem` says why.
  mutating func begin(
    _ form: Form,
    _ holidays: SeriesWindow.Holidays,
    _ survey: Result<SeriesSurvey?, Form.Problem>,
    journal: JournalPosition,
    number: Int
  ) -> SeriesPlanning? {
    texts = form.fields.map(\.text)
    self.holidays = holidays
    self.journal = journal
    self.number = number
    problem = nil
    isComplete = false
    switch survey {
    case .success(let survey):
      return survey.map { SeriesPlanning(number: number, survey: $0, position: $0.start) }
    case .failure(let problem):
      fail(problem)
      return nil
    }
  }

  private mutating func fail(_ problem: Form.Problem) {
    self.problem = problem
    ranges = []
    tally = PlanTally()
  }

  /// What a step found. The next one, unless that was the last or something else is typed by now.
  mutating func add(_ step: SeriesSurvey.Step, of request: SeriesPlanning) -> SeriesPlanning? {
    guard request.number == number, problem == nil, !isComplete else { return nil }
    if shownNumber != number {
      shownNumber = number
      ranges = []
      tally = PlanTally()
    }
    ranges += step.plan.created.map(\.range)
    tally.add(step.plan)
    if tally.created > WeeklyPattern.limit {
      let limit = "Plan at most \(WeeklyPattern.limit) slots at once."
      fail(Form.Problem(field: nil, error: .badRequest(limit)))
      return nil
    }
    isComplete = step.next == nil
    return step.next.map { SeriesPlanning(number: number, survey: request.survey, position: $0) }
  }

  /// What would be made in a stretch of time.
  func ranges(in range: TimeRange) -> ArraySlice<TimeRange> {
    let start = ranges.partitioningIndex { $0.end > range.start }
    let end = ranges.partitioningIndex { $0.start >= range.end }
    return ranges[start..<max(start, end)]
  }
}
