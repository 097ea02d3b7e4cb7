import SlotDomain
import TerminalKit

extension Question {
  /// Whether the slots on a calendar's whole days are closed: of the block that is shown, or of all. Whom
  /// that leaves without a place is named, as many as have room.
  init(_ closing: HolidayClosing, _ desk: Desk) {
    let (own, all) = (closing.own, closing.all)
    let name = desk.block(closing.block)?.name ?? "this block"
    var answers: [Answer] = []
    var head = "No slot of \(name) is on these days."
    if !own.slots.isEmpty {
      answers.append(Answer(key: "y", effects: [.close(own.slots, reason: closing.reason)]))
      head = "Close \(counted(own.slots.count, "slot")) of \(name)?"
    }
    var tail = own.slots.isEmpty ? "" : " y/n"
    if all.slots.count > own.slots.count {
      answers.append(
        Answer(
          key: "a",
          effects: [.close(all.slots, reason: closing.reasonOfAll ?? closing.reason)]
        )
      )
      let people = all.people > 0 ? ", \(counted(all.people, "person", plural: "people"))" : ""
      let what = "a all blocks (\(counted(all.slots.count, "slot"))\(people))"
      tail = own.slots.isEmpty ? " \(what), n none" : " y this block, \(what), n none"
    }
    if own.people > 0 {
      let columns = head.count + tail.count
      let (loss, names) = Self.loss(of: own.people, own.names, beside: columns, desk)
      head += loss + names + (names.hasSuffix("…") ? "" : ".")
    }
    self.init(head + tail, answers: answers, refusal: "Nothing was closed.")
  }
}
