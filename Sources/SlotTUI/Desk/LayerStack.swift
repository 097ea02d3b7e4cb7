import SlotDomain
import TerminalKit

/// What lies over the view, from the lowest to the topmost, which is seen and gets the keys first.
struct LayerStack: Sendable {
  private(set) var all: [any Layer] = []

  /// What is to be done in the view and in the world.
  typealias Result = (effects: [Effect], act: Step.Act?)

  var isEmpty: Bool { all.isEmpty }
  var top: (any Layer)? { all.last }
  /// Whether one of them stands below the view, where that has room.
  var isDocked: Bool { all.contains { $0.isDocked } }

  mutating func open(_ layer: any Layer) { all.append(layer) }

  /// Opens one in place of all others.
  mutating func openAlone(_ layer: any Layer) { all = [layer] }

  mutating func closeAll() { all = [] }
  mutating func closeAllButTop() { all = all.suffix(1) }

  // MARK: What the topmost does

  mutating func obey(_ key: Key, _ desk: inout Desk) -> Result {
    guard let index = all.indices.last else { return ([], nil) }
    return apply(all[index].obey(key, &desk), from: index, &desk)
  }

  mutating func scroll(_ lines: Int, _ desk: inout Desk) -> Result {
    guard let index = all.indices.last else { return ([], nil) }
    return apply(all[index].scroll(lines, &desk), from: index, &desk)
  }

  mutating func point(at target: MouseTarget) {
    if let index = all.indices.last { all[index].point(at: target) }
  }

  /// Also of those that are covered, so that whoever comes back to one sees what is so by then.
  func renewal(_ desk: Desk) -> [Effect] { all.flatMap { $0.renewal(desk) } }

  /// What lies over the view to be seen. A question leaves what it is about to be seen; but a plan is
  /// looked at in the view.
  func shown(_ desk: Desk) -> (any Layer)? {
    guard let top, top.question != nil else { return top }
    return desk.selection.planned != nil && desk.layout.docked == 0 ? nil : all.dropLast().last
  }

  // MARK: What any of them does

  /// Offers an answer of the store to what is open; nil when it is for none of that.
  mutating func offer(_ event: Event, _ desk: inout Desk) -> [Effect]? {
    for index in all.indices.reversed() {
      if let step = all[index].receive(event, &desk) {
        return apply(step, from: index, &desk).effects
      }
    }
    return nil
  }

  /// Tells all of them what was done to the store.
  mutating func tell(_ event: Event, _ desk: inout Desk) -> [Effect] {
    var effects: [Effect] = []
    // One that closes takes along what lies over it, of which all have heard by then.
    for index in all.indices.reversed() where all.indices.contains(index) {
      guard let step = all[index].receive(event, &desk) else { continue }
      effects += apply(step, from: index, &desk).effects
    }
    return effects
  }

  mutating func settle(_ desk: inout Desk) -> [Effect] {
    var effects: [Effect] = []
    for index in all.indices { effects += all[index].settle(&desk) }
    return effects
  }

  /// What would be made; nil where none of them makes anything of that kind.
  func planned(in range: TimeRange, _ desk: Desk) -> [TimeRange]? {
    all.reversed().lazy.compactMap { $0.planned(in: range, desk) }.first
  }

  private mutating func apply(_ step: Step, from index: Int, _ desk: inout Desk) -> Result {
    var effects = step.effects
    switch step.turn {
    case .stay: break
    case .close: all.removeSubrange(index...)
    case .closeAll: all = []
    case .leave:
      all.removeSubrange(index...)
      effects = renewal(desk) + effects
    case .replace(let layer): all[index...] = [layer]
    case .open(let layer): all.append(layer)
    case .answer(let answer):
      all.removeSubrange(index...)
      guard let below = all.indices.last else { break }
      effects += apply(all[below].hear(answer, &desk), from: below, &desk).effects
    }
    return (effects, step.act)
  }
}
