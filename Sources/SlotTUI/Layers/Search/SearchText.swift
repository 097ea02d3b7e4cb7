import SlotDomain
import TerminalKit

/// How a match is written.
struct SearchText {
  private let hit: SearchHit
  private let desk: Desk

  init(_ hit: SearchHit, _ desk: Desk) {
    self.hit = hit
    self.desk = desk
  }

  /// Empty of what is a block itself.
  var blockName: String { hit.slot == nil ? "" : desk.blockName(hit.block) }

  /// By the clock of its block unless another was chosen; empty of a block.
  var when: String {
    guard hit.slot != nil else { return "" }
    let when = desk.times(of: desk.block(hit.block)).moment(hit.range.start, now: desk.now)
    return when + desk.clockMark(of: hit.block, at: hit.range.start)
  }

  /// Who or what it is.
  private var subject: String {
    guard hit.slot != nil else { return "booking block \(hit.label ?? "")" }
    guard hit.appointment != nil else {
      return desk.names.areShown ? hit.label.map { "slot: \($0)" } ?? "slot" : "slot"
    }
    let label = desk.names.areShown ? hit.label ?? "" : Names.taken
    return (hit.isCancelled ? "cancelled: " : "") + label
  }

  private var phone: String { desk.names.text(hit.person?.phone ?? "") }

  /// Where the words were found, unless the rest says it.
  private var findings: [String] {
    guard desk.names.areShown else { return [] }
    return hit.findings.filter { ![hit.label, phone].contains($0.text) }
      .map { "\($0.key): \($0.text)" }
  }

  /// In one line: who it is and their phone come first, so a long name leaves room for the phone and for
  /// some of what was found.
  ///
  /// - hasBlock: Whether the block is to be said, too.
  func line(width: Int, hasBlock: Bool) -> String {
    let block = hasBlock && !blockName.isEmpty ? [blockName] : []
    let others = ([phone] + findings + block).filter { !$0.isEmpty }
    guard !others.isEmpty else { return subject }
    let line = ([subject] + others).joined(separator: ", ")
    let isCut = DisplayWidth.columns(of: line) > width
    guard isCut, !phone.isEmpty || !findings.isEmpty else { return line }
    let room =
      width - DisplayWidth.columns(of: phone) - (findings.isEmpty ? 2 : Self.someOfFindings)
    let name = PlainText.cut(subject, to: max(Self.leastName, room))
    return ([name] + others).joined(separator: ", ")
  }

  /// Columns of the beginning of what was found, and of a name, that say something.
  private static let (someOfFindings, leastName) = (18, 14)

  /// For the bottom line: `Anna Kowalska, Dr. Nowak`. Long names are cut, so that it stays one line.
  var short: String {
    PlainText.cut(subject, to: 30)
      + (blockName.isEmpty ? "" : ", \(PlainText.cut(blockName, to: 20))")
  }

  /// The match that is selected, for a screen reader: `Wed 5 Mar 09:00, Anna Kowalska, Dr. Nowak`.
  var sentence: String {
    ([when, subject, phone, blockName].filter { !$0.isEmpty } + findings).joined(separator: ", ")
  }
}
