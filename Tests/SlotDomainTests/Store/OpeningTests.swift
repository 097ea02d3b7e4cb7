import Foundation
import Testing

@testable import SlotDomain
@testable import TestDriver

@Suite struct OpeningTests {
  let folder = TemporaryFolder()
  var path: String { folder.path + "/slottui.db" }

  private func open(
    _ path: String? = nil,
    _ change: (inout SQLiteStore.Options) -> Void = { _ in }
  ) throws -> SQLiteStore {
    var options = SQLiteStore.Options(actor: "ana")
    change(&options)
    return try SQLiteStore(path: path ?? self.path, options: options)
  }

  private func mode(_ path: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return try #require(attributes[.posixPermissions] as? Int)
  }

  /// Expects a refusal with this code that leaves the file's bytes alone, and nothing beside it.
  private func expectUntouched(
    _ code: ErrorCode,
    _ change: (inout SQLiteStore.Options) -> Void = { _ in },
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let bytes = FileManager.default.contents(atPath: path)
    let names = folder.names
    let error = #expect(throws: SlotError.self, sourceLocation: sourceLocation) {
      _ = try open(nil, change).blocks()
    }
    #expect(error?.code == code, "\(String(describing: error))", sourceLocation: sourceLocation)
    #expect(FileManager.default.contents(atPath: path) == bytes, sourceLocation: sourceLocation)
    #expect(folder.names == names, sourceLocation: sourceLocation)
  }

  // MARK: New

  @Test(arguments: [false, true], [0o000, 0o022, 0o077] as [mode_t])
  func aNewStoreBelongsToItsUserOrItsGroup(isShared: Bool, mask: mode_t) throws {
    // Of the whole process; other tests have nothing to do with it.
    let oldMask = umask(mask)
    defer { umask(oldMask) }
    let nested = folder.path + "/a/b/slottui.db"
    let store = try open(nested) { $0.isShared = isShared }
    _ = try store.perform(.createBlock(BlockDraft(name: "A", timezone: "UTC")), at: moment(0))
    #expect(try mode(nested) == (isShared ? 0o660 : 0o600))
    #expect(try mode(nested + "-wal") == (isShared ? 0o660 : 0o600))
    #expect(try mode(nested + "-shm") == (isShared ? 0o660 : 0o600))
    #expect(try mode(folder.path + "/a/b") & 0o777 == (isShared ? 0o770 : 0o700))
    #expect(try store.check() == [])
  }

  @Test func aStoreThatIsThereIsOpenedAsItIs() throws {
    let draft = BlockDraft(name: "Dr. Ada", timezone: "UTC")
    _ = try open().perform(.createBlock(draft), at: moment(0))
    #expect(folder.names == ["slottui.db"])
    #expect(try open().blocks().map(\.name) == ["Dr. Ada"])
    #expect(try open { $0.access = .readOnly }.blocks().count == 1)
  }

  @Test func anEmptyFileIsFilled() throws {
    #expect(FileManager.default.createFile(atPath: path, contents: nil))
    #expect(try open().blocks().isEmpty)
    #expect(try mode(path) == 0o600)
  }

  @Test func theFileSaysWhoseItIs() throws {
    _ = try open()
    let header = try #require(FileManager.default.contents(atPath: path)).prefix(100)
    #expect(header[68..<72].elementsEqual("SLOT".utf8))
    #expect(header[63] == UInt8(Migrations.current.latest))
    #expect(try RawDatabase(path).rows("PRAGMA journal_mode") == [["wal"]])
  }

  @Test(arguments: ["dürer ☕", "a?mode=memory", "a#b%20c", ":memory:", "'quoted' \"name\""])
  func anyNameIsANameOfAFile(name: String) throws {
    let path = folder.path + "/" + name
    let draft = BlockDraft(name: "Dr. Ada", timezone: "UTC")
    let store = try open(path)
    _ = try store.perform(.createBlock(draft), at: moment(0))
    #expect(try open(path).blocks().count == 1)
    #expect(folder.names == [name, name + "-shm", name + "-wal"])
    #expect(try open("/" + path).blocks().count == 1)
  }

  @Test func pathsOfURIsMeanThemselves() {
    #expect(Connection.uri("/a/b", immutable: false) == "file:///a/b")
    #expect(Connection.uri("//host/b", immutable: false) == "file:////host/b")
    #expect(Connection.uri(":memory:", immutable: false) == "file:./:memory:")
    #expect(Connection.uri("a?b#c%d", immutable: true) == "file:./a%3fb%23c%25d?immutable=1")
  }

  @Test func severalMayMakeTheSameStoreAtTheSameTime() throws {
    let path = path
    for _ in 0..<5 {
      let failures = inThreads(8) { number in
        let store = try SQLiteStore(path: path, options: .init(actor: "user\(number)"))
        let draft = BlockDraft(name: "Block \(number)", timezone: "UTC")
        _ = try store.perform(.createBlock(draft), at: moment(0))
      }
      #expect(failures == [])
      let store = try open()
      #expect(try store.blocks().count == 8)
      #expect(try store.check() == [])
      for suffix in ["", "-wal", "-shm"] { unlink(path + suffix) }
    }
  }

  @Test func openingItOnceMoreLeavesTheLocksOfTheFirstConnection() throws {
    func locks() throws -> Int {
      var status = stat()
      #expect(stat(path, &status) == 0)
      // It comes in pieces, which is no end of it.
      let table = try FileHandle(forReadingFrom: URL(filePath: "/proc/locks")).readToEnd() ?? Data()
      return String(decoding: table, as: UTF8.self).split(separator: "\n")
        .count { $0.contains(":\(status.st_ino) ") && $0.contains(" \(getpid()) ") }
    }
    let first = try open()
    _ = try first.position()
    #expect(try locks() > 0)
    _ = try open().position()
    #expect(try locks() > 0)
    try first.backup(to: folder.path + "/copy.db")
    #expect(throws: SlotError.self) { try first.backup(to: path) }
    #expect(try locks() > 0)
    #expect(try first.position() == 0)
  }

  // MARK: Refused

  @Test func aMissingStoreIsNotMadeUnlessAsked() throws {
    try expectUntouched(.fileProblem) { $0.createsStore = false }
    try expectUntouched(.fileProblem) { $0.access = .readOnly }
  }

  @Test func foreignFilesAreRefusedUntouched() throws {
    for text in ["a", "Dear diary,", String(repeating: "SQLite format 3\0", count: 100)] {
      try Data(text.utf8).write(to: URL(filePath: path))
      try expectUntouched(.storeDamaged)
    }
    unlink(path)
    try RawDatabase(path).execute("CREATE TABLE diary (entry); PRAGMA user_version = 1")
    try expectUntouched(.storeDamaged)
    try expectUntouched(.storeDamaged) { $0.access = .readOnly }
    try RawDatabase(path).execute("PRAGMA journal_mode = WAL")
    try expectUntouched(.storeDamaged)
  }

  @Test func aFolderIsNoStore() throws {
    let error = #expect(throws: SlotError.self) { try open(folder.path) }
    #expect(error?.code == .fileProblem)
    let inFile = #expect(throws: SlotError.self) {
      try Data("x".utf8).write(to: URL(filePath: path))
      _ = try open(path + "/slottui.db")
    }
    #expect(inFile?.code == .fileProblem)
  }

  @Test func aNewerStoreIsRefusedUntouched() throws {
    _ = try open()
    try RawDatabase(path).execute("PRAGMA user_version = \(Migrations.current.latest + 1)")
    try expectUntouched(.storeNewer)
    try expectUntouched(.storeNewer) { $0.access = .readOnly }
  }

  @Test(arguments: [50, 100, 4000, 4096, 20_000])
  func aTruncatedStoreIsRefusedUntouched(length: Int) throws {
    _ = try open()
    let bytes = try #require(FileManager.default.contents(atPath: path))
    #expect(bytes.count > length)
    try bytes.prefix(length).write(to: URL(filePath: path))
    try expectUntouched(.storeDamaged)
  }

  @Test func aDamagedPageIsReportedWhenItIsRead() throws {
    _ = try open().perform(.createBlock(BlockDraft(name: "A", timezone: "UTC")), at: moment(0))
    var bytes = try #require(FileManager.default.contents(atPath: path))
    for index in 4096..<bytes.count where index % 4096 < 200 { bytes[index] = 0xA5 }
    try bytes.write(to: URL(filePath: path))
    let error = #expect(throws: SlotError.self) { try open().blocks() }
    #expect(error?.code == .storeDamaged)
    #expect(FileManager.default.contents(atPath: path) == bytes)
  }

  @Test(arguments: [
    (0x6969, "NFS"), (0xFF53_4D42, "CIFS"), (0xFE53_4D42, "SMB2"), (0x517B, "SMB"),
    (0x6573_5546, "FUSE"), (0xEF53, nil), (0x5846_5342, nil), (0x0102_1994, nil),
    (0x9123_683E, nil), (0x794C_7630, nil),
  ])
  func networkFileSystemsAreKnownByNumber(type: Int, name: String?) {
    #expect(StoreFile.networkFileSystem(type) == name)
  }

  // MARK: Older

  @Test func anOlderStoreIsCopiedAndBroughtUpToDate() throws {
    try RawDatabase(path).execute(
      "PRAGMA application_id = \(0x534C_4F54); CREATE TABLE early (note); INSERT INTO early VALUES (7)"
    )
    let error = #expect(throws: SlotError.self) { try open { $0.access = .readOnly } }
    #expect(error?.code == .storeDamaged)
    #expect(try open().blocks().isEmpty)
    #expect(folder.names == ["slottui.db", "slottui.db.version-0"])
    #expect(try mode(path + ".version-0") == 0o600)
    #expect(try RawDatabase(path + ".version-0").rows("SELECT * FROM early") == [["7"]])
    #expect(try RawDatabase(path + ".version-0").rows("PRAGMA user_version") == [["0"]])
    #expect(try open().blocks().isEmpty)
    #expect(folder.names == ["slottui.db", "slottui.db.version-0"])
  }

  /// At several desks an older store is opened in the same moment: one of them brings it up to date.
  @Test func severalMayOpenAnOlderStoreAtTheSameTime() throws {
    let path = path
    for round in 0..<5 {
      var old = SQLiteStore.Options(actor: "ana")
      old.migrations = Migrations(steps: Array(Migrations.current.steps.prefix(1 + round % 2)))
      _ = try SQLiteStore(path: path, options: old)
      let failures = inThreads(8) { number in
        let store = try SQLiteStore(path: path, options: .init(actor: "user\(number)"))
        _ = try store.blocks()
      }
      #expect(failures == [])
      #expect(try open().check() == [])
      for name in folder.names { unlink(folder.path + "/" + name) }
    }
  }

  /// The copy that was made for it is of no use, and the next try would leave one more.
  @Test(arguments: 0..<3)
  func aStoreThatIsOlderThanItsTablesIsRefused(version: Int) throws {
    _ = try open()
    try RawDatabase(path).execute("PRAGMA user_version = \(version)")
    for _ in 0..<2 {
      let error = #expect(throws: SlotError.self) { try open() }
      #expect(error?.code == .storeDamaged, "\(String(describing: error))")
      #expect(folder.names.filter { $0.contains("version") } == [])
    }
    try RawDatabase(path).execute("PRAGMA user_version = \(Migrations.current.latest)")
    #expect(try open().check() == [])
  }

  /// Version 1 wrote a change for each slot that was made.
  @Test func aJournalOfVersion1GoesOn() throws {
    var old = SQLiteStore.Options(actor: "ana")
    old.migrations = Migrations(steps: [Migrations.current.steps[0]])
    _ = try SQLiteStore(path: path, options: old)
    let about = """
      {"name":"Dr. Ada","short_id":"abcdefghijk","timezone":"UTC","status":"draft",\
      "booking_disabled_before":0,"metadata":{},"created_at":0,"updated_at":0}
      """
    let values = """
      {"start_date":60000,"end_date":120000,"capacity":1,"status":"active","lockable":true,\
      "metadata":{},"created_at":0,"updated_at":0}
      """
    try RawDatabase(path).execute(
      """
      INSERT INTO block VALUES (1, x'FF112233445546778899AABBCCDDEEFF', 'abcdefghijk', 'Dr. Ada', 'UTC',
        0, 0, '{}', 0, 0);
      INSERT INTO change (action, number, kind, object, id, block, after)
      VALUES (1, 1, 0, 1, x'FF112233445546778899AABBCCDDEEFF', 1, '\(about)');
      INSERT INTO action (id, at, actor, verb, objects) VALUES (1, 0, 'ana', 'block create', 1);
      INSERT INTO slot (key, id, block, start_at, end_at, capacity, disabled, lockable, metadata,
        created_at, updated_at)
      SELECT 1, x'00112233445546778899AABBCCDDEEFF', key, 60000, 120000, 1, 0, 1, '{}', 0, 0 FROM block;
      INSERT INTO change (action, number, kind, object, id, block, after)
      SELECT 2, 1, 1, 1, x'00112233445546778899AABBCCDDEEFF', key, '\(values)' FROM block;
      INSERT INTO action (id, at, actor, verb, objects) VALUES (2, 0, 'ana', 'slot create', 1);
      """
    )
    let store = try open()
    #expect(folder.names.contains("slottui.db.version-1"))
    let block = try #require(try store.blocks().first)
    #expect(try store.check() == [])
    let new = try store.perform(
      .createSlots([SlotDraft(blockID: block.id, range: range(60, 80))]),
      at: moment(0)
    )
    #expect(try store.check() == [])
    let slot = try #require(Slot.ID("00112233-4455-4677-8899-aabbccddeeff"))
    var query = HistoryQuery()
    query.slot = slot
    let made = try store.history(matching: query).first?.changes.first
    #expect(made?.after?["end_date"]?.integer == 120_000)
    _ = try store.undo(new.action?.id, force: false, at: moment(1))
    _ = try store.undo(2, force: false, at: moment(1))
    #expect(throws: SlotError.slotNotFound("\(slot)")) { try store.slot(slot) }
    #expect(try store.check() == [])
  }

  @Test func theNextVersionFindsEverything() throws {
    let draft = BlockDraft(name: "Dr. Ada", timezone: "UTC")
    _ = try open().perform(.createBlock(draft), at: moment(0))
    let next = Migrations(
      steps: Migrations.current.steps + [{ "CREATE TABLE extra (note TEXT) STRICT" }]
    )
    let store = try open { $0.migrations = next }
    #expect(try store.blocks().count == 1)
    #expect(try store.check() == [])
    let latest = Migrations.current.latest
    #expect(try RawDatabase(path).rows("PRAGMA user_version") == [["\(latest + 1)"]])
    #expect(try open(path + ".version-\(latest)").blocks().count == 1)
    let error = #expect(throws: SlotError.self) { try open() }
    #expect(error?.code == .storeNewer)
  }

  @Test func aMigrationThatFailsLeavesTheOldStore() throws {
    _ = try open()
    let broken = Migrations(
      steps: Migrations.current.steps + [
        { "CREATE TABLE extra (note); INSERT INTO nowhere VALUES (1)" }
      ]
    )
    for _ in 0..<2 {
      #expect(throws: SlotError.self) { try open { $0.migrations = broken } }
      #expect(try open().check() == [])
    }
    let copy = "slottui.db.version-\(Migrations.current.latest)"
    #expect(folder.names == ["slottui.db", copy, "\(copy).2"])
  }

  @Test func manyMayMigrateAtTheSameTime() throws {
    _ = try open()
    let path = path
    @Sendable func migrate(_ number: Int) throws {
      var options = SQLiteStore.Options(actor: "user\(number)")
      options.migrations = Migrations(
        steps: Migrations.current.steps + [{ "CREATE TABLE extra (note TEXT) STRICT" }]
      )
      _ = try SQLiteStore(path: path, options: options).blocks()
    }
    #expect(inThreads(6) { try migrate($0) } == [])
    // Two that leave at once can each leave the log to the other.
    try migrate(7)
    #expect(folder.names == ["slottui.db", "slottui.db.version-\(Migrations.current.latest)"])
  }
}
