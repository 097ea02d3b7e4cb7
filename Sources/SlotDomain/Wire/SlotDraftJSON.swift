/// New slots as somebody wrote them: an array of partial slot objects, or a single one.
public enum SlotDraftJSON {
  /// The drafts in the order of the text.
  ///
  /// Wanted are `start_date` and `end_date`; `booking_block_id`, `capacity` (1), `lockable` (true),
  /// `metadata` and `status` (active) can be left out. What the program itself counts or sets is
  /// passed over, so that a slot that was printed can be read. Dates without an offset are local to
  /// the block.
  ///
  /// - `block`: Wins over every `booking_block_id`.
  /// - `zone`: That of a block; refuses with E052 what is none.
  /// - Throws: `.badRequest` E013 for no JSON, an unknown property, a wrong type or a missing date;
  ///   E021, E042, E043, E047 and E052.
  public static func drafts(
    _ bytes: [UInt8],
    block: BookingBlock.ID?,
    zone: (BookingBlock.ID) throws(SlotError) -> Zone
  ) throws(SlotError) -> [SlotDraft] {
    let values =
      switch try parse(bytes) {
      case .array(let values): values
      case let single: [single]
      }
    var drafts: [SlotDraft] = []
    drafts.reserveCapacity(values.count)
    for (index, value) in values.enumerated() {
      drafts.append(try draft(value, number: index + 1, block: block, zone: zone))
    }
    return drafts
  }

  /// A slot that is not made yet, as `drafts` reads it.
  public static func value(_ draft: SlotDraft, dates: DateStyle = .utc) -> JSONValue {
    .object([
      "_object": "slot",
      "booking_block_id": .string("\(draft.blockID)"),
      "capacity": .integer(draft.capacity),
      "end_date": dates.value(draft.range.end),
      "lockable": .bool(draft.isLockable),
      "metadata": draft.metadata.value,
      "start_date": dates.value(draft.range.start),
      "status": .string(draft.status.rawValue),
    ])
  }

  private static func parse(_ bytes: [UInt8]) throws(SlotError) -> JSONValue {
    let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
    do {
      return try JSONValue(
        parsing: bytes.starts(with: byteOrderMark) ? Array(bytes.dropFirst(3)) : bytes
      )
    } catch {
      throw error.reason == .keyNotString
        ? .metadataKeyNotString(offset: error.offset) : .badRequest(error.sentence(for: "The text"))
    }
  }

  /// What the program itself counts or sets.
  private static func isIgnored(_ name: String) -> Bool {
    switch SlotProperty(rawValue: name) {
    case .id?, .createdAt?, .updatedAt?: true
    case let property?: property.isDerived
    case nil: name == "_object"
    }
  }

  private static func draft(
    _ value: JSONValue,
    number: Int,
    block: BookingBlock.ID?,
    zone: (BookingBlock.ID) throws(SlotError) -> Zone
  ) throws(SlotError) -> SlotDraft {
    guard case .object(let members) = value else {
      throw .badRequest("Slot \(number) must be a JSON object.")
    }
    let block = if let block { block } else { try blockID(members["booking_block_id"], number) }
    let local = try zone(block)
    let start = try date("start_date", in: members, number, local)
    let end = try date("end_date", in: members, number, local)
    var draft = SlotDraft(blockID: block, range: TimeRange(start: start, end: end))
    for (name, value) in members.sorted(by: { $0.key < $1.key }) {
      switch name.text {
      case "booking_block_id", "start_date", "end_date": break
      case "capacity": draft.capacity = try capacity(value)
      case "lockable": draft.isLockable = try lockable(value, number)
      case "metadata": draft.metadata = try Metadata(value)
      case "status": draft.status = try status(value, number)
      case _ where isIgnored(name.text): break
      default: throw .badRequest("Slot \(number) has an unknown property \"\(name)\".")
      }
    }
    return draft
  }

  private static func blockID(
    _ value: JSONValue?,
    _ number: Int
  ) throws(SlotError) -> BookingBlock.ID {
    guard let value else {
      throw .badRequest("Slot \(number) has no booking_block_id. Add it, or give --block.")
    }
    guard let text = value.string else {
      throw .badRequest("The booking_block_id of slot \(number) must be a string.")
    }
    guard let id = BookingBlock.ID(text) else { throw .blockNotFound(text) }
    return id
  }

  private static func date(
    _ name: String,
    in members: JSONMembers,
    _ number: Int,
    _ zone: Zone
  ) throws(SlotError) -> Instant {
    guard let value = members[name] else { throw .badRequest("Slot \(number) has no \(name).") }
    guard let text = value.string else { throw .invalidDate(.malformed(value.text())) }
    do {
      return try TimeText.instant(text, in: zone)
    } catch {
      throw .invalidDate(error)
    }
  }

  private static func capacity(_ value: JSONValue) throws(SlotError) -> Int {
    guard let capacity = value.integer else { throw .capacityInvalid(value.text()) }
    return Int(capacity)
  }

  private static func lockable(_ value: JSONValue, _ number: Int) throws(SlotError) -> Bool {
    guard let isLockable = value.bool else {
      throw .badRequest("The property lockable of slot \(number) must be true or false.")
    }
    return isLockable
  }

  private static func status(_ value: JSONValue, _ number: Int) throws(SlotError) -> Slot.Status {
    guard let status = value.string.flatMap(Slot.Status.init(rawValue:)) else {
      throw .badRequest("The status of slot \(number) must be active or disabled.")
    }
    return status
  }
}
