/// The contents of a compiled time zone file: when its clock was or will be changed, to what, and
/// the rule for the time after that.
///
/// - Note: Source: RFC 9636 (TZif, versions 1 to 4).
struct TimeZoneFile: Sendable {
  /// Seconds since 1970 of each change, ascending. Some change only the abbreviation.
  private(set) var times: [Int64] = []
  /// For each change the index in `types` of what it brings.
  private(set) var typeIndices: [UInt8] = []
  private(set) var types: [LocalTimeType]
  /// Index of what held before the first change.
  private(set) var initialType = 0
  /// What holds from the last change on, or always if there is none.
  private(set) var rule: PosixTimeZone?

  enum Damage: Error, Hashable {
    case notATimeZone
    case truncated
    /// A count, an index, an order, an offset or the rule that cannot be.
    case inconsistent
    /// Counts leap seconds, as the zones in `right/` do. An ``Instant`` does not.
    case leapSeconds
  }

  /// A zone whose clock is never changed.
  init(fixed type: LocalTimeType) {
    types = [type]
  }

  /// - Throws: ``Damage`` for anything that is not one whole time zone; no bytes make it trap.
  init(_ bytes: [UInt8]) throws(Damage) {
    var reader = ByteReader(bytes: bytes)
    var header = try Header(from: &reader)
    if header.version >= 2 {
      // Version 1 had 32 bits for a time. Its block is still there, for readers of 1993.
      try reader.skip(header.blockSize(bytesPerTime: 4))
      header = try Header(from: &reader)
    }
    let bytesPerTime = header.version >= 2 ? 8 : 4
    guard reader.remaining >= header.blockSize(bytesPerTime: bytesPerTime) else {
      throw .truncated
    }
    guard header.leapSecondCount == 0 else { throw .leapSeconds }

    times = try reader.times(header.timeCount, bytesEach: bytesPerTime)
    typeIndices = try reader.bytes(header.timeCount)
    types = try reader.types(header)
    try reader.skip(header.standardIndicatorCount + header.universalIndicatorCount)
    if header.version >= 2 { rule = try reader.rule() }
    guard typeIndices.allSatisfy({ Int($0) < types.count }) else { throw .inconsistent }
    leaveOutUndatableTimes()
  }

  /// Some files begin with the Big Bang. Nobody has an appointment then, and without it every
  /// time can be turned into milliseconds.
  private mutating func leaveOutUndatableTimes() {
    let tooEarly = times.prefix { $0 < Instant.datableSeconds.lowerBound }.count
    if tooEarly > 0 { initialType = Int(typeIndices[tooEarly - 1]) }
    let tooLate = times.reversed().prefix { $0 > Instant.datableSeconds.upperBound }.count
    times = Array(times.dropFirst(tooEarly).dropLast(tooLate))
    typeIndices = Array(typeIndices.dropFirst(tooEarly).dropLast(tooLate))
  }
}

extension TimeZoneFile {
  /// What holds at a moment, given in seconds since 1970.
  func type(at seconds: Int64) -> LocalTimeType {
    let passed = changes(until: seconds)
    if passed == times.count, let rule { return rule.type(at: seconds) }
    return types[passed == 0 ? initialType : Int(typeIndices[passed - 1])]
  }

  /// The next moment after `seconds` at which the file or its rule names a change. It can be one
  /// that leaves the offset as it is.
  func nextChange(after seconds: Int64) -> Int64? {
    let passed = changes(until: seconds)
    return passed < times.count ? times[passed] : rule?.nextChange(after: seconds)
  }

  /// How many entries of the table are not after `seconds`.
  private func changes(until seconds: Int64) -> Int {
    times.partitioningIndex { $0 > seconds }
  }
}
