import Foundation
import SlotDomain
import Testing

@testable import SlotTUI

/// Which block of which store was looked at last, in a file that anybody can have written to.
@Suite final class LastBlocksTests {
  private let folder: String
  private var path: String { folder + "/state/slottui/last-blocks" }
  private static let one = BookingBlock.ID(high: 0xB10C, low: 1)
  private static let two = BookingBlock.ID(high: 0xB10C, low: 2)

  init() throws {
    folder = NSTemporaryDirectory() + "slottui-state-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  private func write(_ bytes: [UInt8]) throws {
    let parent = folder + "/state/slottui"
    try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
    try Data(bytes).write(to: URL(filePath: path))
  }

  @Test func eachStoreHasItsOwn() throws {
    var blocks = LastBlocks(path)
    #expect(blocks["/a b.db"] == nil)
    blocks["/a b.db"] = Self.one
    blocks["/c.db"] = Self.one
    blocks["/c.db"] = Self.two
    blocks.write(path)
    blocks = LastBlocks(path)
    #expect(blocks["/a b.db"] == Self.one)
    #expect(blocks["/c.db"] == Self.two)
    #expect(blocks["/other.db"] == nil)
    let facts = try FileManager.default.attributesOfItem(atPath: path)
    #expect(facts[.posixPermissions] as? Int == 0o600)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder + "/state/slottui").count == 1
    )
  }

  @Test func onlyTheLatestStoresAreKept() throws {
    var blocks = LastBlocks(path)
    for number in 0..<150 { blocks["/\(number).db"] = Self.one }
    blocks.write(path)
    blocks = LastBlocks(path)
    #expect(blocks["/149.db"] == Self.one)
    #expect(blocks["/50.db"] == Self.one)
    #expect(blocks["/49.db"] == nil)
  }

  @Test func rubbishIsNone() throws {
    let line = Array("\(Self.one) /a.db\n".utf8)
    for rubbish in [
      [], [0, 0xFF, 0x0A], Array("\u{1B}[2J /a.db\n".utf8), Array("\n\n /a.db\n".utf8),
      Array("\(Self.two)\n".utf8), Array(repeating: UInt8(ascii: "x"), count: 1 << 20),
    ] as [[UInt8]] {
      try write(rubbish)
      #expect(LastBlocks(path)["/a.db"] == nil)
      guard rubbish.count < 1000 else { continue }
      try write(rubbish + [0x0A] + line)
      #expect(LastBlocks(path)["/a.db"] == Self.one)
    }
  }

  /// Nobody waits at the other end of a pipe, and a folder is no file.
  @Test func whatIsNoFileIsNone() throws {
    try write([])
    try FileManager.default.removeItem(atPath: path)
    #expect(mkfifo(path, 0o600) == 0)
    #expect(LastBlocks(path)["/a.db"] == nil)
    #expect(LastBlocks(folder)["/a.db"] == nil)
  }

  @Test func whatCannotBeWrittenIsGivenUp() throws {
    try Data().write(to: URL(filePath: folder + "/state"))
    var blocks = LastBlocks(path)
    blocks["/a.db"] = Self.one
    blocks.write(path)
    #expect(LastBlocks(path) == LastBlocks(folder))
    // A path that cannot be told from the next line is not remembered.
    blocks["/b\n\(Self.two) /c.db"] = Self.two
    #expect(blocks["/b\n\(Self.two) /c.db"] == nil)
  }
}
