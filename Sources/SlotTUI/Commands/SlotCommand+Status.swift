import ArgumentParser
import SlotDomain

struct SlotEnable: ChangingCommand {
  static let configuration = CommandConfiguration(
    commandName: "enable",
    abstract: "Make disabled slots active again.",
    discussion: """
      Example:
        slottui slot enable 93bd6b73 94ce7c84
      """
  )

  @OptionGroup var slots: SlotReferences
  @OptionGroup var change: ChangeOptions
  @OptionGroup var store: StoreOptions
  @OptionGroup var output: OutputOptions

  func perform(in session: Session) throws(SlotError) -> Report {
    let ids = try slots.ids(in: session)
    return slots.report(try session.perform(.setSlotStatus(ids, .active), change), "Enabled")
  }
}

struct SlotDisable: ChangingCommand {
  static let configuration = CommandConfiguration(
    commandName: "disable",
    abstract: "Take slots out of booking; their appointments stay.",
    discussion: """
      Example:
        slottui slot disable 93bd6b73 94ce7c84 --reason "fire drill"
      """
  )

  @OptionGroup var slots: SlotReferences
  @OptionGroup var change: ChangeOptions
  @OptionGroup var store: StoreOptions
  @OptionGroup var output: OutputOptions

  func perform(in session: Session) throws(SlotError) -> Report {
    let ids = try slots.ids(in: session)
    return slots.report(try session.perform(.setSlotStatus(ids, .disabled), change), "Disabled")
  }
}

struct SlotDelete: ChangingCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete",
    abstract: "Delete slots for good; slottui undo brings them back.",
    discussion: """
      A slot with appointments, active or cancelled, is only deleted with --force, and they with it.

      Examples:
        slottui slot delete 93bd6b73
        slottui slot delete 93bd6b73 --force --reason "entered twice"
      """
  )

  @OptionGroup var slots: SlotReferences

  @Flag(help: "Also delete the appointments on them.")
  var force = false

  @OptionGroup var change: ChangeOptions
  @OptionGroup var store: StoreOptions
  @OptionGroup var output: OutputOptions

  func perform(in session: Session) throws(SlotError) -> Report {
    let ids = try slots.ids(in: session)
    return slots.report(try session.perform(.deleteSlots(ids, force: force), change), "Deleted")
  }
}
