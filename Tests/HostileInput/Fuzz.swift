import Foundation
public import TestDriver

/// Valid samples, mutated in every way, for a reader that must take or refuse all of them.
///
/// A few rounds belong to every test run. `SLOTTUI_FUZZ` says for how many seconds each reader is
/// tried instead, with a new seed; `SLOTTUI_FUZZ_SEED` brings back one that was printed. Should a reader
/// end the process, what it was reading lies in `.build/fuzz`.
public enum Fuzz {
  private static let environment = ProcessInfo.processInfo.environment
  private static let seconds = environment["SLOTTUI_FUZZ"].flatMap(Double.init)
  private static let seed =
    environment["SLOTTUI_FUZZ_SEED"].flatMap(UInt64.init)
    ?? (seconds == nil ? 1 : UInt64.random(in: 0..<1 << 32))

  /// - Parameters:
  ///   - name: Of the reader.
  ///   - rounds: How many belong to every test run.
  ///   - body: Tries one input. Whatever else it decides at random, it decides by the numbers it is
  ///     given.
  public static func run(
    _ name: String,
    _ samples: [[UInt8]],
    rounds: Int,
    _ body: ([UInt8], inout SeededGenerator) throws -> Void
  ) throws {
    let end = Date(timeIntervalSinceNow: seconds ?? 0)
    let file = seconds == nil ? nil : try place(of: name)
    if seconds != nil { print("fuzz \(name): SLOTTUI_FUZZ_SEED=\(seed)") }
    var round = 0
    while seconds == nil ? round < rounds : Date() < end {
      // Every round by itself, so that one can be repeated.
      var numbers = SeededGenerator(state: seed &* 1_000_003 &+ UInt64(round))
      let sample = samples[Int.random(in: samples.indices, using: &numbers)]
      let input = Mutation.mutated(sample, with: samples, using: &numbers)
      if let file { try Data(input).write(to: file) }
      try body(input, &numbers)
      round += 1
    }
    if seconds != nil { print("fuzz \(name): \(round) rounds") }
  }

  private static func place(of name: String) throws -> URL {
    let folder = URL(filePath: ".build/fuzz")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder.appending(path: name)
  }
}
