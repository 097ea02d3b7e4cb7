import SlotDomain

/// What a line says: the sentence that the bottom line says elsewhere.
struct LinearText {
  private let state: AppState
  private let sentence: SlotSentence
  private let columns: [BlocksScreen.Column]
  private let openRange: ClosedRange<Instant>?
  private let today: CivilDate

  init(_ state: AppState) {
    self.state = state
    sentence = SlotSentence(state)
    columns = state.week.view == .blocks ? state.week.blockColumns.map(\.column) : []
    openRange = state.openBounds
    today = state.content.zone.date(state.now)
  }

  func text(_ line: LinearLine) -> String {
    let week = state.week
    switch line {
    case .slot(let index, _):
      guard let block = week.block else { return "" }
      return text(week.slots[index], in: block)
    case .dayWithoutSlots(let day):
      return "\(name(of: week.layout.axis.days[day].date)): \(noSlots)"
    case .slotOfBlock(let number, let index):
      let column = columns[number]
      return "\(column.block.name): \(text(column.slots[index], in: column.block))"
    case .blockWithoutSlots(let number):
      let draft = columns[number].block.status == .draft ? ", block is a draft" : ""
      return "\(columns[number].block.name): \(noSlots)\(draft)"
    case .date(let date):
      return text(date)
    case .nothing:
      return "No \(condition)slot in this week."
    }
  }

  private func text(_ slot: Slot, in block: BookingBlock) -> String {
    var text = sentence.text(slot, in: block)
    if state.marks.contains(slot.id) {
      text += ", marked"
    } else if let openRange, openRange.contains(slot.range.start),
      slot.blockID == state.week.block?.id
    {
      text += ", in the range"
    }
    if let flash = state.flashes[slot.id] { text += ", changed just now by \(flash.actor)" }
    return text
  }

  private func text(_ date: CivilDate) -> String {
    guard let block = state.content.block else { return "" }
    let text = DaySentence(date: date, today: today, style: state.times.style)
      .text(state.places(on: date), in: block, remedy: "")
    let day = state.content.zone.day(date)
    let marked = state.marks.all.count {
      $0.blockID == block.id && day.contains($0.range.start)
    }
    return marked == 0 ? text : "\(text), \(marked) marked"
  }

  private func name(of date: CivilDate) -> String {
    let year = date.year == today.year ? "" : " \(date.year)"
    return "\(state.times.style.day(date))\(year)\(date == today ? ", today" : "")"
  }

  private var condition: String {
    state.week.filter.condition.map { "\($0.adjective) " } ?? ""
  }

  private var noSlots: String { "no \(condition)slots" }
}
