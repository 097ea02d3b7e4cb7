import Glibc
import SlotDomain

/// The file in which a user configures the screen.
enum ConfigurationFile {
  static let name = "config.toml"

  /// Whoever writes that much has mistaken the file.
  private static let largestSize = 1 << 20

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
    guard facts.st_mode & S_IFMT == S_IFREG, facts.st_size <= largestSize else {
      throw .fileProblem(path: path, reason: "it is no file of at most 1 MiB")
    }
    return ConfigurationReader.read(try Files.bytes(of: path))
  }
}
