import SlotDomain

/// What the screen may say of people. Every view, window and message asks this one, `desk.names`, before
/// it says a name, a phone, or anything else that was written down about somebody: a stranger can stand
/// before the screen.
struct Names: Hashable, Sendable {
  /// What is said of a place that somebody has, where nobody is to be named.
  static let taken = "taken"

  /// Off, nothing of a person may be seen, nor be read for the view.
  var areShown = true

  /// Who it is for.
  func label(_ appointment: Appointment) -> String {
    areShown ? appointment.label : Self.taken
  }

  /// A phone, an address, a note or a value of metadata; empty where names are off.
  func text(_ text: String) -> String { areShown ? text : "" }

  /// Of a slot or an appointment; without a member where names are off.
  func metadata(_ metadata: Metadata) -> Metadata { areShown ? metadata : .empty }
}
