import SlotDomain
import TerminalKit

/// How much is taken, as a table, bars, CSV or JSON. All of them have the same rows.
struct OccupancyTables {
  enum Group: String, CaseIterable {
    case block, weekday, hour
  }

  enum Format: String, CaseIterable {
    case table, bars, csv, json
  }

  private struct Row {
    /// What JSON and CSV know it by.
    let key: JSONValue
    let label: String
    let places: Occupancy.Places
  }

  private let occupancy: Occupancy
  private let blocks: [BookingBlock]
  private let groups: [Group]

  init(_ occupancy: Occupancy, _ blocks: [BookingBlock], _ groups: [Group]) {
    (self.occupancy, self.blocks, self.groups) = (occupancy, blocks, groups)
  }

  func report(_ format: Format) -> Report {
    var report = Report(.other([json]))
    report.isSingle = true
    report.isOnClocks = true
    switch format {
    case .table: report.prepared = occupancy.total.slots > 0 ? table : [Self.nothing]
    case .bars: report.prepared = occupancy.total.slots > 0 ? bars : [Self.nothing]
    // It is for programs: what is to be said of zones stands elsewhere.
    case .csv: report.document = csv.map { $0 + "\n" }.joined()
    case .json: break
    }
    return report
  }

  private static let nothing = "No slots here."

  /// All blocks there are; of weekdays and hours those on which a slot starts.
  private func rows(_ group: Group) -> [Row] {
    switch group {
    case .block:
      blocks.map {
        Row(
          key: .string("\($0.id)"),
          label: $0.name,
          places: occupancy.byBlock[$0.id] ?? Occupancy.Places()
        )
      }
    case .weekday:
      Weekday.allCases.map {
        Row(key: .string($0.short.lowercased()), label: $0.name, places: occupancy.places(on: $0))
      }
      .filter { $0.places.slots > 0 }
    case .hour:
      occupancy.byHour.enumerated().map {
        Row(key: .integer($0), label: ($0 < 10 ? "0" : "") + "\($0):00", places: $1)
      }
      .filter { $0.places.slots > 0 }
    }
  }

  private var total: Row { Row(key: .null, label: "", places: occupancy.total) }

  // MARK: For people

  private var table: [String] {
    var lines = Self.table("ALL", [total])
    for group in groups { lines += [""] + Self.table(group.rawValue.uppercased(), rows(group)) }
    return lines
  }

  private static func table(_ title: String, _ rows: [Row]) -> [String] {
    let numbers = [
      "SLOTS", "OFFERED", "TAKEN", "LOCKED", "DISABLED", "ON DISABLED", "CANCELLED", "SHARE",
    ]
    var table = Table(
      [Table.Column(title: title, isFlexible: true)]
        + numbers.map { Table.Column(title: $0, isRight: true) }
    )
    for row in rows {
      let places = row.places
      table.add(
        [row.label]
          + [
            places.slots, places.offered, places.taken, places.locked, places.disabled,
            places.onDisabled, places.cancelled,
          ].map(String.init) + [places.percent.map { "\($0) %" } ?? "-"]
      )
    }
    return table.lines()
  }

  /// `#` is taken, `:` locked, `.` free.
  private var bars: [String] {
    var lines = ["# taken  : locked  . free", "", "ALL", Self.bar(total)]
    for group in groups {
      lines += ["", group.rawValue.uppercased()] + rows(group).map(Self.bar)
    }
    return lines
  }

  private static let width = 40

  private static func bar(_ row: Row) -> String {
    let places = row.places
    let label = PlainText.cut(PlainText.safe(row.label), to: 20)
    let padding = String(repeating: " ", count: 20 - DisplayWidth.columns(of: label))
    let taken = places.part(places.taken, of: width)
    let held = max(taken, places.part(places.taken + places.locked, of: width))
    let free = places.offered > 0 ? width - held : 0
    let bar =
      String(repeating: "#", count: taken) + String(repeating: ":", count: held - taken)
      + String(repeating: ".", count: free) + String(repeating: " ", count: width - held - free)
    let numbers = "\(places.taken)/\(places.offered)"
    return "\(label)\(padding) \(bar) \(numbers) \(places.percent.map { "\($0) %" } ?? "-")"
  }

  // MARK: For programs

  private static let names = [
    "slots", "offered", "taken", "free", "locked", "disabled", "cancelled", "share",
    "on_disabled",
  ]

  /// In the order of `names`.
  private static func values(_ places: Occupancy.Places) -> [JSONValue] {
    [
      places.slots, places.offered, places.taken, places.free, places.locked, places.disabled,
      places.cancelled,
    ].map { .integer($0) } + [share(places), .integer(places.onDisabled)]
  }

  /// To four decimals; null when nothing was offered.
  private static func share(_ places: Occupancy.Places) -> JSONValue {
    guard places.offered > 0 else { return .null }
    let parts = (places.taken * 20_000 + places.offered) / (places.offered * 2)
    let decimals = "\(parts % 10_000)"
    let zeros = String(repeating: "0", count: 4 - decimals.count)
    return .number("\(parts / 10_000).\(zeros)\(decimals)")
  }

  private static func members(_ row: Row) -> JSONMembers {
    Dictionary(uniqueKeysWithValues: zip(names.map { ExactText($0) }, values(row.places)))
  }

  private var json: JSONValue {
    var data: JSONMembers = ["total": .object(Self.members(total))]
    for group in groups {
      data[group.rawValue] = .array(
        rows(group).map { row in
          var members = Self.members(row)
          switch group {
          case .block:
            members["booking_block_id"] = row.key
            members["name"] = .string(row.label)
          case .weekday, .hour:
            members[group.rawValue] = row.key
          }
          return .object(members)
        }
      )
    }
    return .object(data)
  }

  /// RFC 4180, the total as the first row. `key` is a block's id, `mon`, or an hour from 0 on.
  private var csv: [String] {
    /// Nothing for null.
    func cell(_ value: JSONValue) -> String { value == .null ? "" : value.string ?? value.text() }
    func line(_ group: String, _ row: Row) -> String {
      CSVText.line(
        [group, cell(row.key), PlainText.safe(row.label)] + Self.values(row.places).map(cell)
      ) + "\r"
    }
    let header = CSVText.line(["by", "key", "name"] + Self.names) + "\r"
    return [header, line("total", total)]
      + groups.flatMap { group in rows(group).map { line(group.rawValue, $0) } }
  }
}
