import SlotDomain
import TerminalKit

/// Whoever has a place in a slot that serves them no longer, because it is disabled or its block is a draft:
/// each with another place, which Enter takes.
struct TrayWindow: ListLayer {
  static let width = 118
  /// Rows that are read at once.
  private static let page = 300

  var picker = Picker()
  private var rows: [TrayRow]?
  /// How many there are in all.
  private var total = 0
  private var wanted = page
  /// Whether whoever is in focus is to be the last of all, once they are read.
  private var goesToEnd = false
  /// Who is being moved or cancelled: another key must not do it twice.
  private var submitted: Appointment.ID?
  /// Somebody else took whoever is in focus away, or the place that they could have had.
  private var surprise = Surprise()

  init() {}

  func count(_ desk: Desk) -> Int { rows?.count ?? 0 }

  private func selected(_ desk: Desk) -> TrayRow? { selected(in: rows, desk) }

  var reading: Effect { .readTray(limit: wanted) }

  // MARK: Keys

  func hints(_ desk: Desk) -> [Hint] {
    let back: Hint = ("Esc", "back")
    guard desk.isChangeable else { return [back] }
    let undo: Hint = (desk.keyMap.keyName(.undo), "undo")
    guard let selected = selected(desk) else { return [undo, back] }
    let edit: [Hint] = desk.names.areShown ? [("e", "edit")] : []
    let take: [Hint] = selected.proposal == nil ? [] : [("Enter", "take the place")]
    return take + [("m", "choose another"), ("x", "cancel")] + edit
      + [undo, ("↑↓", "person"), back]
  }

  mutating func obey(_ key: Key, _ desk: inout Desk) -> Step {
    switch key {
    case .escape, .character("q"), .control("c"): return Step(.close)
    case .enter: return withRow(&desk) { $0.take($1, &$2) }
    case .character("x"):
      return withRow(&desk) { window, row, _ in
        window.submit(row, .perform(.cancelAppointments([row.appointment.id])))
      }
    case .character("m"):
      return withRow(&desk) { window, row, desk in
        let held = AppointmentInHand(appointment: row.appointment, slot: row.slot)
        let list = MoveWindow(held, isOverView: false, &desk)
        return Step(.open(list), [.findPlacesToMove(row.appointment.id)])
      }
    case .character("e"):
      return withRow(&desk) { PersonForm.opening($1.appointment, in: $1.slot, &$2) }
    case .end where count(desk) < total:
      (wanted, goesToEnd) = (total, true)
      return Step(.stay, [reading])
    default:
      guard let step = moved(by: key, desk) else { return everywhere(key, desk) ?? Step() }
      letGo(&desk)
      return step
    }
  }

  /// Whoever was taken up here is not carried on by somebody who has turned to another one.
  private func letGo(_ desk: inout Desk) {
    guard let held = desk.selection.inHand, held.appointment.id != selected(desk)?.appointment.id
    else { return }
    desk.selection.inHand = nil
    desk.say(held.givenUp(desk))
  }

  private mutating func withRow(
    _ desk: inout Desk,
    _ body: (inout TrayWindow, TrayRow, inout Desk) -> Step
  ) -> Step {
    guard desk.mayChange(), let selected = selected(desk), submitted != selected.appointment.id,
      !surprise.holdsBack(&desk, "Look at the list, then press again.")
    else { return Step() }
    return body(&self, selected, &desk)
  }

  private mutating func take(_ row: TrayRow, _ desk: inout Desk) -> Step {
    guard let place = row.proposal else {
      let who = desk.names.areShown ? row.appointment.label : "this one"
      desk.say("No place is free for \(who): x cancels, or new slots make one.", .error)
      return Step()
    }
    return submit(row, desk.moving(row.appointment, to: place))
  }

  private mutating func submit(_ row: TrayRow, _ change: Effect) -> Step {
    submitted = row.appointment.id
    return Step(.stay, [change])
  }

  /// Reads on where the row is one of the last that were read.
  mutating func reached(_ desk: Desk) -> [Effect] {
    let (count, selection) = (count(desk), selection(desk) ?? 0)
    // Each row is looked after anew with every change: those that were left behind no longer.
    wanted = min(wanted, selection + 2 * Self.page)
    guard count < total, selection + Self.page / 4 > count else { return [] }
    wanted = count + Self.page
    return [reading]
  }

  // MARK: What the store says

  func renewal(_ desk: Desk) -> [Effect] { [reading] }

  mutating func receive(_ event: Event, _ desk: inout Desk) -> Step? {
    switch event {
    case .trayRead(let page):
      let (isFirst, before) = (rows == nil, selected(desk))
      show(page.rows, of: page.total, desk)
      let isOther = before.map { selected(desk)?.offersTheSame(as: $0) != true } ?? false
      surprise.show(isOther: isOther, desk)
      // It begins with those whose slots the user has just closed.
      if isFirst,
        let first = page.rows.firstIndex(where: { desk.journal.closed.contains($0.slot.id) })
      {
        picker.choose(first, of: page.rows.count)
      }
      if goesToEnd { picker.choose(page.rows.count - 1, of: page.rows.count) }
      goesToEnd = false
      return Step()
    case .performed where submitted != nil:
      // The next one is in focus at once.
      show((rows ?? []).filter { $0.appointment.id != submitted }, of: max(0, total - 1), desk)
      submitted = nil
      return nil
    case .refused(let error) where submitted != nil:
      // Somebody was faster: another place is proposed.
      submitted = nil
      surprise.begin(desk)
      desk.say(desk.times.sentence(of: error), .error)
      return Step(.stay, [reading])
    default:
      surprise.hear(event, desk)
      return nil
    }
  }

  /// Whoever is in focus stays so; where they are gone it is who comes after them.
  private mutating func show(_ new: [TrayRow], of total: Int, _ desk: Desk) {
    picker.choose(selection(desk), of: count(desk))
    picker.keep(selected(desk)?.appointment.id, among: new.map(\.appointment.id))
    (rows, self.total) = (new, total)
  }

  // MARK: What it shows

  func title(_ desk: Desk) -> String { rows == nil ? "To re-book" : "\(total) to re-book" }

  func sentence(_ desk: Desk) -> String? {
    guard let selected = selected(desk) else { return nil }
    let text = TrayText(selected, desk)
    let lines = desk.layout.bottom.height - (desk.layout.canGiveRows ? 0 : 1)
    // What breaks at words fills no line.
    let room = (desk.layout.bottom.width - 12) * lines
    // The row has the phone, too; only here it is said where they go.
    return DisplayWidth.columns(of: text.sentence) <= room ? text.sentence : text.shortSentence
  }

  func nothing(_ desk: Desk) -> String {
    rows == nil
      ? "Looking for people whose place serves them no longer…"
      : "Everybody has a place: there is nobody to re-book."
  }

  func lines(room: Int, _ desk: Desk) -> (Int) -> Line {
    let rows = rows ?? []
    let columns = TrayColumns(inSight(rows, desk).map { TrayText($0, desk) }, room: room)
    return { TrayText(rows[$0], desk).line(room: room, columns) }
  }
}

extension TrayRow {
  fileprivate func offersTheSame(as other: TrayRow) -> Bool {
    let (place, others) = (proposal, other.proposal)
    return appointment.id == other.appointment.id
      && (place?.id, place?.range) == (others?.id, others?.range)
  }
}

/// How wide phones and times are, with the blank behind them: in full, as long as there is room for a name.
private struct TrayColumns {
  private static let widest = 32
  private static let narrowestName = 12

  let phone: Int
  let when: Int
  /// Whether where they were has room.
  let hasOld: Bool

  init(_ rows: [TrayText], room: Int) {
    func width(_ texts: [String]) -> Int {
      min(Self.widest, (texts.map { DisplayWidth.columns(of: $0) }.max() ?? 0) + 1)
    }
    let half = (room - 2 - Self.narrowestName) / 2
    when = min(width(rows.flatMap { [$0.old.when, $0.new.when] }), max(18, half))
    let left = room - Self.narrowestName
    let beside = left - 2 * when - 2
    let phones = width(rows.map(\.phone))
    // A phone is of more use than where they were.
    hasOld = beside >= (room < 64 ? phones : 0)
    phone = max(0, min(phones, hasOld ? beside : left - when))
  }
}

/// A row of the tray: who it is, where they were, where they could go.
private struct TrayText {
  private let row: TrayRow
  private let desk: Desk

  init(_ row: TrayRow, _ desk: Desk) {
    self.row = row
    self.desk = desk
  }

  private var name: String { desk.names.label(row.appointment) }
  var phone: String {
    desk.names.text(AppointmentMember.phone.text(in: row.appointment.metadata))
  }

  /// When, of which block. A block's name can be cut, so that another clock is said behind the time.
  private func place(_ slot: Slot) -> (when: String, block: String) {
    let when = desk.times(of: slot).moment(slot.range.start, now: desk.now)
    return (when + desk.clockMark(of: slot), desk.block(slot.blockID)?.name ?? "")
  }

  var old: (when: String, block: String) { place(row.slot) }

  /// The block is said where it is another one.
  var new: (when: String, block: String) {
    guard let slot = row.proposal else { return ("no place is free", "") }
    let place = place(slot)
    return (place.when, slot.blockID == row.slot.blockID ? "" : place.block)
  }

  /// `Anna First, 07700 900123, Thu 14 Jan 14:00, Dr Brown, to Fri 15 Jan 09:00`
  var sentence: String { sentence(of: [name, phone]) }

  var shortSentence: String { sentence(of: [name]) }

  private func sentence(of person: [String]) -> String {
    let (old, new) = (old, new)
    let target = row.proposal == nil ? new.when : "to \(new.when)"
    return (person + [old.when, old.block, target, new.block]).filter { !$0.isEmpty }
      .joined(separator: ", ")
  }

  func line(room: Int, _ columns: TrayColumns) -> Line {
    let (old, new) = (old, new)
    let isNew = row.proposal != nil
    // Where not all has room, who it is and where they could go say most.
    let widths: [(text: String, width: Int, style: Style)]
    let whenWidth = columns.when
    switch room {
    case 100...:
      let rest = room - 2 * whenWidth - columns.phone - 3
      let name = rest * 2 / 5
      let block = (rest - name) / 2
      widths = [
        (self.name, name, .plain), (phone, columns.phone, .plain), (old.when, whenWidth, .dim),
        (old.block, block, .dim), ("→", 3, .dim),
        (new.when, whenWidth, isNew ? .available : .warning),
        (new.block, rest - name - block, .plain),
      ]
    case _ where columns.hasOld:
      // The block says where they go, which mostly is whose people they are.
      let rest = room - 2 * whenWidth - columns.phone - 2
      let block = rest >= 22 ? rest * 2 / 5 : 0
      let isSaidOfOld = isNew && new.block.isEmpty
      widths = [
        (self.name, rest - block, .plain), (phone, columns.phone, .plain),
        (old.when, whenWidth, .dim),
        ("→", 2, .dim), (new.when, whenWidth, isNew ? .available : .warning),
        (isSaidOfOld ? old.block : new.block, block, isSaidOfOld ? .dim : .plain),
      ]
    default:
      widths = [
        (self.name, room - whenWidth - columns.phone, .plain), (phone, columns.phone, .plain),
        (new.when, whenWidth, isNew ? .available : .warning),
      ]
    }
    var x = 0
    var parts: [Line.Part] = []
    for (text, width, style) in widths {
      parts.append(.text(text, x: x, width: max(0, min(width, room - x) - 1), style))
      x += width
    }
    return Line(sentence, parts: parts)
  }
}
