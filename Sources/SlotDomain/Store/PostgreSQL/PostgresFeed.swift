import Glibc
import Synchronization

/// Notices what others commit on a server: the bell says when to look. Whoever looks asks the store, so that
/// nobody waits here for a way over a network.
///
/// A connection of its own, since the other one may be in the middle of something. Where no bell is heard
/// (a pooler in between, a server that only follows, or a writer that ended before it rang), looks now and
/// then find it.
private final class ServerFeed: ChangeFeed {
  private let address: ServerAddress
  private let isReadOnly: Bool
  private let session: PostgresSession
  private var connection: PostgresConnection
  private var isListening = false
  private var isTouched = false
  private var nextLook: Span?
  /// What was seen last, for whoever asks this.
  private var seen: JournalPosition?
  private let reconnecting = Reconnecting()

  var fileDescriptor: Int32 { isListening && connection.isOpen ? connection.descriptor : -1 }

  init(_ address: ServerAddress, isReadOnly: Bool) throws(PostgresFailure) {
    (self.address, self.isReadOnly) = (address, isReadOnly)
    session = PostgresSession(isPooled: address.isPooled)
    connection = try PostgresConnection(address, isReadOnly: isReadOnly)
    try connect()
    _ = try look()
  }

  private func connect() throws(PostgresFailure) {
    guard !connection.isOpen else { return }
    isListening = false
    try connection.open()
    isListening = session.isPooled ? false : try Self.listen(connection)
  }

  /// Whether the bell will be heard. A server that only follows another one rings none.
  fileprivate static func listen(
    _ connection: PostgresConnection
  ) throws(PostgresFailure) -> Bool {
    do {
      _ = try connection.run([PostgresSession.listen])
      return true
    } catch {
      guard case .refused = error else { throw error }
      try connection.open()
      return false
    }
  }

  // MARK: For who waits

  /// What is heard is taken at once; a connection that was lost is news as well.
  func acknowledge() {
    let heard = try? connection.notifications()
    if heard?.isEmpty != true { isTouched = true }
  }

  private static let pauseWithBell = Span.seconds(30)
  private static let pause = Span.seconds(1)

  func hears(at uptime: Span) -> Bool { true }

  func wait(at uptime: Span) -> Int? {
    guard !isTouched, let nextLook else { return 0 }
    return max(0, Int(nextLook.milliseconds - uptime.milliseconds))
  }

  func look(at uptime: Span) -> Bool {
    guard isTouched || (nextLook ?? uptime) <= uptime else { return false }
    let isFirst = nextLook == nil
    isTouched = false
    if !connection.isOpen { reconnect() }
    nextLook = uptime + (isListening && connection.isOpen ? Self.pauseWithBell : Self.pause)
    return !isFirst
  }

  /// On a thread of its own: a server that does not answer would stop the clock.
  private func reconnect() {
    if let (fresh, hears) = reconnecting.take() {
      (connection, isListening) = (fresh, hears)
      return
    }
    reconnecting.start(address, isReadOnly: isReadOnly, isPooled: session.isPooled)
  }

  // MARK: For who asks

  func hasChanged() throws(SlotError) -> Bool {
    do {
      try connect()
      return try look()
    } catch {
      connection.close()
      throw error.error(at: address.place)
    }
  }

  private func look() throws(PostgresFailure) -> Bool {
    let text = seen.map(PostgresJournal.snapshot)
    let row = try connection.run([PostgresJournal.look(after: text)])[0].first
    defer { seen = row.map { JournalPosition(text: $0.text(0)) } ?? seen }
    return seen != nil && row?.bool(1) == true
  }
}

/// A connection that is being made on another thread.
private final class Reconnecting: Sendable {
  /// Used by one thread at a time.
  private struct State: @unchecked Sendable {
    var isGoingOn = false
    var made: (PostgresConnection, Bool)?
  }

  private let state = Mutex(State())

  func take() -> (PostgresConnection, Bool)? {
    state.withLock { state in
      defer { state.made = nil }
      return state.made
    }
  }

  func start(_ address: ServerAddress, isReadOnly: Bool, isPooled: Bool) {
    let isFree = state.withLock { state in
      defer { state.isGoingOn = true }
      return !state.isGoingOn
    }
    guard isFree else { return }
    DetachedThread.run { [self] in
      let fresh = try? PostgresConnection(address, isReadOnly: isReadOnly)
      var hears: Bool?
      if let fresh, (try? fresh.open()) != nil {
        hears = isPooled ? false : try? ServerFeed.listen(fresh)
      }
      state.withLock { state in
        state.isGoingOn = false
        if let fresh, let hears, fresh.isOpen { state.made = (fresh, hears) }
      }
    }
  }
}

extension PostgresRows {
  func watch() throws(SlotError) -> any ChangeFeed {
    do { return try ServerFeed(address, isReadOnly: isReadOnly) } catch {
      throw error.error(at: place)
    }
  }
}
