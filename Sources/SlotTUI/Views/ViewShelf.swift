/// The ways in which the period was shown, each with what it remembers, and the present one.
struct ViewShelf: Sendable {
  private(set) var shown: PeriodView
  /// Of each view, in its place among all of them.
  private var screens = PeriodView.allCases.map(\.screen)

  init(_ view: PeriodView) { shown = view }

  private var place: Int { PeriodView.allCases.firstIndex(of: shown) ?? 0 }

  var screen: any PeriodScreen { screens[place] }

  mutating func show(_ view: PeriodView, _ desk: inout Desk) {
    guard view != shown else { return }
    shown = view
    screens[place].open(&desk)
    desk.sheet.change(to: screen.manner(isLinear: desk.layout.isLinear))
  }

  // What the present one does.

  mutating func act(_ action: ScreenAction, _ count: Int, _ desk: inout Desk) -> [Effect]? {
    screens[place].act(action, count, &desk)
  }

  mutating func point(at target: MouseTarget, _ desk: inout Desk) -> [Effect] {
    screens[place].point(at: target, &desk)
  }

  mutating func receive(_ event: Event, _ desk: inout Desk) {
    screens[place].receive(event, &desk)
  }

  mutating func settle(_ desk: Desk, canAsk: Bool) -> [Effect] {
    screens[place].settle(desk, canAsk: canAsk)
  }
}

extension PeriodView {
  /// What shows a period in this way. A new view is registered here.
  var screen: any PeriodScreen {
    switch self {
    case .day: GridScreen(.oneDay)
    case .week: GridScreen(.daysOfWeek)
    case .blocks: GridScreen(.blocks)
    case .month: MonthScreen()
    case .year: YearScreen()
    case .agenda: AgendaScreen()
    }
  }
}
