import SlotDomain
import Testing

@testable import TestDriver

/// Finding things in a real file. Slots stand at minutes 0, 30, 60 …
@Suite(.onBothEngines) struct SearchTests {
  let test: TestStore

  init() throws { test = try TestStore() }

  private func search(_ text: String, rows: Int = 1000) throws -> [SearchHit] {
    let query = try #require(SearchQuery(text))
    var hits: [SearchHit] = []
    var position: SearchPosition? = .start
    var steps = 0
    while let from = position {
      let step = try test.store.search(query, from: from, rows: rows)
      hits += step.hits
      position = step.next
      steps += 1
      try #require(steps < 1000)
    }
    return hits.sorted()
  }

  @discardableResult
  private func book(_ minute: Int, _ metadata: String) throws -> Appointment {
    try test.book(try test.slot(minute).id, metadata: Metadata(parsing: metadata), at: moment(-10))
  }

  private func labels(_ text: String) throws -> [String] { try search(text).map { $0.label ?? "" } }

  @Test func peopleByTheValuesOfTheirAppointments() throws {
    let anna = try book(0, #"{"name":"Anna Kowalska","phone":"+48 555 123"}"#)
    try book(30, #"{"name":"Żaneta Wójcik","note":"anna's sister","age":40}"#)
    let hits = try search("anna")
    #expect(hits.map(\.label) == ["Anna Kowalska", "Żaneta Wójcik"])
    #expect(hits[0].appointment == anna.id)
    #expect(hits[0].slot == anna.slotID)
    #expect(hits[0].block == test.block)
    #expect(hits[0].range == range(0, 20))
    #expect(!hits[0].isCancelled)
    #expect(hits[1].findings == [.init(key: "note", text: "anna's sister")])
    for text in ["ŻANETA", "zaneta", "żan wój", "WOJCIK zaneta", "40 sis", "Z\u{307}aneta"] {
      #expect(try labels(text) == ["Żaneta Wójcik"], "\(text)")
    }
    #expect(try labels("555 kowal") == ["Anna Kowalska"])
    for text in ["phone", "name", "anna żaneta 555", "nobody", "true"] {
      #expect(try labels(text) == [], "\(text)")
    }
  }

  @Test func signsOfPatternsAndOfJSONAreOnlyThemselves() throws {
    let values = [
      "100%", "a_b", "a*b", "[x]", "back\\slash", "quo\"te", "semi'; DROP TABLE slot; --",
      "tab\there", "👨‍👩‍👧 family", "\u{202E}evil", "ctrl\u{1B}[31m", "漢字の診察室", "\u{0}nul",
    ]
    for (index, value) in values.enumerated() {
      let metadata = try Metadata(.object(["name": .string(value), "%_key": .null]))
      try test.book(try test.slot(index * 30).id, metadata: metadata, at: moment(-10))
    }
    func indices(_ text: String) throws -> [Int] {
      try search(text).map { ($0.range.start - moment(0)).minutes / 30 }
    }
    for (text, found) in [
      ("%", [0]), ("_", [1]), ("*", [2]), ("[", [3, 10]), ("\\", [4]), ("\"", [5]), ("'", [6]),
      (";", [6]), ("tab here", [7]), ("👨‍👩‍👧", [8]), ("👩", [8]), ("evil", [9]),
      ("\u{1B}", [10]), ("診察", [11]), ("nul", [12]), ("}", []), (":", []), ("_key", []),
      ("100% a_b", []),
    ] {
      #expect(try indices(text) == found, "\(text)")
    }
  }

  @Test func whatAStrangerWroteIsReadAsItIs() throws {
    guard test.isInFile else { return }
    let appointment = try book(0, #"{"name":"x"}"#)
    let raw = try RawDatabase(test.path)
    for (json, text, isFound) in [
      (#"{"name":"\u017Baneta"}"#, "żaneta", true), (#"{ "name" : "Anna" }"#, "anna", true),
      (#"{"name":"An\na"}"#, "ana", false), (#"{"anna":"x"}"#, "anna", false),
      (#"{"name":"anna"}"#, "anna", true),
    ] {
      let hex = json.utf8.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
      try raw.execute("UPDATE appointment SET metadata = CAST(x'\(hex)' AS TEXT)")
      #expect(try search(text).map(\.appointment) == (isFound ? [appointment.id] : []), "\(json)")
    }
  }

  @Test func slotsBlocksAndWordsOfBoth() throws {
    let draft = test.draft(0, metadata: try Metadata(parsing: #"{"room":"7b","price":45}"#))
    let slot = try #require(
      try test.store.perform(.createSlots([draft]), at: moment(0)).slots.first
    )
    try book(30, #"{"name":"Anna"}"#)
    #expect(try search("7B").map(\.slot) == [slot.id])
    #expect(try search("7B")[0].findings == [.init(key: "room", text: "7b")])
    #expect(try search("7B")[0].appointment == nil)
    let blocks = try search("ada dr")
    #expect(blocks.map(\.slot) == [nil])
    #expect(blocks.map(\.label) == ["Dr. Ada"])
    #expect(try labels("anna ada") == ["Anna"])
    #expect(try search("45 ada").map(\.slot) == [slot.id])
    #expect(try labels("anna eve") == [])
  }

  @Test func idsByTheirUniqueBeginnings() throws {
    let appointment = try book(0, #"{"name":"Anna"}"#)
    let other = try test.slot(30)
    for text in ["\(appointment.id)", appointment.id.short, "\(appointment.id)".uppercased()] {
      let hits = try search(text)
      #expect(hits.map(\.appointment) == [appointment.id])
      #expect(hits[0].findings == [.init(key: "id", text: "\(appointment.id)")])
    }
    #expect(try search("\(other.id)").map(\.slot) == [other.id])
    #expect(try labels("anna \(appointment.id)") == ["Anna"])
    #expect(try labels("eve \(appointment.id)") == [])
    #expect(try search(String(appointment.id.short.prefix(3))).isEmpty)
    var twins: [SlotDraft] = []
    for (index, low) in [UInt64(0x8000_0000_0000_0001), 0x8000_0000_0000_0002].enumerated() {
      var draft = test.draft(60 + 30 * index)
      draft.id = Slot.ID(high: 0xABCD_EF01_0000_4000, low: low)
      twins.append(draft)
    }
    _ = try test.store.perform(.createSlots(twins), at: moment(0))
    #expect(try search("abcdef01").isEmpty)
    #expect(try search("abcdef01-0000-4000-8000-000000000002").map(\.slot) == [twins[1].id])
  }

  @Test func cancelledAppointmentsSayThatTheyAre() throws {
    let appointment = try book(0, #"{"name":"Anna"}"#)
    _ = try test.store.perform(.cancelAppointments([appointment.id]), at: moment(0))
    #expect(try search("anna").map(\.isCancelled) == [true])
  }

  @Test func whatWasDeletedIsNeverFound() throws {
    let appointment = try book(0, #"{"name":"Anna"}"#)
    let draft = test.draft(60, metadata: try Metadata(parsing: #"{"room":"anna"}"#))
    let slot = try test.store.perform(.createSlots([draft]), at: moment(0)).slots[0]
    #expect(try search("anna").count == 2)
    _ = try test.store.perform(
      .changeSlots([appointment.slotID, slot.id], .delete(force: true)),
      at: moment(0)
    )
    #expect(try search("anna").isEmpty)
    #expect(try search("\(slot.id)").isEmpty)
    _ = try test.store.undo(nil, force: false, at: moment(0))
    #expect(try search("anna").count == 2)
  }

  /// However small the steps are, everything is found once.
  @Test(arguments: [1, 2, 7, 1000]) func steps(rows: Int) throws {
    for index in 0..<10 { try book(index * 30, #"{"name":"Anna \#(index)"}"#) }
    #expect(try search("anna", rows: rows).map(\.label) == (0..<10).map { "Anna \($0)" })
  }

  @Test func aStepGivesNoMoreThanItCanLookUpFast() throws {
    let slot = try test.slot(0, capacity: 250)
    let metadata = try Metadata(parsing: #"{"name":"Anna"}"#)
    let drafts = (0..<250).map { _ in AppointmentDraft(slotID: slot.id, metadata: metadata) }
    _ = try test.store.perform(.createAppointments(drafts), at: moment(-10))
    let query = try #require(SearchQuery("anna"))
    let step = try test.store.search(query, from: SearchPosition(stage: .appointments), rows: 1000)
    #expect(step.hits.count == 100)
    #expect(try search("anna").count == 250)
  }

  @Test func longValuesAreCutAroundTheWord() throws {
    let text =
      String(repeating: "漢", count: 500) + "Needle" + String(repeating: "e\u{301}", count: 500)
    try book(0, #"{"name":"Anna","note":"\#(text)"}"#)
    let found = try #require(try search("needle").first?.findings.first?.text)
    #expect(found.contains("漢Needlee\u{301}"))
    #expect(found.count <= 62)
    #expect(found.hasPrefix("…") && found.hasSuffix("…"))
  }

  @Test func nothingToLookFor() {
    #expect(SearchQuery("") == nil)
    #expect(SearchQuery("  \t ") == nil)
    #expect(SearchQuery("\u{301}") == nil)
  }

  // MARK: Conditions

  /// In the store as in the rules.
  @Test func slotsForWhichAConditionHolds() throws {
    let slots = try (0..<6).map { try test.slot(60 + $0 * 30, capacity: $0 == 2 ? 2 : 1) }
    try test.book(slots[1].id)
    try test.book(slots[2].id)
    _ = try test.store.perform(.changeSlots([slots[3].id], .setStatus(.disabled)), at: moment(0))
    _ = try test.store.perform(
      .changeSlots([slots[4].id], .lock(until: moment(30), key: "k")),
      at: moment(0)
    )
    let block = try test.store.block(test.block)
    for now in [moment(0), moment(40), moment(100)] {
      for condition in SlotCondition.allCases {
        let all = try test.store.slots(of: test.block, in: range(0, 1000))
        let expected = all.filter { condition.holds(for: $0, in: block, at: now) }.map(\.id)
        var found: [Slot.ID] = []
        var from = moment(0)
        while let slot = try test.store.slot(
          .after,
          from,
          in: test.block,
          where: condition,
          at: now
        ) {
          found.append(slot.id)
          from = slot.range.start
        }
        #expect(found == expected, "\(condition)")
        let last = try test.store.slot(
          .before,
          moment(1000),
          in: test.block,
          where: condition,
          at: now
        )
        #expect(last?.id == expected.last, "\(condition)")
      }
    }
    let holding = try SlotCondition.allCases.map { condition in
      try test.store.slots(of: test.block, in: range(0, 1000))
        .filter { condition.holds(for: $0, in: block, at: moment(0)) }.count
    }
    #expect(holding == [3, 1, 1, 1, 1, 2])
  }
}
