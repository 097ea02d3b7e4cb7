import SlotDomain

/// Times and dates as somebody typed them, counted from the session's now.
extension Session {
  /// `2026-11-23T09:00`, with an offset or on the zone's clock, or `today`, `tomorrow 14:50`, `mon`, `+1d`.
  ///
  /// - Throws: `.invalidDate` E021.
  func time(_ text: String, in zone: Zone) throws(SlotError) -> Instant {
    do {
      return try WrittenMoment.read(text, now: now, in: zone)
    } catch {
      throw .invalidDate(error)
    }
  }

  /// The same on the clock of several blocks; of none it is UTC.
  ///
  /// - Throws: `.invalidDate` E021, `.badRequest` E013 where their clocks say different moments.
  func time(
    _ text: String,
    ofAll blocks: [BookingBlock],
    _ option: String
  ) throws(SlotError) -> Instant {
    let zones = Set(try blocks.map { (block) throws(SlotError) in try self.zone(of: block) })
    let moments = Set(
      try zones.map { (zone) throws(SlotError) in try time(text, in: zone) }
    )
    guard moments.count > 1 else {
      return if let moment = moments.first { moment } else { try time(text, in: .utc) }
    }
    throw .badRequest("The blocks lie in different time zones: give \(option) with an offset.")
  }

  /// The same of a moment that is over: `mon` is the last one, and `09:10` that of yesterday until it is
  /// time.
  ///
  /// - Throws: `.invalidDate` E021.
  func pastTime(_ text: String, in zone: Zone) throws(SlotError) -> Instant {
    do {
      return try Self.pastMoment(text, now: now, in: zone)
    } catch {
      throw .invalidDate(error)
    }
  }

  private static func pastMoment(
    _ text: String,
    now: Instant,
    in zone: Zone
  ) throws(TimeProblem) -> Instant {
    do {
      return try TimeText.instant(text, in: zone)
    } catch {
      guard case .malformed = error else { throw error }
    }
    do {
      return try PastTime.parse(text, now: now, in: zone)
    } catch {
      guard case .malformed = error else { throw error }
      // Of what is still to come its caller says so.
      return try WrittenMoment.read(text, now: now, in: zone)
    }
  }

  /// `2026-12-24`, `24.12`, `mon`, `+2w`, on the zone's calendar.
  ///
  /// - Throws: `.invalidDate` E021.
  func date(_ text: String, in zone: Zone) throws(SlotError) -> CivilDate {
    do {
      return try WrittenDate.read(text, today: zone.date(now))
    } catch {
      throw .invalidDate(.noDay(text, error))
    }
  }

  /// `2026-12-24`, or `2026-12-24..2027-01-06` with both ends.
  ///
  /// - Throws: `.invalidDate` E021, `.badRequest` E013.
  func dates(_ text: String, in zone: Zone) throws(SlotError) -> ClosedRange<CivilDate> {
    let ends = text.split(separator: "..", maxSplits: 1, omittingEmptySubsequences: false)
    let first = try date(String(ends[0]), in: zone)
    let last = ends.count > 1 ? try date(String(ends[1]), in: zone) : first
    guard first <= last else {
      throw .badRequest("\"\(text)\" ends before it begins: give the earlier date first.")
    }
    return first...last
  }

  /// The two ends of a selection; either may be missing.
  ///
  /// - Throws: `.invalidDate` E021, `.badRequest` E013.
  func interval(
    from: String?,
    until: String?,
    in zone: Zone
  ) throws(SlotError) -> (from: Instant?, until: Instant?) {
    let start = try from.map { (text) throws(SlotError) in try time(text, in: zone) }
    let end = try until.map { (text) throws(SlotError) in try time(text, in: zone) }
    if let start, let end, start >= end {
      throw .badRequest("--from must be before --until.")
    }
    return (start, end)
  }
}
