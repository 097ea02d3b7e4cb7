/// When to look for another process's commit, once the store's files were touched.
///
/// A commit is written into the log, then its writer waits for the disk, and only then can it be seen:
/// the log's index says so, which is memory that nobody can watch. A disk can take seconds. So the
/// looks go on, less and less often. One that finds something does not end them either: the touch can
/// have been the next commit's, which is still to be seen.
///
/// Times are of a clock that never jumps.
struct CommitLooks: Hashable, Sendable {
  /// With twice as long a pause each time, the looks after a touch go on for a minute or so.
  static let longestPause = Span.minutes(1)
  /// Where files cannot be watched, looks are all there is.
  static let unwatchedPause = Span.seconds(1)

  private let isWatched: Bool
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

  func isDue(at uptime: Span) -> Bool { due.map { $0 <= uptime } ?? false }

  /// Milliseconds until the next look; nil when there is none.
  func wait(at uptime: Span) -> Int? {
    due.map { max(0, Int($0.milliseconds - uptime.milliseconds)) }
  }

  /// Somebody has looked.
  mutating func look(found: Bool, at uptime: Span) {
    pause = Span(milliseconds: found ? 1 : max(1, pause.milliseconds * 2))
    if !isWatched { pause = min(pause, Self.unwatchedPause) }
    due = pause > Self.longestPause ? nil : uptime + pause
  }
}
