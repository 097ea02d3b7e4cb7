import SlotCommands
import SlotDomain

/// What the screen is opened with.
struct OpenOptions: Equatable, Sendable {
  /// `--db` as it was written.
  var db: String?
  /// As it was written; nil for the one looked at last, or the first.
  var block: String?
  /// As it was written; nil for today.
  var date: String?
  /// Nil for what is configured.
  var view: PeriodView?
  var isReadOnly = false
  var isRestricted = false
  var isASCII = false
  var isLinear = false
  /// Whatever is configured.
  var hidesNames = false

  /// The store's file.
  var path: String { StoreOptions.path(for: db) }
}

extension OpenOptions {
  /// Reads the plain case: known options, each with its value. Nil for anything else, a mistake or a
  /// call for help, of which the argument parser then speaks.
  ///
  /// The parser finds its options by reflection, which takes more than a millisecond: longer than
  /// all the rest of the start. Who opens the screen does not pay for that.
  init?(arguments: [String]) {
    self.init()
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      if isFlag(argument) { continue }
      guard let value = Self.value(of: argument, &rest), take(value.name, value.text) else {
        return nil
      }
    }
  }

  private mutating func isFlag(_ argument: String) -> Bool {
    switch argument {
    case "--read-only": isReadOnly = true
    case "--restricted": isRestricted = true
    case "--ascii": isASCII = true
    case "--linear": isLinear = true
    case "--no-names": hidesNames = true
    default: return false
    }
    return true
  }

  /// `--name value` or `--name=value`.
  private static func value(
    of argument: String,
    _ rest: inout ArraySlice<String>
  ) -> (name: Substring, text: String)? {
    guard argument.begins(with: "--") else { return nil }
    if let sign = argument.firstPlace(of: "=") {
      let text = argument[argument.utf8.index(after: sign)...]
      return text.isEmpty ? nil : (argument[..<sign], String(text))
    }
    guard let text = rest.popFirst(), !text.begins(with: "-") else { return nil }
    return (argument[...], text)
  }

  private mutating func take(_ name: Substring, _ text: String) -> Bool {
    switch name {
    case "--db": db = text
    case "--block": block = text
    case "--date": date = text
    case "--view":
      guard let view = PeriodView(rawValue: text) else { return false }
      self.view = view
    default: return false
    }
    return true
  }
}
