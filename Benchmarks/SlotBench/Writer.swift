import CBench
import Glibc
import SlotDomain

/// One of many: a process of its own that changes slots of its own, or books places in them, one after the
/// other.
struct Writer {
  enum Engine: String {
    case slottui, floor
    /// Into a store on a server. The floor's store is the folder of its socket.
    case server, serverFloor
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
    case .server: try bookThroughStore()
    case .serverFloor: try bookBare()
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
          _ = try store.perform(.changeSlots([slot.id], .setStatus(status)), at: .ofTheClock)
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

  // MARK: On a server

  /// Some share a block, none a slot.
  private var block: String { PostgresBench.crowded(number % PostgresBench.blocks) }
  private var place: Int { number / PostgresBench.blocks }

  /// Until the time is over.
  private func book(_ body: () throws -> Bool) rethrows {
    wait()
    while now() < start + PostgresBench.writingTime { try change(body) }
  }

  private func bookThroughStore() throws {
    let store = try SampleStores.open(store)
    let name = block
    guard let found = try store.blocks().first(where: { $0.name == name }) else {
      throw BenchError.failed("looking for \(name) in \(self.store)")
    }
    let slots = try store.slots(of: found.id, in: PostgresBench.everything)
    let draft = AppointmentDraft(slotID: slots[place].id, metadata: try SampleStores.person(number))
    try book {
      do {
        _ = try store.perform(.createAppointments([draft]), at: PostgresBench.before)
        return true
      } catch SlotError.storeBusy {
        return false
      }
    }
  }

  private func bookBare() throws {
    let floor = postgres_floor_open(store, PostgresServer.database, PostgresServer.role)
    defer { postgres_floor_close(floor) }
    let key = postgres_floor_block(floor, block)
    guard let keys = postgres_floor_keys(floor, key, Int64(place + 1)) else {
      throw BenchError.failed("reading slots of \(block)")
    }
    defer { free(keys) }
    let json = try SampleStores.person(number).json
    let moment = SampleStores.beginning.milliseconds
    book { postgres_floor_book(floor, key, keys[place], moment, json) == 1 }
  }
}
