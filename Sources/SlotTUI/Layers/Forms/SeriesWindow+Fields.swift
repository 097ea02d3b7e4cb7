import SlotDomain

/// The fields for a term of slots from a weekly pattern, and what is typed in them.
extension SeriesWindow {
  static func form(
    from date: CivilDate,
    minutes: Int,
    capacity: Int,
    times: TimeFormat,
    isRestricted: Bool = false
  ) -> Form {
    Form(
      title: "New series of slots, \(times.zone.shownName)",
      times: times,
      fields: [
        Form.Field(.from, times.style.date(date), hint: "the first day"),
        Form.Field(.until, times.style.date(date.adding(days: 27)), hint: "the last day"),
        Form.Field(.days, "mon-fri", hint: "such as mon,wed-fri"),
        Form.Field(
          .hours,
          hours(["09:00-12:00", "13:00-17:00"].compactMap { ClockWindow($0) }, times.style)
        ),
        Form.Field(.minutes, "\(minutes)", hint: "elapsed time"),
        Form.Field(.gap, "0", hint: "minutes between two"),
        Form.Field(.capacity, "\(capacity)", hint: "appointments that fit"),
        Form.Field(.lockable, "yes", hint: "Space turns", isSwitch: true),
        Form.Field(.except, ""),
      ] + (isRestricted ? [] : [Form.Field(.holidays, "")])
        + [Form.Field(.metadata, "{}", hint: "JSON object")]
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

  /// Length, hours and days as they were last time, where nothing else was typed.
  ///
  /// - Parameter pattern: How the block's slots recurred.
  mutating func propose(_ pattern: DerivedPattern) {
    let texts: [(Form.Field.Name, String)] = [
      (.days, Weekday.text(pattern.weekdays)),
      (.hours, Self.hours(pattern.windows, form.times.style)),
      (.minutes, "\(pattern.minutes)"), (.gap, "\(pattern.gap)"),
      (.capacity, "\(pattern.capacity)"),
    ]
    for (name, text) in texts where !form.isOther(name, than: asOpened) { form.set(name, to: text) }
  }

  /// What holds for the next block, too.
  private static let remembered: [Form.Field.Name] = [
    .from, .until, .days, .hours, .minutes, .gap, .capacity, .except, .holidays,
  ]

  /// The days by their dates: `tomorrow` is another day when it is read again.
  func memory(now: Instant) -> SeriesMemory {
    let (style, today) = (form.times.style, form.times.zone.date(now))
    func text(_ name: Form.Field.Name) -> String {
      let typed = form.text(name)
      guard [.from, .until].contains(name) else { return typed }
      return WrittenDate.parse(typed, today: today, order: style.dateOrder).map(style.date) ?? typed
    }
    return SeriesMemory(
      texts: Dictionary(uniqueKeysWithValues: Self.remembered.map { ($0.rawValue, text($0)) })
    )
  }

  static func recall(_ memory: SeriesMemory, in form: inout Form) {
    for name in remembered { form.set(name, to: memory.texts[name.rawValue] ?? "") }
  }

  /// What is typed, as a series. The days of a calendar are not read yet.
  func typedSeries(now: Instant) throws(Form.Problem) -> SlotSeries {
    let today = form.times.zone.date(now)
    func date(
      _ text: String,
      _ field: Form.Field.Name,
      from start: CivilDate? = nil
    ) throws(Form.Problem) -> CivilDate {
      do {
        return try WrittenDate.read(text, today: start ?? today, order: form.times.style.dateOrder)
      } catch {
        let days =
          "Write days without slots as 2026-12-24, or 24.12-1.1 for all from the one to the other."
        let isRange = field == .except && error == .notUnderstood
        throw Form.Problem(field: field, error: .badRequest(isRange ? days : error.sentence))
      }
    }
    let first = try date(form.text(.from), .from)
    let last = try date(form.text(.until), .until)
    guard first <= last else {
      throw Form.Problem(
        field: .until,
        error: .badRequest("The last day is before the first one. Choose a later one.")
      )
    }
    let closures = try form.text(.except).split(separator: ",").map { (part) throws(Form.Problem) in
      let texts = Self.ends(part) { (try? date($0, .except)) != nil }
      // A day without its year is one of the series.
      var ends: [CivilDate] = []
      for text in texts {
        let hasNumber = text.contains(where: \.isNumber) && !text.contains("+")
        let isOfSeries = hasNumber || Self.isMonth(text)
        ends.append(try date(text, .except, from: isOfSeries ? ends.last ?? first : nil))
      }
      // `21-25 dec`: a day alone is of the other's month.
      if texts.count > 1, let day = Self.day(texts[0]), let last = texts.last {
        let until = try date(last, .except, from: first)
        let months = [0, -1].map { until.startOfMonth.adding(months: $0) }
        let days = months.compactMap { CivilDate(year: $0.year, month: $0.month, day: day) }
        ends = [days.first { $0 <= until }, until].compactMap { $0 }
      }
      guard let from = ends.first, let last = ends.last,
        let until = texts.last.map({ Self.end(of: $0, last) }), ends.count == texts.count,
        from <= until
      else {
        throw Form.Problem(
          field: .except,
          error: .badRequest("Write days without slots as 2026-12-24, or 2026-12-24..2027-01-06.")
        )
      }
      return from...until
    }
    guard let weekdays = Weekday.days(form.text(.days)) else {
      throw Form.Problem(field: .days, error: .badRequest("Write days of the week as mon,wed-fri."))
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
      capacity: try form.capacity(),
      isLockable: form.isOn(.lockable),
      metadata: try form.metadata()
    )
  }

  /// The last day of what is called by its first one: of a week, or a month.
  private static func end(of text: String, _ first: CivilDate) -> CivilDate {
    let word = text.lowercased().trimmed
    let isOfWeek = word.first == "w" && word.contains(where: \.isNumber)
    if isOfWeek { return first.adding(days: 6) }
    return isMonth(text) ? first.adding(months: 1).adding(days: -1) : first
  }

  private static func isMonth(_ text: String) -> Bool {
    CivilDate.month(named: text.lowercased().trimmed) != nil
  }

  /// `21`, `21.`: a day of some month.
  private static func day(_ text: String) -> Int? {
    let word = text.trimmed
    return Int(word.last == "." ? word.dropLast() : word[...])
  }

  /// Two days in one of the ways in which people write from when until when, or the one day.
  private static func ends(_ part: Substring, _ isDate: (String) -> Bool) -> [String] {
    let text = String(part)
    if isDate(text) { return [text] }
    let sign = ["..", "–", " - ", " to ", " until "].first { text.contains($0) }
    if let sign { return text.split(separator: sign, maxSplits: 1).map(String.init) }
    // A date can have hyphens of its own.
    for hyphen in text.indices where text[hyphen] == "-" {
      let ends = [String(text[..<hyphen]), String(text[text.index(after: hyphen)...])]
      // Days of the week are those of every week to whoever writes them so.
      if ends.allSatisfy({ $0.contains(where: \.isNumber) && isDate($0) }) { return ends }
    }
    return [text]
  }

  private func windows() throws(Form.Problem) -> [ClockWindow] {
    // `9 am` is one word.
    let words = form.text(.hours).lowercased().split { $0 == "," || $0 == " " }
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
      throw Form.Problem(
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
    _ field: Form.Field.Name,
    _ allowed: ClosedRange<Int>
  ) throws(Form.Problem) -> Int {
    guard let minutes = Int(form.text(field)), allowed.contains(minutes) else {
      throw Form.Problem(
        field: field,
        error: .badRequest(
          "Give whole minutes from \(allowed.lowerBound) to \(allowed.upperBound)."
        )
      )
    }
    return minutes
  }
}
