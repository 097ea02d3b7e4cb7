import Foundation
import Testing

/// What is written down about the sources is true of them: what is named is there.
@Suite struct RepositoryTests {
  private static let root = SourceTests.sources.deletingLastPathComponent()

  /// Every text of the project by its path, read once for all tests; pictures, samples of other programs
  /// and what was built are left out.
  private static let texts: Result<[(path: String, text: String)], any Error> = Result {
    let folders = [
      "Sources", "Tests", "Benchmarks", "Scripts", "Packaging", "docs", ".ci", ".github",
    ]
    let paths =
      try FileManager.default.contentsOfDirectory(atPath: root.path)
      + folders.flatMap { folder in
        let names = FileManager.default.enumerator(atPath: root.appending(path: folder).path)
        return (names?.compactMap { $0 as? String } ?? []).map { "\(folder)/\($0)" }
      }
    return paths.filter { !$0.contains("/Fixtures/") }.compactMap { path in
      guard let data = FileManager.default.contents(atPath: root.appending(path: path).path),
        let text = String(data: data, encoding: .utf8)
      else { return nil }
      return (path, text)
    }
  }

  private static func isPage(_ path: String) -> Bool {
    path.hasSuffix(".md") && path != "CHANGELOG.md" && path != "docs/command-line.md"
  }

  @Test func noMergeWasLeftUnfinished() throws {
    let texts = try Self.texts.get()
    #expect(texts.count > 500)
    for (path, text) in texts {
      for (number, line) in Self.lines(text) {
        #expect(!Self.isConflictMarker(line), "\(path):\(number): \(line)")
      }
    }
  }

  @Test(arguments: [
    ("<<<<<<< HEAD", true), (">>>>>>> ac3d522 (Cut off)", true), ("||||||| base", true),
    ("=======", true), ("========", false), ("  <<<<<<< in a text", false), (">>>>>>>", false),
  ])
  func conflictMarkersAreKnown(line: String, isMarker: Bool) {
    #expect(Self.isConflictMarker(line) == isMarker)
  }

  /// What a rule comes from is to be found here.
  @Test func nothingRefersToPagesThatAreElsewhere() throws {
    let sign = "SPEC " + "§"
    for (path, text) in try Self.texts.get() { #expect(!text.contains(sign), "\(path)") }
  }

  /// Rooms that a release is put in order by.
  @Test func whatIsLinkedApartIsThere() throws {
    let script = try String(contentsOf: Self.root.appending(path: "Scripts/link"), encoding: .utf8)
    let lists = script.matches(of: /(?m)^(?:seldom|often)="([^"]*)"/).map(\.output.1)
    let rooms = lists.flatMap { $0.split(whereSeparator: \.isWhitespace) }
    #expect(rooms.count > 5)
    for room in rooms {
      let path = SourceTests.sources.appending(path: String(room)).path
      #expect(FileManager.default.fileExists(atPath: path), "\(room)")
    }
  }

  private static func isConflictMarker(_ line: Substring) -> Bool {
    line == String(repeating: "=", count: 7)
      || ["<", ">", "|"].contains { line.hasPrefix(String(repeating: $0, count: 7) + " ") }
  }

  private static func isConflictMarker(_ line: String) -> Bool { isConflictMarker(Substring(line)) }

  /// A line that a merge has spliced is longer than anybody writes one.
  @Test func commentsFitTheirLines() throws {
    for (path, text) in try Self.texts.get() where Self.isCode(path) {
      for (number, line) in Self.lines(text) where line.count > 110 && !line.contains("://") {
        let start = line.drop { $0 == " " || $0 == "\t" }
        let signs =
          [".swift", ".c", ".h"].contains(where: path.hasSuffix) ? ["//", "/*", "* "] : ["#"]
        let isComment = signs.contains { start.hasPrefix($0) }
        #expect(!isComment, "\(path):\(number): \(line.count) columns")
      }
    }
  }

  private static func isCode(_ path: String) -> Bool {
    [".swift", ".c", ".h", ".py", "Makefile"].contains { path.hasSuffix($0) }
      || path.hasPrefix("Scripts/") || path.hasPrefix(".ci/")
  }

  /// `make NAME`, in a sentence or on a line to type.
  @Test func everyMakeTargetIsThere() throws {
    let makefile = try String(contentsOf: Self.root.appending(path: "Makefile"), encoding: .utf8)
    let targets = Set(makefile.matches(of: #/(?m)^([a-z-]+):/#).map { String($0.output.1) })
    var named: Set<String> = []
    for (path, text) in try Self.texts.get() where Self.isPage(path) || Self.isCode(path) {
      let spans = text.matches(of: #/`make\s+([a-z\s]+?)[`A-Z]/#).map(\.output.1)
      // Between two fences every second part is a block of code.
      let blocks = text.components(separatedBy: "```").enumerated().filter { $0.offset % 2 == 1 }
      let typed = blocks.flatMap { $0.element.matches(of: #/(?m)^make ([a-z ]+)/#).map(\.output.1) }
      for target in (spans + (Self.isPage(path) ? typed : [])).flatMap({
        $0.split { $0.isWhitespace }
      }) {
        named.insert(String(target))
        #expect(targets.contains(String(target)), "\(path): make \(target)")
      }
    }
    #expect(named.isSuperset(of: ["run", "test", "torture", "reference"]))
  }

  /// Files and folders by their path or name, and what begins with a capital letter in code.
  @Test func everyNameLeadsSomewhere() throws {
    let texts = try Self.texts.get()
    let code = texts.filter { Self.isCode($0.path) || $0.path.hasPrefix("Packaging/") }
    let words = Set(code.flatMap { $0.text.matches(of: #/\w+/#).map(\.output) })
    let paths = texts.map(\.path) + texts.flatMap { Self.folders(of: $0.path) }
    var count = 0
    for (path, text) in texts where Self.isPage(path) {
      for span in text.matches(of: #/`([^`\n]+)`/#).map({ String($0.output.1) }) {
        if let place = Self.place(named: span) {
          count += 1
          #expect(paths.contains { $0 == place || $0.hasSuffix("/" + place) }, "\(path): \(span)")
        } else if ["ARCHITECTURE.md", "CONTRIBUTING.md"].contains(path)
          || path.hasPrefix("docs/decisions/"),
          span.wholeMatch(of: #/[A-Z][a-z]+[A-Za-z+.]*/#) != nil
        {
          count += 1
          for word in span.matches(of: #/\w+/#).map(\.output) {
            #expect(words.contains(word), "\(path): \(span)")
          }
        }
      }
    }
    #expect(count > 50)
  }

  /// Of a span of code that names a file or a folder of the project: its path, or the end of it.
  private static func place(named span: String) -> String? {
    let folders = ["Sources/", "Tests/", "Benchmarks/", "Scripts/", "Packaging/", "docs/", ".ci/"]
    let isPath = span.wholeMatch(of: #/[\w.+\/-]+/#) != nil
    guard isPath, !span.hasPrefix("/"), !span.hasPrefix(".build") else { return nil }
    let isFile = [".swift", ".c", ".h", ".py", ".md"].contains { span.hasSuffix($0) && span != $0 }
    let isRoom = span.contains("/") && span.first?.isUppercase == true && !span.contains(".")
    guard isFile || isRoom || folders.contains(where: span.hasPrefix) else { return nil }
    return span.hasSuffix("/") ? String(span.dropLast()) : span
  }

  private static func folders(of path: String) -> [String] {
    let parts = path.split(separator: "/")
    return (1..<max(1, parts.count)).map { parts[..<$0].joined(separator: "/") }
  }

  private static func lines(_ text: String) -> [(number: Int, line: Substring)] {
    zip(1..., text.split(separator: "\n", omittingEmptySubsequences: false)).map { ($0, $1) }
  }
}
