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

  /// Whether there is such a time: none where the clock goes forward over it.
  func shows(_ local: LocalTime) -> Bool { self.local(instant(local)) == local }

  func local(_ instant: Instant) -> LocalTime {
    switch self {
    case .known(let zone): zone.local(instant)
    case .embedded(let zone):
      LocalTime(
        wallMilliseconds: instant.milliseconds + Int64(zone.offset(at: instant)) * 1000
      )
    }
  }
}

/// The time zones of one calendar: those that it describes, and what it calls others. Each is worked
/// out when the first event asks for it, and once.
final class ICalendarZones {
  /// X-WR-TIMEZONE: whose clock the calendar shows. Times do not depend on it.
  var home: String?
  private var descriptions: [String: [[ICalendarLine]]] = [:]
  private var found: [String: Result<ICalendarZone, SlotError>] = [:]

  /// - `observances`: The properties of each STANDARD and DAYLIGHT.
  func describe(_ name: String, _ observances: [[ICalendarLine]]) {
    descriptions[name] = observances
  }

  /// The zone that a TZID names: an IANA name (also behind a maker's prefix), a name of Windows, or
  /// that of a description in the same calendar.
  ///
  /// - Throws: `.zoneNotDescribed` E022 for one that is none of these; it is never taken for another one.
  func named(_ name: String) throws(SlotError) -> ICalendarZone {
    if let result = found[name] { return try result.get() }
    let result: Result<ICalendarZone, SlotError>
    do {
      result = .success(try find(name.withoutBlanks))
    } catch {
      result = .failure(error)
    }
    found[name] = result
    return try result.get()
  }

  /// All that the calendar speaks of and that is known.
  var spokenOf: [ICalendarZone] {
    (Array(descriptions.keys) + [home].compactMap { $0 }).sorted().compactMap { try? named($0) }
  }

  private func find(_ name: String) throws(SlotError) -> ICalendarZone {
    if let zone = Self.known(name) { return .known(zone) }
    if let lines = descriptions[name] { return .embedded(try EmbeddedZone(lines)) }
    throw .zoneNotDescribed(shown(name))
  }

  private static func known(_ name: String) -> Zone? {
    let parts = name.utf8.split(separator: UInt8(ascii: "/"))
    // What makers put in front is free, and some put no slash before it.
    let counts = name.utf8.first == UInt8(ascii: "/") ? [3, 2, 1] : [3, 2]
    let suffixes = counts.filter { $0 < parts.count || name.utf8.first == UInt8(ascii: "/") }
      .filter { $0 <= parts.count }
      .map { String(decoding: Array(parts.suffix($0).joined(separator: [0x2F])), as: UTF8.self) }
    let windows = WindowsZones.name(of: name).map { [$0] } ?? []
    return ([name] + suffixes + windows).lazy.compactMap { try? Zone(named: $0) }.first
  }
}
