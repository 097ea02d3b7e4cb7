import Glibc

/// The C library's locale, which ncurses draws by.
package enum Locale {
  /// Takes a locale (the empty name is the user's) and says whether its encoding is UTF-8.
  ///
  /// One that asks for UTF-8 and is not installed, as often on servers, is replaced by C.UTF-8.
  package static func take(_ name: String) -> Bool {
    if setlocale(LC_ALL, name) == nil, asksForUTF8(name.isEmpty ? userLocale : name) {
      setlocale(LC_CTYPE, "C.UTF-8")
    }
    guard let codeset = nl_langinfo(Int32(CODESET)) else { return false }
    return String(cString: codeset) == "UTF-8"
  }

  /// Whether `take` would say so of the user's locale, which is left alone here.
  package static var isUTF8: Bool {
    guard let locale = newlocale(1 << LC_CTYPE, "", nil) else { return asksForUTF8(userLocale) }
    defer { freelocale(locale) }
    guard let codeset = nl_langinfo_l(Int32(CODESET), locale) else { return false }
    return String(cString: codeset) == "UTF-8"
  }

  private static func asksForUTF8(_ name: String) -> Bool {
    let wanted = name.lowercased()
    return wanted.contains("utf-8") || wanted.contains("utf8")
  }

  /// What the environment asks for, and what the C library makes of it.
  package static func state() -> (wanted: String, isUTF8: Bool, isInstalled: Bool) {
    let isInstalled = setlocale(LC_ALL, "") != nil
    return (userLocale, take(""), isInstalled)
  }

  private static var userLocale: String {
    let names = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { Environment[$0] }
    return names.first { !$0.isEmpty } ?? ""
  }
}
