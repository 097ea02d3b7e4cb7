import Foundation
import SlotDomain
import Testing

@testable import TestDriver

@Suite struct BackupTests {
  let test: TestStore
  let copy: String

  init() throws {
    test = try TestStore()
    copy = test.folder.path + "/copy.db"
  }

  private func opened() throws -> SQLiteStore {
    try SQLiteStore(path: copy, options: SQLiteStore.Options(actor: "carla"))
  }

  @Test func theCopyIsAStoreOfItsOwn() throws {
    let slot = try test.slot(60)
    try test.book(slot.id)
    let before = try test.dump()
    try test.store.backup(to: copy)
    #expect(
      test.folder.names == ["copy.db", "slottui.db", "slottui.db-shm", "slottui.db-wal"]
    )
    let attributes = try FileManager.default.attributesOfItem(atPath: copy)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    #expect(try RawDatabase(copy).dump() == before)
    let store = try opened()
    #expect(try store.check() == [])
    _ = try store.perform(.changeSlots([slot.id], .setStatus(.disabled)), at: moment(1))
    #expect(try test.dump() == before)
  }

  @Test func whatIsThereIsNotOverwritten() throws {
    try Data("precious".utf8).write(to: URL(filePath: copy))
    let error = #expect(throws: SlotError.self) { try test.store.backup(to: copy) }
    #expect(error?.code == .fileProblem)
    #expect(FileManager.default.contents(atPath: copy) == Data("precious".utf8))
    #expect(throws: SlotError.self) { try test.store.backup(to: test.path) }
    try test.expectSound()
    #expect(symlink("/nowhere/at/all", copy + ".link") == 0)
    #expect(throws: SlotError.self) { try test.store.backup(to: copy + ".link") }
    let missing = #expect(throws: SlotError.self) {
      try test.store.backup(to: test.folder.path + "/no/such/copy.db")
    }
    #expect(missing?.code == .fileProblem)
  }

  @Test func aCopyThatIsNotSoundIsNotKept() throws {
    _ = try test.slot(60)
    try RawDatabase(test.path).execute("UPDATE slot SET updated_at = 5")
    let error = #expect(throws: SlotError.self) { try test.store.backup(to: copy) }
    #expect(error?.code == .storeDamaged)
    #expect(!test.folder.names.contains { $0.hasPrefix("copy.db") })
  }

  @Test func aCopyUnderLoadHasEveryCommitMadeBeforeItBegan() throws {
    let (path, block) = (test.path, test.block)
    let written = Tally()
    let done = Tally()
    let folder = test.folder.path
    let failures = inThreads(2) { number in
      let store = try SQLiteStore(path: path, options: .init(actor: "user\(number)"))
      if number == 0 {
        while done.total == 0, written.total < 3000 {
          let minute = 60 + written.total * 20
          let draft = SlotDraft(blockID: block, range: range(minute, minute + 20))
          _ = try store.perform(.createSlots([draft]), at: moment(0))
          written.add()
        }
        return
      }
      defer { done.add() }
      for round in 0..<10 {
        let before = written.total
        let copy = "\(folder)/copy\(round).db"
        try store.backup(to: copy)
        let raw = try RawDatabase(copy)
        let count = Int(try raw.rows("SELECT count(*) FROM slot")[0][0]) ?? 0
        if count < before { throw SlotError.unexpected("\(count) of \(before)") }
      }
    }
    #expect(failures == [])
    #expect(written.total > 0)
    try test.expectSound()
  }
}
