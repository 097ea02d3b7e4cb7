import Foundation

/// Runs programs that know time zones from their own code, to judge ours by.
enum Judge {
  struct Failure: Error {
    let program: String
    let status: Int32
  }

  /// Standard output of a program, with `input` on its standard input.
  static func output(
    of path: String,
    _ arguments: [String],
    environment: [String: String] = [:],
    input: String = ""
  ) throws -> [UInt8] {
    let folder = FileManager.default.temporaryDirectory
    let inputFile = folder.appendingPathComponent(UUID().uuidString)
    try Data(input.utf8).write(to: inputFile)
    defer { try? FileManager.default.removeItem(at: inputFile) }

    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.environment = environment.merging(["LC_ALL": "C"]) { given, _ in given }
    process.standardInput = try FileHandle(forReadingFrom: inputFile)
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failure(program: path, status: process.terminationStatus)
    }
    return [UInt8](output)
  }

  /// One line of `date` for each line of its input.
  static func date(_ lines: [String], format: String, zone: String) throws -> [Substring] {
    let text = try output(
      of: "/bin/date",
      ["-f", "-", "+" + format],
      environment: ["TZ": zone],
      input: lines.joined(separator: "\n") + "\n"
    )
    return String(decoding: text, as: UTF8.self).split(separator: "\n")
  }
}
