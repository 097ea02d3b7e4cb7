/// Appointments as a table, one in a row, for letters and lists of phones.
///
/// - Note: Source: RFC 4180.
public enum AppointmentCSV {
  public static let columns =
    ["id", "block", "start", "end"] + AppointmentMember.allCases.map(\.rawValue) + ["status"]

  public static var header: String { CSVText.row(columns) }

  /// - `slot`: The one that it is on.
  /// - `block`: The one that the slot belongs to, which the row has by its name.
  public static func row(
    _ appointment: Appointment,
    on slot: Slot,
    in block: BookingBlock,
    dates: DateStyle = .utc
  ) -> String {
    let metadata = appointment.metadata
    let members = AppointmentMember.allCases.map { $0.text(in: metadata) }
    return CSVText.row(
      [
        "\(appointment.id)", block.name, dates.text(slot.range.start), dates.text(slot.range.end),
      ] + members + [appointment.status.rawValue]
    )
  }
}
