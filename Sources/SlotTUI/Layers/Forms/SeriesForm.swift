import SlotDomain

/// The form for a term of slots from a weekly pattern.
extension Form {
  static func createSeries(
    in block: BookingBlock.ID,
    from date: CivilDate,
    minutes: Int,
    capacity: Int,
    times: TimeFormat,
    isRestricted: Bool = false
  ) -> Form {
    Form(
      .createSeries(block),
      title: "New series of slots, \(times.zone.shownName)",
      times: times,
      fields: [
        Self.proposed(.from, times.style.date(date), hint: "the first day"),
        Self.proposed(.until, times.style.date(date.adding(days: 27)), hint: "the last day"),
        Field(.days, "mon-fri", hint: "such as mon,wed-fri"),
        Field(
          .hours,
          hours(["09:00-12:00", "13:00-17:00"].compactMap { ClockWindow($0) }, times.style)
        ),
        Field(.minutes, "\(minutes)", hint: "elapsed time"),
        Field(.gap, "0", hint: "minutes between two"),
        Field(.capacity, "\(capacity)", hint: "appointments that fit"),
        Field(.lockable, "yes", hint: "Space turns", isSwitch: true),
        Field(.except, ""),
      ] + (isRestricted ? [] : [Field(.holidays, "")])
        + [Field(.metadata, "{}", hint: "JSON object")]
    )
  }

  /// As whoever reads it writes it.
  private static func hours(_ windows: [ClockWindow], _ style: TimeStyle) -> String {
    func clock(_ minute: Int) -> String { style.clock(minute % 1440 * 60_000) }
    return windows.map { window in
      // Only in 24 hours the end of a day is not its beginning.
      style.clock == .twentyFour || window.end == 1440
        ? window.description : "\(clock(window.start))-\(clock(window.end))"
    }
    .joined(separator: ", ")
  }

  private static func proposed(_ name: Field.Name, _ text: String, hint: String) -> Field {
    var field = Field(name, text, hint: hint)
    field.isProposed = true
    return field
  }

  /// Length, hours and days as they were last time, where nothing else was typed.
  ///
  /// - Parameters:
  ///   - pattern: How the block's slots recurred.
  ///   - before: The form as it was opened.
  mutating func propose(_ pattern: DerivedPattern, unlike before: Form) {
    let texts: [(Field.Name, String)] = [
      (.days, Weekday.text(pattern.weekdays)),
      (.hours, Self.hours(pattern.windows, times.style)),
      (.minutes, "\(pattern.minutes)"), (.gap, "\(pattern.gap)"),
      (.capacity, "\(pattern.capacity)"),
    ]
    for (name, text) in texts where !isOther(name, than: before) { set(name, to: text) }
  }

  /// What holds for the next block, too.
  private static let remembered: [Field.Name] = [
    .from, .until, .days, .hours, .minutes, .gap, .capacity, .except, .holidays,
  ]

  var memory: SeriesMemory {
    SeriesMemory(
      texts: Dictionary(uniqueKeysWithValues: Self.remembered.map { ($0.rawValue, text($0)) })
    )
  }

  mutating func recall(_ memory: SeriesMemory) {
    for name in Self.remembered { set(name, to: memory.texts[name.rawValue] ?? "") }
  }

  /// What is typed, as a series. The days of a calendar are not read yet.
  func series(now: Instant) throws(Problem) -> SlotSeries {
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
      let ends = try Self.ends(part).map { (end) throws(Problem) in try date(end, .except) }
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

  /// Two days in one of the ways in which people write from when until when, or the one day.
  private static func ends(_ part: Substring) -> [String] {
    let text = String(part)
    let sign = ["..", "–", " - ", " to ", " until "].first { text.contains($0) }
    return sign.map { text.split(separator: $0, maxSplits: 1).map(String.init) } ?? [text]
  }

  private func windows() throws(Problem) -> [ClockWindow] {
    // `9 am` is one word.
    let words = text(.hours).lowercased().split { $0 == "," || $0 == " " }
    let parts = words.reduce(into: [String]()) { parts, word in
      let isHalf = ["am", "pm", "-"].contains { word.hasPrefix($0) } || parts.last?.last == "-"
      if isHalf, let last = parts.popLast() {
        parts.append(last + word)
      } else {
        parts.append(String(word))
      }
    }
    let windows = parts.compactMap(Self.window)
    guard !windows.isEmpty, windows.count == parts.count else {
      throw Problem(
        field: .hours,
        error: .badRequest("Write hours as 9-12 or 09:00-12:30, several with a comma between them.")
      )
    }
    return windows
  }

  /// Also of whole hours, with a point, and of twelve hours: `9-12`, `8.30-12:30`, `9am-1pm`.
  private static func window(_ text: String) -> ClockWindow? {
    let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { end in
      let clock = String(end.map { $0 == "." ? ":" : $0 })
      let time = WrittenTime.clock(clock, .twentyFour) ?? clock
      return time.contains(":") ? time : "\(time):00"
    }
    return ClockWindow(ends.joined(separator: "-"))
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
