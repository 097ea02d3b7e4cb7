/// What a VCALENDAR has in it.
struct ICalendar {
  var events: [ICalendarEvent] = []
  /// The time zones that it describes.
  let zones = ICalendarZones()
  /// What is to be done with it: `CANCEL` takes its events away.
  var method: String?
  /// To-dos and the like.
  var passedOver = 0
}
