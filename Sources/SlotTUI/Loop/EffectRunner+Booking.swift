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

  /// What somebody still has in a row with the place that they have just lost or left.
  func restOfVisit(after event: Event) -> [Event] {
    guard case .performed(let operation, let outcome, let fresh) = event,
      !operation.movedOrCancelled.isEmpty, outcome.appointments.count == 1,
      let appointment = outcome.appointments.first,
      let left = fresh?.slotLeft(by: appointment), let place = try? store.slot(left)
    else { return [] }
    let spare = Span.hours(12)
    let around = TimeRange(start: place.range.start - spare, end: place.range.end + spare)
    let found = (try? store.engagements(of: Person(appointment.metadata), in: around)) ?? []
    var (visit, rest) = (place.range, [Engagement]())
    let others = found.filter {
      $0.appointment.id != appointment.id && $0.slot.blockID == place.blockID
    }
    for other in others where other.slot.range.start == visit.end {
      rest.append(other)
      visit = TimeRange(start: visit.start, end: other.slot.range.end)
    }
    for other in others.reversed() where other.slot.range.end == visit.start {
      rest.insert(other, at: 0)
      visit = TimeRange(start: other.slot.range.start, end: visit.end)
    }
    return rest.isEmpty ? [] : [.restOfVisitFound(appointment, rest)]
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

extension Fresh {
  /// The slot in which somebody had the place that was given up.
  fileprivate func slotLeft(by appointment: Appointment) -> Slot.ID? {
    let changes = entries.flatMap(\.changes).filter { $0.subject == .appointment(appointment.id) }
    guard let last = changes.last else { return nil }
    return last.before?["slot_id"]?.string.flatMap { Slot.ID($0) } ?? appointment.slotID
  }
}
