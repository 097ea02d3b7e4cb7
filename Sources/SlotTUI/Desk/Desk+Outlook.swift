import SlotDomain
import TerminalKit

/// What is free around what is shown: the next free place for the title, how many there are for the list of
/// blocks. Counted from now, whatever is looked at, and read when the cursor rests.
extension Desk {
  var outlookRequest: OutlookRequest {
    let zone = content.zone
    return OutlookRequest(
      block: content.block?.id,
      today: zone.day(zone.date(clock)),
      period: sheet.countedPeriod.range(in: zone)
    )
  }

  /// What of it is not known yet, or may be otherwise by now.
  var outlookToRead: [Effect] {
    guard content.block != nil else { return [] }
    let request = outlookRequest
    let isKnown =
      surroundings.ageOfOutlook == surroundings.age && surroundings.outlook?.request == request
    return isKnown ? [] : [.readOutlook(request)]
  }

  mutating func show(_ outlook: Outlook, of request: OutlookRequest) {
    surroundings.outlook = ReadOutlook(request: request, outlook: outlook)
    if request == outlookRequest { surroundings.ageOfOutlook = surroundings.age }
  }

  // MARK: The list of blocks

  /// How many places of a block are free today; nil while that is not known.
  func freeToday(in block: BookingBlock.ID) -> Int? {
    guard let read = surroundings.outlook, read.request.today == outlookRequest.today,
      content.asOf == nil
    else { return nil }
    return read.outlook.freeToday[block] ?? 0
  }

  /// How many are in the period that is counted; nil while that is not known.
  func available(in block: BookingBlock.ID) -> Int? {
    guard let read = surroundings.outlook, read.request.period == outlookRequest.period,
      content.asOf == nil
    else { return nil }
    return read.outlook.freeInPeriod[block] ?? 0
  }

  /// What that period is called.
  var nameOfCounted: String {
    if case .months = sheet.manner.length { return sheet.manner.length.name }
    return "week"
  }

  // MARK: The title

  /// `Next free Tue 09:00`; empty where none is known.
  var nextFree: String {
    guard let read = surroundings.outlook, read.request.block == content.block?.id else {
      return ""
    }
    guard let slot = read.outlook.nextFree else {
      return read.outlook.nextFreeAnywhere == nil ? "" : "Nothing free"
    }
    return "Next free \(soon(slot.range.start, times))"
  }

  /// A weekday alone is that of the days to come, unless others are looked at.
  private func soon(_ start: Instant, _ times: TimeFormat) -> String {
    guard !content.range.contains(clock), !content.range.contains(start) else {
      return times.soon(start, now: clock)
    }
    return times.moment(start, now: clock)
  }

  /// ` · any Mon 10:20 Dr Brown`, behind it; empty where nothing is free earlier than that.
  ///
  /// - Parameter columns: Of the block's name, at most; 0: it is left out.
  func nextFreeAnywhere(columns: Int = .max) -> String {
    guard let read = surroundings.outlook, let slot = read.outlook.nextFreeAnywhere,
      block(slot.blockID) != nil
    else { return "" }
    let own = read.request.block == content.block?.id ? read.outlook.nextFree : nil
    guard own.map({ slot.range.start < $0.range.start }) ?? true else { return "" }
    // On its own clock, as it is told to whoever asks for it.
    var (name, mark) = (SafeText.line(blockName(of: slot)), "")
    if DisplayWidth.columns(of: name) > columns {
      mark = clockMark(of: slot)
      name = PlainText.cut(SafeText.line(block(slot.blockID)?.name ?? ""), to: columns)
    }
    let who = columns > 0 ? " \(name)" : ""
    let any = "any \(soon(slot.range.start, times(of: slot)))\(mark)\(who)"
    return nextFree.isEmpty ? capitalized(any) : " · \(any)"
  }

  /// How many people are to get another place, in all blocks.
  var toRebook: Int { surroundings.outlook?.outlook.toRebook ?? 0 }
}
