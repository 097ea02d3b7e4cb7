import ArgumentParser
import Glibc
import SlotCommands
import SlotDomain
import TerminalKit

extension ParsableCommand {
  /// Parses and runs, as `main` does, and leaves by `leave` when that fails.
  static func start(_ arguments: [String]) {
    // The parser takes a word that it does not know for a wish for all of the help.
    if arguments.first == "help" { refuse(arguments) }
    do {
      var command = try parseAsRoot(arguments)
      try command.run()
      warn(of: arguments)
    } catch {
      leave(error, arguments)
    }
  }

  /// Says what went wrong and ends the program. The parser echoes arguments as they were written;
  /// what in them would command the terminal becomes marks.
  private static func leave(_ error: any Error, _ arguments: [String]) -> Never {
    // Examples are no wider than that: narrower, a part of one would stand on a line of its own, and the
    // parser, which looks there, gives up.
    let wanted = Environment["COLUMNS"].flatMap { Int($0) } ?? TerminalDescription.size()?.width
    setenv("COLUMNS", "\(max(80, wanted ?? 80))", 1)
    let status = exitCode(for: error)
    guard !status.isSuccess else {
      do {
        try Files.writeOutput(listing(fullMessage(for: error, columns: nil)) + "\n")
      } catch {
        Glibc.exit(Refusal.tell(error, zone: .utc, as: .people).rawValue)
      }
      Glibc.exit(status.rawValue)
    }
    let text = fullMessage(for: error, columns: nil)
    if !text.isEmpty {
      if status == .validationFailure { refuse(arguments) }
      tell(text)
    }
    Glibc.exit(status.rawValue)
  }

  /// Of options of which only the last value counted. A program that reads JSON looks at nothing else.
  private static func warn(of arguments: [String]) {
    let options = arguments.filter { $0.begins(with: "--") }.map { $0.prefix { $0 != "=" } }
    // What describes all options takes milliseconds.
    guard Set(options).count < options.count, !options.contains("--json"),
      let words = CommandWords(of: self)
    else { return }
    for option in words.givenTwice(in: arguments) {
      tell("slottui: warning: \(option) is there twice: only the last one counted.")
    }
  }

  /// Ends the program where a word of the line is unknown, which the parser need not have found first.
  private static func refuse(_ arguments: [String]) {
    guard let words = CommandWords(of: self) else { return }
    let program = words.verbs.isEmpty ? CommandWords(of: RootCommand.self) : nil
    let misplaced = program.flatMap { WrongWord(in: arguments, opening: words, of: $0) }
    guard let wrong = misplaced ?? WrongWord(in: arguments, of: words) else { return }
    tell(wrong.usage)
    Glibc.exit(ExitCode.validationFailure.rawValue)
  }

  /// Bash's script for completion, which is to say why it asks: only what it lists is explained.
  private static func listing(_ text: String) -> String {
    guard text.hasPrefix("#!/bin/bash") else { return text }
    let call = #""${COMP_WORDS[0]}" "${@}""#
    return text.replacing(call, with: #"COMP_TYPE="${COMP_TYPE-}" "# + call)
  }

  private static func tell(_ text: String) {
    Files.writeError(
      SafeText.lines(text, ascii: PlainText.isASCII).joined(separator: "\n") + "\n"
    )
  }
}
