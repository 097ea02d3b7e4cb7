package import Glibc
import SlotDomain

/// Who runs the program, as the operating system knows them. No variable can claim otherwise.
package enum SystemUser {
  /// The login name; the number of an account that has none.
  package static var name: String {
    guard let entry = getpwuid(getuid()), let name = entry.pointee.pw_name, name.pointee != 0 else {
      return "\(getuid())"
    }
    return String(cString: name)
  }

  /// The name of a group; its number where it has none.
  package static func group(_ id: gid_t) -> String {
    guard let entry = getgrgid(id), let name = entry.pointee.gr_name else { return "\(id)" }
    return String(cString: name)
  }

  /// The home folder: `$HOME`, else the account's.
  package static var home: String {
    if let home = Environment.value("HOME") { return home }
    guard let entry = getpwuid(getuid()), let folder = entry.pointee.pw_dir else { return "/" }
    return String(cString: folder)
  }
}

extension Environment {
  /// The variable's value, or nil when it is not set or empty.
  package static func value(_ name: String) -> String? {
    let value = self[name]
    return value == "" ? nil : value
  }

  /// The program's folder among a user's files of a kind: in the directory that the variable names, else
  /// in its usual place below the home. Source: XDG Base Directory Specification, which wants relative
  /// directories ignored.
  package static func folder(_ variable: String, else usual: String) -> String {
    let base = value(variable).flatMap { $0.begins(with: "/") ? $0 : nil }
    return (base ?? "\(SystemUser.home)/\(usual)") + "/slottui"
  }
}
