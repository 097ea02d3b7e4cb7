import SlotDomain

/// The week view's own state: which week, how it is laid out, and where the cursor stands.
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
  /// First row that is shown.
  private(set) var top = 0
  private(set) var filter = SlotFilter() { didSet { if filter != oldValue { revision += 1 } } }
  private(set) var agenda = AgendaScreen() { didSet { if agenda != oldValue { revision += 1 } } }
  private(set) var zone: Zone
  private(set) var firstDay: CivilDate
  private(set) var rowsShown: Int
  private let hours: Range<Int>?
  /// The next moment at which a cell changes by itself.
  private(set) var changesAt: Instant?

  /// - Parameter hours: Minutes of the wall clock between which no row is folded.
  init(
    content: PeriodContent,
    now: Instant,
    rows: Int,
    view: PeriodView = .week,
    hours: Range<Int>? = nil
  ) {
    self.view = view
    slots = content.slots
    faces = Self.faces(content, now)
    zone = content.zone
    firstDay = content.firstDay
    rowsShown = rows
    self.hours = hours
    changesAt = Self.nextChange(content, after: now)
    cursor = Cursor(day: 0, position: 8 * 3_600_000, slot: nil)
    layout = WeekLayout(
      slots: slots,
      firstDay: firstDay,
      zone: zone,
      height: rows,
      shown: view == .day ? 0..<1 : 0..<7,
      hours: hours
    )
    arrange(now)
  }

  private static func faces(_ content: PeriodContent, _ now: Instant) -> [SlotFace] {
    guard let block = content.block else { return [] }
    return content.slots.map { SlotFace($0, in: block, at: now) }
  }

  // MARK: New data

  /// Takes a new look at the store. The cursor stays on its slot, wherever that is now; when the slot
  /// is gone, or another week is shown, it stays where it was on the screen.
  mutating func show(_ content: PeriodContent, now: Instant) {
    // In another zone a slot stands elsewhere, and is the same slot.
    let keepsWeek = content.firstDay == firstDay
    slots = content.slots
    zone = content.zone
    firstDay = content.firstDay
    faces = Self.faces(content, now)
    changesAt = Self.nextChange(content, after: now)
    layOut()
    filter.look(at: content, now: now)
    arrange(now)
    if keepsWeek { returnToSlot() }
    settle()
  }

  /// What is under the cursor can have moved.
  private mutating func returnToSlot() {
    guard let slot = cursor.slot, let index = slots.firstIndex(where: { $0.id == slot }),
      segmentAtCursor?.slot != index
    else { return }
    put(onSlot: index)
  }

  /// The week, or in the day view the cursor's day alone.
  private mutating func layOut() {
    layout = WeekLayout(
      slots: slots,
      firstDay: firstDay,
      zone: zone,
      height: rowsShown,
      shown: view == .day ? cursor.day..<(cursor.day + 1) : 0..<7,
      hours: hours
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
    if !layout.rows.rows[row].isFold { cursor.position = start(ofRow: row) }
  }

  private mutating func move(toDay day: Int) {
    guard day != cursor.day else { return }
    cursor.day = day
    if view == .day { layOutAnew() }
  }

  /// The states that change by themselves: locks end, slots become past.
  mutating func tick(_ content: PeriodContent, now: Instant) {
    faces = Self.faces(content, now)
    changesAt = Self.nextChange(content, after: now)
    filter.look(at: content, now: now)
    arrange(now)
    if view == .agenda { settle() }
  }

  mutating func resize(rows: Int) {
    guard rows != rowsShown else { return }
    rowsShown = rows
    layOut()
    settle()
  }

  mutating func change(to view: PeriodView, now: Instant) {
    guard view != self.view else { return }
    let isAnotherGrid = view == .day || self.view == .day
    self.view = view
    if isAnotherGrid {
      layOutAnew()
      returnToSlot()
    }
    arrange(now)
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

  mutating func setFilter(_ condition: SlotCondition?, _ content: PeriodContent, now: Instant) {
    filter.condition = condition
    filter.look(at: content, now: now)
    arrange(now)
    settle()
  }

  var shownSlots: [Slot] { slots.indices.filter(filter.shows).map { slots[$0] } }

  // MARK: The cursor

  var row: Int { layout.rows.index(at: cursor.position) }

  private var segmentAtCursor: WeekLayout.Segment? { layout.segment(day: cursor.day, row: row) }

  /// Among the week's slots.
  var focusedIndex: Int? {
    guard let index = segmentAtCursor?.slot else { return nil }
    // A row that the table leaves out is none to act on.
    return view == .agenda && !filter.shows(index) ? nil : index
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

  var focusedDate: CivilDate { layout.axis.days[cursor.day].date }

  mutating func focus(on focus: Focus, now: Instant) {
    switch focus {
    case .stay:
      break
    case .slot(let id):
      if let index = slots.firstIndex(where: { $0.id == id }) {
        // The cursor is sent to what the table leaves out.
        if view == .agenda, !filter.shows(index) {
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

  private mutating func stand(onSegment segment: WeekLayout.Segment) {
    cursor.position = start(ofRow: segment.rows.lowerBound)
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

  // MARK: Moving

  /// Up or down by slots and free rows; stops at the edges.
  mutating func moveVertically(_ steps: Int) {
    if view == .agenda { return moveInAgenda(steps) }
    for _ in 0..<abs(steps) {
      let target = steps > 0 ? (segmentAtCursor?.rows.upperBound ?? row + 1) : row - 1
      guard layout.rows.rows.indices.contains(target) else { break }
      cursor.position = start(ofRow: target)
      settle()
    }
  }

  /// To the next slot of the same day, if there is one.
  mutating func moveToSlotBelow() {
    let below = layout.columns[cursor.day].first {
      $0.rows.lowerBound > row && filter.shows($0.slot)
    }
    guard let below else { return }
    cursor.position = start(ofRow: below.rows.lowerBound)
    settle()
  }

  /// To another day of this week; false when that lies outside.
  mutating func moveHorizontally(_ days: Int) -> Bool {
    guard (0..<7).contains(cursor.day + days) else { return false }
    move(toDay: cursor.day + days)
    settle()
    return true
  }

  /// For the week that comes after a move over the edge.
  mutating func setDay(_ day: Int) {
    move(toDay: min(max(0, day), 6))
    settle()
  }

  /// To the slot that is so many further in time; false when that is not in this week.
  mutating func moveInTime(_ steps: Int) -> Bool {
    guard let target = slotIndex(after: steps) else { return false }
    stand(onSlot: target)
    return true
  }

  /// Of the slots that stand out; nil when there are not so many.
  private func slotIndex(after steps: Int) -> Int? {
    let here = segmentAtCursor?.slot
    let moment = focusedMoment
    let next = here ?? slots.partitioningIndex { $0.range.start >= moment }
    let ahead =
      steps > 0
      ? stride(from: here == nil ? next : next + 1, to: slots.count, by: 1)
      : stride(from: next - 1, to: -1, by: -1)
    return ahead.lazy.filter(filter.shows).dropFirst(abs(steps) - 1).first
  }

  mutating func moveToFirstSlot() {
    switch view {
    case .agenda: moveInAgenda(-slots.count)
    case .day: if let segment = layout.columns[cursor.day].first { stand(onSegment: segment) }
    case .week: if !slots.isEmpty { stand(onSlot: 0) }
    }
  }

  mutating func moveToLastSlot() {
    switch view {
    case .agenda: moveInAgenda(slots.count)
    case .day: if let segment = layout.columns[cursor.day].last { stand(onSegment: segment) }
    case .week: if !slots.isEmpty { stand(onSlot: slots.count - 1) }
    }
  }

  var firstMoment: Instant { layout.axis.days[0].range.start }
  var lastMoment: Instant { layout.axis.days[6].range.end }

  // MARK: Creating

  /// What a slot created at the cursor is to be like: as long as its neighbour, as far as there is room.
  func proposal(
    settings: ScreenSettings
  ) -> (start: String, minutes: Int, capacity: Int) {
    let times = TimeFormat(zone: zone, style: settings.timeStyle)
    guard var start = focusedSlot?.range.end ?? focusedInstant else {
      let wall = layout.axis.wallTime(at: cursor.position).wall
      let missing = LocalTime(date: focusedDate, millisecondOfDay: wall)
      return (times.field(missing), settings.slotMinutes, settings.slotCapacity)
    }
    var next = slots.partitioningIndex { $0.range.start >= start }
    // Behind a slot that others follow without a break, the next free moment.
    while next < slots.count, slots[next].range.start == start {
      start = slots[next].range.end
      next += 1
    }
    let neighbour = next > 0 ? slots[next - 1] : slots.first
    var minutes = neighbour?.range.length.minutes ?? settings.slotMinutes
    if next < slots.count {
      let room = (slots[next].range.start - start).minutes
      if room > 0 { minutes = min(minutes, room) }
    }
    return (times.field(start), max(1, minutes), neighbour?.capacity ?? settings.slotCapacity)
  }

  // MARK: The clock

  /// Of all moments at which a slot's state or a lock's minutes change, the next one.
  private static func nextChange(_ content: PeriodContent, after now: Instant) -> Instant? {
    guard let block = content.block else { return nil }
    var next: Instant?
    func consider(_ moment: Instant) {
      if moment > now, moment < next ?? moment + .minutes(1) { next = moment }
    }
    for slot in content.slots {
      consider(slot.range.start)
      consider(slot.range.end)
      consider(slot.bookingCloses(in: block))
      if let lock = slot.lock(at: now) {
        // Its minutes count down from its end.
        consider(now + Span(milliseconds: (lock.end - now).milliseconds % 60_000 + 1))
      }
    }
    return next
  }
}
