import ArgumentParser
import Glibc
import TerminalKit

extension ParsableCommand {
  /// Parses and runs, as `main` does, and leaves by `leave` when that fails.
  static func start(_ arguments: [String]) {
    do {
      var command = try parseAsRoot(arguments)
      try command.run()
    } catch {
      leave(error)
    }
  }

  /// Says what went wrong and ends the program. The parser echoes arguments as they were written;
  /// what in them would command the terminal becomes marks.
  static func leave(_ error: any Error) -> Never {
    let status = exitCode(for: error)
    guard !status.isSuccess else { exit(withError: error) }
    let text = fullMessage(for: error, columns: nil)
    if !text.isEmpty {
      Files.writeError(
        SafeText.lines(text, ascii: PlainText.isASCII).joined(separator: "\n") + "\n"
      )
    }
    Glibc.exit(status.rawValue)
  }
}
