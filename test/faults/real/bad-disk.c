/*
 * A disk that fails or lies, for one program: loaded before its C library (LD_PRELOAD).
 * BAD_DISK_UNDER   only files below this directory
 * BAD_DISK_FLAG    while this file is there, EIO: "s" in it fails fsync, "w" fails writes and fsync, "m" fails writes
 *                  to the first two pages, which make a commit of lmdb's count;
 *                  "s 3 1 x" passes three over and fails one only. What stands there changes for every time.
 *                  A file of this name and "-hit" is there once something failed.
 * BAD_DISK_LIES=1  fsync says that it is done and does nothing; O_DSYNC is taken off
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static pthread_mutex_t counting = PTHREAD_MUTEX_INITIALIZER;

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

/* What fails now: 0, or 's', 'w' or 'm'. Asked of the kernel, past everything here. */
static char failing(char *text, size_t size) {
  const char *flag = getenv("BAD_DISK_FLAG");
  int kept = errno;
  text[0] = 0;
  if (flag == NULL) return 0;
  long fd = syscall(SYS_openat, AT_FDCWD, flag, O_RDONLY | O_CLOEXEC);
  if (fd >= 0) {
    long length = syscall(SYS_read, fd, text, size - 1);
    text[length > 0 ? length : 0] = 0;
    syscall(SYS_close, fd);
  }
  errno = kept;
  return text[0];
}

/* Whether this very call fails: those to pass over and those to fail are counted from when the text is a new one. */
static int fails(int fd, char call) {
  static char last[64];
  static int seen;
  char text[64], kind;
  int skip = 0, times = 0;
  char what = failing(text, sizeof text);
  if (what == 0 || (what != 'w' && what != call) || !is_under(fd)) return 0;
  sscanf(text, "%c %d %d", &kind, &skip, &times);
  pthread_mutex_lock(&counting);
  if (strcmp(last, text) != 0) {
    strcpy(last, text);
    seen = 0;
  }
  int nth = seen++;
  pthread_mutex_unlock(&counting);
  if (nth < skip || (times != 0 && nth >= skip + times)) return 0;
  char hit[4096];
  snprintf(hit, sizeof hit, "%s-hit", getenv("BAD_DISK_FLAG"));
  syscall(SYS_close, syscall(SYS_openat, AT_FDCWD, hit, O_CREAT | O_WRONLY | O_CLOEXEC, 0600));
  return 1;
}

static char page(long long at) { return at < 8192 ? 'm' : 'w'; }
static int lies(void) { return getenv("BAD_DISK_LIES") != NULL; }
static long refuse(void) {
  errno = EIO;
  return -1;
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define WRITES(name, call, parameters, arguments)                  \
  ssize_t name parameters {                                        \
    static __typeof__(&name) next;                                 \
    if (next == NULL) next = NEXT(name);                           \
    return fails(fd, call) ? (ssize_t)refuse() : next arguments;   \
  }
#define SYNCS(name)                                  \
  int name(int fd) {                                 \
    static __typeof__(&name) next;                   \
    if (next == NULL) next = NEXT(name);             \
    if (fails(fd, 's')) return (int)refuse();        \
    return lies() && is_under(fd) ? 0 : next(fd);    \
  }

WRITES(write, 'w', (int fd, const void *bytes, size_t size), (fd, bytes, size))
WRITES(pwrite, page(at), (int fd, const void *bytes, size_t size, off_t at), (fd, bytes, size, at))
WRITES(pwrite64, page(at), (int fd, const void *bytes, size_t size, off64_t at), (fd, bytes, size, at))
WRITES(writev, 'w', (int fd, const struct iovec *parts, int count), (fd, parts, count))
WRITES(pwritev, page(at), (int fd, const struct iovec *parts, int count, off_t at), (fd, parts, count, at))
WRITES(pwritev64, page(at), (int fd, const struct iovec *parts, int count, off64_t at), (fd, parts, count, at))
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
