import SlotDomain

/// The screen as it was at a moment. While it shows the past, whatever is read is read as of then,
/// states are those of then, and nothing can be changed.
extension Desk {
  /// `yesterday 09:10`; `now` comes back. Nil when it is no such time, which is said.
  mutating func showPast(atWritten text: String) -> [Effect]? {
    guard content.block != nil else {
      say("There is no booking block that could have been otherwise.", .error)
      return nil
    }
    if text.lowercased() == "now" { return comeBack() }
    do {
      let then = try PastTime.parse(text, now: clock, times)
      guard then <= clock else {
        say("\(times.moment(then, now: clock)) is still to come.", .error)
        return nil
      }
      time.asOf = then
      return [reload()]
    } catch {
      let isUnreadable = if case .malformed = error { true } else { false }
      let sentence = SlotError.invalidDate(error).message(in: content.zone)
      say(isUnreadable ? PastTime.remedy : sentence, .error)
      return nil
    }
  }

  mutating func comeBack() -> [Effect] {
    time.asOf = nil
    return [reload()]
  }

  /// What was read is of another moment. Marks are not taken along: they stand for slots that may be
  /// otherwise there.
  mutating func arrive(at then: Instant?) {
    time.asOf = then
    guard then != content.asOf else { return }
    selection.marks.removeAll()
    selection.marks.rangeStart = nil
    journal.flashes = [:]
    surroundings.panel = nil
    let escape = keyMap.keyName(.clearMarks)
    say(
      then.map {
        "As it was \(times.moment($0, now: clock)); nothing can be changed. \(escape) comes back."
      } ?? "Back in the present."
    )
  }
}
