/*
 * A disk that fails or lies, for one program: loaded before its C library (LD_PRELOAD).
 * BAD_DISK_UNDER   only files below this directory
 * BAD_DISK_FLAG    while this file is there: "sync" in it fails fsync with EIO, "write" fails writes and fsync
 * BAD_DISK_LIES=1  fsync says that it is done and does nothing; O_DSYNC is taken off
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static int is_under(int fd) {
  const char *under = getenv("BAD_DISK_UNDER");
  char name[64], path[4096];
  if (under == NULL) return 0;
  snprintf(name, sizeof name, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(name, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = 0;
  return strncmp(path, under, strlen(under)) == 0;
}

/* 0, or 's' or 'w': what fails now. Asked of the kernel, past everything here. */
static char failing(void) {
  const char *flag = getenv("BAD_DISK_FLAG");
  char first = 0;
  int kept = errno;
  if (flag == NULL) return 0;
  long fd = syscall(SYS_openat, AT_FDCWD, flag, O_RDONLY | O_CLOEXEC);
  if (fd >= 0) {
    if (syscall(SYS_read, fd, &first, 1) != 1) first = 0;
    syscall(SYS_close, fd);
  }
  errno = kept;
  return first;
}

static int lies(void) { return getenv("BAD_DISK_LIES") != NULL; }
static int fails_write(int fd) { return failing() == 'w' && is_under(fd); }
static int fails_sync(int fd) { return failing() != 0 && is_under(fd); }
static long refuse(void) {
  errno = EIO;
  return -1;
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define WRITES(name, parameters, arguments)                        \
  ssize_t name parameters {                                        \
    static __typeof__(&name) next;                                 \
    if (next == NULL) next = NEXT(name);                           \
    return fails_write(fd) ? (ssize_t)refuse() : next arguments;   \
  }
#define SYNCS(name)                                  \
  int name(int fd) {                                 \
    static __typeof__(&name) next;                   \
    if (next == NULL) next = NEXT(name);             \
    if (fails_sync(fd)) return (int)refuse();        \
    return lies() && is_under(fd) ? 0 : next(fd);    \
  }

WRITES(write, (int fd, const void *bytes, size_t size), (fd, bytes, size))
WRITES(pwrite, (int fd, const void *bytes, size_t size, off_t at), (fd, bytes, size, at))
WRITES(pwrite64, (int fd, const void *bytes, size_t size, off64_t at), (fd, bytes, size, at))
WRITES(writev, (int fd, const struct iovec *parts, int count), (fd, parts, count))
WRITES(pwritev, (int fd, const struct iovec *parts, int count, off_t at), (fd, parts, count, at))
WRITES(pwritev64, (int fd, const struct iovec *parts, int count, off64_t at), (fd, parts, count, at))
SYNCS(fsync)
SYNCS(fdatasync)

int msync(void *from, size_t size, int flags) {
  static __typeof__(&msync) next;
  if (next == NULL) next = NEXT(msync);
  return lies() ? 0 : next(from, size, flags);
}

#define OPENS(name)                                                                  \
  int name(const char *path, int flags, ...) {                                       \
    static __typeof__(&name) next;                                                   \
    if (next == NULL) next = NEXT(name);                                             \
    va_list more;                                                                    \
    va_start(more, flags);                                                           \
    int mode = (flags & O_CREAT) != 0 ? va_arg(more, int) : 0;                       \
    va_end(more);                                                                    \
    return next(path, lies() ? flags & ~(O_SYNC | O_DSYNC) : flags, mode);           \
  }
OPENS(open)
OPENS(open64)
