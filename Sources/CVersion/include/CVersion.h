#ifndef SLOTTUI_CVERSION_H
#define SLOTTUI_CVERSION_H

/// The program's version as `Package.swift` defines it: from $SLOTTUI_VERSION of the build, which
/// `make` fills in from git.
extern const char *_Nonnull const slottui_version;

#endif
