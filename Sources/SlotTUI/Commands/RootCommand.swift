import ArgumentParser

/// All that can be typed after `slottui`.
struct RootCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "slottui",
    abstract: "Manage bookable time in the terminal.",
    discussion: """
      Without a verb the screen opens: the slots of a booking block as a calendar. Everything that \
      the screen can do, the verbs can do too, for scripts and cron jobs.

      First steps:
        slottui demo                        fill a new store with sample data
        slottui                             look around; ? shows the keys
        slottui block list                  the booking blocks
        slottui slot list --available true  what can be booked

      An object is named by its id, by the first four or more characters of it, and a block also \
      by its short id or its name. A time is ISO 8601 with an offset, or without one on the block's \
      own clock: 2026-11-23T09:00.

      Exit status: 0 done, 64 usage, 65 refused by a rule, 66 not found, 70 a bug, 74 store or \
      file, 75 busy, 77 read-only, 130 stopped by Ctrl-C.
      """,
    version: Version.line,
    subcommands: [
      OpenCommand.self, SlotCommand.self, BlockCommand.self, AppointmentCommand.self,
      PlanCommand.self, OccupancyCommand.self, HistoryCommand.self, UndoCommand.self,
      RedoCommand.self, ImportCommand.self, ExportCommand.self, CheckCommand.self,
      BackupCommand.self, InitCommand.self, ConfigCommand.self, DoctorCommand.self,
      DemoCommand.self,
    ],
    defaultSubcommand: nil
  )
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
