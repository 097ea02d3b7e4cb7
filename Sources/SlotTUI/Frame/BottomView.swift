import SlotDomain
import TerminalKit

/// The lines at the bottom: one sentence about what is under the cursor; then what the last key did,
/// and the keys that matter now. News that need more than a line take the sentence's place until the next
/// key. Where that leaves no line for the keys, the rows above give way, but for the cursor's.
struct BottomView {
  private let text: BottomText
  private var desk: Desk { text.desk }
  private let area: Rect
  private let top: (any Layer)?
  /// What is typed into, on the last line.
  private let prompt: Line?
  private let news: (lines: [String], style: Style)
  /// Columns between what is said and the keys behind it.
  private static let gap = 3
  /// A window's sentence takes no more lines, so that the window stays in sight.
  private static let mostLinesOfWindow = 3
  /// Whether the keys stand below news of several lines, or of one with no room behind it.
  private let keepsHints: Bool

  init(_ state: AppState) {
    text = BottomText(state)
    let desk = state.desk
    top = state.layers.top
    prompt = top?.prompt(desk)
    let (area, hasPrompt) = (desk.layout.bottom, prompt != nil)
    let isQuestion = top?.question != nil
    let linesAbovePrompt = area.height - (desk.layout.canGiveRows ? 0 : 1)
    let lines =
      isQuestion ? desk.layout.linesOfQuestion : hasPrompt ? linesAbovePrompt : area.height
    news = text.news(width: area.width, lines: lines)
    let columns = DisplayWidth.columns(of: news.lines.last ?? "")
    let hasRoom = columns == 0 || columns + Self.gap + text.keptColumns <= area.width
    keepsHints =
      (news.lines.count > 1 || !hasRoom) && !hasPrompt && !isQuestion && desk.line.message != nil
      && desk.line.message?.kind != .working && desk.layout.canGiveRows
      // What the guide says above has the keys of its step.
      && !desk.layout.hasTour
    self.area = area
  }

  /// With as much of what is above as news and keys need; nil where the cursor stands there.
  private func areaForHints(_ canvas: Canvas) -> Rect? {
    // What is under the cursor is said above a line alone.
    keepsHints ? area(of: max(2, news.lines.count) + 1, canvas) : nil
  }

  /// So many lines at the bottom, or more; nil where the cursor stands in one of them.
  private func area(of lines: Int, _ canvas: Canvas) -> Rect? {
    let area = grown(to: lines)
    if area != self.area, let cursor = canvas.cursor, cursor.y >= area.y { return nil }
    return area
  }

  private func grown(to lines: Int) -> Rect {
    let missing = max(0, lines - area.height)
    return Rect(
      x: area.x,
      y: area.y - missing,
      width: area.width,
      height: area.height + missing
    )
  }

  /// For all that is said; a question has no keys below it and a prompt is one, and neither looks at the
  /// cursor.
  private func areaForNews(_ canvas: Canvas) -> Rect {
    if let area = areaForHints(canvas) { return area }
    if prompt != nil { return grown(to: news.lines.count + 1) }
    return top?.question == nil ? area : grown(to: news.lines.count)
  }

  /// The keys, as long as nothing else is to be said: from slot to slot moving the cursor changes none.
  func drawBackdrop(into canvas: inout Canvas) {
    guard hasHintsBehind else { return }
    drawHints(in: area.split(bottom: 1).bottom, without: [], into: &canvas)
  }

  private var hasHintsBehind: Bool { top == nil && news.lines.isEmpty }

  func draw(into canvas: inout Canvas) {
    let (forHints, area) = (areaForHints(canvas), areaForNews(canvas))
    let (above, last) = area.split(bottom: 1)
    if area != self.area { canvas.fill(area, style: .plain) }
    let idle = text.idleKeys
    if hasHintsBehind, !idle.isEmpty {
      canvas.fill(last, style: .plain)
      drawHints(in: last, without: idle, into: &canvas)
    }
    prompt?.draw(in: last, into: &canvas)
    let room = prompt == nil && forHints == nil ? area : above
    let (rest, below) = room.split(bottom: news.lines.count)
    if forHints != nil { drawHints(in: last, without: idle, into: &canvas) }
    let used = drawNews(in: below, into: &canvas)
    if !news.lines.isEmpty, forHints == nil, prompt == nil, top?.question == nil, !isBusy {
      let line = below.split(bottom: 1).bottom
      drawHints(in: line.inset(left: used + Self.gap), without: idle, into: &canvas)
    }
    drawSentence(in: rest, hasHints: news.lines.isEmpty && prompt == nil, into: &canvas)
  }

  /// Where lines are above them, those have said what is under the cursor.
  func drawLines(into canvas: inout Canvas) {
    let area = areaForNews(canvas)
    let (above, last) = area.split(bottom: 1)
    if area != self.area { canvas.fill(area, style: .plain) }
    prompt?.draw(in: last, into: &canvas)
    drawNews(in: prompt == nil ? area : above, into: &canvas)
    guard prompt == nil, news.lines.count <= above.height, !isBusy else { return }
    drawHints(in: last, without: text.idleKeys, inWords: true, into: &canvas)
  }

  /// Inside of a sequence, or while something is being done, the keys mean something else.
  private var isBusy: Bool {
    !desk.line.sequence.prefix.isEmpty || desk.line.message?.kind == .working
  }

  /// Returns the columns that were used of the last row.
  @discardableResult
  private func drawNews(in room: Rect, into canvas: inout Canvas) -> Int {
    var used = 0
    for (row, text) in news.lines.enumerated() {
      used = canvas.put(text, in: room.inset(top: row), style: news.style)
      if top?.question != nil {
        canvas.cursor = Canvas.Position(x: min(used + 1, room.width - 1), y: room.y + row)
      }
    }
    return used
  }

  private func drawSentence(in area: Rect, hasHints: Bool, into canvas: inout Canvas) {
    let sentence = text.sentence
    var (room, hints) = area.split(bottom: hasHints ? 1 : 0)
    var lines = Text.wrap(sentence, width: area.width)
    if hasHints, lines.count > room.height {
      let count = top == nil ? lines.count : min(lines.count, Self.mostLinesOfWindow)
      let higher = desk.layout.canGiveRows ? self.area(of: count + 1, canvas) : nil
      if top == nil {
        room = higher?.split(bottom: 1).rest ?? area
      } else if let higher {
        (room, hints) = higher.split(bottom: 1)
      }
      canvas.fill(room, style: .plain)
    }
    if hasHints, top != nil { drawHints(in: hints, without: [], into: &canvas) }
    if lines.count > room.height {
      lines = Text.wrap(sentence, width: area.width, lines: room.height)
    }
    for (row, line) in lines.enumerated() { canvas.put(line, in: room.inset(top: row)) }
  }

  private func drawHints(
    in line: Rect,
    without idle: [Hints.Idle],
    inWords: Bool = false,
    into canvas: inout Canvas
  ) {
    // A screen reader says no more of arrows than ASCII has of them.
    let isInWords = inWords || canvas.glyphs.isASCII
    let hints = text.hints.map { hint -> Hint in
      guard isInWords else { return hint }
      return hint.keys == "↑↓"
        ? ("Up Down", hint.text) : hint.keys == "↓" ? ("Down", hint.text) : hint
    }
    var shown = Hints(
      hints,
      and: text.moreHints,
      kept: text.keptKeys,
      last: text.lastKeys.map(desk.keyMap.keyName),
      width: line.width
    )
    shown.replace(idle)
    shown.draw(in: line, into: &canvas)
  }
}
