/// The day sheet as text: who comes when, with phones and notes, and a line to write on for each place
/// that is free. For a screen and for a printer alike.
///
/// `DaySheetText(width: 80, lettering).lines(pages, at: now)` has the lines, all of them safe and no
/// wider than that; `SlotReading.daySheet(of:on:)` reads a page.
public struct DaySheetText: Sendable {
  /// What is known of text where it is shown. This module knows no terminal.
  public struct Lettering: Sendable {
    /// Text from data as one harmless line.
    let safe: @Sendable (String) -> String
    /// How many columns a scalar of such a line takes.
    let columns: @Sendable (Unicode.Scalar) -> Int
    /// Stands for what is cut off.
    let ellipsis: String

    public init(
      ellipsis: String = "…",
      safe: @escaping @Sendable (String) -> String,
      columns: @escaping @Sendable (Unicode.Scalar) -> Int
    ) {
      (self.ellipsis, self.safe, self.columns) = (ellipsis, safe, columns)
    }
  }

  /// More blank lines than fit a page help nobody.
  private static let mostBlankLines = 40
  /// Of one note, and of one name.
  private static let (mostNoteLines, mostNameLines) = (6, 3)

  public let width: Int
  private let lettering: Lettering
  private let style: TimeStyle
  /// Whether it is told who comes; else only that a place is taken.
  private let showsPeople: Bool
  /// Whether it is listened to: what is free is said, where it would be a line to write on.
  private let isInWords: Bool

  public init(
    width: Int = 80,
    _ lettering: Lettering,
    style: TimeStyle = TimeStyle(),
    showsPeople: Bool = true,
    isInWords: Bool = false
  ) {
    (self.width, self.lettering) = (max(width, 24), lettering)
    (self.style, self.showsPeople, self.isInWords) = (style, showsPeople, isInWords)
  }

  /// All pages below each other. Of several, those without a slot are only named, at the end.
  ///
  /// - `now`: Decides which locks still hold.
  public func lines(_ pages: [DaySheetPage], at now: Instant) -> [String] {
    let full = pages.count > 1 ? pages.filter { !$0.slots.isEmpty } : pages
    var lines: [String] = []
    for page in full { lines += (lines.isEmpty ? [] : [""]) + self.lines(page, at: now) }
    let empty = pages.filter(\.slots.isEmpty).map { lettering.safe($0.block.name) }
    guard pages.count > 1, !empty.isEmpty else { return lines }
    let named = "No slots: \(empty.joined(separator: ", "))."
    return lines + (lines.isEmpty ? [] : [""]) + wrapped(named, to: width)
  }

  // MARK: A page

  private func lines(_ page: DaySheetPage, at now: Instant) -> [String] {
    let zone = page.block.zone
    let rows = page.slots.map { row($0, page, zone, now) }
    let times = rows.map { columns(of: $0.time) }.max() ?? 0
    let widths = ColumnWidths(rows.flatMap(\.people), in: width - times - 2, lettering)
    var lines = title(page, zone)
    for row in rows {
      let own = row.people.flatMap { self.lines($0, widths) } + row.lines(in: widths.room, self)
      for (index, line) in own.enumerated() {
        lines.append(padded(index == 0 ? row.time : "", to: times) + "  " + line)
      }
    }
    if rows.isEmpty { lines.append("No slots.") }
    if page.walkIns.needLines, !isInWords {
      let blank = String(repeating: "_", count: min(widths.room, 40))
      for index in 0..<DaySheetPage.WalkIns.lines {
        lines.append(padded(index == 0 ? "Walk-ins" : "", to: times) + "  " + blank)
      }
    }
    return lines.map(withoutBlanksAtEnd)
  }

  private func title(_ page: DaySheetPage, _ zone: Zone) -> [String] {
    let active = page.slots.filter { $0.status == .active }
    let (taken, places) = active.reduce((0, 0)) {
      ($0.0 + $1.activeAppointments, $0.1 + $1.capacity)
    }
    let date = "\(page.date.weekday.name) \(style.written(page.date))"
    let count = page.slots.isEmpty ? "" : ", \(taken) of \(counted(places, "place")) taken"
    let draft = page.block.status == .draft ? ", a draft" : ""
    return [
      cut(lettering.safe(page.block.name), to: width),
      cut(lettering.safe("\(date), \(zone.shownName)\(count)\(draft)"), to: width),
    ] + (isInWords ? [] : [String(repeating: "-", count: width)])
  }

  /// A slot: its time, who comes, and what else is to be written or said below them.
  private struct Row {
    let time: String
    let people: [Visitor]
    /// Lines to write on.
    var blanks = 0
    var remarks: [String] = []

    func lines(in room: Int, _ sheet: DaySheetText) -> [String] {
      Array(repeating: String(repeating: "_", count: min(room, 40)), count: blanks)
        + remarks.flatMap { sheet.wrapped($0, to: room, atMost: DaySheetText.mostNoteLines) }
    }
  }

  fileprivate struct Visitor {
    let name: String
    let phone: String
    let note: String
  }

  /// Beside somebody's name a word alone would be read as one about them.
  static func disabled(isTaken: Bool) -> String {
    isTaken ? "(the slot is disabled: to re-book)" : "disabled"
  }

  private func row(_ slot: Slot, _ page: DaySheetPage, _ zone: Zone, _ now: Instant) -> Row {
    let people = (page.people[slot.id] ?? []).filter { $0.status == .active }
    var row = Row(time: time(slot.range, page.date, zone), people: people.map(visitor))
    if slot.status == .disabled {
      row.remarks = [Self.disabled(isTaken: !people.isEmpty)]
    } else if let lock = slot.lock(at: now), slot.freePlaces > 0 {
      let minute = lock.end.startOfMinute
      let date = zone.date(minute)
      let day = date == page.date ? "" : style.day(date) + " "
      let end = day + clock(minute, zone)
      row.remarks = ["locked by \(lettering.safe(lock.owner)) until \(end)"]
    } else if isInWords {
      let free = slot.capacity == 1 ? "free" : "\(slot.freePlaces) free"
      if slot.freePlaces > 0 { row.remarks = [slot.range.end <= now ? "past" : free] }
    } else {
      row.blanks = min(slot.freePlaces, Self.mostBlankLines)
      let more = slot.freePlaces - row.blanks
      if more > 0 { row.remarks = ["and \(counted(more, "more place"))"] }
    }
    for (member, text) in SlotMember.texts(in: slot.metadata) where showsPeople {
      row.remarks.append("\(capitalized(member.rawValue)): \(oneLine(text))")
    }
    return row
  }

  private func visitor(_ appointment: Appointment) -> Visitor {
    guard showsPeople else { return Visitor(name: "taken", phone: "", note: "") }
    let metadata = appointment.metadata
    let (name, phone) = (appointment.label, AppointmentMember.phone.text(in: metadata))
    return Visitor(
      name: oneLine(name),
      phone: phone == name ? "" : oneLine(phone),
      note: oneLine(AppointmentMember.note.text(in: metadata))
    )
  }

  private func oneLine(_ text: String) -> String {
    lettering.safe(String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 }))
  }

  // MARK: People

  /// How the columns of one page share its width.
  fileprivate struct ColumnWidths {
    let name: Int
    let phone: Int
    /// Of a line below each other, from the name on.
    let room: Int

    init(_ people: [Visitor], in room: Int, _ lettering: Lettering) {
      func widest(_ texts: [String]) -> Int {
        texts.map { $0.unicodeScalars.reduce(0) { $0 + lettering.columns($1) } }.max() ?? 0
      }
      self.room = max(room, 8)
      // A number that is cut is none: names and notes go on below each other.
      let left = self.room - min(widest(people.map(\.name)), 32) - 2
      phone = min(widest(people.map(\.phone)), max(20, left), max(0, self.room - 12))
      let gap = phone > 0 ? 2 : 0
      name = min(widest(people.map(\.name)), 32, self.room - phone - gap)
    }
  }

  /// The note stands behind the phone where it fits there, else below the name.
  private func lines(_ visitor: Visitor, _ widths: ColumnWidths) -> [String] {
    let name = wrapped(visitor.name, to: widths.name, atMost: Self.mostNameLines)
    var line = padded(name.first ?? "", to: widths.name)
    if widths.phone > 0 {
      line += "  " + padded(cut(visitor.phone, to: widths.phone), to: widths.phone)
    }
    let rest = name.dropFirst()
    guard !visitor.note.isEmpty else { return [line] + rest }
    let left = widths.room - columns(of: line) - 2
    if columns(of: visitor.note) <= left { return [line + "  " + visitor.note] + rest }
    return [line] + rest
      + wrapped(visitor.note, to: widths.room - 2, atMost: Self.mostNoteLines).map { "  " + $0 }
  }

  // MARK: Times

  /// `09:00–09:20`; with the day beside an end that lies on another one.
  private func time(_ range: TimeRange, _ date: CivilDate, _ zone: Zone) -> String {
    let (first, last) = (zone.date(range.start), zone.date(range.end))
    let endsHere = last == date || range.end == zone.day(date).end
    return lettering.safe(
      (first == date ? "" : "\(first.weekday.short) ") + clock(range.start, zone) + "–"
        + (endsHere ? "" : "\(last.weekday.short) ") + clock(range.end, zone)
    )
  }

  /// With its offset on a day whose clock is changed, when an hour can come twice.
  private func clock(_ instant: Instant, _ zone: Zone) -> String {
    let clock = style.clock(zone.local(instant).millisecondOfDay)
    let isChanged = zone.day(zone.date(instant)).length != .hours(24)
    return isChanged ? "\(clock) (\(TimeText.offset(zone.offset(at: instant))))" : clock
  }

  // MARK: Columns

  private func columns(of text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + lettering.columns($1) }
  }

  private func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - columns(of: text)))
  }

  private func cut(_ text: String, to width: Int) -> String {
    guard columns(of: text) > width else { return text }
    let room = width - columns(of: lettering.ellipsis)
    return part(of: text[...], to: max(0, room)) + (room >= 0 ? lettering.ellipsis : "")
  }

  /// As much of a text as fits.
  private func part(of text: Substring, to width: Int) -> String {
    var (part, taken) = ("", 0)
    for character in text {
      taken += columns(of: String(character))
      guard taken <= width else { break }
      part.append(character)
    }
    return part
  }

  /// Broken at blanks; what is longer than that many lines ends with a mark.
  private func wrapped(_ text: String, to width: Int, atMost most: Int = .max) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      var word = word
      let joined = line.isEmpty ? String(word) : "\(line) \(word)"
      if columns(of: joined) <= width {
        line = joined
        continue
      }
      if !line.isEmpty { lines.append(line) }
      // A word that is longer than a line goes on in the next.
      while lines.count <= most, columns(of: String(word)) > width {
        let part = part(of: word, to: width)
        guard !part.isEmpty else { break }
        lines.append(part)
        word = word.dropFirst(part.count)
      }
      line = String(word)
      if lines.count > most { break }
    }
    if !line.isEmpty { lines.append(line) }
    guard lines.count > most, let last = lines.prefix(most).last else { return lines }
    return lines.prefix(most - 1)
      + [part(of: last[...], to: width - columns(of: lettering.ellipsis)) + lettering.ellipsis]
  }

  private func withoutBlanksAtEnd(_ line: String) -> String {
    String(line.reversed().drop { $0 == " " }.reversed())
  }
}

extension TimeStyle {
  /// `30 November 2026`, or `November 30, 2026`.
  fileprivate func written(_ date: CivilDate) -> String {
    dateOrder == .mdy
      ? "\(date.monthName) \(date.day), \(date.year)" : "\(date.day) \(date.monthName) \(date.year)"
  }
}
