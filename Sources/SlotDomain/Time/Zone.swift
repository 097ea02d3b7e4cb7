/// A time zone of the IANA database, under its name there.
///
/// The system's compiled zones are the source, so a government's latest whim needs an update of
/// tzdata and none of this program. Moments further from 1970 than 100,000,000 days are taken for
/// the last that have a date.
public struct Zone: Sendable {
  /// The name it was asked for, which can be a link: `Europe/Berlin`, `US/Eastern`.
  public var name: String { storage.name }

  /// Whether this machine's database lacks the zone, or has damaged it: see ``init(nameInStore:)``.
  public var isLost: Bool { storage.isLost }

  private let storage: Storage

  /// A class, so that a zone is one reference wherever it is kept.
  private final class Storage: Sendable {
    let name: String
    let file: TimeZoneFile
    let isLost: Bool

    init(name: String, file: TimeZoneFile, isLost: Bool) {
      self.name = name
      self.file = file
      self.isLost = isLost
    }
  }

  init(name: String, file: TimeZoneFile, isLost: Bool = false) {
    storage = Storage(name: name, file: file, isLost: isLost)
  }

  var file: TimeZoneFile { storage.file }

  /// Coordinated Universal Time. Needs no time zone database.
  public static let utc = Zone(
    name: "UTC",
    file: TimeZoneFile(
      fixed: LocalTimeType(offset: 0, isDaylightSaving: false, abbreviation: "UTC")
    )
  )
}

extension Zone: Hashable {
  /// Zones are equal when their names are. A link differs from the zone it points to.
  public static func == (a: Self, b: Self) -> Bool { a.name == b.name }

  public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

extension Zone {
  /// Seconds east of UTC.
  public func offset(at instant: Instant) -> Int { type(at: instant).offset }

  /// What people call the time then: `CET`, or `+03` where they have no word for it.
  public func abbreviation(at instant: Instant) -> String { type(at: instant).abbreviation }

  /// Whether the database calls the time then daylight saving. Says nothing about the direction:
  /// Dublin's is in winter.
  func isDaylightSaving(at instant: Instant) -> Bool { type(at: instant).isDaylightSaving }

  private func type(at instant: Instant) -> LocalTimeType {
    file.type(at: instant.datable.seconds)
  }

  /// What the zone's clock shows at a moment.
  public func local(_ instant: Instant) -> LocalTime {
    let instant = instant.datable
    let offset = Int64(offset(at: instant)) * 1000
    return LocalTime(wallMilliseconds: instant.milliseconds + offset)
  }

  /// The date that the zone's calendar shows at a moment.
  public func date(_ instant: Instant) -> CivilDate { local(instant).date }
}

/// A moment at which the zone's clock is put forward or back.
public struct Transition: Hashable, Sendable {
  /// The first moment of the new offset.
  public let instant: Instant
  /// Seconds east of UTC.
  public let offsetBefore: Int
  /// Seconds east of UTC; never the same as before.
  public let offsetAfter: Int
}

extension Zone {
  /// The first transition later than a moment, or nil when none is known or foreseen.
  ///
  /// Beyond the database's table the zone's rule goes on for ever. Changes of the abbreviation
  /// alone are passed over.
  public func nextTransition(after instant: Instant) -> Transition? {
    var seconds = instant.datable.seconds
    var changesByRule = 0
    while changesByRule < 4, let change = file.nextChange(after: seconds),
      change <= Instant.datableSeconds.upperBound
    {
      let before = file.type(at: change - 1).offset
      let after = file.type(at: change).offset
      if before != after {
        return Transition(
          instant: Instant(seconds: change),
          offsetBefore: before,
          offsetAfter: after
        )
      }
      // A rule whose changes all come to nothing, as with summer time all year, has no end.
      if change > file.times.last ?? .min { changesByRule += 1 }
      seconds = change
    }
    return nil
  }

  /// The transitions from the range's start up to, but not at, its end; the earliest first.
  public func transitions(in range: TimeRange) -> [Transition] {
    var found: [Transition] = []
    var last = range.start.datable - Span(milliseconds: 1)
    while let next = nextTransition(after: last), next.instant < range.end {
      found.append(next)
      last = next.instant
    }
    return found
  }
}
