import SlotDomain

/// The grid's own state: which week, how it is laid out, and where the cursor stands. The day view
/// and the blocks view are grids of one of its days; agenda and month show the same slots otherwise.
struct WeekScreen: Sendable {
  /// The cursor stands on a slot (also when others push it around) or on a free row.
  struct Cursor: Hashable, Sendable {
    var day: Int
    /// Position on the axis, so that it means the same in another week.
    var position: Int
    var slot: Slot.ID?
  }

  /// Another number whenever more than the cursor has changed.
  private(set) var revision = 0
  private(set) var view: PeriodView { didSet { if view != oldValue { revision += 1 } } }
  private(set) var slots: [Slot]
  private(set) var faces: [SlotFace] { didSet { revision += 1 } }
  private(set) var layout: WeekLayout { didSet { revision += 1 } }
  private(set) var cursor: Cursor
  /// The day of another week on which the cursor stands in the month, until that week has been read.
  var dayAhead: CivilDate?
  /// First row that is shown.
  private(set) var top = 0
  private(set) var filter = SlotFilter() { didSet { if filter != oldValue { revision += 1 } } }
  private(set) var agenda = AgendaScreen() { didSet { if agenda != oldValue { revision += 1 } } }
  /// The blocks beside the cursor's, in the view that shows them.
  private(set) var blocks = BlocksScreen() { didSet { revision += 1 } }
  /// What would be made in this week, which the rows make room for. Set apart from the slots: the cursor
  /// does not stand on it.
  private(set) var planned: [TimeRange] = []
  /// Minutes of a row, if the user chose them.
  private(set) var chosenStep: Int?
  /// The block whose slots these are.
  private(set) var block: BookingBlock?
  private(set) var zone: Zone
  private(set) var firstDay: CivilDate
  private(set) var rowsShown: Int
  private let hours: Range<Int>?
  /// Whether lines take the place of grids: then the cursor stands on slots, as in the agenda, and on
  /// days without any.
  let isLinear: Bool
  /// The next moment at which a cell changes by itself.
  private(set) var changesAt: Instant?

  /// - `hours`: Minutes of the wall clock between which no row is folded.
  init(
    content: PeriodContent,
    now: Instant,
    rows: Int,
    view: PeriodView = .week,
    hours: Range<Int>? = nil,
    isLinear: Bool = false
  ) {
    self.view = view
    slots = content.slots
    faces = SlotFace.all(content.slots, in: content.block, at: now)
    block = content.block
    zone = content.zone
    firstDay = content.firstDay
    rowsShown = rows
    self.hours = hours
    self.isLinear = isLinear
    cursor = Cursor(day: 0, position: 8 * 3_600_000, slot: nil)
    layout = WeekLayout(
      slots: slots,
      firstDay: firstDay,
      zone: zone,
      height: rows,
      shown: view.isOfOneDay ? 0..<1 : 0..<7,
      hours: hours
    )
    lookAtClock(now)
    arrange(now)
  }

  // MARK: New data

  /// Takes a new look at the store. The cursor stays on its slot, wherever that is now; when the slot
  /// is gone, or another week is shown, it stays where it was on the screen.
  mutating func show(_ content: PeriodContent, now: Instant) {
    // In another zone a slot stands elsewhere, and is the same slot.
    let keepsWeek = content.firstDay == firstDay
    dayAhead = nil
    slots = content.slots
    block = content.block
    zone = content.zone
    firstDay = content.firstDay
    faces = SlotFace.all(slots, in: block, at: now)
    lookAtClock(now)
    layOut()
    filter.look(at: slots, in: block, now: now)
    arrange(now)
    if keepsWeek { returnToSlot() }
    settle()
  }

  /// Takes a look at the blocks beside this one.
  mutating func show(_ day: BlockDay, of blocks: [BookingBlock], now: Instant) {
    let isAnotherDay = day.request.date != self.blocks.request?.date
    self.blocks.show(day, of: blocks, filter.condition, now: now)
    lookAtClock(now)
    layOutAnew()
    returnToSlot()
    if isAnotherDay { top = firstWorkingRow }
    settle()
  }

  /// What is under the cursor can have moved.
  private mutating func returnToSlot() {
    guard let slot = cursor.slot, let index = slots.firstIndex(where: { $0.id == slot }),
      segmentAtCursor?.slot != index
    else { return }
    put(onSlot: index)
  }

  /// The week, or in a grid of one day the cursor's day alone.
  private mutating func layOut() {
    layout = WeekLayout(
      slots: slots,
      firstDay: firstDay,
      zone: zone,
      height: rowsShown,
      shown: view.isOfOneDay ? cursor.day..<(cursor.day + 1) : 0..<7,
      hours: hours,
      beside: slotsBeside,
      planned: planned,
      step: chosenStep
    )
  }

  /// The cursor keeps its time of the wall clock, and stands where a row begins.
  private mutating func layOutAnew() {
    let wall = layout.axis.wallTime(at: cursor.position).wall
    let hadRepeats = !layout.axis.repeats.isEmpty
    layOut()
    if hadRepeats || !layout.axis.repeats.isEmpty {
      cursor.position = layout.axis.position(ofWall: wall)
    }
    snap()
  }

  /// To the beginning of the cursor's row. Not in a fold, where it would lose its time; nor while the
  /// other blocks, which decide about the rows, have not been read.
  private mutating func snap() {
    guard view != .blocks || isBesideRead, !layout.rows.rows[row].isFold else { return }
    cursor.position = start(ofRow: row)
  }

  private mutating func move(toDay day: Int) {
    guard day != cursor.day else { return }
    cursor.day = day
    if view.isOfOneDay { layOutAnew() }
  }

  /// The states that change by themselves: locks end, slots become past.
  mutating func tick(now: Instant) {
    faces = SlotFace.all(slots, in: block, at: now)
    filter.look(at: slots, in: block, now: now)
    blocks.tick(filter.condition, now: now)
    lookAtClock(now)
    arrange(now)
    if view == .agenda || isInLines { settle() }
  }

  mutating func resize(rows: Int) {
    guard rows != rowsShown else { return }
    rowsShown = rows
    layOut()
    settle()
  }

  /// - Parameter ranges: Of this week, by start.
  mutating func plan(_ ranges: [TimeRange]) {
    guard ranges != planned else { return }
    planned = ranges
    layOut()
    returnToSlot()
    settle()
    let rows = ranges.compactMap { layout.place(of: $0.start, zone: zone)?.row }
    // What would be made is to be seen, and the cursor's place is of no matter meanwhile.
    if let first = rows.min(), !rows.contains(where: (top..<top + rowsShown).contains) {
      top = max(0, min(first - 1, layout.rows.rows.count - rowsShown))
    }
  }

  mutating func change(to view: PeriodView, now: Instant) {
    guard view != self.view else { return }
    let isAnotherGrid = view.isOfOneDay || self.view.isOfOneDay
    self.view = view
    if isAnotherGrid {
      layOutAnew()
      returnToSlot()
    }
    lookAtClock(now)
    arrange(now)
    settle()
  }

  /// Rows of so many minutes, as far as the slots allow; nil: of as many as fit the slots.
  mutating func setStep(_ minutes: Int?) {
    chosenStep = minutes
    layOutAnew()
    returnToSlot()
    settle()
  }

  mutating func sortAgenda(by column: AgendaColumn, isDescending: Bool, now: Instant) {
    agenda.sort(by: column, isDescending: isDescending)
    arrange(now)
    settle()
  }

  private mutating func arrange(_ now: Instant) {
    if view == .agenda { agenda.arrange(slots, faces, filter, at: now) }
  }

  // MARK: The filter

  mutating func setFilter(_ condition: SlotCondition?, now: Instant) {
    filter.condition = condition
    filter.look(at: slots, in: block, now: now)
    blocks.tick(condition, now: now)
    arrange(now)
    settle()
  }

  /// Those of the period that stand out.
  var shownSlots: [Slot] { slots.indices.filter(filter.shows).map { slots[$0] } }

  // MARK: The cursor

  var row: Int { layout.rows.index(at: cursor.position) }

  var segmentAtCursor: WeekLayout.Segment? { layout.segment(day: cursor.day, row: row) }

  /// Among the week's slots.
  var focusedIndex: Int? {
    guard let index = segmentAtCursor?.slot else { return nil }
    // A row that the table leaves out is none to act on.
    return leavesOut(index) ? nil : index
  }

  /// The filter leaves slots out of tables and lines; in a grid it draws them back.
  func leavesOut(_ index: Int) -> Bool {
    (view == .agenda || isInLines) && !filter.shows(index)
  }

  var focusedSlot: Slot? { focusedIndex.map { slots[$0] } }

  /// The moment where a new slot would begin; nil where that day has no such time.
  var focusedInstant: Instant? {
    layout.axis.instant(at: cursor.position, on: cursor.day, zone: zone)
  }

  /// Where the cursor stands in time: the start of its slot, or the first moment of its free row.
  var focusedMoment: Instant {
    focusedSlot?.range.start
      ?? layout.axis.firstInstant(from: cursor.position, on: cursor.day, zone: zone)
  }

  var focusedDate: CivilDate { dayAhead ?? layout.axis.days[cursor.day].date }

  mutating func focus(on focus: Focus, now: Instant) {
    switch focus {
    case .stay:
      break
    case .slot(let id):
      if let index = slots.firstIndex(where: { $0.id == id }) {
        // The cursor is sent to what the table leaves out.
        if leavesOut(index) {
          filter.end()
          arrange(now)
        }
        put(onSlot: index)
      }
    case .date(let date):
      if let day = layout.axis.days.firstIndex(where: { $0.date == date }) {
        move(toDay: day)
        if let first = layout.columns[day].first {
          cursor.position = start(ofRow: first.rows.lowerBound)
        }
      }
    case .now:
      if let day = layout.axis.days.firstIndex(where: { $0.range.contains(now) }) {
        move(toDay: day)
      }
      if let place = layout.place(of: now, zone: zone) {
        cursor.position = start(ofRow: place.row)
      }
    case .moment(let moment):
      if let day = layout.axis.days.firstIndex(where: { $0.range.contains(moment) }) {
        move(toDay: day)
        cursor.position = layout.axis.position(of: moment, on: day, zone: zone)
        snap()
      }
    }
    settle()
  }

  private mutating func put(onSlot index: Int) {
    let days = layout.axis.days
    guard let day = days.firstIndex(where: { $0.range.overlaps(slots[index].range) }) else {
      return
    }
    move(toDay: day)
    guard let place = layout.place(ofSlot: index) else { return }
    cursor.day = place.day
    cursor.position = start(ofRow: place.row)
  }

  private func start(ofRow row: Int) -> Int { layout.rows.rows[row].range.lowerBound }

  /// Stands on the first row of a slot, notes which one it is, and brings it into view.
  private mutating func settle() {
    if view == .agenda, focusedIndex == nil, let index = nearestSlot { put(onSlot: index) }
    if isInLines, focusedIndex == nil, let row = nearestLine { cursor.position = start(ofRow: row) }
    if let segment = segmentAtCursor {
      cursor.slot = slots[segment.slot].id
      if !segment.rows.contains(row) || row != segment.rows.lowerBound {
        cursor.position = start(ofRow: segment.rows.lowerBound)
      }
    } else {
      cursor.slot = nil
    }
    bringIntoView()
    if view == .agenda { agenda.bringIntoView(agendaRow ?? 0, rowsShown: rowsShown) }
  }

  mutating func stand(onRow row: Int) {
    cursor.position = start(ofRow: row)
    settle()
  }

  mutating func stand(onDay day: Int, row: Int) {
    move(toDay: day)
    stand(onRow: row)
  }

  mutating func stand(onDay day: Int) {
    dayAhead = nil
    move(toDay: day)
    settle()
  }

  mutating func stand(onSlot index: Int) {
    put(onSlot: index)
    settle()
  }

  /// Scrolls by a third of the screen, so that not every step does.
  private mutating func bringIntoView() {
    let last = max(0, layout.rows.rows.count - rowsShown)
    let step = max(1, rowsShown / 3)
    if row < top { top = min(row, max(0, top - step)) }
    if row >= top + rowsShown { top = max(row - rowsShown + 1, top + step) }
    top = min(max(0, top), last)
  }

  /// The first row with a slot of any block, and what lies before it as a rule. Rows as fine as the finest
  /// block needs are many: a day is to begin where there is something to see.
  private var firstWorkingRow: Int {
    let first = (layout.beside + [layout.columns[cursor.day]]).compactMap(\.first?.rows.lowerBound)
    return max(0, (first.min() ?? 0) - 1)
  }

  // MARK: The clock

  private mutating func lookAtClock(_ now: Instant) {
    let columns = (view == .blocks ? blocks.columns : []).map { ($0.slots, $0.block) }
    let all = columns + (block.map { [(slots, $0)] } ?? [])
    changesAt = all.compactMap { Slot.nextChange(of: $0.0, in: $0.1, after: now) }.min()
  }
}
