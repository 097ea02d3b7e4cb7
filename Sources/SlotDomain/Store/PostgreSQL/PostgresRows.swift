import Glibc
import Synchronization

/// The rows of a store on a PostgreSQL server.
///
/// Every batch is one packet. A change keeps others away from the blocks that it reads: their rows are
/// locked in one statement, and what is in them is read in the next one, which sees what was committed
/// meanwhile. What it writes goes with the commit, and the bell is rung behind that, where it makes nobody
/// wait.
final class PostgresRows: RowEngine {
  let address: ServerAddress
  let connection: PostgresConnection
  private let opening: StoreOpening
  /// The role that the server knows us by.
  private(set) var role = ""

  /// No server has answered for as long as one waits.
  private var isGone = false
  /// What goes to the server before the next question.
  private var ahead: [PostgresStatement] = []
  private var change: Change?
  /// That of whoever opened the store, until the first change has it.
  private var request: IdentifierBytes?
  private var isTrial = false
  private var moments = 0
  private var cursors = 0

  /// A change on its way.
  private struct Change {
    /// One change of one person has one, through all attempts.
    let request: IdentifierBytes
    /// The blocks that are locked, and those that this change has made.
    var blocks: Set<Int64> = []
    /// It has its number: what is locked from now on could have been changed under a later one.
    var number: Action.ID?
    /// Locked at once, since an attempt found out too late that it needs them.
    var wanted: Set<Int64> = []
    /// Can be begun again from its beginning.
    var isRepeatable = true
    /// Of many actions that were done elsewhere.
    var isCopy = false
    var writes = 0
    /// Why the last question failed.
    var failure: PostgresFailure?
    /// The blocks that it wrote to.
    var touched: Set<Int64> = []
  }

  /// - Throws: `.storeOutOfReach` S009, `.storeDamaged` S002, `.storeNewer` S003, `.readOnly` S004.
  init(_ address: ServerAddress, _ opening: StoreOpening) throws(SlotError) {
    self.address = address
    self.opening = opening
    request = opening.request.map { IdentifierBytes($0) }
    do {
      connection = try PostgresConnection(address, isReadOnly: opening.access == .readOnly)
    } catch {
      throw error.error(at: address.place)
    }
    // Who begins is told at once what is wrong.
    try connect(within: .seconds(0))
  }

  var place: String { address.place }

  var isRemote: Bool { true }

  /// Measured whenever it is connected; read by any thread.
  var clockOffset: Span { Span(milliseconds: offset.load(ordering: .relaxed)) }
  private let offset = Atomic<Int64>(0)

  func cancel() { connection.cancel() }

  /// So many rows are written with one statement.
  let batch = 10_000

  private var session: PostgresSession { PostgresSession(isPooled: address.isPooled) }

  var isReadOnly: Bool { opening.access == .readOnly }

  var isWriting: Bool { change != nil && !isTrial }

  // MARK: Connecting

  /// So long a server that is gone is waited for.
  private static let patience = Span.seconds(5)
  private static let pause: UInt32 = 100_000

  /// Connects, again where the connection was lost.
  private func connect(within patience: Span = patience) throws(SlotError) {
    // Who has waited in vain once is told at once, until it is back.
    let end = Uptime.milliseconds + (isGone ? 0 : patience.milliseconds)
    while !connection.isOpen {
      do {
        try connection.open()
        let start = WallClock.now()
        let results = try connection.run(session.opening)
        let end = WallClock.now()
        role = try session.role(results, for: opening.access, at: place)
        if let clock = results.first?.first?.instant(4) {
          let found = PostgresSession.offset(of: clock, from: start, to: end)
          offset.store(found.milliseconds, ordering: .relaxed)
        }
        isGone = false
      } catch let failure as PostgresFailure {
        guard failure.isLost, Uptime.milliseconds < end else {
          isGone = true
          throw failure.error(at: place)
        }
        usleep(Self.pause)
      } catch let error as SlotError {
        connection.close()
        throw error
      } catch {
        throw .unexpected("\(error)")
      }
    }
  }

  // MARK: Asking

  /// Asks everything in one trip, as of one moment.
  ///
  /// - Returns: What was answered to each, in order.
  func ask(_ questions: [PostgresStatement]) throws(SlotError) -> [PostgresResult] {
    guard change == nil, moments == 0 else { return try askWithin(questions) }
    do {
      return try askInMoment(questions)
    } catch {
      // What was only read is asked for again, of whichever server there is now.
      guard error.isLost else { throw error.error(at: place) }
      try connect()
    }
    do { return try askInMoment(questions) } catch { throw error.error(at: place) }
  }

  private func askInMoment(
    _ questions: [PostgresStatement]
  ) throws(PostgresFailure) -> [PostgresResult] {
    guard questions.count > 1 || address.isPooled else { return try connection.run(questions) }
    let begin = session.beginReading
    do {
      let results = try connection.run(begin + questions + [PostgresSession.commit])
      return Array(results.dropFirst(begin.count).prefix(questions.count))
    } catch {
      rollBack()
      throw error
    }
  }

  /// Within a moment or a change that goes on.
  private func askWithin(_ questions: [PostgresStatement]) throws(SlotError) -> [PostgresResult] {
    let before = ahead
    // Of a moment that has only begun nobody has seen anything.
    let canRepeat = change == nil && isUnasked
    ahead = []
    do {
      return Array(try connection.run(before + questions).dropFirst(before.count))
    } catch {
      change?.failure = error
      guard canRepeat, error.isLost else { throw error.error(at: place) }
      try connect()
    }
    do {
      return Array(try connection.run(before + questions).dropFirst(before.count))
    } catch {
      throw error.error(at: place)
    }
  }

  /// Sends what is to come before the next question, which hears of refusals.
  private func sendAhead() throws(SlotError) {
    let statements = ahead
    ahead = []
    do {
      try connection.send(statements, isNeeded: true)
    } catch {
      change?.failure = error
      throw error.error(at: place)
    }
  }

  private func rollBack() {
    ahead = []
    connection.giveUp()
    try? connection.send([PostgresSession.rollBack])
  }

  // MARK: Moments

  /// The moment goes on, and nothing was asked in it.
  private var isUnasked: Bool { ahead.first?.text == session.beginReading.first?.text }

  func inOneMoment<Result>(
    _ body: () throws(SlotError) -> Result
  ) throws(SlotError) -> Result {
    guard change == nil, moments == 0 else { return try body() }
    try connect()
    moments += 1
    ahead = session.beginReading
    defer {
      moments -= 1
      // Nobody waits for its end. What was never asked was never begun.
      if !isUnasked { try? connection.send([PostgresSession.commit]) }
      ahead = []
    }
    return try body()
  }

  func trial<Result>(_ body: () throws(SlotError) -> Result) throws(SlotError) -> Result {
    isTrial = true
    defer { isTrial = false }
    try connect()
    change = Change(request: .random())
    ahead = session.beginTrial
    defer {
      change = nil
      rollBack()
    }
    return try body()
  }

  /// Begins again when another change was in the way, or the server went away before it was told to keep
  /// this one. When it went away afterwards, the next one is asked whether it has it. Of several attempts
  /// that may have been kept, the result of the one that was is told.
  func write<Result>(_ body: () throws(SlotError) -> Result) throws(SlotError) -> Result {
    guard opening.access == .readWrite else { throw .readOnly }
    let end = Uptime.milliseconds + Self.patience.milliseconds
    var next = Change(request: request ?? .random())
    request = nil
    // What was told to be kept, and nobody knows whether it was.
    var unknown: [(number: Action.ID?, result: Result)] = []
    func kept() throws(SlotError) -> Result? {
      guard !unknown.isEmpty, let number = try number(of: next.request) else { return nil }
      return unknown.last { $0.number == number }?.result
    }
    while true {
      do {
        try connect()
        if let result = try kept() { return result }
      } catch {
        throw unknown.isEmpty ? error : unknownEnd(of: next.request, error)
      }
      change = next
      ahead = session.beginWriting
      if !next.wanted.isEmpty { ahead.append(PostgresSession.lock(keys: next.wanted)) }
      change?.blocks = next.wanted
      defer { change = nil }
      var isSent = false
      do throws(SlotError) {
        let result = try body()
        if let failure = change?.failure { throw failure.error(at: place) }
        isSent = true
        unknown.append((change?.number, result))
        try commit()
        return result
      } catch {
        if isSent, connection.didEndWait { throw stoppedWaiting(next.request) }
        let failure = change?.failure
        next.wanted = change?.wanted ?? []
        next.isRepeatable = change?.isRepeatable ?? true
        rollBack()
        // Refused, so it was not kept.
        if isSent, failure?.isLost == false { unknown.removeLast() }
        // An earlier attempt can have been kept meanwhile: whatever stands in the way then is that.
        if connection.isOpen, let result = try kept() { return result }
        guard let failure else { throw error }
        guard failure.isPassing || failure.isLost, next.isRepeatable || !unknown.isEmpty,
          Uptime.milliseconds < end
        else { throw unknown.isEmpty ? error : unknownEnd(of: next.request, error) }
        guard next.isRepeatable else {
          let found: Result?
          do {
            try connect()
            found = try kept()
          } catch {
            throw unknownEnd(of: next.request, error)
          }
          guard let found else { throw error }
          return found
        }
      }
    }
  }

  /// What is said where nobody can look whether a change was kept.
  private func unknownEnd(of request: IdentifierBytes, _ error: SlotError) -> SlotError {
    let reason: String
    switch error {
    case .storeOutOfReach(_, let why): reason = why
    // The earlier attempt still holds what this one needs, as while a standby is waited for.
    case .storeBusy: reason = "it is still busy with that"
    case .readOnly: reason = "the server that answers now only follows another one"
    case .changeUnknown: return error
    default:
      guard !error.isAboutObject else { return error }
      reason = error.message(in: .utc)
    }
    return .changeUnknown(address: place, reason: reason, request: request.identifier())
  }

  /// The action that carried out a request; nil where none did.
  private func number(of request: IdentifierBytes) throws(SlotError) -> Action.ID? {
    do {
      return try connection.run([PostgresSession.action(of: request)])[0].first?.integer(0)
    } catch {
      throw error.error(at: place)
    }
  }

  private func commit() throws(SlotError) {
    guard let change, change.writes > 0 else {
      rollBack()
      return
    }
    connection.didEndWait = false
    _ = try askWithin([PostgresSession.commit] + PostgresSession.bell(change.touched))
    if connection.didEndWait { throw stoppedWaiting(change.request) }
  }

  /// What is said of a change that only one machine has, and that was not to be told before another has it.
  private func stoppedWaiting(_ request: IdentifierBytes) -> SlotError {
    let reason = "it was stopped while it waited for the server's standby"
    return .changeUnknown(address: place, reason: reason, request: request.identifier())
  }

  /// Fills an empty store with one from elsewhere, whose journal keeps its names.
  ///
  /// - Throws: `.badRequest` E013 when there is something in it already; `.readOnly` S004 to whoever does not
  ///   own it.
  func takeCopy(
    _ handOver: ((Writes) throws(SlotError) -> Void) throws(SlotError) -> Void
  ) throws(SlotError) {
    try write { () throws(SlotError) in
      change?.isRepeatable = false
      change?.isCopy = true
      let facts = try askWithin([
        PostgresSession.copying,
        PostgresStatement("SELECT EXISTS (SELECT 1 FROM block) OR EXISTS (SELECT 1 FROM action)"),
      ])
      guard facts[1].first?.bool(0) == false else {
        throw .badRequest(
          "There is something in the store \(place) already. Make another database for the file."
        )
      }
      try handOver { (writes) throws(SlotError) in
        try apply(writes)
        // Of a long journal, little lies in memory.
        if ahead.count > 500 { try sendAhead() }
      }
      _ = try askWithin(PostgresSession.keysGoOn)
    }
  }

  func expectMany() throws(SlotError) {
    guard isWriting else { return }
    // Its records are read once; so nobody may be in its way.
    change?.isRepeatable = false
    let keys = try askWithin([PostgresSession.lockAll])[0].all { $0.integer(0) }
    change?.blocks.formUnion(keys)
  }

  // MARK: Rows

  func find(_ needs: Needs) throws(SlotError) -> Found {
    var needs = needs
    let fake = isTrial ? needs.takeKeys() : [:]
    // Keys of slots follow from the action's number.
    if needs.freeKeys[.slot] != nil, change?.number == nil { needs.freeKeys[.action] = 1 }
    for _ in 0..<5 {
      let questions = PostgresQuestions(needs, number: change?.number)
      let lock = (isWriting ? PostgresSession.lock(needs) : nil).map { [$0] } ?? []
      if isWriting, needs.allBlocks { ahead.append(PostgresSession.lockNames) }
      let results = try ask(lock + questions.statements)
      var found = try questions.found(Array(results.dropFirst(lock.count)))
      found.freeKeys.merge(fake) { first, _ in first }
      try addSummaries(needs, &found)
      guard isWriting else {
        note(found)
        return found
      }
      if !lock.isEmpty { try noteLocked(try results[0].all { $0.integer(0) }) }
      note(found)
      if found.blockKeys.isSubset(of: change?.blocks ?? []) { return found }
      // An appointment was moved to another block between the lock and the look.
      ahead.append(PostgresSession.lock(keys: found.blockKeys))
      try noteLocked(Array(found.blockKeys))
    }
    throw .storeBusy
  }

  /// What actions did leads to more questions.
  private func addSummaries(_ needs: Needs, _ found: inout Found) throws(SlotError) {
    guard !needs.summaries.isEmpty else { return }
    found.summaries = try PostgresSummaries(rows: self).summaries(of: needs.summaries)
  }

  private func note(_ found: Found) {
    if let number = found.freeKeys[.action]?.first?.first { change?.number = number }
  }

  /// A block that is locked when the action has its number already could have been changed by a later
  /// action: along the history of each object numbers rise, so it begins again.
  private func noteLocked(_ keys: [Int64]) throws(SlotError) {
    guard var now = change else { return }
    let fresh = Set(keys).subtracting(now.blocks)
    now.blocks.formUnion(fresh)
    if now.number != nil, !fresh.isEmpty, now.isRepeatable {
      now.wanted = now.blocks
      now.failure = .refused(state: "40001", message: "a block was locked late", constraint: "")
      change = now
      throw .storeBusy
    }
    change = now
  }

  /// Locks the blocks of objects whose history is looked at.
  func lock(_ needs: Needs) throws(SlotError) {
    guard isWriting, let lock = PostgresSession.lock(needs) else { return }
    try noteLocked(try askWithin([lock])[0].all { $0.integer(0) })
  }

  func apply(_ writes: Writes) throws(SlotError) {
    let request = change?.isCopy == true ? nil : change?.request
    let writing = PostgresWriting(writes, request: request)
    ahead += writing.statements
    change?.writes += writing.statements.count
    change?.blocks.formUnion(writing.newBlocks)
    change?.touched.formUnion(writing.touchedBlocks)
    // What waits does not lie in memory for long, and the server begins with it.
    if writes.finished == nil, writes.count >= batch { try sendAhead() }
  }

  // MARK: Lists

  /// Hands over what a query finds, of which only a part is ever in memory, as of one moment.
  ///
  /// - `counting`: Asked along with the first part: how many there are in all.
  @discardableResult
  func forEachRow(
    of query: PostgresStatement,
    counting: PostgresStatement? = nil,
    _ body: (PostgresRow) throws(SlotError) -> Void
  ) throws(SlotError) -> Int {
    try inOneMoment { () throws(SlotError) in
      cursors += 1
      let name = "list\(cursors)"
      let fetch = PostgresStatement("FETCH 1000 FROM \(name)")
      let open = PostgresStatement(
        "DECLARE \(name) NO SCROLL CURSOR FOR \(query.text)",
        query.values
      )
      var results = try ask([open, fetch] + (counting.map { [$0] } ?? []))
      let total = counting == nil ? 0 : results[2].first?.int(0) ?? 0
      var rows = results[1]
      while rows.count > 0 {
        for row in try rows.all({ $0 }) { try body(row) }
        guard rows.count == 1000 else { break }
        results = try ask([fetch])
        rows = results[0]
      }
      ahead.append(PostgresStatement("CLOSE \(name)"))
      return total
    }
  }
}

extension IdentifierBytes {
  static func random() -> IdentifierBytes {
    var generator = SystemRandomNumberGenerator()
    return IdentifierBytes(high: generator.next(), low: generator.next())
  }
}

extension Needs {
  /// A trial uses up none: its keys are those that nobody will ever reach.
  fileprivate mutating func takeKeys() -> [KeyKind: [Range<Int64>]] {
    let end = ObjectKey.possible.upperBound
    defer { freeKeys = [:] }
    return freeKeys.mapValues { _ in [end >> 1..<end] }
  }
}

extension Found {
  /// The blocks of what was found to be changed.
  fileprivate var blockKeys: Set<Int64> {
    Set(slots.map(\.blockKey)).union(appointments.map(\.blockKey))
  }
}
