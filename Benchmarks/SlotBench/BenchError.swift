enum BenchError: Error, CustomStringConvertible {
  case cannotWrite(String)
  case cannotStart(String)
  case failed(String)

  var description: String {
    switch self {
    case .cannotWrite(let path): "Cannot write \(path)."
    case .cannotStart(let program): "Cannot start \(program)."
    case .failed(let command): "This failed: \(command)"
    }
  }
}
