// SPDX-License-Identifier: Apache-2.0
// Any bytes as JSON, in every dialect: no crash, sound offsets, positions and nested documents for
// all values, agreement with another reader, and writing what was read.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "paycheck/json.hpp"

namespace {

using namespace paycheck;
using json::Document;
using json::Value;

void require(bool condition) {
  if (!condition) std::abort();
}

// One string among many, so that a document full of nested documents stays cheap.
constexpr int most_nested = 64;

class Walk {
 public:
  void document(const Document& document) {
    std::vector<const Value*> waiting{&document.root()};
    while (!waiting.empty()) {
      const Value& value = *waiting.back();
      waiting.pop_back();
      visit(document, value);
      for (const Value& item : value.items()) waiting.push_back(&item);
      for (const json::Member& member : value.members()) {
        visit(document, member.key);
        waiting.push_back(&member.value);
      }
    }
  }

 private:
  void visit(const Document& document, const Value& value) {
    require(value.begin() < value.end() && value.end() <= document.text().size());
    Position begin = document.position(value.begin());
    Position end = document.position(value.end());
    require(begin.line < end.line || (begin.line == end.line && begin.column <= end.column));
    require(document.outer_offset(value.begin()) <= document.outer_offset(value.end()));
    if (!value.is_string()) return;
    round_trip(value.text());
    if (nested_++ > most_nested) return;
    auto inner = document.nested(value);
    if (inner)
      this->document(**inner);
    else
      require(inner.problems().size() == 1 && inner.problems()[0].at.has_value());
  }

  static void round_trip(std::string_view text) {
    auto read = json::read("quoted", json::quoted(text));
    require(static_cast<bool>(read));
    require((*read)->root().text() == text);
  }

  int nested_ = 0;
};

bool same_dialect(std::string_view text) {
  bool escapes = text.find("\\u") != std::string_view::npos;
  bool large = text.find_first_of("eE") != std::string_view::npos || text.size() > 300;
  for (char c : text)
    if (static_cast<unsigned char>(c) >= 0x80) return false;
  return !escapes && !large;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string text(reinterpret_cast<const char*>(data), size);
  for (json::Options options :
       {json::Options{}, json::Options{.comments = true}, json::Options{.templates = true}}) {
    auto read = json::read("fuzz", text, options);
    if (read)
      Walk().document(**read);
    else
      require(read.problems().size() == 1 && !to_string(read.problems()[0]).empty());
  }
  bool ours = static_cast<bool>(json::read("fuzz", text));
  bool theirs = nlohmann::json::accept(text);
  // The other reader skips a byte order mark and ends at a zero byte.
  bool lenient = text.starts_with("\xEF\xBB\xBF") || text.find('\0') != std::string::npos;
  require(ours || !theirs || lenient);
  require(theirs || !ours || !same_dialect(text));
  for (std::size_t open = text.find("${"); open != std::string::npos;
       open = text.find("${", open + 1)) {
    std::size_t end = json::template_end(text, open);
    require(end == std::string::npos || (end > open + 2 && end <= size && text[end - 1] == '}'));
    if (open > 4096) break;
  }
  std::string quoted = json::quoted(text);
  auto again = json::read("quoted", quoted);
  require(static_cast<bool>(again));
  std::string once((*again)->root().text());
  require((*json::read("quoted", json::quoted(once)))->root().text() == once);
  return 0;
}
