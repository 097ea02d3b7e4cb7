import Foundation
import Testing

/// What the sources may import.
@Suite struct SourceTests {
  static let sources = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Sources")

  /// Every file of them, read once for all tests; paths begin with the module's name.
  static let files: Result<[(path: String, text: String)], any Error> = Result {
    let paths = try #require(FileManager.default.enumerator(atPath: sources.path))
      .compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") }
    try #require(!paths.isEmpty)
    return try paths.map {
      ($0, try String(contentsOf: sources.appending(path: $0), encoding: .utf8))
    }
  }

  /// Libraries stay in their rooms: one folder each may import them.
  @Test(arguments: [
    ("CNcurses", "TerminalKit/Curses/"),
    ("CRescue", "TerminalKit/System/"),
    ("CSQLite", "SlotDomain/Store/SQLite/"),
    ("CStoreFiles", "SlotDomain/Store/SQLite/"),
    ("CPostgreSQL", "SlotDomain/Store/PostgreSQL/"),
    ("CSystem", "TerminalKit/"),
    ("CVersion", "SlotTUI/Commands/"),
    ("TOMLKit", "SlotTUI/Configuration/"),
  ])
  func libraryIsImportedInOneFolder(library: String, folder: String) throws {
    for (file, modules) in try Self.importedModules.get() where !file.hasPrefix(folder) {
      #expect(!modules.contains(library), "\(file) imports \(library)")
    }
  }

  /// Foundation brings ICU, with which the static binary and its start are three times as large.
  @Test func nothingImportsAllOfFoundation() throws {
    for (file, modules) in try Self.importedModules.get() {
      let foundation = modules.filter { $0.hasPrefix("Foundation") }
      #expect(foundation.isSubset(of: ["FoundationEssentials"]), "\(file) imports \(foundation)")
    }
  }

  @Test(arguments: [
    ("import CSQLite", "CSQLite"),
    ("  @preconcurrency internal import struct Foundation.Data", "Foundation"),
    ("public import CSQLite  // why", "CSQLite"),
    ("// import CSQLite", nil),
    ("let imported = import_(CSQLite)", nil),
  ])
  func readsImports(line: String, module: String?) {
    #expect(Self.importedModule(line) == module)
  }

  /// The modules that each source file imports.
  private static let importedModules = files.map { files in
    files.map { path, text in
      let lines = text.split(separator: "\n")
      return (file: path, modules: Set(lines.compactMap { importedModule(String($0)) }))
    }
  }

  /// The module that a line imports, whatever stands before and behind `import`.
  private static func importedModule(_ line: String) -> String? {
    let words = line.split(separator: " ")
    guard let index = words.firstIndex(of: "import"), index + 1 < words.count,
      words[..<index].allSatisfy({ $0.hasPrefix("@") || accessLevels.contains(String($0)) })
    else { return nil }
    let name = words[(index + 1)...].first { !kinds.contains(String($0)) }
    return name?.split(separator: ".").first.map(String.init)
  }

  private static let accessLevels: Set = [
    "public", "package", "internal", "fileprivate", "private",
  ]
  private static let kinds: Set = [
    "struct", "class", "enum", "protocol", "typealias", "func", "let", "var",
  ]
}
