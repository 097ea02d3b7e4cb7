import Foundation
import SlotDomain
import Testing

@testable import TestDriver

/// Somebody hands over a store whose schema or whose files were made to do harm: it is refused before any
/// of it is run, and untouched.
@Suite struct HostileSchemaTests {
  private let folder = TemporaryFolder()
  private var path: String { folder.path + "/slottui.db" }

  private func open(_ access: SQLiteStore.Options.Access = .readWrite) throws -> SQLiteStore {
    var options = SQLiteStore.Options(actor: "ana")
    options.access = access
    return try SQLiteStore(path: path, options: options)
  }

  /// A store with a block and a slot that somebody's SQL was run on.
  private func make(_ sql: String) throws {
    let store = try open()
    let draft = BlockDraft(name: "Room", timezone: "UTC", status: .published)
    let block = try #require(try store.perform(.createBlock(draft), at: moment(0)).blocks.first)
    let slot = SlotDraft(blockID: block.id, range: range(60, 80))
    _ = try store.perform(.createSlots([slot]), at: moment(0))
    try RawDatabase(path).execute(sql)
  }

  private static let lie = """
    PRAGMA writable_schema = ON;
    INSERT INTO sqlite_schema VALUES ('%', 'sqlite_note', 'note', 0,
      'CREATE TRIGGER note AFTER INSERT ON slot BEGIN DELETE FROM block; END');
    """

  @Test(arguments: [
    ("CREATE TRIGGER spy AFTER INSERT ON slot BEGIN DELETE FROM block; END", "spy"),
    ("CREATE TRIGGER spy AFTER UPDATE ON slot BEGIN SELECT load_extension('/tmp/x'); END", "spy"),
    (
      "CREATE TRIGGER spy BEFORE INSERT ON action BEGIN SELECT writefile('/tmp/x', NEW.reason); END",
      "spy"
    ),
    (
      """
      CREATE TABLE mine (slot REFERENCES slot (key) ON UPDATE CASCADE ON DELETE CASCADE);
      CREATE TRIGGER spy AFTER DELETE ON mine BEGIN DELETE FROM block; END
      """,
      "spy"
    ),
    (
      """
      DROP TRIGGER slot_moved;
      CREATE TRIGGER slot_moved BEFORE UPDATE OF start_at ON slot BEGIN DELETE FROM block; END
      """,
      "slot_moved"
    ),
    (
      """
      PRAGMA legacy_alter_table = ON; ALTER TABLE lock_key RENAME TO other;
      CREATE VIEW lock_key AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
        SELECT i AS number, i AS slot, i AS locked_until, '' AS secret FROM n
      """,
      "tables"
    ),
    ("ALTER TABLE slot ADD COLUMN more TEXT AS (hex(zeroblob(50000000)))", "tables"),
    ("ALTER TABLE appointment RENAME TO booking", "none of slottui's"),
    (
      "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, ') STRICT', ')')",
      "tables"
    ),
    (
      "CREATE VIEW mine AS SELECT 1 AS a; CREATE TRIGGER spy INSTEAD OF INSERT ON mine BEGIN SELECT 1; END",
      "spy"
    ),
    (lie.replacing("%", with: "table"), "sqlite_note"),
    (lie.replacing("%", with: "index"), "sqlite_note"),
    (lie.replacing("%", with: "view"), "sqlite_note"),
  ])
  func isRefusedUntouched(sql: String, name: String) throws {
    try make(sql)
    let bytes = FileManager.default.contents(atPath: path)
    for access in [SQLiteStore.Options.Access.readWrite, .readOnly] {
      let error = #expect(throws: SlotError.self) { _ = try open(access).blocks() }
      #expect(error?.code == .storeDamaged, "\(String(describing: error))")
      #expect(error?.message(in: .utc).contains(name) == true, "\(String(describing: error))")
    }
    #expect(FileManager.default.contents(atPath: path) == bytes)
  }

  /// Reports of one's own over the store's tables are nobody's harm, nor is what makes them fast.
  @Test(arguments: [
    "CREATE TABLE note (text)", "CREATE VIEW full AS SELECT * FROM slot WHERE active = capacity",
    "CREATE INDEX by_name ON block (name)", "ANALYZE", "VACUUM", "DROP INDEX change_by_slot",
    "DROP TRIGGER slot_moved", "REINDEX",
  ])
  func isOpened(sql: String) throws {
    try make(sql)
    #expect(try open(.readOnly).blocks().count == 1)
    let store = try open()
    let slot = SlotDraft(blockID: try store.blocks()[0].id, range: range(100, 120))
    #expect(try store.perform(.createSlots([slot]), at: moment(0)).slots.count == 1)
  }

  @Test(arguments: [-1, Int(Int32.min), Int(Int32.max)])
  func versionsThatNeverWere(version: Int) throws {
    try make("PRAGMA user_version = \(version)")
    for access in [SQLiteStore.Options.Access.readWrite, .readOnly] {
      let error = #expect(throws: SlotError.self) { _ = try open(access) }
      #expect(error?.code == .storeNewer || error?.code == .storeDamaged)
    }
    unlink(path)
    // In the log alone, where the file's own header does not tell.
    _ = try open()
    let raw = try RawDatabase(path)
    try raw.execute("PRAGMA wal_autocheckpoint = 0; PRAGMA user_version = \(version)")
    let error = #expect(throws: SlotError.self) { _ = try open() }
    #expect(error?.code == .storeNewer || error?.code == .storeDamaged)
    try raw.execute("PRAGMA user_version = \(0)")
  }

  // MARK: Files

  private func expectRefusal(
    _ code: ErrorCode,
    _ name: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    for access in [SQLiteStore.Options.Access.readWrite, .readOnly] {
      let error = #expect(throws: SlotError.self, sourceLocation: sourceLocation) {
        _ = try open(access).blocks()
      }
      #expect(error?.code == code, sourceLocation: sourceLocation)
      #expect(error?.message(in: .utc).contains(name) == true, sourceLocation: sourceLocation)
    }
  }

  @Test func whatIsNoFileIsNotOpened() throws {
    #expect(mkfifo(path, 0o600) == 0)
    try expectRefusal(.fileProblem, "slottui.db")
    unlink(path)
    for target in ["/dev/zero", "/dev/null", "/dev/tty", "/proc/self", "/"] {
      #expect(symlink(target, path) == 0)
      try expectRefusal(.fileProblem, "slottui.db")
      unlink(path)
    }
    #expect(symlink(path, path) == 0)
    try expectRefusal(.fileProblem, "slottui.db")
  }

  /// Who may write the folder could otherwise have SQLite write to any file of the user's.
  @Test(arguments: ["-wal", "-shm", "-journal"])
  func whatLiesInWaitBesideTheStoreIsNotFollowed(suffix: String) throws {
    try make("")
    let victim = folder.path + "/victim"
    try Data("precious".utf8).write(to: URL(filePath: victim))
    #expect(symlink(victim, path + suffix) == 0)
    try expectRefusal(.storeDamaged, "slottui.db" + suffix)
    unlink(path + suffix)
    #expect(mkfifo(path + suffix, 0o600) == 0)
    try expectRefusal(.storeDamaged, "slottui.db" + suffix)
    #expect(FileManager.default.contents(atPath: victim) == Data("precious".utf8))
  }

  /// SQLite writes beside what a link leads to.
  @Test func alsoBehindALink() throws {
    try make("")
    let there = folder.path + "/there"
    try FileManager.default.createDirectory(atPath: there, withIntermediateDirectories: false)
    #expect(rename(path, there + "/real.db") == 0)
    #expect(symlink(there + "/real.db", path) == 0)
    #expect(try open().blocks().count == 1)
    #expect(symlink("/tmp/nowhere", there + "/real.db-journal") == 0)
    try expectRefusal(.storeDamaged, "real.db-journal")
  }

  @Test func theLogOfAnotherStoreIsNotTaken() throws {
    try make("")
    let other = folder.path + "/other.db"
    let stranger = try SQLiteStore(path: other, options: .init(actor: "eve"))
    _ = try stranger.perform(.createBlock(BlockDraft(name: "Evil", timezone: "UTC")), at: moment(0))
    try FileManager.default.copyItem(atPath: other + "-wal", toPath: path + "-wal")
    do {
      // Its pages may be taken for newer ones of this store; then they are at least whole.
      let store = try open()
      #expect(try store.blocks().count <= 1)
    } catch let error as SlotError {
      #expect(error.code == .storeDamaged)
    }
  }

  /// What is written to a file that is gone would be lost, and nobody would know.
  @Test func aStoreThatWasReplacedIsNotUsed() throws {
    try make("")
    let store = try open()
    let draft = BlockDraft(name: "New", timezone: "UTC")
    for replaces in [false, true] {
      if replaces {
        // The log that lies there is another's.
        #expect(throws: SlotError.self) { _ = try open() }
        for suffix in ["-wal", "-shm"] {
          #expect(rename(path + suffix, path + ".old" + suffix) == 0)
        }
        _ = try SQLiteStore(path: path, options: .init(actor: "ben"))
      }
      if !replaces { #expect(rename(path, path + ".old") == 0) }
      let error = #expect(throws: SlotError.self) {
        try store.perform(.createBlock(draft), at: moment(1))
      }
      #expect(error?.code == .fileProblem)
      #expect(error?.message(in: .utc).contains("replaced") == true)
      // Nobody shall look at it either, and believe that to be all.
      let ofReading = #expect(throws: SlotError.self) { try store.position() }
      #expect(ofReading == error)
    }
  }
}
