extension ScreenBench {
  func firstPaint(_ report: inout Report, large: String, small: String) throws {
    var times: (large: [Double], small: [Double], floor: [Double]) = ([], [], [])
    var calcurse: [Double] = []
    let neighbour = try Calcurse(folder: samples.folder)
    for round in 0..<25 {
      times.floor.append(try timeToPaint(floor(large)))
      times.large.append(try timeToPaint(slottui(large)))
      times.small.append(try timeToPaint(slottui(small)))
      if let neighbour, round % 5 == 0 {
        // Between its first bytes and its first picture lies the reading of its file.
        calcurse.append(try timeToPaint(neighbour.arguments, quiet: 0.6))
      }
    }
    let start = "start to painted"
    func add(_ beside: String, _ other: [Double], _ target: Report.Target) {
      report.add(
        .init(
          name: "\(start), 1,000,000 slots",
          unit: .milliseconds,
          slottui: times.large.median,
          other: other.median,
          beside: beside,
          target: target
        )
      )
    }
    add("C floor", times.floor, .ratio(1.5))
    add("with 1,000 slots", times.small, .ratio(1.1))
    if neighbour != nil {
      add(Calcurse.name, calcurse, .ratio(0.2))
    } else {
      note("calcurse is not installed; nothing is measured beside it.")
    }
  }
}
