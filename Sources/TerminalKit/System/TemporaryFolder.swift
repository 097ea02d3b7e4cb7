import Glibc

/// A folder of our own for as long as it is needed.
package struct TemporaryFolder {
  package let path: String

  /// Only this user can look into it. Nil where there is no place for one.
  package init?() {
    let places = [Environment["XDG_RUNTIME_DIR"], Environment["TMPDIR"], "/tmp"]
    for place in places.compactMap({ $0 }) where !place.isEmpty {
      var template = Array("\(place)/slottui-XXXXXX".utf8CString)
      guard mkdtemp(&template) != nil else { continue }
      path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
      return
    }
    return nil
  }

  /// With the files in it: what an editor keeps as a copy is somebody's data too.
  package func remove() {
    guard let folder = opendir(path) else { return }
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { unlink("\(path)/\(name)") }
    }
    closedir(folder)
    rmdir(path)
  }
}
