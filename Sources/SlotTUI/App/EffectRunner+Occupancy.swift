import SlotDomain

extension EffectRunner {
  /// Counts the slots of every block that begin in a period, each on the clock of its own block.
  func tally(_ request: OccupancyRequest, at now: Instant) throws(SlotError) -> OccupancyReport {
    let source = try source(asOf: request.asOf)
    let range = request.period.range(in: request.zone)
    var report = OccupancyReport(request: request, blocks: try source.blocks())
    for block in report.blocks {
      let zone = block.zone
      for slot in try source.slots(of: block.id, in: range) where slot.range.start >= range.start {
        report.occupancy.add(slot, in: zone, at: request.asOf ?? now)
      }
    }
    return report
  }
}
