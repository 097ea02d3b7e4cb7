import ArgumentParser
import SlotDomain

struct SlotEnable: SlotVerb {
  static let configuration = CommandConfiguration(
    commandName: "enable",
    abstract: "Make disabled slots active again.",
    discussion: """
      Examples:
        slottui slot enable 93bd6b73 94ce7c84
        slottui slot enable --block "Room 2" --from 2026-12-24 --until 2026-12-27
      """
  )

  @OptionGroup var targets: SlotTargets
  @OptionGroup var change: ChangeOptions
  @OptionGroup var store: StoreOptions
  @OptionGroup var output: OutputOptions

  func bulkChange(in session: Session) -> BulkChange { .setStatus(.active) }
}

struct SlotDisable: SlotVerb {
  static let configuration = CommandConfiguration(
    commandName: "disable",
    abstract: "Take slots out of booking; their appointments stay.",
    discussion: """
      --dry-run tells how many slots it would be, and whose appointments are on them; with --json \
      also which slots.

      Examples:
        slottui slot disable 93bd6b73 94ce7c84 --reason "fire drill"
        slottui slot disable --block "Room 2" --from 24.12 --until 27.12 --dry-run
        slottui slot disable --block "Room 2" --weekday mon,thu --between 14:00-17:00
      """
  )

  @OptionGroup var targets: SlotTargets
  @OptionGroup var change: ChangeOptions
  @OptionGroup var store: StoreOptions
  @OptionGroup var output: OutputOptions

  func bulkChange(in session: Session) -> BulkChange { .setStatus(.disabled) }
}

struct SlotDelete: SlotVerb {
  static let configuration = CommandConfiguration(
    commandName: "delete",
    abstract: "Delete slots for good; slottui undo brings them back.",
    discussion: """
      A slot with appointments, active or cancelled, is only deleted with --force, and they with it.

      Examples:
        slottui slot delete 93bd6b73
        slottui slot delete 93bd6b73 --force --reason "entered twice"
        slottui slot delete --block "Room 2" --from 2027-01-01 --on-conflict skip
      """
  )

  @OptionGroup var targets: SlotTargets

  @Flag(help: "Also delete the appointments on them.")
  var force = false

  @OptionGroup var change: ChangeOptions
  @OptionGroup var store: StoreOptions
  @OptionGroup var output: OutputOptions

  func bulkChange(in session: Session) -> BulkChange { .delete(force: force) }
}
