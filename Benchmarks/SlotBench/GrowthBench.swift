import Glibc
import SlotDomain

/// How the cost of what people do grows with the number of slots in the store.
struct GrowthBench {
  let samples: SampleStores
  /// With 10,000,000 slots, which takes some gigabytes and minutes.
  let isLarge: Bool

  func run() throws -> Growth {
    var growth = Growth()
    for size in [1_000, 10_000, 100_000, 1_000_000] + (isLarge ? [10_000_000] : []) {
      let path = try samples.grown(to: size)
      note("Measuring \(size) slots.")
      growth.sizes.append(size)
      try measureStore(path, slots: size, &growth)
      try measureScreen(path, &growth)
    }
    return growth
  }

  private func measureStore(_ path: String, slots: Int, _ growth: inout Growth) throws {
    let store = try SampleStores.open(path)
    let shown = try store.shownBlock()
    let week = TimeRange(start: SampleStores.week, end: SampleStores.week + .hours(7 * 24))
    let reads = try (0..<200).map { _ in try seconds { _ = try store.slots(of: shown, in: week) } }
    growth.add("week read", reads)
    growth.add("create a slot", try createAndDelete(store, in: shown))
    let rounds = slots > 100_000 ? 1 : 5
    let searches = try (0..<rounds).map { _ in try seconds { try store.searchAll("nobody") } }
    growth.add("search everything", searches)
  }

  /// Behind all slots that are there, and away again.
  private func createAndDelete(_ store: RowStore, in block: BookingBlock.ID) throws -> [Double] {
    let start = Instant(seconds: 4_000_000_000)
    return try (0..<40).map { _ in
      var made: [Slot] = []
      let time = try seconds {
        let drafts = SampleStores.drafts(block, count: 1, from: start)
        made = try store.perform(.createSlots(drafts), at: .ofTheClock).slots
      }
      _ = try store.perform(.changeSlots(made.map(\.id), .delete(force: false)), at: .ofTheClock)
      return time
    }
  }

  private func measureScreen(_ path: String, _ growth: inout Growth) throws {
    let screen = ScreenBench(samples: samples)
    let starts = try (0..<15).map { _ in try screen.timeToPaint(screen.slottui(path)) / 1000 }
    growth.add("start", starts)
    let week = try screen.open(.week, of: path)
    growth.add(
      "cursor key",
      times(of: [.down, .up].repeated(30), week)
    )
    let month = try screen.open(.month, of: path)
    growth.add("next month", times(of: [.nextPeriod, .previousPeriod].repeated(6), month))
  }

  private func times(of keys: [TerminalSession.Key], _ session: TerminalSession) -> [Double] {
    keys.map { key in
      let begin = session.press(key)
      return session.answer(quiet: 0.02).end - begin
    }
  }
}

/// The median of each question, in seconds, for each size of store.
struct Growth {
  var sizes: [Int] = []
  private var lines: [(name: String, values: [Double])] = []

  /// For the size that was added last.
  mutating func add(_ name: String, _ times: [Double]) {
    let median = times.median ?? 0
    if let index = lines.firstIndex(where: { $0.name == name }) {
      lines[index].values.append(median)
    } else {
      lines.append((name, [median]))
    }
  }

  /// What Scripts/plot draws.
  var json: String {
    let lines = lines.map { line -> JSONValue in
      .object([
        "name": .string(line.name), "seconds": .array(line.values.map { number($0) }),
      ])
    }
    return JSONValue.object([
      "lines": .array(lines), "slots": .array(sizes.map { .number("\($0)") }),
    ]).text(.indented)
  }

  /// Of milliseconds.
  var table: String {
    let head = ["ms, with so many slots:"] + sizes.map { "\($0)" }
    let rows = lines.map { [$0.name] + $0.values.map { decimal($0 * 1000) } }
    return aligned([head] + rows)
  }
}
