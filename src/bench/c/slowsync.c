/* Makes a fast disk behave like an ordinary one: each fsync and fdatasync of the process takes at least
 * FLORA_SYNC_MICROS. The sync itself is still done. Loaded with LD_PRELOAD; reaches the JVM, SQLite and the
 * broker's native journal alike. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>

static long sync_nanos(void) {
    static long nanos = -1;
    if (nanos < 0) {
        const char *micros = getenv("FLORA_SYNC_MICROS");
        nanos = micros ? atol(micros) * 1000 : 0;
    }
    return nanos;
}

static int at_least(int (*sync)(int), int file) {
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_nsec += sync_nanos();
    until.tv_sec += until.tv_nsec / 1000000000;
    until.tv_nsec %= 1000000000;
    int result = sync(file);
    clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL);
    return result;
}

int fsync(int file) {
    static int (*real)(int);
    if (!real) {
        real = (int (*)(int)) dlsym(RTLD_NEXT, "fsync");
    }
    return at_least(real, file);
}

int fdatasync(int file) {
    static int (*real)(int);
    if (!real) {
        real = (int (*)(int)) dlsym(RTLD_NEXT, "fdatasync");
    }
    return at_least(real, file);
}
