import Foundation
import Testing

@testable import TestDriver

/// Files that something has destroyed. Every command answers, with a result or with a sentence and a
/// code; none crashes or hangs.
@Suite(.serialized, .reported) struct DamagedStoreTests {
  enum Damage: String, CaseIterable {
    case bytes, page, pages, zeros, header, truncation, shortFile
    case log, logTruncation, noLog, logIndex
  }

  @Test(arguments: Damage.allCases)
  func everyCommandAnswers(damage: Damage) async throws {
    Tally.name("\(damage)")
    let sample = try await SampleStore.shared()
    let original = try await Self.storeWithLog(sample)
    var dice = Torture.dice("damage \(damage)")
    for _ in 1...Torture.times(30, short: 1) {
      let sandbox = try Sandbox()
      for suffix in ["", "-wal", "-shm"] {
        try FileManager.default.copyItem(
          atPath: original.store + suffix,
          toPath: sandbox.store + suffix
        )
      }
      try Self.inflict(damage, on: sandbox.store, &dice)
      let commands =
        Torture.isLong
        ? Self.commands(sample).shuffled(using: &dice)
        : Array(Self.commands(sample).shuffled(using: &dice).prefix(3))
      for command in commands {
        let output = try await sandbox.slottui(command)
        Tally.add()
        expectAnswer(output, "\(damage), \(command)")
      }
      try await openAndLeave(sandbox, damage)
    }
  }

  /// A mistake of ours (E001, 70) is no answer. `check` tells its findings as what it was asked for.
  private func expectAnswer(_ output: Sandbox.Output, _ context: String) {
    #expect([0, 65, 66, 74, 75, 77].contains(output.status), "\(context): \(output)")
    if output.status != 0, !output.text.hasPrefix("Wrong with ") {
      #expect(output.code != nil, "\(context): \(output)")
      #expect(output.code != "E001", "\(context): \(output)")
    }
  }

  /// The screen shows something, or says why it cannot.
  private func openAndLeave(_ sandbox: Sandbox, _ damage: Damage) async throws {
    let terminal = try RawTerminal(sandbox, "--date", "2031-03-05")
    try await terminal.waitUntilOpen()
    for key in ["d", "]", "vb", "vm", "i", "\u{1B}", "/ada\r", "\u{1B}", "a", "\u{1B}", "u"]
    where !terminal.hasEnded {
      terminal.type(key)
      try await terminal.waitUntilRead()
    }
    let status = try await terminal.leave()
    let shown = String(decoding: terminal.sent.suffix(300), as: UTF8.self).debugDescription
    #expect([0, 65, 66, 74, 75].contains(status), "\(damage): \(shown)")
  }

  private static func commands(_ sample: SampleStore) -> [[String]] {
    let slot = sample.slots[0].id
    return [
      ["check"], ["block", "list"], ["slot", "list", "--limit", "500"], ["slot", "get", slot],
      ["appointment", "list"], ["history"], ["occupancy"], ["export", "--format", "ndjson"],
      ["slot", "list", "--as-of", "2031-01-01"], ["backup", "\(sample.path).\(UUID())"],
      ["slot", "update", slot, "--capacity", "9"], ["slot", "disable", "--block", Sandbox.block],
      ["slot", "delete", slot, "--force"],
      ["appointment", "create", "--slot", slot, "--name", "E"],
      ["slot", "lock", slot, "--minutes", "5"], ["undo"], ["redo"], ["import", sample.otherStore],
      Array(SampleStore.plan(block: "Empty", month: "07")),
      ["block", "delete", Sandbox.block, "--force"],
    ]
  }

  /// A store whose last changes are still in its log, as one is found after a kill -9.
  private static func storeWithLog(_ sample: SampleStore) async throws -> Sandbox {
    let sandbox = try sample.copy()
    let reader = try RawDatabase(sandbox.store)
    _ = try reader.rows("SELECT count(*) FROM slot")
    try await sandbox.slottui("slot", "disable", sample.slots[0].id)
    try await sandbox.succeed(SampleStore.plan(block: "Empty", month: "06"))
    let original = try Sandbox()
    for suffix in ["", "-wal", "-shm"] {
      try FileManager.default.copyItem(
        atPath: sandbox.store + suffix,
        toPath: original.store + suffix
      )
    }
    return original
  }

  private static func inflict(
    _ damage: Damage,
    on store: String,
    _ dice: inout SeededGenerator
  ) throws {
    let log = store + "-wal"
    switch damage {
    case .bytes: try change(store) { $0.scatter(20, from: 100, &dice) }
    case .page: try change(store) { $0.overwrite(pages: 1, &dice) }
    case .pages: try change(store) { $0.overwrite(pages: 8, &dice) }
    case .zeros: try change(store) { $0.overwrite(pages: 4, with: 0, &dice) }
    case .header: try change(store) { $0.scatter(10, from: 0, upTo: 100, &dice) }
    case .truncation: try change(store) { $0.removeLast(.random(in: 1..<$0.count, using: &dice)) }
    case .shortFile:
      try change(store) { $0.removeLast($0.count - .random(in: 1...99, using: &dice)) }
    case .log: try change(log) { $0.scatter(20, from: 0, &dice) }
    case .logTruncation: try change(log) { $0.removeLast(.random(in: 1..<$0.count, using: &dice)) }
    case .noLog: unlink(log)
    case .logIndex: try change(store + "-shm") { $0.scatter(200, from: 0, &dice) }
    }
  }

  private static func change(_ path: String, _ body: (inout [UInt8]) -> Void) throws {
    var bytes = Array(try Data(contentsOf: URL(filePath: path)))
    body(&bytes)
    try Data(bytes).write(to: URL(filePath: path))
  }
}

extension [UInt8] {
  /// Changes some bytes.
  fileprivate mutating func scatter(
    _ times: Int,
    from start: Int,
    upTo end: Int? = nil,
    _ dice: inout SeededGenerator
  ) {
    for _ in 0..<times {
      self[.random(in: start..<Swift.min(end ?? count, count), using: &dice)] =
        .random(in: 0...255, using: &dice)
    }
  }

  /// Fills some pages, but for the first.
  fileprivate mutating func overwrite(
    pages: Int,
    with filling: UInt8? = nil,
    _ dice: inout SeededGenerator
  ) {
    for _ in 0..<pages {
      let page = Int.random(in: 1..<count / 4096, using: &dice)
      for index in page * 4096..<(page + 1) * 4096 {
        self[index] = filling ?? .random(in: 0...255, using: &dice)
      }
    }
  }
}
