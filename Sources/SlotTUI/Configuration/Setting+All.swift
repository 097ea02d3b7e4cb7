import SlotDomain
import TerminalKit

/// Every setting beside the keys, in the order in which they are printed. Made when a file is read or
/// printed, not at the start.
extension Setting {
  static var all: [Setting] { screen + times + slots }

  private static var screen: [Setting] {
    [
      Setting(
        "screen",
        "view",
        "How slots are shown first: \(words(PeriodView.allCases.map(\.rawValue))).",
        \.view,
        oneOf: PeriodView.allCases.map { ($0.rawValue, $0) }
      ),
      Setting(
        "screen",
        "colors",
        """
        "standard"; "color-blind" for blue against orange; "none" for bold and underlined alone;
        "auto" is "none" where NO_COLOR is set, else "standard". Signs and text tell all of it too.
        """,
        \.colors,
        oneOf: [("auto", nil)] + ColorScheme.allCases.map { ($0.rawValue, $0) }
      ),
      Setting(
        "screen",
        "background",
        "Of your terminal: \"dark\" or \"light\"; \"auto\" asks it, and takes its own colours until it tells.",
        \.background,
        oneOf: Background.allCases.map { ($0.rawValue, $0) }
      ),
      Setting("screen", "ascii", "Draw with ASCII characters alone.", \.isASCII),
      Setting(
        "screen",
        "linear",
        "Lines below each other in place of grids and boxes, for screen readers.",
        \.isLinear
      ),
      Setting(
        "screen",
        "mouse",
        "Listen to the mouse. The terminal's own selection then needs Shift.",
        \.usesMouse
      ),
      Setting(
        "screen",
        "names",
        """
        Name people. false says "taken" in their place, and nothing else of them, in every window:
        for a screen that strangers can see.
        """,
        \.showsNames
      ),
      Setting(
        table: "screen",
        name: "hours",
        help: """
          Hours in which the grid folds no empty row, such as "07:00-20:00"; "" folds all of them.
          Slots at other hours are shown whatever this says.
          """,
        read: { value, configuration in
          guard case .text(let text) = value else { return false }
          configuration.hours = hours(text)
          return text.isEmpty || configuration.hours != nil
        },
        write: { TOMLText.quoted($0.hours.map(text) ?? "") },
        expected: "a range such as \"07:00-20:00\", or \"\""
      ),
    ]
  }

  private static var times: [Setting] {
    [
      Setting(
        "screen",
        "first-weekday",
        "The day on which a week begins. Only weeks from Monday have numbers.",
        \.firstWeekday,
        oneOf: Weekday.allCases.map { ($0.name.lowercased(), $0) }
      ),
      Setting(
        table: "screen",
        name: "clock",
        help: "24 for 14:30, 12 for 2:30 pm.",
        read: { value, configuration in
          guard case .number(let number) = value, let clock = TimeStyle.Clock(rawValue: number)
          else { return false }
          configuration.timeStyle.clock = clock
          return true
        },
        write: { "\($0.timeStyle.clock.rawValue)" },
        expected: "12 or 24"
      ),
      Setting(
        "screen",
        "date-order",
        "\"iso\" for 2026-03-05, \"dmy\" for 05.03.2026, \"mdy\" for 03/05/2026.",
        \.timeStyle.dateOrder,
        oneOf: TimeStyle.DateOrder.allCases.map { ($0.rawValue, $0) }
      ),
    ]
  }

  private static var slots: [Setting] {
    [
      Setting(
        "slots",
        "minutes",
        "Length of a new slot that has no neighbour to take it from.",
        \.slotMinutes,
        in: 1...525_600
      ),
      Setting(
        "slots",
        "capacity",
        "How many appointments fit into a new slot that has no neighbour.",
        \.slotCapacity,
        in: 1...1_000_000
      ),
      Setting(
        "slots",
        "lock-minutes",
        "How long a lock lasts when no number was typed before its key.",
        \.lockMinutes,
        in: 1...525_600
      ),
      Setting(
        "slots",
        "publish",
        "Whether the form for a new booking block proposes to publish it.",
        \.publishesBlocks
      ),
    ]
  }

  // MARK: Hours

  /// Minutes of the wall clock that `07:00-20:00` means; nil for anything else.
  private static func hours(_ text: String) -> Range<Int>? {
    let ends = text.split(separator: "-", omittingEmptySubsequences: false).map(minutes)
    guard ends.count == 2, let start = ends[0], let end = ends[1], start < end else { return nil }
    return start..<end
  }

  private static func minutes(_ text: Substring) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ $0.count == 2 && $0.allSatisfy(\.isNumber) }),
      let hour = Int(parts[0]), let minute = Int(parts[1]), minute < 60
    else { return nil }
    let minutes = hour * 60 + minute
    return minutes <= 24 * 60 ? minutes : nil
  }

  private static func text(_ hours: Range<Int>) -> String {
    func clock(_ minutes: Int) -> String {
      "\(TimeStyle.two(minutes / 60)):\(TimeStyle.two(minutes % 60))"
    }
    return "\(clock(hours.lowerBound))-\(clock(hours.upperBound))"
  }
}
