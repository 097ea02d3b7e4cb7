import SlotDomain

/// What a form and a list of places ask while somebody is booked or moved.
extension EffectRunner {
  func seek(_ wish: PlaceWish, from position: Instant, at now: Instant) throws(SlotError) -> Event {
    let step = try store.freePlaces(wish.query, from: position, limit: 1, at: now)
    return .placeSought(wish, step)
  }

  func findPeople(
    _ query: SearchQuery,
    from position: SearchPosition
  ) throws(SlotError) -> Event {
    let step = try store.search(query, from: position, rows: Self.rowsOfSearch)
    return .peopleFound(query, from: position, step)
  }

  /// None for whoever was deleted since, which is told as what it is.
  func placesToMove(_ id: Appointment.ID, at now: Instant) throws(SlotError) -> Event {
    do {
      return .placesToMoveFound(id, try store.placesToMove(id, at: now, limit: MoveWindow.most))
    } catch {
      guard error.code == .appointmentNotFound else { throw error }
      return .placesToMoveFound(id, [])
    }
  }

  /// A booking is read back with its place: it is told along with who has it now.
  func withPlaces(_ outcome: Outcome, of operation: Operation) -> Outcome {
    guard operation.verb.isBooking || operation.verb == .rescheduleAppointment else {
      return outcome
    }
    var outcome = outcome
    for id in outcome.appointments.prefix(Self.placesTold).map(\.slotID)
    where !outcome.slots.contains(where: { $0.id == id }) {
      if let slot = try? store.slot(id) { outcome.slots.append(slot) }
    }
    return outcome
  }

  /// More are counted.
  private static let placesTold = 2
}
