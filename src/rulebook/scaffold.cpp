// SPDX-License-Identifier: Apache-2.0
// A new rule: one that reads, judges something and says what to write where.
#include <fmt/format.h>

#include <algorithm>

#include "plain_text.hpp"
#include "problems.hpp"

namespace paycheck {
namespace {

constexpr std::string_view scaffold = R"(# {title}

Id: {id}
Severity: medium
Since: {version}
Class: {folder}

Say in two or three sentences what goes wrong without this, and for whom. Name the AWS page that says so.

```paycheck
match   aws_sqs_queue as queue
require queue.kms_master_key_id exists
report  "{{queue}} is not encrypted with a key of your own"
```

## Severity

Say what it takes until this hurts, and how much it then hurts: why not higher, why not lower.

## Fix

Say what to write.

```python
SqsQueue(self, "orders", name="orders", kms_master_key_id=key.arn)
```

```typescript
new SqsQueue(this, "orders", {{ name: "orders", kmsMasterKeyId: key.arn }});
```

## Good: a key of one's own

```json
{{
  "resource": {{
    "aws_sqs_queue": {{
      "orders": {{ "name": "orders", "kms_master_key_id": "alias/orders" }}
    }}
  }}
}}
```

## Bad: no key

```json
{{
  "resource": {{
    "aws_sqs_queue": {{
      "orders": {{ "name": "orders" }}
    }}
  }}
}}
```
)";

Problem unusable(std::string_view word, std::string message, std::string hint) {
  return {ProblemKind::Structure, std::string(word), {}, std::move(message), std::move(hint)};
}

const Pack* pack_of(std::string_view word) {
  auto same = [&](const Pack& pack) { return pack.letters == word || pack.folder == word; };
  auto found = std::ranges::find_if(packs(), same);
  return found == packs().end() ? nullptr : &*found;
}

// One more than the highest id of the pack, retired ones included; 1000 if all are taken.
int next_number(const Rulebook& book, const Pack& pack) {
  int highest = 0;
  for (const Rule& rule : book.rules())
    if (rule.pack == pack.letters)
      highest = std::max(highest, std::stoi(std::string(rule.id.substr(3))));
  return highest + 1;
}

// `queue-without-key` as `Queue without key`
std::string title_of(std::string_view kebab) {
  std::string title = pascal_case(kebab.substr(0, 1)) + std::string(kebab.substr(1));
  std::ranges::replace(title, '-', ' ');
  return title;
}

Problem unknown_pack(std::string_view whole, std::string_view word) {
  std::vector<std::string_view> known, folders;
  for (const Pack& pack : packs()) folders.push_back(pack.folder);
  known = folders;
  for (const Pack& pack : packs()) known.push_back(pack.letters);
  return unusable(whole, "unknown pack '" + std::string(word) + "'",
                  did_you_mean(word, known, "packs: " + one_of(folders)));
}

}  // namespace

Result<RuleFile> new_rule(const Rulebook& book, std::string_view pack_and_name,
                          std::string_view version) {
  std::size_t slash = std::min(pack_and_name.find('/'), pack_and_name.size());
  std::string_view word = pack_and_name.substr(0, slash);
  std::string_view name = pack_and_name.substr(std::min(slash + 1, pack_and_name.size()));
  const Pack* pack = pack_of(word);
  if (!pack) return unknown_pack(pack_and_name, word);
  if (!is_kebab_case(name))
    return unusable(pack_and_name, "'" + std::string(name) + "' is not in kebab-case",
                    "such as encryption/queue-without-key");
  if (const Rule* taken = book.find(pascal_case(name)))
    return unusable(pack_and_name, "the name is taken by " + std::string(taken->id),
                    "ids and names are never used twice");
  int number = next_number(book, *pack);
  if (number > 999)
    return unusable(pack_and_name, "pack " + std::string(pack->letters) + " has no free id", "");
  using fmt::arg;
  std::string text = fmt::format(scaffold, arg("title", title_of(name)), arg("version", version),
                                 arg("folder", pack->folder),
                                 arg("id", fmt::format("{}{:03}", pack->letters, number)));
  return read_rule(fmt::format("{}/{}.md", pack->folder, name), text);
}

}  // namespace paycheck
