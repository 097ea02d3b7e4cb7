import SlotDomain

extension EffectRunner {
  /// Counts the slots of every block that begin in a period, each on the clock of its own block.
  func tally(_ request: OccupancyRequest, at now: Instant) throws(SlotError) -> OccupancyReport {
    let source = try source(asOf: request.asOf)
    let range = request.period.range(in: request.zone)
    var report = OccupancyReport(request: request, blocks: try source.blocks())
    report.occupancy = try source.occupancy(of: report.blocks, in: range, at: request.asOf ?? now)
    report.warnings = Set(report.blocks.compactMap(\.zone.warning)).sorted()
    return report
  }
}
