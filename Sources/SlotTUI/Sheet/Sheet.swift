import SlotDomain

/// The week of a block as it is laid out, and where the cursor stands in it. Every view moves this one
/// cursor, and shows the same slots in its own way.
struct Sheet: Sendable {
  /// The cursor stands on a slot (also when others push it around) or on a free row.
  struct Cursor: Hashable, Sendable {
    /// Of another week while that is still to be read.
    var date: CivilDate
    /// Position on the axis, so that it means the same on another day.
    var position: Int
    var slot: Slot.ID?
  }

  /// How a view has the week laid out.
  struct Manner: Hashable, Sendable {
    /// Where the cursor can stand.
    enum Standing: Hashable, Sendable {
      /// On slots, and on rows without one.
      case rows
      /// On slots, and on days without one.
      case lines
      /// On slots alone.
      case slots
      /// On days.
      case days
    }

    /// What is shown at once.
    enum Length: Hashable, Sendable {
      case day
      case week
      /// So many; 12 can be divided by it.
      case months(Int)

      var name: String {
        switch self {
        case .day: "day"
        case .week: "week"
        case .months(let count): count < 12 ? "month" : "year"
        }
      }

      /// What Enter opens of one that shows days.
      var part: String { if case .months(1) = self { "day" } else { "month" } }
    }

    var length = Length.week
    /// Whether other blocks share the rows.
    var isShared = false
    var standing = Standing.rows

    /// Whether the rows are those of the cursor's day alone.
    var isOfOneDay: Bool { length == .day }
    /// The filter leaves slots out of tables and lines; in a grid it draws them back.
    var leavesOut: Bool { standing == .lines || standing == .slots }
  }

  private(set) var content: PeriodContent
  /// Of the slots, as they stand at the moment that is shown.
  private(set) var faces: [SlotFace]
  private(set) var filter = SlotFilter()
  private(set) var manner = Manner()
  private(set) var layout: WeekLayout
  private(set) var wishes: WeekLayout.Wishes
  private(set) var cursor: Cursor
  /// First row that is shown.
  private(set) var scroll = Scroll()
  /// The next moment at which a slot's state changes by itself.
  private(set) var changesAt: Instant?
  /// Another number whenever more than the cursor has changed.
  private(set) var revision = 0

  /// - `manner`: Of the view in which it is shown first.
  init(_ content: PeriodContent, _ manner: Manner, _ wishes: WeekLayout.Wishes, now: Instant) {
    self.content = content
    self.manner = manner
    self.wishes = wishes
    faces = SlotFace.all(content.slots, in: content.block, at: now, content.guests)
    cursor = Cursor(date: content.firstDay, position: 8 * 3_600_000, slot: nil)
    layout = WeekLayout(content, shown: manner.isOfOneDay ? 0..<1 : 0..<7, wishes)
    judge(at: now)
  }

  var slots: [Slot] { content.slots }
  var block: BookingBlock? { content.block }
  var zone: Zone { content.zone }
  var top: Int { scroll.top }

  // MARK: New data

  /// Shows what was read from the store. The cursor stays on its slot, wherever that is now; when the
  /// slot is gone, or another week is shown, it stays where it was on the screen.
  mutating func show(_ new: PeriodContent, now: Instant) {
    // In another zone a slot stands elsewhere, and is the same slot.
    let keepsWeek = new.firstDay == content.firstDay
    content = new
    returnToWeek()
    judge(at: now)
    if keepsWeek || !manner.isOfOneDay { layOut() } else { layOutAnew() }
    if keepsWeek { returnToSlot() }
    settle()
  }

  /// Nobody may be named any more.
  mutating func forgetGuests(now: Instant) {
    content.guests = [:]
    wishes.others?.guests = [:]
    judge(at: now)
  }

  /// The journal is known up to there, and shows nothing else for it.
  mutating func advance(to position: JournalPosition) { content.position = position }

  /// Onto the same day of the week that is shown, if the cursor has gone ahead of it.
  mutating func returnToWeek() {
    cursor.date = content.firstDay.adding(days: day)
  }

  /// Shows other blocks beside this one.
  mutating func show(_ others: BlockDay, now: Instant) {
    let isAnotherDay = others.request.date != wishes.others?.request.date
    wishes.others = others
    layOutAnew()
    returnToSlot()
    if isAnotherDay { scroll.go(to: firstWorkingRow, rows: rowCount, shown: wishes.height) }
    settle()
  }

  /// The states that change by themselves: locks end, slots become past.
  mutating func tick(now: Instant) {
    judge(at: now)
    if manner.leavesOut { settle() }
  }

  private mutating func judge(at now: Instant) {
    faces = SlotFace.all(slots, in: block, at: now, content.guests)
    filter.judge(slots, in: block, at: now)
    changesAt = block.flatMap { Slot.nextChange(of: slots, in: $0, after: now) }
    revision += 1
  }

  // MARK: Rows

  mutating func resize(rows: Int) {
    guard rows != wishes.height else { return }
    wishes.height = rows
    layOut()
    settle()
  }

  /// - Parameter ranges: What would be made in this week, by start.
  mutating func plan(_ ranges: [TimeRange]) {
    guard ranges != wishes.planned else { return }
    wishes.planned = ranges
    layOut()
    returnToSlot()
    settle()
    let rows = ranges.compactMap { layout.place(of: $0.start, zone: zone)?.row }
    // What would be made is to be seen, and the cursor's place is of no matter meanwhile.
    if let first = rows.min(), !rows.contains(where: (top..<top + wishes.height).contains) {
      scroll.go(to: first - 1, rows: rowCount, shown: wishes.height)
    }
  }

  mutating func change(to manner: Manner) {
    guard manner != self.manner else { return }
    let isAnotherGrid = manner.isOfOneDay || self.manner.isOfOneDay
    self.manner = manner
    revision += 1
    if isAnotherGrid {
      layOutAnew()
      returnToSlot()
    }
    settle()
  }

  /// Rows of so many minutes, as far as the slots allow; nil: of as many as fit the slots.
  mutating func setStep(_ minutes: Int?) {
    wishes.step = minutes
    layOutAnew()
    returnToSlot()
    settle()
  }

  /// The week, or the cursor's day alone.
  private mutating func layOut() {
    var wishes = wishes
    if !manner.isShared || !isBesideRead { wishes.others = nil }
    layout = WeekLayout(content, shown: manner.isOfOneDay ? day..<day + 1 : 0..<7, wishes)
    revision += 1
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
    guard !manner.isShared || isBesideRead, !layout.rows.rows[row].isFold else { return }
    cursor.position = start(ofRow: row)
  }

  /// Whether the blocks beside the cursor's are those of the day that is shown.
  var isBesideRead: Bool {
    guard let request = wishes.others?.request, let block else { return false }
    return request.date == content.firstDay.adding(days: day) && request.zone == zone
      && request.blocks.contains(block.id)
  }

  /// The first row with a slot of any block, and what lies before it as a rule. Rows as fine as the finest
  /// block needs are many: a day is to begin where there is something to see.
  private var firstWorkingRow: Int {
    let first = (layout.beside + [layout.columns[day]]).compactMap(\.first?.rows.lowerBound)
    return max(0, (first.min() ?? 0) - 1)
  }

  private var rowCount: Int { layout.rows.rows.count }

  func start(ofRow row: Int) -> Int { layout.rows.rows[row].range.lowerBound }

  // MARK: The filter

  mutating func setFilter(_ condition: SlotCondition?, now: Instant) {
    filter.condition = condition
    judge(at: now)
    settle()
  }

  /// Those of the period that stand out.
  var shownSlots: [Slot] { slots.indices.filter(filter.shows).map { slots[$0] } }

  func leavesOut(_ index: Int) -> Bool { manner.leavesOut && !filter.shows(index) }

  // MARK: What is under the cursor

  /// Of the week that is shown: that with the same name, while the cursor has gone ahead of it.
  var day: Int {
    let distance = cursor.date.dayNumber - content.firstDay.dayNumber
    return (distance % 7 + 7) % 7
  }

  var row: Int { layout.rows.index(at: cursor.position) }

  var segmentAtCursor: WeekLayout.Segment? { layout.segment(day: day, row: row) }

  /// Among the week's slots.
  var focusedIndex: Int? {
    guard let index = segmentAtCursor?.slot else { return nil }
    // A row that the table leaves out is none to act on.
    return leavesOut(index) ? nil : index
  }

  var focusedSlot: Slot? { focusedIndex.map { slots[$0] } }

  /// The moment where a new slot would begin; nil where that day has no such time.
  var focusedInstant: Instant? {
    layout.axis.instant(at: cursor.position, on: day, zone: zone)
  }

  /// Whether a slot can begin where the cursor is: none does where the clock goes forward.
  var isOnTime: Bool { focusedInstant != nil }

  /// Where the cursor stands in time: the start of its slot, or the first moment of its free row.
  var focusedMoment: Instant {
    focusedSlot?.range.start
      ?? layout.axis.firstInstant(from: cursor.position, on: day, zone: zone)
  }

  var firstMoment: Instant { layout.axis.days[0].range.start }
  var lastMoment: Instant { layout.axis.days[6].range.end }
  var range: TimeRange { TimeRange(start: firstMoment, end: lastMoment) }

  // MARK: Putting the cursor somewhere

  mutating func focus(on focus: Focus, now: Instant) {
    switch focus {
    case .stay:
      break
    case .slot(let id):
      if let index = slots.firstIndex(where: { $0.id == id }) {
        // The cursor is sent to what the table leaves out.
        if leavesOut(index) {
          filter.end()
          revision += 1
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
        // What is folded begins long before now: the first row below it is to come.
        let isFold = layout.rows.rows[place.row].isFold
        let last = layout.rows.rows.count - 1
        cursor.position = start(ofRow: isFold ? min(place.row + 1, last) : place.row)
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

  /// Onto a day of another week, which is still to be read.
  mutating func goAhead(to date: CivilDate) { cursor.date = date }

  private mutating func move(toDay day: Int) {
    let date = content.firstDay.adding(days: day)
    guard date != cursor.date else { return }
    cursor.date = date
    if manner.isOfOneDay { layOutAnew() }
  }

  /// What is under the cursor can have moved.
  private mutating func returnToSlot() {
    guard let slot = cursor.slot, let index = slots.firstIndex(where: { $0.id == slot }),
      segmentAtCursor?.slot != index
    else { return }
    put(onSlot: index)
  }

  private mutating func put(onSlot index: Int) {
    let days = layout.axis.days
    guard let day = days.firstIndex(where: { $0.range.overlaps(slots[index].range) }) else {
      return
    }
    move(toDay: day)
    guard let place = layout.place(ofSlot: index) else { return }
    cursor.date = content.firstDay.adding(days: place.day)
    cursor.position = start(ofRow: place.row)
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
    move(toDay: day)
    settle()
  }

  mutating func stand(onSlot index: Int) {
    put(onSlot: index)
    settle()
  }

  /// Stands on the first row of a slot, notes which one it is, and brings it into view.
  private mutating func settle() {
    switch manner.standing {
    case .rows, .days: break
    case .lines:
      if focusedIndex == nil, let row = nearestLine { cursor.position = start(ofRow: row) }
    case .slots:
      if focusedIndex == nil, let index = nearestSlot { put(onSlot: index) }
    }
    if let segment = segmentAtCursor {
      cursor.slot = slots[segment.slot].id
      let start = start(ofRow: segment.rows.lowerBound)
      if cursor.position != start { cursor.position = start }
    } else {
      cursor.slot = nil
    }
    scroll.bringIntoView(row, rows: rowCount, shown: wishes.height)
  }

  /// A free row has no line: from there the row of the day's next slot, else of its last one; nil on a
  /// day without.
  private var nearestLine: Int? {
    let shown = layout.columns[day].filter { filter.shows($0.slot) }
    return (shown.first { $0.rows.lowerBound >= row } ?? shown.last)?.rows.lowerBound
  }

  /// From a place without a slot the next one of the day, else the one before it, else of another day.
  private var nearestSlot: Int? {
    let today = layout.axis.days[day].range
    let moment = layout.axis.firstInstant(from: cursor.position, on: day, zone: zone)
    let here = slots.partitioningIndex { $0.range.start >= moment }
    let next = slots.indices[here...].first(where: filter.shows)
    let previous = slots.indices[..<here].last(where: filter.shows)
    if let next, today.contains(slots[next].range.start) { return next }
    if let previous, next == nil || slots[previous].range.end > today.start { return previous }
    return next
  }
}
