import CBench
import Glibc
import SlotDomain

/// A store on a server beside bare libpq: each round does both, one after the other, in the same store.
struct PostgresBench {
  static let blocks = 20
  /// Of each block, an hour long: a week has 168.
  static let slots = 5_000
  /// Weeks with people, from the beginning.
  private static let weeks = 10
  /// How long writers book, in seconds.
  static let writingTime = 5.0
  static let everything = TimeRange(
    start: SampleStores.beginning,
    end: SampleStores.beginning + .hours(slots)
  )

  let samples: SampleStores
  /// Also over lines on which a trip takes longer.
  let isFar: Bool

  func run(_ report: inout Report) throws {
    guard let server = try PostgresServer() else {
      note("PostgreSQL is not installed: stores on servers are not measured.")
      return
    }
    try fill(server)
    for milliseconds in isFar ? [0, 2, 20, 80] : [0] {
      let line = Line(
        try server.line(milliseconds: milliseconds),
        name: milliseconds == 0 ? "server" : "server \(milliseconds) ms away"
      )
      defer { line.close() }
      let isNear = milliseconds == 0
      try readWeeks(&report, line, rounds: isNear ? 600 : 40)
      try book(&report, line, rounds: isNear ? 200 : 20)
      try createAndDisable(&report, line, rounds: isNear ? 3 : 1)
      try paint(&report, line.socket, name: line.name, server)
    }
    try tellListeners(&report, server)
    try write(&report, server, name: "server")
    try server.addStandby()
    try write(&report, server, name: "server and its standby")
  }

  // MARK: The store

  /// The name of a block whose slots hold as many as come.
  static func crowded(_ number: Int) -> String { "Crowded \(number)" }

  private static func name(_ block: Int) -> String { "Block \(block)" }

  private func fill(_ server: PostgresServer) throws {
    note("Filling a store on a server of the bench's own.")
    let address = PostgresServer.address(server.socket)
    guard case .server(let place) = try StoreAddress(address) else {
      throw BenchError.failed("reading \(address)")
    }
    _ = try place.makeStore()
    let store = try SampleStores.open(address)
    for number in 0..<Self.blocks {
      let block = try store.addBlock(Self.name(number))
      let drafts = Self.drafts(block, count: Self.slots)
      let made = try store.perform(.createSlots(drafts), at: SampleStores.beginning).slots
      // Three of five.
      let taken = made.prefix(Self.weeks * 168).enumerated().filter { $0.offset % 168 % 5 < 3 }
      let people = try taken.map {
        AppointmentDraft(slotID: $0.element.id, metadata: try SampleStores.person($0.offset))
      }
      _ = try store.perform(.createAppointments(people), at: Self.before)
      let crowded = try store.addBlock(Self.crowded(number))
      let few = Self.drafts(crowded, count: 3, capacity: 1_000_000)
      _ = try store.perform(.createSlots(few), at: SampleStores.beginning)
    }
    let floor = postgres_floor_open(server.socket, PostgresServer.database, PostgresServer.role)
    postgres_floor_analyze(floor)
    postgres_floor_close(floor)
  }

  static let before = SampleStores.beginning + .hours(-1)

  static func drafts(
    _ block: BookingBlock.ID,
    count: Int,
    capacity: Int = 1
  ) -> [SlotDraft] {
    (0..<count).map { number in
      let start = SampleStores.beginning + .hours(number)
      return SlotDraft(
        blockID: block,
        range: TimeRange(start: start, end: start + .hours(1)),
        capacity: capacity
      )
    }
  }

  // MARK: One after the other

  /// Both sides, each with a connection of its own.
  private struct Line {
    let socket: String
    let name: String
    let floor: OpaquePointer?

    init(_ socket: String, name: String) {
      self.socket = socket
      self.name = name
      floor = postgres_floor_open(socket, PostgresServer.database, PostgresServer.role)
    }

    func close() { postgres_floor_close(floor) }

    func store() throws -> RowStore { try SampleStores.open(PostgresServer.address(socket)) }
  }

  private func readWeeks(_ report: inout Report, _ line: Line, rounds: Int) throws {
    let store = try line.store()
    let blocks = try store.blocks().filter { $0.name.hasPrefix("Block ") }
    let keys = blocks.map { postgres_floor_block(line.floor, $0.name) }
    var generator = SplitMix(state: 42)
    var (ours, floor, oneTrip): ([Double], [Double], [Double]) = ([], [], [])
    // The first ones bring what is read into the server's memory, and have it plan.
    for round in -20..<rounds {
      let number = Int.random(in: 0..<blocks.count, using: &generator)
      let week = Int.random(in: 0..<Self.weeks, using: &generator)
      let start = SampleStores.beginning + .hours(7 * 24 * week)
      let range = TimeRange(start: start, end: start + .hours(7 * 24))
      let (from, until) = (range.start.milliseconds, range.end.milliseconds)
      let question = PeriodQuestion(block: blocks[number].id, target: .time, withGuests: true)
      var read = (ours: 0, floor: 0)
      let short = seconds { _ = postgres_floor_week(line.floor, keys[number], from, until) }
      let bare = seconds {
        read.floor = Int(postgres_floor_period(line.floor, keys[number], from, until).slots)
      }
      let own = try seconds {
        read.ours = try store.period(question, at: range.start) { _, _ in range }.slots.count
      }
      precondition(read.ours == read.floor, "both sides must read the same")
      guard round >= 0 else { continue }
      oneTrip.append(short * 1000)
      floor.append(bare * 1000)
      ours.append(own * 1000)
    }
    let name = "\(line.name): one week of a block (168 slots) with its 102 people"
    report.add(name, .milliseconds, ours.median, beside: floor.median, .ratio(1.5))
    report.add(
      Report.Row(
        name: name,
        unit: .milliseconds,
        slottui: ours.median,
        other: oneTrip.median,
        beside: "C floor in one trip"
      )
    )
  }

  /// Slots that nobody has, in a block that is made for it.
  private func book(_ report: inout Report, _ line: Line, rounds: Int) throws {
    let store = try line.store()
    let count = rounds + 10
    let name = "Booked, \(line.name)"
    let block = try store.addBlock(name)
    let drafts = Self.drafts(block, count: 2 * count)
    let slots = try store.perform(.createSlots(drafts), at: Self.before).slots
    let key = postgres_floor_block(line.floor, name)
    guard let keys = postgres_floor_keys(line.floor, key, Int64(2 * count)) else {
      throw BenchError.failed("reading slots of \(name)")
    }
    defer { free(keys) }
    var times: (ours: [Double], floor: [Double]) = ([], [])
    for round in 0..<count {
      let person = try SampleStores.person(round)
      let draft = AppointmentDraft(slotID: slots[2 * round].id, metadata: person)
      let (now, json) = (Self.before.milliseconds, person.json)
      var isBooked = false
      let bare = seconds {
        isBooked = postgres_floor_book(line.floor, key, keys[2 * round + 1], now, json) == 1
      }
      let own = try seconds {
        _ = try store.perform(.createAppointments([draft]), at: Self.before)
      }
      precondition(isBooked, "the floor must find a free place")
      // The first ones have the server plan.
      guard round >= 10 else { continue }
      times.floor.append(bare * 1000)
      times.ours.append(own * 1000)
    }
    report.add(
      "\(line.name): book a place",
      .milliseconds,
      times.ours.median,
      beside: times.floor.median,
      .ratio(1.5)
    )
  }

  private func createAndDisable(_ report: inout Report, _ line: Line, rounds: Int) throws {
    var create: (ours: [Double], floor: [Double]) = ([], [])
    var disable: (ours: [Double], floor: [Double]) = ([], [])
    for round in 0..<rounds {
      let floor = try floorRound(line, block: "Floor's \(round), \(line.name)")
      let ours = try ourRound(line, block: "Ours \(round), \(line.name)")
      create.floor.append(floor.create)
      create.ours.append(ours.create)
      disable.floor.append(floor.disable)
      disable.ours.append(ours.disable)
    }
    report.add(
      "\(line.name): create 100,000 slots",
      .seconds,
      create.ours.median,
      beside: create.floor.median,
      .ratio(1.5)
    )
    report.add(
      "\(line.name): disable 10,000 slots",
      .seconds,
      disable.ours.median,
      beside: disable.floor.median,
      .ratio(1.5)
    )
  }

  private func ourRound(_ line: Line, block: String) throws -> (create: Double, disable: Double) {
    let store = try line.store()
    let drafts = Self.drafts(try store.addBlock(block), count: 100_000)
    var slots: [Slot] = []
    let create = try seconds {
      slots = try store.perform(.createSlots(drafts), at: Self.before).slots
    }
    let ids = slots.prefix(10_000).map(\.id)
    let disable = try seconds {
      _ = try store.perform(.changeSlots(ids, .setStatus(.disabled)), at: SampleStores.beginning)
    }
    return (create, disable)
  }

  private func floorRound(
    _ line: Line,
    block: String
  ) throws -> (create: Double, disable: Double) {
    _ = try line.store().addBlock(block)
    let key = postgres_floor_block(line.floor, block)
    let (start, now) = (SampleStores.beginning.milliseconds, Self.before.milliseconds)
    let hour = Span.minutes(60).milliseconds
    let create = seconds { postgres_floor_create(line.floor, key, start, hour, 100_000, now) }
    let keys = postgres_floor_keys(line.floor, key, 10_000)
    defer { free(keys) }
    let disable = seconds { postgres_floor_disable(line.floor, key, keys, 10_000, start) }
    return (create, disable)
  }

  // MARK: All at once

  private func write(_ report: inout Report, _ server: PostgresServer, name: String) throws {
    let address = PostgresServer.address(server.socket)
    let many = ManyBench(samples: samples)
    let floor = postgres_floor_open(server.socket, PostgresServer.database, PostgresServer.role)
    defer { postgres_floor_close(floor) }
    func people() -> Double { Double(postgres_floor_people(floor)) }
    var results: (ours: [WritersResult], floor: [WritersResult]) = ([], [])
    for _ in 0..<3 {
      results.floor.append(try many.writeAtOnce(.serverFloor, into: server.socket, in: 3))
      let before = people()
      var ours = try many.writeAtOnce(.server, into: address, in: 3)
      ours.lost = ours.done - (people() - before)
      results.ours.append(ours)
    }
    let name = "\(name), \(ManyBench.writers) writers at once"
    func add(
      _ what: String,
      _ target: Report.Target,
      _ value: (WritersResult) -> Double
    ) {
      let (ours, floor) = (results.ours.map(value).median, results.floor.map(value).median)
      report.add("\(name): \(what)", .milliseconds, ours, beside: floor, target)
    }
    add("time for each booking", .ratio(1.5), \.timeForEach)
    add("longest wait", .none, \.longestWait)
    let refused = results.ours.map(\.refused).reduce(0, +)
    report.add("\(name): refused as busy", .count, refused, .atMost(0))
    report.add("\(name): bookings lost", .count, results.ours.map(\.lost).reduce(0, +), .atMost(0))
  }
}
