/// Slots as a table, one in a row, with the property names as the header.
public enum SlotCSV {
  /// The header: the properties in the order of the wire, and the members that have columns.
  public static let columns =
    SlotProperty.allCases.map(\.rawValue) + SlotMember.allCases.map(\.rawValue)

  public static var header: String { CSVText.row(columns) }

  /// - `now`: decides about `available` and `locked_until`.
  public static func row(
    _ slot: Slot,
    in block: BookingBlock,
    at now: Instant,
    dates: DateStyle = .utc
  ) -> String {
    CSVText.row(
      SlotProperty.allCases.map { property in
        switch SlotJSON.value(property, of: slot, in: block, at: now, dates: dates) {
        case .string(let text): text
        case .null: ""
        case let value: value.text()
        }
      } + SlotMember.allCases.map { cell($0, of: slot.metadata) }
    )
  }

  /// A table is text, which has no NUL in it; the metadata beside it has all.
  static func cell(_ member: SlotMember, of metadata: Metadata) -> String {
    member.text(in: metadata).filter { $0 != "\0" }
  }
}

/// Reads slots of a table. Which columns there are, and in which order, the header says; wanted are
/// `start_date` and `end_date`, and `booking_block_id` unless the block is given.
///
/// A slot without an `id` gets one made of its block and time, so that the same row is the same slot
/// the next time. Dates without an offset are local to the block.
public struct SlotCSVReader: RecordReader {
  public let passedOver = 0
  private let block: BookingBlock.ID?
  private let zone: (BookingBlock.ID) throws(SlotError) -> Zone
  private var rows = CSVRows()
  private var header: [String]?
  public private(set) var isHopeless = false

  /// - Parameters:
  ///   - block: Wins over every `booking_block_id`.
  ///   - zone: That of a block; refuses with E052 what is none.
  public init(
    block: BookingBlock.ID?,
    zone: @escaping (BookingBlock.ID) throws(SlotError) -> Zone
  ) {
    self.block = block
    self.zone = zone
  }

  public mutating func read(_ line: [UInt8], number: Int) -> [ReadRecord] {
    guard !isHopeless else { return [] }
    let cells: [String]
    do {
      guard let row = try rows.read(line, number: number) else { return [] }
      cells = row
    } catch {
      isHopeless = header == nil
      return [ReadRecord(line: rows.firstLine, .failure(error.refusal))]
    }
    // Spreadsheets leave rows and columns behind in which nothing stands.
    if cells.allSatisfy(\.isEmpty) { return [] }
    guard let header else {
      do {
        let names = Self.withoutEmptyEnd(cells).map { $0.withoutBlanks.lowercased() }
        try check(names)
        header = names
        return []
      } catch {
        isHopeless = true
        return [ReadRecord(line: number, .failure(error))]
      }
    }
    return [
      ReadRecord(line: rows.firstLine) { () throws(SlotError) in
        .slot(try record(header, cells))
      }
    ]
  }

  public mutating func finish() -> ReadRecords { ReadRecords(lastProblems()) }

  private func lastProblems() -> [ReadRecord] {
    guard rows.isOpen else {
      guard header == nil, !isHopeless else { return [] }
      return [
        ReadRecord(
          line: 1,
          .failure(.badRequest("The file is empty: its first row has to name the columns."))
        )
      ]
    }
    return [ReadRecord(line: rows.firstLine, .failure(CSVRows.Problem.openQuote.refusal))]
  }

  private func check(_ header: [String]) throws(SlotError) {
    for name in header where !SlotCSV.columns.contains(name) {
      throw .badRequest(
        "The first row must name the columns, and a slot has no property \"\(shown(name))\"."
      )
    }
    guard Set(header).count == header.count else {
      throw .badRequest("The first row names a column twice.")
    }
    for name in ["start_date", "end_date"] where !header.contains(name) {
      throw .badRequest("The column \(name) is missing. Add it.")
    }
    guard block != nil || header.contains("booking_block_id") else {
      throw .badRequest("The column booking_block_id is missing. Add it, or give --block.")
    }
  }

  private static func withoutEmptyEnd(_ cells: [String]) -> [String] {
    Array(cells[..<((cells.lastIndex { !$0.isEmpty } ?? -1) + 1)])
  }

  private func record(_ header: [String], _ cells: [String]) throws(SlotError) -> SlotRecord {
    let count = max(Self.withoutEmptyEnd(cells).count, min(cells.count, header.count))
    guard count == header.count else {
      throw .badRequest("The row has \(count) cells, the header \(header.count).")
    }
    var values = Dictionary(uniqueKeysWithValues: zip(header, cells)).filter { !$0.value.isEmpty }
    for name in values.keys where name != "metadata" {
      values[name] = values[name]?.withoutBlanks
    }
    let block =
      if let block { block } else { try id("booking_block_id", values, BookingBlock.self) }
    let local = try zone(block)
    let range = TimeRange(
      start: try date("start_date", values, local),
      end: try date("end_date", values, local)
    )
    var record = SlotRecord(
      id: try values["id"] == nil
        ? Slot.ID(madeOf: "\(block)", "\(range.start.milliseconds)", "\(range.end.milliseconds)")
        : id("id", values, Slot.self),
      blockID: block,
      range: range
    )
    if let text = values["capacity"] {
      guard let capacity = Int(text) else { throw .capacityInvalid(shown(text)) }
      record.capacity = capacity
    }
    if let text = values["status"] {
      guard let status = Slot.Status(rawValue: text.lowercased()) else {
        throw .badRequest("The status must be active or disabled, not \(shown(text)).")
      }
      record.status = status
    }
    if let text = values["lockable"] {
      guard let isLockable = SpreadsheetWords.flag(text) else {
        throw .badRequest("The cell lockable must be true or false, not \(shown(text)).")
      }
      record.isLockable = isLockable
    }
    if let text = values["metadata"] { record.metadata = try Metadata(parsing: text) }
    for member in SlotMember.allCases where header.contains(member.rawValue) {
      // What its own cell says counts: also that there is none, where the metadata beside it still has one.
      let (own, text) = (
        record.metadata.map { SlotCSV.cell(member, of: $0).withoutBlanks }, values[member.rawValue]
      )
      guard text != own, text != nil || own?.isEmpty == false else { continue }
      record.members[ExactText(member.rawValue)] = SlotMember.value(text ?? "")
    }
    if values["created_at"] != nil { record.createdAt = try date("created_at", values, local) }
    if values["updated_at"] != nil { record.updatedAt = try date("updated_at", values, local) }
    return record
  }

  private func id<Object>(
    _ name: String,
    _ values: [String: String],
    _: Object.Type
  ) throws(SlotError) -> Identifier<Object> {
    guard let text = values[name] else { throw .badRequest("The cell \(name) is empty.") }
    guard let id = Identifier<Object>(text) else {
      throw .badRequest("The cell \(name) must hold an id, not \(shown(text)).")
    }
    return id
  }

  private func date(
    _ name: String,
    _ values: [String: String],
    _ zone: Zone
  ) throws(SlotError) -> Instant {
    guard let text = values[name] else { throw .badRequest("The cell \(name) is empty.") }
    do {
      return try TimeText.instant(text, in: zone)
    } catch {
      throw .invalidDate(error.shortened)
    }
  }
}

extension CSVRows.Problem {
  fileprivate var refusal: SlotError {
    switch self {
    case .openQuote: .badRequest("A cell begins with a quote that is never closed.")
    case .textAfterQuote:
      .badRequest("There is text after a closing quote. Write a quote inside a cell twice.")
    case .tooLong: .badRequest("The row has more than \(LineSplitter.longestLine >> 20) MiB.")
    case .notUTF8: .badRequest("The row is not written in UTF-8. Save the file as UTF-8.")
    }
  }
}
