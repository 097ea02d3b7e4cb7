import Testing

@testable import SlotDomain
@testable import TestDriver

@Suite struct CSVTests {
  private func rows(_ text: String) throws -> [[String]] {
    var rows = CSVRows()
    var splitter = LineSplitter()
    var lines: [[UInt8]] = []
    func take(_ line: LineSplitter.Line, _: Int) {
      if case .text(let bytes) = line { lines.append(bytes) }
    }
    try splitter.add(Array(text.utf8), take)
    try splitter.finish(take)
    var found: [[String]] = []
    for (index, line) in lines.enumerated() {
      if let row = try rows.read(line, number: index + 1) { found.append(row) }
    }
    #expect(!rows.isOpen)
    return found
  }

  @Test func rowsAreReadAsRFC4180Says() throws {
    #expect(try rows("a,b\r\n\"c,\"\"d\"\"\",\r\n") == [["a", "b"], ["c,\"d\"", ""]])
    #expect(try rows("a,b\n\"c\r\nd\ne\",f") == [["a", "b"], ["c\r\nd\ne", "f"]])
    #expect(try rows("a;b\n\"1;2\";3,4\n") == [["a", "b"], ["1;2", "3,4"]])
    #expect(try rows("\u{FEFF}a\tb\n") == [["a", "b"]])
    #expect(throws: CSVRows.Problem.textAfterQuote) { try rows("a,\"b\"c\n") }
    var reader = CSVRows()
    #expect(throws: CSVRows.Problem.notUTF8) { try reader.read([0xE4, 0x2C], number: 1) }
    var open = CSVRows()
    #expect(throws: CSVRows.Problem.tooLong) {
      _ = try open.read(Array("\"".utf8), number: 1)
      for number in 2...20 {
        _ = try open.read([UInt8](repeating: 0x61, count: 100_000), number: number)
      }
    }
    #expect(!open.isOpen && open.firstLine == 1)
  }

  @Test(arguments: [
    ("a;=1+1", "\"a;=1+1\""), ("＝1", "'＝1"),
    ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@x", "'@x"), ("\tx", "'\tx"),
    ("\rx", "\"'\rx\""), ("'=x", "''=x"), ("'quoted'", "''quoted'"), ("a=1", "a=1"), ("", ""),
    ("=a,\"b\"", "\"'=a,\"\"b\"\"\""),
  ])
  func formulasAreNeutralisedAndRestored(text: String, cell: String) throws {
    #expect(CSVText.row([text, "x"]) == cell + ",x\r\n")
    #expect(try rows(CSVText.row([text, "x"])) == [[text, "x"]])
  }

  /// What people write themselves keeps its apostrophe.
  @Test func onlyOurApostrophesAreTakenOff() {
    #expect(CSVText.restored("'t Hof") == "'t Hof")
    #expect(CSVText.restored("'") == "'")
    #expect(CSVText.restored("'-1") == "-1")
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func whateverIsWrittenIsRead(seed: UInt64) throws {
    var random = SeededGenerator(state: seed)
    let scalars = ["=", "'", "\"", ",", "\n", "\r", "\t", "-", "a", "ä", "\u{301}", "é", " "]
    var table = [["a", "b", "c"]]
    for _ in 0..<50 {
      table.append(
        (0..<3).map { _ in
          (0..<Int.random(in: 0..<6, using: &random))
            .map { _ in scalars.randomElement(using: &random) ?? "" }.joined()
        }
      )
    }
    let read = try rows(table.map(CSVText.row).joined())
    #expect(read.map { $0.map { Array($0.utf8) } } == table.map { $0.map { Array($0.utf8) } })
  }

  // MARK: Slots

  private static let block = BookingBlock.ID(high: 1, low: 2)

  private func read(_ text: String, block: BookingBlock.ID? = Self.block) throws -> [ReadRecord] {
    let warsaw = try Zone(named: "Europe/Warsaw")
    var reader = SlotCSVReader(block: block) { _ in warsaw }
    var records: [ReadRecord] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      records += reader.read(Array(line.utf8), number: index + 1)
    }
    return records + reader.finish()
  }

  private func slots(_ text: String) throws -> [SlotRecord] {
    try read(text).map {
      guard case .slot(let slot) = try $0.result.get() else { throw SlotError.stopped }
      return slot
    }
  }

  @Test func columnsCanBeLeftOut() throws {
    let text = "end_date,start_date,lockable\n2026-03-02 10:20,2026-03-02 10:00:00,FALSE\n,,\n"
    let slot = try #require(try slots(text).first)
    #expect(slot.range == range(540, 560))
    #expect(slot.isLockable == false && slot.capacity == nil && slot.status == nil)
    #expect(try slots(text) == [slot])
    let later = try slots("start_date,end_date\n2026-03-02T09:00Z,2026-03-02T09:21Z")
    #expect(later.first?.id != slot.id)
    #expect("\(slot.id)".dropFirst(14).first == "8")
  }

  /// What Excel leaves behind, and what it writes in another country.
  @Test(arguments: [
    "sep=;\nstart_date;end_date;lockable\n2026-03-02T10:00;2026-03-02T10:20;FALSCH\n",
    "\"sep=;\"\nstart_date;end_date;lockable\n2026-03-02T10:00;2026-03-02T10:20;nein\n",
    "start_date,end_date,lockable,,\n,,,,\n2026-03-02T10:00,2026-03-02T10:20,false,,\n,,,,\n",
    "start_date,end_date,lockable\n2026-03-02T10:00,2026-03-02T10:20,FAUX,,\n",
    "\n,,\n Start_Date , END_DATE,lockable\n 2026-03-02T10:00 ,2026-03-02T10:20, no \n",
  ])
  func spreadsheetsAreUnderstood(text: String) throws {
    let slots = try slots(text)
    #expect(slots.map(\.range) == [range(540, 560)] && slots.map(\.isLockable) == [false])
  }

  @Test func wordsForTrueAndFalse() throws {
    for word in ["WAHR", "JA", "true", "1", "VRAI", "sí", "Да"] {
      #expect(SpreadsheetWords.flag(word) == true, "\(word)")
    }
    for word in ["FALSCH", "NEIN", "False", "0", "FAŁSZ", "falso", "não"] {
      #expect(SpreadsheetWords.flag(word) == false, "\(word)")
    }
    #expect(SpreadsheetWords.flag("perhaps") == nil && SpreadsheetWords.flag("") == nil)
    let text = "start_date,end_date,lockable\n2026-03-02,2026-03-03,perhaps"
    let error = #expect(throws: SlotError.self) { try read(text).first?.result.get() }
    #expect(error?.message(in: .utc).contains("true or false, not perhaps") == true)
  }

  @Test(arguments: [
    ("start,end_date\n", 1, "a slot has no property \"start\""),
    ("start_date\n", 1, "The column end_date is missing"),
    ("start_date,end_date,end_date\n", 1, "twice"), ("\"start_date,end_date\nx", 1, "never closed"),
    ("start_date,end_date\nx,y\n", 2, "cannot be read as a time"),
    ("start_date,end_date\n1\n", 2, "has 1 cells"),
    ("start_date,end_date\n2026-03-29T02:30,2026-03-29T05:00\n", 2, "does not exist"),
    ("start_date,end_date\n2026-10-25T02:30,2026-10-25T05:00\n", 2, "comes twice"),
    ("start_date,end_date,capacity\n2026-03-02,2026-03-03,many", 2, "The capacity cannot be"),
    ("start_date,end_date,status\n2026-03-02,2026-03-03,maybe", 2, "active or disabled"),
    ("start_date,end_date,metadata\n2026-03-02,2026-03-03,{", 2, "cannot be read as JSON"),
    ("start_date,end_date,id\n2026-03-02,2026-03-03,4", 2, "must hold an id"),
  ])
  func whatIsWrongIsNamed(text: String, line: Int, sentence: String) throws {
    let records = try read(text)
    #expect(records.map(\.line) == [line])
    let error = #expect(throws: SlotError.self) { try records.first?.result.get() }
    #expect(error?.message(in: .utc).contains(sentence) == true, "\(String(describing: error))")
  }
}
