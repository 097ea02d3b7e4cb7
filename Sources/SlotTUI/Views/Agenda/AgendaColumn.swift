import SlotDomain
import TerminalKit

/// A column of the agenda.
enum AgendaColumn: CaseIterable, Hashable, Sendable {
  case time, state, free, who, phone
  case member(SlotMember)
  case lock, taken, metadata, lockable, id

  /// In the order in which they stand.
  static let allCases: [AgendaColumn] =
    [.time, .state, .free, .who, .phone] + SlotMember.allCases.map(Self.member)
    + [.lock, .taken, .metadata, .lockable, .id]

  var title: String {
    switch self {
    case .time: "time"
    case .state: "state"
    case .free: "free"
    case .who: "who"
    case .phone: "phone"
    case .member(let member): member.rawValue
    case .lock: "locked until"
    case .taken: "taken"
    case .metadata: "metadata"
    case .lockable: "lockable"
    case .id: "id"
    }
  }

  /// Whether it has texts, which take what room is left.
  private var isText: Bool {
    switch self {
    case .who, .member, .metadata: true
    case .time, .state, .free, .phone, .lock, .taken, .lockable, .id: false
    }
  }

  /// Those that have room, with their widths. Depends on nothing but the room, so that the columns
  /// stay where they are when rows scroll or change.
  static func fitting(_ width: Int, _ style: TimeStyle) -> [(column: AgendaColumn, width: Int)] {
    let gap = gap(width)
    var columns: [(column: AgendaColumn, width: Int)] = []
    var rest = width + gap
    for column in allCases {
      let narrowest = column.narrowest(style)
      guard narrowest + gap <= rest else { break }
      columns.append((column, narrowest))
      rest -= narrowest + gap
    }
    guard !columns.isEmpty else { return [(.time, max(0, width))] }
    // A phone that is cut cannot be dialled: `0044 7700 900123`.
    let phone = columns.firstIndex { $0.column == .phone }
    let spare = phone == nil ? 0 : min(rest, 2)
    // Names first; then times of two days, or of an hour that comes twice, which take more.
    let who = columns.firstIndex { $0.column == .who }
    if let names = who ?? columns.firstIndex(where: { $0.column == .state }) {
      let longer = who == nil ? rest : min(rest - spare, 12)
      columns[names].width += longer
      rest -= longer
    }
    let wider = min(rest / 2, 12, rest - spare)
    columns[0].width += wider
    rest -= wider
    if let phone {
      let longer = min(max(rest / 3, spare), 9)
      columns[phone].width += longer
      rest -= longer
    }
    if let last = columns.lastIndex(where: \.column.isText) {
      columns[last].width += rest
    }
    return columns
  }

  static func gap(_ width: Int) -> Int { width < 60 ? 1 : 2 }

  private func narrowest(_ style: TimeStyle) -> Int {
    switch self {
    // `○ Wed 14 Mar 09:00–09:30`
    case .time: 14 + 2 * style.clockWidth
    case .state: 9
    case .free: 9
    case .who: 18
    case .phone: 15
    // `3 of 12`
    case .taken: 8
    // `Thu 15 Mar 09:35 ben`
    case .lock: 15 + style.clockWidth
    case .id: 8
    case .lockable: 9
    case .member, .metadata: 16
    }
  }

  /// What rows are put in order by.
  func sortKey(_ slot: Slot, _ face: SlotFace, at now: Instant) -> (number: Int64, text: String) {
    switch self {
    case .time: (slot.range.start.milliseconds, "")
    case .state: (Int64(Glyph.allCases.firstIndex(of: face.glyph) ?? 0), "")
    case .free: (face.chip.isEmpty ? 0 : Int64(slot.freePlaces), "")
    case .who: Self.sortKey(face.who)
    case .phone: Self.sortKey(face.phone)
    case .taken: (Int64(slot.activeAppointments) << 32 + Int64(slot.capacity), "")
    case .lock: (slot.lock(at: now)?.end.milliseconds ?? .max, "")
    case .id: (0, "\(slot.id)")
    case .lockable: (slot.isLockable ? 0 : 1, "")
    case .member(let member): Self.sortKey(member.text(in: slot.metadata))
    case .metadata: Self.sortKey(slot.metadata.line)
    }
  }

  /// What has a text comes before what has none.
  private static func sortKey(_ text: String) -> (number: Int64, text: String) {
    (text.isEmpty ? 1 : 0, text)
  }
}

extension Metadata {
  /// The members without a column of their own in one line: `language: PL/EN, price: 45.50`.
  var line: String {
    members.filter { SlotMember(rawValue: $0.key) == nil }.map {
      "\($0.key): \($0.value.string ?? $0.value.text())"
    }.joined(separator: ", ")
  }
}

extension AgendaColumn {
  /// Drawn in the colour of the slot's state.
  var isOfState: Bool {
    switch self {
    case .time, .state: true
    case .free, .who, .phone, .member, .lock, .taken, .metadata, .lockable, .id: false
    }
  }
}
