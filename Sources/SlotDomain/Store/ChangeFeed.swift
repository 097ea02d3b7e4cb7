/// Wakes a waiting program when another process commits.
public protocol ChangeFeed: AnyObject {
  /// Readable when the store's files were touched; -1 where they cannot be watched and the caller
  /// has to look once a second instead.
  var fileDescriptor: Int32 { get }
  /// Forgets the touches so far.
  func acknowledge()
  /// Whether something was committed by others since the last call. A touch comes
  /// before its commit can be seen, by as long as the disk takes.
  func hasChanged() throws(SlotError) -> Bool
}
