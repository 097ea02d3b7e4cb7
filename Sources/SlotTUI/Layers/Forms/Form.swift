import SlotDomain
import TerminalKit

/// A few fields to fill in, as a part of a window, which says what Enter does. Every field keeps what was
/// typed whichever key leaves it; nothing happens before Enter.
struct Form: Hashable, Sendable {
  struct Field: Hashable, Sendable {
    enum Name: String, Hashable, Sendable {
      case start = "Start"
      case moveBy = "Move by"
      case minutes = "Minutes"
      case capacity = "Capacity"
      case lockable = "Lockable"
      case metadata = "Metadata"
      case name = "Name"
      case email = "E-mail"
      case phone = "Phone"
      case note = "Note"
      case places = "Places"
      case timezone = "Time zone"
      case leadMinutes = "Closes before"
      case published = "Published"
      case from = "From"
      case until = "Until"
      case days = "Days"
      case hours = "Hours"
      case gap = "Gap"
      case except = "Except"
      case holidays = "Holidays"

      /// Whether what stands there is taken as it is or replaced as a whole; of texts about people and of
      /// notes a part is mended.
      fileprivate var isReplacedByTyping: Bool {
        switch self {
        case .start, .minutes, .capacity, .timezone, .leadMinutes, .places, .from, .until, .days,
          .hours, .gap, .except, .holidays:
          true
        case .moveBy, .lockable, .metadata, .name, .email, .phone, .note, .published: false
        }
      }
    }

    let name: Name
    var input: TextField
    /// What to write, in a few words.
    var hint: String
    /// What Space turns through, where that is not text.
    let choices: [String]

    init(_ name: Name, _ text: String, hint: String = "", choices: [String] = []) {
      self.name = name
      input = TextField(text, isSelected: name.isReplacedByTyping)
      self.hint = hint
      self.choices = choices
    }

    init(_ name: Name, _ text: String, hint: String = "", isSwitch: Bool) {
      self.init(name, text, hint: hint, choices: isSwitch ? ["yes", "no"] : [])
    }

    var isSwitch: Bool { !choices.isEmpty }

    /// The choice so many further.
    func choice(_ step: Int) -> String {
      let index = choices.firstIndex(of: text) ?? 0
      return choices[(index + step + choices.count) % choices.count]
    }

    var text: String { input.text }

    /// Whether what is typed there is long as a rule.
    var isWide: Bool {
      switch name {
      case .metadata, .note, .email, .hours, .except, .holidays: true
      case .start, .moveBy, .minutes, .capacity, .lockable, .name, .phone, .places, .timezone,
        .leadMinutes, .published, .from, .until, .days, .gap:
        false
      }
    }
  }

  /// What is wrong, and with which field.
  struct Problem: Error, Hashable, Sendable {
    let field: Field.Name?
    let error: SlotError
  }

  /// On whose clock its times are, also when that of the block is another one by the time of Enter: what
  /// was seen is what is meant.
  var times: TimeFormat { ownTimes ?? TimeFormat(zone: .utc) }
  /// Nil of a form that has no times in it.
  private let ownTimes: TimeFormat?
  var title: String
  var fields: [Field]
  var focus = 0
  var problem: Problem?
  /// Enter was pressed and the store has not answered yet.
  var isSubmitted = false
  /// The question about its consequences was answered with yes.
  var isConfirmed = false
  /// What was asked about it, until that is answered.
  var asked: Asked?

  /// A question above the form, and so what its answer means.
  enum Asked: Hashable, Sendable {
    /// Whether to do it, with its consequences.
    case confirm
    /// Whether to save over what a colleague saved.
    case saveOverTheirs
    /// Which of two equal times of the wall clock is meant: those with these offsets.
    case which(String, [Int])
  }

  /// - `times`: Only of a form that has times in it.
  init(title: String, times: TimeFormat? = nil, fields: [Field]) {
    ownTimes = times
    self.title = title
    self.fields = fields
  }

  /// Opens the field's text in the user's editor.
  static let editorKey = Key.control("o")

  /// What is wrong is said on its own clock; where it has none, on that of the screen.
  func sentence(of error: SlotError, _ desk: Desk) -> String {
    (ownTimes ?? desk.times).sentence(of: error)
  }

  var focused: Field { fields[focus] }

  /// Goes from field to field, or does to one what a key does.
  mutating func edit(_ key: Key) {
    switch key {
    case .tab, .down: focus = (focus + 1) % fields.count
    case .backTab, .up: focus = (focus - 1 + fields.count) % fields.count
    default: type(key)
    }
  }

  private mutating func type(_ key: Key) {
    if fields[focus].isSwitch {
      switch key {
      case .character(" "), .right: fields[focus].input = TextField(fields[focus].choice(1))
      case .left: fields[focus].input = TextField(fields[focus].choice(-1))
      case .character("y"): fields[focus].input = TextField("yes")
      case .character("n"): fields[focus].input = TextField("no")
      default: return
      }
    } else {
      guard fields[focus].input.edit(key) else { return }
    }
    if problem?.field == nil || problem?.field == fields[focus].name { problem = nil }
  }

  func text(_ name: Field.Name) -> String {
    fields.first { $0.name == name }?.text ?? ""
  }

  /// Whether something else stands there, even if it only looks the same.
  func isOther(_ name: Field.Name, than before: Form) -> Bool {
    ExactText(text(name)) != ExactText(before.text(name))
  }

  func isOn(_ name: Field.Name) -> Bool { text(name) == "yes" }

  mutating func set(_ name: Field.Name, to text: String) {
    guard let index = fields.firstIndex(where: { $0.name == name }) else { return }
    fields[index].input = TextField(text, isSelected: name.isReplacedByTyping)
  }

  // MARK: What is typed

  func length() throws(Problem) -> Span {
    guard let minutes = Int(text(.minutes)), (1...525_600).contains(minutes) else {
      throw Problem(
        field: .minutes,
        error: .badRequest("Give the length in whole minutes, from 1 on.")
      )
    }
    return .minutes(minutes)
  }

  func capacity() throws(Problem) -> Int {
    guard let capacity = Int(text(.capacity)), capacity >= 1 else {
      throw Problem(field: .capacity, error: .capacityInvalid(text(.capacity)))
    }
    return capacity
  }

  func metadata() throws(Problem) -> Metadata {
    do {
      return try Metadata(parsing: text(.metadata))
    } catch {
      throw Problem(field: .metadata, error: error)
    }
  }

  // MARK: What is wrong

  /// Shows what is wrong at the field that it is about.
  mutating func show(_ problem: Problem) {
    self.problem = problem
    isSubmitted = false
    isConfirmed = false
    if let index = fields.firstIndex(where: { $0.name == problem.field }) { focus = index }
  }

  /// A refusal by the store, at the field that it is about.
  ///
  /// - `overlap`: Where another slot is in the way.
  mutating func show(_ error: SlotError, overlap: Field.Name = .start) {
    let field = error.code == .slotsOverlap ? overlap : Self.field(for: error.code)
    let isThere = fields.contains { $0.name == field }
    let hasStart = fields.contains { $0.name == .start }
    // What is about a clock is about when a slot is.
    let isAboutTime = field == .start || field == .timezone
    show(
      Problem(field: isThere || !isAboutTime ? field : hasStart ? .start : .moveBy, error: error)
    )
  }

  private static func field(for code: ErrorCode) -> Field.Name? {
    switch code {
    case .invalidDate, .startNotBeforeEnd, .slotsOverlap: .start
    case .capacityInvalid, .capacityBelowAppointments: .capacity
    case .metadataTooLong, .metadataKeyNotString: .metadata
    case .invalidTimezone: .timezone
    case .bookingDisabledBeforeInvalid: .leadMinutes
    case .unexpected, .badRequest, .slotNotFound, .notLockable, .alreadyLocked,
      .appointmentNotFound,
      .notEnoughCapacity, .slotLocked, .slotDisabled, .blockNotFound, .lockKeyWrong, .stillInUse,
      .blockNotPublished, .bookingClosed, .storeBusy, .storeDamaged, .storeNewer, .readOnly,
      .cannotUndo, .ambiguousReference, .fileProblem, .stopped, .storeOutOfReach:
      nil
    }
  }
}
