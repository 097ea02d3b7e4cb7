import Foundation
import Testing

/// The two C libraries stay in their rooms: one folder each may import them.
@Suite struct SourceTests {
  static let sources = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Sources")

  @Test(arguments: [
    ("CNcurses", "SlotTUI/Terminal/"),
    ("CSQLite", "SlotDomain/Store/SQLite/"),
  ])
  func libraryIsImportedInOneFolder(library: String, folder: String) throws {
    let files = try #require(FileManager.default.enumerator(atPath: Self.sources.path))
    for case let file as String in files where file.hasSuffix(".swift") {
      let text = try String(contentsOf: Self.sources.appending(path: file), encoding: .utf8)
      let imports = text.split(separator: "\n").contains {
        $0.hasPrefix("import \(library)") || $0.hasSuffix(" import \(library)")
      }
      #expect(!imports || file.hasPrefix(folder), "\(file) imports \(library)")
    }
  }
}
