import ArgumentParser
import SlotCommands
import SlotDomain
import TerminalKit

/// `slottui config`
struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config",
    abstract: "Print how the screen is configured, and what is wrong with that.",
    discussion: """
      The output is the whole configuration in force, every setting explained: a file to begin \
      with. It belongs in $XDG_CONFIG_HOME/slottui/config.toml, or ~/.config/slottui/config.toml. \
      Exit status 65 when something in the file is wrong, which is told on standard error.

      Examples:
        slottui config --defaults > ~/.config/slottui/config.toml
        slottui config > /dev/null
      """
  )

  @Flag(help: "Print the defaults, whatever the file says.")
  var defaults = false

  @Flag(help: "Print the file's path alone.")
  var path = false

  func validate() throws {
    if defaults, path { throw ValidationError("Give --defaults or --path, not both.") }
  }

  func run() throws {
    var isWrong = false
    do throws(SlotError) {
      if path { return try Files.writeOutput(ConfigurationFile.path + "\n") }
      if defaults { return try Files.writeOutput(Configuration().text) }
      let (configuration, problems) = try ConfigurationFile.read()
      try Files.writeOutput(configuration.text)
      for problem in problems {
        let sentence = problem.sentence(file: ConfigurationFile.path)
        Files.writeError("slottui: \(PlainText.safe(sentence))\n")
      }
      isWrong = !problems.isEmpty
    } catch {
      throw Refusal.tell(error, zone: .utc, as: .people)
    }
    if isWrong { throw ExitCode(ExitStatus.refused.rawValue) }
  }
}
