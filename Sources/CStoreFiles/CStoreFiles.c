#define _GNU_SOURCE
#include "CStoreFiles.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/xattr.h>
#include <unistd.h>

// MARK: What is known of an open store

struct identity {
  int is_known;
  dev_t device;
  ino_t number;
};

/// Lies behind SQLite's own part of an open file.
struct store {
  /// SQLite's own but for three of them.
  sqlite3_io_methods methods;
  const sqlite3_io_methods *original;
  struct store *next;
  /// -1 when SQLite took one that it had kept.
  int descriptor;
  int is_writable;
  struct identity file, log, index;
  struct store_file_refusal refusal;
  /// As SQLite resolved it.
  const char *path;
  char *log_path, *index_path;
};

/// A file that SQLite is about to open, in this thread.
struct opening {
  const char *path;
  struct store *store;
  /// Nil for the store itself.
  const char *suffix;
  int descriptor;
  int flags;
  struct identity identity;
};

static _Thread_local struct opening *opening;

static sqlite3_vfs *original;
static sqlite3_vfs guarded;
/// Where our part of a file begins.
static int offset;
static int (*system_open)(const char *, int, int);
static int (*system_fchmod)(int, mode_t);

/// All stores that are open. Two connections of one process share the index of the log.
static struct store *stores;

static sqlite3_mutex *list_lock(void) { return sqlite3_mutex_alloc(SQLITE_MUTEX_STATIC_APP1); }

static struct store *part(sqlite3_file *file) { return (struct store *)((char *)file + offset); }

static struct identity identity_of(const struct stat *status) {
  return (struct identity){1, status->st_dev, status->st_ino};
}

static int is_same(struct identity a, const struct stat *b) {
  return a.is_known && a.device == b->st_dev && a.number == b->st_ino;
}

/// The store as it is now.
static int status_of(const struct store *store, struct stat *status) {
  return store->descriptor >= 0 ? fstat(store->descriptor, status) : stat(store->path, status);
}

// MARK: Whose a file must be

static int is_in_group(uid_t user, gid_t group) {
  char buffer[16384];
  struct passwd entry, *found = NULL;
  if (getpwuid_r(user, &entry, buffer, sizeof buffer, &found) != 0 || !found) return 0;
  gid_t groups[1024];
  int count = 1024;
  if (getgrouplist(entry.pw_name, entry.pw_gid, groups, &count) < 0) count = 1024;
  for (int i = 0; i < count; i++)
    if (groups[i] == group) return 1;
  return 0;
}

/// Whether a file in the store's folder that has the store's group was made by a member of it. Only a
/// member can give a file away to a group; but a folder can, and hands its group on to whatever is
/// made in it.
static int group_proves_membership(const char *path, const struct stat *file) {
  const char *slash = strrchr(path, '/');
  char folder[4096];
  size_t length = slash ? (size_t)(slash - path) : 0;
  if (length == 0 || length >= sizeof folder) return 0;
  memcpy(folder, path, length);
  folder[length] = 0;
  struct stat status;
  if (stat(folder, &status) != 0) return 0;
  if (status.st_gid != file->st_gid) return 1;
  return !(status.st_mode & S_IWOTH) && status.st_uid != file->st_uid
    && getxattr(folder, "system.posix_acl_access", NULL, 0) <= 0;
}

/// Whether the store's access control list lets somebody write it who is named there, or a group of
/// theirs. Source: include/uapi/linux/posix_acl_xattr.h
static int list_lets_write(const struct store *store, uid_t user) {
  struct { uint32_t version; struct { uint16_t tag, rights; uint32_t id; } entries[256]; } list;
  enum { named_user = 2, named_group = 8, mask = 16, may_write = 2 };
  ssize_t size = getxattr(store->path, "system.posix_acl_access", &list, sizeof list);
  if (size < (ssize_t)sizeof list.version || list.version != 2) return 0;
  size_t count = ((size_t)size - sizeof list.version) / sizeof *list.entries;
  for (size_t i = 0; i < count; i++)
    if (list.entries[i].tag == mask && !(list.entries[i].rights & may_write)) return 0;
  for (size_t i = 0; i < count; i++) {
    if (!(list.entries[i].rights & may_write)) continue;
    if (list.entries[i].tag == named_user && list.entries[i].id == user) return 1;
    if (list.entries[i].tag == named_group && is_in_group(user, list.entries[i].id)) return 1;
  }
  return 0;
}

/// Whether the owner of a file beside the store may write the store itself.
static int may_write(const struct store *store, const struct stat *status, const struct stat *file) {
  uid_t user = file->st_uid;
  if (user == 0 || user == status->st_uid || status->st_mode & S_IWOTH) return 1;
  if (user == geteuid()) return faccessat(AT_FDCWD, store->path, W_OK, AT_EACCESS) == 0;
  // With a list, the bits of the group are the most that anybody named in it has.
  if (!(status->st_mode & S_IWGRP)) return 0;
  if (file->st_gid == status->st_gid && group_proves_membership(store->path, file)) return 1;
  return is_in_group(user, status->st_gid) || list_lets_write(store, user);
}

/// The bits for writing that a file beside the store has and must not have.
static mode_t excess(const struct stat *status, const struct stat *file) {
  if (status->st_mode & S_IWOTH) return 0;
  mode_t bits = file->st_mode & S_IWOTH;
  if (!(status->st_mode & S_IWGRP) || status->st_gid != file->st_gid)
    bits |= file->st_mode & S_IWGRP;
  return bits;
}

/// Looks at a file beside the store through its descriptor. Rights that are too many are taken away, where
/// that can be done: the store was closed to others while the file was there. None are given: it could
/// be another file of its owner's, which somebody has moved here.
static enum store_file_fault
judge(const struct store *store, const struct stat *status, int descriptor, struct stat *file) {
  if (fstat(descriptor, file) != 0 || !S_ISREG(file->st_mode)) return store_file_is_not_regular;
  if (file->st_nlink > 1) return store_file_has_names;
  if (!may_write(store, status, file)) return store_file_is_foreign;
  if (excess(status, file) == 0) return store_file_is_sound;
  mode_t mode = file->st_mode & status->st_mode & 0777;
  if (file->st_gid != status->st_gid) mode &= ~(mode_t)070;
  int is_mended = store->is_writable && fchmod(descriptor, mode) == 0;
  return is_mended ? store_file_is_sound : store_file_is_open;
}

static void refuse(struct store *store, enum store_file_fault fault, const char *suffix, uid_t owner) {
  store->refusal = (struct store_file_refusal){fault, suffix, owner};
}

// MARK: Opening

/// Gives a file that was just made the store's owner (where we may), group and mode: nobody shall be
/// able to write it who may not write the store, whatever the umask, and all who may.
static void give_away(int descriptor, const struct stat *status) {
  struct stat file;
  int is_given = fchown(descriptor, geteuid() == 0 ? status->st_uid : (uid_t)-1, status->st_gid);
  if (fstat(descriptor, &file) != 0) return;
  mode_t mode = status->st_mode & 0777;
  if (is_given != 0 && file.st_gid != status->st_gid) mode &= ~(mode_t)070;
  (void)fchmod(descriptor, mode);
}

/// Makes a file that is there under its name when it has its owner and mode. -1 with EEXIST when somebody
/// was quicker.
static int make(const char *path, const struct stat *status) {
  char folder[4096], nameless[64];
  const char *slash = strrchr(path, '/');
  size_t length = slash ? (size_t)(slash - path) : 0;
  if (slash && length < sizeof folder) {
    memcpy(folder, path, length);
    folder[length] = 0;
    int descriptor = open(length ? folder : "/", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (descriptor >= 0) {
      give_away(descriptor, status);
      snprintf(nameless, sizeof nameless, "/proc/self/fd/%d", descriptor);
      if (linkat(AT_FDCWD, nameless, AT_FDCWD, path, AT_SYMLINK_FOLLOW) == 0) return descriptor;
      int reason = errno;
      close(descriptor);
      errno = reason;
      if (reason == EEXIST) return -1;
    }
  }
  // Some file systems know no file without a name.
  int flags = O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
  int descriptor = open(path, flags, 0600);
  if (descriptor >= 0) give_away(descriptor, status);
  return descriptor;
}

/// Opens a log or its index, or makes it, and judges what was opened.
static int open_beside(struct opening *asked, int flags) {
  struct store *store = asked->store;
  struct stat status, file;
  if (status_of(store, &status) != 0) return -1;
  int descriptor = -1;
  for (int tries = 0; tries < 100; tries++) {
    int careful = (flags & ~(O_CREAT | O_EXCL)) | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC;
    descriptor = system_open(asked->path, careful, 0);
    if (descriptor >= 0 || errno != ENOENT || !(flags & O_CREAT)) break;
    // Who may only read would leave a file behind that others cannot trust.
    if (faccessat(AT_FDCWD, store->path, W_OK, AT_EACCESS) != 0) {
      refuse(store, store_file_is_missing, asked->suffix, 0);
      errno = EACCES;
      return -1;
    }
    descriptor = make(asked->path, &status);
    if (descriptor >= 0 || errno != EEXIST) break;
  }
  if (descriptor < 0) {
    int reason = errno;
    if (reason == ELOOP)
      refuse(store, store_file_is_not_regular, asked->suffix, 0);
    else if (reason == EACCES && lstat(asked->path, &file) == 0 && !may_write(store, &status, &file))
      refuse(store, store_file_is_foreign, asked->suffix, file.st_uid);
    errno = reason;
    return -1;
  }
  enum store_file_fault fault = judge(store, &status, descriptor, &file);
  if (fault != store_file_is_sound) {
    refuse(store, fault, asked->suffix, file.st_uid);
    close(descriptor);
    errno = EPERM;
    return -1;
  }
  store->refusal.fault = store_file_is_sound;
  asked->identity = identity_of(&file);
  return descriptor;
}

/// In place of SQLite's open(2), through which each of its files comes.
static int guarded_open(const char *path, int flags, int mode) {
  struct opening *asked = opening;
  if (!asked || strcmp(path, asked->path) != 0) return system_open(path, flags, mode);
  if (asked->suffix) return open_beside(asked, flags);
  struct stat status;
  int descriptor = system_open(path, flags, mode);
  if (descriptor < 0 || fstat(descriptor, &status) != 0) return descriptor;
  asked->descriptor = descriptor;
  asked->flags = flags;
  asked->identity = identity_of(&status);
  return descriptor;
}

/// SQLite widens a file that is still empty to the store's mode, whatever the file's group. What is made
/// here has its mode.
static int guarded_fchmod(int descriptor, mode_t mode) {
  return opening && opening->suffix ? 0 : system_fchmod(descriptor, mode);
}

static int map_index(sqlite3_file *, int, int, int, void volatile **);
static int control(sqlite3_file *, int, void *);
static int close_store(sqlite3_file *);

static int open_store(const char *name, sqlite3_file *file, int flags, int *result) {
  struct store *store = part(file);
  struct opening asked = {name, store, NULL, -1, 0, {0}};
  memset(store, 0, sizeof *store);
  size_t length = strlen(name);
  store->path = name;
  store->log_path = malloc(2 * (length + 5));
  if (!store->log_path) return SQLITE_NOMEM;
  store->index_path = store->log_path + length + 5;
  snprintf(store->log_path, length + 5, "%s-wal", name);
  snprintf(store->index_path, length + 5, "%s-shm", name);
  opening = &asked;
  int code = original->xOpen(original, name, file, flags, result);
  opening = NULL;
  if (code != SQLITE_OK || !file->pMethods) {
    free(store->log_path);
    if (file->pMethods) file->pMethods->xClose(file);
    file->pMethods = NULL;
    return code != SQLITE_OK ? code : SQLITE_CANTOPEN;
  }
  struct stat status;
  store->descriptor = asked.descriptor;
  store->is_writable = (asked.flags & O_ACCMODE) == O_RDWR;
  store->file = asked.identity;
  // SQLite had a descriptor left over for the very file that has this name.
  if (!store->file.is_known && stat(name, &status) == 0) store->file = identity_of(&status);
  store->original = file->pMethods;
  store->methods = *file->pMethods;
  store->methods.xShmMap = map_index;
  store->methods.xFileControl = control;
  store->methods.xClose = close_store;
  file->pMethods = &store->methods;
  sqlite3_mutex_enter(list_lock());
  store->next = stores;
  stores = store;
  sqlite3_mutex_leave(list_lock());
  return SQLITE_OK;
}

static int close_store(sqlite3_file *file) {
  struct store *store = part(file);
  sqlite3_mutex_enter(list_lock());
  for (struct store **link = &stores; *link; link = &(*link)->next)
    if (*link == store) {
      *link = store->next;
      break;
    }
  sqlite3_mutex_leave(list_lock());
  free(store->log_path);
  file->pMethods = store->original;
  return file->pMethods->xClose(file);
}

/// The store that a name of SQLite's, of a log or a journal, belongs to.
static struct store *owner_of(const char *name) {
  sqlite3_file *file = sqlite3_database_file_object(name);
  if (!file || !file->pMethods || file->pMethods->xClose != close_store) return NULL;
  return part(file);
}

static int open_log(const char *name, sqlite3_file *file, int flags, int *result) {
  struct store *store = owner_of(name);
  if (!store) return SQLITE_CANTOPEN;
  struct opening asked = {name, store, "-wal", -1, 0, {0}};
  opening = &asked;
  int code = original->xOpen(original, name, file, flags, result);
  opening = NULL;
  if (code == SQLITE_OK) store->log = asked.identity;
  return code;
}

static int open_any(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *result) {
  (void)vfs;
  file->pMethods = NULL;
  if (flags & SQLITE_OPEN_MAIN_DB && name) return open_store(name, file, flags, result);
  if (flags & SQLITE_OPEN_WAL && name) return open_log(name, file, flags, result);
  // Nothing that is done here needs one, see `journal_mode`.
  if (flags & (SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_SUPER_JOURNAL)) return SQLITE_CANTOPEN;
  return original->xOpen(original, name, file, flags, result);
}

/// In a process of several connections to a store, the first opens the index for all of them.
static void adopt_index(struct store *store) {
  sqlite3_mutex_enter(list_lock());
  for (struct store *other = stores; other && !store->index.is_known; other = other->next)
    if (other->file.device == store->file.device && other->file.number == store->file.number)
      store->index = other->index;
  sqlite3_mutex_leave(list_lock());
  struct stat status;
  if (!store->index.is_known && lstat(store->index_path, &status) == 0)
    store->index = identity_of(&status);
}

static int map_index(sqlite3_file *file, int region, int size, int extend, void volatile **result) {
  struct store *store = part(file);
  struct opening asked = {store->index_path, store, "-shm", -1, 0, {0}};
  opening = &asked;
  int code = store->original->xShmMap(file, region, size, extend, result);
  opening = NULL;
  if (asked.identity.is_known) store->index = asked.identity;
  if (code == SQLITE_OK && !store->index.is_known) adopt_index(store);
  return code;
}

// MARK: What lies under the names

/// What has become of a file that was opened under a name.
enum place { is_there, is_gone, is_another };

static enum place place_of(const char *path, struct identity identity) {
  struct stat status;
  if (!identity.is_known) return is_there;
  if (lstat(path, &status) != 0) return is_gone;
  return is_same(identity, &status) ? is_there : is_another;
}

/// Whether what is in the log must not be put into the store, when the last connection is closed. A log
/// that lies under no name any more is put into it: that saves what was written there. But who has made
/// another one has changed the store since, and who has made another index may have gone on in the log.
static int must_leave_log(const struct store *store) {
  enum place log = place_of(store->log_path, store->log);
  if (log == is_there) return place_of(store->index_path, store->index) != is_there;
  return log == is_another;
}

static int control(sqlite3_file *file, int operation, void *argument) {
  struct store *store = part(file);
  int code = store->original->xFileControl(file, operation, argument);
  // SQLite asks before it puts the log into the store, and before it deletes the log.
  if (operation == SQLITE_FCNTL_HAS_MOVED && code == SQLITE_OK && must_leave_log(store))
    *(int *)argument = 1;
  return code;
}

static int ends_with(const char *name, const char *suffix) {
  size_t length = strlen(name), end = strlen(suffix);
  return length > end && strcmp(name + length - end, suffix) == 0;
}

static int look_for(sqlite3_vfs *vfs, const char *name, int flags, int *result) {
  (void)vfs;
  if (!ends_with(name, "-journal")) return original->xAccess(original, name, flags, result);
  struct stat status;
  *result = 0;
  // An empty one says nothing.
  if (lstat(name, &status) != 0 || (S_ISREG(status.st_mode) && status.st_size == 0))
    return SQLITE_OK;
  struct store *store = owner_of(name);
  if (store) refuse(store, store_file_is_journal, "-journal", status.st_uid);
  return SQLITE_CANTOPEN;
}

/// SQLite deletes the store's log, and nothing else.
static int delete_log(sqlite3_vfs *vfs, const char *name, int sync) {
  (void)vfs;
  struct store *store = ends_with(name, "-wal") ? owner_of(name) : NULL;
  if (!store) return SQLITE_IOERR_DELETE;
  if (!store->log.is_known) {
    struct stat status = {0};
    (void)lstat(name, &status);
    refuse(store, store_file_is_lone, "-wal", status.st_uid);
    return SQLITE_IOERR_DELETE;
  }
  if (place_of(name, store->log) == is_another) return SQLITE_OK;
  return original->xDelete(original, name, sync);
}

// MARK: For Swift

int store_files_register(void) {
  original = sqlite3_vfs_find("unix");
  if (!original || original->iVersion < 3 || !original->xSetSystemCall) return SQLITE_ERROR;
  system_open = (int (*)(const char *, int, int))original->xGetSystemCall(original, "open");
  system_fchmod = (int (*)(int, mode_t))original->xGetSystemCall(original, "fchmod");
  if (!system_open || !system_fchmod) return SQLITE_ERROR;
  // What is not replaced does not look at the VFS that it is called on.
  guarded = *original;
  offset = (original->szOsFile + 15) & ~15;
  guarded.szOsFile = offset + (int)sizeof(struct store);
  guarded.pNext = NULL;
  guarded.zName = "slottui";
  guarded.xOpen = open_any;
  guarded.xAccess = look_for;
  guarded.xDelete = delete_log;
  int code = original->xSetSystemCall(original, "open", (sqlite3_syscall_ptr)guarded_open);
  if (code == SQLITE_OK)
    code = original->xSetSystemCall(original, "fchmod", (sqlite3_syscall_ptr)guarded_fchmod);
  return code == SQLITE_OK ? sqlite3_vfs_register(&guarded, 0) : code;
}

static struct store *store_of(sqlite3 *db) {
  sqlite3_file *file = NULL;
  int code = sqlite3_file_control(db, "main", SQLITE_FCNTL_FILE_POINTER, &file);
  if (code != SQLITE_OK || !file || !file->pMethods) return NULL;
  return file->pMethods->xClose == close_store ? part(file) : NULL;
}

struct store_file_refusal store_files_take_refusal(sqlite3 *db) {
  struct store_file_refusal refusal = {0};
  struct store *store = store_of(db);
  if (!store) return refusal;
  refusal = store->refusal;
  store->refusal.fault = store_file_is_sound;
  return refusal;
}

enum store_files_state store_files_state(sqlite3 *db, const char *path) {
  struct store *store = store_of(db);
  struct stat status;
  if (!store) return store_files_are_same;
  if (stat(path, &status) != 0 || !is_same(store->file, &status)) return store_file_was_moved;
  if (status.st_nlink > 1) return store_file_has_several_names;
  int is_whole = place_of(store->log_path, store->log) == is_there
    && place_of(store->index_path, store->index) == is_there;
  return is_whole ? store_files_are_same : store_log_was_moved;
}

int store_files_opened(sqlite3 *db, int descriptor) {
  struct store *store = store_of(db);
  struct stat status;
  return store && fstat(descriptor, &status) == 0 && is_same(store->file, &status);
}

int store_file_rename(const char *from, const char *to) {
  return renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE);
}

/// Closing a descriptor of a file that SQLite has locked would give up the locks, but for one that
/// only names it.
static int set_mode(const char *path, struct identity identity, mode_t mode) {
  char name[64];
  struct stat status;
  int descriptor = open(path, O_PATH | O_NOFOLLOW | O_CLOEXEC);
  if (descriptor < 0) return errno == ENOENT ? 0 : errno;
  snprintf(name, sizeof name, "/proc/self/fd/%d", descriptor);
  int code = 0;
  // A colleague's file beside the store, whose mode is right already, may not be changed by us.
  if (fstat(descriptor, &status) == 0 && is_same(identity, &status)
      && (status.st_mode & 07777) != mode && chmod(name, mode) != 0)
    code = errno;
  close(descriptor);
  return code;
}

int store_files_set_mode(sqlite3 *db, unsigned mode) {
  struct store *store = store_of(db);
  if (!store) return EBADF;
  int code = set_mode(store->path, store->file, mode);
  if (code == 0) code = set_mode(store->log_path, store->log, mode);
  return code == 0 ? set_mode(store->index_path, store->index, mode) : code;
}
