import Glibc

/// Cuts a file into lines as its bytes come in. A line ends with LF, and the last one needs no end; a CR
/// before it is the format's to drop, because a quoted cell of a table can mean it. A byte order mark
/// before the first line is dropped.
public struct LineSplitter {
  /// Longer lines are refused, so that a file without any does not fill the memory. In bytes.
  public static let longestLine = 1 << 20

  public enum Line: Equatable {
    case text([UInt8])
    case tooLong
  }

  private let limit: Int
  private var rest: [UInt8] = []
  private var isTooLong = false
  /// Of the line that is being gathered, counted from 1.
  private var number = 1

  public init(limit: Int = Self.longestLine) { self.limit = limit }

  /// Takes the next bytes and hands on every line that ends in them.
  public mutating func add(
    _ bytes: some Collection<UInt8>,
    _ line: (Line, Int) throws(SlotError) -> Void
  ) throws(SlotError) {
    var rest = Array(bytes)[...]
    while let end = Self.endOfLine(in: rest) {
      gather(rest[..<end])
      try handOn(line)
      rest = rest[(end + 1)...]
    }
    gather(rest)
  }

  /// As libc finds it: most of a file's bytes end no line.
  private static func endOfLine(in bytes: ArraySlice<UInt8>) -> Int? {
    bytes.withUnsafeBytes { buffer in
      guard let start = buffer.baseAddress, let end = memchr(start, 0x0A, buffer.count) else {
        return nil
      }
      return bytes.startIndex + start.distance(to: UnsafeRawPointer(end))
    }
  }

  /// Hands on what comes after the last end of a line, if anything does.
  public mutating func finish(
    _ line: (Line, Int) throws(SlotError) -> Void
  ) throws(SlotError) {
    if !rest.isEmpty || isTooLong { try handOn(line) }
  }

  private mutating func gather(_ bytes: ArraySlice<UInt8>) {
    guard !isTooLong else { return }
    if rest.count + bytes.count > limit {
      isTooLong = true
      rest = []
    } else {
      rest.append(contentsOf: bytes)
    }
  }

  private mutating func handOn(
    _ line: (Line, Int) throws(SlotError) -> Void
  ) throws(SlotError) {
    if number == 1, rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest.removeFirst(3) }
    let whole: Line = isTooLong ? .tooLong : .text(rest)
    rest = []
    isTooLong = false
    number += 1
    try line(whole, number - 1)
  }
}
