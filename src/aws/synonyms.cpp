// SPDX-License-Identifier: Apache-2.0
// The provider registers the load balancer types under two names each; nothing else has two.

#include "rows.hpp"

namespace paycheck::aws {
namespace {

struct Row {
  std::string_view type;
  std::string_view canonical;
};

constexpr Row table[] = {
    {"aws_alb", "aws_lb"},
    {"aws_alb_listener", "aws_lb_listener"},
    {"aws_alb_listener_certificate", "aws_lb_listener_certificate"},
    {"aws_alb_listener_rule", "aws_lb_listener_rule"},
    {"aws_alb_target_group", "aws_lb_target_group"},
    {"aws_alb_target_group_attachment", "aws_lb_target_group_attachment"},
    {"data.aws_alb", "data.aws_lb"},
    {"data.aws_alb_listener", "data.aws_lb_listener"},
    {"data.aws_alb_target_group", "data.aws_lb_target_group"},
};
static_assert(sorted_by_type(table));

}  // namespace

std::string_view canonical_type(std::string_view type) {
  // Nearly every type comes through here; few begin so.
  if (!type.starts_with("aws_alb") && !type.starts_with("data.aws_alb")) return type;
  auto rows = rows_of(table, type);
  return rows.empty() ? type : rows.front().canonical;
}

std::span<const std::string_view> synonyms(std::string_view canonical) {
  for (const Row& row : table)
    if (row.canonical == canonical) return {&row.type, 1};
  return {};
}

}  // namespace paycheck::aws
