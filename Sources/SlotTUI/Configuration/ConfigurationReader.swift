/// Makes a configuration of a file's bytes. What is wrong keeps its default and is told.
struct ConfigurationReader {
  private let lines: ConfigurationLines
  private var configuration = Configuration()
  private var problems: [ConfigurationProblem] = []

  static func read(_ bytes: [UInt8]) -> (Configuration, [ConfigurationProblem]) {
    do throws(ConfigurationProblem) {
      let text = try text(bytes)
      try ConfigurationLines.checkDepth(of: text)
      var reader = ConfigurationReader(lines: ConfigurationLines(text))
      reader.take(try ConfigurationValue.parsing(text))
      // The parser gives the keys in no order that a reader of the file would see.
      let problems = reader.problems.enumerated().sorted {
        ($0.element.line ?? .max, $0.offset) < ($1.element.line ?? .max, $1.offset)
      }
      return (reader.configuration, problems.map(\.element))
    } catch {
      return (Configuration(), [error])
    }
  }

  private init(lines: ConfigurationLines) { self.lines = lines }

  /// The parser would stop at a NUL and not say so.
  private static func text(_ bytes: [UInt8]) throws(ConfigurationProblem) -> String {
    if let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0) { return text }
    throw ConfigurationProblem(
      line: nil,
      text: "The file is not written in UTF-8. Nothing of it is used."
    )
  }

  private mutating func take(_ members: [String: ConfigurationValue]) {
    let settings = Setting.all
    for (name, value) in members.sorted(by: { $0.key < $1.key }) {
      switch value {
      case .table(let keys) where name == "keys": takeKeys(keys)
      case .table(let entries) where settings.contains(where: { $0.table == name }):
        for (entry, value) in entries.sorted(by: { $0.key < $1.key }) {
          let setting = settings.first { $0.table == name && $0.name == entry }
          take(value, setting, [name, entry])
        }
      default:
        // A file of one line needs no table.
        take(value, settings.first { $0.name == name }, [name])
      }
    }
  }

  private mutating func take(_ value: ConfigurationValue, _ setting: Setting?, _ path: [String]) {
    guard let setting else {
      let name = ConfigurationProblem.quoted(path.joined(separator: "."))
      report(path, "There is no setting \(name). slottui config shows all there are.")
      return
    }
    var changed = configuration
    if setting.read(value, &changed) {
      configuration = changed
    } else {
      report(path, "\(setting.name) has to be \(setting.expected), not \(value.description).")
    }
  }

  private mutating func takeKeys(_ entries: [String: ConfigurationValue]) {
    let actions = Dictionary(uniqueKeysWithValues: ScreenAction.allCases.map { ($0.name, $0) })
    var wishes: [KeyWish] = []
    for (name, value) in entries.sorted(by: { $0.key < $1.key }) {
      guard let action = actions[name] else {
        let quoted = ConfigurationProblem.quoted(name)
        report(["keys", name], "There is no action \(quoted). slottui config shows all there are.")
        continue
      }
      let line = lines[["keys", name]]
      do throws(ConfigurationProblem) {
        wishes.append(try KeyWish(action, value, line: line))
      } catch {
        problems.append(error)
      }
    }
    let (keyMap, conflicts) = KeyMap.standard.fulfilling(wishes)
    configuration.keyMap = keyMap
    problems += conflicts
  }

  private mutating func report(_ path: [String], _ text: String) {
    problems.append(ConfigurationProblem(line: lines[path], text: text))
  }
}
