import ArgumentParser
import Glibc
import SlotDomain
import TerminalKit

/// `slottui init`
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Make the store now, for yourself or for a group.",
    discussion: """
      The first use makes a store anyway; this one can be shared. --shared lets the file's group \
      read and write it (mode 0660), also when the store is there already.

      Examples:
        slottui init
        slottui init --db /srv/slottui/slottui.db --shared
      """
  )

  @Flag(help: "Let the file's group use the store.")
  var shared = false

  @OptionGroup var store: StoreOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    var lost: SlotError?
    do throws(SlotError) {
      let path = store.resolvedPath
      let existed = access(path, F_OK) == 0
      let opened = try store.open(for: .writing, isShared: shared)
      if shared { try opened.share() }
      let session = Session(opened, now: Clock.now(), output)
      let report = report(path, existed: existed)
      do throws(SlotError) {
        try report.write(output, session)
      } catch {
        lost = error
      }
    } catch {
      throw Refusal.tell(error, zone: .utc, as: output.format)
    }
    if let lost { throw Refusal.tellOfLostReport(lost) }
  }

  private func report(_ path: String, existed: Bool) -> Report {
    var report = Report(
      .other([
        .object([
          "created": .bool(!existed), "path": .string(path), "shared": .bool(shared),
        ])
      ])
    )
    report.isSingle = true
    report.headline =
      (existed ? "The store is there already: \(path)" : "Made the store: \(path)")
      + (shared ? ", shared with its group." : ".")
    if shared, let folder = closedFolder(path) {
      report.footer =
        "The group must be able to write its folder too: chmod g+rwxs \(ShellWord.quoted(folder))"
    }
    return report
  }

  /// The store's folder when the group cannot write it: the log is made there.
  private func closedFolder(_ path: String) -> String? {
    let folder = StoreFileFacts(of: path).folder
    var status = stat()
    guard stat(folder, &status) == 0 else { return nil }
    return status.st_mode & 0o030 == 0o030 ? nil : folder
  }
}
