import ArgumentParser
import Glibc
import SlotCommands
import SlotDomain

extension PeriodView: ExpressibleByArgument {}

extension OpenOptions {
  /// Opens the screen, or says why it cannot be opened, and ends the program. Past the parser's own
  /// way out, which prepares a help page first.
  func open() -> Never {
    do {
      exit(try openScreen(self))
    } catch {
      exit(Refusal.tell(error, zone: .utc, as: .people).rawValue)
    }
  }
}

/// `slottui` and `slottui open`.
struct OpenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "open",
    abstract: "Open the screen. This is what slottui does without a verb.",
    usage: """
      slottui [open] [--db <path>] [--block <ref>] [--date <date>]
                     [--view \(PeriodView.allCases.map(\.rawValue).joined(separator: "|"))]
                     [--read-only] [--restricted] [--no-names] [--ascii] [--linear]
      """,
    discussion: """
      Examples:
        slottui --block "Dr. Nowak" --date 2026-11-23
        slottui --date tomorrow --read-only

      slottui --help shows the verbs for scripts.
      """
  )

  @OptionGroup var store: StoreOptions

  @Option(
    help: ArgumentHelp("The booking block to show first.", valueName: "ref"),
    completion: StoreCompletion.block
  )
  var block: String?

  @Option(
    help: ArgumentHelp("The day to show first: 2026-11-23, tomorrow, +2w.", valueName: "date"),
    completion: StoreCompletion.time
  )
  var date: String?

  @Option(help: "How to show the slots first. Default: week.")
  var view: PeriodView?

  @Flag(help: "Change nothing; works where the store cannot be written, too.")
  var readOnly = false

  @Flag(help: "For a login shell: no editor, no other files, no suspending, no clipboard.")
  var restricted = false

  @Flag(help: "Name nobody: for a screen that strangers can see. A taken place says \"taken\".")
  var noNames = false

  @Flag(help: "Draw with ASCII characters alone.")
  var ascii = false

  @Flag(help: "Lines below each other, no grids and boxes: for screen readers.")
  var linear = false

  var options: OpenOptions {
    var options = OpenOptions()
    options.db = store.path
    options.block = block
    options.date = date
    options.view = view
    options.isReadOnly = readOnly
    options.isRestricted = restricted
    options.isASCII = ascii
    options.isLinear = linear
    options.hidesNames = noNames
    return options
  }

  func run() { options.open() }
}

/// The screen under the name that its usage errors shall have, when it is parsed alone.
struct ScreenCommand: ParsableCommand {
  static let configuration = {
    var configuration = OpenCommand.configuration
    configuration.commandName = "slottui open"
    return configuration
  }()

  @OptionGroup var open: OpenCommand

  func run() { open.run() }
}
