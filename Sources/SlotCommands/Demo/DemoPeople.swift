import SlotDomain

/// Invented people, with names that put a screen to the test.
enum DemoPeople {
  private static let names = [
    "Ada Lovelace", "Łukasz Wiśniewski", "Grażyna Świątek", "Zbigniew Żółć", "Ewa Kowalska",
    "Maria da Conceição", "Jürgen Groß", "Zoe\u{308} Müller",
    "Nguye\u{302}\u{303}n Va\u{306}n Minh",
    "山田 花子", "佐藤 健", "김민준", "王小明", "ليلى حداد", "يوسف المصري", "דנה לוי", "Ольга Петрова",
    "Νίκος Παπαδόπουλος", "प्रिया शर्मा", "Rohan Mehta", "Aroha Ngata", "Tāne Rāwiri", "Sam 🎾 Baker",
    "Noor 🌙", "O'Neill, Siobhán", "Bo", "Priya & Arjun", "Emily Carter", "James Okafor",
    "Maximilian Freiherr von und zu Hohenstein-Wittgenstein",
  ]

  private static let notes = [
    "first visit", "brings a guide dog", "needs the step-free entrance", "przyniesie wyniki badań",
    "paid in advance", "call before, please", "二名で来ます", "with two children",
  ]

  static func metadata(_ dice: inout Dice) throws(SlotError) -> Metadata {
    var members: JSONMembers = ["name": .string(dice.pick(names))]
    if dice.rolls(0.4) { members["phone"] = .string("+99 555 \(1000 + dice.next() % 9000)") }
    if dice.rolls(0.25) { members["email"] = .string("guest\(dice.next() % 1000)@example.org") }
    if dice.rolls(0.2) { members["note"] = .string(dice.pick(notes)) }
    return try Metadata(.object(members))
  }

  /// What somebody wrote on a slot.
  static func remark(_ dice: inout Dice) throws(SlotError) -> Metadata {
    let remarks: [JSONMembers] = [
      ["note": "new equipment"],
      ["language": "PL/EN"],
      ["price": .number("45.50")],
      ["note": "keep free for regulars", "priority": .integer(2)],
      ["tags": .array(["indoor", "beginners"])],
    ]
    return try Metadata(.object(dice.pick(remarks)))
  }
}
