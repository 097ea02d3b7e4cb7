import SlotDomain

extension Report {
  /// The wire objects of the content.
  func objects(_ options: OutputOptions, _ session: Session) throws(SlotError) -> [JSONValue] {
    let dates = Dates(isLocal: options.isLocal, blocks: session.blocks)
    switch content {
    case .slots(let slots):
      return try slots.map { (slot) throws(SlotError) in
        SlotJSON.value(
          slot,
          in: try session.blocks.block(slot.blockID),
          at: session.now,
          dates: try dates.style(slot.blockID)
        )
      }
    case .drafts(let drafts):
      return try drafts.map { (draft) throws(SlotError) in
        SlotDraftJSON.value(draft, dates: try dates.style(draft.blockID))
      }
    case .blocks(let blocks):
      return try blocks.map { (counted) throws(SlotError) in
        BlockJSON.value(
          counted.block,
          counts: counted.counts,
          dates: try dates.style(counted.block.id)
        )
      }
    case .appointments(let appointments):
      return try appointments.map { (appointment) throws(SlotError) in
        AppointmentJSON.value(appointment, dates: try dates.style(appointment.blockID))
      }
    case .history(let entries, let withValues):
      let style = try dates.style(session.onlyBlock)
      return entries.map {
        withValues
          ? ActionJSON.value($0, dates: style) : ActionJSON.value($0.action, dates: style)
      }
    case .undo(let outcome):
      return [ActionJSON.value(outcome, dates: try dates.style(session.onlyBlock))]
    case .other(let values):
      return values
    }
  }

  private struct Dates {
    let isLocal: Bool
    let blocks: BlockDirectory

    /// What belongs to no block is told in UTC.
    func style(_ block: BookingBlock.ID?) throws(SlotError) -> DateStyle {
      guard isLocal, let block else { return .utc }
      return .local(try blocks.zone(of: block))
    }
  }
}
