import ArgumentParser
import SlotCommands
import SlotDomain
import TerminalKit

/// `slottui doctor`
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Look at what slottui needs here, and say what to mend.",
    discussion: """
      Looks at the terminal, its size and colours, the locale, the configuration, the time zones, and \
      the store with its file system, permissions and clock. Changes nothing. Exit status 74 when \
      something does not work until it is mended; slottui check proves that what is in the store is \
      sound.

      Examples:
        slottui doctor
        slottui doctor --db /srv/slottui/slottui.db --json
      """
  )

  @OptionGroup var store: StoreOptions

  @Flag(name: .customLong("json"), help: "Print one JSON document: data, meta, success.")
  var isJSON = false

  func run() throws {
    let found = Self.diagnoses(store)
    do throws(SlotError) {
      try Files.writeOutput(isJSON ? Self.json(found) : Self.text(found))
    } catch {
      throw Refusal.tell(error, zone: .utc, as: isJSON ? .json : .people)
    }
    if found.contains(where: { $0.state == .problem }) {
      throw ExitCode(ExitStatus.storeOrFile.rawValue)
    }
  }

  static func text(_ found: [Diagnosis]) -> String {
    let width = found.map(\.subject.count).max() ?? 0
    var lines = ["\(Version.line)"]
    for diagnosis in found {
      let sign =
        switch diagnosis.state {
        case .fine: "ok      "
        case .warning: "warning "
        case .problem: "PROBLEM "
        }
      let subject =
        diagnosis.subject + String(repeating: " ", count: width - diagnosis.subject.count)
      lines.append("\(sign) \(subject)  \(PlainText.safe(diagnosis.sentence))")
    }
    let toMend = found.filter { $0.state != .fine }.count
    lines.append(
      toMend == 0 ? "All is well." : "To mend: \(counted(toMend, "thing")), named above."
    )
    return lines.map { $0 + "\n" }.joined()
  }

  private static func json(_ found: [Diagnosis]) -> String {
    let objects = found.map { diagnosis in
      JSONValue.object([
        "subject": .string(diagnosis.subject),
        "state": .string(diagnosis.state.rawValue),
        "message": .string(diagnosis.sentence),
      ])
    }
    let meta: JSONMembers = ["version": .string(Version.line)]
    return Envelope.success(.array(objects), meta: meta).text(.indented) + "\n"
  }
}

extension DoctorCommand {
  private static func diagnoses(_ store: StoreOptions) -> [Diagnosis] {
    Diagnosis.terminal(.current()) + [locale(), timeZones()] + configured() + stored(store)
  }

  private static func locale() -> Diagnosis {
    let state = Locale.state()
    return .locale(wanted: state.wanted, isUTF8: state.isUTF8, isInstalled: state.isInstalled)
  }

  private static func timeZones() -> Diagnosis {
    .timeZones(
      count: Zone.names().count,
      version: Zone.databaseVersion(),
      own: Zone.ofSystem().name
    )
  }

  private static func configured() -> [Diagnosis] {
    let path = ConfigurationFile.path
    do throws(SlotError) {
      let (_, problems) = try ConfigurationFile.read()
      return Diagnosis.configuration(
        path,
        problems.map { $0.sentence(file: path) },
        isThere: ConfigurationFile.isThere
      )
    } catch {
      return [.warning("configuration", error.message(in: .utc))]
    }
  }

  private static func onServer(_ address: ServerAddress) -> [Diagnosis] {
    do throws(SlotError) {
      return Diagnosis.server(try address.facts(), now: Clock.now())
    } catch {
      return [.problem("store", error.message(in: .utc))]
    }
  }

  private static func stored(_ options: StoreOptions) -> [Diagnosis] {
    let path = options.resolvedPath
    let address: StoreAddress
    do throws(SlotError) {
      address = try StoreAddress(path)
    } catch {
      return [.problem("store", error.message(in: .utc))]
    }
    if case .server(let server) = address { return onServer(server) }
    let facts = StoreFileFacts(of: path)
    let storeOptions = StoreOptions.storeOptions
    let found = Diagnosis.file(facts, allowsNetwork: storeOptions.allowsNetworkFileSystem)
    guard facts.mode != nil else {
      return facts.isFolderSearchable
        ? found + [.fine("store", "none yet; the first use makes \(path)")] : found
    }
    do throws(SlotError) {
      var storeOptions = storeOptions
      storeOptions.access = .readOnly
      let store = try address.open(storeOptions)
      var query = HistoryQuery()
      query.limit = 1
      return try found
        + Diagnosis.content(
          path,
          store.blocks(),
          lastChange: store.history(matching: query).first?.action.at,
          now: Clock.now()
        )
    } catch {
      return found + [.problem("store", error.message(in: .utc))]
    }
  }
}
