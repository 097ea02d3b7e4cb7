import SlotDomain
import TerminalKit

/// A term of slots from a weekly pattern: filled in, shown in the view behind it, and made on a yes. Below
/// the view where that has room, so that the weeks can be turned there.
struct SeriesWindow: Layer {
  var form: Form
  private(set) var preview: SeriesPreview
  private let block: BookingBlock.ID
  /// As it was opened.
  let asOpened: Form
  /// The days of the calendar that was read last.
  private(set) var holidays = Holidays()

  /// A calendar's file, and what was found in it.
  struct Holidays: Hashable, Sendable {
    var request: HolidayRequest?
    /// Nil: it is still being read.
    var answer: Result<[ClosedRange<CivilDate>], SlotError>?
  }

  init(in block: BookingBlock, _ desk: Desk) {
    self.block = block.id
    let draft = desk.sheet.proposal(settings: desk.settings, times: desk.formTimes)
    var form = Self.form(
      from: desk.dayAtCursor(in: block),
      minutes: draft.minutes,
      capacity: draft.capacity,
      times: TimeFormat(zone: block.zone, style: desk.settings.timeStyle),
      isRestricted: desk.settings.isRestricted
    )
    if let memory = desk.selection.series { Self.recall(memory, in: &form) }
    (self.form, asOpened) = (form, form)
    preview = SeriesPreview(origin: desk.sheet.focusedMoment)
  }

  var takesText: Bool { true }
  var field: TextField? { form.field }
  var isDocked: Bool { true }

  // MARK: Keys

  func hints(_ desk: Desk) -> [Hint] {
    guard desk.block(block) != nil else { return [("Esc", "leave")] }
    var hints = form.hints(desk)
    if desk.layout.docked > 0 { hints.insert(("PgUp PgDn", "look further"), at: 3) }
    return hints
  }

  mutating func obey(_ key: Key, _ desk: inout Desk) -> Step {
    switch key {
    case .pageDown where desk.layout.docked > 0:
      return Step(act: .init(action: .nextPeriod, count: nil))
    case .pageUp where desk.layout.docked > 0:
      return Step(act: .init(action: .previousPeriod, count: nil))
    case .enter:
      guard !form.isSubmitted, desk.block(block) != nil else { return Step() }
      // A calendar that was just named is read first, and then planned with.
      let reading = readHolidays(desk)
      form.isSubmitted = !reading.isEmpty
      return Step(.stay, reading.isEmpty ? plan(&desk) : reading)
    case .escape, .control("c"):
      var step = form.obey(key, &desk)
      // Back to where the cursor stood when the form was opened.
      if preview.origin != desk.sheet.focusedMoment {
        step.effects.append(desk.load(.moment(preview.origin)))
      }
      return step
    default:
      return form.obey(key, &desk)
    }
  }

  mutating func point(at target: MouseTarget) { form.point(at: target) }

  /// Nil where the block is gone.
  private func series(_ desk: Desk) throws(Form.Problem) -> SlotSeries? {
    guard desk.block(block) != nil else { return nil }
    var series = try typedSeries(now: desk.now)
    if !form.text(.holidays).isEmpty, let answer = holidays.answer {
      do throws(SlotError) {
        series.pattern.closures += try answer.get()
      } catch {
        throw Form.Problem(field: .holidays, error: error)
      }
    }
    return series
  }

  // MARK: Holidays

  /// The calendar that is named, unless it was read already.
  private mutating func readHolidays(_ desk: Desk) -> [Effect] {
    let path = form.text(.holidays)
    guard !path.isEmpty else {
      holidays = Holidays()
      return []
    }
    guard let days = try? typedSeries(now: desk.now).pattern.days else { return [] }
    let request = HolidayRequest(path: path, days: days)
    guard request != holidays.request else { return [] }
    holidays = Holidays(request: request)
    return [.readHolidays(request)]
  }

  /// What is typed goes to the store to be planned.
  private mutating func plan(_ desk: inout Desk) -> [Effect] {
    do {
      let series = try series(desk)
      form.isSubmitted = true
      let zone = form.times.zone
      return series.map { [.planPaste(Paste(source: .series($0), block: block, zone: zone))] } ?? []
    } catch {
      form.show(error)
      return []
    }
  }

  /// What was said yes to is made. If somebody was faster, the store refuses it, and it is planned anew.
  mutating func hear(_ answer: Character?, _ desk: inout Desk) -> Step {
    guard answer != nil, let plan = desk.selection.planned?.plan else { return Step() }
    (form.isConfirmed, form.isSubmitted) = (true, true)
    return Step(.stay, [.perform(.batch(.plan, [.createSlots(plan.created)]))])
  }

  // MARK: While it is filled in

  /// Has what is typed planned, whenever that or the store is another one.
  mutating func settle(_ desk: inout Desk) -> [Effect] {
    guard desk.block(block) != nil else {
      preview = SeriesPreview(origin: preview.origin)
      return []
    }
    // Of a name that is being typed nothing is opened.
    let reading = form.focused.name == .holidays ? [] : readHolidays(desk)
    guard reading.isEmpty, !isReading else { return reading }
    guard !preview.isOf(form, holidays, journal: desk.content.position) else { return [] }
    desk.journal.plansAsked += 1
    let survey: Result<SeriesSurvey?, Form.Problem>
    do {
      let zone = form.times.zone
      survey = .success(try series(desk).map { SeriesSurvey($0.pattern, in: block, zone: zone) })
    } catch {
      survey = .failure(error)
    }
    let (journal, number) = (desk.content.position, desk.journal.plansAsked)
    let request = preview.begin(form, holidays, survey, journal: journal, number: number)
    return request.map { [.surveySeries($0)] } ?? []
  }

  private var isReading: Bool { holidays.request != nil && holidays.answer == nil }

  mutating func receive(_ event: Event, _ desk: inout Desk) -> Step? {
    switch event {
    case .seriesSurveyed(let request, let step):
      if let next = preview.add(step, of: request) { return Step(.stay, [.surveySeries(next)]) }
      // When nothing of the whole is to be seen, its first week is turned to.
      guard preview.isComplete, preview.number == request.number, let first = preview.tally.first,
        preview.ranges(in: desk.sheet.period.range(in: desk.content.zone)).isEmpty
      else { return Step() }
      return Step(.stay, [desk.load(.date(desk.content.zone.date(first.start)))])
    case .patternFound(block, let pattern):
      if let pattern { propose(pattern) }
      return Step()
    case .holidaysRead(let request, let answer):
      guard request == holidays.request else { return nil }
      holidays.answer = answer
      guard form.isSubmitted else { return Step() }
      form.isSubmitted = false
      return Step(.stay, plan(&desk))
    case .performed where form.isSubmitted:
      desk.selection.series = memory(now: desk.now)
      return form.receive(event)
    case .pastePlanned(let paste):
      guard case .series = paste.source, let plan = paste.plan else { return nil }
      return ask(about: plan, of: paste, &desk)
    default:
      return form.receive(event)
    }
  }

  /// The question says what the plan comes to; the view shows it.
  private mutating func ask(about plan: SlotPlan, of paste: Paste, _ desk: inout Desk) -> Step {
    (form.isSubmitted, form.isConfirmed) = (false, false)
    let tally = PlanTally(plan)
    let obstacles = tally.obstacles(desk)
    guard let first = plan.created.first else {
      desk.selection.planned = nil
      form.show(Form.Problem(field: nil, error: .badRequest(nothing(obstacles))))
      return Step()
    }
    desk.selection.planned = paste
    let question = Question(
      "Create \(counted(tally.created, "slot")), \(tally.days(desk))?"
        + "\(obstacles.isEmpty ? "" : " \(obstacles).")",
      refusal: "Nothing was created."
    )
    let shown = desk.sheet.period.range(in: desk.content.zone)
    let isSeen = !(planned(in: shown, desk) ?? plan.created.map(\.range).filter(shown.overlaps))
      .isEmpty
    let date = desk.content.zone.date(first.range.start)
    return Step(.open(question), isSeen ? [] : [desk.load(.date(date))])
  }

  /// Until what was typed last has been planned to its end, what Enter planned is to be seen.
  func planned(in range: TimeRange, _ desk: Desk) -> [TimeRange]? {
    guard preview.isComplete || desk.selection.planned == nil else { return nil }
    return Array(preview.ranges(in: range))
  }

  // MARK: What it shows

  private func nothing(_ obstacles: String) -> String {
    "That makes no slot: \(obstacles.isEmpty ? "no day has such hours" : obstacles)."
  }

  /// One sentence: what is missing, or what Enter would make.
  private func remark(_ desk: Desk) -> Line {
    guard desk.block(block) != nil else {
      return Line("The booking block was deleted, so it gets no slots. Esc leaves.", .error)
    }
    if let problem = form.problemLine(desk) { return problem }
    if let problem = preview.problem {
      let field = problem.field.map { "\($0.rawValue): " } ?? ""
      return Line(field + form.sentence(of: problem.error, desk), .error)
    }
    if form.focused.name == .holidays, form.text(.holidays) != (holidays.request?.path ?? "") {
      return Line("Tab reads the calendar: its days without times have no slots.")
    }
    if isReading { return Line("Reading the calendar…") }
    let tally = preview.tally
    guard preview.isComplete else {
      // By the thousand, so that a slow line is not sent all of it.
      let found = tally.created / 1000 * 1000
      return Line(found > 0 ? "Planning: more than \(found) slots so far…" : "Planning…")
    }
    let obstacles = tally.obstacles(desk)
    guard tally.created > 0 else { return Line(nothing(obstacles), .error) }
    let slots = counted(tally.created, "slot")
    let rest = obstacles.isEmpty ? "" : "; \(obstacles)"
    return Line("Would create \(slots), \(tally.days(desk))\(rest).")
  }

  func box(_ desk: Desk) -> Box? { form.box(desk, remark: remark(desk)) }

  private static let rowsOfFields = 6
  /// More would only lie between a label and its text.
  private static let widest = 120
  private static let labelWidth = 10
  private static let narrowField = 12

  /// Fields in two columns, and the remark below them.
  func dock(in area: Rect, _ desk: Desk) -> Dock? {
    let inside = area.inset(left: 1, top: 1, right: 1)
    let width = min(inside.width, Self.widest) / 2
    let fields = form.fields.indices.map { index in
      let place = Rect(
        x: inside.x + index / Self.rowsOfFields * width,
        y: inside.y + index % Self.rowsOfFields,
        width: width - 1,
        height: 1
      )
      return (line: line(index, width: width - 1), area: place)
    }
    let below = inside.inset(top: Self.rowsOfFields)
    let remark = remark(desk)
    let texts = Text.wrap(remark.text, width: below.width, lines: below.height)
    let remarks = texts.enumerated().map { row, text in
      (line: Line(text, remark.style), area: below.row(row))
    }
    return Dock(title: form.title, lines: fields + remarks)
  }

  private func line(_ index: Int, width: Int) -> Line {
    let (field, isFocused) = (form.fields[index], index == form.focus)
    let room = width - Self.labelWidth
    let input = field.isWide ? room : min(room, Self.narrowField)
    let (name, x) = (field.name.rawValue, Self.labelWidth + input + 2)
    // Half a hint says nothing.
    let hasHint = DisplayWidth.columns(of: field.hint) + 2 <= room - input
    return Line(
      "",
      parts: [
        .text(name, x: 0, width: Self.labelWidth, isFocused ? .heading : .plain),
        .field(
          field.input,
          x: Self.labelWidth,
          width: input,
          form.style(field),
          isFocused: isFocused
        ),
        .text(hasHint ? field.hint : "", x: x, width: width - x, .dim),
      ],
      target: .part(index)
    )
  }
}
