import Glibc

/// What can be told of a store's file and its folder by looking at them from outside.
public struct StoreFileFacts: Sendable {
  public var path: String
  /// The folder of the file; where that is missing too, the first above it that is there.
  public var folder: String
  /// Whether this user may look what is in the folder.
  public var isFolderSearchable: Bool
  /// The permission bits; nil when the file is not there.
  public var mode: UInt32?
  public var isReadable: Bool
  public var isWritable: Bool
  /// SQLite makes a file beside the store while it writes.
  public var isFolderWritable: Bool
  /// The name of the network file system that it lies on, if it does.
  public var networkFileSystem: String?
  /// Room for this user; nil when the system does not say.
  public var freeBytes: Int64?
}

extension StoreFileFacts {
  public init(of path: String) {
    let file = StoreFile(path: path)
    var folder = file.folder
    while access(folder, F_OK) != 0, StoreFile(path: folder).folder != folder {
      folder = StoreFile(path: folder).folder
    }
    var room = statvfs()
    let hasRoom = statvfs(folder, &room) == 0
    self.init(
      path: path,
      folder: folder,
      isFolderSearchable: access(folder, X_OK) == 0,
      mode: file.mode,
      isReadable: access(path, R_OK) == 0,
      isWritable: access(path, W_OK) == 0,
      isFolderWritable: access(folder, W_OK) == 0,
      networkFileSystem: file.networkFileSystem,
      freeBytes: hasRoom ? Int64(clamping: UInt64(room.f_bavail) * UInt64(room.f_frsize)) : nil
    )
  }
}
