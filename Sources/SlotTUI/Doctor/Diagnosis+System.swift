import SlotDomain

extension Diagnosis {
  /// - Parameters:
  ///   - wanted: What the environment asks for.
  ///   - isUTF8: What the C library made of it.
  ///   - isInstalled: Whether it has that locale.
  static func locale(wanted: String, isUTF8: Bool, isInstalled: Bool) -> Diagnosis {
    let subject = "locale"
    guard isUTF8 else {
      return .warning(
        subject,
        (wanted.isEmpty ? "None is set" : "\(wanted) is not UTF-8")
          + ", so names lose their letters and lines are drawn with ASCII. Set LANG=C.UTF-8."
      )
    }
    guard isInstalled else {
      return .warning(
        subject,
        "\(wanted) is not installed; C.UTF-8 is used. Install it with locale-gen, or set LANG=C.UTF-8."
      )
    }
    return .fine(subject, wanted)
  }

  /// Of the database: how many zones it has, and its version where it says so.
  static func timeZones(count: Int, version: String?, own: String) -> Diagnosis {
    let subject = "time zones"
    guard count > 1 else {
      return .problem(subject, "No time zone database was found. Install tzdata, or set TZDIR.")
    }
    let release = version.map { ", release \($0)" } ?? ""
    return .fine(subject, "\(count)\(release); yours is \(own)")
  }

  static func configuration(_ path: String, _ problems: [String], isThere: Bool) -> [Diagnosis] {
    let subject = "configuration"
    guard isThere else { return [.fine(subject, "none, so the defaults: \(path)")] }
    guard problems.isEmpty else { return problems.map { .warning(subject, $0) } }
    return [.fine(subject, path)]
  }
}
