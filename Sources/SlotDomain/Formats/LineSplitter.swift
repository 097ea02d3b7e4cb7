import Glibc

/// Cuts a file into lines as its bytes come in. A line ends with LF, and the last one needs no end; a CR
/// before it is the format's to drop, because a quoted cell of a table can mean it. A byte order mark
/// before the first line is dropped.
///
/// Of a calendar both is otherwise: in one whose first line ends with a CR alone they all do, and of a
/// line that is too long the beginning is handed on, because it can be one that nobody reads.
public struct LineSplitter {
  /// Longer lines are refused, so that a file without any does not fill the memory. In bytes.
  public static let longestLine = 1 << 20

  public enum Line: Equatable {
    case text([UInt8])
    case tooLong
  }

  public enum Style: Sendable {
    case plain
    case calendar
  }

  private let limit: Int
  private let style: Style
  /// Nil as long as no line has ended.
  private var terminator: UInt8?
  private var rest: [UInt8] = []
  private var isTooLong = false
  /// Of the line that is being gathered, counted from 1.
  private var number = 1

  public init(limit: Int = Self.longestLine, style: Style = .plain) {
    self.limit = limit
    self.style = style
    if style == .plain { terminator = Self.lineFeed }
  }

  private static let lineFeed: UInt8 = 0x0A
  private static let carriageReturn: UInt8 = 0x0D

  /// Takes the next bytes and hands on every line that ends in them.
  public mutating func add(
    _ bytes: some Collection<UInt8>,
    _ line: (Line, Int) throws(SlotError) -> Void
  ) throws(SlotError) {
    var rest = Array(bytes)[...]
    if terminator == nil {
      rest = self.rest + rest
      self.rest = []
      terminator = Self.terminator(of: rest) ?? (rest.count > limit ? Self.lineFeed : nil)
      guard terminator != nil else {
        self.rest = Array(rest)
        return
      }
    }
    while let end = endOfLine(in: rest) {
      gather(rest[..<end])
      try handOn(line)
      rest = rest[(end + 1)...]
    }
    gather(rest)
  }

  /// What the first line ends with; nil when that cannot be told yet.
  private static func terminator(of bytes: ArraySlice<UInt8>) -> UInt8? {
    guard let end = bytes.firstIndex(where: { $0 == lineFeed || $0 == carriageReturn }) else {
      return nil
    }
    if bytes[end] == lineFeed { return lineFeed }
    guard end + 1 < bytes.endIndex else { return nil }
    // Some programs write two before the LF.
    return [lineFeed, carriageReturn].contains(bytes[end + 1]) ? lineFeed : carriageReturn
  }

  /// As libc finds it: most of a file's bytes end no line.
  private func endOfLine(in bytes: ArraySlice<UInt8>) -> Int? {
    bytes.withUnsafeBytes { buffer in
      guard let start = buffer.baseAddress,
        let end = memchr(start, Int32(terminator ?? Self.lineFeed), buffer.count)
      else { return nil }
      return bytes.startIndex + start.distance(to: UnsafeRawPointer(end))
    }
  }

  /// Hands on what comes after the last end of a line, if anything does.
  public mutating func finish(
    _ line: (Line, Int) throws(SlotError) -> Void
  ) throws(SlotError) {
    if terminator == nil, rest.last == Self.carriageReturn { rest.removeLast() }
    if !rest.isEmpty || isTooLong { try handOn(line) }
  }

  private mutating func gather(_ bytes: ArraySlice<UInt8>) {
    guard !isTooLong else { return }
    if rest.count + bytes.count > limit {
      isTooLong = true
      if style == .calendar {
        rest.append(contentsOf: bytes.prefix(limit - rest.count))
      } else {
        rest = []
      }
    } else {
      rest.append(contentsOf: bytes)
    }
  }

  private mutating func handOn(
    _ line: (Line, Int) throws(SlotError) -> Void
  ) throws(SlotError) {
    if number == 1, rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest.removeFirst(3) }
    if terminator == Self.carriageReturn, rest.first == Self.lineFeed { rest.removeFirst() }
    let whole: Line = isTooLong && style == .plain ? .tooLong : .text(rest)
    rest = []
    isTooLong = false
    number += 1
    try line(whole, number - 1)
  }
}
