// SPDX-License-Identifier: Apache-2.0
#pragma once

/// \file
/// Terraform's native syntax (HCL, `*.tf`) rewritten as Terraform's JSON syntax, with the way back:
/// everything to the right reads one syntax only, and positions are those of the `.tf` file.
///
///     auto [translation, problems] = hcl::translate("main.tf", text);
///     auto document = json::read("main.tf", std::move(translation));
///
/// `resource "aws_sqs_queue" "q" { name = var.n }` becomes
/// `[{"resource":{"aws_sqs_queue":{"q":{"name":"${var.n}"}}}}]`. The root is an array with one
/// object for each block, in file order. In a body
/// - nested blocks of one name stand together at the first one's place: one as an object, several
/// as
///   an array; labels are levels of their own (`provisioner` is always an array of one-label
///   objects, `dynamic` one object of labels);
/// - literals become JSON scalars, quoted strings and heredocs strings with the same template,
///   tuple and object constructors arrays and objects, every other expression `${...}` as written;
/// - what Terraform reads as a reference, keyword or type (`depends_on`, `provider`, `providers`,
///   `ignore_changes`, `type`, `from`, `to`...) is plain text, as its JSON syntax wants it; in
///   literal positions (`default`, `source`, backends) template escapes are undone.
///
/// Grammar: https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md
/// JSON syntax: https://developer.hashicorp.com/terraform/language/syntax/json

#include <string>
#include <vector>

#include "paycheck/json.hpp"

namespace paycheck::hcl {

/// A file as JSON, and what could not be read of it.
struct Translated {
  json::Translation translation;  ///< `text` is empty where nothing of the file can be used
  std::vector<Problem> problems;  ///< by position; at most 100
};

/// Translates one file. A fault costs its statement and one problem: reading goes on with the next
/// line or block. An argument whose value does not parse keeps its name and has a value that
/// nothing can know, so that no rule takes it for absent. Linear in the text and without recursion.
/// Problems: Encoding (UTF-16, invalid UTF-8), Syntax, Duplicate (an argument twice), Structure
/// (labels, an argument at the root), TooLarge.
///
/// `metadata` is the `metadata.json` that CDKTF writes beside its HCL, or null: the comment `//`
/// that it holds for the stack or for an element becomes part of the translation, as in CDKTF's own
/// JSON.
Translated translate(std::string file, std::string text, const json::Document* metadata = nullptr);

}  // namespace paycheck::hcl
