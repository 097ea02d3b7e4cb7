import SlotDomain
import TerminalKit

extension Report {
  /// What people read.
  func lines(_ session: Session) throws(SlotError) -> [String] {
    var lines = headline.map { [PlainText.safe($0)] } ?? []
    if let madeLockKey { lines.append("Lock key, shown only now: \(madeLockKey)") }
    lines += details.map { "  " + PlainText.safe($0) }
    lines += try body(session)
    if let footer { lines.append(PlainText.safe(footer)) }
    // Beside the times, so that they stay together wherever the output goes.
    return lines + session.blocks.warnings.map(PlainText.safe)
  }

  private func body(_ session: Session) throws(SlotError) -> [String] {
    guard prepared.isEmpty else { return prepared }
    let tables = Tables(session: session)
    switch content {
    case .slots(let slots):
      guard let only = slots.first, isSingle, headline == nil else {
        return try shortened(slots) { (slots) throws(SlotError) in try tables.slots(slots) }
      }
      return try tables.sheet(only)
    case .drafts(let drafts):
      return try shortened(drafts) { (drafts) throws(SlotError) in try tables.drafts(drafts) }
    case .blocks(let blocks):
      guard let only = blocks.first, isSingle, headline == nil else {
        return try shortened(blocks) { (blocks) throws(SlotError) in try tables.blocks(blocks) }
      }
      return try tables.sheet(only)
    case .appointments(let appointments):
      guard let only = appointments.first, isSingle, headline == nil else {
        return try shortened(appointments) { (appointments) throws(SlotError) in
          try tables.appointments(appointments)
        }
      }
      return try tables.sheet(only)
    case .history(let entries, let withValues):
      return try tables.history(entries, withValues: withValues)
    case .undo(let outcome):
      return try tables.undo(outcome)
    case .other:
      return []
    }
  }
}

extension Report {
  /// Of many reasons people see the first few.
  static func firstLines(_ lines: [String]) -> [String] {
    lines.count > 20 ? lines.prefix(20) + ["… and \(lines.count - 20) more."] : lines
  }

  /// Of what was changed people see the first few; a list shows all of its page.
  private func shortened<Object>(
    _ objects: [Object],
    _ table: ([Object]) throws(SlotError) -> [String]
  ) throws(SlotError) -> [String] {
    guard headline != nil, objects.count > 20 else { return try table(objects) }
    return try table(Array(objects.prefix(20))) + ["… and \(objects.count - 20) more."]
  }
}

/// Makes tables and sheets of objects. An empty table has no lines.
struct Tables {
  let session: Session

  func words(_ block: BookingBlock.ID) throws(SlotError) -> TimeWords {
    TimeWords(zone: try session.blocks.zone(of: block))
  }

  // MARK: Slots

  /// Slots of one block stand below its name and zone.
  func slots(_ slots: [Slot]) throws(SlotError) -> [String] {
    guard let first = slots.first else { return [] }
    let isOneBlock = slots.allSatisfy { $0.blockID == first.blockID }
    var columns = [Table.Column(title: "ID")]
    if !isOneBlock { columns.append(Table.Column(title: "BLOCK", isFlexible: true)) }
    columns += [
      Table.Column(title: "TIME"), Table.Column(title: "OFFSET"),
      Table.Column(title: "TAKEN", isRight: true), Table.Column(title: "STATE"),
    ]
    var table = Table(columns)
    for slot in slots {
      let block = try session.blocks.block(slot.blockID)
      let words = try words(slot.blockID)
      table.add(
        [slot.id.short] + (isOneBlock ? [] : [block.name]) + [
          words.range(slot.range), words.offset(slot.range.start),
          "\(slot.activeAppointments)/\(slot.capacity)",
          StateWords(of: slot, in: block, at: session.now).long,
        ]
      )
    }
    let title = isOneBlock ? [try blockTitle(first.blockID)] : []
    return title + table.lines()
  }

  /// Slots that would be made, all in one block.
  func drafts(_ drafts: [SlotDraft]) throws(SlotError) -> [String] {
    guard let first = drafts.first else { return [] }
    let words = try words(first.blockID)
    var table = Table([
      Table.Column(title: "TIME"), Table.Column(title: "OFFSET"),
      Table.Column(title: "CAPACITY", isRight: true),
    ])
    for draft in drafts {
      table.add([
        words.range(draft.range), words.offset(draft.range.start), "\(draft.capacity)",
      ])
    }
    return [try blockTitle(first.blockID)] + table.lines()
  }

  /// The block's name and zone.
  func blockTitle(_ id: BookingBlock.ID) throws(SlotError) -> String {
    let block = try session.blocks.block(id)
    let zone = try session.blocks.zone(of: id)
    return PlainText.safe(block.name) + "  " + PlainText.safe(zone.shownName)
  }

  func sheet(_ slot: Slot) throws(SlotError) -> [String] {
    let block = try session.blocks.block(slot.blockID)
    let words = try words(slot.blockID)
    var sheet = PropertySheet()
    sheet.add("slot", "\(slot.id)")
    sheet.add("block", "\(block.name) (\(words.zone.shownName))")
    sheet.add("time", "\(words.range(slot.range)) \(words.offset(slot.range.start))")
    sheet.add("state", StateWords(of: slot, in: block, at: session.now).long)
    sheet.add("taken", "\(slot.activeAppointments) of \(slot.capacity)")
    if slot.cancelledAppointments > 0 { sheet.add("cancelled", "\(slot.cancelledAppointments)") }
    sheet.add("status", slot.status.rawValue)
    if let lock = slot.lock(at: session.now) {
      sheet.add("locked", "by \(lock.owner) until \(words.moment(lock.end))")
    }
    sheet.add("lockable", slot.isLockable ? "yes" : "no")
    add(slot.metadata, to: &sheet)
    sheet.add("created", words.moment(slot.createdAt))
    sheet.add("updated", words.moment(slot.updatedAt))
    return sheet.lines()
  }

  func add(_ metadata: Metadata, to sheet: inout PropertySheet) {
    for (key, value) in metadata.members {
      sheet.add(PlainText.cut(PlainText.safe(key), to: 30), value.string ?? value.text())
    }
  }
}
