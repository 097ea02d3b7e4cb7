/// What was found about one thing that slottui needs.
struct Diagnosis: Equatable {
  enum State: String {
    case fine
    /// It works, and could work better.
    case warning
    /// Something does not work until it is mended.
    case problem
  }

  let subject: String
  let state: State
  /// What was found, and unless it is fine what to do.
  let sentence: String

  static func fine(_ subject: String, _ sentence: String) -> Diagnosis {
    Diagnosis(subject: subject, state: .fine, sentence: sentence)
  }

  static func warning(_ subject: String, _ sentence: String) -> Diagnosis {
    Diagnosis(subject: subject, state: .warning, sentence: sentence)
  }

  static func problem(_ subject: String, _ sentence: String) -> Diagnosis {
    Diagnosis(subject: subject, state: .problem, sentence: sentence)
  }
}
