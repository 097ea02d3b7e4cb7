import Glibc
import SlotDomain

/// Many processes that write into one store, all at once and each as fast as it can: a far harder
/// hour than any that people at keyboards make.
struct ManyBench {
  static let writers = 50
  static let changes = 20

  let samples: SampleStores

  func run(_ report: inout Report) throws {
    let rounds = 3
    var ours: [WritersResult] = []
    var floor: [WritersResult] = []
    for _ in 0..<rounds {
      floor.append(try write(.floor, into: try floorStore()))
      ours.append(try write(.slottui, into: try slottuiStore()))
    }
    let name = "\(Self.writers) writers at once"
    func add(_ what: String, _ unit: Report.Unit, _ value: (WritersResult) -> Double) {
      report.add(
        "\(name): \(what)",
        unit,
        ours.map(value).median,
        beside: floor.map(value).median
      )
    }
    add("time for each change", .milliseconds, \.timeForEach)
    add("longest wait", .milliseconds, \.longestWait)
    let refused = (ours: ours.map(\.refused).reduce(0, +), floor: floor.map(\.refused).reduce(0, +))
    report.add("\(name): refused as busy", .count, refused.ours, beside: refused.floor, .atMost(0))
    report.add("\(name): changes lost", .count, ours.map(\.lost).reduce(0, +), .atMost(0))
  }

  // MARK: The stores

  private func slottuiStore() throws -> String {
    let path = samples.scratch("slottui-writers")
    let store = try SampleStores.open(path)
    let block = try store.addBlock("Block")
    let drafts = SampleStores.drafts(block, count: 1000, from: SampleStores.week)
    _ = try store.perform(.createSlots(drafts), at: SampleStores.beginning)
    return path
  }

  private func floorStore() throws -> String {
    let path = samples.scratch("floor-writers")
    SampleStores.fillFloor(path, blocks: 1, slots: 1000)
    return path
  }

  // MARK: The writers

  private func write(_ engine: Writer.Engine, into store: String) throws -> WritersResult {
    let before = engine == .slottui ? try SampleStores.open(store).lastAction() : 0
    var result = try writeAtOnce(engine, into: store)
    if engine == .slottui {
      let written = Int64(try SampleStores.open(store).lastAction() - before)
      result.lost = Double(Int64(result.done) - written)
    }
    return result
  }

  /// Lets all writers loose.
  ///
  /// - `seconds`: When they begin; by then all have opened the store.
  func writeAtOnce(
    _ engine: Writer.Engine,
    into store: String,
    in seconds: Double = 1
  ) throws -> WritersResult {
    let start = now() + seconds
    let outputs = (0..<Self.writers).map { "\(samples.folder)/writer-\($0)" }
    defer { for output in outputs { unlink(output) } }
    let processes = try outputs.enumerated().map { number, output in
      let writer = Writer(engine: engine, store: store, number: number, start: start)
      return try startProcess(writer.command, home: samples.folder, output: output)
    }
    var status: Int32 = 0
    for process in processes {
      waitpid(process, &status, 0)
      guard status == 0 else { throw BenchError.failed("a writer, into \(store)") }
    }
    return WritersResult(outputs.map { contents(of: $0) }, start: start)
  }
}

/// What all writers together saw.
struct WritersResult {
  private(set) var done = 0.0
  private(set) var refused = 0.0
  /// Milliseconds.
  private(set) var longestWait = 0.0
  private var elapsed = 0.0
  /// Changes that were acknowledged and are not there.
  var lost = 0.0

  var timeForEach: Double { elapsed * 1000 / done }

  /// - Parameter outputs: Of each writer, a line `WHEN MILLISECONDS DONE` for each change.
  init(_ outputs: [String], start: Double) {
    for line in outputs.joined().split(separator: "\n") {
      let words = line.split(separator: " ").compactMap { Double($0) }
      elapsed = max(elapsed, words[0] - start)
      longestWait = max(longestWait, words[1])
      if words[2] == 1 { done += 1 } else { refused += 1 }
    }
  }
}
