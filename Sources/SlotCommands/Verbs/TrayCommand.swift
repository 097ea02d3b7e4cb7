import ArgumentParser
import SlotDomain

/// `slottui tray`
struct TrayCommand: StoreCommand {
  static let access = Access.reading
  static let configuration = CommandConfiguration(
    commandName: "tray",
    abstract: "List whose place to come serves nobody, and where they could go.",
    discussion: """
      Everybody with an active appointment in a slot to come that is disabled, or whose booking \
      block is a draft, also while the slot is going on. The proposal is the first free place after \
      the old one in its block, else the nearest before it, else the first of any block at that \
      time or later, else the first there is; no two are the same. JSON has it as proposal: a \
      slot, or null.

      Examples:
        slottui tray
        slottui tray --json --local
        slottui appointment reschedule 5c1d0a77 --to 94ce7c84
      """
  )

  @OptionGroup var page: PageOptions
  @OptionGroup var store: StoreOptions
  @OptionGroup var output: OutputOptions

  func perform(in session: Session) throws(SlotError) -> Report {
    let request = try page.request(session.format)
    // What is proposed depends on everybody, also on those of other pages.
    let tray = try session.store.tray(at: session.now, limit: Int(Int32.max))
    let rows = Array(tray.elements.dropFirst(request.offset).prefix(request.limit ?? .max))
    var report = Report(.other(try rows.map { (row) throws(SlotError) in try json(row, session) }))
    report.describe(rows.count, of: tray.total, request, "person", plural: "people")
    report.prepared = try Tables(session: session).tray(rows)
    if tray.total == 0 {
      report.headline = "Everybody who has a place to come can keep it."
    } else if !rows.isEmpty {
      report.headline = "\(counted(tray.total, "person", plural: "people")) to re-book."
    }
    return report
  }

  /// The appointment, with the slot that it could move to.
  private func json(_ row: TrayRow, _ session: Session) throws(SlotError) -> JSONValue {
    let block = row.appointment.blockID
    let value = AppointmentJSON.value(row.appointment, dates: try session.dates(of: block))
    guard case .object(var members) = value else { return value }
    members["proposal"] =
      try row.proposal.map { (slot) throws(SlotError) in
        SlotJSON.value(
          slot,
          in: try session.blocks.block(slot.blockID),
          at: session.now,
          dates: try session.dates(of: slot.blockID)
        )
      } ?? .null
    return .object(members)
  }
}
