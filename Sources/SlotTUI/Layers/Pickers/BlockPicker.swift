import SlotDomain
import TerminalKit

/// Picks a booking block by typing a part of its name or its short id; accents need not be typed.
struct BlockPicker: Layer {
  private static let width = 72

  private var picker = Picker()

  init() {}

  var field: TextField? { picker.field }
  private var selection: Int { picker.chosen ?? 0 }

  private func matches(_ desk: Desk) -> [BookingBlock] {
    let wanted = FoldedText.fold(picker.field.text)
    guard !wanted.isEmpty else { return desk.content.blocks }
    return desk.content.blocks.filter {
      FoldedText.fold($0.name).contains(bytes: wanted)
        || FoldedText.fold($0.shortID).starts(with: wanted)
    }
  }

  func hints(_ desk: Desk) -> [Hint] { [("Enter", "pick"), ("↑↓", "choose"), ("Esc", "back")] }

  mutating func obey(_ key: Key, _ desk: inout Desk) -> Step {
    let matches = matches(desk)
    switch key {
    case .escape, .control("c"): return Step(.close)
    case .enter:
      guard matches.indices.contains(selection) else { return create(&desk) }
      let target = PeriodRequest.Target.week(desk.content.firstDay)
      return Step(.close, [desk.load(target, block: matches[selection].id)])
    default:
      if picker.follow(key, count: matches.count, from: selection) {
        picker.choose(nil, of: 0)
      }
      return Step()
    }
  }

  /// A name that no block has is that of a new one.
  private func create(_ desk: inout Desk) -> Step {
    guard desk.isChangeable else {
      desk.say("No booking block is called that.", .error)
      return Step()
    }
    var form = Form.createBlock(timezone: desk.content.zone.name, desk.settings)
    form.set(.name, to: picker.field.text)
    return Step(.replace(form))
  }

  mutating func point(at target: MouseTarget) {
    if case .entry(let index) = target { picker.choose(index, of: index + 1) }
  }

  mutating func scroll(_ lines: Int, _ desk: inout Desk) -> Step {
    picker.choose(selection + lines, of: matches(desk).count)
    return Step()
  }

  func box(_ desk: Desk) -> Box? {
    let matches = matches(desk)
    let room = desk.layout.columnsInBox(Self.width)
    var box = Box("Booking block", width: Self.width, count: matches.count) { index in
      line(of: matches[index], index, room, desk)
    }
    box.height = max(4, matches.count + 3)
    let label = desk.layout.isLinear ? "Find: " : ""
    let none = "None is called that."
    let text = desk.isChangeable ? "\(none) Enter makes one of this name." : none
    box.ask(
      .init(label: label, field: picker.field, isInList: selection > 0),
      selected: selection,
      orSay: [Line(text, .dim)]
    )
    return box
  }

  private func line(of block: BookingBlock, _ index: Int, _ room: Int, _ desk: Desk) -> Line {
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
        + [.text(fact, x: room - fact.count, width: fact.count, style)],
      target: .entry(index)
    )
  }
}
