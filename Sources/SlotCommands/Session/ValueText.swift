import SlotDomain

/// Values as they were typed, read in the domain's terms: what is wrong has the domain's code.
enum ValueText {
  static func integer(
    _ text: String,
    _ range: ClosedRange<Int>,
    _ option: String
  ) throws(SlotError) -> Int {
    guard let value = Int(text), range.contains(value) else {
      throw .badRequest(
        "\(option) cannot be \"\(text)\": give a whole number from \(range.lowerBound) to"
          + " \(range.upperBound)."
      )
    }
    return value
  }

  static func bool(_ text: String, _ option: String) throws(SlotError) -> Bool {
    switch text {
    case "true": true
    case "false": false
    default: throw .badRequest("\(option) cannot be \"\(text)\": give true or false.")
    }
  }

  /// One of the values that a status can have.
  static func status<Status: RawRepresentable & CaseIterable>(
    _ text: String
  ) throws(SlotError) -> Status where Status.RawValue == String {
    guard let status = Status(rawValue: text) else {
      let all = Status.allCases.map(\.rawValue).joined(separator: " or ")
      throw .badRequest("The status cannot be \"\(text)\": give \(all).")
    }
    return status
  }

  static func capacity(_ text: String) throws(SlotError) -> Int {
    guard let value = Int(text) else { throw .capacityInvalid(text) }
    return value
  }

  static func leadTime(_ text: String) throws(SlotError) -> Int {
    guard let value = Int(text) else { throw .bookingDisabledBeforeInvalid(text) }
    return value
  }

  /// A length in minutes. Longer than all the years that have a date makes no sense.
  static func minutes(_ text: String) throws(SlotError) -> Span {
    .minutes(try integer(text, 1...5_000_000_000, "--minutes"))
  }

  static func date(_ text: String) throws(SlotError) -> CivilDate {
    guard let date = CivilDate(text) else { throw .invalidDate(.noDate(text)) }
    return date
  }

  /// `2026-12-24`, or `2026-12-24..2027-01-06` with both ends.
  static func dates(_ text: String) throws(SlotError) -> ClosedRange<CivilDate> {
    let ends = text.split(separator: "..", maxSplits: 1, omittingEmptySubsequences: false)
    let first = try date(String(ends[0]))
    let last = ends.count > 1 ? try date(String(ends[1])) : first
    guard first <= last else {
      throw .badRequest("\"\(text)\" ends before it begins: give the earlier date first.")
    }
    return first...last
  }

  static func weekdays(_ text: String, _ option: String) throws(SlotError) -> Set<Weekday> {
    guard let days = Weekday.days(text) else {
      throw .badRequest("\(option) cannot be \"\(text)\": give days such as mon,wed-fri.")
    }
    return days
  }

  static func window(_ text: String) throws(SlotError) -> ClockWindow {
    guard let window = ClockWindow(text) else {
      throw .badRequest(
        "--between cannot be \"\(text)\": give two times such as 09:00-12:00."
      )
    }
    return window
  }

  static func time(_ text: String, in zone: Zone) throws(SlotError) -> Instant {
    do {
      return try TimeText.instant(text, in: zone)
    } catch {
      throw .invalidDate(error)
    }
  }

  /// The two ends of a selection; either may be missing.
  static func interval(
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

  /// Metadata, with a name that was given apart.
  static func metadata(_ text: String?, name: String? = nil) throws(SlotError) -> Metadata {
    let metadata = if let text { try Metadata(parsing: text) } else { Metadata.empty }
    guard let name else { return metadata }
    return try metadata.setting("name", to: .string(name))
  }
}
