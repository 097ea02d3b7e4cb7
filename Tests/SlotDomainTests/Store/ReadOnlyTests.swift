import Foundation
import Testing

@testable import SlotDomain

@Suite struct ReadOnlyTests {
  let test: TestStore

  init() throws { test = try TestStore() }

  /// `canWriteFolder` false: as for somebody who may only read the store and its folder.
  private func reader(canWriteFolder: Bool? = nil) throws -> SQLiteStore {
    var options = SQLiteStore.Options(actor: "reader")
    options.access = .readOnly
    options.canWriteFolder = canWriteFolder
    return try SQLiteStore(path: test.path, options: options)
  }

  @Test func nothingCanBeChanged() throws {
    let slot = try test.slot(60)
    let reader = try reader()
    #expect(try reader.slot(slot.id) == slot)
    try test.expectRefusal(
      .readOnly,
      of: .changeSlots([slot.id], .setStatus(.disabled)),
      by: reader
    )
    try test.expectRefusal(.readOnly, of: .createSlots([]), by: reader)
    let undo = #expect(throws: SlotError.self) {
      try reader.undo(nil, force: false, at: moment(1))
    }
    #expect(undo?.code == .readOnly)
    let redo = #expect(throws: SlotError.self) { try reader.redo(at: moment(1)) }
    #expect(redo?.code == .readOnly)
    #expect(try reader.check() == [])
  }

  @Test func changesOfAWriterAreSeen() throws {
    let reader = try reader()
    let feed = try reader.watch()
    let slot = try test.slot(60)
    #expect(try changesSoon(feed))
    #expect(try reader.slot(slot.id) == slot)
  }

  @Test func aStoreThatNobodyWritesIsReadWithoutTouchingItsFolder() throws {
    let quiet = test.folder.path + "/quiet.db"
    let slot = try test.slot(60)
    try test.store.backup(to: quiet)
    // What a writer leaves: a file in write-ahead mode, alone.
    _ = try SQLiteStore(path: quiet, options: .init(actor: "ana")).slot(slot.id)
    let names = test.folder.names
    var options = SQLiteStore.Options(actor: "reader")
    options.access = .readOnly
    options.canWriteFolder = false
    let reader = try SQLiteStore(path: quiet, options: options)
    #expect(reader.connection.mode == .immutable)
    #expect(try reader.slot(slot.id) == slot)
    #expect(test.folder.names == names)

    // The first writer comes, and is followed.
    let feed = try reader.watch()
    #expect(try !feed.hasChanged())
    var writer: SQLiteStore? = try SQLiteStore(path: quiet, options: .init(actor: "ben"))
    _ = try writer?.perform(.changeSlots([slot.id], .setStatus(.disabled)), at: moment(1))
    #expect(try changesSoon(feed))
    #expect(try reader.slot(slot.id).status == .disabled)
    #expect(reader.connection.mode == .readOnly)
    _ = try writer?.perform(.changeSlots([slot.id], .setStatus(.active)), at: moment(2))
    #expect(try changesSoon(feed))
    #expect(try reader.slot(slot.id).status == .active)
    writer = nil
  }

  @Test func aWriterWhoHasComeAndGoneIsNoticedToo() throws {
    let quiet = test.folder.path + "/quiet.db"
    let slot = try test.slot(60)
    try test.store.backup(to: quiet)
    _ = try SQLiteStore(path: quiet, options: .init(actor: "ana")).slot(slot.id)
    var options = SQLiteStore.Options(actor: "reader")
    options.access = .readOnly
    options.canWriteFolder = false
    let reader = try SQLiteStore(path: quiet, options: options)
    let feed = try reader.watch()
    // The file's time is all there is to tell by.
    try waitForAnotherTime(than: quiet)
    _ = try SQLiteStore(path: quiet, options: .init(actor: "ben"))
      .perform(.changeSlots([slot.id], .setStatus(.disabled)), at: moment(1))
    #expect(try changesSoon(feed))
    #expect(try reader.slot(slot.id).status == .disabled)
  }

  @Test(.enabled(if: geteuid() != 0, "root may write everywhere"))
  func fileAndFolderNeedNotBeWritable() throws {
    let slot = try test.slot(60)
    let folder = TemporaryFolder()
    let path = folder.path + "/store.db"
    try test.store.backup(to: path)
    #expect(chmod(path, 0o400) == 0 && chmod(folder.path, 0o500) == 0)
    defer { chmod(folder.path, 0o700) }
    var options = SQLiteStore.Options(actor: "reader")
    let error = #expect(throws: SlotError.self) { try SQLiteStore(path: path, options: options) }
    #expect(error?.code == .readOnly)
    options.access = .readOnly
    #expect(try SQLiteStore(path: path, options: options).slot(slot.id) == slot)
  }
}

/// Waits until a file that is written now has another time than one that is there: the clock of a file
/// system stands still for some milliseconds.
func waitForAnotherTime(than path: String) throws {
  let folder = TemporaryFolder()
  func time(_ path: String) throws -> [Int] {
    var status = stat()
    try #require(stat(path, &status) == 0)
    return [status.st_mtim.tv_sec, status.st_mtim.tv_nsec]
  }
  let old = try time(path)
  let probe = folder.path + "/probe"
  repeat {
    try Data("now".utf8).write(to: URL(filePath: probe))
  } while try time(probe) == old
}

/// Looks as the screen does: when the descriptor is readable, again and again for a little while.
/// False when nothing changed within two seconds.
func changesSoon(_ feed: any ChangeFeed) throws -> Bool {
  var watched = pollfd(fd: feed.fileDescriptor, events: Int16(POLLIN), revents: 0)
  for _ in 0..<20 {
    if feed.fileDescriptor >= 0, poll(&watched, 1, 100) > 0 { feed.acknowledge() }
    for wait in [0, 1, 2, 4, 8, 16] {
      if try feed.hasChanged() { return true }
      usleep(UInt32(wait * 1000))
    }
  }
  return false
}

/// Whether the descriptor is readable now.
func isAwake(_ feed: any ChangeFeed) -> Bool {
  var watched = pollfd(fd: feed.fileDescriptor, events: Int16(POLLIN), revents: 0)
  return poll(&watched, 1, 0) > 0
}
