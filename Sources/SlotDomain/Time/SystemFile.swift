#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The few things that only the system knows: what is in files, where links lead, the environment.
package enum SystemFile {
  /// The bytes of a file, or nil when it cannot be read, is no regular file or has more bytes
  /// than `limit`.
  static func bytes(of path: String, limit: Int) -> [UInt8]? {
    // Without O_NONBLOCK a pipe of that name would be waited for.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      status.st_size <= limit
    else { return nil }

    let size = Int(status.st_size)
    var isComplete = true
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size {
        let got = read(descriptor, buffer.baseAddress?.advanced(by: count), size - count)
        if got < 0, errno == EINTR { continue }
        guard got > 0 else {
          isComplete = false
          return
        }
        count += got
      }
    }
    return isComplete ? bytes : nil
  }

  static func exists(_ path: String) -> Bool { access(path, R_OK) == 0 }

  /// What a symbolic link says; nil when it is none.
  package static func target(ofLink path: String) -> String? {
    let size = Int(PATH_MAX)
    var buffer = [CChar](repeating: 0, count: size)
    let count = readlink(path, &buffer, size)
    guard count > 0 else { return nil }
    return String(decoding: buffer.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  static func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }
}
