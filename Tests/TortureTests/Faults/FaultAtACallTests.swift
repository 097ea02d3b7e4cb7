import ArgumentParser
import Foundation
import Testing

@testable import SlotCommands
@testable import SlotDomain
@testable import SlotTUI
@testable import TestDriver

/// The worst at every single call with which a command changes a file: a killed process, a torn
/// write, a power cut, a worn-out and a full disk. Afterwards the store is sound, what was
/// acknowledged is there, and anything else is there completely or not at all.
@Suite(.reported) struct FaultAtACallTests {
  @Test(arguments: Verb.all)
  func changeIsWholeOrNotThere(verb: Verb) async throws {
    let sample = try await SampleStore.shared()
    let before = try sample.picture()
    var after = before
    let series = FaultSeries(name: verb.words) { _ in
      verb.arguments(sample)
    } prepare: {
      try sample.copy()
    }
    try await series.run {
      after = try StorePicture($0.store)
      #expect(after != before)
    } judge: { run in
      try await run.sandbox.expectSound("\(verb.words), \(run.context)")
      let picture = try StorePicture(run.sandbox.store)
      let isDone = picture.isLike(after, byTheClock: verb.isByTheClock)
      #expect(isDone || picture == before && !run.output.isAcknowledged, "\(run.context)")
    }
  }

  /// The list above is the program's own.
  @Test func everyVerbThatChangesSomethingIsTried() {
    let tried = Set(Verb.all.map { $0.words.replacing(#/ \(.*\)/#, with: "") })
    let changing = Self.changingVerbs(below: RootCommand.self)
    #expect(changing.count >= 20)
    for verb in changing { #expect(tried.contains(verb), "slottui \(verb)") }
  }

  private static func changingVerbs(below command: any ParsableCommand.Type) -> [String] {
    command.configuration.subcommands.flatMap { verb -> [String] in
      let name = verb.configuration.commandName ?? ""
      if verb is any ChangingCommand.Type { return [name] }
      return changingVerbs(below: verb).map { "\(name) \($0)" }
    }
  }

  /// A backup is under its name when it is whole, and not before.
  @Test func backup() async throws {
    let sample = try await SampleStore.shared()
    let before = try sample.picture()
    let series = FaultSeries(name: "backup") { sandbox in
      ["backup", sandbox.store + ".copy"]
    } prepare: {
      try sample.copy()
    }
    try await series.run { sandbox in
      let copy = try StorePicture(sandbox.store + ".copy")
      #expect(copy == before)
    } judge: { run in
      try await run.sandbox.expectSound(run.context)
      #expect(try StorePicture(run.sandbox.store) == before, "\(run.context)")
      let copy = run.sandbox.store + ".copy"
      guard FileManager.default.fileExists(atPath: copy) else {
        return #expect(!run.output.isAcknowledged, "\(run.context)")
      }
      let check = try await run.sandbox.slottui(["check", "--db", copy])
      #expect(check.status == 0, "\(run.context): \(check)")
      #expect(try StorePicture(copy) == before, "\(run.context)")
    }
  }

  /// An older store is brought up to date once, whoever is killed over it, and its copy is whole.
  @Test func migration() async throws {
    let (old, oldPicture) = try Self.olderStore()
    var after: StorePicture?
    let series = FaultSeries(name: "migration") { _ in
      ["block", "list"]
    } prepare: {
      let sandbox = try Sandbox()
      try FileManager.default.copyItem(atPath: old.store, toPath: sandbox.store)
      return sandbox
    }
    try await series.run { sandbox in
      after = try StorePicture(sandbox.store)
    } judge: { run in
      try await run.sandbox.expectSound(run.context)
      #expect(try StorePicture(run.sandbox.store) == after, "\(run.context)")
      let names = try FileManager.default.contentsOfDirectory(atPath: run.sandbox.folder)
      let copies = names.filter { $0.firstMatch(of: #/\.version-\d(\.\d)?$/#) != nil }
      #expect(!copies.isEmpty, "\(run.context)")
      for copy in copies {
        #expect(try StorePicture("\(run.sandbox.folder)/\(copy)") == oldPicture, "\(run.context)")
      }
    }
  }

  private static func olderStore() throws -> (Sandbox, StorePicture) {
    let sandbox = try Sandbox()
    let options = SQLiteStore.Options(actor: "ana")
    let migrations = Migrations(steps: Array(Migrations.current.steps.dropLast()))
    for name in ["Dr. Ada", "Dr. Ben"] {
      _ = try SQLiteStore(path: sandbox.store, options: options, migrations: migrations).perform(
        .createBlock(BlockDraft(name: name, timezone: "UTC")),
        at: Instant(milliseconds: 0)
      )
    }
    return (sandbox, try StorePicture(sandbox.store))
  }

  /// Whoever was killed while making a store: the next one makes it.
  @Test func newStore() async throws {
    let series = FaultSeries(name: "init") { _ in
      ["init"]
    } prepare: {
      try Sandbox()
    }
    var after: StorePicture?
    try await series.run { sandbox in
      after = try StorePicture(sandbox.store)
    } judge: { run in
      if run.output.isAcknowledged { try await run.sandbox.expectSound(run.context) }
      let again = try await run.sandbox.slottui(["init"])
      #expect(again.status == 0, "\(run.context): \(again)")
      try await run.sandbox.expectSound(run.context)
      #expect(try StorePicture(run.sandbox.store) == after, "\(run.context)")
      let names = try FileManager.default.contentsOfDirectory(atPath: run.sandbox.folder)
      #expect(names == ["slottui.db"], "\(run.context)")
    }
  }
}
