import SlotDomain

extension Tables {
  func blocks(_ blocks: [Report.CountedBlock]) throws(SlotError) -> [String] {
    guard !blocks.isEmpty else { return [] }
    var table = Table([
      Table.Column(title: "SHORT ID"), Table.Column(title: "NAME", isFlexible: true),
      Table.Column(title: "TIME ZONE"), Table.Column(title: "STATUS"),
      Table.Column(title: "SLOTS", isRight: true), Table.Column(title: "FREE", isRight: true),
    ])
    for counted in blocks {
      table.add([
        counted.block.shortID, counted.block.name,
        try session.blocks.zone(of: counted.block.id).shownName,
        counted.block.status.rawValue, "\(counted.counts.slots)",
        "\(counted.counts.availableSlots)",
      ])
    }
    return table.lines()
  }

  func sheet(_ counted: Report.CountedBlock) throws(SlotError) -> [String] {
    let block = counted.block
    let words = try words(block.id)
    var sheet = PropertySheet()
    sheet.add("block", "\(block.id)")
    sheet.add("short id", block.shortID)
    sheet.add("name", block.name)
    sheet.add("time zone", words.zone.shownName)
    sheet.add("status", block.status.rawValue)
    sheet.add("closes", "\(block.bookingDisabledBefore) seconds before the start of a slot")
    sheet.add("slots", "\(counted.counts.slots), \(counted.counts.availableSlots) available")
    sheet.add(
      "taken",
      "\(counted.counts.activeAppointments), \(counted.counts.cancelledAppointments) cancelled"
    )
    add(block.metadata, to: &sheet)
    sheet.add("created", words.moment(block.createdAt))
    sheet.add("updated", words.moment(block.updatedAt))
    return sheet.lines()
  }

  // MARK: Appointments

  func appointments(_ appointments: [Appointment]) throws(SlotError) -> [String] {
    guard !appointments.isEmpty else { return [] }
    var table = Table([
      Table.Column(title: "ID"), Table.Column(title: "FOR", isFlexible: true),
      Table.Column(title: "TIME"), Table.Column(title: "OFFSET"), Table.Column(title: "SLOT"),
      Table.Column(title: "STATUS"),
    ])
    for appointment in appointments {
      let slot = try session.store.slot(appointment.slotID)
      let words = try words(appointment.blockID)
      table.add([
        appointment.id.short, appointment.label, words.range(slot.range),
        words.offset(slot.range.start), slot.id.short, appointment.status.rawValue,
      ])
    }
    return table.lines()
  }

  func sheet(_ appointment: Appointment) throws(SlotError) -> [String] {
    let slot = try session.store.slot(appointment.slotID)
    let words = try words(appointment.blockID)
    var sheet = PropertySheet()
    sheet.add("appointment", "\(appointment.id)")
    sheet.add("block", try session.blocks.block(appointment.blockID).name)
    sheet.add("slot", "\(appointment.slotID)")
    sheet.add("time", "\(words.range(slot.range)) \(words.offset(slot.range.start))")
    sheet.add("status", appointment.status.rawValue)
    add(appointment.metadata, to: &sheet)
    sheet.add("created", words.moment(appointment.createdAt))
    sheet.add("updated", words.moment(appointment.updatedAt))
    return sheet.lines()
  }
}
