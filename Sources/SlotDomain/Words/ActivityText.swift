/// How somebody's screen or command line writes dates, for sentences about what happened.
public struct ActivityDates {
  /// `Thu 14 Jan`, in the zone of that name.
  public let day: (Instant, _ zone: String?) -> String
  /// `Mon 30 Nov 10:20`.
  public let moment: (Instant, _ zone: String?) -> String

  /// - Parameters:
  ///   - day: Gets the name of the zone of the block that it is about; nil where several have others.
  ///   - moment: The same with the time of day.
  public init(
    day: @escaping (Instant, _ zone: String?) -> String,
    moment: @escaping (Instant, _ zone: String?) -> String
  ) {
    self.day = day
    self.moment = moment
  }
}

/// The sentences that say what somebody did. They hold text of users, which nobody has made harmless.
///
/// `ben disabled 21 slots of Dr Brown, Thu 14 Jan: conference`
public struct ActivityText {
  private let dates: ActivityDates
  /// Whether people are named; else they are counted.
  private let showsPeople: Bool

  public init(_ dates: ActivityDates, showsPeople: Bool = true) {
    self.dates = dates
    self.showsPeople = showsPeople
  }

  /// Who did what, and why.
  public func sentence(_ activity: Activity) -> String {
    // Why is what somebody wrote, and mostly about people. Of sample data it says no more.
    let isTold = showsPeople && activity.action.verb != .demo
    let reason = isTold ? activity.action.reason.map { ": \($0)" } ?? "" : ""
    return "\(activity.action.actor) \(deed(activity))\(reason)"
  }

  /// Without who did it: `disabled 21 slots of Dr Brown, Thu 14 Jan`.
  public func deed(_ activity: Activity) -> String {
    guard let target = activity.target else { return deed(activity.action.verb, activity.subject) }
    let words = activity.action.verb.words.past
    let whose = target.actor == activity.action.actor ? "" : " what \(target.actor) did"
    return "\(words)\(whose): \(deed(target.verb, activity.subject))"
  }

  private func deed(_ verb: Action.Verb, _ subject: ActivitySubject) -> String {
    let past = verb.words.past
    return switch (verb.topic, verb) {
    case (.slots, .deleteSlots): "\(past) \(slots(subject))\(withPeople(subject))"
    case (.slots, _), (_, .plan): "\(past) \(slots(subject))"
    case (.blocks, .publishBlock), (.blocks, .draftBlock):
      "\(past) \(names(of: subject) ?? blocks(subject))"
    case (.blocks, _): "\(past) \(blocks(subject))"
    case (_, .createAppointments): "\(past) \(places(subject))\(at(subject))"
    case (_, .createLateAppointments): "booked \(places(subject)) late\(at(subject))"
    case (_, .enableAppointments), (_, .deleteAppointments):
      "\(past) \(appointments(subject))\(at(subject))"
    case (_, .rescheduleAppointment): moved(past, subject)
    case (.appointments, _): "\(past) \(person(subject) ?? appointments(subject))\(at(subject))"
    case (.anything, .demo): "\(past) sample data"
    case (.anything, .takeOver): "\(past) \(things(subject))"
    case (.anything, _): past
    }
  }

  // MARK: Slots and blocks

  /// `21 slots of Dr Brown, Thu 14 Jan`.
  private func slots(_ subject: ActivitySubject) -> String {
    let slots = subject.slots == 1 ? "a slot" : counted(subject.slots, "slot")
    let blocks = names(of: subject).map { " of \($0)" } ?? ""
    if let from = subject.movedFrom, let to = subject.span {
      let old = dates.moment(from.range.start, subject.zone)
      return "\(slots)\(blocks) from \(old) to \(dates.moment(to.start, subject.zone))"
    }
    let shift = subject.movedBy.map { " \($0.laterOrEarlier)" } ?? ""
    return slots + blocks + shift + time(subject, isSingle: subject.slots == 1)
  }

  /// `, with Anna First`: who went with what was deleted.
  private func withPeople(_ subject: ActivitySubject) -> String {
    guard subject.appointments > 0 else { return "" }
    return ", with " + (people(subject) ?? counted(subject.appointments, "appointment"))
  }

  /// `booking block Dr Chen`.
  private func blocks(_ subject: ActivitySubject) -> String {
    guard let names = names(of: subject) else { return "a booking block" }
    guard subject.blockCount <= subject.blocks.count else { return names }
    return "booking block\(subject.blockCount == 1 ? "" : "s") \(names)"
  }

  /// `Dr Brown and Dr Chen`; of more, how many.
  private func names(of subject: ActivitySubject) -> String? {
    guard subject.blockCount > 0, !subject.blocks.isEmpty else { return nil }
    guard subject.blockCount <= subject.blocks.count else {
      return counted(subject.blockCount, "booking block")
    }
    return listed(subject.blocks)
  }

  private func things(_ subject: ActivitySubject) -> String {
    var things: [String] = []
    if subject.slots > 0 { things.append(counted(subject.slots, "slot")) }
    if subject.appointments > 0 { things.append(counted(subject.appointments, "appointment")) }
    guard !things.isEmpty else { return blocks(subject) }
    let blocks = names(of: subject).map { " of \($0)" } ?? ""
    return listed(things) + blocks + time(subject, isSingle: false)
  }

  // MARK: Appointments

  private func places(_ subject: ActivitySubject) -> String {
    let count = subject.appointments
    guard let people = people(subject) else {
      return count == 1 ? "a place" : counted(count, "place")
    }
    let isOne = subject.people.count == 1 && count > 1
    return isOne ? "\(counted(count, "place")) for \(people)" : people
  }

  /// One person by name, whose only appointment it is.
  private func person(_ subject: ActivitySubject) -> String? {
    subject.appointments == 1 ? people(subject) : nil
  }

  private func appointments(_ subject: ActivitySubject) -> String {
    let count = subject.appointments
    guard let people = people(subject) else {
      return count == 1 ? "an appointment" : counted(count, "appointment")
    }
    return "\(count == 1 ? "the appointment" : counted(count, "appointment")) of \(people)"
  }

  /// `Anna First, Bea Two and 3 others`; nil where nobody is named.
  private func people(_ subject: ActivitySubject) -> String? {
    guard showsPeople, !subject.people.isEmpty else { return nil }
    let named = subject.people.count
    // With as many names as are ever told there can be more; else whoever has none is the rest.
    guard named > 1, subject.appointments > named else { return listed(subject.people) }
    return listed(subject.people + [counted(subject.appointments - named, "other")])
  }

  /// `, Mon 30 Nov 10:20, Dr Chen`.
  private func at(_ subject: ActivitySubject) -> String {
    let isSingle = subject.appointments == 1 || subject.slots == 1
    return time(subject, isSingle: isSingle) + (names(of: subject).map { ", \($0)" } ?? "")
  }

  private func moved(_ past: String, _ subject: ActivitySubject) -> String {
    let whom = person(subject) ?? appointments(subject)
    guard let from = subject.movedFrom, let to = subject.span else {
      return "\(past) \(whom)\(at(subject))"
    }
    let old = dates.moment(from.range.start, from.zone ?? subject.zone)
    let new = dates.moment(to.start, subject.zone)
    let before = from.block.map { ", \($0)," } ?? ""
    let block = names(of: subject).map { ", \($0)" } ?? ""
    return "\(past) \(whom) from \(old)\(before) to \(new)\(block)"
  }

  // MARK: Times

  /// `, Thu 14 Jan`, `, Thu 14 Jan – Fri 22 Jan`; of one thing with the time of day.
  private func time(_ subject: ActivitySubject, isSingle: Bool) -> String {
    guard let span = subject.span else { return "" }
    guard !isSingle else { return ", \(dates.moment(span.start, subject.zone))" }
    let first = dates.day(span.start, subject.zone)
    let last = dates.day(max(span.start, span.end - Span(milliseconds: 1)), subject.zone)
    return first == last ? ", \(first)" : ", \(first) – \(last)"
  }
}
