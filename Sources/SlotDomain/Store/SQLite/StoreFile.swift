import CSQLite
import Glibc

/// What can be said of a store's file without opening it as a database: a foreign, damaged or newer
/// file must be refused before SQLite touches it.
struct StoreFile {
  let path: String

  enum Content: Hashable {
    case missing
    /// There, and of no length: to be filled.
    case empty
    /// A store of ours, with its schema version, and whether it has a write-ahead log.
    case store(version: Int, isWAL: Bool)
  }

  /// Looks at the file's header. Source: https://www.sqlite.org/fileformat.html#the_database_header
  ///
  /// - Throws: `.storeDamaged` S002 for what is no store, `.fileProblem` S007 when it cannot be read.
  func content() throws(SlotError) -> Content {
    var status = stat()
    guard stat(path, &status) == 0 else {
      if errno == ENOENT { return .missing }
      throw problem(errno)
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw .fileProblem(path: path, reason: "it is not a regular file")
    }
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw problem(errno) }
    defer { close(file) }
    var header = [UInt8](repeating: 0, count: 100)
    let count = Glibc.read(file, &header, header.count)
    guard count >= 0 else { throw problem(errno) }
    guard count > 0 else { return .empty }
    guard count == header.count, header.starts(with: Array("SQLite format 3\0".utf8)) else {
      throw .storeDamaged(path: path, reason: "it is not an SQLite database")
    }
    func number(at offset: Int) -> Int64 {
      header[offset..<offset + 4].reduce(0) { $0 << 8 | Int64($1) }
    }
    guard number(at: 68) == Migrations.applicationID else {
      throw .storeDamaged(path: path, reason: "it is another program's database")
    }
    return .store(version: Int(number(at: 60)), isWAL: header[18] == 2)
  }

  /// Creates the file and the folders above it, if they are missing. Nobody else may read the
  /// folders that are made, and the file only its group when it is shared (SPEC §4).
  func create(isShared: Bool) throws(SlotError) {
    try Self.makeFolders(folder, mode: isShared ? 0o2770 : 0o700)
    let mode: mode_t = isShared ? 0o660 : 0o600
    let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, mode)
    guard file >= 0 else { throw problem(errno) }
    defer { close(file) }
    // The umask took bits away from the mode above.
    guard fchmod(file, mode) == 0 else { throw problem(errno) }
  }

  private static func makeFolders(_ folder: String, mode: mode_t) throws(SlotError) {
    guard access(folder, F_OK) != 0 else { return }
    try makeFolders(StoreFile(path: folder).folder, mode: mode)
    guard mkdir(folder, mode) == 0 || errno == EEXIST else {
      throw .fileProblem(path: folder, reason: String(cString: strerror(errno)))
    }
    _ = chmod(folder, mode)
  }

  /// The file's permission bits; nil when it is not there.
  var mode: mode_t? {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & 0o7777 : nil
  }

  /// The name of the network file system that the file (or its folder) lies on, if it does: there
  /// SQLite's locks do not hold. Source: https://www.sqlite.org/howtocorrupt.html
  var networkFileSystem: String? {
    let known: [Int: String] = [
      0x6969: "NFS", 0x517B: "SMB", 0xFF53_4D42: "CIFS", 0xFE53_4D42: "SMB2", 0x6573_5546: "FUSE",
      0x0102_1997: "9P", 0x5346_414F: "AFS", 0x00C3_6400: "Ceph",
    ]
    let type = csqlite_file_system(path)
    return known[type != 0 ? type : csqlite_file_system(folder)]
  }

  /// Where the file lies.
  var folder: String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private func problem(_ code: Int32) -> SlotError {
    .fileProblem(path: path, reason: String(cString: strerror(code)))
  }
}
