import Glibc

/// The embedded store: one SQLite file, shared by every screen and command on a server (SPEC §4).
public final class SQLiteStore: SlotStore {
  public struct Options: Sendable {
    public enum Access: Sendable {
      case readWrite
      case readOnly
    }

    public var access = Access.readWrite
    /// Who is acting: the operating-system user.
    public var actor: String
    /// How long to wait for another writer, in milliseconds.
    public var busyTimeout: Int32 = 5000
    /// Make the file when it is not there. Without, a missing store is refused.
    public var createsFile = true
    /// A file that is made belongs to the group too: mode 0660 instead of 0600.
    public var isShared = false
    /// Open a store on a file system where locks may not hold.
    public var allowsNetworkFileSystem = false
    var migrations = Migrations.current
    /// Whether files can be made beside the store; nil: the system is asked.
    var canWriteFolder: Bool?

    public init(actor: String) { self.actor = actor }
  }

  /// The version of the SQLite that the program runs on: `3.40.1`.
  public static var libraryVersion: String { Connection.libraryVersion }

  public let path: String
  let options: Options
  /// Replaced when a store that nobody was writing gains its first writer, see `Following`.
  var connection: Connection
  public var onProgress: ((WorkProgress) -> WorkProgress.Answer)?

  /// Opens a store; a new one is made, an older one brought up to date.
  ///
  /// - Throws: `.storeDamaged` S002 and `.storeNewer` S003, the file untouched; `.fileProblem` S007;
  ///   `.storeOutOfReach` S009 for the address of a server.
  public init(path: String, options: Options) throws(SlotError) {
    try ServerAddress.refuse(asStore: path)
    self.path = path
    self.options = options
    let file = StoreFile(path: path)
    try file.refuseOddCompanions()
    if !options.allowsNetworkFileSystem, let system = file.networkFileSystem {
      throw .fileProblem(
        path: path,
        reason: "it lies on a network file system (\(system)), where two writers can destroy it"
      )
    }
    connection = try Self.open(file, options)
  }

  private static func open(
    _ file: StoreFile,
    _ options: Options
  ) throws(SlotError) -> Connection {
    guard try file.presence() != .filled else { return try openFilled(file, options) }
    guard options.access == .readWrite, options.createsFile else {
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
      return try openFilled(file, options)
    }
    try file.create(try contentOfNew(options), isShared: options.isShared)
    if try file.presence() == .empty { try fill(file, options) }
    return try openFilled(file, options)
  }

  private static func openFilled(
    _ file: StoreFile,
    _ options: Options
  ) throws(SlotError) -> Connection {
    guard options.access == .readWrite else { return try openReadOnly(file, options) }
    let isWritable = access(file.path, W_OK) == 0
    let connection =
      isWritable
      ? try Connection(path: file.path, mode: .readWrite, busyTimeout: options.busyTimeout)
      : try connectReadOnly(file, options)
    let header = try refuseForeign(file, connection, options)
    guard isWritable else { throw .readOnly }
    // What a statement might have to take back goes to memory: written to files in /var/tmp, it took
    // longer than all else in a plan of 100,000 slots.
    try connection.execute(
      "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY"
    )
    try bringUpToDate(connection, header, options)
    return connection
  }

  /// Looks at the header of the very file that is open, before SQLite reads anything else of it.
  private static func refuseForeign(
    _ file: StoreFile,
    _ connection: Connection,
    _ options: Options
  ) throws(SlotError) -> StoreFile.Header {
    let header = try file.header(through: connection)
    guard header.version <= options.migrations.latest else {
      throw .storeNewer(path: file.path, version: header.version)
    }
    try connection.execute("PRAGMA cell_size_check = ON")
    return header
  }

  private static func openReadOnly(
    _ file: StoreFile,
    _ options: Options
  ) throws(SlotError) -> Connection {
    var attempts = 20
    while true {
      do throws(SlotError) {
        let connection = try connectReadOnly(file, options)
        try bringUpToDate(connection, try refuseForeign(file, connection, options), options)
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
  static func connectReadOnly(_ file: StoreFile, _ options: Options) throws(SlotError) -> Connection
  {
    let canMakeLog =
      options.canWriteFolder ?? (access(file.folder, W_OK) == 0 && access(file.path, W_OK) == 0)
    return try Connection(
      path: file.path,
      mode: file.hasLog || canMakeLog ? .readOnly : .immutable,
      busyTimeout: options.busyTimeout
    )
  }

  /// What a store with nothing in it is as a file.
  private static func contentOfNew(_ options: Options) throws(SlotError) -> [UInt8] {
    let connection = try Connection(path: "", mode: .memory, busyTimeout: 0)
    try options.migrations.run(on: connection)
    return try connection.bytesWithLog()
  }

  /// Says in a file that was there and empty whose it is; all else that it lacks is made when it is
  /// opened. Somebody else may be doing the same right now.
  private static func fill(_ file: StoreFile, _ options: Options) throws(SlotError) {
    guard access(file.path, W_OK) == 0 else { throw .readOnly }
    let connection = try Connection(
      path: file.path,
      mode: .readWrite,
      busyTimeout: options.busyTimeout
    )
    // Another file can have come to its place.
    guard try connection.header(bytes: 100).allSatisfy({ $0 == 0 }) else { return }
    // Where it is another's, its mode is theirs.
    try? connection.setMode(StoreFile.mode(isShared: options.isShared))
    try switchToWriteAheadLog(connection)
  }

  /// The switch needs the file for itself for a moment, and does not wait for it by itself. Who is in
  /// the way may have done it. It is one page that is written, without a journal beside the store.
  private static func switchToWriteAheadLog(_ connection: Connection) throws(SlotError) {
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
  private static func bringUpToDate(
    _ connection: Connection,
    _ header: StoreFile.Header,
    _ options: Options
  ) throws(SlotError) {
    let version = Int(try connection.integer("PRAGMA user_version"))
    guard version <= options.migrations.latest else {
      throw .storeNewer(path: connection.path, version: version)
    }
    guard version >= 0 else { throw connection.damage("its version is \(version)") }
    let isUpToDate = version == options.migrations.latest
    try connection.refuseForeignSchema(options.migrations, isUpToDate: isUpToDate)
    if !header.isWAL, connection.mode == .readWrite { try switchToWriteAheadLog(connection) }
    guard !isUpToDate else { return }
    guard connection.mode == .readWrite else {
      throw connection.damage("it is of an older version and opened for reading only")
    }
    try options.migrations.run(on: connection) { (version) throws(SlotError) in
      // Who made the store was killed before there was anything in it.
      guard try connection.integer("SELECT count(*) FROM sqlite_schema") > 0 else { return }
      let reader = try Connection(path: connection.path, mode: .readOnly, busyTimeout: 5000)
      try reader.backUp(to: freePath("\(connection.path).version-\(version)"))
    }
  }

  /// The path, or if something is there already, the first of `path.2`, `path.3`, … that is free.
  private static func freePath(_ path: String) -> String {
    var candidate = path
    var number = 2
    while access(candidate, F_OK) == 0 {
      candidate = "\(path).\(number)"
      number += 1
    }
    return candidate
  }

  /// Lets the group of the store's file use it: mode 0660, also of the log beside it.
  ///
  /// - Throws: `.fileProblem` S007.
  public func share() throws(SlotError) { try connection.setMode(0o660) }

  // MARK: SlotStore

  public func perform(
    at now: Instant,
    reason: String?,
    isTrial: Bool,
    deciding decide: () throws(SlotError) -> Operation?
  ) throws(SlotError) -> Outcome {
    if isTrial, connection.mode != .readWrite {
      return try withScratchCopy { () throws(SlotError) in
        try perform(at: now, reason: reason, isTrial: false, deciding: decide)
      }
    }
    return try inTransaction(isTrial: isTrial, at: now) { () throws(SlotError) in
      guard let operation = try decide() else { return Outcome() }
      let work = try beginWork(operation.verb, of: operation.objectCount, at: now)
      try apply(operation, work)
      work.outcome.action = try work.finish(reason: reason)
      return work.outcome
    }
  }

  private func apply(_ operation: Operation, _ work: JournalWork) throws(SlotError) {
    switch operation {
    case .createSlots(let drafts):
      try createSlots(drafts, work)
    case .updateSlots(let ids, let changes, let seen):
      try updateSlots(ids.withoutRepeats, changes, unchangedSince: seen, work)
    case .reviseSlots(let ids, let revision):
      try reviseSlots(ids.withoutRepeats, revision, work)
    case .setSlotStatus(let ids, let status):
      try setSlotStatus(ids.withoutRepeats, status, work)
    case .lockSlots(let ids, let end, let key):
      try lockSlots(ids.withoutRepeats, until: end, key: key, work)
    case .unlockSlots(let ids, let key):
      try unlockSlots(ids.withoutRepeats, key: key, work)
    case .releaseOwnLock(let id):
      try releaseOwnLock(of: id, work)
    case .deleteSlots(let ids, let force):
      try deleteSlots(ids.withoutRepeats, force: force, work)
    case .createBlock(let draft):
      try createBlock(draft, work)
    case .updateBlock(let id, let changes):
      try updateBlock(id, changes, work)
    case .setBlockStatus(let ids, let status):
      for id in ids.withoutRepeats { try updateBlock(id, BlockChanges(status: status), work) }
    case .deleteBlocks(let ids, let force):
      try deleteBlocks(ids.withoutRepeats, force: force, work)
    case .createAppointments(let drafts):
      try createAppointments(drafts, work)
    case .updateAppointments(let ids, let changes):
      try updateAppointments(ids.withoutRepeats, changes, work)
    case .cancelAppointments(let ids):
      try cancelAppointments(ids.withoutRepeats, work)
    case .enableAppointments(let ids):
      try enableAppointments(ids.withoutRepeats, work)
    case .rescheduleAppointment(let id, let slot, let key):
      try rescheduleAppointment(id, to: slot, lockKey: key, work)
    case .deleteAppointments(let ids):
      try deleteAppointments(ids.withoutRepeats, work)
    case .batch(_, let operations):
      for operation in operations { try apply(operation, work) }
    }
  }
}

extension Array where Element: Hashable {
  /// The elements in their order, each once: an object that is named twice is acted on once.
  fileprivate var withoutRepeats: [Element] {
    guard count > 1 else { return self }
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
