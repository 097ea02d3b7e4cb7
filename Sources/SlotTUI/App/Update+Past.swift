import SlotDomain

/// The screen as it was at a moment. While it shows the past, whatever is read is read as of then,
/// states are those of then, and nothing can be changed.
extension AppState {
  /// `yesterday 09:10`; `now` comes back. Nil when it is no such time, which is said.
  mutating func showPast(atWritten text: String) -> [Effect]? {
    guard content.block != nil else {
      message = Message("There is no booking block that could have been otherwise.", .error)
      return nil
    }
    if text.lowercased() == "now" { return comeBack() }
    do {
      let then = try PastTime.parse(text, now: clock, times)
      guard then <= clock else {
        message = Message("\(times.moment(then, now: clock)) is still to come.", .error)
        return nil
      }
      asOf = then
      return [reload(.stay)]
    } catch {
      let isUnreadable = if case .malformed = error { true } else { false }
      let sentence = SlotError.invalidDate(error).message(in: content.zone)
      message = Message(isUnreadable ? PastTime.remedy : sentence, .error)
      return nil
    }
  }

  /// Marks go first, as ever; then the past.
  mutating func clearMarksOrComeBack() -> [Effect] {
    if marks.isEmpty, marks.rangeStart == nil, content.asOf != nil { return comeBack() }
    clearMarks()
    return []
  }

  private mutating func comeBack() -> [Effect] {
    asOf = nil
    return [reload(.stay)]
  }

  /// What is read is about to be of another moment. Marks are not taken along: they stand for slots
  /// that may be otherwise there.
  mutating func cross(to then: Instant?) {
    asOf = then
    now = then ?? clock
    guard then != content.asOf else { return }
    marks.removeAll()
    marks.rangeStart = nil
    flashes = [:]
    panel = nil
    let escape = keyMap.keyName(.clearMarks)
    message = Message(
      then.map {
        "As it was \(times.moment($0, now: clock)); nothing can be changed. \(escape) comes back."
      } ?? "Back in the present."
    )
  }

  /// Whether what is shown may be changed.
  var isChangeable: Bool { !settings.isReadOnly && content.asOf == nil }

  /// Why nothing can be changed now; nil when it can.
  var obstacleToChanges: String? {
    if isChangeable { return nil }
    guard content.asOf != nil else { return "The store is open for reading only." }
    return "The past cannot be changed. \(keyMap.keyName(.clearMarks)) comes back to the present."
  }

  /// The effects with all that they read as of the moment that is wanted.
  func asOfShown(_ effects: [Effect]) -> [Effect] {
    guard let asOf else { return effects }
    return effects.compactMap { effect in
      switch effect {
      case .load(var request):
        request.asOf = asOf
        return .load(request)
      case .tallyOccupancy(var request):
        request.asOf = asOf
        return .tallyOccupancy(request)
      case .find(let block, let range, _):
        return .find(block, range, asOf: asOf)
      case .loadDetails(let slot, let use):
        return .loadPastDetails(slot, use, asOf)
      case .countAvailable, .search, .surveySeries:
        // What is now would be a riddle beside the slots of then.
        return nil
      case .loadDay, .countPlaces, .loadPastDetails, .readChanges, .perform, .planPaste, .lock,
        .loadSampleData, .undo, .redo, .openTour, .closeTour, .actAsColleague, .editMetadata, .copy,
        .listenToMouse, .redraw, .suspend, .quit:
        return effect
      }
    }
  }
}
