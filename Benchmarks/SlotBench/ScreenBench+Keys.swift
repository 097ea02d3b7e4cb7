extension ScreenBench {
  /// One program's answers to some keys.
  private struct Answers {
    var times: [Double] = []
    var bytes: [Double] = []

    mutating func press(_ key: TerminalSession.Key, in session: TerminalSession) {
      let begin = session.press(key)
      let answer = session.answer(quiet: 0.015, patience: 0.25)
      guard answer.bytes > 0 else { return }
      times.append((answer.end - begin) * 1000)
      bytes.append(Double(answer.bytes))
    }
  }

  func keys(_ report: inout Report, view: View, store: String) throws {
    let ours = try open(view, of: store)
    let bare = try open(floor(store, view: view))
    let (moves, floorMoves) = press(view.moves, ours, bare)
    let (turns, floorTurns) = press(view.turns, ours, bare)

    func add(_ what: String, _ unit: Report.Unit, _ a: Double?, _ b: Double?, _ t: Report.Target) {
      report.add("\(view) view: \(what)", unit, a, beside: b, t)
    }
    for (name, both) in [
      ("cursor key", (moves, floorMoves)), ("next \(view.period)", (turns, floorTurns)),
    ] {
      let (ours, floor) = (both.0.times, both.1.times)
      add("\(name) to painted, p50", .milliseconds, ours.median, floor.median, .none)
      add(
        "\(name) to painted, p99",
        .milliseconds,
        ours.percentile(99),
        floor.percentile(99),
        .ratio(1.5)
      )
    }
    // The median: a move that scrolls paints the whole screen, and is no cursor move.
    add("sent per cursor key", .bytes, moves.bytes.median, floorMoves.bytes.median, .atMost(200))
    add(
      "sent per \(view.period)",
      .bytes,
      turns.bytes.mean,
      floorTurns.bytes.mean,
      view == .week ? .ratio(1.2) : .none
    )
  }

  private func press(
    _ keys: [TerminalSession.Key],
    _ ours: TerminalSession,
    _ floor: TerminalSession
  ) -> (ours: Answers, floor: Answers) {
    var answers: (ours: Answers, floor: Answers) = (Answers(), Answers())
    for key in keys {
      answers.floor.press(key, in: floor)
      answers.ours.press(key, in: ours)
    }
    return answers
  }

  /// A neighbour's own cursor key, beside the one that costs slottui most.
  func calcurseKeys(_ report: inout Report, store: String) throws {
    guard let neighbour = try Calcurse(folder: samples.folder) else { return }
    let ours = try open(.week, of: store)
    let theirs = try start(neighbour.arguments)
    _ = theirs.answer(quiet: 1.5)
    let keys = [TerminalSession.Key.down, .up].repeated(30)
    let (mine, other) = press(keys, ours, theirs)
    report.add(
      .init(
        name: "week view: cursor key to painted, p50",
        unit: .milliseconds,
        slottui: mine.times.median,
        other: other.times.median,
        beside: Calcurse.name
      )
    )
  }
}

extension ScreenBench.View {
  /// What `[` and `]` change.
  var period: String {
    switch self {
    case .week, .agenda: "week"
    case .day, .blocks: "day"
    case .month: "month"
    }
  }

  /// Down and back, and from column to column; with and without scrolling, never past the period. So many
  /// that it is not the three at which something else ran on the machine that speak for all.
  var moves: [TerminalSession.Key] {
    func press(_ key: TerminalSession.Key, _ times: Int) -> [TerminalSession.Key] {
      [key].repeated(times)
    }
    let (down, up) = (press(.down, 60), press(.up, 60))
    let (round, times) =
      switch self {
      case .week, .blocks: (down + press(.right, 2) + up + press(.left, 2), 6)
      case .day, .agenda: (down + up, 6)
      case .month: (press(.right, 6) + press(.down, 3) + press(.left, 6) + press(.up, 3), 42)
      }
    return round.repeated(times)
  }

  var turns: [TerminalSession.Key] {
    [.nextPeriod, .nextPeriod, .previousPeriod, .previousPeriod].repeated(78)
  }
}
