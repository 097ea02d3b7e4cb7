import Glibc
import SlotDomain

/// The screen beside a bare ncurses program and calcurse, each on a terminal of its own.
///
/// "Painted" is when the last byte came before the program fell silent. Whatever both sides do is
/// done in turns, so that a busy moment of the machine falls on both.
struct ScreenBench {
  let samples: SampleStores
  private let home: String
  private let slottui: String
  private let floor: String

  init(samples: SampleStores) {
    self.samples = samples
    home = "\(samples.folder)/home"
    slottui = programBesideBench("slottui")
    floor = "\(samples.folder)/ScreenFloor"
    mkdir(home, 0o777)
  }

  func run(_ report: inout Report) throws {
    let large = try samples.large()
    try firstPaint(&report, large: large, small: try samples.small())
    for view in View.allCases { try keys(&report, view: view, store: large) }
    try calcurseKeys(&report, store: large)
    try othersChanges(&report, store: large)
    try disableMarked(&report)
    try memory(&report, store: large)
    try idle(&report, store: large)
    binarySize(&report)
  }

  /// The five views, by the names that the floor knows.
  enum View: String, CaseIterable {
    case week, day, month, agenda, blocks

    /// What opens it.
    var key: TerminalSession.Key { .text("v\(rawValue.prefix(1))") }
  }

  func slottui(_ store: String) -> [String] {
    [slottui, "--db", store, "--block", SampleStores.shown, "--date", SampleStores.weekDate]
  }

  func floor(_ store: String, view: View = .week) -> [String] {
    [floor, store, SampleStores.shown, SampleStores.weekDate, view.rawValue]
  }

  func start(_ program: [String]) throws -> TerminalSession {
    try TerminalSession(program, home: home)
  }

  /// A program, painted and silent.
  func open(_ program: [String]) throws -> TerminalSession {
    let session = try start(program)
    _ = session.answer(quiet: 0.5)
    guard !session.hasEnded else { throw BenchError.failed(program.joined(separator: " ")) }
    return session
  }

  /// slottui in one of its views, painted and silent.
  func open(_ view: View, of store: String) throws -> TerminalSession {
    let session = try open(slottui(store))
    session.press(view.key)
    _ = session.answer(quiet: 0.5)
    return session
  }

  /// From the start of the process, in milliseconds.
  ///
  /// - Parameter quiet: Longer than the program's longest pause while it paints, in seconds.
  func timeToPaint(_ program: [String], quiet: Double = 0.1) throws -> Double {
    let begin = now()
    let session = try start(program)
    return (session.answer(quiet: quiet).end - begin) * 1000
  }

  private func binarySize(_ report: inout Report) {
    var facts = stat()
    let size = stat(slottui, &facts) == 0 ? Double(facts.st_size) / 1e6 : nil
    report.add(.init(name: "static binary", unit: .megabytes, slottui: size, target: .atMost(30)))
  }
}
