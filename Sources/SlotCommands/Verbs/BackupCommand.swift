import ArgumentParser
import SlotDomain

/// `slottui backup`
struct BackupCommand: StoreCommand {
  static let access = Access.reading
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "Copy the store while it is in use, and check the copy.",
    discussion: """
      The copy is one file, a store of its own. A file that exists is not written over.

      Example:
        slottui backup /var/backups/slottui-$(date +%F).db
      """
  )

  @Argument(help: ArgumentHelp("The file to make."), completion: .file())
  var destination: String

  @OptionGroup var store: StoreOptions
  @OptionGroup var output: OutputOptions

  func perform(in session: Session) throws(SlotError) -> Report {
    try session.store.backup(to: destination)
    var report = Report(.other([.object(["path": .string(destination)])]))
    report.isSingle = true
    report.isOfChange = true
    report.headline = "Copied and checked: \(destination)"
    return report
  }
}
