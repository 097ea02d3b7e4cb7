import Glibc

/// Opens the file of a store, or makes it.
struct SQLiteOpening: Sendable {
  let path: String
  var general: StoreOpening
  var migrations = Migrations.current
  /// Whether files can be made beside the store; nil: the system is asked.
  var canWriteFolder: Bool?

  init(path: String, _ general: StoreOpening) {
    self.path = path
    self.general = general
  }

  private var file: StoreFile { StoreFile(path: path) }

  /// - Throws: `.storeDamaged` S002 and `.storeNewer` S003, the file untouched; `.fileProblem` S007.
  func open() throws(SlotError) -> Connection {
    try file.refuseOddCompanions()
    if !general.allowsNetworkFileSystem, let system = file.networkFileSystem {
      throw .fileProblem(
        path: path,
        reason: "it lies on a network file system (\(system)), where two writers can destroy it"
      )
    }
    let connection = try openOrMake()
    try connection.keep(.looked)
    return connection
  }

  private func openOrMake() throws(SlotError) -> Connection {
    guard try file.presence() != .filled else { return try openFilled() }
    guard general.access == .readWrite, general.createsStore else {
      throw .fileProblem(
        path: file.path,
        reason: "there is no store yet, and slottui init makes one"
      )
    }
    do throws(SlotError) {
      try file.refuseCompanionName()
      try file.refuseAnyCompanion()
    } catch {
      // Those of a store that somebody else has just made are no strangers.
      guard try file.presence() == .filled else { throw error }
      return try openFilled()
    }
    try file.create(try contentOfNew(), isShared: general.isShared)
    if try file.presence() == .empty { try fill() }
    return try openFilled()
  }

  private func openFilled() throws(SlotError) -> Connection {
    guard general.access == .readWrite else { return try openReadOnly() }
    let isWritable = access(file.path, W_OK) == 0
    let connection =
      isWritable
      ? try Connection(path: file.path, mode: .readWrite, busyTimeout: general.busyTimeout)
      : try connectReadOnly()
    connection.patience.isStopped = general.isStopped
    let header = try refuseForeign(connection)
    guard isWritable else { throw .readOnly }
    // What a statement might have to take back goes to memory: written to files in /var/tmp, it took
    // longer than all else in a plan of 100,000 slots.
    try connection.execute(
      "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY"
    )
    try bringUpToDate(connection, header)
    return connection
  }

  /// Looks at the header of the very file that is open, before SQLite reads anything else of it.
  private func refuseForeign(_ connection: Connection) throws(SlotError) -> Connection.Header {
    let header = try connection.storeHeader()
    guard header.version <= migrations.latest else {
      throw .storeNewer(place: file.path, version: header.version)
    }
    try connection.execute("PRAGMA cell_size_check = ON")
    return header
  }

  private func openReadOnly() throws(SlotError) -> Connection {
    var attempts = 20
    while true {
      do throws(SlotError) {
        let connection = try connectReadOnly()
        try bringUpToDate(connection, try refuseForeign(connection))
        return connection
      } catch {
        // Just now somebody made the log, whose index was not there yet; or left, and took it away after
        // it was looked for.
        attempts -= 1
        guard attempts > 0, error.code == .fileProblem else { throw error }
        usleep(1000)
      }
    }
  }

  /// Readers of a write-ahead log need its index beside the store. Where neither is there and this user
  /// cannot make them (or only as files that nobody else could trust), nobody is writing the store,
  /// and it can be read as it lies.
  func connectReadOnly() throws(SlotError) -> Connection {
    let canMakeLog =
      canWriteFolder ?? (access(file.folder, W_OK) == 0 && access(file.path, W_OK) == 0)
    return try Connection(
      path: file.path,
      mode: file.hasLog || canMakeLog ? .readOnly : .immutable,
      busyTimeout: general.busyTimeout
    )
  }

  /// What a store with nothing in it is as a file.
  private func contentOfNew() throws(SlotError) -> [UInt8] {
    let connection = try Connection(path: "", mode: .memory, busyTimeout: 0)
    try connection.migrate(by: migrations)
    return try connection.bytesWithLog()
  }

  /// Says in a file that was there and empty whose it is; all else that it lacks is made when it is
  /// opened. Somebody else may be doing the same right now.
  private func fill() throws(SlotError) {
    guard access(file.path, W_OK) == 0 else { throw .readOnly }
    let connection = try Connection(
      path: file.path,
      mode: .readWrite,
      busyTimeout: general.busyTimeout
    )
    // Another file can have come to its place.
    guard try connection.header(bytes: 100).allSatisfy({ $0 == 0 }) else { return }
    // Where it is another's, its mode is theirs.
    try? connection.files.setPermissions(StoreFile.mode(isShared: general.isShared))
    try switchToWriteAheadLog(connection)
  }

  /// The switch needs the file for itself for a moment, and does not wait for it by itself. Who is in
  /// the way may have done it. It is one page that is written, without a journal beside the store.
  private func switchToWriteAheadLog(_ connection: Connection) throws(SlotError) {
    for _ in 0..<100 {
      do throws(SlotError) {
        // Whether there is a log is known when something was read.
        let isMarked = try connection.integer("PRAGMA application_id") != 0
        if try connection.text("PRAGMA journal_mode") == "wal" { return }
        try connection.execute("PRAGMA journal_mode = MEMORY")
        if !isMarked {
          try connection.execute("PRAGMA application_id = \(Migrations.applicationID)")
        }
        if try connection.text("PRAGMA journal_mode = WAL") == "wal" { return }
      } catch {
        guard error == .storeBusy else { throw error }
      }
      usleep(10_000)
    }
    throw .storeBusy
  }

  /// Migrates an older store, of which a copy is made first. The copy is read by a connection of its
  /// own while this one keeps other writers away.
  private func bringUpToDate(
    _ connection: Connection,
    _ header: Connection.Header
  ) throws(SlotError) {
    // In one moment: somebody else can be bringing it up to date.
    let version = try connection.read { () throws(SlotError) in try provenVersion(connection) }
    let isUpToDate = version == migrations.latest
    if !header.isWAL, connection.mode == .readWrite { try switchToWriteAheadLog(connection) }
    guard !isUpToDate else { return }
    guard connection.mode == .readWrite else {
      throw connection.damage("it is of an older version and opened for reading only")
    }
    try connection.migrate(by: migrations) { (version) throws(SlotError) in
      // Who made the store was killed before there was anything in it.
      guard try connection.integer("SELECT count(*) FROM sqlite_schema") > 0 else { return }
      let reader = try Connection(path: connection.path, mode: .readOnly, busyTimeout: 5000)
      try reader.backUp(to: freePath("\(connection.path).version-\(version)"))
    }
  }

  private func provenVersion(_ connection: Connection) throws(SlotError) -> Int {
    let version = Int(try connection.integer("PRAGMA user_version"))
    guard version <= migrations.latest else {
      throw .storeNewer(place: connection.path, version: version)
    }
    guard version >= 0 else { throw connection.damage("its version is \(version)") }
    try connection.refuseForeignSchema(migrations, of: version)
    return version
  }

  /// The path, or if something is there already, the first of `path.2`, `path.3`, … that is free.
  private func freePath(_ path: String) -> String {
    var candidate = path
    var number = 2
    while access(candidate, F_OK) == 0 {
      candidate = "\(path).\(number)"
      number += 1
    }
    return candidate
  }
}
