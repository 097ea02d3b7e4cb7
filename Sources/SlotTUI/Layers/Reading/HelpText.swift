import SlotDomain
import TerminalKit

/// What help says, part by part: what keys do in the view and in its windows, and what signs mean.
struct HelpText {
  private struct Entry {
    /// What is pressed, or how the sign looks in words.
    let keys: String
    let text: String
    /// What it is also looked for by.
    var words: [Substring] = []
    /// The same, in any part.
    var name = ""
    var sign: (Glyph, Style)?
  }

  private struct Part {
    let title: String
    var entries: [Entry]
  }

  private let desk: Desk
  private let width: Int

  /// - width: Columns of a line.
  init(_ desk: Desk, width: Int) {
    self.desk = desk
    self.width = width
  }

  /// All of it without words; else what each of them is a part of, below its title.
  func lines(matching words: [Substring]) -> [Line] {
    let parts = parts.compactMap { part -> Part? in
      var found = part
      let title = part.title.lowercased()
      found.entries = part.entries.filter { entry in
        let text = "\(entry.keys) \(entry.text) \(entry.name)".lowercased()
        return words.allSatisfy { word in
          text.contains(word) || title.contains(word)
            || entry.keys.split(separator: " ").contains(word)
            || entry.words.contains { $0.hasPrefix(word) }
            || (entry.words + entry.name.split(separator: " ")).contains(where: word.isForm)
        }
      }
      return found.entries.isEmpty ? nil : found
    }
    // Who gave keys to many actions has long rows.
    let column = min(parts.flatMap(\.entries).reduce(14) { max($0, $1.keys.count) }, width / 2)
    return parts.enumerated().flatMap { index, part in
      (index > 0 ? [Line("")] : []) + [Line(part.title, .heading)]
        + part.entries.map { line($0, column) }
    }
  }

  private func line(_ entry: Entry, _ column: Int) -> Line {
    let first: [Line.Part] =
      entry.sign.map { glyph, style in [.run(glyph, x: 0, length: 1, style)] }
      ?? [.text(entry.keys, x: 0, width: column, .key)]
    return Line(
      "\(entry.keys): \(entry.text)",
      parts: first + [.text(entry.text, x: column + 1, width: width - column - 1, .plain)]
    )
  }

  // MARK: The parts

  private var parts: [Part] {
    let windows = windows.map { title, keys in
      Part(title: title, entries: keys.map { Entry(keys: $0, text: $1) })
    }
    // Lines have no signs.
    return tableOfKeys + windows + (desk.layout.isLinear ? [] : [signs])
  }

  /// By groups, with what has a name and no key at the end of each.
  private var tableOfKeys: [Part] {
    var parts: [Part] = []
    // What this login never may is left out; what may not be now is part of what keys do.
    let isForGood = desk.settings.isRestricted || desk.settings.isReadOnly
    for binding in desk.keyMap.bindings
    where !isForGood || desk.obstacle(to: Self.isOfTour(binding) ? .tour : binding.action) == nil {
      if parts.last?.title != capitalized(binding.group) {
        parts.append(Part(title: capitalized(binding.group), entries: []))
      }
      let keys = binding.ways.joined(separator: " ")
      let (words, name) = (binding.words, "\(binding.action.name) \(binding.hint)")
      let entry = Entry(keys: keys, text: binding.help, words: words, name: name)
      parts[parts.count - 1].entries.append(entry)
    }
    for command in PaletteCommand.typed
    where !desk.settings.isRestricted || command.argument != PaletteCommand.file {
      guard let index = parts.firstIndex(where: { $0.title == capitalized(command.group) }) else {
        continue
      }
      let name = ([command.name] + [command.argument].compactMap { $0 }).joined(separator: " ")
      parts[index].entries.append(Entry(keys: ":\(name)", text: command.help))
    }
    return parts
  }

  private static func isOfTour(_ binding: KeyBinding) -> Bool {
    [.tourNext, .tourEnd].contains(binding.action)
  }

  private func key(_ action: ScreenAction) -> String { desk.keyMap.keyName(action) }

  private var windows: [(String, [(String, String)])] {
    [
      (
        "In the details of a slot",
        [
          ("Up Down", "from person to person"),
          ("a", "book another appointment"),
          ("m", "move the appointment to another place"),
          ("x", "cancel the appointment, or enable it again"),
          ("X", "cancel all that they have to come, after a question"),
          ("e", "edit name, phone, note; of an empty slot the slot"),
          ("y", "copy the person: \(key(.paste)) books them elsewhere"),
          ("D", "delete it, after a question"),
          (
            [.search, .findPlace, .goToDate].map(key).joined(separator: " "),
            "look for something else at once, from every window without a field"
          ),
        ]
      ),
      (
        "While a free place is looked for (\(key(.findPlace)))",
        [
          ("chen", "of blocks whose name has that in it"),
          ("thu tomorrow", "on that day; also 24.12, next week, dec"),
          ("am pm morning", "in that part of the day; also evening, 9-12"),
          ("after 14:00", "not earlier; before 16:00: earlier"),
          ("40 min", "at least so long; 1 hour"),
          ("2 places", "at least so many are free"),
          ("C-u", "empty the field"),
        ]
      ),
      (
        "In the list of people to re-book (\(key(.tray)))",
        [
          ("Enter", "take the place that is proposed"),
          ("m", "choose another place"),
          ("x", "cancel the appointment"),
          ("e", "edit name, phone and note"),
          (key(.undo), "take back what was done last"),
        ]
      ),
      (
        "In a day sheet (\(key(.daySheet)))",
        [("b", "all blocks, or this one"), ("] [", "the day after, the day before")]
      ),
      (
        "In what happened (\(key(.activity)))",
        [
          ("u", "take back the action that is chosen"),
          ("Tab", "mine, or everybody's"),
          ("b", "of this block, or of all"),
          ("Enter", "go to where it was"),
        ]
      ),
      (
        "In a search, a list or :",
        [
          ("Up Down", "choose; PgUp and PgDn go further"),
          ("Enter", "go there, or do it"),
          ("C-u", "empty the field"),
          ("Tab", "after : complete the name"),
          ("Esc", "back"),
        ]
      ),
      (
        "In a form",
        [
          ("Tab Down", "next field"),
          ("S-Tab Up", "previous field"),
          ("Enter", "accept the form"),
          ("Esc", "leave it, nothing is changed"),
          ("Space", "yes or no, where that is what a field takes"),
        ] + (desk.settings.isRestricted ? [] : [("C-o", "open the metadata in your editor")]) + [
          ("C-a C-e", "beginning and end of the text"),
          ("C-w A-Backspace", "delete a word"),
          ("C-u C-k", "delete to the beginning, to the end"),
        ]
      ),
      (
        "When something is asked",
        [("y", "yes, do it"), ("any other key", "no, nothing is changed")]
      ),
    ]
  }

  /// Signs and colours say the same.
  private var signs: Part {
    let states: [(Glyph, Style, String, String)] = [
      (.available, .available, "free", "a place is free"),
      (.partlyTaken, .partlyTaken, "partly taken", "some places are taken, some are free"),
      (.full, .full, "full", "every place is taken"),
      (.locked, .locked, "locked", "somebody holds it for a while"),
      (.disabled, .disabled, "disabled", "closed: nobody can book it"),
      (.draft, .draft, "draft", "its booking block is not published"),
      (.alarm, .warning, "alarm", "somebody has a place in a slot that cannot serve them"),
      (.past, .past, "past", "it is over, has begun, or is too late to book"),
      (.mark, .mark, "marked", "marked, to be changed with others"),
      (.planned, .plain, "planned", "a slot that would be made"),
      (.nowMarker, .key, "now", "the present time; the block that is shown"),
      (.fold, .dim, "folded", "hours without slots are left out here"),
      (.nonexistent, .dim, "no such hour", "the clock skips it"),
      (.heat1, .heat1, "few free", "of a day in a month: a quarter of the places or less"),
      (.heat2, .heat2, "some free", "of a day in a month: up to half of the places"),
      (.heat3, .heat3, "more free", "of a day in a month: up to three quarters"),
      (.heat4, .heat4, "many free", "of a day in a month: more than three quarters"),
    ]
    return Part(
      title: "Signs",
      entries: states.map { glyph, style, name, text in
        Entry(keys: name, text: text, sign: (glyph, style))
      }
    )
  }
}
