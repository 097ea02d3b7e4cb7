import Foundation

@testable import TestDriver

/// How long it shall last, and the dice: `SLOTTUI_TORTURE=long`, `SLOTTUI_TORTURE_SEED=number`.
enum Torture {
  static let isLong = ProcessInfo.processInfo.environment["SLOTTUI_TORTURE"] == "long"

  /// Other ones each time where it is long, and printed, so that what went wrong can be done again with them.
  static let seed: UInt64 = {
    let wanted = ProcessInfo.processInfo.environment["SLOTTUI_TORTURE_SEED"].flatMap(UInt64.init)
    let seed = wanted ?? (isLong ? .random(in: 0..<1_000_000) : 1)
    print("The dice of the torture: SLOTTUI_TORTURE_SEED=\(seed)")
    return seed
  }()

  /// How often something is done.
  static func times(_ long: Int, short: Int) -> Int { isLong ? long : short }

  /// Dice of its own for each theme: the order in which tests run changes nothing.
  static func dice(_ theme: String) -> SeededGenerator {
    SeededGenerator(state: theme.utf8.reduce(seed) { $0 &* 31 &+ UInt64($1) })
  }
}
