import SlotDomain

/// People: whom the next appointment is for, and when somebody comes.
extension Desk {
  /// How the slots of a block are written: on the clock that is shown, or on their own where every block
  /// has its own.
  func times(of block: BookingBlock?) -> TimeFormat {
    guard zoneChoice == .block, let block else { return times }
    return TimeFormat(zone: block.zone, style: settings.timeStyle)
  }

  /// On the clock of its block.
  func times(of slot: Slot) -> TimeFormat { times(of: block(slot.blockID)) }

  /// What the block of a slot is called, as ``blockName(_:)`` says it.
  func blockName(of slot: Slot) -> String { blockName(slot.blockID) }

  /// What a block is called; where its times are on another clock than those around it, with that:
  /// `Video (America/New_York)`. Empty where it is not there.
  func blockName(_ id: BookingBlock.ID) -> String {
    guard let block = block(id) else { return "" }
    let zone = times(of: block).zone
    let isItsOwn = zoneChoice == .block || zone == block.zone
    let isPlain = zone == content.zone && isItsOwn && foreignZone(of: block) == nil
    return block.name + (isPlain ? "" : " (\(zone.shownName))")
  }

  /// ` EST` behind a time, where that is of another clock than those around it, for where the block's name,
  /// which says so too, can be cut.
  func clockMark(of slot: Slot) -> String { clockMark(of: slot.blockID, at: slot.range.start) }

  func clockMark(of block: BookingBlock.ID, at moment: Instant) -> String {
    guard let block = self.block(block), blockName(block.id) != block.name else { return "" }
    return times(of: block).clockName(at: moment)
  }

  /// The zone of a block, where most blocks go by another clock than it does: whoever hears a time of it must
  /// hear that too.
  func foreignZone(of block: BookingBlock) -> String? {
    let isUsual = content.blocks.isEmpty || content.usualZones.contains(block.timezone)
    return zoneChoice != .block || isUsual ? nil : block.zone.shownName
  }

  /// `Mon 30 Nov 10:20–10:40, Dr Chen`
  func place(of slot: Slot) -> String {
    let (when, name) = (times(of: slot).range(slot.range, now: now), blockName(of: slot))
    return name.isEmpty ? when : "\(when), \(name)"
  }

  /// When a slot is, or will be; of another block than the one that is shown with that one's name.
  func when(_ slot: Slot, at range: TimeRange? = nil) -> String {
    var slot = slot
    if let range { slot.range = range }
    return slot.blockID == content.block?.id
      ? times.range(slot.range, now: now) : place(of: slot)
  }

  /// `Tue 09:00`
  func soon(_ slot: Slot) -> String { times(of: slot).soon(slot.range.start, now: now) }

  /// In a sentence.
  func who(_ appointment: Appointment) -> String {
    names.areShown ? appointment.label : "somebody"
  }

  /// How this screen tells what somebody did: on the clock of the block that it is about, where every block
  /// has its own.
  var activityText: ActivityText {
    let dates = ActivityDates(
      day: { times(ofZone: $1).day($0, now: now) },
      moment: {
        let times = times(ofZone: $1)
        return times.moment($0, now: now)
          + (times.zone == content.zone ? "" : times.clockName(at: $0))
      }
    )
    return ActivityText(dates, showsPeople: names.areShown)
  }

  private func times(ofZone name: String?) -> TimeFormat {
    guard zoneChoice == .block, let name else { return times }
    // A block that is not there any more can have had it.
    let zone =
      content.blocks.first { $0.timezone == name }?.zone ?? (try? Zone(named: name)) ?? content.zone
    return TimeFormat(zone: zone, style: settings.timeStyle)
  }
}
