import SlotDomain

/// Invented patients, who come again and again under one name and one number.
enum DemoPeople {
  struct Patient {
    let name: String
    /// Written as each of them likes to; numbers that nobody has.
    let phone: String?
    let email: String?
  }

  private static let firstNames = [
    "Anna", "Tom", "Grace", "Imran", "Olivia", "David", "Chloe", "Samuel", "Priya", "Jack", "Leila",
    "Peter", "Mary",
  ]

  private static let lastNames = [
    "Evans", "Thompson", "Roberts", "Jones", "Lewis", "Khan", "Okafor", "Singh", "Patel", "Wright",
    "Hughes", "Taylor", "Murphy", "Walker", "Clarke", "Bennett", "Rahman", "Fisher", "Novak",
  ]

  /// With which names a screen has to cope, too.
  private static let others = [
    "Łukasz Wiśniewski", "Siobhán O'Neill", "Zoe\u{308} Müller", "Maria da Conceição", "山田 花子",
    "김민준", "ليلى حداد", "Ольга Петрова", "Nguye\u{302}\u{303}n Va\u{306}n Minh", "Bo",
    "Maximilian Freiherr von und zu Hohenstein-Wittgenstein", "Tāne Rāwiri",
  ]

  static let count = 180

  static func patient(_ index: Int) -> Patient {
    let isOther = index % 15 == 7
    let first = firstNames[index % firstNames.count]
    let last = lastNames[(index * 5 + index / firstNames.count) % lastNames.count]
    let name = isOther ? others[index / 15 % others.count] : "\(first) \(last)"
    let email = isOther ? "patient\(index)" : "\(first).\(last)".lowercased()
    return Patient(
      name: name,
      phone: index % 14 == 9 ? nil : phone(index),
      email: index % 5 == 3 ? nil : "\(email)@example.org"
    )
  }

  /// Of 07700 900000 to 900999, which are kept for stories.
  private static func phone(_ index: Int) -> String {
    let digits = "\(1000 + (index * 37 + 123) % 1000)".dropFirst()
    return switch index % 6 {
    case 0: "07700900\(digits)"
    case 1: "+44 7700 900\(digits)"
    case 2: "(07700) 900-\(digits)"
    case 3: "0044 7700 900 \(digits)"
    default: "07700 900\(digits)"
    }
  }

  private static let notes = [
    "first visit", "blood test", "repeat prescription", "brings a guide dog", "back pain again",
    "needs the step-free entrance", "ring before, please", "interpreter: Polish", "follow-up",
    "test results", "with two children", "wyniki badań", "only with a woman, please",
  ]

  static func metadata(of index: Int, _ dice: inout Dice) throws(SlotError) -> Metadata {
    let patient = patient(index)
    var members: JSONMembers = ["name": .string(patient.name)]
    if let phone = patient.phone { members["phone"] = .string(phone) }
    if let email = patient.email { members["email"] = .string(email) }
    if dice.rolls(0.3) { members["note"] = .string(dice.pick(notes)) }
    return try Metadata(.object(members))
  }

  /// What somebody wrote on a slot.
  static func remark(_ dice: inout Dice) throws(SlotError) -> Metadata {
    let remarks: [JSONMembers] = [
      ["note": "keep for emergencies"], ["note": "student sits in"],
      ["note": "room 5 today", "priority": .integer(2)],
      ["tags": .array(["check-up", "over 40"])],
    ]
    return try Metadata(.object(dice.pick(remarks)))
  }
}
