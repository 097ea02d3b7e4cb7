import TerminalKit

/// What the tour says, with the keys that are in force.
struct TourText {
  let tour: Tour
  let keyMap: KeyMap
  let actor: String

  struct Task: Hashable {
    /// Empty where nothing is to be pressed.
    let keys: String
    let text: String
    let isDone: Bool
  }

  init(_ tour: Tour, _ desk: Desk) {
    self.tour = tour
    keyMap = desk.keyMap
    actor = desk.settings.actor
  }

  /// `Tour, step 2 of 8: book an appointment`
  var title: String {
    guard let step = tour.step else { return "Tour: the end" }
    return "Tour, step \(step.rawValue) of \(TourStep.allCases.count): \(name(of: step))"
  }

  /// How to go on without doing it, and how to leave.
  var ways: String {
    let leave = "\(key(.tourEnd)) or \(key(.quit))"
    return tour.step == nil ? "\(leave) leaves" : "\(key(.tourNext)) skips, \(leave) leaves"
  }

  /// The same in few words.
  var shortWays: String { "\(key(.tourNext)) skips" }

  /// What became of the step before, and what this one is about.
  var sentences: String {
    let before: String
    switch tour.ending {
    case .done(let step): before = "Step \(step.rawValue) is done. "
    case .skipped(let step): before = "Step \(step.rawValue) was skipped. "
    case nil: before = ""
    }
    return before + explanation
  }

  var tasks: [Task] {
    (tour.step?.tasks ?? []).map { task in
      Task(keys: keys(of: task), text: text(of: task), isDone: tour.done.contains(task))
    }
  }

  /// What is to be done next, in one short line.
  var next: Task {
    tasks.first { !$0.isDone }
      ?? Task(keys: key(.quit), text: "leaves the tour", isDone: false)
  }

  /// `2/6`
  var count: String {
    "\(tour.step.map { "\($0.rawValue)" } ?? "end")/\(TourStep.allCases.count)"
  }

  // MARK: Words

  private var colleague: String { Tour.colleague(of: actor) }

  private func name(of step: TourStep) -> String {
    switch step {
    case .move: "move"
    case .book: "book an appointment"
    case .people: "move and cancel"
    case .disable: "disable a slot"
    case .tray: "re-book"
    case .lock: "lock a slot"
    case .many: "many at once"
    case .find: "find"
    }
  }

  private var explanation: String {
    switch tour.step {
    case .move:
      "The cursor stands on a slot of this week. Go to another one, then to the next week, and"
        + " come back to now."
    case .book:
      "A client calls. Go to the next free slot and book it: type a name, then press Enter."
    case .people:
      "Clients call again. Open the details of a taken place: give one person another place, and"
        + " cancel for another one."
    case .tray:
      "Dr Brown's afternoon is closed. Those who had a place in it wait in the tray, each with"
        + " another place: take one."
    case .disable:
      "Nobody can book a disabled slot. Disable one, then take that back, as you can take back"
        + " whatever you do."
    case .lock where tour.done.contains(.locks):
      "The slot is held for you. In a moment your colleague \(colleague) books another one: you"
        + " will see it come by itself."
    case .lock:
      "A client is still deciding. Lock the slot: nobody else can book it for a while, and all"
        + " see who holds it."
    case .many:
      "Create a slot in a free row: Enter accepts the form. Then mark some slots, and change all"
        + " of them in one step."
    case .find:
      "Find people, notes and blocks (try chen, then Enter), do anything by its name, see all"
        + " keys. Esc closes each."
    case nil:
      "You have seen what matters most. Try what you like: all this is sample data. Leaving brings"
        + " you back to your own store."
    }
  }

  private func keys(of task: TourTask) -> String {
    switch task {
    case .moves: arrows
    case .nextPeriod: key(.nextPeriod)
    case .now: key(.now)
    case .findsAvailable: key(.nextAvailable)
    case .books: key(.book)
    case .opensPeople: key(.open)
    case .movesPerson: "m"
    case .cancels: "x"
    case .disables: key(.slots(.toggleStatus))
    case .opensTray: key(.tray)
    case .rebooks: "Enter"
    case .undoes: key(.undo)
    case .locks: key(.slots(.toggleLock))
    case .seesColleague: ""
    case .creates: key(.create)
    case .marks: key(.mark)
    case .changesMany:
      [.toggleStatus, .toggleLock, .edit].map { key(.slots($0)) }.joined(separator: " ")
    case .searches: key(.search)
    case .opensPalette: key(.palette)
    case .opensHelp: key(.help)
    }
  }

  private func text(of task: TourTask) -> String {
    switch task {
    case .moves: "another slot"
    case .nextPeriod: "next week"
    case .now: "back to now"
    case .findsAvailable: "next free slot"
    case .books: "book it"
    case .opensPeople: "its people"
    case .movesPerson: "move to another place"
    case .cancels: "cancel"
    case .disables: "disable it"
    case .opensTray: "the tray"
    case .rebooks: "take a proposal"
    case .undoes: "take it back"
    case .locks: "lock it"
    case .seesColleague: "see what \(colleague) does"
    case .creates: "create"
    case .marks: "mark two or more"
    case .changesMany: "change them all"
    case .searches: "find"
    case .opensPalette: "by name"
    case .opensHelp: "all keys"
    }
  }

  /// The arrows, unless the user has given them something else to do.
  private var arrows: String {
    let moves: [(Key, ScreenAction)] = [
      (.left, .left), (.down, .down), (.up, .up), (.right, .right),
    ]
    if moves.allSatisfy({ keyMap.action(for: $0.0) == $0.1 }) { return "arrows" }
    return moves.map { key($0.1) }.joined(separator: " ")
  }

  private func key(_ action: ScreenAction) -> String { keyMap.keyName(action) }
}
