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
    case .json where isWritten(Envelope.failure(error, in: zone).text(.indented) + "\n"): break
    // Where standard output takes nothing, it is told to whoever looks.
    case .json, .people, .ndjson:
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

  private static func isWritten(_ text: String) -> Bool {
    do { try Files.writeOutput(text) } catch { return false }
    return true
  }
}
