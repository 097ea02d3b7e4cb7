import Foundation
import Testing

/// A folder of its own with a store in it, and the program that was built with the tests.
package final class Sandbox: Sendable {
  let folder: String
  let store: String

  /// - `store`: Another one than a file in the folder.
  init(store: String? = nil) throws {
    var template = Array("/tmp/slottui-e2e-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw POSIXError(.EIO) }
    folder = String(decoding: template.dropLast().map(UInt8.init), as: UTF8.self)
    self.store = store ?? folder + "/slottui.db"
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// With a store on a server, made by its owner.
  ///
  /// - Returns: The name of its database as well.
  static func onServer(_ cluster: PrivateCluster) async throws -> (sandbox: Sandbox, name: String) {
    let name = try cluster.makeDatabase()
    let sandbox = try Sandbox(store: cluster.address(of: name, as: "owner"))
    try await sandbox.slottui("init")
    return (sandbox, name)
  }

  /// The program as `make test` linked it, or as it was built: it stands beside the tests' own then.
  package static let program: String = {
    if let linked = ProcessInfo.processInfo.environment["SLOTTUI_TESTED"] { return linked }
    let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return URL(filePath: tests).deletingLastPathComponent().appending(path: "slottui").path
  }()

  /// All that a program started here knows of the world.
  func environment(_ more: [String: String] = [:]) -> [String: String] {
    [
      "HOME": folder, "LANG": "C.UTF-8", "PATH": "/usr/local/bin:/usr/bin:/bin",
      "SLOTTUI_DB": store, "TERM": "xterm-256color", "TZ": "UTC",
    ].merging(more) { $1 }
  }

  struct Output: Sendable {
    let status: Int32
    let text: String
    let errors: String

    fileprivate var message: Comment { "\(status): \(text)\(errors)" }
  }

  /// The program in this folder, where other accounts can reach it. Copied by another process: a
  /// descriptor for writing that a child of ours inherits would make it "text file busy".
  func copyOfProgram() async throws -> String {
    let copy = "\(folder)/slottui"
    // Whatever the umask, which another test may just have changed.
    _ = try await run(["/usr/bin/install", "-m", "755", Self.program, copy])
    return copy
  }

  /// Runs any program without a terminal.
  func run(_ arguments: [String], environment more: [String: String] = [:]) async throws -> Output {
    let name = "\(folder)/\(UUID().uuidString)"
    let files = (output: name + ".out", errors: name + ".err")
    let child = try Child(
      arguments,
      environment: environment(more),
      streams: .files(output: files.output, errors: files.errors)
    )
    let status = try await child.waitUntilEnd()
    defer {
      unlink(files.output)
      unlink(files.errors)
    }
    return Output(status: status, text: Self.text(files.output), errors: Self.text(files.errors))
  }

  private static func text(_ path: String) -> String {
    String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
  }

  /// Runs `slottui` however that ends.
  func slottui(_ arguments: [String]) async throws -> Output {
    try await run([Self.program] + arguments)
  }

  /// Runs `slottui`, which must succeed, and gives what it printed.
  @discardableResult
  func slottui(_ arguments: String..., at location: SourceLocation = #_sourceLocation) async throws
    -> String
  {
    let output = try await slottui(arguments)
    try #require(output.status == 0, output.message, sourceLocation: location)
    return output.text
  }

  // MARK: A store to work on

  static let block = "Dr. Nowak"

  /// A published block, and slots of half an hour in the week of 3 March 2031 (far from now and from
  /// any change of the clock): Wednesday 9:00 (two places), 10:00 and 11:00, Thursday 9:00.
  func fill(zone: String = Sandbox.zone) async throws {
    guard zone == Self.zone, !FileManager.default.fileExists(atPath: store) else {
      return try await fillAnew(zone: zone)
    }
    try FileManager.default.copyItem(atPath: try await Self.filled.value.store, toPath: store)
  }

  static let zone = "Europe/Warsaw"

  /// Made once: a copy takes less time.
  private static let filled = Task {
    let sandbox = try Sandbox()
    try await sandbox.fillAnew()
    return sandbox
  }

  /// The same, with ids that no other store has.
  func fillAnew(zone: String = Sandbox.zone) async throws {
    try await slottui("block", "create", "--name", Self.block, "--timezone", zone, "--publish")
    try await createSlots(
      "2031-03-05T09:00",
      "2031-03-05T10:00",
      "2031-03-05T11:00",
      "2031-03-06T09:00"
    )
    try await slottui("slot", "update", try await slots()[0].id, "--capacity", "2")
  }

  /// Slots of half an hour, all in one action.
  func createSlots(_ starts: String...) async throws {
    let block = try await blocks()[0]
    let zone = try #require(TimeZone(identifier: block.timezone))
    let reader = DateFormatter()
    reader.locale = Locale(identifier: "en_US_POSIX")
    reader.timeZone = zone
    reader.dateFormat = "yyyy-MM-dd'T'HH:mm"
    let drafts = try starts.map { text in
      let start = try #require(reader.date(from: text))
      let dates = [start, start + 1800].map { $0.formatted(.iso8601) }
      return ["start_date": dates[0], "end_date": dates[1]]
    }
    try await createSlots(from: JSONEncoder().encode(drafts))
  }

  func createSlots(from json: Data) async throws {
    let file = folder + "/slots.json"
    try json.write(to: URL(filePath: file))
    try await slottui("slot", "create", "--block", blocks()[0].id, "--from-json", file)
  }

  // MARK: What the command line says of it

  struct Slot: Decodable, Sendable {
    let id: String
    let startDate: String
    let status: String
    let capacity: Int
    let lockedUntil: String?
    let numActiveAppointments: Int
  }

  struct Block: Decodable, Sendable {
    let id: String
    let name: String
    let timezone: String
    let status: String
  }

  struct Appointment: Decodable, Sendable {
    let id: String
    let status: String
  }

  struct Action: Decodable, Sendable {
    let action: String
    let by: String
    let objects: Int
  }

  private struct Answer<Object: Decodable>: Decodable { let data: [Object] }

  private func list<Object: Decodable>(_ arguments: [String]) async throws -> [Object] {
    let output = try await slottui(arguments + ["--json"])
    try #require(output.status == 0, output.message)
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(Answer<Object>.self, from: Data(output.text.utf8)).data
  }

  func slots() async throws -> [Slot] { try await list(["slot", "list"]) }
  func blocks() async throws -> [Block] { try await list(["block", "list"]) }
  func appointments() async throws -> [Appointment] { try await list(["appointment", "list"]) }
  func history() async throws -> [Action] { try await list(["history"]) }
}
