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

  static func metadata(_ text: String?) throws(SlotError) -> Metadata {
    if let text { try Metadata(parsing: text) } else { .empty }
  }
}
