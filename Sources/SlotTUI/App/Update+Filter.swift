import SlotDomain

/// Filtering by state: what does not match stands back, and the keys that go from slot to slot pass
/// it over.
extension AppState {
  mutating func filter(by condition: SlotCondition?) -> [Effect] {
    let had = week.filter.condition
    week.setFilter(condition, now: now)
    rest()
    guard let condition else {
      message = Message(had == nil ? "All slots are shown already." : "All slots are shown again.")
      return []
    }
    let count = week.shownSlots.count
    message = Message(
      "\(count == 0 ? "None" : "\(count)") of \(counted(week.slots.count, "slot")) in this week"
        + " \(count == 1 ? "is" : "are") \(condition.adjective)."
        + " \(keyMap.keyName(.showAll)) shows all again."
    )
    return []
  }
}
