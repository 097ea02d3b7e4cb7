import CPostgreSQL
import Glibc
import Synchronization

/// A connection to a server, or to the one of several that takes changes. What is asked together goes there
/// in one packet and costs one trip.
///
/// Source: https://www.postgresql.org/docs/current/libpq-pipeline-mode.html
final class PostgresConnection {
  private let library: UnsafePointer<CPostgresLibrary>
  private let address: ServerAddress
  /// What each host is connected to with.
  private let hosts: [[(name: String, value: String)]]
  /// The one that answered last.
  private var last = 0
  private var handle: OpaquePointer?
  /// The names of statements that the server knows, by their text.
  private var prepared: [String: String] = [:]
  private var names = 0
  /// What was sent and nobody has waited for.
  private var owed: [Packet] = []

  /// What the server answers to one packet.
  private struct Packet {
    enum Answer {
      /// To the wish to know a statement.
      case known(text: String, name: String)
      case rows
    }

    var answers: [Answer] = []
    /// What is refused of it is told by the next one that is waited for.
    var isNeeded = false
  }

  /// Does not connect yet.
  ///
  /// - Throws: `.hopeless` where the client library is missing or too old.
  init(_ address: ServerAddress, isReadOnly: Bool) throws(PostgresFailure) {
    var problem: UnsafePointer<CChar>?
    guard let library = CPostgresLoad(&problem) else {
      throw .hopeless(problem.map { String(cString: $0) } ?? "")
    }
    self.library = library
    self.address = address
    hosts = address.parametersOfHosts(isReadOnly: isReadOnly)
  }

  deinit { close() }

  func close() {
    owed = []
    prepared = [:]
    setCanceller(nil)
    if let handle { library.pointee.finish(handle) }
    handle = nil
  }

  var isOpen: Bool { handle != nil }

  /// To be waited for; -1 where there is none.
  var descriptor: Int32 { handle.map { library.pointee.socket($0) } ?? -1 }

  var libraryVersion: Int { Int(library.pointee.libVersion()) }
  /// The process that serves us, as it was told at the beginning: a pooler tells a number of its own.
  var process: Int { handle.map { Int(library.pointee.backendPID($0)) } ?? 0 }
  var usesTLS: Bool { handle.map { library.pointee.sslInUse($0) != 0 } ?? false }

  /// Of the hosts, the one that it is.
  var host: String { handle.flatMap { library.pointee.host($0) }.map { String(cString: $0) } ?? "" }

  // MARK: Connecting

  /// Tries one host after the other, the one that answered last first. libpq would do so by itself, but
  /// would wait for one that is silent for as long as that is.
  ///
  /// - Throws: `.lost`, and `.hopeless` when every host says that it always will be in vain.
  func open() throws(PostgresFailure) {
    guard handle == nil else { return }
    var reasons: [String] = []
    var isHopeless = true
    for place in hosts.indices {
      let host = (last + place) % hosts.count
      do {
        try open(hosts[host])
        last = host
        return
      } catch {
        switch error {
        case .hopeless(let reason): reasons.append(reason)
        case .lost(let reason):
          isHopeless = false
          reasons.append(reason)
        case .refused, .endedByServer: throw error
        }
      }
    }
    let reason = reasons.joined(separator: "; ")
    throw isHopeless ? .hopeless(reason) : .lost(reason)
  }

  private func open(_ parameters: [(name: String, value: String)]) throws(PostgresFailure) {
    let started = parameters.withCStrings { names, values in
      library.pointee.connectStartParams(names, values, 0)
    }
    guard let started else { throw .lost("there is no memory for a connection") }
    handle = started
    // What a server tells beside its answers is for its own people, but for one thing.
    let hears: @convention(c) (UnsafeMutableRawPointer?, OpaquePointer?) -> Void = {
      place,
      notice in
      guard let place, let notice else { return }
      Unmanaged<PostgresConnection>.fromOpaque(place).takeUnretainedValue().hear(notice)
    }
    _ = library.pointee.setNoticeReceiver(started, hears, Unmanaged.passUnretained(self).toOpaque())
    let end = Uptime.milliseconds + address.patience.milliseconds
    var wanted = Int32(CPostgresPollingWriting)
    while wanted != CPostgresPollingOK {
      guard wanted != CPostgresPollingFailed,
        library.pointee.status(started) != CPostgresConnectionBad
      else { throw unreachable() }
      let left = end - Uptime.milliseconds
      guard left > 0 else {
        close()
        let host = parameters.first { $0.name == "host" }?.value ?? "the server"
        throw .lost("\(host): no answer within \(address.patience.milliseconds / 1000) s")
      }
      let events = wanted == CPostgresPollingReading ? POLLIN : POLLOUT
      guard wait(for: events, milliseconds: Int32(left)) else { continue }
      wanted = library.pointee.connectPoll(started)
    }
    guard library.pointee.setnonblocking(started, 1) == 0,
      library.pointee.enterPipelineMode(started) == 1
    else { throw unreachable() }
    setCanceller(library.pointee.getCancel(started))
  }

  /// What an attempt in vain leaves: nothing, and the reason. A wrong login is as wrong a second later.
  private func unreachable() -> PostgresFailure {
    let reason = problem()
    close()
    let isHopeless = [
      "authentication failed", "does not exist", "it wants a password",
      "no pg_hba.conf entry", "could not translate host name", "certificate", "invalid ",
    ].contains(where: reason.contains)
    return isHopeless ? .hopeless(reason) : .lost(reason)
  }

  /// In one line, a part for each host that was tried.
  private func problem() -> String {
    guard let handle, let text = library.pointee.errorMessage(handle) else { return "" }
    let parts = String(cString: text).split(whereSeparator: \.isNewline).map(Self.shortened)
      .map(Self.withoutStop)
    return parts.joined(separator: "; ")
  }

  /// `connection to server at "db1" (10.0.0.1), port 5432 failed: Connection refused` says what the address
  /// says, until the reason: `db1:5432: Connection refused`.
  private static func shortened(_ line: Substring) -> String {
    let marks = ["connection to server at \"", "connection to server on socket \""]
    var rest = line[...]
    var host = ""
    if let mark = marks.first(where: rest.hasPrefix) {
      rest = rest.dropFirst(mark.count)
      host = String(rest.prefix { $0 != "\"" })
      if let port = rest.firstRange(of: ", port ") {
        host += ":" + rest[port.upperBound...].prefix { $0.isNumber }
      }
      if let failed = rest.firstRange(of: " failed: ") { rest = rest[failed.upperBound...] }
      host += ": "
    }
    if rest.hasPrefix("FATAL:") { rest = rest.dropFirst(6).drop { $0 == " " } }
    return host + rest.drop { $0 == "\t" }
  }

  /// A sentence goes on behind it.
  private static func withoutStop(_ text: String) -> String {
    String(text.reversed().drop { " .?".contains($0) }.reversed())
      .replacing(
        "fe_sendauth: no password supplied",
        with: "it wants a password, and ~/.pgpass has none for this login (one that is restricted"
          + " reads no such file)"
      )
  }

  private func lose() -> PostgresFailure {
    let reason = problem()
    close()
    return .lost(reason.isEmpty ? "the connection is gone" : reason)
  }

  /// Whether something has come of it.
  @discardableResult
  private func wait(for events: Int32, milliseconds: Int32 = -1) -> Bool {
    var look = pollfd(fd: descriptor, events: Int16(events), revents: 0)
    return poll(&look, 1, milliseconds) > 0
  }

  // MARK: Asking

  /// How often an answer was waited for.
  private(set) var trips = 0

  /// Asks everything in one packet.
  ///
  /// - Returns: What was answered to each, in order.
  /// - Throws: The first refusal, also of what was sent before and is needed; what comes behind it was not
  ///   done.
  func run(_ statements: [PostgresStatement]) throws(PostgresFailure) -> [PostgresResult] {
    isCancelled.store(false, ordering: .relaxed)
    try send(statements)
    trips += 1
    var results: [PostgresResult] = []
    var refusal: PostgresFailure?
    while let packet = owed.first {
      let isLast = owed.count == 1
      do {
        let found = try receive(packet)
        owed.removeFirst()
        if isLast { results = found }
      } catch {
        guard isOpen else { throw refusal ?? error }
        owed.removeFirst()
        // What else nobody waited for was meant to end something that has ended with that.
        if isLast || packet.isNeeded { refusal = refusal ?? error }
      }
    }
    if let refusal { throw refusal }
    return results
  }

  /// Sends without waiting for an answer.
  ///
  /// - `isNeeded`: A refusal is thrown by the next `run`; else by nobody.
  func send(
    _ statements: [PostgresStatement],
    isNeeded: Bool = false
  ) throws(PostgresFailure) {
    guard let handle else { throw .lost("the connection is gone") }
    var packet = Packet()
    packet.isNeeded = isNeeded
    for statement in statements {
      if let name = prepared[statement.text] {
        try send(statement, as: name)
      } else if address.isPooled {
        try sendUnnamed(statement)
      } else {
        names += 1
        let name = "s\(names)"
        let types = statement.values.map(\.type)
        guard
          library.pointee.sendPrepare(handle, name, statement.text, Int32(types.count), types) == 1
        else { throw lose() }
        packet.answers.append(.known(text: statement.text, name: name))
        prepared[statement.text] = name
        try send(statement, as: name)
      }
      packet.answers.append(.rows)
    }
    guard library.pointee.pipelineSync(handle) == 1 else { throw lose() }
    owed.append(packet)
    try flush()
  }

  /// What was sent is not needed any more.
  func giveUp() {
    for place in owed.indices { owed[place].isNeeded = false }
  }

  private func send(_ statement: PostgresStatement, as name: String) throws(PostgresFailure) {
    let isSent = statement.values.withBinaryForms { values, lengths, formats in
      library.pointee.sendQueryPrepared(
        handle,
        name,
        Int32(statement.values.count),
        values,
        lengths,
        formats,
        1
      )
    }
    guard isSent == 1 else { throw lose() }
  }

  private func sendUnnamed(_ statement: PostgresStatement) throws(PostgresFailure) {
    let isSent = statement.values.withBinaryForms { values, lengths, formats in
      library.pointee.sendQueryParams(
        handle,
        statement.text,
        Int32(statement.values.count),
        statement.values.map(\.type),
        values,
        lengths,
        formats,
        1
      )
    }
    guard isSent == 1 else { throw lose() }
  }

  /// Until all of it is on its way; the server may want to get rid of answers first.
  private func flush() throws(PostgresFailure) {
    while let handle {
      switch library.pointee.flush(handle) {
      case 0: return
      case 1:
        wait(for: POLLIN | POLLOUT)
        guard library.pointee.consumeInput(handle) == 1 else { throw lose() }
      default: throw lose()
      }
    }
  }

  private func receive(_ packet: Packet) throws(PostgresFailure) -> [PostgresResult] {
    var results: [PostgresResult] = []
    var refusal: PostgresFailure?
    for answer in packet.answers {
      guard let result = try nextResult() else { throw lose() }
      // Behind each comes nothing, once.
      while try nextResult() != nil {}
      switch library.pointee.resultStatus(result) {
      case Int32(CPostgresCommandOK), Int32(CPostgresTuplesOK):
        if case .rows = answer {
          results.append(PostgresResult(result, of: library, in: address.place))
          continue
        }
      case Int32(CPostgresPipelineAborted):
        forget(answer)
      default:
        forget(answer)
        if refusal == nil { refusal = self.refusal(result) }
      }
      library.pointee.clear(result)
    }
    guard let end = try nextResult(),
      library.pointee.resultStatus(end) == CPostgresPipelineSync
    else { throw lose() }
    library.pointee.clear(end)
    if let refusal {
      if refusal.isLost { close() }
      throw refusal
    }
    return results
  }

  /// The server does not know the statement after all.
  private func forget(_ answer: Packet.Answer) {
    if case .known(let text, _) = answer { prepared[text] = nil }
  }

  private func nextResult() throws(PostgresFailure) -> OpaquePointer? {
    guard let handle else { throw lose() }
    while library.pointee.isBusy(handle) == 1 {
      wait(for: POLLIN)
      guard library.pointee.consumeInput(handle) == 1 else { throw lose() }
    }
    return library.pointee.getResult(handle)
  }

  private func field(_ code: Int, of result: OpaquePointer) -> String {
    library.pointee.resultErrorField(result, Int32(code)).map { String(cString: $0) } ?? ""
  }

  /// Whether a commit no longer waited for the standbys that it has to reach: somebody ended the wait, or the
  /// process. What was committed is then on one machine alone.
  var didEndWait = false

  /// The warning that says so has no state of its own; but it comes from where the wait is.
  /// Source: https://www.postgresql.org/docs/current/warm-standby.html#SYNCHRONOUS-REPLICATION-HA
  private func hear(_ notice: OpaquePointer) {
    if field(Int(CPostgresFieldFunction), of: notice) == "SyncRepWaitForLSN" { didEndWait = true }
  }

  private func refusal(_ result: OpaquePointer) -> PostgresFailure {
    func field(_ code: Int) -> String { self.field(code, of: result) }
    let state = field(Int(CPostgresFieldSQLState))
    // Without a state it is libpq that speaks: of the connection.
    guard !state.isEmpty else { return lose() }
    // A limit of the server ends a question as a wish of ours does.
    if state == PostgresFailure.ended, !isCancelled.load(ordering: .relaxed) {
      return .endedByServer(field(Int(CPostgresFieldMessage)))
    }
    return .refused(
      state: state,
      message: field(Int(CPostgresFieldMessage)),
      constraint: field(Int(CPostgresFieldConstraint))
    )
  }

  /// Runs a script of several statements.
  func execute(_ script: String) throws(PostgresFailure) {
    _ = try run([])
    guard let handle, library.pointee.exitPipelineMode(handle) == 1,
      let result = library.pointee.exec(handle, script)
    else { throw lose() }
    defer { library.pointee.clear(result) }
    guard library.pointee.resultStatus(result) == CPostgresCommandOK else {
      let refusal = refusal(result)
      if let ended = library.pointee.exec(handle, "ROLLBACK") { library.pointee.clear(ended) }
      _ = library.pointee.enterPipelineMode(handle)
      throw refusal
    }
    guard library.pointee.enterPipelineMode(handle) == 1 else { throw lose() }
  }

  // MARK: Cancelling

  /// What the server is told to cancel by; made with the connection, used by any thread.
  private struct Canceller: @unchecked Sendable {
    var handle: OpaquePointer?
  }

  private let canceller = Mutex(Canceller())
  /// Whether it was told to end what was asked last.
  private let isCancelled = Atomic(false)

  /// Has the server end what it is doing for us. From any thread.
  func cancel() {
    canceller.withLock { canceller in
      guard let handle = canceller.handle else { return }
      isCancelled.store(true, ordering: .relaxed)
      var reason = [CChar](repeating: 0, count: 256)
      _ = library.pointee.cancel(handle, &reason, Int32(reason.count))
    }
  }

  private func setCanceller(_ handle: OpaquePointer?) {
    canceller.withLock { canceller in
      if let old = canceller.handle { library.pointee.freeCancel(old) }
      canceller.handle = handle
    }
  }

  // MARK: The bell

  /// Takes in what came by itself: whether the bell was rung, and with which texts.
  func notifications() throws(PostgresFailure) -> [String] {
    guard let handle else { throw .lost("the connection is gone") }
    guard library.pointee.consumeInput(handle) == 1 else { throw lose() }
    var texts: [String] = []
    while let heard = library.pointee.notifies(handle) {
      texts.append(heard.pointee.payload.map { String(cString: $0) } ?? "")
      library.pointee.freemem(heard)
    }
    return texts
  }
}

extension [PostgresValue] {
  /// As libpq takes them, for as long as `body` runs: where each is, how long, and that it is binary.
  fileprivate func withBinaryForms<Result>(
    _ body: (UnsafePointer<UnsafePointer<CChar>?>?, [Int32], [Int32]) -> Result
  ) -> Result {
    withPieces(map(\.bytes), end: []) { places in
      body(places, map { Int32($0.bytes?.count ?? 0) }, map { _ in 1 })
    }
  }
}

extension [(name: String, value: String)] {
  /// With a null behind the last one of each.
  fileprivate func withCStrings<Result>(
    _ body: (UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<UnsafePointer<CChar>?>?) -> Result
  ) -> Result {
    SlotDomain.withCStrings(map(\.name) + [nil]) { names in
      SlotDomain.withCStrings(map(\.value) + [nil]) { values in body(names, values) }
    }
  }
}

/// C's texts for as long as `body` runs.
private func withCStrings<Result>(
  _ texts: [String?],
  _ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> Result
) -> Result {
  withPieces(texts.map { $0.map { Array($0.utf8) } }, end: [0], body)
}

/// Where each is for as long as `body` runs, all in one piece of memory.
private func withPieces<Result>(
  _ pieces: [[UInt8]?],
  end: [UInt8],
  _ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> Result
) -> Result {
  var bytes: [UInt8] = []
  bytes.reserveCapacity(pieces.reduce(1) { $0 + ($1?.count ?? 0) + end.count })
  var starts: [Int?] = []
  for piece in pieces {
    guard let piece else {
      starts.append(nil)
      continue
    }
    starts.append(bytes.count)
    bytes += piece
    bytes += end
  }
  // An empty one has a place too, or it would be a null.
  bytes.append(0)
  return bytes.withUnsafeBytes { bytes in
    let first = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
    let pointers = starts.map { start in start.flatMap { start in first.map { $0 + start } } }
    return pointers.withUnsafeBufferPointer { body($0.baseAddress) }
  }
}
