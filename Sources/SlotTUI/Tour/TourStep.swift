/// What the guided tour shows, one after another. Each is done by doing it.
enum TourStep: Int, CaseIterable, Hashable, Sendable {
  case move = 1
  case book, people, disable, tray, lock, many, find

  /// What is to be done in it.
  var tasks: [TourTask] {
    switch self {
    case .move: [.moves, .nextPeriod, .now]
    case .book: [.findsAvailable, .books]
    case .people: [.opensPeople, .movesPerson, .cancels]
    case .disable: [.disables, .undoes]
    case .tray: [.opensTray, .rebooks]
    case .lock: [.locks, .seesColleague]
    case .many: [.creates, .marks, .changesMany]
    case .find: [.searches, .opensPalette, .opensHelp]
    }
  }

  /// Nil after the last one.
  var next: TourStep? { TourStep(rawValue: rawValue + 1) }
}

/// What a step asks of the user, named by what they did.
enum TourTask: Hashable, Sendable {
  case moves, nextPeriod, now
  case findsAvailable, books
  case opensPeople, movesPerson, cancels
  case disables, undoes
  case opensTray, rebooks
  case locks, seesColleague
  case creates, marks, changesMany
  case searches, opensPalette, opensHelp

  /// What must have been done before, for this to count.
  var requirement: TourTask? {
    switch self {
    case .undoes: .disables
    case .rebooks: .opensTray
    case .seesColleague: .locks
    case .moves, .nextPeriod, .now, .findsAvailable, .books, .opensPeople, .movesPerson, .cancels,
      .disables, .opensTray, .locks, .creates, .marks, .changesMany, .searches, .opensPalette,
      .opensHelp:
      nil
    }
  }

  /// What has been done with this, however that was.
  var implied: [TourTask] {
    switch self {
    case .books: [.findsAvailable]
    case .changesMany: [.marks]
    case .movesPerson, .cancels: [.opensPeople]
    case .moves, .nextPeriod, .now, .findsAvailable, .opensPeople, .disables, .undoes, .opensTray,
      .rebooks, .locks, .seesColleague, .creates, .marks, .searches, .opensPalette, .opensHelp:
      []
    }
  }
}
