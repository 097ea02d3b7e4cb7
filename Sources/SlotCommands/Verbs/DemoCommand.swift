import ArgumentParser
import SlotDomain

/// `slottui demo`
struct DemoCommand: ChangingCommand {
  static let access = Access.writing
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Fill a store with sample data.",
    discussion: """
      A practice: three doctors who keep the same hours, a nurse and others, with some 1,500 slots \
      around today, patients who come again and again, and an afternoon that was closed although \
      people had a place in it. It is one action: slottui undo takes all of it back. A store that \
      has blocks already is left alone.

      Examples:
        slottui demo
        slottui demo --db /tmp/try.db && slottui --db /tmp/try.db
      """
  )

  @Flag(help: "Also in a store that has booking blocks already.")
  var force = false

  @OptionGroup var change: ChangeOptions
  @OptionGroup var store: StoreOptions
  @OptionGroup var output: OutputOptions

  func perform(in session: Session) throws(SlotError) -> Report {
    let present = try session.store.blocks().count
    guard force || present == 0 else {
      throw .badRequest(
        "This store has \(counted(present, "booking block")) already. Choose another file"
          + " with --db, or give --force to add sample data to it."
      )
    }
    let demo = try DemoData(now: session.now)
    let reason = change.reason ?? "sample data"
    let outcome = try session.store.perform(demo.operation, at: demo.at, reason: reason)
    var report = Report(.blocks(try session.counted(outcome.blocks)))
    let looking = (["slottui"] + (store.path.map { ["--db", $0] } ?? [])).map(ShellWord.quoted)
    report.headline =
      "Made \(counted(outcome.blocks.count, "booking block")) with"
      + " \(counted(outcome.action?.objects ?? 0, "change")) in all. Have a look: "
      + looking.joined(separator: " ")
    return report
  }
}
