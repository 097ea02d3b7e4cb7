import CSQLite
import CStoreFiles
import Glibc

/// One open database. Statements are prepared once and kept.
final class Connection {
  typealias Mode = OpenFiles.Mode

  static var libraryVersion: String { String(cString: sqlite3_libversion()) }

  let handle: OpaquePointer
  let files: OpenFiles
  private(set) var statements: [SQL: Statement] = [:]
  let patience: Patience
  private var isLookingAtSchema = false

  /// Nobody asks SQLite how much memory it has, and counting took a sixth of the time in which a row
  /// is written. All its files are opened by `CStoreFiles`.
  private static let preparation: Int32 = {
    _ = csqlite_count_no_memory()
    _ = csqlite_map_nothing()
    return store_files_register()
  }()

  /// - `busyTimeout`: How long to wait for another writer, in milliseconds.
  init(path: String, mode: Mode, busyTimeout: Int32) throws(SlotError) {
    guard Self.preparation == SQLITE_OK else {
      throw .unexpected("SQLite lets nobody look at the files that it opens")
    }
    let stamp = StoreFile(path: path).stamp
    var opened: OpaquePointer?
    let flags =
      switch mode {
      case .readWrite: SQLITE_OPEN_READWRITE
      case .readOnly, .immutable: SQLITE_OPEN_READONLY
      case .memory: SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY
      case .temporary: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
      }
    let code = sqlite3_open_v2(
      mode == .temporary ? "" : Connection.uri(path, immutable: mode == .immutable),
      &opened,
      flags | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
      "slottui"
    )
    guard code == SQLITE_OK, let opened else {
      let message = opened.map { String(cString: sqlite3_errmsg($0)) } ?? "out of memory"
      sqlite3_close_v2(opened)
      throw .sqlite(code, path: path, message: message)
    }
    handle = opened
    files = OpenFiles(handle: opened, path: path, mode: mode, stamp: stamp)
    patience = Patience(milliseconds: Int64(busyTimeout))
    patience.wait(on: handle)
    // The schema may come from a stranger: its triggers and views may call nothing unsafe.
    _ = csqlite_set_trusted_schema(handle, 0)
    _ = csqlite_set_defensive(handle, 1)
    csqlite_close_doors(handle)
    sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, Self.longestValue)
    sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 0)
    try files.refuseOtherNames()
  }

  var path: String { files.path }
  var mode: Mode { files.mode }

  /// In bytes. What claims to be longer is refused before memory is taken for it.
  private static let longestValue: Int32 = 64 << 20

  deinit {
    statements.removeAll()
    sqlite3_close_v2(handle)
  }

  /// A `file:` URI for a path, with everything escaped that a URI gives a meaning to. The authority
  /// is given as empty, and a relative path begins with a dot, so that `//host` and `:memory:` are
  /// paths like any other.
  static func uri(_ path: String, immutable: Bool) -> String {
    var uri = Array((path.utf8.first == UInt8(ascii: "/") ? "file://" : "file:./").utf8)
    for byte in path.utf8 {
      switch byte {
      case UInt8(ascii: "?"), UInt8(ascii: "#"), UInt8(ascii: "%"):
        uri += Array("%\(String(byte, radix: 16))".utf8)
      default:
        uri.append(byte)
      }
    }
    return String(decoding: uri, as: UTF8.self) + (immutable ? "?immutable=1" : "")
  }

  /// The statement for some SQL, reset and without values, prepared on first use.
  func statement(_ sql: String) throws(SlotError) -> Statement {
    if let statement = statements[SQL(text: sql)] {
      statement.reset()
      return statement
    }
    let statement = try Statement(sql, on: handle, path: path) { [unowned self] in failure($0) }
    statements[SQL(text: sql)] = statement
    return statement
  }

  /// The first bytes of the file, read without a lock and past the end as zero.
  func header(bytes count: Int) throws(SlotError) -> [UInt8] {
    var file: UnsafeMutablePointer<sqlite3_file>?
    var code = sqlite3_file_control(handle, "main", SQLITE_FCNTL_FILE_POINTER, &file)
    guard code == SQLITE_OK, let file, let read = file.pointee.pMethods?.pointee.xRead else {
      throw failure(code)
    }
    var bytes = [UInt8](repeating: 0, count: count)
    code = read(file, &bytes, Int32(count), 0)
    guard code == SQLITE_OK || code == SQLITE_IOERR | (2 << 8) else { throw failure(code) }
    return bytes
  }

  /// What an SQLite file says of itself.
  struct Header: Hashable {
    let version: Int
    let isWAL: Bool
  }

  /// Reads the header through a connection that has read nothing else yet.
  /// Source: https://www.sqlite.org/fileformat.html#the_database_header
  ///
  /// - Throws: `.storeDamaged` S002 for what is no store.
  func storeHeader() throws(SlotError) -> Header {
    let header = try header(bytes: 100)
    guard header.starts(with: Array("SQLite format 3\0".utf8)) else {
      throw damage("it is not an SQLite database")
    }
    func number(at offset: Int) -> Int64 {
      header[offset..<offset + 4].reduce(0) { $0 << 8 | Int64($1) }
    }
    guard number(at: 68) == Migrations.applicationID else {
      throw damage("it is another program's database")
    }
    return Header(version: Int(number(at: 60)), isWAL: header[18] == 2)
  }

  /// Runs statements that take no values and give no rows.
  func execute(_ sql: String) throws(SlotError) {
    let code = sqlite3_exec(handle, sql, nil, nil, nil)
    guard code == SQLITE_OK else { throw failure(code) }
  }

  func damage(_ reason: String) -> SlotError { .storeDamaged(place: path, reason: reason) }

  func failure(_ code: Int32) -> SlotError {
    if let refusal = files.refusal() { return refusal }
    if files.isOvertaken { return .storeBusy }
    if code & 0xFF == SQLITE_BUSY, patience.wasStopped { return .stopped }
    // Where it is the log's index that does not fit, SQLite speaks of an I/O error only.
    let cause = sqlite3_system_errno(handle)
    if code & 0xFF == SQLITE_IOERR, cause == ENOSPC || cause == EDQUOT {
      return .sqlite(SQLITE_FULL, path: path, message: "")
    }
    if code & 0xFF == SQLITE_IOERR || code & 0xFF == SQLITE_FULL, cause == EFBIG {
      return .fileProblem(path: path, reason: "it may not grow any further (ulimit -f)")
    }
    // Of what a failing disk does not give, SQLite can also say that it is malformed.
    if code & 0xFF == SQLITE_CORRUPT, cause == EIO {
      return .fileProblem(path: path, reason: String(cString: strerror(cause)))
    }
    let message = String(cString: sqlite3_errmsg(handle))
    if code == SQLITE_ERROR, mode != .memory, !hasOurSchema() {
      return .storeDamaged(place: path, reason: message)
    }
    return .sqlite(code, path: path, message: message)
  }

  /// A statement that cannot be understood is a mistake of ours only where tables and triggers are
  /// ours too.
  private func hasOurSchema() -> Bool {
    // To find out can fail for the same reason.
    guard !isLookingAtSchema else { return true }
    isLookingAtSchema = true
    defer { isLookingAtSchema = false }
    do throws(SlotError) {
      guard try integer("PRAGMA user_version") == Migrations.current.latest else { return true }
      return try schemaDifferences(from: .current).isEmpty
    } catch {
      return error == .storeBusy || error == .stopped
    }
  }

  /// All or nothing. IMMEDIATE, because a transaction that begins by reading and then wants to
  /// write fails without waiting when somebody else wrote in between.
  func write<Result>(
    _ body: () throws(SlotError) -> Result
  ) throws(SlotError) -> Result {
    guard mode == .readWrite || mode.isPrivate else { throw .readOnly }
    try files.refuseReplaced()
    try execute("BEGIN IMMEDIATE")
    do {
      let result = try body()
      try execute("COMMIT")
      try files.doubtReplaced()
      return result
    } catch {
      rollBack()
      throw error
    }
  }

  /// Several reads that see the same moment.
  func read<Result>(_ body: () throws(SlotError) -> Result) throws(SlotError) -> Result {
    guard sqlite3_get_autocommit(handle) != 0 else { return try body() }
    try execute("BEGIN")
    do {
      let result = try body()
      try execute("COMMIT")
      try files.refuseOvertakenRead()
      return result
    } catch {
      rollBack()
      throw error
    }
  }

  /// Some errors (a full disk, for one) have rolled back already; then this has nothing to do.
  private func rollBack() {
    for statement in statements.values { statement.reset() }
    if sqlite3_get_autocommit(handle) == 0 { try? execute("ROLLBACK") }
  }

  /// The single integer that a statement without values gives.
  func integer(_ sql: String) throws(SlotError) -> Int64 {
    let statement = try statement(sql)
    defer { statement.reset() }
    return try statement.step() ? statement.integer(0) : 0
  }

  /// The single text that a statement without values gives.
  func text(_ sql: String) throws(SlotError) -> String {
    let statement = try statement(sql)
    defer { statement.reset() }
    return try statement.step() ? statement.text(0) : ""
  }

  // MARK: The schema

  /// Takes a file from whatever version it has to the latest, in one transaction. Another process
  /// may be about to do the same: who comes second finds nothing left to do.
  ///
  /// - `before`: Called within the transaction, with the version found, before the first
  ///   step.
  func migrate(
    by migrations: Migrations,
    before: (Int) throws(SlotError) -> Void = { (_: Int) throws(SlotError) in }
  ) throws(SlotError) {
    try write { () throws(SlotError) in
      let version = Int(try integer("PRAGMA user_version"))
      guard version < migrations.latest else { return }
      try before(version)
      for step in migrations.steps[version...] { try execute(step()) }
      try execute("PRAGMA application_id = \(Migrations.applicationID)")
      try execute("PRAGMA user_version = \(migrations.latest)")
    }
  }

  /// Names of the tables, indexes and triggers that are not as this program makes them.
  func schemaDifferences(from migrations: Migrations) throws(SlotError) -> [String] {
    let fresh = try Connection(path: "", mode: .memory, busyTimeout: 0)
    try fresh.migrate(by: migrations)
    let differences = Set(try fresh.schema()).symmetricDifference(try schema())
    return Set(differences.map(\.name)).sorted()
  }

  private struct SchemaObject: Hashable {
    let name: String
    let definition: String
  }

  /// Tables, indexes and triggers, without what SQLite makes for itself, and without the two tables
  /// that Litestream keeps its place in.
  private func schema() throws(SlotError) -> [SchemaObject] {
    try statement(
      """
      SELECT type || ' ' || name, sql FROM sqlite_schema
      WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
        AND NOT (type = 'table' AND name IN ('_litestream_seq', '_litestream_lock'))
      """
    )
    .all { SchemaObject(name: $0.text(0), definition: $0.text(1)) }
  }
}

/// A statement's text as a key. Hashing all of it took a good part of the time in which a row is
/// written; the few statements of a program are told apart by their lengths, and then compared.
struct SQL: Hashable {
  let text: String

  func hash(into hasher: inout Hasher) { hasher.combine(text.utf8.count) }
}
