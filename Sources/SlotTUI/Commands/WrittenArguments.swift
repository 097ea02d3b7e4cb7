import SlotDomain

/// Arguments on their way to the parser.
enum WrittenArguments {
  /// `--name=value` cut in two where the parser, which reads by characters, would not see the sign: before
  /// a value that begins with a mark or a joiner, it is combined with that.
  static func separated(_ arguments: [String]) -> [String] {
    var areOptions = true
    return arguments.flatMap { argument in
      areOptions = areOptions && argument != "--"
      guard areOptions, argument.begins(with: "--"), let sign = argument.firstPlace(of: "="),
        sign != argument.firstIndex(of: "=")
      else { return [argument] }
      return [String(argument[..<sign]), String(argument[argument.utf8.index(after: sign)...])]
    }
  }
}
