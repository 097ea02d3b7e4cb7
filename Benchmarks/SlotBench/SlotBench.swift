import Glibc
import SlotDomain

/// `make bench`: slottui beside the C floor, in one run. Arguments: `store`, `exchange` or
/// `screen` for one part of it, `--json` for programs.
@main
enum SlotBench {
  static func main() {
    let arguments = Set(CommandLine.arguments.dropFirst())
    let parts: Set = ["store", "exchange", "screen"]
    guard arguments.isSubset(of: parts.union(["--json"])) else {
      note("usage: SlotBench [store] [exchange] [screen] [--json]")
      exit(64)
    }
    let wanted = arguments.isDisjoint(with: parts) ? parts : arguments
    var report = Report()
    do {
      let samples = try SampleStores(folder: ".build/bench")
      if wanted.contains("store") { try StoreBench(samples: samples).run(&report) }
      if wanted.contains("exchange") { try ExchangeBench(samples: samples).run(&report) }
      if wanted.contains("screen") { try ScreenBench(samples: samples).run(&report) }
    } catch {
      note("\(error)")
      exit(1)
    }
    print(arguments.contains("--json") ? report.json : report.table)
  }
}

/// Says something that is not part of the report.
func note(_ sentence: String) {
  let line = sentence + "\n"
  write(STDERR_FILENO, line, line.utf8.count)
}
