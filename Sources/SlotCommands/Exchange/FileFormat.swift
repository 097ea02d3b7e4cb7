import ArgumentParser
import SlotDomain

/// The formats of files that are imported and exported.
enum FileFormat: String, CaseIterable, ExpressibleByArgument {
  case ndjson
  case csv
  case ics
  /// Can only be written.
  case html
  case fhir

  /// What a file's name says; nil when it says nothing.
  init?(path: String) {
    let name = path.lastPlace(of: "/").map { path[path.utf8.index(after: $0)...] } ?? path[...]
    guard let dot = name.lastPlace(of: ".") else { return nil }
    switch name[name.utf8.index(after: dot)...].lowercased() {
    case "ndjson", "jsonl": self = .ndjson
    case "csv": self = .csv
    case "ics": self = .ics
    case "html", "htm": self = .html
    case "fhir": self = .fhir
    default: return nil
    }
  }

  static let names = allCases.map(\.rawValue).joined(separator: "|")
  static let readable = allCases.filter { $0 != .html }.map(\.rawValue).joined(separator: "|")
}
