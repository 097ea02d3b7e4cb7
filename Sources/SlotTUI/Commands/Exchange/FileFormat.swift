import ArgumentParser

/// The formats of files that are imported and exported (SPEC §9).
enum FileFormat: String, CaseIterable, ExpressibleByArgument {
  case ndjson
  case csv
  case ics
  /// Can only be written.
  case html
  case fhir

  /// What a file's name says; nil when it says nothing.
  init?(path: String) {
    let name = path.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: ".") else { return nil }
    switch name[name.index(after: dot)...].lowercased() {
    case "ndjson", "jsonl": self = .ndjson
    case "csv": self = .csv
    case "ics": self = .ics
    case "html", "htm": self = .html
    default: return nil
    }
  }

  static let names = allCases.map(\.rawValue).joined(separator: "|")
  static let readable = allCases.filter { $0 != .html }.map(\.rawValue).joined(separator: "|")
}
