import Glibc
import SlotDomain

/// Other processes, and nothing to do.
extension ScreenBench {
  /// This process is the colleague: it changes slots that the screen shows.
  func othersChanges(_ report: inout Report, store path: String) throws {
    let session = try open(slottui(path))
    let store = try SampleStores.open(path)
    let day = TimeRange(start: SampleStores.week, end: SampleStores.week + .hours(24))
    let slots = try store.slots(of: try store.shownBlock(), in: day)
    var times: [Double] = []
    for round in 0..<60 {
      // The first rows are in view. Twice around leaves the store as it was.
      let slot = slots[round % 30]
      let status: Slot.Status = (slot.status == .active) == (round < 30) ? .disabled : .active
      _ = try store.perform(.changeSlots([slot.id], .setStatus(status)), at: Instant.ofTheClock)
      let committed = now()
      let answer = session.answer(quiet: 0.06)
      if answer.bytes > 0 { times.append(max(0, answer.end - committed) * 1000) }
    }
    report.add(
      "another process's commit to painted, p95",
      .milliseconds,
      times.count == 60 ? times.percentile(95) : nil,
      .atMost(50)
    )
  }

  /// A whole minute, because what shows the time changes once in it.
  func idle(_ report: inout Report, store: String) throws {
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
    let busy = (last.processorTime - before.processorTime) / elapsed * 100
    // Promised is 0.0 %.
    report.add("idle: processor", .percent, busy, .atMost(0.05))
    report.add("idle: wake-ups", .perSecond, Double(awake) / elapsed, .atMost(1))
  }
}

extension Instant {
  static var ofTheClock: Instant {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Instant(seconds: Int64(time.tv_sec))
  }
}
