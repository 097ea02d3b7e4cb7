package import SlotDomain
import TerminalKit

extension DaySheetText.Lettering {
  /// As text looks on a terminal, and on what it prints.
  package static func ofTerminal(ascii: Bool) -> Self {
    Self(
      ellipsis: ascii ? "..." : "…",
      safe: { SafeText.line($0, ascii: ascii) },
      columns: { DisplayWidth.columns(of: $0) }
    )
  }
}

/// The sheet of a day, of one block or of several.
struct DaySheets {
  enum Format: String, CaseIterable {
    case text, html
  }

  let pages: [DaySheetPage]
  let session: Session

  func report(_ format: Format) throws(SlotError) -> Report {
    let slots = try pages.map { (page) throws(SlotError) in try json(page) }
    var report = Report(.other(slots.flatMap { $0 }))
    report.isOnClocks = true
    switch format {
    case .text: report.prepared = text
    case .html: report.document = html
    }
    let dates = Set(pages.map { "\($0.date)" })
    if let date = dates.first, dates.count == 1 { report.meta["date"] = .string(date) }
    return report
  }

  private var text: [String] {
    pages.isEmpty
      ? ["No booking blocks yet. Load sample data: slottui demo"]
      : DaySheetText(.ofTerminal(ascii: PlainText.isASCII)).lines(pages, at: session.now)
  }

  /// A page that anybody's browser prints; of a block without slots only where that was asked for.
  private var html: String {
    var html = DaySheetHTML.header
    for page in pages where pages.count == 1 || !page.slots.isEmpty {
      let zone = page.block.zone
      html += DaySheetHTML.dayHeader(page.date, of: page.block, in: zone)
      for slot in page.slots {
        html += DaySheetHTML.row(slot, page.people[slot.id] ?? [], in: zone, at: session.now)
      }
      html += page.slots.isEmpty ? DaySheetHTML.emptyDay : ""
      html += DaySheetHTML.dayFooter(page.walkIns)
    }
    return html + DaySheetHTML.footer
  }

  /// The slots, each with the active appointments on it.
  private func json(_ page: DaySheetPage) throws(SlotError) -> [JSONValue] {
    let dates = try session.dates(of: page.block.id)
    return page.slots.map { slot in
      let value = SlotJSON.value(slot, in: page.block, at: session.now, dates: dates)
      guard case .object(var members) = value else { return value }
      let people = (page.people[slot.id] ?? []).filter { $0.status == .active }
      members["appointments"] = .array(people.map { AppointmentJSON.value($0, dates: dates) })
      return .object(members)
    }
  }
}
