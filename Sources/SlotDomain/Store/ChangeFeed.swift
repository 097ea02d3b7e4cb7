/// Wakes a waiting program when another process commits.
///
/// Uptimes are of a clock that never jumps.
public protocol ChangeFeed: AnyObject {
  /// Readable when something may have happened; -1 where nothing tells.
  var fileDescriptor: Int32 { get }
  /// Whether to wait for that now: of what goes on and on it is enough to hear now and then.
  func hears(at uptime: Span) -> Bool
  /// It was readable: that is forgotten, and from now on there is something to look for.
  func acknowledge()
  /// Milliseconds until the next look is due; nil when there is nothing to look for.
  func wait(at uptime: Span) -> Int?
  /// Whether something was committed by others since the last look; false while no look is due.
  func look(at uptime: Span) -> Bool
  /// Whether something was committed by others since the last look, due or not.
  func hasChanged() throws(SlotError) -> Bool
}
