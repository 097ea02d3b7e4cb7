import Foundation
import SlotDomain
import Testing

@testable import SlotTUI

/// When which store was last on the screen, in a file that anybody can have written to.
@Suite final class LastSeenTests {
  private let folder: String
  private var path: String { folder + "/state/slottui/last-seen" }
  private let moment = Instant(seconds: 1_772_615_520)

  init() throws {
    folder = NSTemporaryDirectory() + "slottui-state-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// And nothing else is in it.
  @Test func eachStoreHasItsOwn() throws {
    var seen = LastSeen(path)
    #expect(seen["/a b.db"] == nil)
    seen["/a b.db"] = moment
    seen["/c.db"] = moment + .minutes(1)
    seen.write(path)
    seen = LastSeen(path)
    #expect(seen["/a b.db"] == moment)
    #expect(seen["/c.db"] == moment + .minutes(1))
    #expect(
      try String(contentsOfFile: path, encoding: .utf8)
        == "\((moment + .minutes(1)).milliseconds) /c.db\n\(moment.milliseconds) /a b.db\n"
    )
    let facts = try FileManager.default.attributesOfItem(atPath: path)
    #expect(facts[.posixPermissions] as? Int == 0o600)
  }

  @Test func rubbishIsNone() throws {
    let parent = folder + "/state/slottui"
    try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
    for rubbish in ["", "x /a.db", "99999999999999999999 /a.db", "12\n /a.db", "\u{1B}[2J /a.db"] {
      try rubbish.write(toFile: path, atomically: true, encoding: .utf8)
      #expect(LastSeen(path)["/a.db"] == nil)
    }
  }
}
