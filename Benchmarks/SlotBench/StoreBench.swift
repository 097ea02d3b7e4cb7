import CBench
import Glibc
import SlotDomain

/// The store beside bare sqlite3: each round does both, one after the other.
struct StoreBench {
  let samples: SampleStores

  func run(_ report: inout Report) throws {
    try createAndDisable(&report, rounds: 5)
    try readWeeks(&report, weeks: 600)
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
      _ = try store.perform(.setSlotStatus(ids, .disabled), at: SampleStores.beginning)
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
    var generator = SplitMix(state: 42)
    let weeks = (0..<weeks).map { _ in
      let week = Int.random(in: 0..<SampleStores.weeks, using: &generator)
      let from = SampleStores.beginning + .hours(7 * 24 * week)
      let block = Int.random(in: blocks.indices, using: &generator)
      return (block: block, range: TimeRange(start: from, end: from + .hours(7 * 24)))
    }
    var times: (ours: [Double], floor: [Double]) = ([], [])
    for isMeasured in [false, true] {
      // The first time brings both files into the system's cache.
      for (block, range) in weeks {
        var read: (ours: Int, floor: Int) = (0, 0)
        let bare = seconds {
          let (from, until) = (range.start.milliseconds, range.end.milliseconds)
          read.floor = Int(store_floor_read(floor, Int64(block), from, until))
        }
        let ours = try seconds { read.ours = try store.slots(of: blocks[block], in: range).count }
        precondition(read.ours == read.floor, "both sides must read the same")
        guard isMeasured else { continue }
        times.floor.append(bare * 1000)
        times.ours.append(ours * 1000)
      }
    }
    report.add(
      "one week of a block (504 slots) out of 1,000,000",
      .milliseconds,
      times.ours.median,
      beside: times.floor.median,
      .ratio(1.5)
    )
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
