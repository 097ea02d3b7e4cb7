import Glibc
import SlotDomain

/// The screen beside a bare ncurses program and calcurse, each on a terminal of its own.
///
/// "Painted" is when the last byte came before the program fell silent. Whatever both sides do is
/// done in turns, so that a busy moment of the machine falls on both.
struct ScreenBench {
  let samples: SampleStores
  let home: String
  let slottui: String
  let floor: String

  init(samples: SampleStores) {
    self.samples = samples
    home = "\(samples.folder)/home"
    slottui = programBesideBench("slottui")
    floor = "\(samples.folder)/ScreenFloor"
  }

  func run(_ report: inout Report) throws {
    mkdir(home, 0o777)
    let large = try samples.large()
    let small = try samples.small()
    let hasScreen = try showsAScreen(slottui(large))
    if !hasScreen { note("slottui opens no screen here; the floor is measured alone.") }
    try firstPaint(&report, large: large, small: small, hasScreen: hasScreen)
    try keys(&report, store: large, hasScreen: hasScreen)
    if hasScreen {
      try othersChanges(&report, store: large)
      try idle(&report, store: large)
    }
  }

  private func slottui(_ store: String) -> [String] {
    [slottui, "--db", store, "--block", SampleStores.shown, "--date", SampleStores.weekDate]
  }

  private func floor(_ store: String) -> [String] {
    [floor, store, SampleStores.shown, SampleStores.weekDate]
  }

  private func start(_ program: [String]) throws -> TerminalSession {
    try TerminalSession(program, home: home)
  }

  /// A program, painted and silent.
  private func open(_ program: [String]) throws -> TerminalSession {
    let session = try start(program)
    _ = session.answer(quiet: 0.5)
    return session
  }

  private func showsAScreen(_ program: [String]) throws -> Bool {
    try !open(program).hasEnded
  }

  /// From the start of the process, in milliseconds.
  ///
  /// - Parameter quiet: Longer than the program's longest pause while it paints, in seconds.
  private func timeToPaint(_ program: [String], quiet: Double = 0.1) throws -> Double {
    let begin = now()
    let session = try start(program)
    return (session.answer(quiet: quiet).end - begin) * 1000
  }
}

// MARK: First paint

extension ScreenBench {
  private func firstPaint(
    _ report: inout Report,
    large: String,
    small: String,
    hasScreen: Bool
  ) throws {
    var times: (large: [Double], small: [Double], floor: [Double]) = ([], [], [])
    var calcurse: [Double] = []
    let neighbour = try Calcurse(folder: samples.folder)
    for round in 0..<25 {
      times.floor.append(try timeToPaint(floor(large)))
      if hasScreen {
        times.large.append(try timeToPaint(slottui(large)))
        times.small.append(try timeToPaint(slottui(small)))
      }
      if let neighbour, round % 5 == 0 {
        // Between its first bytes and its first picture lies the reading of its file.
        calcurse.append(try timeToPaint(neighbour.arguments, quiet: 0.6))
      }
    }
    func add(_ name: String, _ ours: [Double], _ other: Double?, _ beside: String, _ target: String)
    {
      report.add(
        .init(
          name: name,
          unit: .milliseconds,
          slottui: ours.median,
          other: other,
          beside: beside,
          target: target
        )
      )
    }
    let start = "start to painted, 1,000,000 slots"
    add(start, times.large, times.floor.median, "C floor", "ratio ≤ 1.5")
    add(start, times.large, times.small.median, "with 1,000", "within 10 %")
    if neighbour != nil {
      add(start, times.large, calcurse.median, "calcurse, 100,000", "ratio ≤ 0.2")
    } else {
      note("calcurse is not installed; nothing is measured beside it.")
    }
  }
}

/// Another calendar for the terminal, https://calcurse.org, with 100,000 appointments from 2026 on.
private struct Calcurse {
  let arguments: [String]

  /// Nil where it is not installed.
  init?(folder: String) throws {
    let program = "/usr/bin/calcurse"
    guard access(program, X_OK) == 0 else { return nil }
    let data = "\(folder)/calcurse"
    arguments = [program, "-D", data, "-C", data]
    guard access("\(data)/apts", F_OK) != 0 else { return }
    mkdir(data, 0o777)
    // Without its clock, whose ticks would pass for painting.
    try Self.write("\(data)/conf") { fputs("appearance.notifybar=no\n", $0) }
    try Self.write("\(data)/apts") { file in
      for index in 0..<100_000 {
        let minutes = index * 20 % 1440
        let day = CivilDate(dayNumber: 20_454 + index / 72)
        let date = "\(two(day.month))/\(two(day.day))/\(day.year)"
        let times = "\(date) @ \(clock(minutes)) -> \(date) @ \(clock(minutes + 19))"
        fputs("\(times) |slot \(index)\n", file)
      }
    }
  }

  private static func write(_ path: String, body: (UnsafeMutablePointer<FILE>) -> Void) throws {
    guard let file = fopen(path, "w") else { throw BenchError.cannotWrite(path) }
    defer { fclose(file) }
    body(file)
  }
}

private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

private func clock(_ minutes: Int) -> String { "\(two(minutes / 60)):\(two(minutes % 60))" }

// MARK: Keys

extension ScreenBench {
  /// One program's answers to one kind of key.
  private struct Answers {
    var times: [Double] = []
    var bytes: [Double] = []

    mutating func press(_ key: TerminalSession.Key, in session: TerminalSession) {
      let begin = session.press(key)
      let answer = session.answer(quiet: 0.02, patience: 0.25)
      guard answer.bytes > 0 else { return }
      times.append((answer.end - begin) * 1000)
      bytes.append(Double(answer.bytes))
    }
  }

  private func keys(_ report: inout Report, store: String, hasScreen: Bool) throws {
    let floor = try open(floor(store))
    let ours = hasScreen ? try open(slottui(store)) : nil
    let atStart = ours.map { ProcessFigures(of: $0.process).memory }
    // Down a column and back, from day to day: with and without scrolling.
    let round: [TerminalSession.Key] =
      Array(repeating: .down, count: 60) + [.right, .right]
      + Array(repeating: .up, count: 60) + [.left, .left]
    let moves = Array(repeatElement(round, count: 4).joined())
    let turns: [TerminalSession.Key] = [.nextWeek, .nextWeek, .previousWeek]
    let weeks = Array(repeatElement(turns, count: 15).joined())
    let (ourMoves, floorMoves) = press(moves, ours, floor)
    let (ourWeeks, floorWeeks) = press(weeks, ours, floor)

    func add(_ name: String, _ unit: Report.Unit, _ a: Double?, _ b: Double?, _ target: String) {
      report.add(.init(name: name, unit: unit, slottui: a, other: b, target: target))
    }
    for (name, percent, target) in [("p50", 50.0, ""), ("p99", 99.0, "ratio ≤ 1.5")] {
      add(
        "arrow key to painted, \(name)",
        .milliseconds,
        ourMoves.times.percentile(percent),
        floorMoves.times.percentile(percent),
        target
      )
      add(
        "week change to painted, \(name)",
        .milliseconds,
        ourWeeks.times.percentile(percent),
        floorWeeks.times.percentile(percent),
        target
      )
    }
    // The median: a move that scrolls paints the whole screen, and is no cursor move.
    add("sent per cursor move", .bytes, ourMoves.bytes.median, floorMoves.bytes.median, "≤ 200 B")
    add(
      "sent per week change, half disabled",
      .bytes,
      ourWeeks.bytes.mean,
      floorWeeks.bytes.mean,
      "ratio ≤ 1.2"
    )
    guard let ours else { return }
    let atEnd = ProcessFigures(of: ours.process).memory
    let floorEnd = ProcessFigures(of: floor.process).memory
    let count = moves.count + weeks.count
    add("resident memory, painted", .megabytes, atStart.map { $0 / 1e6 }, nil, "≤ 20 MB")
    add("the same after \(count) keys", .megabytes, atEnd / 1e6, floorEnd / 1e6, "≤ 20 MB")
  }

  private func press(
    _ keys: [TerminalSession.Key],
    _ ours: TerminalSession?,
    _ floor: TerminalSession
  ) -> (ours: Answers, floor: Answers) {
    var answers: (ours: Answers, floor: Answers) = (Answers(), Answers())
    for key in keys {
      answers.floor.press(key, in: floor)
      if let ours { answers.ours.press(key, in: ours) }
    }
    return answers
  }
}

// MARK: Other processes, and nothing to do

extension ScreenBench {
  /// This process is the colleague: it changes slots that the screen shows.
  private func othersChanges(_ report: inout Report, store path: String) throws {
    let session = try open(slottui(path))
    let store = try SampleStores.open(path)
    let blocks = try store.blocks().filter { $0.name == SampleStores.shown }
    let day = TimeRange(start: SampleStores.week, end: SampleStores.week + .hours(24))
    let slots = try store.slots(of: blocks[0].id, in: day)
    var times: [Double] = []
    for round in 0..<60 {
      var time = timespec()
      clock_gettime(CLOCK_REALTIME, &time)
      // The first rows are in view. Twice around leaves the store as it was.
      let slot = slots[round % 30]
      let status: Slot.Status = (slot.status == .active) == (round < 30) ? .disabled : .active
      _ = try store.perform(
        .setSlotStatus([slot.id], status),
        at: Instant(seconds: Int64(time.tv_sec))
      )
      let committed = now()
      let answer = session.answer(quiet: 0.06)
      if answer.bytes > 0 { times.append(max(0, answer.end - committed) * 1000) }
    }
    report.add(
      .init(
        name: "another process's commit to painted, p95",
        unit: .milliseconds,
        slottui: times.count == 60 ? times.percentile(95) : nil,
        target: "≤ 50 ms"
      )
    )
  }

  /// A whole minute, because what shows the time changes once in it.
  private func idle(_ report: inout Report, store: String) throws {
    note("Watching slottui do nothing for a minute.")
    let session = try open(slottui(store))
    // What a resting cursor brings up has come by then.
    _ = session.answer(quiet: 2, patience: 2)
    let begin = now()
    let before = ProcessFigures(of: session.process)
    var last = before
    // Waiting for the disk is sleep too, so not the sleeps are counted but the tenths of a second
    // in which there were any.
    var awake = 0
    while now() - begin < 60 {
      _ = session.answer(quiet: 0.1, patience: 0.1)
      let figures = ProcessFigures(of: session.process)
      if figures.sleeps > last.sleeps { awake += 1 }
      last = figures
    }
    let elapsed = now() - begin
    report.add(
      .init(
        name: "idle: processor",
        unit: .percent,
        slottui: (last.processorTime - before.processorTime) / elapsed * 100,
        target: "0.0 %"
      )
    )
    report.add(
      .init(
        name: "idle: wake-ups",
        unit: .perSecond,
        slottui: Double(awake) / elapsed,
        target: "≤ 1 /s"
      )
    )
  }
}
