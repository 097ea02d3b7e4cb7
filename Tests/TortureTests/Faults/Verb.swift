import Testing

@testable import TestDriver

/// A command that changes the sample store. Every verb of the program that changes something is here:
/// a test compares.
struct Verb: CustomTestStringConvertible, Sendable {
  let words: String
  /// What it makes depends on the minute: two runs make the same booking blocks and other slots.
  var isByTheClock: Bool { words == "demo" }
  private let rest: @Sendable (SampleStore) -> [String]

  init(_ words: String, _ rest: @escaping @Sendable (SampleStore) -> [String]) {
    (self.words, self.rest) = (words, rest)
  }

  var testDescription: String { words }

  func arguments(_ sample: SampleStore) -> [String] {
    words.split(separator: " ").map(String.init).filter { !$0.hasPrefix("(") } + rest(sample)
  }

  static let all = [
    Verb("block create") { _ in ["--name", "Room 9", "--timezone", "Asia/Kolkata"] },
    Verb("block update") { _ in [Sandbox.block, "--metadata", #"{"room":"12"}"#] },
    Verb("block publish") { _ in ["Empty"] },
    Verb("block draft") { _ in [Sandbox.block] },
    Verb("block delete") { _ in [Sandbox.block, "--force"] },
    Verb("slot create") { _ in
      ["--block", Sandbox.block, "--start", "2031-03-07T09:00", "--minutes", "20"]
    },
    Verb("slot shift") { [$0.slots[0].id, "--by", "1"] },
    Verb("slot update") { [$0.slots[0].id, "--capacity", "7", "--metadata", #"{"a":"b"}"#] },
    Verb("slot disable") { $0.slots.map(\.id) },
    Verb("slot enable") { _ in
      ["--block", Sandbox.block, "--from", "2031-04-28", "--until", "2031-04-29"]
    },
    Verb("slot lock") { [$0.slots[1].id, $0.slots[3].id, "--minutes", "15", "--key", "k"] },
    Verb("slot unlock") { [$0.slots[2].id, "--key", SampleStore.key] },
    Verb("slot delete") { [$0.slots[0].id, $0.slots[1].id, "--force"] },
    Verb("slot disable (many)") { _ in
      ["--block", Sandbox.block, "--from", "2031-04-01", "--until", "2031-05-01"]
    },
    Verb("appointment create") { ["--slot", $0.slots[0].id, "--name", "Eve"] },
    Verb("appointment create (locked)") {
      ["--slot", $0.slots[2].id, "--key", SampleStore.key, "--name", "Eve"]
    },
    Verb("appointment create (late)") {
      ["--slot", $0.slots[0].id, "--name", "Eve", "--phone", "07700 900123", "--late"]
    },
    Verb("appointment update (members)") {
      [$0.appointments[0].id, "--phone", "07700 900123", "--note", "first visit"]
    },
    Verb("appointment update") { [$0.appointments[0].id, "--metadata", #"{"name":"Eva"}"#] },
    Verb("appointment reschedule") { [$0.appointments[0].id, "--to", $0.slots[3].id] },
    Verb("appointment cancel") { [$0.appointments[1].id] },
    Verb("appointment enable") { [$0.cancelled] },
    Verb("appointment delete") { [$0.appointments[1].id] },
    Verb("plan") { _ in SampleStore.plan(block: "Empty", month: "06").dropFirst().map { $0 } },
    Verb("holidays") { [$0.calendar, "--block", Sandbox.block] },
    Verb("import") { [$0.otherStore] },
    Verb("demo") { _ in ["--force"] },
    Verb("undo") { _ in [] },
    Verb("redo") { _ in [] },
  ]
}
