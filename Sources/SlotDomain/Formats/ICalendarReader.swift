/// Reads the events of a calendar as the slots of one booking block.
///
/// An event is known again by its UID, a repetition also by the moment at which it was to begin. Its
/// UID, SUMMARY and LOCATION become metadata. A whole day is one of the block's own clock. What no
/// longer takes place is said before the slots of its UID. To-dos, events that take no time and the
/// like are passed over.
///
/// Which revision of an event counts, only the whole file can say, and of several files all of them: slots
/// come at the end, event after event, and the times of no more than one event are in memory.
///
/// - Note: Source: RFC 5545; RFC 5546 for revisions and withdrawals.
public struct ICalendarReader: RecordReader {
  public var passedOver: Int { slots.passedOver }
  private var parser = ICalendarParser()
  private var events: [ICalendarEvent] = []
  /// How many lines there were so far, in all files.
  public private(set) var lines = 0
  /// How many lines the files before this one have, and how many events came of them.
  private var before = (lines: 0, events: 0)
  private let slots: ICalendarSlots

  /// So many slots are made of one file, if the caller does not say otherwise.
  public static let mostSlots = 1_000_000

  /// - `zone`: The block's.
  /// - `until`: Where repetitions are cut; nil: those without an end are refused.
  /// - `limit`: An event with which the file comes to more slots than so many is refused, and so are
  ///   those after it.
  public init(
    block: BookingBlock.ID,
    zone: Zone,
    until: Instant?,
    limit: Int = Self.mostSlots
  ) {
    slots = ICalendarSlots(block, ICalendarSeries.Context(zone: zone, until: until), limit)
  }

  public let lineStyle = LineSplitter.Style.calendar

  /// Lines are counted on from file to file.
  public mutating func read(_ line: [UInt8], number: Int) -> [ReadRecord] {
    lines = before.lines + number
    return problems(parser.read(line, number: lines))
  }

  /// Ends one of several files.
  ///
  /// - Parameter isKept: Whether its events count.
  public mutating func endFile(isKept: Bool) -> [ReadRecord] {
    let problems = isKept ? problems(parser.finish()) : []
    if !isKept { events.removeLast(events.count - before.events) }
    before = (lines, events.count)
    parser = ICalendarParser()
    return problems
  }

  public mutating func finish() -> ReadRecords {
    let problems = endFile(isKept: true)
    return records(after: problems)
  }

  /// What comes of the events of all files that were ended.
  public func records(after problems: [ReadRecord] = []) -> ReadRecords {
    slots.begin(with: problems, ICalendarSeries.grouped(events))
    let slots = slots
    return ReadRecords { slots.next() }
  }

  private mutating func problems(_ parts: [ICalendarParser.Part]) -> [ReadRecord] {
    var problems: [ReadRecord] = []
    for part in parts {
      switch part {
      case .problem(let line, let error):
        // What is about a file as a whole is said of its first line.
        let number = line <= before.lines ? before.lines + line : line
        problems.append(ReadRecord(line: number, .failure(error)))
      case .calendar(let calendar):
        events += calendar.events
        slots.passedOver += calendar.passedOver
      }
    }
    return problems
  }
}

/// The slots of a file's events, one after the other.
private final class ICalendarSlots {
  var passedOver = 0
  private let block: BookingBlock.ID
  private let context: ICalendarSeries.Context
  private let limit: Int
  private var made = 0
  private var series = [ICalendarSeries]().makeIterator()
  private var waiting = [ReadRecord]().makeIterator()
  private var instances = [ICalendarSeries.Instance]().makeIterator()
  /// Of the events that the instances are of, by their lines.
  private var metadata: [Int: Metadata?] = [:]

  init(_ block: BookingBlock.ID, _ context: ICalendarSeries.Context, _ limit: Int) {
    self.block = block
    self.context = context
    self.limit = limit
  }

  func begin(with problems: [ReadRecord], _ series: [ICalendarSeries]) {
    waiting = problems.makeIterator()
    self.series = series.makeIterator()
  }

  func next() -> ReadRecord? {
    while true {
      if let read = waiting.next() { return read }
      if let instance = instances.next() { return read(instance) }
      guard let series = series.next() else { return nil }
      load(series)
    }
  }

  // MARK: A series

  private func load(_ series: ICalendarSeries) {
    let newest = ICalendarEvent.newest(of: series.masters)
    if newest.count > 1 {
      let read = ReadRecord(line: newest[newest.count - 1].line, .failure(ICalendarSeries.twice))
      waiting = [read].makeIterator()
      return
    }
    if let master = newest.first, master.isWithdrawn {
      withdraw(master)
      return
    }
    let left = limit - made
    var context = context
    if left < context.limit { (context.limit, context.tooMany) = (left, tooMany) }
    var expansion = series.expanded(newest.first, context)
    let line = newest.first?.line ?? series.changes.first?.line ?? 1
    if expansion.instances.count > left {
      expansion = ICalendarExpansion()
      expansion.refusals = [(line, tooMany)]
    }
    metadata = [:]
    for instance in expansion.instances where metadata[instance.event.line] == nil {
      expansion.add(instance.event) { (_) throws(SlotError) in
        // What slottui wrote itself is known by its id and says the rest elsewhere.
        let event = instance.event
        metadata[event.line] = .some(event.isOurs ? nil : try event.metadata())
      }
    }
    expansion.instances.removeAll { metadata[$0.event.line] == nil }
    made += expansion.instances.count
    passedOver += expansion.passedOver
    begin(expansion, line, of: newest.first)
  }

  private func begin(_ expansion: ICalendarExpansion, _ line: Int, of master: ICalendarEvent?) {
    var reads = expansion.refusals.map { ReadRecord(line: $0.line, .failure($0.cause)) }
    // Of what is known in part only, nothing is said to be gone.
    if reads.isEmpty, let withdrawal = withdrawal(expansion, of: master) {
      reads.append(ReadRecord(line: line, .success(.withdrawal(withdrawal))))
    }
    waiting = reads.makeIterator()
    instances = expansion.instances.makeIterator()
  }

  private var tooMany: SlotError {
    .badRequest(
      "The events of the file come to more than \(limit) slots: say with --until how far to go, or"
        + " divide it."
    )
  }

  // MARK: What no longer takes place

  private func withdraw(_ master: ICalendarEvent) {
    passedOver += 1
    guard let uid = master.uid else { return }
    var withdrawal = WithdrawalRecord(blockID: block, uid: uid)
    if let id = ICalendarText.slotID(ofUID: uid) { withdrawal.only = [id] }
    waiting = [ReadRecord(line: master.line, .success(.withdrawal(withdrawal)))].makeIterator()
  }

  /// A series that the file has says all that there is of it; changes alone say what they change.
  private func withdrawal(
    _ expansion: ICalendarExpansion,
    of master: ICalendarEvent?
  ) -> WithdrawalRecord? {
    let event = master ?? expansion.withdrawn.first.flatMap { _ in expansion.withdrawnEvent }
    guard let event, let uid = event.uid, !event.isOurs || master == nil else { return nil }
    var withdrawal = WithdrawalRecord(blockID: block, uid: uid)
    withdrawal.kept = expansion.instances.map {
      WithdrawalRecord.Kept(id: id(of: $0), range: $0.range)
    }
    withdrawal.before = context.until
    if master == nil {
      withdrawal.only = expansion.withdrawn.map {
        ICalendarText.slotID(event.key, again: $0, in: block)
      }
      withdrawal.from = expansion.withdrawnFrom
    }
    return withdrawal
  }

  // MARK: A slot

  private func id(of instance: ICalendarSeries.Instance) -> Slot.ID {
    ICalendarText.slotID(instance.event.key, again: instance.again, in: block)
  }

  private func read(_ instance: ICalendarSeries.Instance) -> ReadRecord {
    let event = instance.event
    var record = SlotRecord(id: id(of: instance), blockID: block, range: instance.range)
    if event.isOurs {
      record.status = event.isCancelled ? .disabled : .active
    } else {
      record.metadata = metadata[event.line] ?? nil
      record.ownMembers = ICalendarEvent.members
    }
    return ReadRecord(line: event.line, .success(.slot(record)))
  }
}
