import Glibc
import SlotDomain
import TerminalKit

/// The file in which a user configures the screen.
enum ConfigurationFile {
  static let name = "config.toml"

  /// Whoever writes that much has mistaken the file.
  private static let largestSize = 1 << 16

  /// `$XDG_CONFIG_HOME/slottui/config.toml`, else below `~/.config`.
  static var path: String { Environment.folder("XDG_CONFIG_HOME", else: ".config") + "/" + name }

  static var isThere: Bool { access(path, F_OK) == 0 }

  /// The configuration, with what was wrong; the default one where there is no file.
  ///
  /// - Throws: `.fileProblem` S007 for a file that cannot be read.
  static func read(
    _ path: String = path
  ) throws(SlotError) -> (Configuration, [ConfigurationProblem]) {
    var facts = stat()
    guard stat(path, &facts) == 0 else {
      guard errno == ENOENT || errno == ENOTDIR else { throw Files.problem(path) }
      return (Configuration(), [])
    }
    var bytes: [UInt8] = []
    if facts.st_mode & S_IFMT == S_IFREG {
      try Files.forEachPart(of: path) { (part, _) throws(SlotError) in
        bytes += part
        return bytes.count <= largestSize
      }
    }
    guard facts.st_mode & S_IFMT == S_IFREG, bytes.count <= largestSize else {
      throw .fileProblem(path: path, reason: "it is not a file of at most 64 KiB")
    }
    return ConfigurationReader.read(bytes)
  }
}
