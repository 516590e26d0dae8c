// SPDX-License-Identifier: Apache-2.0
// Address planning: `cidrhost`, `cidrsubnet` and their kin. Numbers of hosts and subnets may be
// negative or beyond 64 bits; Terraform's answers to odd ones are kept.
#include "address.hpp"

namespace paycheck::expression {
namespace {

Failure no_prefix(const Value& text) {
  return failed(named(text.text()) + " is no IP prefix such as 10.0.0.0/8", 0);
}

void power_of_two(mpz_ptr result, std::size_t exponent) {
  mpz_set_ui(result, 1);
  mpz_mul_2exp(result, result, exponent);
}

Outcome host(Arguments arguments, Context&) {
  std::optional<Prefix> prefix = read_prefix(arguments[0].text());
  if (!prefix) return no_prefix(arguments[0]);
  const Number& wanted = arguments[1].number();
  if (!wanted.is_integer()) return failed("a whole number is required", 1);
  Integer number, most, address;
  mpfr_get_z(number, raw(wanted), MPFR_RNDZ);
  power_of_two(most, prefix->address.bits() - prefix->length);
  mpz_sub_ui(most, most, 1);
  if (mpz_sgn(static_cast<mpz_srcptr>(number)) < 0) {  // counted from the end
    mpz_add(number, number, most);
    mpz_add_ui(number, number, 1);
  }
  if (mpz_sgn(static_cast<mpz_srcptr>(number)) < 0 || mpz_cmp(number, most) > 0)
    return failed(
        "a prefix of " + std::to_string(prefix->length) + " bits has no host " + wanted.text(), 1);
  // An IPv4 address in 16 bytes gets the number in the wrong place.
  if (prefix->address.is_mapped()) mpz_mul_2exp(number, number, 96);
  to_integer(address, prefix->address);
  mpz_ior(address, address, number);
  std::optional<Address> result = from_integer(address, prefix->address.bytes.size());
  if (!result) return failed("the host's number does not fit into an address", 1);
  return Value::string(to_text(*result));
}

Outcome netmask(Arguments arguments, Context&) {
  std::optional<Prefix> prefix = read_prefix(arguments[0].text());
  if (!prefix) return no_prefix(arguments[0]);
  if (!prefix->address.is_v4() && !prefix->address.is_mapped())
    return failed("an IPv6 prefix has no netmask", 0);
  Integer mask, rest;
  power_of_two(mask, prefix->address.bits());
  power_of_two(rest, prefix->address.bits() - prefix->length);
  mpz_sub(mask, mask, rest);
  return Value::string(to_text(*from_integer(mask, prefix->address.bytes.size())));
}

// Terraform compares the low 64 bits of the number's magnitude.
bool accommodates(std::int64_t new_bits, mpz_srcptr number) {
  if (new_bits < 0 || new_bits >= 64) return true;
  Integer low;
  mpz_abs(low, number);
  mpz_fdiv_r_2exp(low, low, 64);
  return mpz_sizeinbase(low, 2) <= static_cast<std::size_t>(new_bits) ||
         mpz_sgn(static_cast<mpz_srcptr>(low)) == 0;
}

Outcome subnet(Arguments arguments, Context&) {
  std::optional<Prefix> prefix = read_prefix(arguments[0].text());
  if (!prefix) return no_prefix(arguments[0]);
  std::optional<std::int64_t> new_bits = whole(arguments[1]);
  if (!new_bits) return not_whole(1);
  const Number& wanted = arguments[2].number();
  if (!wanted.is_integer()) return failed("a whole number is required", 2);
  auto bits = static_cast<std::int64_t>(prefix->address.bits());
  if (*new_bits > bits || static_cast<std::int64_t>(prefix->length) + *new_bits > bits)
    return failed("a prefix of " + std::to_string(prefix->length) + " bits cannot grow by " +
                      std::to_string(*new_bits),
                  1);
  std::int64_t length = static_cast<std::int64_t>(prefix->length) + *new_bits;
  if (*new_bits < -bits || length < 0) return failed("the prefix would have a negative length", 1);
  Integer number, address;
  mpfr_get_z(number, raw(wanted), MPFR_RNDZ);
  if (!accommodates(*new_bits, number))
    return failed(
        std::to_string(*new_bits) + " bits do not hold a subnet numbered " + wanted.text(), 2);
  mpz_mul_2exp(number, number, static_cast<mp_bitcnt_t>(bits - length));
  to_integer(address, prefix->address);
  mpz_ior(address, address, number);
  mpz_abs(address, address);
  std::optional<Address> base = from_integer(address, prefix->address.bytes.size());
  std::optional<std::string> text;
  if (base) text = to_text(Prefix{std::move(*base), static_cast<std::size_t>(length)});
  if (!text) return failed("the subnet's number does not fit into an address", 2);
  return Value::string(std::move(*text));
}

// Hands out prefixes one after another from one that is larger.
class Allocation {
 public:
  explicit Allocation(const Prefix& prefix) : prefix_(prefix) {
    to_integer(next_, prefix.address);
    power_of_two(end_, prefix.address.bits() - prefix.length);
    mpz_add(end_, end_, next_);
  }
  // Aligned to its own size; empty where no room is left.
  std::optional<std::string> take(std::size_t length) {
    Integer size, rest;
    power_of_two(size, prefix_.address.bits() - length);
    mpz_neg(rest, next_);
    mpz_mod(rest, rest, size);
    mpz_add(next_, next_, rest);
    std::optional<Address> base = from_integer(next_, prefix_.address.bytes.size());
    mpz_add(next_, next_, size);
    if (!base || mpz_cmp(next_, end_) > 0) return std::nullopt;
    return to_text(Prefix{std::move(*base), length});
  }

 private:
  const Prefix& prefix_;
  Integer next_, end_;
};

Outcome subnets(Arguments arguments, Context&) {
  std::optional<Prefix> prefix = read_prefix(arguments[0].text());
  if (!prefix) return no_prefix(arguments[0]);
  if (prefix->address.is_mapped() && arguments.size() > 1)
    return failed("an IPv4 address written as IPv6 cannot be divided", 0);
  Allocation allocation(*prefix);
  std::vector<Value> items;
  for (std::size_t i = 1; i < arguments.size(); ++i) {
    int at = static_cast<int>(i);
    std::optional<std::int64_t> bits = whole(arguments[i]);
    if (!bits) return not_whole(at);
    if (*bits < 1) return failed("the prefix must grow by at least one bit", at);
    if (*bits > 32) return failed("the prefix must not grow by more than 32 bits", at);
    std::size_t length = prefix->length + static_cast<std::size_t>(*bits);
    if (length > prefix->address.bits())
      return failed("a prefix of " + std::to_string(length) + " bits is too long", at);
    std::optional<std::string> text = allocation.take(length);
    if (!text)
      return failed("no room is left for a prefix of " + std::to_string(length) + " bits", at);
    items.push_back(Value::string(std::move(*text)));
  }
  return Value::list(Type::string(), std::move(items));
}

// OpenTofu's (https://opentofu.org/docs/language/functions/cidrcontains/).
Outcome contains(Arguments arguments, Context&) {
  std::optional<Prefix> outer = read_prefix(arguments[0].text());
  if (!outer) return no_prefix(arguments[0]);
  const std::string& text = arguments[1].text();
  bool is_prefix = text.find('/') != text.npos;
  std::optional<Prefix> inner;
  if (is_prefix)
    inner = read_prefix(text);
  else if (std::optional<Address> address = read_address(text))
    inner = Prefix{*address, address->bits()};
  if (!inner) return failed(named(text) + " is neither an IP address nor a prefix", 1);
  if (inner->address.bits() != outer->address.bits())
    return failed("one is an IPv4 address, the other an IPv6 address", 1);
  if (inner->length < outer->length) return Value::boolean(false);
  Integer a, b;
  to_integer(a, outer->address);
  to_integer(b, inner->address);
  std::size_t rest = outer->address.bits() - outer->length;
  mpz_fdiv_q_2exp(a, a, rest);
  mpz_fdiv_q_2exp(b, b, rest);
  return Value::boolean(mpz_cmp(a, b) == 0);
}

}  // namespace

std::vector<Function> address_functions() {
  Type text = Type::string();
  Parameter prefix = text_of("prefix"), new_bits = number_of("newbits");
  return {
      {"cidrcontains",
       {text_of("containing_prefix"), text_of("contained_ip_or_prefix")},
       {},
       Type::boolean(),
       contains},
      {"cidrhost", {prefix, number_of("hostnum")}, {}, text, host},
      {"cidrnetmask", {prefix}, {}, text, netmask},
      {"cidrsubnet", {prefix, new_bits, number_of("netnum")}, {}, text, subnet},
      {"cidrsubnets", {prefix}, new_bits, Type::list(text), subnets},
  };
}

}  // namespace paycheck::expression
