package import ArgumentParser
package import SlotDomain
import TerminalKit

/// How a refusal is told.
package enum Refusal {
  /// Says that all was done but the telling, where that can still be said: not on standard output.
  static func tellOfLostReport(_ cause: SlotError) -> ExitCode {
    let error = SlotError.reportLost(cause)
    Files.writeError(
      "slottui: \(error.code.rawValue): \(PlainText.safe(error.message(in: .utc)))\n"
    )
    return ExitCode(ExitStatus(error.code).rawValue)
  }

  /// Prints the sentences, one a line, or their envelope, and returns what the program shall end with.
  package static func tell(_ error: SlotError, zone: Zone, as format: OutputOptions.Format)
    -> ExitCode
  {
    switch format {
    case .json:
      try? Files.writeOutput(Envelope.failure(error, in: zone).text(.indented) + "\n")
    case .people, .ndjson:
      for refusal in error.refusals {
        let sentence = PlainText.safe(refusal.message(in: zone))
        Files.writeError("slottui: \(refusal.code.rawValue): \(sentence)\n")
      }
      if error.refusalsLeft > 0 {
        Files.writeError(PlainText.safe("slottui: … and \(error.refusalsLeft) more.") + "\n")
      }
    }
    return ExitCode(ExitStatus(error.code).rawValue)
  }
}
