import Glibc

/// Watches a store's files with inotify(7): the write-ahead log, which every commit touches, and as
/// long as there is none, the folder in which it will appear. The log's index is left out: readers
/// touch it.
final class FileWatch {
  /// -1 where the system has no watches left.
  let fileDescriptor: Int32
  private let logPath: String
  private let folder: String
  private var log: Int32 = -1
  private var folderWatch: Int32 = -1

  init(storePath: String) {
    logPath = storePath + "-wal"
    folder = StoreFile(path: storePath).folder
    fileDescriptor = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
    _ = watchWhatIsThere()
  }

  deinit {
    if fileDescriptor >= 0 { close(fileDescriptor) }
  }

  /// Watches the log, or where there is none the folder. True when the watches are others than
  /// before, which itself makes the descriptor readable.
  private func watchWhatIsThere() -> Bool {
    guard fileDescriptor >= 0, log < 0 else { return false }
    watchLog()
    if log < 0, folderWatch < 0 {
      folderWatch = inotify_add_watch(
        fileDescriptor,
        folder,
        UInt32(IN_CREATE | IN_MOVED_TO | IN_CLOSE_WRITE | IN_ONLYDIR)
      )
      // It may have appeared in between.
      watchLog()
    }
    if log >= 0, folderWatch >= 0 {
      inotify_rm_watch(fileDescriptor, folderWatch)
      folderWatch = -1
    }
    return log >= 0
  }

  /// Attributes are not watched: SQLite sets the log's owner anew whenever root opens it.
  private func watchLog() {
    log = inotify_add_watch(
      fileDescriptor,
      logPath,
      UInt32(IN_MODIFY | IN_DELETE_SELF | IN_MOVE_SELF)
    )
  }

  /// Reads away what was noticed so far. A log that is new is watched from now on.
  func drain() {
    guard fileDescriptor >= 0 else { return }
    repeat { readAway() } while watchWhatIsThere()
  }

  private func readAway() {
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = read(fileDescriptor, &buffer, buffer.count)
      guard count > 0 else { return }
      if isLogGone(buffer[..<count]) { log = -1 }
    }
  }

  /// Whether events in inotify's buffer say that the watched log has been deleted or replaced.
  private func isLogGone(_ events: ArraySlice<UInt8>) -> Bool {
    let header = MemoryLayout<inotify_event>.size
    let signs = UInt32(IN_DELETE_SELF | IN_MOVE_SELF | IN_IGNORED)
    return events.withUnsafeBytes { bytes in
      var offset = 0
      while offset + header <= bytes.count {
        let event = bytes.loadUnaligned(fromByteOffset: offset, as: inotify_event.self)
        if event.wd == log, event.mask & signs != 0 { return true }
        offset += header + Int(event.len)
      }
      return false
    }
  }
}
