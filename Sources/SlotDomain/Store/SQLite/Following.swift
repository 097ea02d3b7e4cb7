/// Notices commits of other processes: inotify says when to look, `PRAGMA data_version` whether there
/// is something. Source: https://www.sqlite.org/pragma.html#pragma_data_version
private final class FileFeed: ChangeFeed {
  private let store: SQLiteRows
  private let files: FileWatch
  private var looks: CommitLooks
  private var version: Int64
  /// Told once; whoever looks for what has changed is told why nothing can be found.
  private var isReplaced = false

  var fileDescriptor: Int32 { files.fileDescriptor }

  init(_ store: SQLiteRows) throws(SlotError) {
    self.store = store
    files = FileWatch(storePath: store.connection.files.resolvedPath)
    looks = CommitLooks(isWatched: files.fileDescriptor >= 0)
    version = try store.connection.integer("PRAGMA data_version")
  }

  func acknowledge() {
    files.drain()
    looks.touch()
  }

  func hears(at uptime: Span) -> Bool { looks.hears(at: uptime) }

  func wait(at uptime: Span) -> Int? { looks.wait(at: uptime) }

  func look(at uptime: Span) -> Bool {
    guard looks.isDue(at: uptime) else { return false }
    let found = (try? hasChanged()) == true
    looks.look(found: found, at: uptime)
    return found
  }

  func hasChanged() throws(SlotError) -> Bool {
    if try store.reopenIfWritten() {
      version = try store.connection.integer("PRAGMA data_version")
      return true
    }
    let wasReplaced = isReplaced
    isReplaced = store.connection.files.isReplaced
    if isReplaced { return !wasReplaced }
    let present = try store.connection.integer("PRAGMA data_version")
    defer { version = present }
    return present != version
  }
}

extension SQLiteRows {
  func watch() throws(SlotError) -> any ChangeFeed { try FileFeed(self) }

  /// A store that was opened as if nobody wrote it is opened anew when a writer has come (the
  /// write-ahead log tells) or has come and gone (the file tells).
  fileprivate func reopenIfWritten() throws(SlotError) -> Bool {
    guard connection.mode == .immutable else { return false }
    let file = StoreFile(path: place)
    guard file.hasLog || file.stamp != connection.files.stamp else { return false }
    connection = try opening.connectReadOnly()
    return true
  }
}
