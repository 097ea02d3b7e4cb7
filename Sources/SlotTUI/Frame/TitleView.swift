import SlotDomain
import TerminalKit

/// The top line: block, period, whose clock it is, the next free place, what is not as usual, and what the
/// clock shows.
struct TitleView {
  private let desk: Desk
  private let screen: any PeriodScreen
  private let hasTour: Bool

  init(_ state: AppState) {
    desk = state.desk
    screen = state.views.screen
    hasTour = state.tour != nil
  }

  /// Columns between two parts.
  private static let gap = 2

  /// What there is to say, from left to right. What is empty is left out.
  private struct Parts {
    var tour = ""
    var name = ""
    /// That it is a draft, and which slots stand out.
    var remarks: [String] = []
    var period = ""
    var shortPeriod = ""
    var yearlessPeriod = ""
    /// Whether what is below says it, too.
    var isPeriodSeen = false
    var week = ""
    var zone = ""
    /// `EST`, where that is known.
    var shortZone = ""
    /// ` (UTC+01:00)`, behind the zone.
    var offset = ""
    /// `, yours`, behind both.
    var whose = ""
    /// Whether the zone says what cannot be known without it.
    var needsZone = false
    var nextFree = ""
    /// Of another block, behind that; and with so many columns of the block's name.
    var nextFreeAnywhere = ""
    var anywhere: (_ columns: Int) -> String = { _ in "" }
    private static let leastOfName = 12
    /// Of less nobody knows whose name it is.
    private static let shortestName = 5
    var warnings: [String] = []

    typealias Text = (text: String, style: Style, flags: Cell.Flags)

    var texts: [Text] {
      let place = zone.isEmpty ? "" : zone + offset + whose
      let plain = remarks + [period, week, place, nextFree + nextFreeAnywhere]
      let all: [Text] =
        [(tour, .title, .bold), (name, .title, .bold)] + plain.map { ($0, .title, []) }
        + warnings.map { ($0, .warning, .underlined) }
      return all.filter { !$0.text.isEmpty }
    }

    var columns: Int {
      texts.reduce(-TitleView.gap) {
        $0 + DisplayWidth.columns(of: SafeText.line($1.text)) + TitleView.gap
      }
    }

    private mutating func shortenNextFree() {
      nextFree = nextFree.replacing("Next free", with: "Free")
    }

    /// Leaves out what matters least, one after the other, until the rest has room; never the name of the
    /// block, which is cut at the end.
    mutating func fit(_ room: Int) {
      let steps: [(inout Parts) -> Void] = [
        { $0.offset = "" }, { $0.week = "" },
        { $0.zone = $0.needsZone ? $0.shortZone : "" },
        { $0.period = $0.shortPeriod }, { if $0.isPeriodSeen { $0.period = "" } },
        { $0.nextFreeAnywhere = $0.anywhere(Self.leastOfName) }, { $0.whose = "" },
        { $0.nextFreeAnywhere = $0.anywhere(0) },
        { if !$0.period.isEmpty { $0.period = $0.yearlessPeriod } },
        { $0.nextFreeAnywhere = "" },
        { $0.shortenNextFree() }, { $0.nextFree = "" },
        { $0.remarks = [] }, { $0.period = "" },
        { ($0.zone, $0.whose) = ("", "") }, { $0.tour = "" },
        // What is not as usual has to be seen before the end of a name.
        { parts in
          let name = DisplayWidth.columns(of: SafeText.line(parts.name))
          parts.name = PlainText.cut(parts.name, to: max(8, name - (parts.columns - room)))
        },
      ]
      let whole = self
      guard columns > room else { return }
      for step in steps where columns > room { step(&self) }
      // What came first can have room again beside what is left.
      if !nextFreeAnywhere.isEmpty, nextFreeAnywhere != whole.nextFreeAnywhere {
        let isNameless = nextFreeAnywhere == anywhere(0)
        let ofName = (isNameless ? -1 : Self.leastOfName) + max(0, room - columns)
        if ofName >= Self.shortestName { nextFreeAnywhere = anywhere(ofName) }
      }
      let others: [(inout Parts) -> Void] = [
        { $0.remarks = whole.remarks },
        { if $0.nextFree != "" { $0.nextFree = whole.nextFree } },
        { if $0.period.isEmpty { $0.period = whole.yearlessPeriod } },
        { if !$0.period.isEmpty { $0.period = whole.shortPeriod } },
        { if !$0.period.isEmpty { $0.period = whole.period } },
        // In fewer words both of the next places can have the room of a zone and a week's number.
        { parts in
          guard parts.nextFreeAnywhere.isEmpty, !parts.nextFree.isEmpty else { return }
          parts.shortenNextFree()
          parts.nextFreeAnywhere = parts.anywhere(0)
        },
        { $0.zone = whole.zone },
        // They are of what they stand beside.
        { if !$0.period.isEmpty || $0.isPeriodSeen { $0.week = whole.week } },
        { if $0.zone == whole.zone { $0.offset = whole.offset } },
      ]
      for add in others {
        var more = self
        add(&more)
        if more.columns <= room { self = more }
      }
    }
  }

  private func parts(_ block: BookingBlock) -> Parts {
    var parts = Parts()
    if hasTour { parts.tour = "tour: sample data" }
    parts.name = block.name
    let filter = desk.sheet.filter.condition.map { "only \($0.adjective)" }
    parts.remarks = [block.status == .draft ? "draft" : nil, filter].compactMap { $0 }
    let period = screen.period(desk)
    (parts.period, parts.shortPeriod) = (period.long, period.short)
    parts.yearlessPeriod = period.yearless
    parts.isPeriodSeen = period.isSeenBelow && !desk.layout.isLinear
    parts.week = period.week.map { "week \($0)" } ?? ""
    let zone = desk.content.zone
    parts.zone = zone.shownName
    // A clock that is not the block's, or not that of the other blocks, says what all times mean.
    let isForeign = desk.foreignZone(of: block) != nil
    parts.needsZone = desk.zoneChoice != .block || zone.isLost || isForeign
    parts.shortZone = zone.isLost ? parts.zone : zone.abbreviation(at: desk.instantAtCursor)
    if !zone.isLost { parts.offset = " (UTC\(TimeText.offset(desk.offsetAtCursor)))" }
    switch desk.zoneChoice {
    case .block: parts.whose = screen.zoneRemark(desk)
    case .user: parts.whose = ", yours"
    case .utc: parts.whose = ", not the block's"
    }
    (parts.nextFree, parts.nextFreeAnywhere) = (desk.nextFree, desk.nextFreeAnywhere())
    parts.anywhere = { desk.nextFreeAnywhere(columns: $0) }
    let rebook = desk.toRebook > 0 ? "\(desk.toRebook) to re-book" : nil
    let asOf = desk.content.asOf.map { "as of \(desk.times.moment($0, now: desk.clock))" }
    let (isReached, isOfServer) = (desk.surroundings.isReached, desk.surroundings.isOfServer)
    let lost = isReached ? nil : isOfServer ? "server out of reach" : "store gone"
    let warnings = [lost, rebook, desk.settings.isReadOnly ? "read-only" : nil, asOf]
    parts.warnings = warnings.compactMap { $0 }
    return parts
  }

  private var clock: String { desk.times.minute(desk.clock) }

  func draw(in area: Rect, into canvas: inout Canvas) {
    canvas.fill(area, style: .title)
    let right = area.maxX - clock.count - 1
    canvas.put(clock, x: right, y: area.y, style: .title, flags: .bold)
    guard let block = desk.content.block else {
      canvas.put(" slottui", x: area.x, y: area.y, style: .title, flags: .bold)
      return
    }
    var x = area.x + 1
    var parts = parts(block)
    parts.remarks = parts.remarks.map { "(\($0))" }
    parts.fit(right - 1 - x)
    for (text, style, flags) in parts.texts {
      let room = right - 1 - x
      x += canvas.put(text, x: x, y: area.y, width: room, style: style, flags: flags) + Self.gap
    }
  }

  /// One plain line: `Dr. Ada, 2026-03-02 to 2026-03-08, week 10, Europe/Warsaw, 10:12`.
  func drawLine(in area: Rect, into canvas: inout Canvas) {
    guard let block = desk.content.block else {
      canvas.put("slottui, \(clock)", in: area)
      return
    }
    var parts = parts(block)
    if let remark = screen.remark(desk) { parts.remarks.append(remark) }
    let room = area.width - clock.count - 2
    parts.fit(room)
    let line = parts.texts.map(\.text).joined(separator: ", ")
    let used = canvas.put(line, x: area.x, y: area.y, width: room)
    canvas.put(", \(clock)", x: area.x + used, y: area.y, width: area.maxX - area.x - used)
  }
}
