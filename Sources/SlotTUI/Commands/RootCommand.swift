import ArgumentParser
import SlotCommands

/// All that can be typed after `slottui`.
struct RootCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "slottui",
    abstract: "Manage bookable time in the terminal.",
    discussion: """
      Without a verb the screen opens: the slots of a booking block as a calendar. Everything that \
      the screen can do, the verbs can do too, for scripts and cron jobs.

      First steps:
        slottui demo         # fill a new store with sample data
        slottui              # look around; ? shows the keys
        slottui block list   # the booking blocks
        slottui slot find    # what can be booked next
        slottui sheet        # who comes today

      An object is named by its id, by the first four or more characters of it, and a block also \
      by its short id or its name. A time is ISO 8601 with an offset, or without one on the block's \
      own clock: 2026-11-23T09:00. It can be in words too: today, "tomorrow 14:50", mon, 24.12, +1d, \
      "+2w 09:00", +2h; a day without a time is its midnight. What is over, as --since and --as-of \
      want it, is looked for backwards: mon is the last Monday.

      Exit status: 0 done, 64 usage, 65 refused by a rule, 66 not found, 70 a bug, 74 store or \
      file, 75 busy, 77 read-only, 130 stopped by Ctrl-C.
      """,
    version: Version.line,
    subcommands: Verbs.inOrder(
      openingTheScreen: OpenCommand.self,
      ofTheProgram: [ConfigCommand.self, DoctorCommand.self]
    ),
    defaultSubcommand: nil
  )
}
