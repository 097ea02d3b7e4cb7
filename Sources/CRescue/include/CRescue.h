#ifndef SLOTTUI_CRESCUE_H
#define SLOTTUI_CRESCUE_H

#include <stddef.h>

struct termios;

// What gives the terminal back when the program ends where it stands: by a crash, by a signal that
// nobody waits for, or because it does not hear that it shall end. In C, since a handler may call
// next to nothing, and Swift promises nothing about what it calls.
// Source: https://man7.org/linux/man-pages/man7/signal-safety.7.html

/// From here on a crash says in one line what happened, gives back the terminal if one is held, and
/// ends by its signal as it would have.
void rescue_begin(void);

/// The screen holds a terminal from here on: all other signals that end a program give it back too.
///
/// - Parameters:
///   - terminal: Its descriptor, which stays open until `rescue_release`.
///   - modes: As they were before.
///   - leaving: What makes it leave the screen. At most 256 bytes; what is longer is not sent.
///   - length: Of `leaving`.
void rescue_hold(int terminal, const struct termios *_Nonnull modes, const char *_Nonnull leaving,
                 size_t length);

/// Whether the terminal is lent to somebody else for now (the shell, an editor), who has it in order.
void rescue_lend(int is_lent);

/// The terminal was given back in order.
void rescue_release(void);

/// While it is watched, a look each 100 ms finds a signal to end that waits, or a terminal that is
/// gone. When half a second later nobody has heard of it, the program ends as `kill -9` would have
/// it, with the terminal in order and the status of the signal. For as long as something is done,
/// and not while the program sleeps. Returns whether it was watched before.
int rescue_watch(int is_on);

/// It was heard, and the program is about to end with this status: there is half a second to do so.
void rescue_expect_end(int status);

#endif
