import Glibc

/// Watches a store's files with inotify(7): the write-ahead log, which every commit touches, and the
/// folder, where the log appears and goes. The log's index is left out: readers touch it.
final class FileWatch {
  /// -1 where the system has no watches left.
  let fileDescriptor: Int32
  private let logPath: String
  private let logName: String

  init(storePath: String) {
    logPath = storePath + "-wal"
    logName = String(logPath.split(separator: "/").last ?? "")
    fileDescriptor = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
    guard fileDescriptor >= 0 else { return }
    inotify_add_watch(
      fileDescriptor,
      StoreFile(path: storePath).folder,
      UInt32(IN_CREATE | IN_DELETE | IN_MOVED_TO | IN_ONLYDIR)
    )
    watchLog()
  }

  deinit {
    if fileDescriptor >= 0 { close(fileDescriptor) }
  }

  private func watchLog() {
    inotify_add_watch(fileDescriptor, logPath, UInt32(IN_MODIFY | IN_DELETE_SELF))
  }

  /// Reads away what was noticed so far. A log that is new is watched from now on.
  func drain() {
    guard fileDescriptor >= 0 else { return }
    var buffer = [UInt8](repeating: 0, count: 4096)
    var isLogNew = false
    while true {
      let count = read(fileDescriptor, &buffer, buffer.count)
      guard count > 0 else { break }
      isLogNew = isLogNew || namesLog(buffer[..<count])
    }
    if isLogNew { watchLog() }
  }

  /// Whether events in inotify's buffer speak of the log by name, as the folder's do.
  private func namesLog(_ events: ArraySlice<UInt8>) -> Bool {
    let header = MemoryLayout<inotify_event>.size
    return events.withUnsafeBytes { bytes in
      var offset = 0
      while offset + header <= bytes.count {
        let event = bytes.loadUnaligned(fromByteOffset: offset, as: inotify_event.self)
        let name = bytes[(offset + header)...].prefix(Int(event.len)).prefix { $0 != 0 }
        if name.elementsEqual(logName.utf8) { return true }
        offset += header + Int(event.len)
      }
      return false
    }
  }
}
