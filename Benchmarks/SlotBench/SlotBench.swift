import Glibc
import SlotDomain

/// `make bench`: slottui beside the C floor, in one run. Arguments: parts of it, `--json` for
/// programs or `--markdown` for docs/performance.md. With `--far`, servers are also measured over lines
/// on which a trip takes longer. `growth` and `postgres` are asked for by their names only.
@main
enum SlotBench {
  private static let parts = ["store", "many", "exchange", "screen", "postgres"]

  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    do {
      if let writer = Writer(arguments) {
        try writer.run()
      } else {
        print(try report(Set(arguments)))
      }
    } catch {
      note("\(error)")
      exit(1)
    }
  }

  private static func report(_ arguments: Set<String>) throws -> String {
    let samples = try SampleStores(folder: ".build/bench")
    if arguments.contains("growth"), arguments.isSubset(of: ["growth", "--large", "--json"]) {
      let growth = try GrowthBench(samples: samples, isLarge: arguments.contains("--large")).run()
      return arguments.contains("--json") ? growth.json : growth.table
    }
    guard arguments.isSubset(of: parts + ["--far", "--json", "--markdown"]) else {
      note("usage: SlotBench [\(parts.joined(separator: "] ["))] [--far] [--json | --markdown]")
      note("       SlotBench growth [--large] [--json]")
      exit(64)
    }
    let usual = Set(parts).subtracting(["postgres"])
    let wanted = arguments.isDisjoint(with: parts) ? usual : arguments
    let isFar = arguments.contains("--far")
    var report = Report()
    if wanted.contains("screen") { try ScreenBench(samples: samples).run(&report) }
    if wanted.contains("store") { try StoreBench(samples: samples).run(&report) }
    if wanted.contains("many") { try ManyBench(samples: samples).run(&report) }
    if wanted.contains("exchange") { try ExchangeBench(samples: samples).run(&report) }
    if wanted.contains("postgres") {
      try PostgresBench(samples: samples, isFar: isFar).run(&report)
    }
    if arguments.contains("--json") { return report.json }
    return arguments.contains("--markdown") ? report.markdown : report.table
  }
}

/// Says something that is not part of the report.
func note(_ sentence: String) {
  let line = sentence + "\n"
  write(STDERR_FILENO, line, line.utf8.count)
}
