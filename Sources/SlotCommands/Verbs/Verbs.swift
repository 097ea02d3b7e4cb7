package import ArgumentParser
import TerminalKit

/// What can be done to a store from the command line.
package enum Verbs {
  /// All verbs as help lists them, with those that need more than a store where they belong.
  ///
  /// - Parameters:
  ///   - opening: The one that opens the screen.
  ///   - others: About the program on this machine.
  package static func inOrder(
    openingTheScreen opening: any ParsableCommand.Type,
    ofTheProgram others: [any ParsableCommand.Type]
  ) -> [any ParsableCommand.Type] {
    [opening] + ofStores + others + [DemoCommand.self]
  }

  private static let ofStores: [any ParsableCommand.Type] = [
    SlotCommand.self, BlockCommand.self, AppointmentCommand.self, FindCommand.self,
    TrayCommand.self, SheetCommand.self, PlanCommand.self, HolidaysCommand.self,
    OccupancyCommand.self,
    HistoryCommand.self, UndoCommand.self,
    RedoCommand.self,
    ImportCommand.self, ExportCommand.self, CheckCommand.self, BackupCommand.self, InitCommand.self,
  ]
}

enum MissingVerb {
  /// An object alone is no command: names its verbs as a usage error.
  static func error(_ command: any ParsableCommand.Type) -> any Error {
    let object = command.configuration.commandName ?? ""
    let verbs = command.configuration.subcommands.compactMap { $0.configuration.commandName }
    Files.writeError(
      """
      Error: Say what to do: \(verbs.joined(separator: ", ")).
      Usage: slottui \(object) <subcommand>
        See 'slottui \(object) --help' for more information.

      """
    )
    return ExitCode(ExitStatus.usage.rawValue)
  }
}
