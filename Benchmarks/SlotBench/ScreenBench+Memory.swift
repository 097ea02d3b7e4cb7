extension ScreenBench {
  /// A day's work in all views: whatever stays in memory adds up.
  func memory(_ report: inout Report, store: String) throws {
    let session = try open(slottui(store))
    func resident() -> Double { ProcessFigures(of: session.process).memory / 1e6 }
    report.add("resident memory, painted", .megabytes, resident(), .atMost(20))
    press(10_000, in: session)
    let first = resident()
    report.add("resident memory after 10,000 keys", .megabytes, first, .atMost(20))
    press(30_000, in: session)
    report.add(
      .init(
        name: "resident memory after 40,000 keys",
        unit: .megabytes,
        slottui: resident(),
        other: first,
        beside: "after 10,000",
        target: .ratio(1.05)
      )
    )
  }

  private func press(_ count: Int, in session: TerminalSession) {
    // 500 keys, in bursts that still pass for typing.
    let round =
      View.allCases.flatMap { view in
        [view.key]
          + [.text("jjjjjjl]kkh["), .text("llljjk[jkj]h")].repeated(4)
      } + [.text("jjkkjjkkjj")]
    var sent = 0
    while sent < count {
      for key in round {
        session.press(key)
        sent += key.bytes.utf8.count
        _ = session.answer(quiet: 0.001, patience: 0.05)
      }
    }
    _ = session.answer(quiet: 0.5)
  }
}
