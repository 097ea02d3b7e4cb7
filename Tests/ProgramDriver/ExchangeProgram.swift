import Foundation
package import SlotDomain
package import Testing

extension Program {
  package func path(_ name: String) -> String { folder.appending(path: name).path }

  package func text(_ name: String) throws -> String {
    try String(contentsOfFile: path(name), encoding: .utf8)
  }

  /// Makes a file that other accounts can read whatever the umask, which another test may just have
  /// changed.
  package func write(_ text: String, _ name: String) throws -> String {
    try Data(text.utf8).write(to: folder.appending(path: name))
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path(name))
    return path(name)
  }

  /// What an import into this store says with `--json`.
  package func importing(
    _ arguments: String...,
    location: SourceLocation = #_sourceLocation
  ) throws -> JSONValue {
    let result = try run(["import"] + arguments + ["--json"])
    #expect(result.status == 0, "\(result.output)\(result.error)", sourceLocation: location)
    return try #require(result.json?["data"], sourceLocation: location)
  }

  /// Expects that an import is refused with this in a sentence, and changes nothing.
  package func expectRefusal(
    _ sentence: String,
    ofImport arguments: String...,
    status: Int32 = 65,
    location: SourceLocation = #_sourceLocation
  ) throws {
    let before = try snapshot()
    let result = try run(["import"] + arguments)
    #expect(result.status == status, sourceLocation: location)
    #expect(result.error.contains(sentence), "\(result.error)", sourceLocation: location)
    let lines = result.error.split(separator: "\n")
    #expect(lines.allSatisfy { $0.hasPrefix("slottui: ") }, sourceLocation: location)
    #expect(try snapshot() == before, sourceLocation: location)
  }
}
