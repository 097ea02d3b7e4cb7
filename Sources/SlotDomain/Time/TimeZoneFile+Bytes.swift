extension TimeZoneFile {
  /// The 44 bytes that say how long each part of the block behind them is.
  struct Header {
    let version: Int
    let universalIndicatorCount: Int
    let standardIndicatorCount: Int
    let leapSecondCount: Int
    let timeCount: Int
    let typeCount: Int
    let abbreviationBytes: Int

    init(from reader: inout ByteReader) throws(Damage) {
      guard reader.remaining >= 5, try reader.bytes(4) == Array("TZif".utf8) else {
        throw .notATimeZone
      }
      switch try reader.bytes(1)[0] {
      case 0: version = 1
      case let digit where digit >= UInt8(ascii: "2"): version = Int(digit - UInt8(ascii: "0"))
      default: throw .notATimeZone
      }
      try reader.skip(15)
      universalIndicatorCount = try reader.count()
      standardIndicatorCount = try reader.count()
      leapSecondCount = try reader.count()
      timeCount = try reader.count()
      typeCount = try reader.count()
      abbreviationBytes = try reader.count()
    }

    /// Each count has 32 bits, so their sum cannot overflow.
    func blockSize(bytesPerTime: Int) -> Int {
      timeCount * (bytesPerTime + 1) + typeCount * 6 + abbreviationBytes
        + leapSecondCount * (bytesPerTime + 4) + standardIndicatorCount + universalIndicatorCount
    }
  }

  /// Hands out bytes in order and refuses to go past the end.
  struct ByteReader {
    let bytes: [UInt8]
    private var position = 0

    init(bytes: [UInt8]) {
      self.bytes = bytes
    }

    var remaining: Int { bytes.count - position }

    mutating func skip(_ count: Int) throws(Damage) {
      guard count <= remaining else { throw .truncated }
      position += count
    }

    mutating func bytes(_ count: Int) throws(Damage) -> [UInt8] {
      let start = position
      try skip(count)
      return Array(bytes[start..<position])
    }

    /// A big-endian number in two's complement.
    mutating func integer(bytes count: Int) throws(Damage) -> Int64 {
      let start = position
      try skip(count)
      var value: Int64 = bytes[start] < 0x80 ? 0 : -1
      for index in start..<position { value = value << 8 | Int64(bytes[index]) }
      return value
    }

    mutating func count() throws(Damage) -> Int {
      Int(UInt32(truncatingIfNeeded: try integer(bytes: 4)))
    }
  }
}

extension TimeZoneFile.ByteReader {
  mutating func times(_ count: Int, bytesEach: Int) throws(TimeZoneFile.Damage) -> [Int64] {
    var times: [Int64] = []
    times.reserveCapacity(count)
    for _ in 0..<count {
      let time = try integer(bytes: bytesEach)
      if let last = times.last, last >= time { throw .inconsistent }
      times.append(time)
    }
    return times
  }

  mutating func types(
    _ header: TimeZoneFile.Header
  ) throws(TimeZoneFile.Damage) -> [LocalTimeType] {
    guard (1...256).contains(header.typeCount) else { throw .inconsistent }
    var entries: [(offset: Int, isDaylightSaving: Bool, nameStart: Int)] = []
    for _ in 0..<header.typeCount {
      let offset = Int(try integer(bytes: 4))
      let flags = try bytes(2)
      // A day and an hour or two: RFC 9636 §3.2 promises no more, and `Zone.resolve` relies on it.
      guard (-89_999...93_599).contains(offset), flags[0] <= 1 else { throw .inconsistent }
      entries.append((offset, flags[0] == 1, Int(flags[1])))
    }
    let names = try bytes(header.abbreviationBytes)
    var types: [LocalTimeType] = []
    for entry in entries {
      let name = names.dropFirst(entry.nameStart).prefix { $0 != 0 }
      guard entry.nameStart + name.count < names.count,
        name.allSatisfy(LocalTimeType.mayAbbreviate)
      else { throw .inconsistent }
      types.append(
        LocalTimeType(
          offset: entry.offset,
          isDaylightSaving: entry.isDaylightSaving,
          abbreviation: String(decoding: name, as: UTF8.self)
        )
      )
    }
    return types
  }

  /// The last line: a rule, or nothing where none is known.
  mutating func rule() throws(TimeZoneFile.Damage) -> PosixTimeZone? {
    guard remaining >= 2 else { throw .truncated }
    let line = try bytes(remaining)
    let newline = UInt8(ascii: "\n")
    guard line.first == newline else { throw .inconsistent }
    let text = line.dropFirst().prefix { $0 != newline }
    guard text.count + 1 < line.count else { throw .truncated }
    if text.isEmpty { return nil }
    guard let rule = PosixTimeZone(String(decoding: text, as: UTF8.self)) else {
      throw .inconsistent
    }
    return rule
  }
}
