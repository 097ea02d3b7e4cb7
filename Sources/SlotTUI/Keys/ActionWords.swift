extension ScreenAction {
  /// What people also call it, and type where they look for it: whole words, in small letters.
  var words: [Substring] { Self.words[self]?.split(separator: " ") ?? [] }

  private static let words: [ScreenAction: String] = [
    .nextAvailable: "free vacant vacancy gap soonest next",
    .previousAvailable: "free vacant vacancy gap",
    .findPlace: "free vacancy slot list search soonest available",
    .book: "new add appointment booking reserve register",
    .open:
      "cancel move reschedule show people appointment appointments detail enter rebook delete",
    .tray: "waiting rebook re-book displaced closed reschedule people",
    .daySheet: "print sheet list phones paper",
    .search: "find look client customer patient person people name phone number email who",
    .filterAvailable: "filter free only",
    .filterPartlyTaken: "filter partly only",
    .filterFull: "filter full only",
    .filterDisabled: "filter disabled closed only",
    .filterLocked: "filter locked only",
    .filterBooked: "filter booked taken people only",
    .showAll: "unfilter reset everything",
    .now: "today now present",
    .goToDate: "day date calendar jump",
    .nextBlock: "doctor room court resource",
    .previousBlock: "doctor room court resource",
    .pickBlock: "doctor room court block calendar resource choose",
    .newBlock: "new add create doctor room court block calendar resource",
    .create: "new add slot insert block",
    .edit: "capacity places change length duration note time metadata slot",
    .toggleStatus: "close open disable enable reopen block off on slot",
    .toggleLock: "lock unlock hold reserve slot",
    .shift: "move later earlier delay postpone minutes slot",
    .delete: "remove erase slot",
    .copy: "duplicate yank clone",
    .paste: "put insert follow-up",
    .publish: "publish live release open",
    .draft: "unpublish hide withdraw",
    .mark: "select selection many tick",
    .markRange: "select selection many range",
    .markAll: "select selection many everything",
    .clearMarks: "unselect deselect unmark escape",
    .createSeries: "series repeat recurring weekly plan pattern term bulk new add",
    .viewDay: "day",
    .viewWeek: "week",
    .viewMonth: "month",
    .viewYear: "year",
    .finerRows: "zoom",
    .coarserRows: "zoom",
    .viewBlocks: "doctors rooms side",
    .viewAgenda: "table list",
    .undo: "back revert mistake restore take",
    .redo: "again forward",
    .activity: "log audit news changes since who recent journal undo",
    .history: "log audit changes who",
    .showCommand: "cli script terminal",
    .occupancy: "statistics stats report utilisation utilization load",
    .cycleZone: "zone timezone utc clock",
    .refresh: "reload redraw",
    .help: "keys shortcuts manual legend signs",
    .quit: "exit leave end bye logout q q! wq",
    .suspend: "background shell",
  ]
}

extension Substring {
  /// Whether it looks like another form of a word that is known, as `cancelled` of `cancel`.
  func isForm(of word: Substring) -> Bool {
    word.count >= 4 && hasPrefix(word) && allSatisfy(\.isLetter) && count <= word.count + 4
  }
}
