/// A format of files that hold objects, read line by line: what a file needs in memory is its longest
/// line, or the longest thing that lies on several.
public protocol RecordReader {
  /// Takes the next line, without its end. Returns what is complete with it.
  ///
  /// - `number`: Counted from 1.
  mutating func read(_ line: [UInt8], number: Int) -> [ReadRecord]
  /// Returns what is still open at the end of the file, which can be all that there is.
  mutating func finish() -> ReadRecords
  /// How much the file had that is no object of ours, and was left out on purpose.
  /// It is complete when all of the records have been handed on.
  var passedOver: Int { get }
  /// Whether nothing that may follow would be taken: the file is not what it should be.
  var isHopeless: Bool { get }
  /// How its lines end.
  var lineStyle: LineSplitter.Style { get }
}

extension RecordReader {
  public var isHopeless: Bool { false }
  public var lineStyle: LineSplitter.Style { .plain }
}

/// Records one after the other, each made when it is asked for: whoever counts them can stop at a bound
/// of their own.
public struct ReadRecords: Sequence, IteratorProtocol {
  private let make: () -> ReadRecord?

  public init(_ make: @escaping () -> ReadRecord?) { self.make = make }

  init(_ records: [ReadRecord]) {
    var left = records.makeIterator()
    make = { left.next() }
  }

  public mutating func next() -> ReadRecord? { make() }
}

/// What stands in a file from some line on: an object, or why it is none.
public struct ReadRecord: Hashable, Sendable {
  public let line: Int
  public let result: Result<ObjectRecord, SlotError>

  public init(line: Int, _ result: Result<ObjectRecord, SlotError>) {
    self.line = line
    self.result = result
  }

  /// Reads what `body` makes of a line.
  init(line: Int, _ body: () throws(SlotError) -> ObjectRecord) {
    self.line = line
    do {
      result = .success(try body())
    } catch {
      result = .failure(error)
    }
  }
}
