/// A format of files that hold objects, read line by line: what a file needs in memory is its longest
/// line, or the longest thing that lies on several.
public protocol RecordReader {
  /// Takes the next line, without its end. Returns what is complete with it.
  ///
  /// - `number`: Counted from 1.
  mutating func read(_ line: [UInt8], number: Int) -> [ReadRecord]
  /// Returns what is still open at the end of the file.
  mutating func finish() -> [ReadRecord]
  /// How much the file had that is no object of ours, and was left out on purpose.
  var passedOver: Int { get }
  /// Whether nothing that may follow would be taken: the file is not what it should be.
  var isHopeless: Bool { get }
  /// How many records are still wanted. Whoever makes many of one line stops at one more than that,
  /// which is refused with the line that it is of.
  var room: Int { get set }
}

extension RecordReader {
  public var isHopeless: Bool { false }

  /// What makes one record of a line needs no bound.
  public var room: Int {
    get { .max }
    set {}
  }
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

/// What a file said, short enough for a sentence.
func shown(_ text: String) -> String {
  text.unicodeScalars.count <= 60 ? text : String(text.unicodeScalars.prefix(57)) + "…"
}
