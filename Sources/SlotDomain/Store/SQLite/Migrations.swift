/// The steps that bring a file up to date. `user_version` says how many it has seen.
struct Migrations: Sendable {
  /// "SLOT": marks a file as ours. Source: https://www.sqlite.org/pragma.html#pragma_application_id
  static let applicationID: Int64 = 0x534C_4F54

  static let current = Migrations(
    steps: [{ Schema.version1 }, { Schema.version2 }, { Schema.version3 }]
  )

  /// Made when needed: the schema is long, and most stores are up to date.
  let steps: [@Sendable () -> String]

  var latest: Int { steps.count }

  /// All that makes a store of a version.
  func text(upTo version: Int) -> String {
    steps[..<version].map { $0() }.joined(separator: ";")
  }
}
