import ArgumentParser
import Glibc
import TerminalKit

/// Where the program begins.
///
/// Whoever opens the screen does not wait for the argument parser: see
/// `OpenOptions.init(arguments:)`.
@main
enum SlotTUI {
  static func main() {
    Rescue.begin()
    // A file that may grow no further (ulimit -f) is refused like a full disk, instead of killing.
    signal(SIGXFSZ, SIG_IGN)
    WrittenArguments.refuseOtherBytes()
    let arguments = WrittenArguments.separated(Array(CommandLine.arguments.dropFirst()))
    guard let screenArguments = screenArguments(arguments) else {
      return RootCommand.start(arguments)
    }
    guard let options = OpenOptions(arguments: screenArguments) else {
      return ScreenCommand.start(screenArguments)
    }
    options.open()
  }

  /// The arguments for the screen; nil when something else is wanted.
  static func screenArguments(_ arguments: [String]) -> [String]? {
    guard let first = arguments.first else { return [] }
    if first == "open" { return Array(arguments.dropFirst()) }
    let ofRoot = ["-h", "--help", "--help-hidden", "--version", "--experimental-dump-help"]
    guard first.hasPrefix("-"), !ofRoot.contains(first),
      !first.hasPrefix("--generate-completion-script"), !first.hasPrefix("---")
    else { return nil }
    return arguments
  }
}
