// The system calls that Swift's Glibc module leaves out: their headers declare them only under feature
// macros that Swift does not set.
#ifndef CSYSTEM_SHIM_H
#define CSYSTEM_SHIM_H

#include <poll.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <time.h>

extern int ppoll(struct pollfd *, nfds_t, const struct timespec *, const sigset_t *);

static inline int cs_ppoll(struct pollfd *fds, int count, const struct timespec *timeout, const sigset_t *mask) {
    return ppoll(fds, (nfds_t)count, timeout, mask);
}

// memfd_create(2): a nameless file in memory.
extern int memfd_create(const char *, unsigned int);

static inline int cs_memory_file(const char *name) { return memfd_create(name, 1 /* MFD_CLOEXEC */); }

static inline int cs_signalfd(const sigset_t *mask) { return signalfd(-1, mask, SFD_NONBLOCK | SFD_CLOEXEC); }

#endif
