import Foundation
import Testing

@testable import SlotDomain
@testable import TestDriver

/// What only a store on a server does: rights, trips, the bell, waiting, and answers that are lost.
@Suite(.enabled(if: PrivateCluster.shared != nil, "PostgreSQL is not installed"))
struct ServerStoreTests {
  private let test: TestStore
  private let database: TestDatabase

  init() throws {
    let cluster = try #require(try PrivateCluster.shared?.get())
    (test, database) = try TestDatabase.$cluster.withValue(cluster) {
      let test = try TestStore()
      return (test, try #require(test.database))
    }
  }

  private var rows: PostgresRows {
    get throws { try #require(test.store.engine as? PostgresRows) }
  }

  private func slots(_ count: Int, capacity: Int = 3) throws -> [Slot.ID] {
    let drafts = (0..<count).map { test.draft(60 + $0 * 20, capacity: capacity) }
    return try test.store.perform(.createSlots(drafts), at: moment(0)).slots.map(\.id)
  }

  // MARK: Trips

  /// How often the server is waited for by what `body` does.
  private func trips(_ body: () throws -> Void) throws -> Int {
    let connection = try rows.connection
    let before = connection.trips
    try body()
    return connection.trips - before
  }

  @Test func aChangeTakesTwoTrips() throws {
    let ids = try slots(300)
    #expect(try trips { _ = try test.book(ids[0]) } == 2)
    #expect(
      try trips {
        _ = try test.store.perform(.changeSlots([ids[1]], .setStatus(.disabled)), at: moment(1))
      }
        == 2
    )
    #expect(
      try trips {
        _ = try test.store.perform(.changeSlots(ids, .setStatus(.disabled)), at: moment(2))
      } == 2
    )
    #expect(try trips { _ = try slots(1, at: 60 * 24 * 30) } <= 3)
  }

  private func slots(_ count: Int, at minute: Int) throws -> [Slot.ID] {
    let drafts = (0..<count).map { test.draft(minute + $0 * 20) }
    return try test.store.perform(.createSlots(drafts), at: moment(0)).slots.map(\.id)
  }

  @Test func whatAScreenShowsTakesOneTrip() throws {
    let ids = try slots(40)
    #expect(try trips { _ = try test.store.slots(of: test.block, in: range(0, 9000)) } == 1)
    #expect(try trips { _ = try test.store.details(of: ids[0], asOf: nil, entries: 20) } == 1)
    let (today, period) = (range(0, 1440), range(0, 9000))
    #expect(
      try trips {
        _ = try test.store.outlook(of: test.block, today: today, period: period, at: moment(0))
      } == 1
    )
  }

  /// Where it can be told what will be wanted; else one more.
  @Test func aWeekThatIsForeseenTakesOneTrip() throws {
    let ids = try slots(40)
    _ = try test.book(ids[3])
    var question = PeriodQuestion(block: test.block, target: .time, withGuests: true)
    for (guess, count) in [(range(0, 9000), 1), (range(9000, 18_000), 2), (nil, 2)] {
      question.guess = guess
      var period: Period?
      let needed = try trips {
        period = try test.store.period(question, at: moment(0)) { _, _ in range(0, 9000) }
      }
      #expect(needed == count)
      #expect(period?.slots.map(\.id) == ids)
      #expect(period?.guests[ids[3]]?.count == 1)
    }
  }

  /// What is sent without waiting is refused by the next question, and by no later one.
  @Test func whatIsSentAheadIsNotLost() throws {
    guard case .server(let address) = try StoreAddress(test.path) else { return }
    let connection = try PostgresConnection(address, isReadOnly: false)
    try connection.open()
    let (wrong, one) = (PostgresStatement("SELECT 1 / 0"), PostgresStatement("SELECT 1"))
    try connection.send([PostgresStatement("BEGIN"), wrong], isNeeded: true)
    try connection.send([one], isNeeded: true)
    #expect(throws: PostgresFailure.self) {
      _ = try connection.run([PostgresStatement("COMMIT")])
    }
    #expect(try connection.run([one])[0].first?.int(0) == 1)
    // Whoever gives up what was sent hears nothing of it.
    try connection.send([wrong], isNeeded: true)
    connection.giveUp()
    #expect(try connection.run([one])[0].first?.int(0) == 1)
  }

  /// A line takes its time, and a clock that is a little off harms nobody.
  @Test func whichClockCounts() {
    func offset(_ server: Int, _ start: Int, _ end: Int) -> Int64 {
      PostgresSession.offset(
        of: Instant(milliseconds: Int64(server)),
        from: Instant(milliseconds: Int64(start)),
        to: Instant(milliseconds: Int64(end))
      ).milliseconds
    }
    #expect(offset(10_000, 9_950, 10_050) == 0)
    #expect(offset(11_900, 9_950, 10_050) == 0)
    #expect(offset(10_000, 5_000, 11_000) == 0)
    #expect(offset(100_000, 9_900, 10_100) == 90_000)
    #expect(offset(10_000, 99_900, 100_100) == -90_000)
  }

  // MARK: Who may do what

  @Test func aReaderReads() throws {
    let slot = try test.slot(60)
    try database.cluster.makeRole("rea", in: "slottui_reader")
    let address = database.cluster.address(of: database.name, as: "rea")
    let refusal = #expect(throws: SlotError.self) {
      try SQLiteStore(path: address, options: SQLiteStore.Options(actor: "rea"))
    }
    #expect(refusal?.code == .readOnly)
    var options = SQLiteStore.Options(actor: "rea")
    options.access = .readOnly
    let reader = try SQLiteStore(path: address, options: options)
    #expect(try reader.slot(slot.id) == slot)
    #expect(throws: SlotError.readOnly) {
      try reader.perform(.changeSlots([slot.id], .setStatus(.disabled)), at: moment(1))
    }
    // To try out is to read.
    let trial = try reader.tryOut(
      .setStatus(.disabled),
      on: .ids([slot.id]),
      onConflict: .fail,
      at: moment(1)
    )
    #expect(trial.preview.changed.count == 1)
    let backup = { try reader.backup(to: test.folder.path + "/x") }
    let error = #expect(throws: SlotError.self) { try backup() }
    #expect(error?.code == .readOnly)
  }

  @Test func theActorIsTheRole() throws {
    let ben = try test.session(of: "ben")
    _ = try ben.perform(.createSlots([test.draft(60)]), at: moment(1))
    #expect(try test.store.history(matching: HistoryQuery()).first?.action.actor == "ben")
    #expect(ben.actor == "ben")
    // Whatever the system knows us as.
    let address = try database.address(for: "ben")
    #expect(try SQLiteStore(path: address, options: SQLiteStore.Options(actor: "x")).actor == "ben")
  }

  @Test func nothingIsCutOff() throws {
    let draft = BlockDraft(name: "Half\u{0}lost", timezone: "UTC")
    let error = #expect(throws: SlotError.self) {
      try test.store.perform(.createBlock(draft), at: moment(1))
    }
    #expect(error?.code == .badRequest)
    #expect(try test.store.blocks().map(\.name) == ["Dr. Ada"])
  }

  // MARK: Several at once

  /// Whoever looks again and again sees every action, though numbers are not given in the order in which
  /// they come to be seen.
  @Test func newsMissesNothing() throws {
    let blocks = try (0..<20).map { number in
      let draft = BlockDraft(name: "Room \(number)", timezone: "UTC")
      return try #require(try test.store.perform(.createBlock(draft), at: moment(0)).blocks.first)
        .id
    }
    let position = try test.store.position()
    let session = test.sessions
    let (made, ended) = (Tally(), Tally())
    let (seen, again) = (Tally(), Tally())
    // The last one reads.
    let failures = inThreads(21) { number in
      let store = try session("user\(number)")
      guard number < 20 else {
        var (position, known) = (position, Set<SlotDomain.Action.ID>())
        var isLast = false
        while !isLast {
          isLast = ended.total == 20
          let news = try store.entries(after: position, limit: 1)
          for entry in news.entries {
            known.insert(entry.action.id).inserted ? seen.add() : again.add()
          }
          position = news.position
        }
        return
      }
      defer { ended.add() }
      for minute in 0..<40 {
        let range = range(60 + 20 * minute, 80 + 20 * minute)
        let draft = SlotDraft(blockID: blocks[number], range: range)
        _ = try store.perform(.createSlots([draft]), at: moment(minute))
        made.add()
      }
    }
    #expect(failures == [])
    #expect(made.total == 800)
    #expect(seen.total == 800)
    #expect(again.total == 0)
  }

  @Test func theBellIsHeard() throws {
    let feed = try test.store.watch()
    let ben = try test.session(of: "ben")
    #expect(feed.fileDescriptor >= 0)
    #expect(try !feed.hasChanged())
    let now = Span(milliseconds: Uptime.milliseconds)
    #expect(!feed.look(at: now))
    #expect(feed.wait(at: now) ?? 0 > 0)
    _ = try ben.perform(.createSlots([test.draft(60)]), at: moment(1))
    var look = pollfd(fd: feed.fileDescriptor, events: Int16(POLLIN), revents: 0)
    #expect(poll(&look, 1, 10_000) == 1)
    feed.acknowledge()
    #expect(feed.look(at: now))
    #expect(!feed.look(at: now))
    #expect(try feed.hasChanged())
    #expect(try !feed.hasChanged())
  }

  @Test func whoIsStuckIsNotWaitedForLong() throws {
    let slot = try test.slot(60)
    let address = try ServerAddress(
      behindScheme: String(database.address(for: "ben").dropFirst(11))
    )
    let stuck = try PostgresConnection(address, isReadOnly: false)
    try stuck.open()
    _ = try stuck.run([
      PostgresStatement("BEGIN"),
      PostgresStatement("SELECT key FROM slottui.block FOR NO KEY UPDATE"),
    ])
    #expect(throws: SlotError.storeBusy) { try test.book(slot.id) }
    // Reading waits for nobody.
    #expect(try test.store.slot(slot.id).activeAppointments == 0)
    stuck.close()
    _ = try test.book(slot.id)
  }

  /// A host that is silent, or that is not there, is passed over.
  @Test func whichHostComesFirstDoesNotMatter() throws {
    let silent = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(silent) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let folder = test.folder.path
    withUnsafeMutableBytes(of: &address.sun_path) {
      $0.copyBytes(from: (folder + "/.s.PGSQL.5432").utf8)
    }
    let isBound = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(silent, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
      }
    }
    #expect(isBound && listen(silent, 8) == 0)
    for others in ["\(folder),", "/nowhere,", "nobody.invalid,"] {
      try database.cluster.makeRole("ana", in: "slottui_writer")
      let hosts = others + database.cluster.folder
      let store = try SQLiteStore(
        path: "postgres://ana@/\(database.name)?host=\(hosts)&connect_timeout=5",
        options: SQLiteStore.Options(actor: "ana")
      )
      #expect(try store.blocks().count == 1)
    }
  }

  // MARK: Lost answers

  /// The connection is cut before the server hears of the end of a change, or before we hear that it has.
  @Test(arguments: [Proxy.Cut.beforeCommit, .afterCommit])
  func whatIsLostIsDoneOnce(cut: Proxy.Cut) throws {
    let slot = try test.slot(60, capacity: 5)
    let proxy = try Proxy(to: database.cluster.folder + "/.s.PGSQL.5432", cut)
    try database.cluster.makeRole("ana", in: "slottui_writer")
    let store = try SQLiteStore(
      path: "postgres://ana@/\(database.name)?host=\(proxy.folder)",
      options: SQLiteStore.Options(actor: "ana")
    )
    proxy.arm()
    let outcome = try store.perform(
      .createAppointments([AppointmentDraft(slotID: slot.id)]),
      at: moment(1)
    )
    #expect(proxy.cuts == 1)
    let told = try #require(outcome.appointments.first)
    var query = AppointmentQuery()
    query.slots = [slot.id]
    #expect(try test.store.appointments(matching: query).elements.map(\.id) == [told.id])
    #expect(try test.store.history(matching: HistoryQuery()).first?.action == outcome.action)
    #expect(try test.store.history(matching: HistoryQuery()).count == 3)
    try test.expectSound()
  }

  // MARK: Copies

  /// A file becomes a store on a server, goes on there, and becomes a file again.
  @Test func aFileGoesThereAndBack() throws {
    let file = try TestStore()
    var random = SeededGenerator(state: 7)
    for hour in 0..<6 { _ = try file.slot(60 * hour + 60, capacity: hour % 3 + 1) }
    for step in 0..<60 {
      let now = moment(step / 4)
      if step % 9 == 8 {
        _ = try? file.store.undo(nil, force: true, at: now, reason: nil)
      } else {
        _ = try? file.store.perform(try file.randomOperation(&random, now), at: now)
      }
    }
    let name = try database.cluster.makeDatabase()
    let address = database.cluster.address(of: name, as: "owner")
    guard case .server(let server) = try StoreAddress(address) else { return }
    #expect(try server.makeStore(from: file.path, StoreOpening(actor: "owner")).isNew)
    #expect(try !server.makeStore().isNew)
    let copy = file.folder.path + "/copy.db"
    let owner = try SQLiteStore(path: address, options: SQLiteStore.Options(actor: "owner"))
    try owner.backup(to: copy)
    #expect(try RawDatabase(copy).dump() == file.dump())
    #expect(try owner.check() == [])
    for minute in stride(from: 0, to: 20, by: 3) {
      let (before, there) = (
        try file.store.past(at: moment(minute)), try owner.past(at: moment(minute))
      )
      #expect(
        try there.slots(of: file.block, in: .all) == before.slots(of: file.block, in: .all)
      )
    }
    // What is made there has new keys.
    _ = try owner.perform(.createBlock(BlockDraft(name: "New", timezone: "UTC")), at: moment(101))
    let error = #expect(throws: SlotError.self) {
      try server.makeStore(from: file.path, StoreOpening(actor: "owner"))
    }
    #expect(error?.code == .badRequest)
  }
}
