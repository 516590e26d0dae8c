// SPDX-License-Identifier: Apache-2.0
// paycheck eval: the value of one expression as JSON. 0: known. 3: not known, or not to be shown.
// 2: the expression is wrong.

#include <filesystem>

#include "commands.hpp"
#include "eval_scope.hpp"

namespace paycheck {
namespace {

using namespace expression;
namespace fs = std::filesystem;

// Line and column of an offset, both from 1; the column in UTF-16 code units.
struct Spot {
  std::size_t line = 1, column = 1;
  std::string_view text;  // of that line
};

Spot spot_of(std::string_view text, std::size_t offset) {
  offset = std::min(offset, text.size());
  Spot spot;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < offset; ++i)
    if (text[i] == '\n') ++spot.line, begin = i + 1;
  spot.text = text.substr(begin, text.find('\n', begin) - begin);
  for (char c : text.substr(begin, offset - begin)) {
    auto byte = static_cast<unsigned char>(c);
    spot.column +=
        static_cast<std::size_t>((byte & 0xC0) != 0x80) + static_cast<std::size_t>(byte >= 0xF0);
  }
  return spot;
}

int refuse_expression(const World& world, std::string_view text, const Error& error) {
  Spot spot = spot_of(text, error.begin);
  std::string place = std::to_string(spot.line) + ":" + std::to_string(spot.column);
  world.error("paycheck: expression:" + place + ": " + error.message + "\n  " +
              std::string(spot.text.substr(0, 200)) + "\n");
  if (spot.column <= 200) world.error("  " + std::string(spot.column - 1, ' ') + "^\n");
  return error.too_large ? 3 : 2;
}

int tell_unknown(const World& world, const Why& why) {
  std::string text = why.expression.empty() ? "the value" : why.expression;
  world.error("paycheck: not known: " + text + (why.note.empty() ? "" : " (" + why.note + ")") +
              "\n");
  return 3;
}

int print(const World& world, const expression::Value& value) {
  if (value.holds_sensitive()) {
    world.error("paycheck: the value is sensitive and is not shown\n");
    return 3;
  }
  if (!value.is_wholly_known()) return tell_unknown(world, *value.why());
  constexpr std::size_t most_bytes = 256u << 20;
  if (value.weight() > most_bytes)
    return tell_unknown(world, Why{expression::Reason::TooLarge, {}, "too large to print"});
  Outcome text = to_json(value);
  if (!text) return refuse(world, text.failure().message);
  world.out(text->text() + "\n");
  return 0;
}

// Files of the stack's folder; nothing outside of what is scanned.
std::optional<fs::path> path_inside(const StackFiles& files, std::string_view path) {
  std::error_code error;
  fs::path full = fs::weakly_canonical(fs::path(files.folder_path) / path, error);
  fs::path inside = full.lexically_relative(files.scan_path);
  if (error || files.scan_path.empty() || inside.empty() || *inside.begin() == "..") return {};
  return full;
}

FileAnswer read_file_of(const StackFiles& files, std::string_view path) {
  std::optional<fs::path> full = path_inside(files, path);
  std::error_code error;
  if (!full) return {};
  if (!fs::exists(*full, error)) return {FileAnswer::State::Missing, {}};
  auto text = read_text_file(full->string());
  if (!text) return {};
  return {FileAnswer::State::Found, std::move(*text)};
}

std::optional<std::vector<std::string>> list_files_of(const StackFiles& files,
                                                      std::string_view folder) {
  std::optional<fs::path> full = path_inside(files, folder);
  if (!full) return std::nullopt;
  std::error_code error;
  std::vector<std::string> names;
  for (auto at = fs::recursive_directory_iterator(*full, error);
       !error && at != fs::recursive_directory_iterator(); at.increment(error))
    if (at->is_regular_file(error))
      names.push_back(at->path().lexically_relative(*full).generic_string());
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace

int eval(const EvalRequest& request, const World& world) {
  Checked<Expression> read =
      parse(request.text, request.is_template ? Form::Template : Form::Expression);
  if (!read) return refuse_expression(world, request.text, read.error());
  Context context;
  std::unique_ptr<StackScope> names;
  Input input;
  if (!request.path.empty()) {
    input = load({request.path}, {{}, world.working_directory, world.standard_input});
    if (!input.problems.empty()) {
      for (const InputProblem& problem : input.problems) refuse(world, {&problem.problem, 1}, 3);
      return 3;
    }
    if (input.stacks.size() != 1)
      return refuse(world, request.path + " holds several stacks", "name the file of one");
    const StackFiles& files = input.stacks.front();
    names = std::make_unique<StackScope>(files, context);
    context.read_file = [&](std::string_view path) { return read_file_of(files, path); };
    context.list_files = [&](std::string_view folder) { return list_files_of(files, folder); };
  }
  Scope scope = [&](const Traversal& traversal) -> std::variant<Resolved, Failure> {
    if (names) return names->resolve(traversal);
    return unknown_reference(traversal, "no stack is given");
  };
  Checked<expression::Value> value = evaluate(*read, scope, context);
  if (!value) return refuse_expression(world, request.text, value.error());
  return print(world, *value);
}

}  // namespace paycheck
