import SlotDomain

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

  /// For the bottom line: `Anna Kowalska, Dr. Nowak`.
  var sentence: String {
    let name = hit.slot == nil ? nil : block?.name
    return (facts.prefix(1) + [name].compactMap { $0 }).joined(separator: ", ")
  }
}
