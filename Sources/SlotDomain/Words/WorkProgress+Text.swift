extension WorkProgress {
  /// `Disabling 6,200 of 10,000`.
  public var phrase: String {
    "\(capitalized(verb.words.present)) \(Self.grouped(done)) of \(Self.grouped(total))"
  }

  /// `12,345`.
  public static func grouped(_ number: Int) -> String {
    var text = ""
    for (index, digit) in String(number).reversed().enumerated() {
      if index > 0, index.isMultiple(of: 3) { text.append(",") }
      text.append(digit)
    }
    return String(text.reversed())
  }
}
