import SlotDomain
import TerminalKit

/// A term of slots from a weekly pattern: filled in, shown in the grid, and made on a yes.
extension AppState {
  mutating func openSeries() -> [Effect] {
    guard let block = content.block else { return openCreate() }
    let draft = week.proposal(settings: settings, times: formTimes)
    return open(
      .form(
        .createSeries(
          in: block.id,
          from: week.focusedDate,
          minutes: draft.minutes,
          capacity: draft.capacity,
          times: TimeFormat(zone: block.zone, style: times.style)
        )
      )
    )
  }

  /// What is typed goes to the store to be planned.
  func planSeries(_ form: Form, in id: BookingBlock.ID) throws(Form.Problem) -> [Effect] {
    guard let block = content.blocks.first(where: { $0.id == id }) else { return [] }
    let series = try series(form, in: block)
    return [.planPaste(Paste(source: .series(series), block: id, zone: block.zone))]
  }

  private func series(_ form: Form, in block: BookingBlock) throws(Form.Problem) -> SlotSeries {
    try form.series(TimeFormat(zone: block.zone, style: times.style), now: now)
  }

  /// What was said yes to. If somebody was faster, the store refuses it, and it is planned anew.
  func makeSeries() -> [Effect] {
    guard let plan = plannedPaste?.plan else { return [] }
    return [.perform(.batch(.plan, [.createSlots(plan.created)]))]
  }

  /// The question says what the plan comes to; the grid shows it.
  mutating func takeSeries(_ planned: Paste, _ plan: SlotPlan) -> [Effect] {
    guard case .form(var form) = overlay else { return [] }
    form.isSubmitted = false
    form.isConfirmed = false
    let tally = PlanTally(plan)
    let obstacles = obstacles(to: tally)
    guard let first = plan.created.first else {
      plannedPaste = nil
      let why = obstacles.isEmpty ? "no day has such hours" : obstacles
      form.show(Form.Problem(field: nil, error: .badRequest("That makes no slot: \(why).")))
      overlay = .form(form)
      return []
    }
    plannedPaste = planned
    var confirmed = form
    confirmed.isConfirmed = true
    overlay = .question(
      Question(
        "Create \(counted(tally.created, "slot")), \(days(of: tally))?"
          + "\(obstacles.isEmpty ? "" : " \(obstacles).") y/n",
        answers: [Question.Answer(key: "y", consequence: .submit(confirmed))],
        refusal: "Nothing was created.",
        previous: .form(form)
      )
    )
    return plannedRanges(in: shownRange).isEmpty
      ? [load(.date(content.zone.date(first.range.start)))] : []
  }

  // MARK: While it is filled in

  /// The form for a series, also while its question is asked.
  var seriesForm: Form? {
    let form: Form? =
      switch overlay {
      case .form(let form): form
      case .question(let question):
        if case .form(let form) = question.previous.first { form } else { nil }
      default: nil
      }
    guard case .createSeries = form?.purpose else { return nil }
    return form
  }

  /// Has what is typed planned, whenever that or the store is another one. Called after every event, so
  /// that no key has to think of it.
  mutating func completePreview() -> [Effect] {
    guard let form = seriesForm, case .createSeries(let id) = form.purpose,
      let block = content.blocks.first(where: { $0.id == id })
    else {
      if preview != nil { preview = nil }
      return []
    }
    var preview = preview ?? SeriesPreview(origin: week.focusedMoment)
    guard !preview.isOf(form, journal: content.position) else { return [] }
    plansAsked += 1
    let request = preview.begin(
      form,
      { () throws(Form.Problem) in
        SeriesSurvey(try series(form, in: block).pattern, in: id, zone: block.zone)
      },
      journal: content.position,
      number: plansAsked
    )
    self.preview = preview
    return request.map { [.surveySeries($0)] } ?? []
  }

  /// A step of planning. When nothing of the whole is to be seen, its first week is turned to.
  mutating func take(_ step: SeriesSurvey.Step, of request: SeriesPreview.Request) -> [Effect] {
    guard preview != nil else { return [] }
    if let next = preview?.take(step, of: request) { return [.surveySeries(next)] }
    guard let preview, preview.isComplete, preview.number == request.number,
      let first = preview.tally.first, preview.ranges(in: shownRange).isEmpty
    else { return [] }
    return [load(.date(content.zone.date(first.start)))]
  }

  /// What is to be seen behind the form: the weeks can be turned there.
  mutating func turnPage(behind form: Form, _ key: Key) -> [Effect]? {
    guard case .createSeries = form.purpose, layout.docked > 0 else { return nil }
    switch key {
    case .pageDown: return act(.nextPeriod, count: nil)
    case .pageUp: return act(.previousPeriod, count: nil)
    default: return nil
    }
  }

  /// Back to where the cursor stood when the form was opened.
  func returnFromPreview() -> [Effect] {
    guard let preview, preview.origin != week.focusedMoment else { return [] }
    return [load(.moment(preview.origin))]
  }

  // MARK: In the grid

  private var shownRange: TimeRange { shownPeriod.range(in: content.zone) }

  /// Where slots would be made in a stretch of time, by start.
  func plannedRanges(in range: TimeRange) -> [TimeRange] {
    if let preview, preview.isComplete || plannedPaste == nil {
      return Array(preview.ranges(in: range))
    }
    guard let paste = plannedPaste, paste.block == content.block?.id else { return [] }
    return paste.plan?.created.map(\.range).filter(range.overlaps) ?? []
  }
}
