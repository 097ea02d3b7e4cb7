import SlotDomain

/// What can lie over the grid.
enum Overlay: Hashable, Sendable {
  case help(HelpScreen)
  case form(Form)
  case question(Question)
  case datePrompt(TextField)
  case blockPicker(BlockPicker)
  case search(SearchScreen)
  case details(DetailsScreen)
  case history(HistoryScreen)
  case occupancy(OccupancyScreen)
  case palette(PaletteScreen)

  /// Whether what is typed is text for a field.
  var takesText: Bool {
    switch self {
    case .form, .datePrompt, .blockPicker, .search, .palette: true
    case .help, .question, .details, .history, .occupancy: false
    }
  }

  /// The field that is typed into; nil where a letter is no text.
  var field: TextField? {
    switch self {
    case .form(let form): form.focused.isSwitch ? nil : form.focused.input
    case .datePrompt(let field): field
    case .blockPicker(let picker): picker.filter
    case .search(let screen): screen.field
    case .palette(let palette): palette.field
    case .help, .question, .details, .history, .occupancy: nil
    }
  }

  /// The slot whose details the user looks at, also while a question or a form lies over them.
  var details: SlotDetails? {
    switch self {
    case .details(let screen): return screen.details
    case .question(let question):
      guard case .details(let screen) = question.previous.first else { return nil }
      return screen.details
    case .form(let form):
      guard case .details(let screen) = form.previous else { return nil }
      return screen.details
    case .history(let screen): return screen.details
    case .help, .datePrompt, .blockPicker, .search, .occupancy, .palette: return nil
    }
  }
}
