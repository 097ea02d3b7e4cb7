package import Foundation
package import SlotDomain
import TestDriver
package import Testing

/// The real program on a store of its own, in a fresh folder.
package final class Program: Sendable {
  package struct Result {
    package let status: Int32
    package let output: String
    package let error: String

    package var json: JSONValue? { try? JSONValue(parsing: output) }
    package var lines: [JSONValue] {
      output.split(separator: "\n").compactMap { try? JSONValue(parsing: String($0)) }
    }
  }

  /// Another account of this machine; only root can act as it.
  package static let stranger = "65534"
  package static let canBeStranger = getuid() == 0 && access("/usr/bin/setpriv", X_OK) == 0

  package let folder: URL
  package var database: String { folder.appending(path: "store.db").path }

  package init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "slottui-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  /// With a copy of another one's store and files, which takes less time than making them again.
  package init(copying other: Program) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "slottui-\(UUID())")
    try FileManager.default.copyItem(at: other.folder, to: folder)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  package static var path: String { Sandbox.program }

  /// - Parameter shell: A line of the shell that runs the program as `"$@"`.
  @discardableResult
  package func run(
    _ arguments: [String],
    input: String = "",
    asStranger: Bool = false,
    environment: [String: String] = [:],
    shell: String? = nil
  ) throws -> Result {
    let command =
      (shell.map { ["/bin/sh", "-c", $0, "sh"] } ?? [])
      + [asStranger ? try reachableCopy() : Self.path] + arguments
    let prefix = ["/usr/bin/setpriv", "--reuid=\(Self.stranger)", "--clear-groups", "--"]
    return try execute((asStranger ? prefix : []) + command, input: input, environment)
  }

  /// Runs a script of bash on the same store, with `$1` and so on.
  package func bash(_ script: String, _ arguments: [String]) throws -> Result {
    try execute(["/bin/bash", "-c", script, "bash"] + arguments, input: "", [:])
  }

  private func execute(
    _ command: [String],
    input: String,
    _ environment: [String: String]
  ) throws -> Result {
    var variables = ["HOME": folder.path, "SLOTTUI_DB": database, "LC_ALL": "C.UTF-8"]
      .merging(environment) { $1 }
    // A program that was built with a sanitizer heeds what the tests were told to.
    variables["ASAN_OPTIONS"] = ProcessInfo.processInfo.environment["ASAN_OPTIONS"]
    let files = (0..<3).map { _ in folder.appending(path: UUID().uuidString) }
    defer { for file in files { try? FileManager.default.removeItem(at: file) } }
    try Data(input.utf8).write(to: files[0])
    let status = try Self.spawn(
      command,
      variables.map { "\($0)=\($1)" },
      streams: files.map(\.path)
    )
    return Result(
      status: status,
      output: String(decoding: try Data(contentsOf: files[1]), as: UTF8.self),
      error: String(decoding: try Data(contentsOf: files[2]), as: UTF8.self)
    )
  }

  /// The program in this folder, where the stranger can reach it. Copied by another process: a
  /// descriptor for writing that a child of ours inherits would make it "text file busy".
  private func reachableCopy() throws -> String {
    let copy = folder.appending(path: "slottui").path
    guard access(copy, X_OK) != 0 else { return copy }
    let null = "/dev/null"
    let status = try Self.spawn(
      ["/usr/bin/install", "-m", "755", Self.path, copy],
      [],
      streams: [null, null, null]
    )
    guard status == 0 else { throw CocoaError(.fileWriteUnknown) }
    return copy
  }

  /// Runs a program to its end and returns its exit status. Leaner than Foundation's `Process`:
  /// the tests run some hundreds of programs.
  private static func spawn(
    _ words: [String],
    _ variables: [String],
    streams: [String]
  ) throws -> Int32 {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, streams[0], O_RDONLY, 0)
    for (descriptor, path) in zip([Int32(1), 2], streams.dropFirst()) {
      posix_spawn_file_actions_addopen(&actions, descriptor, path, O_WRONLY | O_CREAT, 0o600)
    }
    var arguments = words.map { strdup($0) } + [nil]
    var environment = variables.map { strdup($0) } + [nil]
    defer { for text in arguments + environment { free(text) } }
    var child = pid_t()
    let code = posix_spawn(&child, words[0], &actions, nil, &arguments, &environment)
    guard code == 0 else { throw POSIXError(POSIXErrorCode(rawValue: code) ?? .EIO) }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 && errno == EINTR {}
    return status & 0x7F == 0 ? status >> 8 & 0xFF : -(status & 0x7F)
  }

  /// Runs a command that has to succeed.
  @discardableResult
  package func done(
    _ arguments: String...,
    input: String = "",
    location: SourceLocation = #_sourceLocation
  ) throws -> Result {
    let result = try run(arguments, input: input)
    #expect(result.status == 0, "\(arguments): \(result.error)", sourceLocation: location)
    return result
  }

  /// The `data` that a command prints with `--json`.
  package func data(
    _ arguments: String...,
    location: SourceLocation = #_sourceLocation
  ) throws -> JSONValue {
    let result = try run(arguments + ["--json"])
    #expect(result.status == 0, "\(arguments): \(result.output)", sourceLocation: location)
    return try #require(result.json?["data"], sourceLocation: location)
  }

  /// All that is in the store, to see whether something changed.
  package func snapshot() throws -> [String] {
    guard FileManager.default.fileExists(atPath: database) else { return [] }
    return try RawDatabase(database).dump()
  }

  /// Everything that a store has to tell.
  package func told() throws -> [String] {
    try [["slot", "list"], ["block", "list"], ["appointment", "list"], ["history"]].map {
      try run($0 + ["--ndjson"]).output
    }
  }

  // MARK: What tests begin with

  package func makeBlock(_ name: String = "Room", publish: Bool = true, more: String...) throws
    -> String
  {
    let arguments = ["block", "create", "--name", name, "--timezone", "Europe/Warsaw"]
    let result = try run(arguments + (publish ? ["--publish"] : []) + more + ["--ndjson"])
    return try #require(result.lines.first?["id"]?.string, "\(result.error)")
  }

  /// A slot of 20 minutes in the far future.
  package func makeSlot(_ start: String, in block: String = "Room", more: String...) throws
    -> String
  {
    let arguments = ["slot", "create", "--block", block, "--start", start, "--minutes", "20"]
    let result = try run(arguments + more + ["--ndjson"])
    return try #require(result.lines.first?["id"]?.string, "\(result.error)")
  }

  /// Returns the appointment's id; an empty text for a booking that has to be refused.
  package func book(_ slot: String, expecting status: Int32 = 0) throws -> String {
    let result = try run(["appointment", "create", "--slot", slot, "--name", "Ada", "--ndjson"])
    #expect(result.status == status, "\(result.error)")
    if status != 0 { return "" }
    return try #require(result.lines.first?["id"]?.string, "\(result.error)")
  }
}

extension JSONValue {
  package subscript(key: String) -> JSONValue? {
    if case .object(let members) = self { members[key] } else { nil }
  }

  package var array: [JSONValue]? {
    if case .array(let values) = self { values } else { nil }
  }
}
