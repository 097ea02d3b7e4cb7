import SlotDomain

/// A day of the month in one sentence, for the bottom line, a screen reader and a braille line.
struct DaySentence {
  let name: String
  let isPast: Bool

  func text(_ counts: PlaceCounts?, in block: BookingBlock, remedy: String) -> String {
    guard let counts else { return name }
    guard counts.slots > 0 else {
      return "\(name): no slots" + (remedy.isEmpty ? "" : " (\(remedy))")
    }
    let isDraft = block.status == .draft
    var facts = [isDraft && !isPast ? counted(counts.offered, "place") : places(counts)]
    let (disabled, locked) = (counts.disabledSlots, counts.lockedSlots)
    if disabled > 0 { facts.append("\(counted(disabled, "slot")) disabled") }
    if locked > 0 {
      let noun = disabled > 0 ? "" : locked == 1 ? " slot" : " slots"
      facts.append("\(locked)\(noun) locked")
    }
    if isDraft { facts.append("block is a draft") }
    return "\(name): \(facts.joined(separator: ", "))"
  }

  private func places(_ counts: PlaceCounts) -> String {
    let noun = counts.offered == 1 ? "place" : "places"
    if counts.offered == 0 { return "nothing is offered" }
    if isPast { return "past, \(counts.taken) of \(counts.offered) \(noun) taken" }
    return "\(counts.free) of \(counts.offered) \(noun) free"
  }
}
