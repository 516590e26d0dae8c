// SPDX-License-Identifier: Apache-2.0
// A chain of chunks, as large as all before them up to a bound, so that a small document stays
// small and a large one asks the system rarely. The largest are huge pages where Linux has them:
// first touches of 4 KiB pages would cost a third of the time that reading takes.
#if defined(__linux__)
#include <sys/mman.h>
#endif

#include <algorithm>
#include <cstdlib>
#include <new>

#include "paycheck/json.hpp"

namespace paycheck {

struct Arena::Chunk {
  Chunk* previous;
  std::size_t size;
};

namespace {

constexpr std::size_t first_chunk = 4u << 10;
constexpr std::size_t largest_chunk = 2u << 20;

// Rounds `size` up to what it reserves.
void* chunk_memory(std::size_t& size) {
  if (size < largest_chunk) return std::malloc(size);
  size = (size + largest_chunk - 1) / largest_chunk * largest_chunk;
  void* memory = std::aligned_alloc(largest_chunk, size);
#if defined(__linux__) && defined(MADV_HUGEPAGE)
  if (memory != nullptr) madvise(memory, size, MADV_HUGEPAGE);
#endif
  return memory;
}

}  // namespace

Arena::Arena(Arena&& other) noexcept
    : chunks_(std::exchange(other.chunks_, nullptr)),
      next_(std::exchange(other.next_, nullptr)),
      end_(std::exchange(other.end_, nullptr)),
      footprint_(std::exchange(other.footprint_, 0)) {}

Arena& Arena::operator=(Arena&& other) noexcept {
  if (this == &other) return *this;
  release();
  chunks_ = std::exchange(other.chunks_, nullptr);
  next_ = std::exchange(other.next_, nullptr);
  end_ = std::exchange(other.end_, nullptr);
  footprint_ = std::exchange(other.footprint_, 0);
  return *this;
}

Arena::~Arena() {
  release();
}

void Arena::release() {
  while (chunks_ != nullptr) std::free(std::exchange(chunks_, chunks_->previous));
}

void Arena::reset() {
  while (chunks_ != nullptr && (chunks_->previous != nullptr || chunks_->size > largest_chunk)) {
    footprint_ -= chunks_->size;
    std::free(std::exchange(chunks_, chunks_->previous));
  }
  next_ = chunks_ == nullptr ? nullptr : reinterpret_cast<char*>(chunks_) + sizeof(Chunk);
  end_ = chunks_ == nullptr ? nullptr : reinterpret_cast<char*>(chunks_) + chunks_->size;
}

void* Arena::allocate_in_new_chunk(std::size_t bytes, std::size_t alignment) {
  std::size_t needed = sizeof(Chunk) + bytes + alignment;
  std::size_t size = std::max(needed, std::clamp(footprint_, first_chunk, largest_chunk));
  void* memory = chunk_memory(size);
  if (memory == nullptr) throw std::bad_alloc();
  chunks_ = new (memory) Chunk{chunks_, size};
  footprint_ += size;
  char* begin = static_cast<char*>(memory) + sizeof(Chunk);
  // A piece larger than usual gets a chunk of its own; the current one stays in use.
  if (needed > largest_chunk) {
    std::size_t padding = (0 - reinterpret_cast<std::uintptr_t>(begin)) & (alignment - 1);
    return begin + padding;
  }
  next_ = begin;
  end_ = static_cast<char*>(memory) + size;
  return allocate(bytes, alignment);
}

}  // namespace paycheck
