import TerminalKit

/// Keys that change something, and those of the screen itself.
extension KeyMap {
  /// What is done to the slot under the cursor, or to all that are marked; and to their block.
  static let slots: [KeyBinding] = [
    KeyBinding(.create, [.character("c")], "create a slot here", hint: "create"),
    KeyBinding(.edit, [.character("e")], "edit the slot, or all marked", hint: "edit"),
    KeyBinding(.toggleStatus, [.character("d")], "disable or enable the slot", hint: "disable"),
    KeyBinding(
      .toggleLock,
      [.character("L")],
      "lock (a number before: minutes), or unlock",
      hint: "lock",
      takesCount: true
    ),
    KeyBinding(
      .shift,
      [.character("S")],
      "move by minutes (a number before: later)",
      hint: "shift",
      takesCount: true
    ),
    KeyBinding(
      .delete,
      [.character("D"), .delete],
      "delete the slot, after a question",
      hint: "delete"
    ),
    KeyBinding(.copy, [.character("y")], "copy the slot, or all marked", hint: "copy"),
    KeyBinding(.paste, [.character("p")], "paste them at the cursor's day", hint: "paste"),
    KeyBinding(.publish, [], "publish the block: it can be booked", hint: "publish"),
    KeyBinding(.draft, [], "make it a draft again: nobody can book", hint: "draft"),
  ]

  /// Making many slots, and choosing many to be changed.
  static let manyAtOnce: [KeyBinding] = [
    KeyBinding(.mark, [.character(" ")], "mark the slot, to change many at once", hint: "mark"),
    KeyBinding(
      .markRange,
      [.character("V")],
      "mark from here to where it is pressed next",
      hint: "range"
    ),
    KeyBinding(.markAll, [.character("*")], "mark all slots that are shown", hint: "mark all"),
    KeyBinding(
      .clearMarks,
      [.escape],
      "clear the marks; leave the past",
      hint: "clear marks"
    ),
    KeyBinding(
      .createSeries,
      [.character("C")],
      "create a series: a weekly pattern",
      hint: "series"
    ),
  ]

  /// How the period is shown.
  static let views: [KeyBinding] =
    PeriodView.allCases.compactMap(\.binding) + [
      KeyBinding(.finerRows, [.character("+")], "finer rows of time", hint: "finer"),
      KeyBinding(.coarserRows, [.character("-")], "coarser rows of time", hint: "coarser"),
      KeyBinding(.fittingRows, [.character("=")], "rows that fit the slots", hint: "fit"),
      KeyBinding(.sort, [.character("o")], "sort the table by its next column", hint: "sort"),
      KeyBinding(.reverseSort, [.character("O")], "sort it the other way round", hint: "reverse"),
      KeyBinding(
        .occupancy,
        [.character("s")],
        "how much of the week or day is taken",
        hint: "occupancy"
      ),
    ]

  /// What was done, and taking it back.
  static let past: [KeyBinding] = [
    KeyBinding(.undo, [.character("u")], "undo your last action", hint: "undo"),
    KeyBinding(.redo, [.control("r")], "redo what was undone last", hint: "redo"),
    KeyBinding(
      .activity,
      [.character("A")],
      "what happened, and taking any of it back",
      hint: "activity"
    ),
    KeyBinding(
      .history,
      [.character("i")],
      "history of the slot: who did what, when",
      hint: "history"
    ),
    KeyBinding(
      .showCommand,
      [.character("!")],
      "the command line that does what you did last",
      hint: "command"
    ),
  ]

  /// The screen itself.
  static let screen: [KeyBinding] = [
    KeyBinding(
      .copyID,
      [.character("Y")],
      "its id to your terminal's clipboard",
      hint: "copy id"
    ),
    KeyBinding(
      .cycleZone,
      [.character("z")],
      "times in the block's zone, yours, UTC",
      hint: "zone"
    ),
    KeyBinding(.names, [], "name people on the screen, or nobody", hint: "names"),
    KeyBinding(.mouse, [], "the mouse on or off: it points here", hint: "mouse"),
    KeyBinding(
      .refresh,
      [.character("r"), .control("l")],
      "read and draw everything again",
      hint: "refresh"
    ),
    KeyBinding(
      .palette,
      [.character(":")],
      "any action by its name",
      hint: "by name"
    ),
    KeyBinding(.help, [.character("?")], "this help", hint: "help"),
    KeyBinding(.tour, [], "the guided tour, on sample data", hint: "tour"),
    KeyBinding(.tourNext, [.function(9)], "in the tour: skip this step", hint: "skip"),
    KeyBinding(.tourEnd, [.function(10)], "leave the tour", hint: "end of tour"),
    KeyBinding(.suspend, [.control("z")], "to the shell; fg comes back", hint: "suspend"),
    KeyBinding(.quit, [.character("q"), .control("c")], "leave", hint: "leave"),
  ]
}
