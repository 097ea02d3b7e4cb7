import SlotDomain

/// The form for a term of slots from a weekly pattern.
extension Form {
  static func createSeries(
    in block: BookingBlock.ID,
    from date: CivilDate,
    minutes: Int,
    capacity: Int,
    times: TimeFormat
  ) -> Form {
    Form(
      .createSeries(block),
      title: "New series of slots, \(times.zone.shownName)",
      fields: [
        Field(.from, times.style.date(date), hint: "the first day"),
        Field(.until, times.style.date(date.adding(days: 27)), hint: "the last day"),
        Field(.days, "mon-fri", hint: "such as mon,wed-fri"),
        Field(.hours, "09:00-12:00, 13:00-17:00"),
        Field(.minutes, "\(minutes)", hint: "elapsed time"),
        Field(.gap, "0", hint: "minutes between two"),
        Field(.capacity, "\(capacity)", hint: "appointments that fit"),
        Field(.lockable, "yes", hint: "Space turns", isSwitch: true),
        Field(.except, ""),
        Field(.metadata, "{}", hint: "JSON object"),
      ]
    )
  }

  /// What is typed, as a series.
  func series(_ times: TimeFormat, now: Instant) throws(Problem) -> SlotSeries {
    let today = times.zone.date(now)
    func date(_ text: String, _ field: Field.Name) throws(Problem) -> CivilDate {
      do {
        return try WrittenDate.read(text, today: today, order: times.style.dateOrder)
      } catch {
        throw Problem(field: field, error: .badRequest(error.sentence))
      }
    }
    let first = try date(text(.from), .from)
    let last = try date(text(.until), .until)
    guard first <= last else {
      throw Problem(
        field: .until,
        error: .badRequest("The last day is before the first one. Choose a later one.")
      )
    }
    let closures = try text(.except).split(separator: ",").map { (part) throws(Problem) in
      let ends = try part.split(separator: "..", maxSplits: 1).map { (end) throws(Problem) in
        try date(String(end), .except)
      }
      guard let from = ends.first, let until = ends.last, from <= until else {
        throw Problem(
          field: .except,
          error: .badRequest("Write days without slots as 2026-12-24, or 2026-12-24..2027-01-06.")
        )
      }
      return from...until
    }
    guard let weekdays = Weekday.days(text(.days)) else {
      throw Problem(field: .days, error: .badRequest("Write days of the week as mon,wed-fri."))
    }
    return SlotSeries(
      WeeklyPattern(
        days: first...last,
        weekdays: weekdays,
        windows: try windows(),
        minutes: try wholeMinutes(.minutes, 1...1440),
        gap: try wholeMinutes(.gap, 0...1440),
        closures: closures
      ),
      capacity: try capacity(),
      isLockable: isOn(.lockable),
      metadata: try metadata()
    )
  }

  private func windows() throws(Problem) -> [ClockWindow] {
    let parts = text(.hours).split { $0 == "," || $0 == " " }
    let windows = parts.compactMap { ClockWindow($0) }
    guard !windows.isEmpty, windows.count == parts.count else {
      throw Problem(
        field: .hours,
        error: .badRequest("Write hours as 09:00-12:00, several with a comma between them.")
      )
    }
    return windows
  }

  private func wholeMinutes(
    _ field: Field.Name,
    _ allowed: ClosedRange<Int>
  ) throws(Problem) -> Int {
    guard let minutes = Int(text(field)), allowed.contains(minutes) else {
      throw Problem(
        field: field,
        error: .badRequest(
          "Give whole minutes from \(allowed.lowerBound) to \(allowed.upperBound)."
        )
      )
    }
    return minutes
  }
}
