#define _GNU_SOURCE // ppoll()

#include "cbench.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

// What was read and has to wait.
typedef struct piece {
  struct piece *next;
  int64_t due;
  size_t length, sent;
  char bytes[];
} piece;

// One direction: from one descriptor to the other.
typedef struct {
  int from, to;
  piece *first, *last;
} lane;

typedef struct {
  int client, server;
  int64_t delay;
} line;

typedef struct {
  int listener;
  int64_t delay;
  struct sockaddr_un server;
} delayed_line;

static int64_t nanoseconds(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * INT64_C(1000000000) + time.tv_nsec;
}

// Returns 0 at the end of what comes.
static int take(lane *lane, int64_t delay) {
  enum { MOST = 1 << 18 };
  piece *it = malloc(sizeof *it + MOST);
  ssize_t length = read(lane->from, it->bytes, MOST);
  if (length <= 0) {
    free(it);
    return length < 0 && (errno == EAGAIN || errno == EINTR);
  }
  it = realloc(it, sizeof *it + (size_t)length);
  *it = (piece){.due = nanoseconds() + delay, .length = (size_t)length};
  if (lane->first)
    lane->last->next = it;
  else
    lane->first = it;
  lane->last = it;
  return 1;
}

// Returns 0 when nobody reads any more.
static int give(lane *lane) {
  while (lane->first && lane->first->due <= nanoseconds()) {
    piece *it = lane->first;
    ssize_t sent = send(lane->to, it->bytes + it->sent, it->length - it->sent, MSG_NOSIGNAL);
    if (sent < 0) return errno == EAGAIN || errno == EINTR;
    it->sent += (size_t)sent;
    if (it->sent < it->length) return 1;
    lane->first = it->next;
    free(it);
  }
  return 1;
}

static void *carry(void *argument) {
  line it = *(line *)argument;
  free(argument);
  lane lanes[2] = {{.from = it.client, .to = it.server}, {.from = it.server, .to = it.client}};
  for (int goes_on = 1; goes_on;) {
    struct pollfd look[2] = {{it.client, POLLIN, 0}, {it.server, POLLIN, 0}};
    int64_t pause = INT64_MAX;
    const int64_t now = nanoseconds();
    for (int i = 0; i < 2; i++) {
      if (!lanes[i].first) continue;
      if (lanes[i].first->due <= now)
        look[1 - i].events |= POLLOUT;
      else if (lanes[i].first->due - now < pause)
        pause = lanes[i].first->due - now;
    }
    const struct timespec time = {pause / 1000000000, pause % 1000000000};
    ppoll(look, 2, pause == INT64_MAX ? NULL : &time, NULL);
    for (int i = 0; i < 2 && goes_on; i++) {
      if (look[i].revents & (POLLIN | POLLHUP | POLLERR)) goes_on = take(&lanes[i], it.delay);
    }
    for (int i = 0; i < 2 && goes_on; i++) goes_on = give(&lanes[i]);
  }
  for (int i = 0; i < 2; i++) {
    for (piece *first; (first = lanes[i].first); free(first)) lanes[i].first = first->next;
  }
  close(it.client);
  close(it.server);
  return NULL;
}

static void *accept_all(void *argument) {
  delayed_line *proxy = argument;
  int client;
  while ((client = accept4(proxy->listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0) {
    line *it = malloc(sizeof *it);
    *it = (line){client, socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0), proxy->delay};
    pthread_t thread;
    if (connect(it->server, (struct sockaddr *)&proxy->server, sizeof proxy->server) != 0 ||
        fcntl(it->server, F_SETFL, O_NONBLOCK) != 0 ||
        pthread_create(&thread, NULL, carry, it) != 0) {
      close(client);
      close(it->server);
      free(it);
      continue;
    }
    pthread_detach(thread);
  }
  return NULL;
}

static struct sockaddr_un socket_in(const char *folder) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  snprintf(address.sun_path, sizeof address.sun_path, "%s/.s.PGSQL.5432", folder);
  return address;
}

void delayed_line_open(const char *folder, const char *server, int64_t round_trip) {
  // As long as the bench: it ends with it.
  delayed_line *proxy = malloc(sizeof *proxy);
  *proxy = (delayed_line){socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0), round_trip / 2,
                          socket_in(server)};
  struct sockaddr_un address = socket_in(folder);
  unlink(address.sun_path);
  pthread_t thread;
  if (bind(proxy->listener, (struct sockaddr *)&address, sizeof address) != 0 ||
      listen(proxy->listener, 16) != 0 || pthread_create(&thread, NULL, accept_all, proxy) != 0) {
    perror("the delayed line");
    exit(1);
  }
  pthread_detach(thread);
}
