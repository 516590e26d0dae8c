// SPDX-License-Identifier: Apache-2.0
#pragma once

// Hash tables for hot paths: keys are addresses or texts, nothing is ever removed.

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

namespace paycheck {

/// A 64-bit hash of a text, never 0. Stable within a run only.
inline std::uint64_t hash_of(std::string_view text, std::uint64_t seed = 0x9E3779B97F4A7C15u) {
  constexpr std::uint64_t factor = 0xD6E8FEB86659FD93u;
  std::uint64_t hash = seed ^ (text.size() * factor);
  const char* at = text.data();
  std::size_t left = text.size();
  for (; left >= 8; left -= 8, at += 8) {
    std::uint64_t word;
    std::memcpy(&word, at, 8);
    hash = std::rotl((hash ^ word) * factor, 29);
  }
  std::uint64_t word = 0;
  if (left > 0) std::memcpy(&word, at, left);
  hash = (hash ^ word) * factor;
  hash ^= hash >> 32;
  hash *= factor;
  hash ^= hash >> 29;
  return hash == 0 ? 1 : hash;
}

/// A hash of a hash and a number.
inline std::uint64_t hash_of(std::uint64_t number, std::uint64_t seed) {
  std::uint64_t hash = (seed ^ number) * 0xD6E8FEB86659FD93u;
  hash ^= hash >> 32;
  hash *= 0xD6E8FEB86659FD93u;
  hash ^= hash >> 29;
  return hash == 0 ? 1 : hash;
}

/// Address to value. An address fills one slot of a stretch as long as its surroundings.
template <class T>
class PointerTable {
 public:
  T* find(const void* key) {
    if (slots_.empty()) return nullptr;
    Slot& slot = slot_of(key);
    return slot.key ? &slot.value : nullptr;
  }
  /// The value of `key`, default-made if there is none. Valid until the next call.
  T& operator[](const void* key) {
    if ((used_ + 1) * 2 > slots_.size()) grow();
    Slot& slot = slot_of(key);
    if (!slot.key) {
      slot.key = key;
      ++used_;
    }
    return slot.value;
  }
  std::size_t size() const { return used_; }

 private:
  struct Slot {
    const void* key = nullptr;
    T value{};
  };
  Slot& slot_of(const void* key) {
    std::size_t mask = slots_.size() - 1;
    // Neighbours in memory stay neighbours here: they are asked for together.
    auto address = reinterpret_cast<std::uintptr_t>(key);
    std::size_t at = ((address >> 4) + hash_of(address >> 20, 0)) & mask;
    while (slots_[at].key && slots_[at].key != key) at = (at + 1) & mask;
    return slots_[at];
  }
  void grow() {
    std::vector<Slot> old(slots_.empty() ? 64 : slots_.size() * 2);
    old.swap(slots_);
    for (Slot& slot : old)
      if (slot.key) slot_of(slot.key) = slot;
  }
  std::vector<Slot> slots_;
  std::size_t used_ = 0;
};

/// Hash to numbers, several for one hash, in order of insertion. Whoever reads compares again.
class HashIndex {
 public:
  static constexpr std::uint32_t none = 0xFFFFFFFFu;
  void reserve(std::size_t count) {
    entries_.reserve(count);
    while (heads_.size() < count * 2) grow();
  }
  void add(std::uint64_t hash, std::uint32_t number) {
    if ((entries_.size() + 1) * 2 > heads_.size()) grow();
    entries_.push_back({hash, number, none});
    link(static_cast<std::uint32_t>(entries_.size() - 1));
  }
  /// Calls `visit(number)` for every number of the hash; stops when it returns true.
  template <class Visit>
  void each(std::uint64_t hash, Visit&& visit) const {
    if (heads_.empty()) return;
    std::uint32_t at = heads_[hash & (heads_.size() - 1)].first;
    for (; at != none; at = entries_[at].next)
      if (entries_[at].hash == hash && visit(entries_[at].number)) return;
  }
  std::size_t size() const { return entries_.size(); }

 private:
  struct Entry {
    std::uint64_t hash;
    std::uint32_t number, next;
  };
  struct Head {
    std::uint32_t first = none, last = none;
  };
  void link(std::uint32_t entry) {
    Head& head = heads_[entries_[entry].hash & (heads_.size() - 1)];
    if (head.first == none)
      head.first = entry;
    else
      entries_[head.last].next = entry;
    head.last = entry;
    entries_[entry].next = none;
  }
  void grow() {
    heads_.assign(heads_.empty() ? 64 : heads_.size() * 2, Head{});
    for (std::uint32_t i = 0; i < entries_.size(); ++i) link(i);
  }
  std::vector<Entry> entries_;
  std::vector<Head> heads_;
};

}  // namespace paycheck
