import Foundation
import Testing

@testable import SlotDomain

@Suite struct ChangeFeedTests {
  let test: TestStore
  let ben: SQLiteStore

  init() throws {
    test = try TestStore()
    ben = try test.session(of: "ben")
  }

  @Test func aCommitOfAnotherConnectionWakes() throws {
    let feed = try test.store.watch()
    #expect(feed.fileDescriptor >= 0)
    for round in 0..<5 {
      feed.acknowledge()
      #expect(try !feed.hasChanged())
      #expect(!isAwake(feed))
      _ = try test.slot(60 + round * 20, by: ben)
      #expect(isAwake(feed))
      #expect(try changesSoon(feed))
    }
  }

  @Test func onesOwnCommitIsNoNews() throws {
    let feed = try test.store.watch()
    _ = try test.slot(60)
    feed.acknowledge()
    #expect(try !feed.hasChanged())
  }

  @Test func readersDoNotWake() throws {
    let slot = try test.slot(60)
    let feed = try test.store.watch()
    feed.acknowledge()
    for _ in 0..<5 {
      var options = SQLiteStore.Options(actor: "reader")
      options.access = .readOnly
      _ = try SQLiteStore(path: test.path, options: options).slot(slot.id)
      _ = try ben.blocks()
    }
    #expect(!isAwake(feed))
    #expect(try !feed.hasChanged())
  }

  @Test func otherFilesInTheFolderDoNotWake() throws {
    let feed = try test.store.watch()
    feed.acknowledge()
    for name in ["note", "slottui.db.old", "slottui.db-journal"] {
      try Data("x".utf8).write(to: URL(filePath: test.folder.path + "/" + name))
    }
    #expect(!isAwake(feed))
  }

  @Test func aLogThatAppearsLaterIsWatched() throws {
    let folder = TemporaryFolder()
    let path = folder.path + "/store.db"
    #expect(FileManager.default.createFile(atPath: path, contents: nil))
    let watch = FileWatch(storePath: path)
    func isAwake() -> Bool {
      var watched = pollfd(fd: watch.fileDescriptor, events: Int16(POLLIN), revents: 0)
      return poll(&watched, 1, 0) > 0
    }
    func append(_ suffix: String) throws {
      let file = open(path + suffix, O_WRONLY | O_CREAT | O_APPEND, 0o600)
      #expect(write(file, "x", 1) == 1)
      close(file)
    }
    #expect(!isAwake())
    for _ in 0..<3 {
      try append("-wal")
      #expect(isAwake())
      watch.drain()
      #expect(!isAwake())
      try append("-wal")
      #expect(isAwake())
      watch.drain()
      try append("-shm")
      try append("")
      #expect(!isAwake())
      unlink(path + "-wal")
      #expect(isAwake())
      watch.drain()
      watch.drain()
      #expect(!isAwake())
    }
  }
}
