import ArgumentParser

/// Where the program begins.
///
/// Building the parser for all verbs takes milliseconds, which whoever opens the screen over a slow
/// line need not wait for: unless a verb or help is asked for, only the options of the screen are.
@main
enum SlotTUI {
  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    if let options = screenArguments(arguments) {
      ScreenCommand.main(options)
    } else {
      RootCommand.main(arguments)
    }
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
