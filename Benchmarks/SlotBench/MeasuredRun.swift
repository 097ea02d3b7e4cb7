import Glibc

/// A program that ran to its end, without a terminal.
struct MeasuredRun {
  /// From its start to its end, in seconds.
  let time: Double
  /// On a processor, in seconds: what other programs on the machine hardly change.
  let processorTime: Double
  /// The most memory that it ever had resident, in bytes.
  let memory: Double

  /// - Throws: `.cannotStart`, and `.failed` when its exit status is not 0.
  init(_ arguments: [String], home: String) throws {
    let start = now()
    let process = try startProcess(arguments, home: home)
    var usage = rusage()
    var status: Int32 = 0
    var memory = 0.0
    // What wait4 says of memory includes that of the process that started it, up to its exec.
    while wait4(process, &status, WNOHANG, &usage) == 0 {
      memory = max(memory, ProcessFigures(of: process).peakMemory)
      usleep(2000)
    }
    time = now() - start
    self.memory = memory
    processorTime = Self.seconds(usage.ru_utime) + Self.seconds(usage.ru_stime)
    guard status == 0 else { throw BenchError.failed(arguments.joined(separator: " ")) }
  }

  private static func seconds(_ time: timeval) -> Double {
    Double(time.tv_sec) + Double(time.tv_usec) / 1e6
  }
}
