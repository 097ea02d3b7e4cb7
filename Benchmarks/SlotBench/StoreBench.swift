import CBench
import Glibc
import SlotDomain

/// The store beside bare sqlite3: each round does both, one after the other.
struct StoreBench {
  let samples: SampleStores

  func run(_ report: inout Report) throws {
    try createAndDisable(&report, rounds: 5)
    try readWeeks(&report, weeks: 600)
    try readPeople(&report, weeks: 600)
    try searchEverything(&report, rounds: 5)
  }

  private func createAndDisable(_ report: inout Report, rounds: Int) throws {
    var create: (ours: [Double], floor: [Double]) = ([], [])
    var disable: (ours: [Double], floor: [Double]) = ([], [])
    for _ in 0..<rounds {
      let floor = floorRound()
      let ours = try ourRound()
      create.floor.append(floor.create)
      create.ours.append(ours.create)
      disable.floor.append(floor.disable)
      disable.ours.append(ours.disable)
    }
    report.add(
      "create 100,000 slots, journalled",
      .seconds,
      create.ours.median,
      beside: create.floor.median,
      .ratio(2.5)
    )
    report.add(
      "disable 10,000 slots in the store, journalled",
      .seconds,
      disable.ours.median,
      beside: disable.floor.median
    )
  }

  private func ourRound() throws -> (create: Double, disable: Double) {
    let store = try SampleStores.open(samples.scratch("slottui"))
    let block = try store.addBlock("Block")
    let drafts = SampleStores.drafts(block, count: 100_000, from: SampleStores.beginning)
    var slots: [Slot] = []
    let create = try seconds {
      slots = try store.perform(.createSlots(drafts), at: SampleStores.beginning).slots
    }
    let ids = slots.prefix(10_000).map(\.id)
    let disable = try seconds {
      _ = try store.perform(.changeSlots(ids, .setStatus(.disabled)), at: SampleStores.beginning)
    }
    return (create, disable)
  }

  private func floorRound() -> (create: Double, disable: Double) {
    let floor = store_floor_open(samples.scratch("floor"))
    defer { store_floor_close(floor) }
    let start = SampleStores.beginning.milliseconds
    let create = seconds {
      store_floor_create(floor, 1, start, SampleStores.length.milliseconds, 100_000)
    }
    let ids = store_floor_ids(floor, 1, 10_000)
    defer { free(ids) }
    let disable = seconds { store_floor_disable(floor, ids, 10_000, start) }
    return (create, disable)
  }

  /// Both sides read the same weeks, drawn at random, in turns.
  private func readWeeks(_ report: inout Report, weeks: Int) throws {
    let store = try SampleStores.open(try samples.large())
    let floor = store_floor_open(try samples.largeFloor())
    defer { store_floor_close(floor) }
    let blocks = try store.blocks().map(\.id)
    let times = try measure(weeks, of: blocks.count) { block, range in
      try store.slots(of: blocks[block], in: range).count
    } floor: { block, from, until in
      Int(store_floor_read(floor, Int64(block), from, until))
    }
    report.add(
      "one week of a block (504 slots) out of 1,000,000",
      .milliseconds,
      times.ours.median,
      beside: times.floor.median,
      .ratio(1.5)
    )
  }

  /// The same with names and phones, as the screen asks for them: both sides read slottui's own store.
  private func readPeople(_ report: inout Report, weeks: Int) throws {
    let path = try samples.large()
    let (store, floor) = (try SampleStores.open(path), people_floor_open(path))
    defer { people_floor_close(floor) }
    let blocks = try store.blocks()
    let times = try measure(weeks, of: blocks.count) { block, range in
      let question = PeriodQuestion(block: blocks[block].id, target: .time, withGuests: true)
      return try store.period(question, at: range.start) { _, _ in range }.slots.count
    } floor: { block, from, until in
      Int(people_floor_read(floor, blocks[block].name, from, until).slots)
    }
    report.add(
      "the same with its 150 people, all blocks and the journal's place",
      .milliseconds,
      times.ours.median,
      beside: times.floor.median,
      .ratio(1.5)
    )
  }

  /// Milliseconds of both sides for each of some weeks, in turns; both say how many slots they have read.
  private func measure(
    _ weeks: Int,
    of blocks: Int,
    ours: (_ block: Int, TimeRange) throws -> Int,
    floor: (_ block: Int, _ from: Int64, _ until: Int64) -> Int
  ) throws -> (ours: [Double], floor: [Double]) {
    var times: (ours: [Double], floor: [Double]) = ([], [])
    let weeks = Self.weeks(weeks, of: blocks)
    for isMeasured in [false, true] {
      // The first time brings both files into the system's cache.
      for (block, range) in weeks {
        var read: (ours: Int, floor: Int) = (0, 0)
        let (from, until) = (range.start.milliseconds, range.end.milliseconds)
        let bare = seconds { read.floor = floor(block, from, until) }
        let own = try seconds { read.ours = try ours(block, range) }
        precondition(read.ours == read.floor, "both sides must read the same")
        guard isMeasured else { continue }
        times.floor.append(bare * 1000)
        times.ours.append(own * 1000)
      }
    }
    return times
  }

  /// Weeks of blocks, drawn at random.
  private static func weeks(_ count: Int, of blocks: Int) -> [(block: Int, range: TimeRange)] {
    var generator = SplitMix(state: 42)
    return (0..<count).map { _ in
      let week = Int.random(in: 0..<SampleStores.weeks, using: &generator)
      let from = SampleStores.beginning + .hours(7 * 24 * week)
      let block = Int.random(in: 0..<blocks, using: &generator)
      return (block, TimeRange(start: from, end: from + .hours(7 * 24)))
    }
  }

  /// For a name that nobody has, so that all is looked at.
  private func searchEverything(_ report: inout Report, rounds: Int) throws {
    for (path, what) in [
      (try samples.large(), "1,000,000 slots"),
      (try samples.booked(), "100,000 slots with appointments"),
    ] {
      let store = try SampleStores.open(path)
      var times: (ours: [Double], floor: [Double]) = ([], [])
      for _ in 0..<rounds {
        times.floor.append(seconds { _ = search_floor(path, "nobody") })
        times.ours.append(try seconds { try store.searchAll("nobody") })
      }
      report.add("search all of \(what)", .seconds, times.ours.median, beside: times.floor.median)
    }
  }
}

extension RowStore {
  /// To the end, in steps as the screen takes them.
  func searchAll(_ text: String) throws {
    guard let query = SearchQuery(text) else { return }
    var position: SearchPosition? = .start
    while let from = position { position = try search(query, from: from, rows: 2000).next }
  }
}
