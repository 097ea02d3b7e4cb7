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
    let schedule = file("/proc/\(process)/schedstat").split(separator: " ")
    processorTime = (schedule.first.flatMap { Double($0) } ?? 0) / 1e9
    var status: [Substring: Int] = [:]
    for line in file("/proc/\(process)/status").split(separator: "\n") {
      let words = line.split { $0 == " " || $0 == "\t" }
      if words.count > 1, let value = Int(words[1]) { status[words[0]] = value }
    }
    sleeps = status["voluntary_ctxt_switches:"] ?? 0
    memory = Double(status["VmRSS:"] ?? 0) * 1024
    peakMemory = Double(status["VmHWM:"] ?? 0) * 1024
  }
}

private func file(_ path: String) -> String {
  let descriptor = open(path, O_RDONLY)
  guard descriptor >= 0 else { return "" }
  defer { close(descriptor) }
  var bytes = [UInt8](repeating: 0, count: 8192)
  let count = read(descriptor, &bytes, bytes.count)
  return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
}
