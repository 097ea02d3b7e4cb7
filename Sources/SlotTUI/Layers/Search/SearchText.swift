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
  var blockName: String { hit.slot == nil ? "" : desk.block(hit.block)?.name ?? "" }

  /// By the clock of its block unless another was chosen; empty of a block.
  var when: String {
    guard hit.slot != nil else { return "" }
    var times = desk.times
    if desk.zoneChoice == .block, let block = desk.block(hit.block) {
      times = TimeFormat(zone: block.zone, style: times.style)
    }
    let mark = times.zone.isLost ? " UTC" : ""
    return "\(times.day(hit.range.start, now: desk.now)) \(times.clock(hit.range.start))\(mark)"
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
    Self.cut(facts[0], 30) + (blockName.isEmpty ? "" : ", \(Self.cut(blockName, 20))")
  }

  private static func cut(_ text: String, _ length: Int) -> String {
    text.count <= length ? text : text.prefix(length - 1) + "…"
  }

  /// The match that is selected, for a screen reader: `Wed 5 Mar 09:00, Anna Kowalska, Dr. Nowak`.
  var sentence: String {
    ([when].filter { !$0.isEmpty } + facts + [blockName].filter { !$0.isEmpty })
      .joined(separator: ", ")
  }
}
