import Glibc

/// What Linux knows of a running program. Source: proc(5).
struct ProcessFigures {
  /// Time on a processor, in seconds: /proc/PID/schedstat.
  let processorTime: Double
  /// How often it went to sleep of its own accord: once for each wake-up.
  let sleeps: Int
  /// Resident memory in bytes.
  let memory: Double
  /// The most that it ever was.
  let peakMemory: Double

  init(of process: pid_t) {
    let schedule = contents(of: "/proc/\(process)/schedstat").split(separator: " ")
    processorTime = (schedule.first.flatMap { Double($0) } ?? 0) / 1e9
    var status: [Substring: Int] = [:]
    for line in contents(of: "/proc/\(process)/status").split(separator: "\n") {
      let words = line.split { $0 == " " || $0 == "\t" }
      if words.count > 1, let value = Int(words[1]) { status[words[0]] = value }
    }
    sleeps = status["voluntary_ctxt_switches:"] ?? 0
    memory = Double(status["VmRSS:"] ?? 0) * 1024
    peakMemory = Double(status["VmHWM:"] ?? 0) * 1024
  }
}
