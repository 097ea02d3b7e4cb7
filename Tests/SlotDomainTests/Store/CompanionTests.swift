import Foundation
import Testing

@testable import SlotDomain
@testable import TestDriver

/// What lies beside a store under the names that SQLite gives to its own files.
@Suite struct CompanionTests {
  private let folder = TemporaryFolder()
  private var path: String { folder.path + "/slottui.db" }
  private var journal: String { path + "-journal" }
  private var victim: String { folder.path + "/victim" }

  enum Way: CaseIterable {
    case readWrite, readOnly, immutable
  }

  private func open(_ way: Way = .readWrite, _ path: String? = nil) throws -> SQLiteStore {
    var options = SQLiteStore.Options(actor: "ana")
    if way != .readWrite { options.access = .readOnly }
    if way == .immutable { options.canWriteFolder = false }
    return try SQLiteStore(path: path ?? self.path, options: options)
  }

  private func writeJournal(to path: String? = nil) throws {
    try Data("precious".utf8).write(to: URL(filePath: victim))
    let bytes = CraftedJournal.bytes(naming: victim)
    try Data(bytes).write(to: URL(filePath: path ?? journal))
  }

  /// Expects S002 that names the file, from whatever opens or reads.
  private func expectStrange(
    _ name: String,
    sourceLocation: SourceLocation = #_sourceLocation,
    _ body: () throws -> Void
  ) throws {
    let error = #expect(throws: SlotError.self, sourceLocation: sourceLocation) { try body() }
    #expect(error?.code == .storeDamaged, "\(error as Any)", sourceLocation: sourceLocation)
    let message = try #require(error?.message(in: .utc))
    #expect(message.contains(name + "\" must not"), "\(message)", sourceLocation: sourceLocation)
  }

  private func number(_ path: String) -> UInt64? {
    var status = stat()
    return lstat(path, &status) == 0 ? UInt64(status.st_ino) : nil
  }

  // MARK: Journals

  /// The journal is one that SQLite obeys: else these tests would prove nothing.
  @Test func theCraftedJournalWouldDeleteAFile() throws {
    _ = try open()
    try RawDatabase(path).execute("PRAGMA journal_mode = DELETE")
    try writeJournal()
    // It also says how many pages the store has, and is not asked whether that is so.
    _ = try? RawDatabase(path).rows("SELECT count(*) FROM slot")
    #expect(!FileManager.default.fileExists(atPath: victim))
  }

  @Test(arguments: Way.allCases, [true, false])
  func aJournalIsNotRolledBack(way: Way, isWAL: Bool) throws {
    let draft = BlockDraft(name: "Ada", timezone: "UTC")
    _ = try open().perform(.createBlock(draft), at: moment(0))
    if !isWAL { try RawDatabase(path).execute("PRAGMA journal_mode = DELETE") }
    try writeJournal()
    let before = FileManager.default.contents(atPath: path)
    try expectStrange("slottui.db-journal") { _ = try open(way).blocks() }
    #expect(FileManager.default.contents(atPath: path) == before)
    #expect(FileManager.default.fileExists(atPath: victim))
    #expect(unlink(journal) == 0)
    #expect(try open(way).blocks().count == 1)
  }

  /// It comes after the look at the names: SQLite is kept from it all the same.
  @Test func aJournalThatComesLaterIsNotRolledBack() throws {
    _ = try open()
    for mode in [Connection.Mode.readWrite, .readOnly] {
      let connection = try Connection(path: path, mode: mode, busyTimeout: 0)
      try writeJournal()
      try expectStrange("slottui.db-journal") {
        _ = try connection.integer("SELECT count(*) FROM slot")
      }
      #expect(FileManager.default.fileExists(atPath: victim))
      #expect(number(journal) != nil)
      unlink(journal)
      #expect(try connection.integer("SELECT count(*) FROM slot") == 0)
    }
  }

  @Test func noRaceIsWonAgainstAnOpening() throws {
    _ = try open()
    let template = folder.path + "/template"
    try writeJournal(to: template)
    let (journal, path, victim) = (journal, path, victim)
    let done = Tally()
    let refused = Tally()
    let failures = inThreads(2) { number in
      if number == 1 {
        while done.total == 0 {
          link(template, journal)
          usleep(.random(in: 0...200))
          unlink(journal)
          usleep(.random(in: 0...200))
        }
        return
      }
      defer { done.add() }
      for round in 0..<300 {
        do throws(SlotError) {
          let store = try SQLiteStore(path: path, options: .init(actor: "ana"))
          let draft = BlockDraft(name: "\(round)", timezone: "UTC")
          _ = try store.perform(.createBlock(draft), at: moment(0))
        } catch {
          guard error.code == .storeDamaged else { throw error }
          refused.add()
        }
        guard FileManager.default.fileExists(atPath: victim) else {
          throw SlotError.unexpected("the file is gone after \(round) tries")
        }
      }
    }
    #expect(failures == [])
    #expect(try open().blocks().count == 300 - refused.total)
    #expect(try open().check() == [])
  }

  /// SQLite would write to one, and delete it afterwards.
  @Test func noJournalIsWrittenWhateverIsDone() throws {
    func put() throws -> UInt64? {
      #expect(FileManager.default.createFile(atPath: journal, contents: nil))
      return number(journal)
    }
    // An old store that is a copy, to be switched to a log and migrated.
    var old = SQLiteStore.Options(actor: "ana")
    old.migrations = Migrations(steps: [Migrations.current.steps[0]])
    _ = try SQLiteStore(path: path, options: old)
    try RawDatabase(path).execute("PRAGMA journal_mode = DELETE")
    let node = try put()
    let store = try open()
    _ = try store.perform(.createBlock(BlockDraft(name: "A", timezone: "UTC")), at: moment(0))
    try store.backup(to: folder.path + "/copy.db")
    #expect(number(journal) == node)
    #expect(try Data(contentsOf: URL(filePath: journal)).isEmpty)
    #expect(try RawDatabase(path).rows("PRAGMA journal_mode") == [["wal"]])
  }

  // MARK: Beside a store that is yet to be made

  @Test(arguments: ["-journal", "-wal", "-shm"], [true, false])
  func nothingMayLieThereYet(suffix: String, isThere: Bool) throws {
    if isThere { #expect(FileManager.default.createFile(atPath: path, contents: nil)) }
    if suffix == "-journal" {
      try writeJournal()
    } else {
      #expect(FileManager.default.createFile(atPath: path + suffix, contents: nil))
    }
    let names = folder.names
    try expectStrange("slottui.db" + suffix) { _ = try open() }
    #expect(folder.names == names)
    unlink(path + suffix)
    _ = try open()
  }

  @Test(arguments: ["-journal", "-wal", "-shm", "-WAL"])
  func noStoreIsMadeUnderSuchAName(suffix: String) throws {
    let store = try open()
    let name = path + (suffix == "-WAL" ? "-wal" : suffix)
    let error = #expect(throws: SlotError.self) { _ = try open(.readWrite, path + suffix) }
    // An index is no store either way.
    #expect(error?.code == (suffix == "-shm" ? .storeDamaged : .fileProblem))
    let ofCopy = #expect(throws: SlotError.self) { try store.backup(to: name) }
    #expect(ofCopy?.code == .fileProblem)
    // The same name of nothing is a name like any other.
    try store.backup(to: folder.path + "/other" + suffix)
    #expect(try open(.readOnly, folder.path + "/other" + suffix).blocks().isEmpty)
  }

  @Test(arguments: ["-journal", "-wal", "-shm"])
  func noCopyIsMadeBesideSuchAFile(suffix: String) throws {
    let store = try open()
    let copy = folder.path + "/copy.db"
    try Data("x".utf8).write(to: URL(filePath: copy + suffix))
    try expectStrange("copy.db" + suffix) { try store.backup(to: copy) }
    #expect(!FileManager.default.fileExists(atPath: copy))
  }

  // MARK: Logs

  @Test func aLogWithAnotherNameIsNotWritten() throws {
    _ = try open()
    for suffix in ["-wal", "-shm"] {
      try Data("precious".utf8).write(to: URL(filePath: victim))
      #expect(link(victim, path + suffix) == 0)
      for way in [Way.readWrite, .readOnly] {
        try expectStrange("slottui.db" + suffix) { _ = try open(way).blocks() }
      }
      #expect(FileManager.default.contents(atPath: victim) == Data("precious".utf8))
      unlink(path + suffix)
      unlink(victim)
    }
    unlink(path + "-wal")
    unlink(path + "-shm")
    #expect(try open().blocks().isEmpty)
  }

  /// The store was closed to others while somebody had it open.
  @Test func aLogThatOthersMayWriteIsClosedToThemOrRefused() throws {
    let first = try open()
    _ = try first.position()
    chmod(path + "-wal", 0o666)
    try expectStrange("slottui.db-wal") { _ = try open(.readOnly).blocks() }
    let draft = BlockDraft(name: "A", timezone: "UTC")
    _ = try open().perform(.createBlock(draft), at: moment(0))
    var status = stat()
    #expect(stat(path + "-wal", &status) == 0)
    #expect(status.st_mode & 0o777 == 0o600)
    #expect(try first.blocks().count == 1)
  }

  // MARK: What is gone

  enum Loss: CaseIterable {
    case index, log, both, replacedIndex, replacedLog, replacedBoth

    var suffixes: [String] {
      switch self {
      case .index, .replacedIndex: ["-shm"]
      case .log, .replacedLog: ["-wal"]
      case .both, .replacedBoth: ["-wal", "-shm"]
      }
    }

    var isReplaced: Bool { [.replacedIndex, .replacedLog, .replacedBoth].contains(self) }
  }

  private func inflict(_ loss: Loss) {
    for name in loss.suffixes.map({ path + $0 }) {
      unlink(name)
      if loss.isReplaced {
        #expect(FileManager.default.createFile(atPath: name, contents: nil))
        chmod(name, 0o600)
      }
    }
  }

  @Test(arguments: Loss.allCases)
  func nothingIsWrittenToALogThatNobodyFinds(loss: Loss) throws {
    let store = try open()
    let feed = try store.watch()
    _ = try store.perform(.createBlock(BlockDraft(name: "A", timezone: "UTC")), at: moment(0))
    inflict(loss)
    for _ in 0..<2 {
      let draft = BlockDraft(name: "B", timezone: "UTC")
      let error = #expect(throws: SlotError.self) {
        try store.perform(.createBlock(draft), at: moment(0))
      }
      #expect(error?.code == .fileProblem)
      #expect(error?.message(in: .utc).contains("(-wal, -shm) was deleted or replaced") == true)
    }
    // The screen is told as soon as it looks.
    #expect(try feed.hasChanged())
    #expect(throws: SlotError.self) { try store.entries(after: 0, limit: 1) }
  }

  /// Nobody has come in between.
  @Test(arguments: [Loss.index, .log, .both])
  func whatWasAcknowledgedIsSavedByLeaving(loss: Loss) throws {
    var store: SQLiteStore? = try open()
    _ = try store?.perform(.createBlock(BlockDraft(name: "A", timezone: "UTC")), at: moment(0))
    inflict(loss)
    store = nil
    #expect(try open().blocks().map(\.name) == ["A"])
  }

  @Test func aLogThatGoesDuringAChangeLeavesADoubt() throws {
    let connection = try open().connection
    let error = #expect(throws: SlotError.self) {
      try connection.write { () throws(SlotError) in
        try connection.execute("INSERT INTO lock_key VALUES (1, 1, 1, 'x')")
        unlink(path + "-wal")
      }
    }
    #expect(error?.code == .fileProblem)
    #expect(
      error?.message(in: .utc).contains("it is not known whether the change was kept") == true
    )
  }

  /// What is opened as if nobody wrote it holds no lock.
  @Test func aReaderBelievesNothingThatIsWrittenMeanwhile() throws {
    _ = try open()
    let reader = try open(.immutable)
    #expect(reader.connection.mode == .immutable)
    let feed = try reader.watch()
    #expect(try reader.blocks().isEmpty)
    try waitForAnotherTime(than: path)
    _ = try open().perform(.createBlock(BlockDraft(name: "A", timezone: "UTC")), at: moment(0))
    #expect(throws: SlotError.storeBusy) {
      try reader.connection.read { () throws(SlotError) in
        try reader.connection.integer("SELECT count(*) FROM block")
      }
    }
    #expect(try feed.hasChanged())
    #expect(try reader.blocks().map(\.name) == ["A"])
  }

  @Test(arguments: [
    "ATTACH '%' AS other", "VACUUM INTO '%'", "SELECT load_extension('%')",
    "PRAGMA writable_schema = ON; DELETE FROM sqlite_schema",
    "CREATE TABLE x (y CHECK (y <> \"z\"))",
    "CREATE VIEW x AS SELECT 1 AS y; SELECT y FROM x",
  ])
  func whatNoStoreNeedsIsOff(sql: String) throws {
    let connection = try open().connection
    let other = folder.path + "/other"
    #expect(throws: SlotError.self) { try connection.execute(sql.replacing("%", with: other)) }
    #expect(!FileManager.default.fileExists(atPath: other))
  }

  // MARK: Names

  @Test func aStoreWithTwoNamesIsNotOpened() throws {
    _ = try open()
    #expect(link(path, folder.path + "/other.db") == 0)
    for way in Way.allCases {
      for name in [path, folder.path + "/other.db"] {
        let error = #expect(throws: SlotError.self) { _ = try open(way, name) }
        #expect(error?.code == .fileProblem)
        #expect(error?.message(in: .utc).contains("find -samefile") == true)
      }
    }
    unlink(folder.path + "/other.db")
    _ = try open()
  }

  @Test func aStoreThatGetsASecondNameIsNotWritten() throws {
    let store = try open()
    let draft = BlockDraft(name: "A", timezone: "UTC")
    #expect(link(path, folder.path + "/other.db") == 0)
    let error = #expect(throws: SlotError.self) {
      try store.perform(.createBlock(draft), at: moment(0))
    }
    #expect(error?.code == .fileProblem)
    unlink(folder.path + "/other.db")
    _ = try store.perform(.createBlock(draft), at: moment(0))
  }

  /// A slash and an accent after it are one character.
  @Test func foldersEndAtABytesSlash() throws {
    let inside = folder.path + "/in"
    #expect(mkdir(inside, 0o700) == 0)
    let name = inside + "/\u{301}.db"
    #expect(StoreFile(path: name).folder == inside)
    #expect(StoreFile(path: "/\u{301}").folder == "/")
    #expect(StoreFile(path: "x").folder == ".")
    #expect(Connection.uri("/\u{301}", immutable: false).utf8.starts(with: "file:///".utf8))
    _ = try open(.readWrite, name)
    #expect(try FileManager.default.contentsOfDirectory(atPath: inside).count == 1)
  }
}
