/// All that a file says of one UID: the event in its revisions, and the changes of its repetitions in
/// theirs.
struct ICalendarSeries {
  var masters: [ICalendarEvent] = []
  var changes: [ICalendarEvent] = []

  /// What the times of a series are worked out with.
  struct Context {
    /// Floating times and whole days are of its clock.
    let zone: Zone
    /// Where repetitions are cut; nil: those without an end are refused.
    let until: Instant?
    /// Days before it are not wanted; nil: all are.
    var from: CivilDate?
    /// More repetitions of one event are refused, and how.
    var limit = ICalendarSeries.longest
    var tooMany = SlotError.badRequest(
      "The event repeats more than \(ICalendarSeries.longest) times: say with --until how far to go."
    )
  }

  /// One time at which the event takes place.
  struct Instance {
    /// Which of the events says how it is.
    let event: ICalendarEvent
    let range: TimeRange
    /// When it begins on the wall.
    let start: LocalTime
    /// When it was to begin, for one of many repetitions.
    let again: Instant?
  }

  /// Longer series are refused, so that a line cannot ask for all the days there are.
  static let longest = 100_000

  /// In the order in which their UIDs come first.
  ///
  /// UIDs are compared byte by byte, as the ids are made that slots have of them.
  static func grouped(_ events: [ICalendarEvent]) -> [ICalendarSeries] {
    var series: [ICalendarSeries] = []
    var places: [[UInt8]: Int] = [:]
    for event in events {
      let key = Array(event.key.utf8)
      let place = places[key] ?? series.count
      if place == series.count {
        places[key] = place
        series.append(ICalendarSeries())
      }
      if event.first("RECURRENCE-ID") == nil {
        series[place].masters.append(event)
      } else {
        series[place].changes.append(event)
      }
    }
    return series
  }
}

/// What came of a series.
struct ICalendarExpansion {
  var instances: [ICalendarSeries.Instance] = []
  /// What could not be read, and on which line.
  var refusals: [(line: Int, cause: SlotError)] = []
  /// The moments at which repetitions were to begin that do not take place.
  var withdrawn: [Instant] = []
  /// From here on none takes place.
  var withdrawnFrom: Instant?
  /// The last one that says so.
  var withdrawnEvent: ICalendarEvent?
  /// Events that take no time.
  var passedOver = 0

  /// Takes what `body` makes of an event, or says why it makes nothing.
  mutating func add(
    _ event: ICalendarEvent,
    _ body: (inout ICalendarExpansion) throws(SlotError) -> Void
  ) {
    let before = instances.count
    do {
      try body(&self)
    } catch {
      instances.removeSubrange(before...)
      refusals.append((event.line, error))
    }
  }
}

extension ICalendarSeries {
  /// The times of one event with the changes of its repetitions.
  ///
  /// - `master`: Nil where the file has changes only.
  func expanded(_ master: ICalendarEvent?, _ context: Context) -> ICalendarExpansion {
    var expansion = ICalendarExpansion()
    var starts: ICalendarStarts?
    if let master {
      expansion.add(master) { (_) throws(SlotError) in
        starts = try ICalendarStarts(master, context)
      }
      // Whose repetitions are not known, of that no change can be placed.
      if starts == nil { return expansion }
    }
    let known = changes(of: starts, by: master, context, &expansion)
    if let starts, let master {
      expansion.add(master) { (expansion) throws(SlotError) in
        try add(starts, of: master, known, to: &expansion)
      }
    }
    for change in known where change.place == nil {
      add(change, to: &expansion)
    }
    return expansion
  }

  /// A change of a repetition, and of which.
  struct Change {
    let event: ICalendarEvent
    /// When the repetition was to begin.
    let again: Instant
    /// What it is among those of the series; nil: the file does not have it otherwise.
    let place: LocalTime?
    /// Of its own start, where that names no zone; the series can be of another one.
    let floating: ICalendarZone
  }

  /// The newest change of each repetition, as far as they can be read.
  private func changes(
    of starts: ICalendarStarts?,
    by master: ICalendarEvent?,
    _ context: Context,
    _ expansion: inout ICalendarExpansion
  ) -> [Change] {
    let floating = starts?.zone ?? .known(context.zone)
    var revisions: [Instant: [ICalendarEvent]] = [:]
    var places: [Instant: LocalTime] = [:]
    var order: [Instant] = []
    for event in changes {
      expansion.add(event) { (_) throws(SlotError) in
        guard let line = event.first("RECURRENCE-ID") else { return }
        try checkRange(of: event, by: master)
        let moment = try event.moment(
          line,
          line.value.withoutBlanks,
          floating: floating,
          isOfWholeDays: starts?.isWholeDay == true
        )
        let place = try starts?.place(of: moment, event.zones)
        if let place, starts?.isExcluded(place) == true { return }
        // A copy of an older series, of which the newer one no longer has the repetition. Without a rule
        // of its own it can be a day more: calendars of holidays have such.
        if place == nil, event.repeats, let master, event.sequence < master.sequence { return }
        let again = place.map { floating.instant($0) } ?? moment.instant
        if revisions[again] == nil { order.append(again) }
        revisions[again, default: []].append(event)
        places[again] = place
      }
    }
    var known: [Change] = []
    for again in order {
      let newest = ICalendarEvent.newest(of: revisions[again] ?? [])
      guard let event = newest.last else { continue }
      expansion.add(event) { (_) throws(SlotError) in
        if newest.count > 1 { throw Self.twice }
        known.append(
          Change(
            event: event,
            again: again,
            place: places[again],
            floating: .known(context.zone)
          )
        )
      }
    }
    return known
  }

  /// - Throws: `.badRequest` E013 for changes of many repetitions that are not understood.
  private func checkRange(
    of event: ICalendarEvent,
    by master: ICalendarEvent?
  ) throws(SlotError) {
    guard let range = event.first("RECURRENCE-ID")?.parameters["RANGE"] else { return }
    guard event.changesLaterOnes else {
      throw .badRequest(
        "A change of the repetitions \(shown(range)) is not understood. Write its events one by one."
      )
    }
    let (own, rules) = (event.rules.map(\.value), master?.rules.map(\.value))
    guard own.isEmpty || own == rules ?? own else {
      throw .badRequest(
        "A change of all later repetitions with another rule is not understood. Write its events one"
          + " by one."
      )
    }
  }

  static let twice = SlotError.badRequest(
    "Events of one UID stand in the file with different values, and neither SEQUENCE nor DTSTAMP says"
      + " which is the newer one. Remove the older one."
  )

  private func add(
    _ starts: ICalendarStarts,
    of master: ICalendarEvent,
    _ known: [Change],
    to expansion: inout ICalendarExpansion
  ) throws(SlotError) {
    let own = Dictionary(
      known.compactMap { change in change.place.map { ($0, change) } },
      uniquingKeysWith: { $1 }
    )
    let later = known.filter { $0.event.changesLaterOnes }.sorted { $0.again < $1.again }
    let end = try master.ends(after: starts.start)
    var takesNoTime = false
    for start in starts.sorted {
      let again = starts.zone.instant(start)
      if let change = own[start] {
        add(change, to: &expansion)
      } else if let change = later.last(where: { $0.again <= again }) {
        if change.event.isWithdrawn {
          expansion.withdrawn.append(again)
        } else {
          try add(change, movedTo: again, to: &expansion)
        }
      } else {
        let range = TimeRange(start: again, end: starts.ends[start] ?? end(start))
        if range.start == range.end {
          takesNoTime = true
          continue
        }
        try SlotRules.checkInterval(range)
        expansion.instances.append(
          Instance(event: master, range: range, start: start, again: starts.repeats ? again : nil)
        )
      }
    }
    if takesNoTime { expansion.passedOver += 1 }
  }

  /// A change stands for its repetition.
  private func add(_ change: Change, to expansion: inout ICalendarExpansion) {
    if change.event.isWithdrawn {
      expansion.withdrawn.append(change.again)
      expansion.withdrawnEvent = change.event
      expansion.passedOver += 1
      if change.event.changesLaterOnes { expansion.withdrawnFrom = change.again }
      return
    }
    expansion.add(change.event) { (expansion) throws(SlotError) in
      try add(change, movedTo: change.again, to: &expansion)
    }
  }

  /// A change of this and all later ones moves each by as much as it moves its own.
  private func add(
    _ change: Change,
    movedTo again: Instant,
    to expansion: inout ICalendarExpansion
  ) throws(SlotError) {
    let own = try change.event.start(floating: change.floating)
    let moved =
      own.zone.local(again).wallMilliseconds - own.zone.local(change.again).wallMilliseconds
    let start = LocalTime(wallMilliseconds: own.time.local.wallMilliseconds + moved)
    let range = TimeRange(
      start: own.zone.instant(start),
      end: try change.event.ends(after: own)(start)
    )
    if range.start == range.end {
      expansion.passedOver += 1
      return
    }
    try SlotRules.checkInterval(range)
    expansion.instances.append(
      Instance(event: change.event, range: range, start: start, again: again)
    )
  }
}
