import ArgumentParser
import SlotDomain

struct SlotShift: SlotVerb {
  static let configuration = CommandConfiguration(
    commandName: "shift",
    abstract: "Move slots earlier or later, people and all.",
    discussion: """
      For the rest of a day on which somebody is late. The slots may take each other's old places; \
      what else is in their way refuses them. Locks and appointments come along; --dry-run names the \
      people whose time changes.

      Examples:
        slottui slot shift 93bd6b73 94ce7c84 --by 20
        slottui slot shift --block "Room 2" --from "today 14:00" --until tomorrow \\
          --by 20 --dry-run
        slottui slot shift --block "Room 2" --weekday mon \\
          --between 14:00-18:00 --by -15
      """
  )

  @OptionGroup var targets: SlotTargets

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("By how many minutes: 20 is later, -15 earlier.", valueName: "minutes")
  )
  var by: String

  @OptionGroup var change: ChangeOptions
  @OptionGroup var store: StoreOptions
  @OptionGroup var output: OutputOptions

  func bulkChange(in session: Session) throws(SlotError) -> BulkChange {
    // Longer than all the years that have a date makes no sense.
    let minutes = try ValueText.integer(by, -5_000_000_000...5_000_000_000, "--by")
    guard minutes != 0 else {
      throw .badRequest("--by cannot be 0: give how many minutes later, or -15 for earlier.")
    }
    return .shift(by: .minutes(minutes))
  }
}
