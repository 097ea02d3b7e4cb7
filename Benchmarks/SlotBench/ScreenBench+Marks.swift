import SlotDomain

extension ScreenBench {
  /// Five months of a block are marked and disabled, in a copy of the large store.
  func disableMarked(_ report: inout Report) throws {
    let path = try samples.copyOfLarge()
    defer { samples.remove(path) }
    let session = try open(.month, of: path)
    // Half of them are disabled already; that again enables all.
    markAndChange(session, isAsked: true)
    var times: [Double] = []
    for _ in 0..<5 {
      markAndChange(session, isAsked: false)
      times.append(markAndChange(session, isAsked: true))
    }
    let store = try SampleStores.open(path)
    let last = try store.history(matching: HistoryQuery()).first?.action
    guard last?.verb == .disableSlots, last?.objects == 10_800 else {
      throw BenchError.failed("disabling what is marked in five months")
    }
    report.add("disable 10,800 marked slots, key to painted", .seconds, times.median, .atMost(0.3))
  }

  /// Marks February to June and presses `d`; in how many seconds that was painted.
  ///
  /// - Parameter isAsked: People lose their place, so `y` is the key that does it.
  @discardableResult
  private func markAndChange(_ session: TerminalSession, isAsked: Bool) -> Double {
    for key in ["*", "}"].repeated(5) {
      session.press(.text(key))
      _ = session.answer(quiet: 0.1)
    }
    if isAsked {
      session.press(.text("d"))
      _ = session.answer(quiet: 0.2)
    }
    let begin = session.press(.text(isAsked ? "y" : "d"))
    // What comes after it is the title, which is read anew when the cursor rests.
    let time = session.answer(quiet: 0.3, until: "u takes it back").end - begin
    _ = session.answer(quiet: 0.4, patience: 0.5)
    session.press(.text("5{"))
    _ = session.answer(quiet: 0.2)
    return time
  }
}
