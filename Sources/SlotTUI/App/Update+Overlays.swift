import SlotDomain
import TerminalKit

/// What keys do while something lies over the grid.
extension AppState {
  mutating func takeInOverlay(_ key: Key) -> [Effect] {
    switch overlay {
    case nil: return []
    case .help(let help): return take(key, in: help)
    case .form(let form): return take(key, in: form)
    case .question(let question): return take(key, in: question)
    case .datePrompt(let field): return take(key, in: field)
    case .blockPicker(let picker): return take(key, in: picker)
    case .search(let screen): return take(key, in: screen)
    case .details(let details): return take(key, in: details)
    case .history(let history): return take(key, in: history)
    case .occupancy(let occupancy): return take(key, in: occupancy)
    case .palette(let palette): return take(key, in: palette)
    }
  }

  private mutating func take(_ key: Key, in help: HelpScreen) -> [Effect] {
    var help = help
    let stays = help.scroll.handle(
      key,
      rows: HelpView(keyMap: keyMap, help: help).rows(layout),
      shown: HelpView.rowsShown(layout)
    )
    overlay = stays ? .help(help) : nil
    return []
  }

  // MARK: Questions

  private mutating func take(_ key: Key, in question: Question) -> [Effect] {
    // Held keys and pastes are no answers.
    switch key {
    case .paste, .text: return []
    default: break
    }
    overlay = question.previous.first
    guard let answer = question.answers.first(where: { .character($0.key) == key }) else {
      plannedPaste = nil
      message = Message(question.refusal)
      return []
    }
    switch answer.consequence {
    case .effects(let effects): return effects
    case .submit(let form): return submit(form)
    }
  }

  // MARK: Prompts

  private mutating func take(_ key: Key, in field: TextField) -> [Effect] {
    var field = field
    switch key {
    case .escape, .control("c"):
      overlay = nil
      return []
    case .enter:
      guard let effects = go(toWritten: field.text) else { return [] }
      overlay = nil
      return effects
    default:
      _ = field.handle(key)
      overlay = .datePrompt(field)
      return []
    }
  }

  /// Nil when it is no date, which is said.
  mutating func go(toWritten text: String) -> [Effect]? {
    do {
      let today = content.zone.date(now)
      let date = try WrittenDate.read(text, today: today, order: times.style.dateOrder)
      return [
        .load(PeriodRequest(block: content.block?.id, zoneChoice: zoneChoice, target: .date(date)))
      ]
    } catch {
      message = Message(error.sentence, .error)
      return nil
    }
  }

  /// A name that no block has is that of a new one.
  private mutating func create(blockNamed name: String) -> [Effect] {
    guard isChangeable else {
      message = Message("No booking block is called that.", .error)
      return []
    }
    var form = Form.createBlock(timezone: content.zone.name, settings)
    form.set(.name, to: name)
    overlay = .form(form)
    return []
  }

  private mutating func take(_ key: Key, in picker: BlockPicker) -> [Effect] {
    var picker = picker
    switch key {
    case .escape, .control("c"):
      overlay = nil
      return []
    case .enter:
      guard let block = picker.selected(content.blocks) else {
        return create(blockNamed: picker.filter.text)
      }
      overlay = nil
      return [
        .load(
          PeriodRequest(
            block: block.id,
            zoneChoice: zoneChoice,
            target: .week(content.firstDay)
          )
        )
      ]
    default:
      picker.handle(key, content.blocks)
      overlay = .blockPicker(picker)
      return []
    }
  }

  // MARK: History

  private mutating func take(_ key: Key, in history: HistoryScreen) -> [Effect] {
    var history = history
    let view = HistoryView(details: history.details, times: times, now: now)
    let stays = history.scroll.handle(
      key,
      rows: view.rows(layout),
      shown: Box.rowsInside(layout)
    )
    overlay = stays ? .history(history) : nil
    return []
  }

  // MARK: Details

  private mutating func take(_ key: Key, in screen: DetailsScreen) -> [Effect] {
    var screen = screen
    switch key {
    case .escape, .enter, .character("q"), .control("c"):
      overlay = nil
      return []
    case .down, .character("j"): screen.move(1)
    case .up, .character("k"): screen.move(-1)
    case .pageDown, .pageUp:
      let view = DetailsView(state: self, details: screen.details, selection: screen.selection)
      let (top, last) = view.scrolling(screen, layout)
      screen.scroll(to: top + (key == .pageDown ? 5 : -5), last: last)
    case .character("a"):
      return booking { $0.changing { $0.change(key, screen) } }
    case .character("m"), .character("x"), .character("D"), .delete:
      return changing { $0.change(key, screen) }
    default: break
    }
    overlay = .details(screen)
    return []
  }

  private mutating func change(_ key: Key, _ screen: DetailsScreen) -> [Effect] {
    if key == .character("a") {
      return openBooking(screen.details.slot, from: .details(screen))
    }
    guard let appointment = screen.selected else {
      message = Message("There is no appointment on this slot. a books one.")
      return []
    }
    if key == .character("m") { return takeInHand(appointment, of: screen.details.slot) }
    if key == .character("x") {
      let isActive = appointment.status == .active
      return [
        .perform(
          isActive ? .cancelAppointments([appointment.id]) : .enableAppointments([appointment.id])
        )
      ]
    }
    overlay = .question(
      .confirm(
        "Delete the appointment of \(appointment.label)?",
        refusal: "Nothing was deleted.",
        previous: .details(screen),
        [.perform(.deleteAppointments([appointment.id]))]
      )
    )
    return []
  }
}
