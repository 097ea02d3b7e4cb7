/// When to look for another process's commit, once the store's files were touched.
///
/// A commit is written into the log, then its writer waits for the disk, and only then can it be seen:
/// the log's index says so, which is memory that nobody can watch. A disk can take seconds. So the
/// looks go on, less and less often. One that finds something does not end them either: the touch can
/// have been the next commit's, which is still to be seen.
///
/// A long change touches the log over and over, and nothing of it can be seen before it is over. Then touches
/// are heard less and less often: each look would take time from the one who writes, of every screen.
///
/// Times are of a clock that never jumps.
struct CommitLooks: Hashable, Sendable {
  /// With twice as long a pause each time, the looks after a touch go on for a minute or so.
  static let longestPause = Span.minutes(1)
  /// Where files cannot be watched, looks are all there is.
  static let unwatchedPause = Span.seconds(1)

  /// At most so long it is deaf to touches of which nothing comes.
  static let longestDeafness = Span(milliseconds: 64)
  /// So many of them in a row are nothing unusual.
  private static let patience = 3

  private let isWatched: Bool
  /// How many touches in a row showed nothing.
  private var vain = 0
  private var deafUntil: Span?
  private var pause = Span.seconds(0)
  /// Nil when there is nothing to look for.
  private var due: Span?

  init(isWatched: Bool) {
    self.isWatched = isWatched
    due = isWatched ? nil : pause
  }

  /// The files were touched: from now on there is something to look for.
  mutating func touch() {
    pause = .seconds(0)
    due = pause
  }

  /// Whether touches are listened to.
  func hears(at uptime: Span) -> Bool { deafUntil.map { $0 <= uptime } ?? true }

  func isDue(at uptime: Span) -> Bool { due.map { $0 <= uptime } ?? false }

  /// Milliseconds until the next look; nil when there is none.
  func wait(at uptime: Span) -> Int? {
    let times = [due, hears(at: uptime) ? nil : deafUntil].compactMap { $0 }
    return times.min().map { max(0, Int($0.milliseconds - uptime.milliseconds)) }
  }

  /// Somebody has looked.
  mutating func look(found: Bool, at uptime: Span) {
    let isFirst = pause == .seconds(0)
    if found || pause > Self.longestDeafness { vain = 0 }
    if !found, isFirst { vain += 1 }
    deafUntil = nil
    if vain > Self.patience {
      let longest = Self.longestDeafness.milliseconds
      let deafness = Span(milliseconds: min(longest, 1 << Int64(min(vain - Self.patience, 10))))
      if isFirst { deafUntil = uptime + deafness }
      // What a look in between would find, one after it finds.
      pause = max(pause, Span(milliseconds: deafness.milliseconds / 2))
    }
    pause = Span(milliseconds: found ? 1 : max(1, pause.milliseconds * 2))
    if !isWatched { pause = min(pause, Self.unwatchedPause) }
    due = pause > Self.longestPause ? nil : uptime + pause
  }
}
