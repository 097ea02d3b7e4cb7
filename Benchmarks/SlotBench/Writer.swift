import CBench
import Glibc
import SlotDomain

/// One of many: a process of its own that changes slots of its own, one after the other.
struct Writer {
  enum Engine: String {
    case slottui, floor
  }

  let engine: Engine
  let store: String
  let number: Int
  /// When all of them begin, as `now()` tells the time in every process.
  let start: Double

  /// What starts it.
  var command: [String] {
    [CommandLine.arguments[0], "writer", engine.rawValue, store, "\(number)", "\(start)"]
  }

  /// Nil when these are not the arguments of a writer.
  init?(_ arguments: [String]) {
    guard arguments.count == 5, arguments[0] == "writer",
      let engine = Engine(rawValue: arguments[1]),
      let number = Int(arguments[3]), let start = Double(arguments[4])
    else { return nil }
    self.init(engine: engine, store: arguments[2], number: number, start: start)
  }

  init(engine: Engine, store: String, number: Int, start: Double) {
    self.engine = engine
    self.store = store
    self.number = number
    self.start = start
  }

  /// Prints a line for each change: when it was done, how many milliseconds it took, whether it was.
  func run() throws {
    switch engine {
    case .slottui: try writeThroughStore()
    case .floor: try writeBare()
    }
  }

  private func change(_ body: () throws -> Bool) rethrows {
    let begin = now()
    let isDone = try body()
    let end = now()
    print("\(end) \((end - begin) * 1000) \(isDone ? 1 : 0)")
  }

  private func wait() {
    while now() < start { usleep(1000) }
  }

  private func writeThroughStore() throws {
    let store = try SampleStores.open(store)
    let block = try store.blocks()[0].id
    let day = TimeRange(start: SampleStores.week, end: SampleStores.week + .hours(24 * 7))
    let slot = try store.slots(of: block, in: day)[number]
    wait()
    // What was refused is tried again: doing what holds already would be no change.
    var status = Slot.Status.disabled
    for _ in 0..<ManyBench.changes {
      try change {
        do {
          _ = try store.perform(.setSlotStatus([slot.id], status), at: .ofTheClock)
          status = status == .disabled ? .active : .disabled
          return true
        } catch SlotError.storeBusy {
          return false
        }
      }
    }
  }

  private func writeBare() throws {
    let store = store_floor_open(store)
    defer { store_floor_close(store) }
    guard let ids = store_floor_ids(store, 0, Int64(number + 1)) else {
      throw BenchError.failed("reading ids from \(self.store)")
    }
    defer { free(ids) }
    wait()
    for _ in 0..<ManyBench.changes {
      change { store_floor_toggle(store, ids + 16 * number, Instant.ofTheClock.milliseconds) == 1 }
    }
  }
}
