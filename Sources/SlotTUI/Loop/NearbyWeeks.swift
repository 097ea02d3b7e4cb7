import SlotDomain

/// Weeks beside the one that is shown, of a store that is far away: read ahead while nobody waits, so that
/// whoever goes there need not wait either. What was shown is kept, too.
///
/// Nothing here is older than what is shown: any change that becomes known empties it.
struct NearbyWeeks {
  /// More than one comes by in a moment.
  private static let most = 12

  fileprivate struct Week: Hashable {
    let block: BookingBlock.ID
    let firstDay: CivilDate
    let zoneChoice: ZoneChoice
    let withGuests: Bool
  }

  private var kept: [Week: PeriodContent] = [:]
  /// From the one that came first.
  private var order: [Week] = []
  /// What is shown, once its neighbours are known.
  private var center: Week?
  private var position: JournalPosition?
  private var wanted: [PeriodRequest] = []

  var isAnyWanted: Bool { !wanted.isEmpty }

  /// What to read next.
  mutating func next() -> PeriodRequest? { wanted.isEmpty ? nil : wanted.removeFirst() }

  /// Something has changed. It is not read ahead again before somebody goes elsewhere: where many work at
  /// once, every change would have every screen read five weeks.
  private mutating func forget() { (kept, order, wanted) = ([:], [], []) }

  /// Takes note of what is shown. When that is another week than before, those before and after it, and the
  /// blocks beside it, come next.
  mutating func follow(_ content: PeriodContent, _ request: PeriodRequest) {
    guard content.asOf == nil, let week = Week(content, request),
      position != content.position || center != week
    else { return }
    // Read anew from the store, it can hold what others did meanwhile, and nobody will tell of that again.
    if position != content.position { forget() }
    position = content.position
    keep(content, as: week)
    guard center != week else { return }
    center = week
    wanted = neighbours(of: week, content, request).filter {
      guard let block = $0.block, case .week(let day) = $0.target else { return false }
      return kept[week.moved(to: block, day)] == nil
    }
  }

  private func neighbours(
    of week: Week,
    _ content: PeriodContent,
    _ request: PeriodRequest
  ) -> [PeriodRequest] {
    var others = [
      (week.block, week.firstDay.adding(days: 7)), (week.block, week.firstDay.adding(days: -7)),
    ]
    if let place = content.blocks.firstIndex(where: { $0.id == week.block }) {
      others += [place + 1, place - 1].filter(content.blocks.indices.contains)
        .map { (content.blocks[$0].id, week.firstDay) }
    }
    return others.map { block, day in
      var other = request
      (other.block, other.target) = (block, .week(day))
      return other
    }
  }

  /// Keeps what was read ahead.
  mutating func keep(_ content: PeriodContent, for request: PeriodRequest) {
    guard let week = Week(content, request) else { return }
    keep(content, as: week)
  }

  private mutating func keep(_ content: PeriodContent, as week: Week) {
    order.removeAll { $0 == week }
    order.append(week)
    kept[week] = content
    if order.count > Self.most { kept[order.removeFirst()] = nil }
  }

  /// A week that somebody goes to, as if it was read together with what is shown.
  func content(
    _ request: PeriodRequest,
    firstDay: CivilDate,
    beside shown: PeriodContent
  ) -> PeriodContent? {
    guard request.asOf == nil, shown.asOf == nil, let block = request.block else { return nil }
    let week = Week(
      block: block,
      firstDay: firstDay,
      zoneChoice: request.zoneChoice,
      withGuests: request.withGuests
    )
    guard var content = kept[week] else { return nil }
    content.position = shown.position
    content.blocks = shown.blocks
    return content
  }
}

extension NearbyWeeks.Week {
  fileprivate init?(_ content: PeriodContent, _ request: PeriodRequest) {
    guard let block = content.block?.id else { return nil }
    self.init(
      block: block,
      firstDay: content.firstDay,
      zoneChoice: request.zoneChoice,
      withGuests: request.withGuests
    )
  }

  fileprivate func moved(to block: BookingBlock.ID, _ firstDay: CivilDate) -> Self {
    Self(block: block, firstDay: firstDay, zoneChoice: zoneChoice, withGuests: withGuests)
  }
}
