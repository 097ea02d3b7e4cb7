import Testing

@testable import SlotDomain
@testable import TestDriver

/// Finding people by name and phone, and where they are expected.
@Suite(.onBothEngines) struct PeopleSearchTests {
  let test: TestStore

  init() throws { test = try TestStore() }

  @discardableResult
  private func book(_ minute: Int, _ metadata: String) throws -> Appointment {
    try test.book(try test.slot(minute).id, metadata: Metadata(parsing: metadata), at: moment(-10))
  }

  private func search(
    _ text: String,
    _ scope: SearchQuery.Scope = .people,
    rows: Int = 1000
  ) throws -> [SearchHit] {
    let query = try #require(SearchQuery(text, scope: scope))
    var hits: [SearchHit] = []
    var position: SearchPosition? = .start
    while let from = position {
      let step = try test.store.search(query, from: from, rows: rows)
      (hits, position) = (hits + step.hits, step.next)
    }
    return hits.sorted()
  }

  @Test func phonesAreFoundHoweverTheyAreWritten() throws {
    try book(0, #"{"name":"Anna First","phone":"+44 7468 020779"}"#)
    try book(30, #"{"name":"Bea Two","phone":"07468 020779"}"#)
    try book(60, #"{"name":"Cora","mobile":"(07468) 020-779"}"#)
    try book(90, #"{"name":"Dora","phone":447468020779}"#)
    try book(120, #"{"name":"Ed","note":"not 07468 020779"}"#)
    try book(150, #"{"name":"Fay","phone":"home: 07468 020 779"}"#)
    let all = ["Anna First", "Bea Two", "Cora", "Dora", "Fay"]
    let people = ["Anna First", "Bea Two", "Dora", "Fay"]
    for text in ["07468020779", "+44 7468 020779", "00447468020779", "7468-020779"] {
      #expect(try search(text, .everything).map(\.label) == all, "\(text)")
      #expect(try search(text).map(\.label) == people, "\(text)")
    }
    #expect(try search("7468 020779", .everything).count == 6)
    #expect(try search("anna 07468020779").map(\.label) == ["Anna First"])
    #expect(try search("07468020779 bea").map(\.label) == ["Bea Two"])
    #expect(try search("07468020778").isEmpty)
    let hit = try #require(try search("07468020779").first)
    #expect(hit.findings == [.init(key: "phone", text: "+44 7468 020779")])
    #expect(hit.person == Person(name: "Anna First", phone: "+44 7468 020779"))
    #expect(hit.block == test.block)
  }

  @Test func onlyNamesAndPhonesArePeople() throws {
    let gone = try book(0, #"{"name":"Żaneta \"Zo\" W","note":"anna","phone":"1"}"#)
    _ = try test.store.perform(.cancelAppointments([gone.id]), at: moment(0))
    try book(30, #"{"note":"zaneta"}"#)
    try book(60, #"{"age":40,"email":"zaneta@example.org","name":"Ida"}"#)
    let slot = test.draft(90, metadata: Metadata(stored: #"{"name":"zaneta"}"#))
    _ = try test.store.perform(.createSlots([slot]), at: moment(0))
    // Who has no name is called by the first text there is.
    #expect(try search("zaneta").map(\.label) == ["Żaneta \"Zo\" W", "zaneta"])
    #expect(try search("zaneta", rows: 1).count == 2)
    #expect(try search("\"zo").map(\.isCancelled) == [true])
    for text in ["anna", "40", "example", "Dr. Ada", String("\(gone.id)".prefix(8))] {
      #expect(try search(text).isEmpty, "\(text)")
    }
    #expect(try search("zaneta", .everything).count == 4)
    #expect(
      try search("zaneta", .everything).map { $0.person?.name ?? "-" }.sorted()
        == ["", "-", "Ida", "Żaneta \"Zo\" W"]
    )
    #expect(try search("zaneta ada").isEmpty)
  }

  @Test func engagementsAreOfOnePerson() throws {
    let draft = BlockDraft(name: "Room", timezone: "UTC", status: .published)
    let room = try #require(
      try test.store.perform(.createBlock(draft), at: moment(-99)).blocks.first
    )
    let anna = try book(100, #"{"name":"Anna  First","phone":"07700 900123"}"#)
    let other = try test.store.perform(
      .createSlots([SlotDraft(blockID: room.id, range: range(50, 70), capacity: 20)]),
      at: moment(-50)
    ).slots[0]
    for number in 0..<12 {
      try test.book(other.id, metadata: Metadata(stored: #"{"name":"Guest \#(number)"}"#))
    }
    let second = try test.book(
      other.id,
      metadata: Metadata(stored: #"{"name":"ANNA FÍRST","phone":"+44 7700 900123"}"#)
    )
    try book(200, #"{"name":"Anna First","phone":"020 7946 0018"}"#)
    let unknown = try book(300, #"{"name":"anna first"}"#)
    let gone = try book(400, #"{"name":"Anna First"}"#)
    _ = try test.store.perform(.cancelAppointments([gone.id]), at: moment(0))
    try book(1500, #"{"name":"Anna First"}"#)

    func found(_ person: Person, _ range: TimeRange = range(0, 1440)) throws -> [Appointment.ID] {
      try test.store.engagements(of: person, in: range).map(\.appointment.id)
    }
    let person = Person(name: "anna first", phone: "07700900123")
    #expect(try found(person) == [second.id, anna.id, unknown.id])
    #expect(try found(person, range(60, 1440)) == [anna.id, unknown.id])
    #expect(try found(Person(name: "Anna First")).count == 4)
    #expect(try found(Person(name: "", phone: "900123")) == [second.id, anna.id])
    #expect(try found(Person(name: "")).isEmpty && found(Person(name: "Anna")).isEmpty)
    let first = try #require(try test.store.engagements(of: person, in: range(0, 1440)).first)
    #expect(first.slot.id == other.id && first.slot.blockID == room.id)
  }
}
