import SlotDomain
import TerminalKit

/// How a match is written.
struct SearchText {
  private let hit: SearchHit
  private let block: BookingBlock?

  init(_ hit: SearchHit, block: BookingBlock?) {
    self.hit = hit
    self.block = block
  }

  /// Who or what it is, and where the words were found unless that says it.
  var facts: [String] {
    let findings = hit.findings.filter { $0.text != hit.label }.map { "\($0.key): \($0.text)" }
    guard hit.slot != nil else { return ["booking block \(hit.label ?? "")"] }
    guard hit.appointment != nil else {
      return [hit.label.map { "slot: \($0)" } ?? "slot"] + findings
    }
    return [(hit.isCancelled ? "cancelled: " : "") + (hit.label ?? "")] + findings
  }

  /// In one line. Where not all has room, what was found comes first.
  func line(width: Int) -> String {
    let line = facts.joined(separator: ", ")
    guard facts.count > 1, DisplayWidth.columns(of: line) > width else { return line }
    return (facts.dropFirst() + facts.prefix(1)).joined(separator: ", ")
  }

  /// For the bottom line: `Anna Kowalska, Dr. Nowak`. Long names are cut, so that it stays one line.
  var short: String {
    let name = hit.slot == nil ? nil : block?.name
    return [Self.cut(facts[0], 30), name.map { Self.cut($0, 20) }].compactMap { $0 }
      .joined(separator: ", ")
  }

  private static func cut(_ text: String, _ length: Int) -> String {
    text.count <= length ? text : text.prefix(length - 1) + "…"
  }

  /// The match that is selected, for a screen reader: `Wed 5 Mar 09:00, Anna Kowalska, Dr. Nowak`.
  func sentence(when: String) -> String {
    let name = hit.slot == nil ? nil : block?.name
    return ([when].filter { !$0.isEmpty } + facts + [name].compactMap { $0 })
      .joined(separator: ", ")
  }
}
