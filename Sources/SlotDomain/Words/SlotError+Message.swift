extension SlotError {
  /// One sentence for people: what, which, and what to do about it. Dates are shown in `zone`.
  ///
  /// Screen and command line print the same one, but for the style in which the screen writes times.
  public func message(in zone: Zone, style: TimeStyle = TimeStyle()) -> String {
    let time = SentenceTime(zone: zone, style: style)
    switch self {
    case .unexpected(let detail):
      return "Something went wrong that should not have: \(detail). Please report it."
    case .badRequest(let sentence):
      return sentence
    case .invalidDate(let problem):
      return problem.message(in: style)
    case .invalidTimezone(let name):
      return TimeProblem.unknownZone(name).message(in: style)
    case .zoneNotDescribed(let name):
      return "There is no time zone \(quoted(name)), and the file does not describe it."
    case .startNotBeforeEnd(let range):
      return "The start (\(time.text(range.start))) must be before the end"
        + " (\(time.text(range.end))). Choose a later end."
    case .slotsOverlap(let range, let existing, let isNew):
      return "\(time.text(range)) overlaps \(isNew ? "another new slot" : "the slot")"
        + " \(time.text(existing)). Choose a time that is free."
    case .slotNotFound(let reference):
      return "There is no slot \(quoted(reference)). It may have been deleted:"
        + " slottui slot list shows those there are."
    case .metadataTooLong(nil):
      return
        "Metadata is too long. Shorten it: all of it has at most \(Metadata.maximumLength) bytes."
    case .metadataTooLong(let key?):
      return
        "Metadata \(quoted(String(key.unicodeScalars.prefix(40)))) is too long. Shorten it: a key"
        + " has at most \(Metadata.maximumKeyLength) characters, a value at most"
        + " \(Metadata.maximumValueLength)."
    case .metadataKeyNotString(let offset):
      return "A key of the metadata is not a string (at character \(offset + 1))."
        + " Write it in double quotes."
    case .notLockable(let slot):
      return "Slot \(time.text(slot.range)) cannot be locked. Make it lockable first."
    case .alreadyLocked(let slot), .slotLocked(let slot):
      return "Slot \(time.text(slot.range)) is locked"
        + (slot.storedLock.map { " by \($0.owner) until \(time.minute($0.end))" } ?? "")
        + ". Wait, or unlock it."
    case .capacityBelowAppointments(let slot, let capacity):
      return "Slot \(time.text(slot.range)) has \(slot.activeAppointments) active appointments,"
        + " more than a capacity of \(capacity). Cancel or move some first."
    case .capacityInvalid(let value):
      return "The capacity cannot be \(quoted(value)). Give a whole number,"
        + " \(bound(value, least: 1, most: SlotRules.largestCapacity))."
    case .appointmentNotFound(let reference):
      return "There is no appointment \(quoted(reference)). It may have been deleted:"
        + " slottui appointment list shows those there are."
    case .notEnoughCapacity(let slot):
      return "Slot \(time.text(slot.range)) is full (\(slot.activeAppointments) of"
        + " \(slot.capacity) taken). Raise its capacity or choose another."
    case .slotDisabled(let slot):
      return "Slot \(time.text(slot.range)) is disabled. Enable it first."
    case .blockNotFound(let reference, let near):
      return "There is no booking block \(quoted(reference)).\(didYouMean(near.map(quoted)))"
        + " slottui block list shows them all."
    case .bookingDisabledBeforeInvalid(let value):
      return "The lead time cannot be \(quoted(value)). Give whole seconds,"
        + " \(bound(value, least: 0, most: BlockRules.longestLead))."
    case .lockKeyWrong(let slot):
      return "That is not the key of the lock on slot \(time.text(slot.range))."
        + " Give the right one, or unlock it by force."
    case .slotHasAppointments(let slot):
      return
        "Slot \(time.text(slot.range)) has \(counted(slot.appointments, "appointment")). Delete or move"
        + " them first, or delete the slot by force."
    case .blockHasSlots(let block, let count):
      let them = count == 1 ? "it" : "them"
      return
        "Booking block \(quoted(block.name)) has \(counted(count, "slot")). Delete \(them) first,"
        + " or delete the block by force."
    case .blockNotPublished(let block):
      return "Booking block \(quoted(block.name)) is a draft. Publish it first."
    case .bookingClosed(let slot, let since):
      return "It is too late to book slot \(time.text(slot.range)): booking closed at"
        + " \(time.text(since)). Choose a later slot."
    case .changedMeanwhile(let slot, let actor, let at):
      return "\(actor) changed slot \(time.text(slot.range)) at \(time.text(at)), after you opened"
        + " it. Look at it again."
    case .memberChanged(let name, let value):
      let now = value.map { ": it is \(quoted($0.string ?? $0.text())) now" } ?? ""
      return "The \(name) was changed after you opened it\(now). Look at it again."
    case .storeBusy:
      return "Somebody else is writing to the store. Try again in a moment."
    case .storeDamaged(let place, let reason) where place.hasPrefix("postgres://"):
      return "\(place) cannot be used: \(reason). Please ask the store's owner."
    case .storeDamaged(let place, let reason):
      return "\(quoted(place)) cannot be used: \(reason). Choose another file with --db, or restore"
        + " a backup."
    case .strangeFile(let path, let reason):
      return "\(quoted(path)) must not lie there: \(reason)."
        + " Look whose it is, and move it away: until then the store is not touched."
    case .storeNewer(let place, let version):
      return "\(quoted(place)) was written by a newer slottui (store version \(version))."
        + " Install that version."
    case .readOnly:
      return "The store can only be read. Leave out --read-only, or ask its owner for write access."
    case .nothingPutBack(let id, let verb, let obstacle, let subject, let isUndo):
      let what =
        "Nothing of action \(id) (\(verb.rawValue)) can be \(isUndo ? "put back" : "done again")"
      switch obstacle {
      case nil: return what + "."
      case .changed(let actor, let at):
        let which = subject.map { " (\($0.name))" } ?? ""
        return "\(what): \(actor) changed it at \(time.minute(at))\(which)."
      case .refused(let error): return "\(what): \(error.message(in: zone, style: style))"
      }
    case .cannotUndo(let sentence):
      return sentence
    case .ambiguousReference(let reference, let candidates):
      return "\(quoted(reference)) can mean \(candidates.joined(separator: ", "))."
        + " Give more of it."
    case .fileProblem(let path, let reason):
      return "\(quoted(path)) cannot be read or written: \(reason)."
        + " Mend that, or choose another file."
    case .rightMissing(let reason):
      return
        "Your role on the server may not do that (\(shown(reason))). Please ask the store's owner."
    case .storeOutOfReach(let address, let reason):
      return
        "The server of the store \(address) cannot be reached: \(reason). Try again, or look at it with"
        + " slottui doctor."
    case .changeUnknown(let address, let reason, let request):
      return "The server of the store \(address) was lost while it saved (\(reason))."
        + " Nobody knows whether the change was saved. Look before you do it again, or repeat the"
        + " command with --request \(request), which does it once."
    case .serverAsFile(let address):
      return "\(quoted(address)) is on a server. Give the path of a file."
    case .reportLost(let cause):
      let reason =
        if case .fileProblem(let path, let reason) = cause {
          "\(path): \(reason)"
        } else {
          cause.message(in: zone, style: style)
        }
      return "The change is done; only its report could not be written (\(reason))."
        + " Do not repeat it."
    case .stopped:
      return "It was stopped, and nothing was changed. Do it again when there is time."
    case .inFile(let file, let line, let cause):
      return "\(file), line \(line): \(cause.message(in: zone, style: style))"
    case .several(let refusals, let count):
      let first = refusals.first?.message(in: zone, style: style) ?? ""
      return count > 1 ? "\(first) (And \(count - 1) more.)" : first
    }
  }

  private func quoted(_ text: String) -> String { "\"\(text)\"" }
}

/// How sentences speak of times: to the minute where that is exact, with the offset of one that comes twice.
private struct SentenceTime {
  let zone: Zone
  let style: TimeStyle

  func text(_ instant: Instant) -> String { "\(date(instant)) \(clock(instant))\(mark)" }

  /// Of what nobody wants to know to the second.
  func minute(_ instant: Instant) -> String { text(instant.startOfMinute) }

  func text(_ range: TimeRange) -> String {
    let (first, last) = (date(range.start), date(range.end))
    let (start, end) = (clock(range.start), clock(range.end))
    let clocks = first == last ? style.clocks(start, end) : "\(start)–\(last) \(end)"
    return "\(first) \(clocks)\(mark)"
  }

  private var mark: String { zone.showsUTC ? " UTC" : "" }

  private func date(_ instant: Instant) -> String { style.date(zone.date(instant)) }

  /// What is not of a whole second is nothing that a style speaks of.
  private func clock(_ instant: Instant) -> String {
    let time = zone.local(instant)
    guard time.millisecondOfDay % 1000 != 0 else { return style.clock(instant, in: zone) }
    let clock = String(TimeText.local(instant, in: zone).dropFirst(11).prefix(12))
    return zone.showsTwice(time) ? clock + TimeText.offset(zone.offset(at: instant)) : clock
  }
}

/// What is expected of a number that is refused: one that is too large is told how large it can be.
private func bound(_ value: String, least: Int, most: Int) -> String {
  let isDigits = !value.isEmpty && value.utf8.allSatisfy { (0x30...0x39).contains($0) }
  let isTooLarge = isDigits && Int(value).map { $0 > most } != false
  return isTooLarge ? "at most \(most)" : "\(least) or more"
}

extension Change.Subject {
  /// `slot 93bd6b73`: what it is, and the beginning of its id.
  public var name: String {
    switch self {
    case .block(let id): "block \(id.short)"
    case .slot(let id): "slot \(id.short)"
    case .appointment(let id): "appointment \(id.short)"
    }
  }
}
