import SlotDomain
import TerminalKit

/// What keys do in the palette.
extension AppState {
  mutating func take(_ key: Key, in palette: PaletteScreen) -> [Effect] {
    var palette = palette
    let commands = PaletteCommand.all(keyMap)
    switch key {
    case .escape, .control("c"):
      overlay = nil
      return []
    case .backspace where palette.field.isEmpty:
      overlay = nil
      return []
    case .enter:
      return run(palette, commands)
    case .tab:
      if let command = palette.selected(commands) { palette.complete(command, commands) }
    default:
      palette.handle(key, commands)
    }
    overlay = .palette(palette)
    return []
  }

  private mutating func run(_ palette: PaletteScreen, _ commands: [PaletteCommand]) -> [Effect] {
    guard let command = palette.selected(commands) else {
      let typed = SafeText.line(String(palette.field.characters.prefix(40)))
      message = Message("Nothing is called \"\(typed)\". Type a part of a name, or Esc.", .error)
      return []
    }
    let argument = palette.argument(commands)
    if let wanted = command.argument, argument.isEmpty {
      var palette = palette
      palette.complete(command, commands)
      overlay = .palette(palette)
      message = Message("Type the \(wanted.lowercased()) behind it.")
      return []
    }
    if let binding = command.binding, !binding.takesCount, !argument.isEmpty {
      message = Message("\(command.name) takes no number.", .error)
      return []
    }
    overlay = nil
    guard let effects = command.run(&self, argument) else {
      overlay = .palette(palette)
      return []
    }
    return effects
  }

  /// Why an action would be refused now, whatever it is done to; nil when it would not.
  func obstacle(to action: ScreenAction) -> String? {
    if action.isChange { return obstacleToChanges }
    guard settings.isRestricted else { return nil }
    switch action {
    case .suspend: return "This login may not leave to a shell."
    case .tour: return "This login may open no file but the store, so there is no tour."
    case .copyID: return "This login may not reach your clipboard."
    default: return nil
    }
  }
}
