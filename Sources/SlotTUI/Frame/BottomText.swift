import SlotDomain
import TerminalKit

/// What the lines at the bottom say.
struct BottomText {
  private let state: AppState
  var desk: Desk { state.desk }

  init(_ state: AppState) { self.state = state }

  /// What is under the cursor, or chosen in a window.
  var sentence: String {
    guard desk.content.block != nil else { return "" }
    return state.layers.top?.sentence(desk) ?? state.views.screen.sentence(desk)
  }

  var hints: [Hint] {
    if let top = state.layers.top { return top.hints(desk) }
    guard desk.content.block != nil else {
      let create: [(ScreenAction, String)] = desk.isChangeable ? [(.create, "create a block")] : []
      return desk.hints(create + [(.help, "help"), (.quit, "leave")])
    }
    return state.views.screen.hints(desk)
  }

  /// Those that are wanted less often.
  var moreHints: [Hint] {
    guard state.layers.isEmpty, desk.content.block != nil else { return [] }
    return state.views.screen.moreHints(desk)
  }

  /// Keys that do nothing where no slot is under the cursor, and none is marked.
  var idleKeys: [Hints.Idle] {
    guard state.layers.isEmpty, desk.isOnFreeRow else { return [] }
    let isOnTime = desk.sheet.isOnTime
    var ofSlots: [(ScreenAction, instead: (ScreenAction, String)?)] = [
      (.book, isOnTime ? (.create, "new") : nil), (.open, (.nextSlot, "next slot")),
      (.slots(.toggleStatus), nil), (.slots(.toggleLock), nil), (.slots(.edit), nil),
      (.slots(.delete), nil), (.mark, nil), (.copy, nil),
    ]
    if !isOnTime { ofSlots.append((.create, nil)) }
    return ofSlots.map { action, instead in
      Hints.Idle(
        keys: desk.keyMap.keyName(action),
        instead: instead.map { (desk.keyMap.keyName($0), $1) }
      )
    }
  }

  /// Keys whose hints are never left out: what helps, what leads out of here, and whom somebody has to call.
  var keptKeys: [String] {
    (lastKeys + (desk.toRebook > 0 ? [.tray] : [])).map(desk.keyMap.keyName) + ["Esc"]
  }

  /// Those that stand there in the least room.
  let lastKeys: [ScreenAction] = [.help, .quit]

  /// Columns that they take without their words.
  var keptColumns: Int {
    let kept = keptKeys
    return Hints.columns(hints.map(\.keys).filter(kept.contains).map { ($0, "") })
  }

  // MARK: News

  /// What is asked, was done, or is half typed, in no more than so many lines.
  func news(width: Int, lines: Int) -> (lines: [String], style: Style) {
    let line = desk.line
    func wrapped(_ text: String, _ style: Style) -> (lines: [String], style: Style) {
      (text.isEmpty ? [] : Text.wrap(text, width: width, lines: lines), style)
    }
    if let question = state.layers.top?.question {
      return (Text.wrap(question, width: width - 1, lines: lines), .warning)
    }
    if let message = line.message {
      return wrapped(shortened(message.text, to: width), message.kind.style)
    }
    guard state.layers.isEmpty else { return ([], .plain) }
    if !line.sequence.prefix.isEmpty {
      // What can follow the keys typed so far.
      let keys = line.sequence.prefix
      let choices = desk.keyMap.continuations(of: keys) + ["Esc"]
      let typed = keys.map(\.name).joined(separator: " ")
      return wrapped("\(typed)… \(choices.joined(separator: ", "))", .warning)
    }
    if let count = line.sequence.count {
      let keys = desk.keyMap.bindings.filter { $0.takesCount && isOfUse($0.action) }
        .compactMap(\.keys.first?.name)
      return (["\(count)… then one of \(keys.joined(separator: " "))"], .warning)
    }
    let texts = inHand ?? range ?? marks ?? filter ?? []
    return wrapped(texts.first { DisplayWidth.columns(of: $0) <= width } ?? texts.last ?? "", .mark)
  }

  /// Slots are changed where they are seen, and may be.
  private func isOfUse(_ action: ScreenAction) -> Bool {
    if case .slots = action { desk.isChangeable && desk.isOfSlots } else { true }
  }

  /// That it can be taken back is known: the line with who is in focus is not given for it.
  private func shortened(_ text: String, to width: Int) -> String {
    guard DisplayWidth.columns(of: text) > width else { return text }
    let deed = Announcement(desk).parts(of: text).deed
    return DisplayWidth.columns(of: deed) <= width ? deed : text
  }

  // Each in two ways, of which the second is shorter.

  /// Who is being moved, and what to do about it.
  private var inHand: [String]? {
    // In the past nobody is put down, and what gives up leads back to the present first.
    guard desk.content.asOf == nil, let held = desk.selection.inHand else { return nil }
    let name = desk.who(held.appointment)
    let (put, escape) = (desk.keyMap.keyName(.paste), desk.keyMap.keyName(.clearMarks))
    let from = desk.when(held.slot)
    guard desk.isOfSlots else {
      let open = desk.keyMap.keyName(.open)
      let opens = "the \(desk.sheet.manner.length.part)"
      return [
        "Moving \(name) from \(from): \(open) opens \(opens), \(escape) gives up",
        "Moving \(name): \(open) opens \(opens), \(escape) gives up",
      ]
    }
    guard let slot = desk.sheet.focusedSlot, desk.canPutDown(held, on: slot) else {
      return [
        "Moving \(name) from \(from): \(put) on a free slot puts it there, \(escape) gives up",
        "Moving \(name): \(put) on a free slot, \(escape) gives up",
      ]
    }
    return [
      "Moving \(name) from \(from): \(put) puts it on this slot, \(escape) gives up",
      "Moving \(name): \(put) puts it here, \(escape) gives up",
    ]
  }

  private var range: [String]? {
    guard let start = desk.marks.rangeStart else { return nil }
    let escape = desk.keyMap.keyName(.clearMarks)
    let from = desk.times.moment(start, now: desk.now)
    let slots = counted(desk.openRange.count, "slot")
    let close = "\(desk.keyMap.keyName(.markRange)) marks \(slots)"
    return [
      "Range from \(from): \(close), \(escape) gives it up",
      "Range: \(close), \(escape) ends it",
    ]
  }

  /// What is marked and what that is for.
  private var marks: [String]? {
    let count = desk.marks.count
    guard count > 0 else { return nil }
    let deeds: [SlotDeed] = [.toggleStatus, .toggleLock, .shift, .delete, .edit]
    let act = (deeds.map(ScreenAction.slots) + [.copy]).map(desk.keyMap.keyName)
      .joined(separator: " ")
    let book = desk.keyMap.keyName(.book)
    let clears = "\(desk.keyMap.keyName(.clearMarks)) clears"
    let hidden = hiddenMarks
    let elsewhere = hidden.count
    let long = elsewhere > 0 ? ", \(elsewhere) \(place(of: hidden))" : ""
    let short = elsewhere > 0 ? ", \(elsewhere) not here" : ""
    let (them, isChangeable) = (count == 1 ? "it" : "all", desk.isChangeable)
    return [
      "\(counted(count, "slot")) marked\(long): \(isChangeable ? "\(book) \(act) act on \(them), " : "")"
        + clears,
      "\(count) marked\(short): \(isChangeable ? "\(act), " : "")" + clears,
    ]
  }

  /// Where marked slots are that the view does not show.
  private func place(of hidden: [Slot]) -> String {
    guard desk.isOfSlots else { return "not shown" }
    let ofOthers = hidden.count { $0.blockID != desk.content.block?.id }
    if ofOthers == hidden.count { return "in another block" }
    if desk.sheet.manner.isShared { return "not shown" }
    return ofOthers > 0 ? "elsewhere" : "not \(desk.sheet.place)"
  }

  /// Which slots stand out, and what shows all again.
  private var filter: [String]? {
    guard let condition = desk.sheet.filter.condition else { return nil }
    let key = desk.keyMap.keyName(.showAll)
    return [
      "Only \(condition.adjective) slots are shown: \(key) shows all",
      "Only \(condition.adjective): \(key) shows all",
    ]
  }

  /// The marked slots that are not among those that the view shows.
  var hiddenMarks: [Slot] {
    guard !desk.isOfSlots else {
      let shown = Set(state.views.screen.slots(desk, isFiltered: false).map(\.id))
      return desk.marks.all.filter { !shown.contains($0.id) }
    }
    let range = desk.sheet.period.range(in: desk.content.zone)
    return desk.marks.all.filter {
      $0.blockID != desk.content.block?.id || !range.contains($0.range.start)
    }
  }
}
