import SlotDomain
import TerminalKit

/// Picks a booking block by typing a part of its name or its short id; accents need not be typed.
struct BlockPicker: ListLayer {
  static let width = 72
  static let isTyped = true

  var picker = Picker()

  /// The block that is chosen, wherever it stands among those that come and go.
  private var block: BookingBlock.ID?
  /// Up to where the journal was known when they were listed.
  private var position: JournalPosition?

  init() {}

  private func matches(_ desk: Desk) -> [BookingBlock] {
    let wanted = FoldedText.fold(picker.field.text)
    guard !wanted.isEmpty else { return desk.content.blocks }
    return desk.content.blocks.filter {
      FoldedText.fold($0.name).contains(bytes: wanted)
        || FoldedText.fold($0.shortID).starts(with: wanted)
    }
  }

  func count(_ desk: Desk) -> Int { matches(desk).count }

  func hints(_ desk: Desk) -> [Hint] { [("Enter", "pick"), ("↑↓", "choose"), ("Esc", "back")] }

  mutating func obey(_ key: Key, _ desk: inout Desk) -> Step {
    switch key {
    case .escape, .control("c"): return Step(.close)
    case .enter:
      guard let block = selected(in: matches(desk), desk) else { return create(&desk) }
      let target = PeriodRequest.Target.week(desk.content.firstDay)
      return Step(.close, [desk.load(target, block: block.id)])
    default:
      if let step = moved(by: key, desk) { return step }
      if picker.field.edit(key) { picker.choose(nil, of: 0) }
      return Step()
    }
  }

  mutating func settle(_ desk: inout Desk) -> [Effect] {
    let matches = matches(desk)
    if let position, position != desk.content.position {
      picker.keep(block, among: matches.map(\.id))
    }
    (block, position) = (selected(in: matches, desk)?.id, desk.content.position)
    return []
  }

  /// A name that no block has is that of a new one.
  private func create(_ desk: inout Desk) -> Step {
    guard desk.isChangeable else {
      desk.say("No booking block is called that.", .error)
      return Step()
    }
    return Step(.replace(BlockForm(name: picker.field.text, desk)))
  }

  func title(_ desk: Desk) -> String { "Booking block" }
  func label(_ desk: Desk) -> String { desk.layout.isLinear ? "Find: " : "" }
  func height(_ desk: Desk) -> Int? { max(4, count(desk) + 3) }

  func nothing(_ desk: Desk) -> String {
    let none = "None is called that."
    return desk.isChangeable ? "\(none) Enter makes one of this name." : none
  }

  func lines(room: Int, _ desk: Desk) -> (Int) -> Line {
    let matches = matches(desk)
    return { Self.line(of: matches[$0], room, desk) }
  }

  private static func line(of block: BookingBlock, _ room: Int, _ desk: Desk) -> Line {
    let isDraft = block.status == .draft
    let counts = [
      desk.freeToday(in: block.id).map { "today \($0)" },
      desk.available(in: block.id).map { "\(desk.nameOfCounted) \($0)" },
    ]
    let fact = isDraft ? "draft" : counts.compactMap { $0 }.joined(separator: " · ")
    let style: Style = isDraft ? .draft : .plain
    let hasZone = room >= 60
    let zone = Line.Part.text(block.timezone, x: room - 42, width: 20, style)
    let nameWidth = room - (hasZone ? 44 : fact.count + 1)
    return Line(
      [block.name, block.timezone, fact].filter { !$0.isEmpty }.joined(separator: ", "),
      parts: [.text(block.name, x: 0, width: nameWidth, style)] + (hasZone ? [zone] : [])
        + [.text(fact, x: room - fact.count, width: fact.count, style)]
    )
  }
}
