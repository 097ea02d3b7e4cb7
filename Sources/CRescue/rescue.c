#define _GNU_SOURCE
#include "CRescue.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/time.h>
#include <termios.h>
#include <unistd.h>

enum { TICK = 100000, TICKS_OF_PATIENCE = 5 };

static const int crashes[] = {SIGBUS, SIGSEGV, SIGABRT, SIGILL, SIGTRAP, SIGFPE, SIGSYS};

// What ends a program unless it says otherwise; SIGALRM apart, which is the watch. The event loop reads
// the first three while it turns: before and after that ncurses would end with a status of its own.
static const int endings[] = {SIGHUP,  SIGINT,    SIGTERM, SIGQUIT, SIGUSR1, SIGUSR2,  SIGPIPE,
                              SIGVTALRM, SIGPROF, SIGXCPU, SIGPOLL, SIGPWR,  SIGSTKFLT};

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static char stack[1 << 16];

static struct {
    volatile sig_atomic_t is_held, is_lent, is_left;
    int terminal;
    // The terminal once more, opened so that a write does not wait for one that hangs.
    int output;
    struct termios modes;
    char leaving[256];
    size_t length;
} held = {.terminal = -1, .output = -1};

static volatile sig_atomic_t ticks, expected;

// What does not fit is lost: whoever ends waits for nobody.
static void transmit(int descriptor, const char *bytes, size_t length) {
    struct pollfd room = {.fd = descriptor, .events = POLLOUT};
    if (poll(&room, 1, 0) == 1 && (room.revents & POLLOUT)) {
        ssize_t ignored = write(descriptor, bytes, length);
        (void)ignored;
    }
}

static void say(const char *text) { transmit(STDERR_FILENO, text, strlen(text)); }

// Nothing is done to a terminal that somebody else has in the foreground.
static int is_ours(void) {
    if (!held.is_held || held.is_lent) return 0;
    pid_t foreground = tcgetpgrp(held.terminal);
    return foreground < 0 || foreground == getpgrp();
}

static void give_back(void) {
    if (held.is_left || !is_ours()) return;
    held.is_left = 1;
    // What a terminal that hangs has not taken would be before it, and what was typed was meant
    // for the screen, not for a shell.
    struct pollfd room = {.fd = held.output, .events = POLLOUT};
    if (poll(&room, 1, 0) == 0) tcflush(held.terminal, TCOFLUSH);
    tcflush(held.terminal, TCIFLUSH);
    transmit(held.output, held.leaving, held.length);
    tcsetattr(held.terminal, TCSANOW, &held.modes);
}

// A signal's own name: sigabbrev_np is not known to be safe here.
static const char *sentence(int signal) {
#define MISTAKE(name) \
    "slottui: E001: Something went wrong that should not have: " name ". Please report it.\n"
    switch (signal) {
    case SIGBUS:
        return "slottui: S002: A file of the store was cut short by another program while it was open."
               " Let nobody else write beside the store, and look at it with slottui check.\n";
    case SIGSEGV: return MISTAKE("SIGSEGV");
    case SIGABRT: return MISTAKE("SIGABRT");
    case SIGILL: return MISTAKE("SIGILL");
    case SIGTRAP: return MISTAKE("SIGTRAP");
    case SIGFPE: return MISTAKE("SIGFPE");
    default: return MISTAKE("SIGSYS");
    }
#undef MISTAKE
}

// The action is the default one again by now. The signal is blocked until the handler returns: then
// it ends the program, and so does the instruction that cannot be carried out.
static void crash(int signal) {
    give_back();
    say(sentence(signal));
    raise(signal);
}

static void end(int signal) {
    give_back();
    raise(signal);
}

static int status_of_what_waits(void) {
    sigset_t pending;
    sigemptyset(&pending);
    sigpending(&pending);
    if (sigismember(&pending, SIGHUP)) return 128 + SIGHUP;
    if (sigismember(&pending, SIGTERM)) return 128 + SIGTERM;
    if (sigismember(&pending, SIGINT)) return 128 + SIGINT;
    struct pollfd line = {.fd = held.terminal};
    int is_gone = poll(&line, 1, 0) == 1 && (line.revents & (POLLHUP | POLLERR));
    return is_gone ? 128 + SIGHUP : 0;
}

static void tick(int signal, siginfo_t *info, void *context) {
    (void)context;
    int error = errno;
    // Of a timer it has a code of the kernel's; of kill(1) not.
    if (info->si_code <= 0) {
        sigaction(signal, &(struct sigaction){.sa_handler = SIG_DFL}, NULL);
        return end(signal);
    }
    int status = expected ? (int)expected : status_of_what_waits();
    ticks = status ? ticks + 1 : 0;
    if (ticks > TICKS_OF_PATIENCE) {
        give_back();
        _exit(status);
    }
    errno = error;
}

// What is ignored (nohup) stays so. Swift's own handler of crashes does not: it would write pages to
// the terminal, and wait for an answer.
static void take_over(int signal, struct sigaction action) {
    struct sigaction before;
    if (sigaction(signal, NULL, &before) == 0 && before.sa_handler != SIG_IGN)
        sigaction(signal, &action, NULL);
}

void rescue_begin(void) {
    // The stack can be what there is no more of.
    sigaltstack(&(stack_t){.ss_sp = stack, .ss_size = sizeof stack}, NULL);
    struct sigaction action = {.sa_handler = crash, .sa_flags = SA_ONSTACK | SA_RESETHAND};
    sigfillset(&action.sa_mask);
    for (size_t i = 0; i < COUNT(crashes); i++) take_over(crashes[i], action);
}

void rescue_hold(int terminal, const struct termios *modes, const char *leaving, size_t length) {
    char path[64];
    snprintf(path, sizeof path, "/proc/self/fd/%d", terminal);
    int again = open(path, O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    held.terminal = terminal;
    held.output = again >= 0 ? again : terminal;
    held.modes = *modes;
    held.length = length <= sizeof held.leaving ? length : 0;
    memcpy(held.leaving, leaving, held.length);
    held.is_lent = held.is_left = 0;
    held.is_held = 1;
    ticks = expected = 0;

    struct sigaction action = {.sa_handler = end, .sa_flags = SA_ONSTACK | SA_RESETHAND};
    sigfillset(&action.sa_mask);
    for (size_t i = 0; i < COUNT(endings); i++) take_over(endings[i], action);
    for (int signal = SIGRTMIN; signal <= SIGRTMAX; signal++) take_over(signal, action);
    struct sigaction watch = {.sa_sigaction = tick, .sa_flags = SA_ONSTACK | SA_SIGINFO | SA_RESTART};
    sigfillset(&watch.sa_mask);
    take_over(SIGALRM, watch);
}

void rescue_lend(int is_lent) { held.is_lent = is_lent; }

void rescue_release(void) {
    // Who was told to end does so, also where closing the store would take long.
    if (!expected) rescue_watch(0);
    held.is_held = 0;
    if (held.output != held.terminal) close(held.output);
    held.output = -1;
}

int rescue_watch(int is_on) {
    static int was_on;
    int before = was_on;
    if (expected) return before;
    was_on = is_on;
    suseconds_t pause = is_on ? TICK : 0;
    struct itimerval timer = {.it_interval.tv_usec = pause, .it_value.tv_usec = pause};
    ticks = 0;
    setitimer(ITIMER_REAL, &timer, NULL);
    return before;
}

void rescue_expect_end(int status) {
    rescue_watch(1);
    expected = status;
}
