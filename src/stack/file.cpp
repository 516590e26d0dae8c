// SPDX-License-Identifier: Apache-2.0
// Files are read once and whole, never mapped: a mapped file that shrinks would kill the process.
// What is no regular file is refused before it is opened, since opening may block or have effects.

#include "file.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace paycheck::loading {
namespace {

// Half a million resources. What a text becomes takes up to twelve times its size, and is held in
// memory.
constexpr std::size_t kMaxBytes = 256u << 20;

std::error_code last_error() {
  return {errno, std::generic_category()};
}

Problem too_large(const std::string& file) {
  return {ProblemKind::TooLarge,
          file,
          {},
          "larger than the limit of " + std::to_string(kMaxBytes) + " bytes",
          ""};
}

/// Some bytes, waiting for them if need be; 0 at the end, negative on errors.
ssize_t read_some(int descriptor, char* to, std::size_t size) {
  for (;;) {
    ssize_t count = ::read(descriptor, to, size);
    if (count >= 0) return count;
    if (errno == EAGAIN || errno == EWOULDBLOCK) {
      pollfd waited{descriptor, POLLIN, 0};
      ::poll(&waited, 1, -1);
    } else if (errno != EINTR) {
      return count;
    }
  }
}

/// Room for a text; large room in huge pages where Linux has them, for first touches are dear.
std::string room_for(std::size_t size) {
  std::string text;
  text.reserve(size);
#if defined(__linux__) && defined(MADV_HUGEPAGE)
  constexpr std::uintptr_t page = 2u << 20;
  std::uintptr_t begin = (reinterpret_cast<std::uintptr_t>(text.data()) + page - 1) & ~(page - 1);
  std::uintptr_t end = (reinterpret_cast<std::uintptr_t>(text.data()) + size) & ~(page - 1);
  if (begin < end) ::madvise(reinterpret_cast<void*>(begin), end - begin, MADV_HUGEPAGE);
#endif
  text.resize(size);
  return text;
}

Result<std::string> read_all(int descriptor, std::size_t expected, const std::string& file) {
  // One byte more than expected, so that the end is seen without growing.
  std::string text = room_for(std::max<std::size_t>(expected + 1, 4096));
  std::size_t used = 0;
  for (;;) {
    ssize_t count = read_some(descriptor, text.data() + used, text.size() - used);
    if (count < 0) return system_problem(file, last_error());
    if (count == 0) break;
    used += static_cast<std::size_t>(count);
    if (used > kMaxBytes) return too_large(file);
    if (used == text.size()) text.resize(std::min(2 * text.size(), kMaxBytes + 1));
  }
  text.resize(used);
  return text;
}

std::optional<Problem> refuse(const struct stat& found, const std::string& file) {
  if (S_ISDIR(found.st_mode))
    return Problem{ProblemKind::Unreadable, file, {}, "is a folder, not a file", ""};
  if (!S_ISREG(found.st_mode))
    return Problem{ProblemKind::Unreadable,
                   file,
                   {},
                   "is a pipe, device or socket, not a file",
                   "name '-' to read standard input"};
  if (static_cast<std::uint64_t>(found.st_size) > kMaxBytes) return too_large(file);
  return std::nullopt;
}

Result<std::string> read_open(int descriptor, const std::string& file) {
  struct stat found;
  if (::fstat(descriptor, &found) != 0) return system_problem(file, last_error());
  if (auto problem = refuse(found, file)) return *problem;
  return read_all(descriptor, static_cast<std::size_t>(found.st_size), file);
}

}  // namespace

Problem system_problem(std::string file, std::error_code error) {
  if (error == std::errc::no_such_file_or_directory || error == std::errc::not_a_directory)
    return {ProblemKind::Missing, std::move(file), {}, "no such file or folder", ""};
  return {ProblemKind::Unreadable, std::move(file), {}, "cannot be read: " + error.message(), ""};
}

Result<std::string> read_file(const Located& file) {
  struct stat found;
  if (::stat(file.path.c_str(), &found) != 0) return system_problem(file.name, last_error());
  if (auto problem = refuse(found, file.name)) return *problem;
  int descriptor = ::open(file.path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (descriptor < 0) return system_problem(file.name, last_error());
  auto text = read_open(descriptor, file.name);
  ::close(descriptor);
  return text;
}

Result<std::string> read_standard_input() {
  return read_all(STDIN_FILENO, 0, "stdin");
}

}  // namespace paycheck::loading
