// SPDX-License-Identifier: Apache-2.0
// IP addresses and prefixes as integers.
#pragma once

#include "functions.hpp"
#include "number_cell.hpp"

namespace paycheck::expression {

/// An address of 4 or 16 bytes. One of 16 bytes may hold an IPv4 address (`::ffff:10.0.0.1`).
struct Address {
  std::string bytes;

  bool is_v4() const { return bytes.size() == 4; }
  bool is_mapped() const;
  std::size_t bits() const { return bytes.size() * 8; }
};

/// An address with a length of 0 to `bits()`; what is behind the length is zero.
struct Prefix {
  Address address;
  std::size_t length = 0;
};

/// IPv4 parts may have leading zeros and are decimal all the same, as Terraform has always read
/// them.
std::optional<Address> read_address(std::string_view text);
std::optional<Prefix> read_prefix(std::string_view text);

/// RFC 5952; an IPv4 address in 16 bytes as an IPv4 address.
std::string to_text(const Address& address);
/// Empty: an IPv4 address in 16 bytes whose length does not leave it one.
std::optional<std::string> to_text(const Prefix& prefix);

/// `address` as an integer, and back; empty if it does not fit into `size` bytes.
void to_integer(mpz_ptr integer, const Address& address);
std::optional<Address> from_integer(mpz_srcptr integer, std::size_t size);

}  // namespace paycheck::expression
