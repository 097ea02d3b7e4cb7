/// Whose clock a calendar's times are of.
enum ICalendarZone {
  case known(Zone)
  /// Described in the file itself, and known by no other name.
  case embedded(EmbeddedZone)

  /// The moment at which the clock shows a time. Of one that it shows twice, the first; one that it
  /// skips is counted on with the offset from before.
  ///
  /// - Note: Source: RFC 5545 §3.3.5, which leaves nothing to guess.
  func instant(_ local: LocalTime) -> Instant {
    switch self {
    case .embedded(let zone): return zone.instant(local)
    case .known(let zone):
      switch zone.resolve(local) {
      case .one(let instant): return instant
      case .twice(let first, _): return first
      case .gap(let gap):
        let skipped = local.wallMilliseconds - gap.before.wallMilliseconds
        return Instant(milliseconds: gap.instant.milliseconds + skipped)
      }
    }
  }

  func local(_ instant: Instant) -> LocalTime {
    switch self {
    case .known(let zone): zone.local(instant)
    case .embedded(let zone):
      LocalTime(
        wallMilliseconds: instant.milliseconds + Int64(zone.offset(at: instant)) * 1000
      )
    }
  }

  /// The zone that a TZID names: an IANA name (also behind a maker's prefix), a Windows name, or that
  /// of a description in the same calendar.
  ///
  /// - Throws: `.badRequest` E013 for one that is none of these.
  static func named(
    _ name: String,
    among embedded: [String: Result<EmbeddedZone, SlotError>]
  ) throws(SlotError) -> ICalendarZone {
    let parts = name.split(separator: "/")
    let candidates = name.hasPrefix("/") ? [3, 2, 1].filter { $0 <= parts.count } : [parts.count]
    for count in candidates {
      let candidate = parts.suffix(count).joined(separator: "/")
      if let zone = try? Zone(named: candidate) { return .known(zone) }
    }
    if let iana = WindowsZones.name(of: name), let zone = try? Zone(named: iana) {
      return .known(zone)
    }
    if let zone = embedded[name] { return .embedded(try zone.get()) }
    throw .badRequest(
      "There is no time zone \"\(shown(name))\", and the file does not describe it."
    )
  }
}
