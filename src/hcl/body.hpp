// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "token.hpp"

namespace paycheck::hcl {

/// An argument or a block, by the numbers of its tokens. Node 0 is the file's body.
struct Node {
  bool is_block = false;
  bool faulty = false;       ///< an argument without a value that parses
  std::uint32_t name = 0;    ///< labels follow it
  std::uint32_t labels = 0;  ///< how many
  std::uint32_t begin = 0;   ///< argument: the value's first token; block: its `{`
  std::uint32_t end = 0;     ///< just past the value's last token; block: its `}` or what cuts it
  std::uint32_t parent = 0;
  std::uint32_t root = 0;         ///< the root's block that it belongs to
  std::uint32_t next = 0;         ///< sibling; 0 if none
  std::uint32_t first_child = 0;  ///< block; 0 if none
};

/// Problems on the way, at most so many.
class Complaints {
 public:
  static constexpr std::size_t most = 100;
  void add(ProblemKind kind, std::uint32_t at, std::string message, std::string hint = {});
  void add(const Fault& fault) { add(fault.kind, fault.at, fault.message, fault.hint); }
  std::vector<Fault> faults;
};

/// The blocks and arguments of a file, in order. What cannot be read is a complaint.
std::vector<Node> read_body(const Tokens& tokens, Complaints& complaints);

}  // namespace paycheck::hcl
