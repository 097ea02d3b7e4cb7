import Glibc
import SlotDomain

/// Opens the screen and returns when the user leaves it.
///
/// - Throws: `.badRequest` E013 when there is no terminal.
func openScreen(_ options: OpenOptions) throws {
  guard isatty(0) != 0, isatty(1) != 0 else {
    throw SlotError.badRequest(
      "The screen needs a terminal. Without one use the verbs: slottui --help lists them."
    )
  }
}
