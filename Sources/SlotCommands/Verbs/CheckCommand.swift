import ArgumentParser
import SlotDomain

/// `slottui check`
struct CheckCommand: StoreCommand {
  static let access = Access.reading
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Prove that the store is sound.",
    discussion: """
      Looks at the file's pages and permissions, at overlaps, capacities and counts, and whether \
      the journal tells of every change. Exit status 0, or 74 with what is wrong.

      Example, for cron:
        slottui check > /dev/null || mail -s "slottui store" admin
      """
  )

  @OptionGroup var store: StoreOptions
  @OptionGroup var output: OutputOptions

  func perform(in session: Session) throws(SlotError) -> Report {
    let findings = try session.store.check()
    var report = Report(.other(findings.map { .object(["message": .string($0.sentence)]) }))
    guard !findings.isEmpty else {
      report.headline = "The store is sound: \(store.resolvedPath)"
      return report
    }
    report.headline = "Wrong with \(store.resolvedPath):"
    report.details = findings.map(\.sentence)
    report.error = .storeDamaged(
      place: store.resolvedPath,
      reason: "\(counted(findings.count, "finding")), first: \(findings[0].sentence)"
    )
    return report
  }
}
