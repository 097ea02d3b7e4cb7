import Testing

@testable import SlotDomain
@testable import TestDriver

/// What is read straight from the bytes is what parsing gives.
@Suite struct PersonTests {
  private static let texts = [
    "{}", #"{"name":"Ada"}"#, #"{"email":"a@b.c","name":"Ada Lovelace","phone":"+44 7468 020779"}"#,
    #"{"phone":447468020779}"#, #"{"age":7,"note":"window","phone":"1"}"#,
    #"{"name":7,"z":"last"}"#,
    #"{"name":null,"note":"x"}"#, #"{"name":"a\"b","phone":"1\\2"}"#, #"{"na\u006de":"Ada"}"#,
    #"{"list":[1,"x"],"name":"Ada"}"#, #"{"a":{"name":"inner"},"name":"outer"}"#, #"{"name":""}"#,
    #"{"a":"","b":"y","name":"  "}"#, #"{"flag":true,"name":"Żaneta","phone":false}"#,
    #"{"name":"Ada","name":"Bea"}"#,
    #"{"name": "Ada" , "phone":"2"}"#, #"{"z":"1","a":"2"}"#, #"{"name":"Ada"#, "{", "[]", "", "x",
    #"{"name":"Ada"}x"#, #"{"name":"Ada",}"#, #"{"phone":}"#, #"{"phone":1e5,"x":-0.5}"#,
  ]

  @Test(arguments: texts) func bytesAndParsingAgree(json: String) {
    let metadata = Metadata(stored: json)
    let isSorted = json != #"{"z":"1","a":"2"}"# && json != #"{"name":"Ada","name":"Bea"}"#
    guard isSorted, (try? JSONValue(parsing: json)) != nil else {
      _ = PersonMembers(metadata)
      return
    }
    let members = PersonMembers(metadata)
    #expect(members.label == metadata.label)
    #expect(members.name == AppointmentMember.name.text(in: metadata))
    #expect(members.phone == AppointmentMember.phone.text(in: metadata))
    #expect(members.email == AppointmentMember.email.text(in: metadata))
  }

  @Test func nothingCrashesIt() {
    var random = SeededGenerator(state: 3)
    for text in Self.texts {
      for _ in 0..<200 {
        var bytes = Array(text.utf8)
        for _ in 0..<Int.random(in: 1...3, using: &random) where !bytes.isEmpty {
          let index = Int.random(in: 0..<bytes.count, using: &random)
          bytes[index] = #"{}[]",:\n0x"#.utf8.randomElement(using: &random) ?? 0
        }
        let json = String(decoding: bytes, as: UTF8.self)
        let metadata = Metadata(stored: json)
        guard case .object(let members)? = try? JSONValue(parsing: json), members.count < 2 else {
          _ = PersonMembers(metadata)
          continue
        }
        #expect(PersonMembers(metadata).label == metadata.label, "\(json)")
      }
    }
  }

  @Test func aGuestAlwaysHasALabel() {
    let id = Appointment.ID()
    for json in ["{}", #"{"name":""}"#, #"{"age":7}"#] {
      #expect(Guest(id, Metadata(stored: json)).label == id.short)
    }
    let guest = Guest(id, Metadata(stored: #"{"name":"Ada","phone":"07700 900123"}"#))
    #expect(guest == Guest(label: "Ada", phone: "07700 900123", appointment: id))
  }

  @Test func membersAreTexts() {
    let metadata = Metadata(stored: #"{"email":"a@b.c","name":"Ada","phone":5}"#)
    #expect(AppointmentMember.allCases.map { $0.text(in: metadata) } == ["Ada", "5", "a@b.c", ""])
    #expect(AppointmentMember.value("") == .null && AppointmentMember.value("x") == "x")
    #expect(Person(metadata) == Person(name: "Ada", phone: "5", email: "a@b.c"))
  }
}
