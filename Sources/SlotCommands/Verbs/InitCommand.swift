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

      On a PostgreSQL server, the database is there already and its owner makes the store in it. --from \
      fills it with a store in a file, history and all.

      Examples:
        slottui init
        slottui init --db /srv/slottui/slottui.db --shared
        slottui init --db postgres://owner@db1,db2/slots --from slottui.db
      """
  )

  @Flag(help: "Let the file's group use the store.")
  var shared = false

  @Option(
    help: ArgumentHelp("Fill a store on a server with the one in this file.", valueName: "file"),
    completion: .file()
  )
  var from: String?

  @OptionGroup var store: StoreOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    var lost: SlotError?
    do throws(SlotError) {
      let path = store.resolvedPath
      if case .server(let address) = try StoreAddress(path) {
        let report = try makeOnServer(address)
        try report.write(output, Session(try store.open(for: .changing), now: Clock.now(), output))
        return
      }
      guard from == nil else {
        throw .badRequest("--from fills a store on a server. To copy a file, use slottui backup.")
      }
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

  private func makeOnServer(_ address: ServerAddress) throws(SlotError) -> Report {
    guard !shared else {
      throw .badRequest(
        "A store on a server is shared by its roles, not by a file's group. Leave --shared out."
      )
    }
    let made =
      if let from {
        try address.makeStore(from: from, StoreOptions.storeOptions)
      } else {
        try address.makeStore()
      }
    var report = Report(
      .other([
        .object([
          "created": .bool(made.isNew), "path": .string(address.place),
          "missing_roles": .array(made.missingRoles.map { .string($0) }),
        ])
      ])
    )
    report.isSingle = true
    report.headline =
      made.isNew
      ? "Made the store: \(address.place)." : "The store is there already: \(address.place)."
    if let from { report.headline? += " It has all that is in \(from)." }
    report.footer = Self.whatIsLeft(made)
    return report
  }

  /// What the owner does next.
  private static func whatIsLeft(_ made: ServerAddress.Made) -> String {
    guard made.missingRoles.isEmpty else {
      let roles = made.missingRoles.map { "CREATE ROLE \($0) NOLOGIN;" }.joined(separator: " ")
      return "Somebody who may make roles runs: \(roles) Then run slottui init once more."
    }
    return
      "Each person needs a role: CREATE ROLE ana LOGIN IN ROLE slottui_writer; or slottui_reader for"
      + " who shall only look."
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
      + (shared ? sharing(path) : ".")
    return report
  }

  /// With whom, and what is left to do: the group has to be able to write the folder, in which the log is
  /// made, and to own what is made there.
  private func sharing(_ path: String) -> String {
    let folder = StoreFileFacts(of: path).folder
    var (ofFile, ofFolder) = (stat(), stat())
    guard stat(path, &ofFile) == 0, stat(folder, &ofFolder) == 0 else {
      return ", shared with its group."
    }
    let with = ", shared with the group \(SystemUser.group(ofFile.st_gid))."
    let name = ShellWord.quoted(folder)
    if ofFolder.st_gid != ofFile.st_gid {
      let group = SystemUser.group(ofFolder.st_gid)
      return with + " Its folder is of another one, \(group). To share it with that, run:"
        + " chgrp \(ShellWord.quoted(group)) \(ShellWord.quoted(path))"
    }
    let wanted: mode_t = S_ISGID | S_IWGRP | S_IXGRP
    guard ofFolder.st_mode & wanted != wanted else { return with }
    return with + " The group must be able to write its folder too: chmod g+rwxs \(name)"
  }
}
