import Glibc
import SlotDomain

/// What was measured: one row a question, slottui beside something that does the same.
struct Report {
  enum Unit: String {
    case seconds = "s"
    case milliseconds = "ms"
    case bytes = "B"
    case megabytes = "MB"
    case percent = "%"
    case perSecond = "/s"
    case count = ""
  }

  /// What docs/performance.md promises.
  enum Target {
    case none
    /// At most so many times what the other takes.
    case ratio(Double)
    /// At most so much, in the row's unit.
    case atMost(Double)
  }

  struct Row {
    var name: String
    var unit: Unit
    /// Nil where slottui did not answer.
    var slottui: Double?
    var other: Double?
    /// What the other is.
    var beside = "C floor"
    var target = Target.none

    /// How many times as much slottui takes.
    var ratio: Double? {
      guard let slottui, let other, other > 0 else { return nil }
      return slottui / other
    }

    /// Nil where there is nothing to meet.
    var isMet: Bool? {
      switch target {
      case .none: nil
      case .ratio(let most): ratio.map { rounded($0) <= most } ?? false
      case .atMost(let most): slottui.map { rounded($0) <= most } ?? false
      }
    }

    /// As it is printed: what is shown as 1.50 is not more than 1.5.
    private func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }
  }

  private(set) var rows: [Row] = []

  mutating func add(_ row: Row) { rows.append(row) }

  mutating func add(
    _ name: String,
    _ unit: Unit,
    _ slottui: Double?,
    beside other: Double? = nil,
    _ target: Target = .none
  ) {
    add(Row(name: name, unit: unit, slottui: slottui, other: other, target: target))
  }
}
