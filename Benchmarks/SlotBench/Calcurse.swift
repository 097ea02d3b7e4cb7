import Glibc
import SlotDomain

/// Another calendar for the terminal, https://calcurse.org, with 100,000 appointments from 2026 on.
struct Calcurse {
  static let name = "calcurse, 100,000"

  let arguments: [String]

  /// Nil where it is not installed.
  init?(folder: String) throws {
    let program = "/usr/bin/calcurse"
    guard access(program, X_OK) == 0 else { return nil }
    let data = "\(folder)/calcurse"
    arguments = [program, "-D", data, "-C", data]
    guard access("\(data)/apts", F_OK) != 0 else { return }
    mkdir(data, 0o777)
    // Without its clock, whose ticks would pass for painting.
    try Self.write("\(data)/conf") { fputs("appearance.notifybar=no\n", $0) }
    try Self.write("\(data)/apts") { file in
      for index in 0..<100_000 {
        let minutes = index * 20 % 1440
        let day = CivilDate(dayNumber: 20_454 + index / 72)
        let date = "\(two(day.month))/\(two(day.day))/\(day.year)"
        let times = "\(date) @ \(clock(minutes)) -> \(date) @ \(clock(minutes + 19))"
        fputs("\(times) |slot \(index)\n", file)
      }
    }
  }

  private static func write(_ path: String, body: (UnsafeMutablePointer<FILE>) -> Void) throws {
    guard let file = fopen(path, "w") else { throw BenchError.cannotWrite(path) }
    defer { fclose(file) }
    body(file)
  }
}

private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

private func clock(_ minutes: Int) -> String { "\(two(minutes / 60)):\(two(minutes % 60))" }
