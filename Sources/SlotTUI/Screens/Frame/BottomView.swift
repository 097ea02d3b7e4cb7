import SlotDomain

/// The two lines at the bottom: one sentence about what is under the cursor; then what the last key
/// did, and the keys that matter now.
struct BottomView {
  let state: AppState

  /// The upper line, and over the lower one what asks for an answer.
  func drawSentence(_ layout: ScreenLayout, into canvas: inout Canvas) {
    let line = layout.sentence
    canvas.put(sentence, x: line.x, y: line.y, width: line.width)
    let hints = layout.hints
    switch state.overlay {
    case .question(let question):
      let text = question.text + " "
      let used = canvas.put(text, x: hints.x, y: hints.y, width: hints.width - 1, style: .warning)
      canvas.cursor = Canvas.Position(x: hints.x + min(used, hints.width - 1), y: hints.y)
    case .datePrompt(let field):
      drawPrompt(field, in: hints, sentence: line, into: &canvas)
    default:
      break
    }
  }

  // MARK: The sentence

  private var sentence: String {
    guard let block = state.content.block else { return "" }
    if let slot = state.week.focusedSlot {
      let flash = state.flashes[slot.id].map { ", changed just now by \($0.actor)" } ?? ""
      return sentences.text(slot, in: block) + flash
    }
    let date = state.week.focusedDate
    guard let start = state.week.focusedInstant else {
      let wall = state.week.layout.axis.wallTime(at: state.week.cursor.position).wall
      return "\(TimeFormat.day(date)) \(TimeFormat.clock(wall)) does not exist: the clock changes."
    }
    return sentences.free(
      day: date,
      from: state.times.clock(start),
      isReadOnly: state.settings.isReadOnly
    )
  }

  private var sentences: SlotSentence {
    SlotSentence(
      times: state.times,
      now: state.now,
      keys: state.keyMap,
      actor: state.settings.actor
    )
  }

  // MARK: Hints

  private func drawPrompt(
    _ field: TextField,
    in line: Rect,
    sentence: Rect,
    into canvas: inout Canvas
  ) {
    if let message = state.message {
      canvas.fill(sentence, style: .plain)
      canvas.put(message.text, x: sentence.x, y: sentence.y, style: .error)
    }
    let label = canvas.put("Go to date: ", x: line.x, y: line.y, style: .heading)
    FieldView.draw(field, in: line.inset(left: label), isFocused: true, into: &canvas)
  }

  /// The lower line.
  func drawHints(in line: Rect, into canvas: inout Canvas) {
    var x = line.x
    if let message = state.message {
      x +=
        canvas.put(
          message.text,
          x: x,
          y: line.y,
          width: line.width,
          style: message.kind.style
        ) + 3
    } else if let count = state.sequence.count {
      let keys = state.keyMap.bindings.filter(\.takesCount).compactMap(\.keys.first?.name)
      x +=
        canvas.put(
          "\(count)… then one of \(keys.joined(separator: " "))",
          x: x,
          y: line.y,
          width: line.width,
          style: .warning
        ) + 3
    }
    for (key, hint) in hints {
      guard x + key.count + hint.count + 1 <= line.maxX else { return }
      x += canvas.put(key, x: x, y: line.y, style: .key)
      x += canvas.put(" \(hint)", x: x, y: line.y, style: .hint) + 2
    }
  }

  private var hints: [(String, String)] {
    switch state.overlay {
    case .details:
      return [
        ("↑↓", "choose"), ("a", "book"), ("x", "cancel or enable"), ("D", "delete"),
        ("Esc", "back"),
      ]
    case .form: return [("Enter", "accept"), ("Tab", "next field"), ("Esc", "leave")]
    case .help: return [("↑↓", "scroll"), ("Esc", "back")]
    case .blockPicker: return [("Enter", "pick"), ("↑↓", "choose"), ("Esc", "back")]
    case .question, .datePrompt: return []
    case nil: return gridHints.map { (state.keyMap.keyName($0.0), $0.1) }
    }
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
    return state.settings.isReadOnly ? rest : changing + rest
  }
}

extension Message.Kind {
  var style: Style {
    switch self {
    case .plain, .news: .plain
    case .success: .success
    case .error: .error
    }
  }
}
