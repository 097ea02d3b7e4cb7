import SlotDomain

/// Going to other places, periods and times: at once where the week has them, else when it has been read.
extension Desk {
  func load(
    _ target: PeriodRequest.Target,
    block: BookingBlock.ID? = nil,
    isUnseen: Bool = false
  ) -> Effect {
    .load(request(target, block: block, isUnseen: isUnseen))
  }

  /// What a change leaves to be seen: the same week.
  var shown: PeriodRequest { request(.week(content.firstDay)) }

  private func request(
    _ target: PeriodRequest.Target,
    block: BookingBlock.ID? = nil,
    isUnseen: Bool = false
  ) -> PeriodRequest {
    PeriodRequest(
      block: block ?? content.block?.id,
      zoneChoice: zoneChoice,
      target: target,
      asOf: time.asOf,
      isUnseen: isUnseen,
      withGuests: names.areShown
    )
  }

  /// To a slot of any block: at once where it is in the week that is shown.
  mutating func go(to slot: Slot.ID, of block: BookingBlock.ID) -> [Effect] {
    guard content.slots.contains(where: { $0.id == slot }) else {
      return [load(.slot(slot), block: block)]
    }
    focus(on: .slot(slot))
    return []
  }

  /// Another look at the same week, or at that of a slot.
  mutating func reload(_ focus: Focus = .stay) -> Effect {
    surroundings.age += 1
    if case .slot(let id) = focus { return load(.slot(id)) }
    return .load(shown)
  }

  func details(of slot: Slot.ID, _ use: DetailsUse) -> Effect {
    .loadDetails(slot, use, asOf: time.asOf)
  }

  /// With whoever of it was found, booked or moved last in focus, else with its first person.
  func opening(_ slot: Slot.ID) -> Effect {
    let person = selection.person.flatMap { $0.slot == slot ? $0.appointment : nil }
    return details(of: slot, person.map { .person($0) } ?? .overlay)
  }

  /// - `isInSight`: The view shows that day already: the picture need not wait for its week.
  mutating func move(to date: CivilDate, isInSight: Bool = false) -> [Effect] {
    if sheet.move(to: date) { return [] }
    switch sheet.manner.standing {
    case .slots: return [load(.date(date))]
    case .lines: return [load(.moment(sheet.sameTime(on: date)))]
    case .rows, .days:
      sheet.goAhead(to: date)
      return [load(.week(date), isUnseen: isInSight)]
    }
  }

  mutating func move(days: Int) -> [Effect] { move(to: sheet.cursor.date.adding(days: days)) }

  mutating func move(months: Int) -> [Effect] { move(to: sheet.cursor.date.adding(months: months)) }

  mutating func move(inTime steps: Int) -> [Effect] {
    if sheet.moveInTime(steps) { return [] }
    let (slots, isForward) = (sheet.slots, steps > 0)
    let edge =
      isForward
      ? slots.last?.range.start ?? sheet.lastMoment - Span(milliseconds: 1)
      : slots.first?.range.start ?? sheet.firstMoment
    let rest = abs(steps) - sheet.slotsAhead(steps)
    let condition = sheet.filter.condition
    return [load(.neighbour(isForward ? .after : .before, edge, where: condition, count: rest))]
  }

  /// So many blocks further in the order of their names, round and round; nil when there is no other.
  func block(_ step: Int) -> BookingBlock.ID? {
    let blocks = content.blocks
    guard let index = blocks.firstIndex(where: { $0.id == content.block?.id }), blocks.count > 1
    else { return nil }
    return blocks[((index + step) % blocks.count + blocks.count) % blocks.count].id
  }

  /// What was read from the store takes the place of what was shown.
  mutating func show(_ new: PeriodContent, _ focus: Focus) {
    var new = new
    // It can have been asked for before nobody was to be named.
    if !names.areShown { new.guests = [:] }
    let isOtherBlock = new.block?.id != content.block?.id
    let isOtherPeriod = new.firstDay != content.firstDay || isOtherBlock
    arrive(at: new.asOf)
    layout.makeRoom(for: new.blocks)
    sheet.show(new, now: new.asOf ?? clock)
    self.focus(on: focus)
    selection.marks.refresh(new.slots, in: sheet.range, of: new.block.map { [$0.id] } ?? [])
    guard isOtherPeriod, marks.rangeStart != nil else { return }
    selection.marks.rangeStart = nil
    let end = isOtherBlock ? "block" : "week"
    line.message =
      line.message ?? Message("The range was given up: it goes no further than its \(end).")
  }

  /// Where the table's filter leaves out what the cursor is sent to, it ends.
  mutating func focus(on focus: Focus) {
    let filter = sheet.filter.condition
    sheet.focus(on: focus, now: now)
    guard let filter, sheet.filter.condition == nil else { return }
    let text = line.message.map { $0.text + " " } ?? ""
    say(text + "All slots are shown again, since this one is not \(filter.adjective).")
  }

  /// To a date, or to a moment of it, as people write them; nil when it is none, which is said.
  mutating func go(toWritten text: String) -> [Effect]? {
    do {
      switch try place(ofWritten: text) {
      case .day(let date): return [load(.date(date))]
      case .moment(let moment): return [load(.moment(moment))]
      }
    } catch {
      switch error {
      case .noMoment: say(WrittenDate.remedy, .error)
      case .noDay(_, let problem): say(problem.sentence, .error)
      default: say(error.message(in: settings.timeStyle), .error)
      }
      return nil
    }
  }

  /// On the clock that is shown.
  func place(ofWritten text: String) throws(TimeProblem) -> WrittenMoment.Place {
    try WrittenMoment.place(text, now: now, in: times.zone, settings.timeStyle)
  }

  // MARK: The past

  // While the screen shows it, whatever is read is read as of then, states are those of then, and nothing can
  // be changed.

  /// `yesterday 09:10`; `now` comes back. Nil when it is no such time, which is said.
  mutating func showPast(atWritten text: String) -> [Effect]? {
    guard content.block != nil else {
      say("No booking block existed then.", .error)
      return nil
    }
    if text.lowercased() == "now" { return comeBack() }
    do {
      let then = try PastTime.parse(text, now: clock, times)
      guard then <= clock else {
        say("\(times.moment(then, now: clock)) is still to come.", .error)
        return nil
      }
      time.asOf = then
      return [reload()]
    } catch {
      let isUnreadable = if case .malformed = error { true } else { false }
      let sentence = error.message(in: settings.timeStyle)
      say(isUnreadable ? PastTime.remedy : sentence, .error)
      return nil
    }
  }

  mutating func comeBack() -> [Effect] {
    time.asOf = nil
    return [reload()]
  }

  /// What was read is of another moment. Marks are not taken along: they stand for slots that may be
  /// otherwise there.
  mutating func arrive(at then: Instant?) {
    time.asOf = then
    guard then != content.asOf else { return }
    selection.marks.removeAll()
    selection.marks.rangeStart = nil
    journal.flashes = [:]
    surroundings.panel = nil
    let escape = keyMap.keyName(.clearMarks)
    say(
      then.map {
        "As it was \(times.moment($0, now: clock)); nothing can be changed. \(escape) comes back."
      } ?? "Back in the present."
    )
  }
}
