import SlotDomain

extension Configuration {
  /// The whole of it as a file, with what each line is for. Read back it is the same configuration.
  var text: String {
    var parts = [
      """
      # How slottui's screen looks and which keys it has. Every line can be left out; it then has its
      # default. The verbs of the command line do not read this: scripts work the same for everybody.
      # slottui config prints the configuration in force and says what is wrong with it.
      """
    ]
    var table = ""
    for setting in Setting.all {
      if setting.table != table {
        table = setting.table
        parts.append("[\(table)]")
      }
      let help = setting.help.split(separator: "\n").map { "# \($0)" }.joined(separator: "\n")
      parts.append("\(help)\n\(setting.name) = \(setting.write(self))")
    }
    parts.append(keysText)
    return parts.joined(separator: "\n\n") + "\n"
  }

  private var keysText: String {
    let rows = keyMap.bindings.map { binding in
      let names = binding.names.map(TOMLText.quoted)
      let value = names.count == 1 ? names[0] : "[\(names.joined(separator: ", "))]"
      return ("\(binding.action.name) = \(value)", binding.help)
    }
    let width = rows.map(\.0.count).max() ?? 0
    return """
      [keys]
      # A key is a character or a name: "x", "Space", "Enter", "Ctrl-R", "Alt-x", "F5". Several are a
      # list, [] is none. "v d" is v and then d. Keys inside of windows, forms and questions are fixed.
      \(rows.map { row, help in
        row + String(repeating: " ", count: width - row.count) + "  # " + help
      }.joined(separator: "\n"))
      """
  }
}
