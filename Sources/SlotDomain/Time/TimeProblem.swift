/// Why a text is no time, or a name no zone. Carries what a sentence about it needs, and no
/// sentence.
public enum TimeProblem: Error, Hashable, Sendable {
  /// Not written as a time is. With the text.
  case malformed(String)
  /// Not written as any of the times is that people may write. With the text.
  case noMoment(String)
  /// No day, or none that is there once: why. With the text.
  case noDay(String, WrittenDate.Problem)
  /// Written as a time is, but there is no such month, day, hour, offset or year. With the text.
  case outOfRange(String)
  /// The zone's clock is put forward over this time.
  case doesNotExist(LocalTime, gap: LocalGap)
  /// The zone's clock shows this time twice. The offsets, in seconds east of UTC, tell which is
  /// which.
  case ambiguous(LocalTime, firstOffset: Int, secondOffset: Int)
  /// The time zone database has no such zone, or has damaged it. With the name.
  case unknownZone(String)
  /// A block's zone is not in the database, or damaged there, so that its clock cannot be read. With
  /// the name.
  case zoneLost(String)
}
