import Foundation
import Testing

/// Which folders of the sources know which other ones, computed from the names that they use: what no
/// module guards, this does.
///
/// A file knows another one when it names a type that only that one declares at its top level. Members
/// and functions are left out, so that this sees less than the compiler does, and nothing that is not
/// there.
@Suite struct FolderTests {
  /// Folders that know each other, or from which a way leads back to them: they are one folder, whatever
  /// their names say. What is still so; the list only gets shorter.
  private static let circles: Set<Set<String>> = []

  @Test func noWayLeadsBackToAFolder() throws {
    let graph = try SourceGraph.ofSources.get()
    #expect(graph.known.count > 20)
    for circle in graph.circles where !Self.circles.contains(where: circle.isSubset) {
      for folder in circle.sorted() {
        let others = graph.known[folder]?.filter { circle.contains($0.key) } ?? [:]
        let names = others.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value.sorted())" }
        Issue.record("\(folder) knows \(names.joined(separator: ", "))")
      }
    }
    for circle in Self.circles.subtracting(graph.circles) {
      let less = graph.circles.filter { $0.isSubset(of: circle) }.map { $0.sorted() }
      Issue.record("\(circle.sorted()) is no circle any more: write \(less) on the list instead.")
    }
  }

  /// An engine keeps rows: what may be done to them is decided elsewhere, in no engine's language.
  @Test func rowsKnowNoRule() throws {
    let graph = try SourceGraph.ofSources.get()
    let engines = ["SlotDomain/Store/SQLite", "SlotDomain/Store/PostgreSQL"]
    for engine in engines {
      let known = try #require(graph.known[engine])
      #expect(known["SlotDomain/Store/Rows"]?.contains("RowEngine") == true)
      #expect(known["SlotDomain/Rules"] == nil)
    }
    for (path, text) in try SourceTests.files.get() where !engines.contains(where: path.hasPrefix) {
      let bytes = Data(text.utf8)
      for words in ["SELECT ", "INSERT INTO ", "DELETE FROM ", "PRAGMA "] {
        #expect(bytes.firstRange(of: Data(words.utf8)) == nil, "\(path): \(words)")
      }
    }
  }

  @Test func arrowsAreRead() {
    let graph = SourceGraph([
      ("A/One/a.swift", "struct First { let second: Second }\nprivate struct Own {}\n"),
      ("A/Two/b.swift", "final class Second {\n  enum Part {}\n}\n// First\nlet x = \"First\"\n"),
      (
        "A/Three/c.swift",
        "@main enum Third { static let a = \"\"\"\n  \\(First()) \" \n  \"\"\" }\n"
      ),
      ("A/Three/d.swift", "func fourth() -> Part { Own() }\nlet raw = #\"Second \"#\n"),
      ("B/e.swift", "import A\n\npackage struct Fifth { /* fourth() */ let it = First.self }\n"),
      ("B/f.swift", "let it = Third()\n"),
    ])
    #expect(graph.known["A/One"] == ["A/Two": ["Second"]])
    #expect(graph.known["A/Two"] == nil)
    #expect(graph.known["A/Three"] == ["A/One": ["First"]])
    #expect(graph.known["B"] == ["A/One": ["First"]])
    #expect(graph.circles == [])
  }

  @Test func circlesAreFound() {
    let graph = SourceGraph([
      ("M/A/a.swift", "struct A { let b: B }\n"), ("M/B/b.swift", "struct B { let c: C }\n"),
      ("M/C/c.swift", "struct C { let a: A }\n"), ("M/D/d.swift", "struct D { let a: A }\n"),
    ])
    #expect(graph.circles == [["M/A", "M/B", "M/C"]])
  }
}

/// Which folder knows which other one, and by which names.
struct SourceGraph {
  private(set) var known: [String: [String: Set<String>]] = [:]

  /// Made once for all tests.
  static let ofSources = SourceTests.files.map { SourceGraph($0) }

  /// - Parameter files: Paths begin with the module's name.
  init(_ files: [(path: String, text: String)]) {
    let scanned = files.map { (path: $0.path, code: SourceCode($0.text)) }
    var places: [String: Set<String>] = [:]
    for file in scanned {
      for name in file.code.declared { places[name, default: []].insert(file.path) }
    }
    let nested = scanned.reduce(into: Set<String>()) { $0.formUnion($1.code.nested) }
    for (path, code) in scanned {
      for name in code.names where !nested.contains(name) {
        guard let places = places[name], places.count == 1, let place = places.first else {
          continue
        }
        let (folder, other) = (Self.folder(path), Self.folder(place))
        guard folder != other, code.sees(Self.module(place), from: Self.module(path)) else {
          continue
        }
        known[folder, default: [:]][other, default: []].insert(name)
      }
    }
  }

  private static func folder(_ path: String) -> String {
    path.split(separator: "/").dropLast().joined(separator: "/")
  }

  private static func module(_ path: String) -> String { String(path.prefix { $0 != "/" }) }

  /// The largest sets of more than one folder of which each can be reached from each.
  var circles: Set<Set<String>> {
    let reached = known.keys.reduce(into: [:]) { $0[$1] = self.reached(from: $1) }
    return reached.reduce(into: []) { circles, entry in
      let circle = entry.value.filter { reached[$0]?.contains(entry.key) == true }
      if circle.count > 1 { circles.insert(circle) }
    }
  }

  private func reached(from folder: String) -> Set<String> {
    var reached: Set<String> = []
    var next = [folder]
    while let folder = next.popLast() {
      for other in (known[folder] ?? [:]).keys where reached.insert(other).inserted {
        next.append(other)
      }
    }
    return reached
  }
}

/// The names in a file of Swift, comments and texts left out.
struct SourceCode {
  private(set) var names: Set<String> = []
  /// Types of the top level that others can name.
  private(set) var declared: Set<String> = []
  /// Types inside of others.
  private(set) var nested: Set<String> = []
  private var imported: Set<String> = []

  func sees(_ other: String, from module: String) -> Bool {
    other == module || imported.contains(other)
  }

  init(_ text: String) {
    let code = Self.withoutCommentsAndTexts(Array(text.utf8))
    for line in code.split(separator: UInt8(ascii: "\n")) {
      let words = line.split { !Self.isOfName($0) }
      for word in words where Self.isOfType(word) {
        names.insert(String(decoding: word, as: UTF8.self))
      }
      note(words, isIndented: line.first == UInt8(ascii: " "))
    }
  }

  /// Types begin with a capital letter.
  private static func isOfType(_ word: ArraySlice<UInt8>) -> Bool {
    word.first.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) } ?? false
  }

  private static let types: Set = ["struct", "enum", "class", "protocol", "actor", "typealias"]
  private static let modifiers: Set = [
    "public", "package", "internal", "final", "indirect", "main", "testable", "preconcurrency",
    "private", "fileprivate",
  ]

  private mutating func note(_ line: [ArraySlice<UInt8>], isIndented: Bool) {
    // What is declared has its name behind a few words.
    let words = line.prefix(6).map { String(decoding: $0, as: UTF8.self) }
    let isPrivate = words.first == "private" || words.first == "fileprivate"
    var rest = words.drop(while: Self.modifiers.contains)
    guard let kind = rest.popFirst(), let name = rest.first else { return }
    if kind == "import" {
      imported.formUnion(rest)
    } else if isIndented {
      if Self.types.contains(kind) { nested.insert(name) }
    } else if !isPrivate, Self.types.contains(kind) {
      declared.insert(name)
    }
  }

  private static func isOfName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...: true
    default: false
    }
  }

  /// What is interpolated into a text is code again.
  private static func withoutCommentsAndTexts(_ bytes: [UInt8]) -> [UInt8] {
    var code: [UInt8] = []
    var position = 0
    /// The fences of the texts around this place, each with the brackets that are open behind it.
    var fences: [(end: [UInt8], brackets: Int)] = []
    var isInText = false
    func stands(_ text: String, at place: Int) -> Bool { bytes[place...].starts(with: text.utf8) }
    while position < bytes.count {
      let byte = bytes[position]
      if isInText, let fence = fences.last {
        if bytes[position...].starts(with: fence.end) {
          (position, isInText) = (position + fence.end.count, false)
          fences.removeLast()
        } else if byte == UInt8(ascii: "\\"), fence.end.last == UInt8(ascii: "\"") {
          isInText = !stands("\\(", at: position)
          if !isInText { fences[fences.count - 1].brackets = 1 }
          position += 2
        } else {
          position += 1
        }
        if isInText || byte == UInt8(ascii: "\n") { continue }
        code.append(UInt8(ascii: " "))
        continue
      }
      if stands("//", at: position) {
        position = bytes[position...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      } else if stands("/*", at: position) {
        while position < bytes.count, !stands("*/", at: position) { position += 1 }
        position += 2
      } else if let fence = ["#\"", "\"\"\"", "\""].first(where: { stands($0, at: position) }) {
        fences.append((fence == "#\"" ? Array("\"#".utf8) : Array(fence.utf8), 0))
        (position, isInText) = (position + fence.utf8.count, true)
      } else {
        position += 1
        if let last = fences.indices.last, byte == UInt8(ascii: "(") || byte == UInt8(ascii: ")") {
          fences[last].brackets += byte == UInt8(ascii: "(") ? 1 : -1
          if fences[last].brackets == 0 { isInText = true }
        }
        code.append(byte)
      }
    }
    return code
  }
}
