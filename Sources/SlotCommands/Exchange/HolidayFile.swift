package import SlotDomain
import TerminalKit

/// The days that a calendar marks as a whole, out of its file.
package struct HolidayFile {
  package let closed: [ClosedDay]
  /// What could not be read, each with its line.
  package let refusals: [SlotError]

  package var days: [ClosedRange<CivilDate>] { closed.map(\.days) }

  /// - `path`: `-` is standard input.
  /// - `span`: Only days that fall into it are wanted.
  /// - Throws: `.inFile` for what is no calendar, `.fileProblem` S007, `.stopped` S008.
  package init(_ path: String, within span: ClosedRange<CivilDate>) throws(SlotError) {
    let file = TextFile(path, atMost: .calendar)
    var reader = WholeDayReader(within: span)
    func take(_ line: Result<[UInt8], SlotError>, _ number: Int) throws(SlotError) -> Bool {
      switch line {
      case .success(let bytes): reader.read(bytes, number: number)
      case .failure(let cause): throw .inFile(file.name, line: number, cause: cause)
      }
      return true
    }
    try file.forEachLine(.calendar, take)
    reader.finish()
    closed = reader.closedDays
    refusals = reader.refusals.map { .inFile(file.name, line: $0.line, cause: $0.cause) }
  }

  /// The same of a file that was named on a screen, where nobody can wait for a pipe: all of it, or why not.
  ///
  /// - `path`: `~/` is the user's home.
  package static func closedDays(
    named path: String,
    within span: ClosedRange<CivilDate>
  ) throws(SlotError) -> [ClosedDay] {
    let path = path.hasPrefix("~/") ? SystemUser.home + path.dropFirst() : path
    try Files.mustBePlain(path)
    let file = try HolidayFile(path, within: span)
    if let error = SlotError.together(file.refusals) { throw error }
    return file.closed
  }
}
