// SPDX-License-Identifier: Apache-2.0
// docs/rule-language.md: grammar and semantics in prose, the vocabulary from the table that runs.

#include <fmt/format.h>

#include "vocabulary.hpp"

namespace paycheck::language {

namespace {

constexpr std::string_view introduction = R"manual(# The check language

Printed by `paycheck rules docs`; do not edit.

A check is five sentences. It names its subjects, perhaps their partners, says when it applies, what must
(or must not) hold, and how a violation is told:

```paycheck
match   aws_dynamodb_table as table
each    replica in dynamodb.replicas(table)
when    region(replica.kms_key_arn) exists
require region(replica.kms_key_arn) == replica.region_name
report  "the replica of {table} in {replica.region_name} names a key of {region(replica.kms_key_arn)}"
```

## Grammar

```
check      = "match" subject "as" name
             { "each" name "in" source [ "where" expr ] }
             [ "when" expr ]
             ( "require" | "forbid" ) expr
             "report" string [ "suggest" term ]
subject    = "any" "resource" | type { "," type }
type       = name { "." name }        aws_x, data.aws_x, stack, app, output, provider, variable, module
source     = type | term
expr       = both { "or" both }
both       = unary { "and" unary }
unary      = "not" unary | quantified | comparison
quantified = quantity name "in" source [ "where" expr ] [ ":" expr ]
quantity   = "any" | "all" | "exactly" number | "at" ( "least" | "most" ) number
comparison = term [ op term | "matches" string | "exists" ]
op         = "==" | "!=" | "<" | "<=" | ">" | ">=" | "in" | "refers" "to"
term       = atom { "." ( name | string ) }
atom       = string | number | "true" | "false" | list | "(" expr ")" | call | name
list       = "[" [ term { "," term } ] "]"
call       = name { "." name } "(" [ term { "," term } ] ")"
```

- A name is a letter or `_`, then letters, digits, `_`, `-`. `#` starts a comment. Line ends mean nothing.
- A string ends at the next `"`; `\"` and `\\` are its only escapes. `{term}` is a placeholder, `{{` and
  `}}` are braces. The right side of `matches` is an RE2 pattern that must match the whole value.
- `not` takes the comparison or quantifier that follows it; `and` binds before `or`. The body of a
  quantifier reaches as far right as it can. `any x in L` alone means: not empty.
- `param.days` is a parameter of the rule, declared as `Param: days = 30  what it is`.

## Three truth values

A value is absent (missing or null; `""` is a value), unknown (with the expression that blocked), or known;
text may have holes for its unknown parts. Every comparison is true, false or unknown; `not` mirrors, `and`
is the smallest, `or` the greatest. A violation that is true is a finding; one that is unknown is
undetermined, listed with its reason, never a pass; a `when` that is false is silent.

| | absent | unknown | text with holes | known |
|---|---|---|---|---|
| `==` | false, even against absent | unknown; true for the same hole on both sides | piecewise; false where ends or shapes cannot agree | by value; `"7"` is 7, `"true"` is true |
| `!=` | true | not `==` | not `==` | not `==` |
| `<` `<=` `>` `>=` | false | unknown | unknown | numbers; other text: false |
| `x in L` | false | unknown, unless L is empty | as `==` | any member equal; unknown if L is open |
| `matches` | false | unknown | decided for literal text with `.*` at its ends | full match |
| `exists` | false | unknown | true | true |
| a bare term | false | unknown | unknown | a yes/no value is itself |
| `a refers to y` | false | unknown if a could carry y | by its references | by reference, name, id or ARN |

A path into a list of exactly one block leads into that block; into several it is unknown. Blocks iterate
alike, written as object or list.

## Laws

A rule file that breaks one is refused, with its position.

1. Names are bound before use and hide no other; every `each` variable and parameter is used; placeholders
   of `report` see the subject and the `each` variables.
2. Each part of a `where` or body, split at `and`, `or`, `not`, mentions the quantifier's variable.
3. A quantifier or `each` over a type is tied to what is outside it: `x.p refers to y`, `y refers to x`,
   `x.p == e`, an `any` over a list of an outer value whose body is a tie, or an `or` of such ties. One that
   mentions nothing outside is evaluated once per stack.
4. Functions exist, with the right number and kind of arguments; patterns compile; `==` is not used with a
   list literal (say `in`).

## Whom a verdict blames

Findings point at the value that decided them. A comparison blames its left value if that is written in the
stack, else its right one, else the nearest enclosing value of what is absent; a true `and` its last part, a
false one its first false part; a true `or` its first true part; a false `any` its nearest miss, the first
item that passed `where`. So write the attribute to blame on the left of a `require`, and last in a
`forbid ... and ...`. Findings of one rule with one message or one blamed place are told as one.

## Vocabulary

| Function | Meaning | Source |
|---|---|---|
)manual";

// A cell of a Markdown table holds no bar.
std::string cell(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (c == '|') out += '\\';
    out += c;
  }
  return out;
}

}  // namespace

std::string manual() {
  std::string out(introduction);
  for (const Function& row : functions())
    out += fmt::format("| `{}({})` | {} | {} |\n", row.name, row.parameters, cell(row.meaning),
                       row.source.empty() ? "" : fmt::format("<{}>", row.source));
  return out;
}

}  // namespace paycheck::language
