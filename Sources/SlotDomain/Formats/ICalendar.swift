/// What a VCALENDAR has in it.
struct ICalendar {
  var events: [ICalendarEvent] = []
  /// The time zones that it describes, by their names there.
  var zones: [String: Result<EmbeddedZone, SlotError>] = [:]
  /// To-dos and the like.
  var passedOver = 0

  /// - Parameters:
  ///   - zone: Of floating times and whole days.
  ///   - until: Where repetitions without an end are cut; nil: they are refused.
  func context(zone: Zone, until: Instant?) -> ICalendarEvent.Context {
    ICalendarEvent.Context(zone: zone, until: until, embedded: zones)
  }

  /// Of each event that repeats, by its key, the repetitions for which other events stand. Only at the
  /// end of a calendar are all of them known.
  func replaced(_ context: ICalendarEvent.Context) -> [String: Set<Instant>] {
    var replaced: [String: Set<Instant>] = [:]
    for event in events {
      guard let moment = try? event.replaced(context) else { continue }
      replaced[event.key, default: []].insert(moment)
    }
    return replaced
  }
}
