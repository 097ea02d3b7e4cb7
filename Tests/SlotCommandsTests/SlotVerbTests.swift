import ArgumentParser
import Testing

@testable import SlotCommands

/// What holds for every verb that changes slots, a new one too.
@Suite struct SlotVerbTests {
  private func configurations() -> [CommandConfiguration] {
    SlotCommand.configuration.subcommands.filter { $0 is any SlotVerb.Type }
      .map { $0.configuration }
  }

  /// The lists of what is tried are kept by hand.
  @Test func dryRunsAreTried() {
    let verbs = configurations().compactMap(\.commandName)
    #expect(verbs.count >= 6)
    for verb in verbs {
      #expect(DryRunTests.tries(verb), "\(verb)")
      #expect(DryRunAgreementTests.tries(verb), "\(verb)")
    }
  }

  @Test func helpHasAnExample() throws {
    for verb in configurations() {
      let name = try #require(verb.commandName)
      #expect(verb.discussion.contains("\n  slottui slot \(name) "), "\(name)")
    }
  }
}
