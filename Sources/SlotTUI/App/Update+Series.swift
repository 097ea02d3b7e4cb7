import SlotDomain

/// A term of slots from a weekly pattern: filled in, shown in the grid, and made on a yes.
extension AppState {
  mutating func openSeries() -> [Effect] {
    guard let block = content.block else { return openCreate() }
    let draft = week.proposal(settings: settings)
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
    let times = TimeFormat(zone: block.zone, style: times.style)
    let series = try form.series(times, now: now)
    return [.planPaste(Paste(source: .series(series), block: id, zone: block.zone))]
  }

  /// What was said yes to. If somebody was faster, the store refuses it, and it is planned anew.
  func makeSeries() -> [Effect] {
    guard let plan = plannedPaste?.plan else { return [] }
    return [.perform(.batch(.plan, [.createSlots(plan.created)]))]
  }

  /// The plan is drawn in its first week, and the question says what it comes to.
  mutating func takeSeries(_ planned: Paste, _ plan: SlotPlan) -> [Effect] {
    guard case .form(var form) = overlay else { return [] }
    form.isSubmitted = false
    form.isConfirmed = false
    guard let first = plan.created.first, let last = plan.created.last else {
      plannedPaste = nil
      let obstacles = obstacles(to: plan)
      let why = obstacles.isEmpty ? "no day has such hours" : obstacles
      form.show(Form.Problem(field: nil, error: .badRequest("That makes no slot: \(why).")))
      overlay = .form(form)
      return []
    }
    plannedPaste = planned
    let obstacles = plan.isComplete ? "" : " \(obstacles(to: plan))."
    let days = [first, last].map { times.day($0.range.start, now: now) }
    let when = days[0] == days[1] ? days[0] : "\(days[0]) – \(days[1])"
    var confirmed = form
    confirmed.isConfirmed = true
    overlay = .question(
      Question(
        "Create \(counted(plan.created.count, "slot")), \(when)?\(obstacles) y/n",
        answers: [Question.Answer(key: "y", consequence: .submit(confirmed))],
        refusal: "Nothing was created.",
        previous: .form(form)
      )
    )
    let date = content.zone.date(first.range.start)
    return [
      .load(PeriodRequest(block: planned.block, zoneChoice: zoneChoice, target: .date(date)))
    ]
  }
}
