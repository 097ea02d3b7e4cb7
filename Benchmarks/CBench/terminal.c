// posix_spawn, because a fork would copy the bench's page tables and count them as start-up time.
// In C, because Swift does not see what is behind _GNU_SOURCE: openpty and POSIX_SPAWN_SETSID.
#define _GNU_SOURCE
#include "cbench.h"

#include <fcntl.h>
#include <pty.h>
#include <spawn.h>
#include <unistd.h>

int terminal_spawn(char *const arguments[], char *const environment[], int columns, int rows,
                   pid_t *process) {
  struct winsize size = {.ws_col = (unsigned short)columns, .ws_row = (unsigned short)rows};
  int terminal, line;
  char path[64];
  if (openpty(&terminal, &line, path, NULL, &size) != 0) return -1;
  fcntl(terminal, F_SETFD, FD_CLOEXEC);
  fcntl(terminal, F_SETFL, O_NONBLOCK);

  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  posix_spawn_file_actions_init(&actions);
  posix_spawnattr_init(&attributes);
  // The first terminal that the leader of a new session opens becomes its controlling one.
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID);
  posix_spawn_file_actions_addopen(&actions, 0, path, O_RDWR, 0);
  posix_spawn_file_actions_adddup2(&actions, 0, 1);
  posix_spawn_file_actions_adddup2(&actions, 0, 2);
  posix_spawn_file_actions_addclose(&actions, line);
  int failure =
      posix_spawn(process, arguments[0], &actions, &attributes, arguments, environment);
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  close(line);
  if (failure == 0) return terminal;
  close(terminal);
  return -1;
}
