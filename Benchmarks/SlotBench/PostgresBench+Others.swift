import Glibc
import SlotDomain

/// Those who see what others do, and a server that waits for another one.
extension PostgresBench {
  /// How many wait for the bell.
  private static let listeners = 500

  /// From the beginning of a booking until all who wait have heard of it: its commit is in that.
  func tellListeners(_ report: inout Report, _ server: PostgresServer) throws {
    let address = PostgresServer.address(server.socket)
    let (store, writer) = (try SampleStores.open(address), try SampleStores.open(address))
    let feeds = try (0..<Self.listeners).map { _ in try store.watch() }
    let name = "Heard"
    let block = try writer.addBlock(name)
    let slots = try writer.perform(
      .createSlots(Self.drafts(block, count: 60)),
      at: Self.before
    ).slots
    usleep(500_000)
    for feed in feeds { feed.acknowledge() }
    var times: [Double] = []
    for slot in slots {
      let draft = AppointmentDraft(slotID: slot.id, metadata: try SampleStores.person(0))
      let begin = now()
      _ = try writer.perform(.createAppointments([draft]), at: Self.before)
      var waiting = feeds
      while !waiting.isEmpty, now() - begin < 5 {
        var looks = waiting.map { pollfd(fd: $0.fileDescriptor, events: Int16(POLLIN), revents: 0) }
        poll(&looks, nfds_t(looks.count), 1000)
        let heard = now()
        for (feed, look) in zip(waiting, looks) where look.revents != 0 {
          feed.acknowledge()
          times.append((heard - begin) * 1000)
        }
        waiting = zip(waiting, looks).filter { $1.revents == 0 }.map(\.0)
      }
    }
    report.add(
      "server: booking begun to heard by \(Self.listeners), p95",
      .milliseconds,
      times.count == slots.count * feeds.count ? times.percentile(95) : nil,
      .atMost(50)
    )
  }

  /// A screen on a line of its own, and somebody beside the server who books what it shows.
  func paint(_ report: inout Report, _ line: String, name: String, _ server: PostgresServer) throws
  {
    let home = "\(samples.folder)/home"
    mkdir(home, 0o777)
    let session = try TerminalSession(
      [
        programBesideBench("slottui"), "--db", PostgresServer.address(line), "--block", "Block 7",
        "--date", "2026-06-01",
      ],
      home: home
    )
    _ = session.answer(quiet: 2)
    let store = try SampleStores.open(PostgresServer.address(server.socket))
    guard let block = try store.blocks().first(where: { $0.name == "Block 7" }) else { return }
    let day = Instant(seconds: 1_780_272_000)
    let slots = try store.slots(of: block.id, in: TimeRange(start: day, end: day + .hours(24)))
    var times: [Double] = []
    for round in 0..<40 {
      let slot = slots[round % 20]
      let status: Slot.Status = (slot.status == .active) == (round < 20) ? .disabled : .active
      _ = try store.perform(.changeSlots([slot.id], .setStatus(status)), at: Instant.ofTheClock)
      let committed = now()
      let answer = session.answer(quiet: 0.06)
      if answer.bytes > 0 { times.append(max(0, answer.end - committed) * 1000) }
      // What the resting cursor brings up.
      _ = session.answer(quiet: 0.5, patience: 0.5)
    }
    report.add(
      "\(name): another one's commit to painted, p95",
      .milliseconds,
      times.count == 40 ? times.percentile(95) : nil,
      .atMost(name == "server" ? 50 : 500)
    )
  }
}
