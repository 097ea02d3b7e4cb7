import Foundation

@testable import TestDriver

/// What is done to a process at one of the calls with which it changes the store's files.
enum Deed: String, CaseIterable {
  /// It is killed before the call.
  case kill
  /// It is killed when half of what it writes is written.
  case tear
  /// The machine stops: of what was not synced, an accidental part is lost.
  case power
  /// The call fails: a worn-out disk.
  case broken
  /// All calls that need room fail from then on.
  case full
  /// This call and all that follow fail, reading too: the disk is gone.
  case gone
  /// Every write from then on takes only half of what it is given. That is no error: who writes goes on
  /// with the rest.
  case short

  var isEnd: Bool { self == .kill || self == .tear || self == .power }
}

/// The library that does it, see `faults.c`.
enum FaultShim {
  struct CannotBuild: Error, CustomStringConvertible {
    let description: String
  }

  /// Compiled once, into a folder that is deleted with the program.
  private static let library = Task {
    let source = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "faults.c")
    let sandbox = try Sandbox()
    let library = sandbox.folder + "/faults.so"
    let output = try await sandbox.run(
      ["/usr/bin/cc", "-shared", "-fPIC", "-O1", "-o", library, source.path, "-ldl"]
    )
    guard output.status == 0 else { throw CannotBuild(description: output.errors) }
    return (sandbox, library)
  }

  /// What has a program count the calls on a sandbox's store and what is beside it.
  ///
  /// - Parameters:
  ///   - call: At which call the deed is done, from 1.
  ///   - log: Where the calls are written, a line each.
  static func environment(
    _ sandbox: Sandbox,
    deed: Deed? = nil,
    call: Int = 0,
    log: String? = nil
  ) async throws -> [String: String] {
    [
      "LD_PRELOAD": try await library.value.1,
      "TORTURE_FILES": sandbox.store,
      "TORTURE_CALL": "\(call)",
      "TORTURE_DEED": deed?.rawValue ?? "",
      "TORTURE_LOG": log ?? "",
      "TORTURE_SEED": "\(Torture.seed)",
    ]
  }

  /// What has a program wait so much longer for its disk, whenever it waits for it.
  static func environment(
    _ sandbox: Sandbox,
    slowDisk milliseconds: Int
  ) async throws -> [String: String] {
    try await environment(sandbox).merging(["TORTURE_SYNC": "\(milliseconds)"]) { $1 }
  }

  /// What has a program believe that it is so many seconds later.
  static func environment(clock seconds: Int) async throws -> [String: String] {
    ["LD_PRELOAD": try await library.value.1, "TORTURE_CLOCK": "\(seconds)"]
  }
}
