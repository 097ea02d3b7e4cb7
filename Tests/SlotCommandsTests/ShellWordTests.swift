import Foundation
import SlotDomain
import Testing

/// Words that are quoted come out of real shells as they went in, and nothing in them is run.
@Suite struct ShellWordTests {
  static let punctuation = (0x21...0x7E).compactMap(Unicode.Scalar.init).filter {
    !$0.properties.isAlphabetic && $0.properties.numericType == nil
  }
  /// What is combined with its neighbour, ends a line, or is written specially.
  static let neighbours: [String] = [
    "", "\u{301}", "\u{200D}", "\u{200C}", "\u{FE0F}", "\u{E0041}", "\u{600}", "\r", "\n", "\r\n",
    "\0", "\t", "\u{1B}", "\u{9B}", " ",
  ]

  /// Every sign of ASCII before and after each of them, around what would be seen if it were run.
  static let hostile: [String] = punctuation.flatMap { sign in
    neighbours.flatMap { other in
      let run = "$(touch pwned)`touch pwned`;touch pwned;!!"
      return ["\(sign)\(other)\(run)\(sign)\(other)", "\(other)\(sign)\(run)\(other)\(sign)"]
    }
  }

  private let folder = FileManager.default.temporaryDirectory.appending(path: "slottui-\(UUID())")

  init() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  /// Whether a shell read the words, or refused them, without running anything in them; what it printed.
  private func read(_ words: [String], by shell: [String], after setting: String = "") throws
    -> Data
  {
    let script = folder.appending(path: UUID().uuidString)
    let lines = words.map { "printf '%s\\0' \(ShellWord.quoted($0))\n" }.joined()
    try Data((setting + lines).utf8).write(to: script)
    let process = Process()
    process.executableURL = URL(filePath: shell[0])
    process.arguments = shell.dropFirst() + [script.path]
    process.currentDirectoryURL = folder
    process.environment = ["HOME": folder.path, "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "pwned").path))
    return data
  }

  private func written(_ words: [String]) -> Data {
    Data(words.flatMap { $0.utf8.filter { $0 != 0 } + [0] })
  }

  private static func has(_ shell: String) -> Bool { access(shell, X_OK) == 0 }

  @Test func bashReadsThemBack() throws {
    #expect(try read(Self.hostile, by: ["/bin/bash", "--norc"]) == written(Self.hostile))
    // As on a line that is typed, where `!!` is the line before.
    let history = "set -o history\nset -o histexpand\n"
    #expect(try read(Self.hostile, by: ["/bin/bash"], after: history) == written(Self.hostile))
  }

  @Test(.enabled(if: has("/usr/bin/zsh")), arguments: ["", "setopt rcquotes braceccl\n"])
  func zshReadsThemBack(setting: String) throws {
    let output = try read(Self.hostile, by: ["/usr/bin/zsh", "-f"], after: setting)
    #expect(output == written(Self.hostile))
  }

  @Test(.enabled(if: has("/usr/bin/fish"))) func fishReadsThemBackOrRefuses() throws {
    let fish = ["/usr/bin/fish", "--no-config"]
    let plain = Self.hostile.filter { !$0.unicodeScalars.contains { $0 != "\0" && $0.isHidden } }
    #expect(plain.count > 100)
    #expect(try read(plain, by: fish) == written(plain))
    for word in ["\\\r';touch pwned;'", "'\n;touch pwned;\n'", "\u{200D}'$(touch pwned)"] {
      #expect(try read([word], by: fish) == Data())
    }
  }

  /// A shell that does not know `$'…'` prints something else, and runs nothing.
  @Test func otherShellsRunNothing() throws {
    #expect(try read(Self.hostile, by: ["/bin/sh"]).isEmpty == false)
  }

  @Test(arguments: [
    ("plain-1.2:3", "plain-1.2:3"), ("", "''"), ("\0", "''"), ("a b", "'a b'"),
    ("$HOME", "'$HOME'"), ("it's", #"'it'\''s'"#), ("'", #"\'"#), ("*", "'*'"),
    ("Żaneta", "'Żaneta'"), (#"a\b"#, #"'a'\\'b'"#), ("a\nb", #"'a'$'\012''b'"#),
    ("'\u{301}", "\\''\u{301}'"), ("a\u{200D}", #"'a'$'\342\200\215'"#), ("\0a\0", "'a'"),
  ])
  func areQuotedWhereAShellWouldReadMore(word: String, quoted: String) {
    #expect(ShellWord.quoted(word).utf8.elementsEqual(quoted.utf8))
  }
}
