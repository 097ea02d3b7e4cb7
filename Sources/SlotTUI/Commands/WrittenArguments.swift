import Glibc
import SlotCommands
import SlotDomain
import TerminalKit

/// Arguments on their way to the parser.
enum WrittenArguments {
  /// Ends the program where an argument is not UTF-8: Swift would put marks in place of what is not, and a
  /// name would be stored with them.
  static func refuseOtherBytes() {
    let isOther = (0..<Int(CommandLine.argc)).contains { index in
      CommandLine.unsafeArgv[index].map { String(validatingCString: $0) == nil } ?? false
    }
    guard isOther else { return }
    Files.writeError(
      "Error: An argument is not UTF-8. Set the terminal to UTF-8, or give it in a file.\n"
    )
    exit(ExitStatus.usage.rawValue)
  }

  /// `--name=value` cut in two where the parser, which reads by characters, would not see the sign: before
  /// a value that begins with a mark or a joiner, it is combined with that. So is `--name=` without a
  /// value, which the parser would not take for an empty one; and `--from -1d` and `--note "- ill"` are put
  /// together, whose values it would take for options.
  static func separated(_ arguments: [String]) -> [String] {
    var areOptions = true
    return arguments.reduce(into: []) { written, argument in
      areOptions = areOptions && argument != "--"
      if areOptions, isNoOption(argument), let option = written.last, option.begins(with: "--"),
        !option.contains("=")
      {
        written[written.count - 1] += "=" + argument
        return
      }
      guard areOptions, argument.begins(with: "--"), let sign = argument.firstPlace(of: "="),
        sign != argument.firstIndex(of: "=")
          || argument.utf8.index(after: sign) == argument.endIndex
      else { return written.append(argument) }
      written += [
        String(argument[..<sign]), String(argument[argument.utf8.index(after: sign)...]),
      ]
    }
  }

  /// `-1d`, `-15`, `- ill`: no option begins with a number, or has a blank in it.
  private static func isNoOption(_ text: String) -> Bool {
    guard text.begins(with: "-"), !text.begins(with: "--") else { return false }
    let rest = text.utf8.dropFirst()
    return rest.contains(UInt8(ascii: " "))
      || rest.first.map { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 } == true
  }
}
