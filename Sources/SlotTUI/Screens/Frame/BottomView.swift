import SlotDomain
import TerminalKit

/// The lines at the bottom: one sentence about what is under the cursor; then what the last key did,
/// and the keys that matter now. News that need more than a line take the sentence's place, until the
/// next key; a sentence that does takes that of the hints.
struct BottomView {
  let state: AppState

  /// The keys, as long as nothing else is to be said: moving the cursor changes none of them.
  func drawBackdrop(_ layout: ScreenLayout, into canvas: inout Canvas) {
    let area = layout.bottom
    guard state.overlay == nil, news(width: area.width, lines: area.height).lines.isEmpty else {
      return
    }
    drawHints(in: area.split(bottom: 1).bottom, into: &canvas)
  }

  func draw(_ layout: ScreenLayout, into canvas: inout Canvas) {
    if layout.isLinear { return drawLines(in: layout.bottom, into: &canvas) }
    var area = layout.bottom
    if case .datePrompt(let field) = state.overlay {
      let (rest, line) = area.split(bottom: 1)
      drawPrompt(field, in: line, into: &canvas)
      area = rest
    }
    let news = news(width: area.width, lines: area.height)
    let (rest, below) = area.split(bottom: news.lines.count)
    for (row, text) in news.lines.enumerated() {
      let used = canvas.put(
        text,
        x: below.x,
        y: below.y + row,
        width: below.width,
        style: news.style
      )
      if case .question = state.overlay {
        canvas.cursor = Canvas.Position(x: min(used + 1, below.width - 1), y: below.y + row)
      } else if news.lines.count == 1, area == layout.bottom, state.sequence.prefix.isEmpty,
        state.message?.kind != .working
      {
        // Inside of a sequence, or while something is being done, the keys mean something else.
        drawHints(in: below.inset(left: used + 3), into: &canvas)
      }
    }
    drawSentence(in: rest, hasNews: !news.lines.isEmpty, into: &canvas)
  }

  /// What is asked, was done, or is half typed.
  func news(width: Int, lines: Int) -> (lines: [String], style: Style) {
    if case .question(let question) = state.overlay {
      return (Text.wrap(question.text, width: width - 1, lines: lines), .warning)
    }
    if let message = state.message {
      return (Text.wrap(message.text, width: width, lines: lines), message.kind.style)
    }
    guard state.overlay == nil else { return ([], .plain) }
    if !state.sequence.prefix.isEmpty {
      return (Text.wrap(continuations, width: width, lines: lines), .warning)
    }
    guard let count = state.sequence.count else {
      if let held = state.inHand {
        return (Text.wrap(moving(held, width: width), width: width, lines: lines), .mark)
      }
      let marks = marks(width: width)
      let text = marks.isEmpty ? filter(width: width) : marks
      return (text.isEmpty ? [] : Text.wrap(text, width: width, lines: lines), .mark)
    }
    let keys = state.keyMap.bindings.filter(\.takesCount).compactMap(\.keys.first?.name)
    return (["\(count)… then one of \(keys.joined(separator: " "))"], .warning)
  }

  /// Who is being moved, and what to do about it; shorter where a line is short.
  private func moving(_ held: AppointmentInHand, width: Int) -> String {
    let name = held.appointment.label
    let (put, escape) = (state.keyMap.keyName(.paste), state.keyMap.keyName(.clearMarks))
    let text =
      "Moving \(name) from \(state.range(of: held)): \(put) puts it on this slot,"
      + " \(escape) gives up"
    return text.count <= width ? text : "Moving \(name): \(put) puts it here, \(escape) gives up"
  }

  /// What is marked and what that is for; shorter where a line is short. Empty without marks.
  private func marks(width: Int) -> String {
    let keys = state.keyMap
    let escape = keys.keyName(.clearMarks)
    if let start = state.marks.rangeStart, let range = state.openRange {
      let slots = counted(range.count, "slot")
      let from = "\(state.times.day(start, now: state.now)) \(state.times.clock(start))"
      let close = "\(keys.keyName(.markRange)) marks \(slots)"
      let text = "Range from \(from): \(close), \(escape) gives it up"
      return text.count <= width ? text : "Range: \(close), \(escape) ends it"
    }
    let count = state.marks.count
    guard count > 0 else { return "" }
    let elsewhere = state.marksElsewhere
    let act = [.toggleStatus, .toggleLock, .delete, .edit, .copy].map(keys.keyName).joined(
      separator: " "
    )
    let isReadOnly = !state.isChangeable
    let text =
      "\(counted(count, "slot")) marked"
      + (elsewhere > 0 ? ", \(elsewhere) \(state.week.view.elsewhere): " : ": ")
      + (isReadOnly ? "" : "\(act) act on \(count == 1 ? "it" : "all"), ") + "\(escape) clears"
    guard text.count > width else { return text }
    return "\(count) marked" + (elsewhere > 0 ? ", \(elsewhere) not here: " : ": ")
      + (isReadOnly ? "" : "\(act), ") + "\(escape) clears"
  }

  /// Which slots stand out, and what shows all again; empty without a filter.
  private func filter(width: Int) -> String {
    guard let condition = state.week.filter.condition else { return "" }
    let key = state.keyMap.keyName(.showAll)
    let text = "Only \(condition.adjective) slots are shown: \(key) shows all"
    return text.count <= width ? text : "Only \(condition.adjective): \(key) shows all"
  }

  /// What can follow the keys typed so far.
  private var continuations: String {
    let keys = state.sequence.prefix
    let choices = state.keyMap.continuations(of: keys) + ["Esc"]
    return keys.map(\.name).joined(separator: " ") + "… " + choices.joined(separator: ", ")
  }

  private func drawSentence(in area: Rect, hasNews: Bool, into canvas: inout Canvas) {
    let isPrompt = if case .datePrompt = state.overlay { true } else { false }
    let hasHints = !hasNews && !isPrompt
    var (room, hints) = area.split(bottom: hasHints ? 1 : 0)
    var lines = Text.wrap(sentence, width: area.width)
    if hasHints {
      if state.overlay != nil {
        drawHints(in: hints, into: &canvas)
      } else if lines.count > room.height {
        room = area
        canvas.fill(hints, style: .plain)
      }
    }
    if lines.count > room.height {
      lines = Text.wrap(sentence, width: area.width, lines: room.height)
    }
    for (row, text) in lines.enumerated() {
      canvas.put(text, x: room.x, y: room.y + row, width: room.width)
    }
  }

  // MARK: The sentence

  private var sentence: String {
    guard let block = state.content.block else { return "" }
    if case .search(let screen) = state.overlay,
      let sentence = SearchView(screen: screen, state: state).sentence
    {
      return sentence
    }
    if state.week.view == .month { return daySentence(block) }
    if let slot = state.week.focusedSlot {
      let flash = state.flashes[slot.id].map { ", changed just now by \($0.actor)" } ?? ""
      let mark = state.marks.contains(slot.id) ? ", marked" : ""
      return SlotSentence(state).text(slot, in: block) + mark + flash
    }
    if state.week.view == .agenda, let condition = state.week.filter.condition {
      return "No \(condition.adjective) slot in this week."
    }
    let date = state.week.focusedDate
    guard let start = state.week.focusedInstant else {
      let wall = state.week.layout.axis.wallTime(at: state.week.cursor.position).wall
      let style = state.times.style
      return "\(style.day(date)) \(style.clock(wall)) does not exist: the clock changes."
    }
    return SlotSentence(state).free(day: date, from: state.times.clock(start))
  }

  private func daySentence(_ block: BookingBlock) -> String {
    let date = state.week.focusedDate
    let create = state.settings.isReadOnly ? "" : "\(state.keyMap.keyName(.create)) creates one"
    let today = state.content.zone.date(state.now)
    return DaySentence(date: date, today: today, style: state.times.style)
      .text(state.places(on: date), in: block, remedy: create)
  }

  // MARK: Hints

  func drawPrompt(_ field: TextField, in line: Rect, into canvas: inout Canvas) {
    let label = canvas.put("Go to date: ", x: line.x, y: line.y, style: .heading)
    let previewWidth = 17
    let input = line.inset(left: label, right: previewWidth + 1)
    canvas.put(preview(of: field), x: input.maxX + 1, y: line.y, width: previewWidth, style: .dim)
    FieldView.draw(field, in: input, isFocused: true, into: &canvas)
  }

  /// Which date is understood so far.
  private func preview(of field: TextField) -> String {
    let today = state.content.zone.date(state.now)
    guard !field.isEmpty else { return "" }
    do {
      let date = try WrittenDate.read(field.text, today: today)
      return "= \(state.times.style.day(date)) \(date.year)"
    } catch {
      switch error {
      case .notUnderstood: return "= ?"
      case .noSuchDay: return "= no such day"
      case .ambiguous: return "= day or month?"
      }
    }
  }

  func drawHints(in line: Rect, into canvas: inout Canvas) {
    var x = line.x
    // A screen reader says no more of arrows than ASCII has of them.
    let isInWords = canvas.glyphs.isASCII || state.settings.isLinear
    for (key, hint) in hints {
      let key = key == "↑↓" && isInWords ? "Up Down" : key
      guard x + key.count + hint.count + 1 <= line.maxX else { return }
      x += canvas.put(key, x: x, y: line.y, style: .key)
      x += canvas.put(" \(hint)", x: x, y: line.y, style: .hint) + 2
    }
  }

  private var hints: [(String, String)] {
    switch state.overlay {
    case .details:
      return [
        ("↑↓", "choose"), ("a", "book"), ("m", "move"), ("x", "cancel or enable"),
        ("D", "delete"), ("Esc", "back"),
      ]
    case .form(let form):
      let hasEditor = form.focused.name == .metadata && !state.settings.isRestricted
      let hasPages = state.layout.docked > 0
      return [("Enter", "accept"), ("Tab", "next field"), ("Esc", "leave")]
        + (hasPages ? [("PgUp PgDn", "look further")] : [])
        + (hasEditor ? [(Form.editorKey.name, "editor")] : [])
    case .help, .history, .occupancy: return [("↑↓", "scroll"), ("Esc", "back")]
    case .palette:
      return [("Enter", "do it"), ("Tab", "complete"), ("↑↓", "choose"), ("Esc", "back")]
    case .blockPicker: return [("Enter", "pick"), ("↑↓", "choose"), ("Esc", "back")]
    case .search: return [("Enter", "go there"), ("↑↓", "choose"), ("Esc", "back")]
    case .question, .datePrompt: return []
    case nil: return rowHints + gridHints.map { (state.keyMap.keyName($0.0), $0.1) }
    }
  }

  /// Rows are as fine as the finest of many blocks needs.
  private var rowHints: [(String, String)] {
    guard state.week.view == .blocks, !state.settings.isLinear else { return [] }
    let keys = [ScreenAction.finerRows, .coarserRows].map(state.keyMap.keyName)
    return [(keys.joined(separator: " "), "rows")]
  }

  /// Always the same, so that moving the cursor sends none of it; the sentence above says what matters
  /// for the slot under it.
  private var gridHints: [(ScreenAction, String)] {
    guard state.content.block != nil else {
      return [(.create, "create a block"), (.help, "help"), (.quit, "leave")]
    }
    let changing: [(ScreenAction, String)] = [
      (.toggleStatus, "on/off"), (.toggleLock, "lock"), (.book, "book"), (.create, "create"),
      (.edit, "edit"), (.delete, "delete"),
    ]
    let rest: [(ScreenAction, String)] = [
      (.open, "details"), (.goToDate, "date"), (.pickBlock, "block"), (.undo, "undo"),
      (.help, "help"), (.quit, "leave"),
    ]
    if state.week.view == .month {
      let ofDays: [(ScreenAction, String)] = [
        (.open, "open day"), (.mark, "mark day"), (.markAll, "mark month"),
        (.nextPeriod, "next month"), (.goToDate, "date"), (.pickBlock, "block"), (.help, "help"),
        (.quit, "leave"),
      ]
      return ofDays
    }
    let sorting: [(ScreenAction, String)] = state.week.view == .agenda ? [(.sort, "sort")] : []
    let past: [(ScreenAction, String)] =
      state.content.asOf == nil ? [] : [(.clearMarks, "back to now")]
    return past + sorting + (state.isChangeable ? changing + rest : rest.filter { $0.0 != .undo })
  }
}

extension Message.Kind {
  var style: Style {
    switch self {
    case .plain, .news, .working: .plain
    case .success: .success
    case .error: .error
    }
  }
}
