import Glibc
import SlotDomain

/// Plans, imports and exports as whole runs of the program, beside a C program that writes and reads
/// the same rows and lines by hand. Each round does both, one after the other.
struct ExchangeBench {
  let samples: SampleStores
  private let home: String
  private let slottui: String
  private let floor: String

  init(samples: SampleStores) {
    self.samples = samples
    home = "\(samples.folder)/home"
    slottui = programBesideBench("slottui")
    floor = "\(samples.folder)/ExchangeFloor"
  }

  /// What both sides took, round by round.
  private struct Rounds {
    var ours: [MeasuredRun] = []
    var floor: [MeasuredRun] = []
  }

  func run(_ report: inout Report) throws {
    mkdir(home, 0o777)
    add(try plan(rounds: 5), "plan 100,000 slots", 2.5, to: &report)
    let lines = "\(samples.folder)/slots.ndjson"
    defer { unlink(lines) }
    add(try export(to: lines, rounds: 3), "export 1,000,000 slots, NDJSON", 3, to: &report)
    let (first, second) = try importing(lines, rounds: 3)
    add(first, "import 1,000,000 slots, NDJSON", 4, to: &report)
    add(second, "the same file again, nothing to do", nil, to: &report)
  }

  private func add(_ rounds: Rounds, _ name: String, _ limit: Double?, to report: inout Report) {
    func add(
      _ what: String,
      _ unit: Report.Unit,
      _ target: Report.Target,
      _ value: (MeasuredRun) -> Double
    ) {
      let ours = rounds.ours.map(value).median
      let other = unit == .seconds ? rounds.floor.map(value).median : nil
      report.add(name + what, unit, ours, beside: other, target)
    }
    let target = limit.map { Report.Target.ratio($0) } ?? .none
    add("", .seconds, target, \.time)
    add(", processor", .seconds, target, \.processorTime)
    add(", peak memory", .megabytes, .atMost(64)) { $0.memory / 1e6 }
  }

  private func ours(_ arguments: String..., store: String) throws -> MeasuredRun {
    try MeasuredRun([slottui] + arguments + ["--db", store], home: home)
  }

  private func floor(_ arguments: String...) throws -> MeasuredRun {
    try MeasuredRun([floor] + arguments, home: home)
  }

  /// 100 slots on each of 1000 days.
  private func plan(rounds: Int) throws -> Rounds {
    var found = Rounds()
    for _ in 0..<rounds {
      found.floor.append(try floor("create", samples.scratch("floor")))
      let store = samples.scratch("slottui")
      _ = try SampleStores.open(store).addBlock("Block")
      found.ours.append(
        try ours(
          "plan",
          "--block",
          "Block",
          "--from",
          "2026-01-01",
          "--until",
          "2028-09-26",
          "--days",
          "mon-sun",
          "--between",
          "00:00-16:40",
          "--minutes",
          "10",
          store: store
        )
      )
    }
    return found
  }

  private func export(to lines: String, rounds: Int) throws -> Rounds {
    let (store, bare) = (try samples.unbooked(), try samples.largeFloor())
    var found = Rounds()
    for _ in 0..<rounds {
      found.floor.append(try floor("export", bare, lines))
      found.ours.append(try ours("export", "--output", lines, store: store))
    }
    return found
  }

  /// An import of slottui's own lines into an empty store, and the same once more.
  private func importing(
    _ lines: String,
    rounds: Int
  ) throws -> (first: Rounds, second: Rounds) {
    var found = (first: Rounds(), second: Rounds())
    for _ in 0..<rounds {
      found.first.floor.append(try floor("import", samples.scratch("floor"), lines))
      let store = samples.scratch("slottui")
      found.first.ours.append(try ours("import", lines, store: store))
      found.second.ours.append(try ours("import", lines, store: store))
    }
    return found
  }
}
