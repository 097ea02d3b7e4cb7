/// Which day a calendar means where it writes a time of day in a series of whole days: programs put
/// midnight of a zone there, or the last second before it, which zone being their secret.
///
/// Nothing here depends on whose clock the days are for.
enum ICalendarDay {
  /// The days that can be meant, the likeliest first.
  ///
  /// - `zones`: Those that the calendar speaks of.
  static func meant(by moment: ICalendarMoment, _ zones: [ICalendarZone]) -> [CivilDate] {
    let face = moment.time.local.date
    guard moment.isUTC, isQuarterOfAnHour(moment.time.local) else { return [face] }
    let midnight = date(ofMidnight: moment.instant, zones)
    return midnight == face ? [face] : [midnight, face]
  }

  /// The last day of a series whose UNTIL is such a time.
  static func last(_ until: ICalendarTime, _ zones: [ICalendarZone]) -> CivilDate {
    let face = until.local.date
    guard until.isUTC else { return face }
    let instant = Instant(milliseconds: until.local.wallMilliseconds)
    if isQuarterOfAnHour(until.local) { return date(ofMidnight: instant, zones) }
    // 23:59:59 somewhere.
    let next = instant + .seconds(1)
    guard isQuarterOfAnHour(Zone.utc.local(next)) else { return face }
    return date(ofMidnight: next, zones).adding(days: -1)
  }

  /// The day after the last one of an event that ends with such a time.
  static func end(of moment: ICalendarMoment, _ zones: [ICalendarZone]) -> CivilDate {
    let face = moment.time.local.date
    if moment.time.isDate { return face }
    guard moment.isUTC else {
      return moment.time.local.millisecondOfDay == 0 ? face : face.adding(days: 1)
    }
    if isQuarterOfAnHour(moment.time.local) { return date(ofMidnight: moment.instant, zones) }
    return last(moment.time, zones).adding(days: 1)
  }

  /// No zone of today has an offset that is finer.
  private static func isQuarterOfAnHour(_ time: LocalTime) -> Bool {
    time.millisecondOfDay % (15 * 60_000) == 0
  }

  /// Whose midnight it is, a zone of the calendar says. Else it is taken for one of the zones from
  /// -10:00 to +13:45, of which each has its midnight at another time of UTC's day.
  private static func date(ofMidnight instant: Instant, _ zones: [ICalendarZone]) -> CivilDate {
    for zone in zones {
      let local = zone.local(instant)
      if local.millisecondOfDay == 0 { return local.date }
    }
    return Zone.utc.date(instant + .minutes(13 * 60 + 45))
  }
}

extension ICalendarMoment {
  fileprivate var isUTC: Bool {
    guard case .known(let zone) = self.zone else { return false }
    return !time.isDate && (time.isUTC || zone.name == Zone.utc.name || zone.name == "Etc/UTC")
  }
}
