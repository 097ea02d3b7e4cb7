import SlotDomain

extension Report {
  /// The wire objects of the content.
  func objects(_ session: Session) throws(SlotError) -> [JSONValue] {
    switch content {
    case .slots(let slots):
      return try slots.map { (slot) throws(SlotError) in
        SlotJSON.value(
          slot,
          in: try session.blocks.block(slot.blockID),
          at: session.now,
          dates: try session.dates(of: slot.blockID)
        )
      }
    case .drafts(let drafts):
      return try drafts.map { (draft) throws(SlotError) in
        SlotDraftJSON.value(draft, dates: try session.dates(of: draft.blockID))
      }
    case .blocks(let blocks):
      return try blocks.map { (counted) throws(SlotError) in
        BlockJSON.value(
          counted.block,
          counts: counted.counts,
          dates: try session.dates(of: counted.block.id)
        )
      }
    case .appointments(let appointments):
      return try appointments.map { (appointment) throws(SlotError) in
        AppointmentJSON.value(appointment, dates: try session.dates(of: appointment.blockID))
      }
    case .history(let entries, let withValues):
      let style = try session.dates(of: session.onlyBlock)
      return entries.map {
        withValues
          ? ActionJSON.value($0, dates: style) : ActionJSON.value($0.action, dates: style)
      }
    case .undo(let outcome):
      return [ActionJSON.value(outcome, dates: try session.dates(of: session.onlyBlock))]
    case .other(let values):
      return values
    }
  }
}
