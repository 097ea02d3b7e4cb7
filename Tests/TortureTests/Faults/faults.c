/*
 * Preloaded into slottui: does something bad at a chosen one of the calls that change the store's
 * files, and can turn the clock.
 *
 *   TORTURE_FILES  how the paths of the files that count begin
 *   TORTURE_CALL   which of the calls it is, from 1; without it nothing bad happens
 *   TORTURE_DEED   kill    the process ends before the call
 *                  tear    half of what shall be written is written, and the process ends
 *                  power   the machine stops: of what was written since the last sync of its file,
 *                          an accidental part is there (TORTURE_SEED says which)
 *                  broken  the call fails with EIO
 *                  full    it fails with ENOSPC, as do all later ones that could need room
 *                  gone    it fails with EIO, as do all later ones, reading too
 *                  short   it and every later write takes half of what it is given, and says so
 *   TORTURE_LOG    the calls are written into this file, a line each
 *   TORTURE_CLOCK  seconds by which the clock is wrong
 *   TORTURE_SYNC   milliseconds that every sync takes longer: a slow disk
 *
 * Deleting a file is taken to be lasting at once, and so is making one.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

enum need { ROOM, NO_ROOM };

/* A write that its file's next sync makes last. */
struct written {
  struct written *previous, *next;
  char *path;
  off_t offset, old_size;
  size_t old_count, count;
  char *old_bytes, *bytes;
};

static struct written *newest;
static char *paths[1024]; /* of open files that count, by descriptor */
static long calls;

static const char *setting(const char *name) {
  const char *value = getenv(name);
  return value ? value : "";
}

static int counts(const char *path) {
  const char *files = setting("TORTURE_FILES");
  return path && *files && strncmp(path, files, strlen(files)) == 0;
}

static const char *path_of(int file) { return file >= 0 && file < 1024 ? paths[file] : NULL; }

static void note(const char *call, const char *path) {
  const char *log = setting("TORTURE_LOG");
  if (!*log) return;
  char line[1200];
  int length = snprintf(line, sizeof line, "%s %s\n", call, strrchr(path, '/') + 1);
  int file = REAL(open)(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (file < 0) return;
  if (REAL(write)(file, line, length) < 0) { /* then it is not in the log */ }
  REAL(close)(file);
}

static _Noreturn void die(void) {
  for (;;) kill(getpid(), SIGKILL);
}

/* Takes back all that was not synced, then does an accidental part of it again. */
static _Noreturn void lose_power(void) {
  srand48(atol(setting("TORTURE_SEED")));
  struct written *oldest = NULL;
  for (struct written *w = newest; w; w = w->previous) {
    int file = REAL(open)(w->path, O_RDWR | O_CLOEXEC);
    if (file >= 0) {
      if (REAL(pwrite)(file, w->old_bytes, w->old_count, w->offset) < 0) abort();
      if (REAL(ftruncate)(file, w->old_size) < 0) abort();
      REAL(close)(file);
    }
    oldest = w;
  }
  for (struct written *w = oldest; w; w = w->next) {
    size_t count = drand48() < 0.5 ? w->count : drand48() < 0.5 ? 0 : w->count / 1024 * 512;
    int file = REAL(open)(w->path, O_RDWR | O_CLOEXEC);
    if (file >= 0 && REAL(pwrite)(file, w->bytes, count, w->offset) < 0) abort();
    if (file >= 0) REAL(close)(file);
  }
  die();
}

/* Remembers a write that is about to be done. */
static void remember(int file, const void *bytes, size_t count, off_t offset) {
  struct stat status;
  struct written *w = calloc(1, sizeof *w);
  char *old = malloc(count + 1), *copy = malloc(count + 1);
  if (!w || !old || !copy || fstat(file, &status) != 0) abort();
  ssize_t there = REAL(pread)(file, old, count, offset);
  memcpy(copy, bytes, count);
  *w = (struct written){newest, NULL, strdup(paths[file]), offset, status.st_size,
                        there > 0 ? there : 0, count, old, copy};
  if (newest) newest->next = w;
  newest = w;
}

static void forget(const char *path) {
  for (struct written *w = newest, *previous; w; w = previous) {
    previous = w->previous;
    if (strcmp(w->path, path) != 0) continue;
    if (w->previous) w->previous->next = w->next;
    if (w->next) w->next->previous = w->previous;
    else newest = w->previous;
  }
}

/* Counts a call and does what is to be done at it. Nonzero: the call must fail with that. */
static int misfortune(const char *call, const char *path, enum need need) {
  const char *deed = setting("TORTURE_DEED");
  long chosen = atol(setting("TORTURE_CALL"));
  note(call, path);
  calls++;
  if (!chosen || calls < chosen) return 0;
  if (strcmp(deed, "full") == 0) return need == ROOM ? ENOSPC : 0;
  if (strcmp(deed, "gone") == 0) return EIO;
  if (strcmp(deed, "short") == 0 || calls > chosen) return 0;
  if (strcmp(deed, "broken") == 0) return EIO;
  if (strcmp(deed, "power") == 0) lose_power();
  die();
}

#define FAIL_IF(problem) \
  do { int code = problem; if (code) { errno = code; return -1; } } while (0)

/* A write is torn at this call. */
static int is_torn(void) {
  return strcmp(setting("TORTURE_DEED"), "tear") == 0
    && calls + 1 == atol(setting("TORTURE_CALL"));
}

/* Whether the chosen call has been, and from then on this is done. */
static int goes_on(const char *deed) {
  long chosen = atol(setting("TORTURE_CALL"));
  return chosen && calls >= chosen && strcmp(setting("TORTURE_DEED"), deed) == 0;
}

static ssize_t write_at(int file, const void *bytes, size_t count, off_t offset) {
  if (path_of(file)) {
    if (is_torn()) {
      if (REAL(pwrite)(file, bytes, count / 2, offset) >= 0) die();
    }
    FAIL_IF(misfortune("write", paths[file], ROOM));
    if (strcmp(setting("TORTURE_DEED"), "power") == 0) remember(file, bytes, count, offset);
    if (goes_on("short") && count > 1) count /= 2;
  }
  return REAL(pwrite)(file, bytes, count, offset);
}

/* What has no place of its own in the file: a file that is made as a whole. */
ssize_t write(int file, const void *bytes, size_t count) {
  if (path_of(file) && goes_on("gone")) FAIL_IF(EIO);
  if (path_of(file) && goes_on("short") && count > 1) count /= 2;
  return REAL(write)(file, bytes, count);
}

ssize_t pread(int file, void *bytes, size_t count, off_t offset) {
  if (path_of(file) && goes_on("gone")) FAIL_IF(EIO);
  return REAL(pread)(file, bytes, count, offset);
}

ssize_t pread64(int file, void *bytes, size_t count, off64_t offset) {
  if (path_of(file) && goes_on("gone")) FAIL_IF(EIO);
  return REAL(pread)(file, bytes, count, offset);
}

ssize_t pwrite(int file, const void *bytes, size_t count, off_t offset) {
  return write_at(file, bytes, count, offset);
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t offset) {
  return write_at(file, bytes, count, offset);
}

static int cut(int file, off_t size) {
  if (path_of(file)) FAIL_IF(misfortune("truncate", paths[file], NO_ROOM));
  int result = REAL(ftruncate)(file, size);
  /* Not worth more: the store only ever cuts what a checkpoint has left behind. */
  if (path_of(file)) forget(paths[file]);
  return result;
}

int ftruncate(int file, off_t size) { return cut(file, size); }
int ftruncate64(int file, off64_t size) { return cut(file, size); }

static int sync_file(int file, int (*real)(int)) {
  if (path_of(file)) {
    FAIL_IF(misfortune("sync", paths[file], NO_ROOM));
    forget(paths[file]);
    // All of it: no signal brings a disk back early.
    long left = atol(setting("TORTURE_SYNC"));
    struct timespec rest = {left / 1000, left % 1000 * 1000000};
    while (nanosleep(&rest, &rest) < 0 && errno == EINTR) {}
  }
  return real(file);
}

int fsync(int file) { return sync_file(file, REAL(fsync)); }
int fdatasync(int file) { return sync_file(file, REAL(fdatasync)); }

int unlink(const char *path) {
  if (counts(path)) {
    FAIL_IF(misfortune("unlink", path, NO_ROOM));
    forget(path);
  }
  return REAL(unlink)(path);
}

int rename(const char *from, const char *to) {
  if (counts(to)) FAIL_IF(misfortune("rename", to, ROOM));
  return REAL(rename)(from, to);
}

int link(const char *from, const char *to) {
  if (counts(to)) FAIL_IF(misfortune("link", to, ROOM));
  return REAL(link)(from, to);
}

/* A file that had no name and gets one counts from then on. */
int linkat(int from_folder, const char *from, int to_folder, const char *to, int flags) {
  if (counts(to)) FAIL_IF(misfortune("link", to, ROOM));
  int result = REAL(linkat)(from_folder, from, to_folder, to, flags), file;
  if (result == 0 && counts(to) && sscanf(from, "/proc/self/fd/%d", &file) == 1 && file >= 0 && file < 1024)
    paths[file] = strdup(to);
  return result;
}

int mknod(const char *path, mode_t mode, dev_t device) {
  if (counts(path)) FAIL_IF(misfortune("mknod", path, ROOM));
  return REAL(mknod)(path, mode, device);
}

static int open_file(const char *path, int flags, mode_t mode) {
  if (counts(path) && flags & O_CREAT && access(path, F_OK) != 0)
    FAIL_IF(misfortune("create", path, ROOM));
  int file = REAL(open)(path, flags, mode);
  if (file >= 0 && file < 1024) paths[file] = counts(path) ? strdup(path) : NULL;
  return file;
}

#define MODE(flags, mode) \
  mode_t mode = 0; \
  if (flags & (O_CREAT | __O_TMPFILE)) { \
    va_list list; va_start(list, flags); mode = va_arg(list, mode_t); va_end(list); \
  }

int open(const char *path, int flags, ...) {
  MODE(flags, mode);
  return open_file(path, flags, mode);
}

int open64(const char *path, int flags, ...) {
  MODE(flags, mode);
  return open_file(path, flags, mode);
}

int close(int file) {
  if (file >= 0 && file < 1024) paths[file] = NULL;
  return REAL(close)(file);
}

int clock_gettime(clockid_t clock, struct timespec *time) {
  int result = REAL(clock_gettime)(clock, time);
  if (clock == CLOCK_REALTIME) time->tv_sec += atol(setting("TORTURE_CLOCK"));
  return result;
}
