/// Reads JSON, one object a line, of which the name of the file does not say whose it is: the first line
/// tells whether they are objects of a store or FHIR resources.
public struct ObjectLineReader: RecordReader {
  public var passedOver: Int { reader?.passedOver ?? 0 }
  private let timezone: String?
  private var reader: (any RecordReader)?

  /// - Parameter timezone: As a ``FHIRReader`` has it.
  public init(timezone: String?) { self.timezone = timezone }

  public mutating func read(_ line: [UInt8], number: Int) -> [ReadRecord] {
    if reader == nil {
      if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { return [] }
      reader = Self.isResource(line) ? FHIRReader(timezone: timezone) : NDJSONReader()
    }
    return reader?.read(line, number: number) ?? []
  }

  public mutating func finish() -> ReadRecords { reader?.finish() ?? ReadRecords([]) }

  private static func isResource(_ line: [UInt8]) -> Bool {
    guard case .object(let members)? = try? JSONValue(parsing: line) else { return false }
    return members["resourceType"] != nil && members["_object"] == nil
  }
}
