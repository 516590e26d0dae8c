// SPDX-License-Identifier: Apache-2.0
// Writes stacks in the shape of the payment stack and times the whole process over them, beside
// `jq empty` on the same file, in turn. Prints medians; judges nothing.
//
//   bench PAYCHECK [PAYMENT_STACK.json] [--sizes 100,1000,10000,100000] [--runs 5] [-- further
//   arguments of scan]

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

bool is_name(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '-';
}

// A resource's text, cut at every place where a copy's number belongs: `_7` behind an address,
// `7-` before the suffix in a name, since no two resources may have one name.
struct Template {
  std::string type, name;
  std::vector<std::string> pieces;
  std::vector<bool> in_name;  // by cut
};

constexpr std::string_view suffix = "synthl0s3m1";

bool is_suffix_of_name(const std::string& text, std::size_t at) {
  return at > 0 && text.compare(at, suffix.size(), suffix) == 0 &&
         std::string_view("-/_").find(text[at - 1]) != std::string_view::npos;
}

Template cut(const std::string& type, const std::string& name, const Json& body,
             const std::vector<std::string>& addresses) {
  std::string text = body.dump(2), piece;
  Template result{type, name, {}, {}};
  for (std::size_t i = 0; i < text.size();) {
    std::size_t longest = 0;
    if (i == 0 || !is_name(text[i - 1]))
      for (const std::string& address : addresses)
        if (address.size() > longest && text.compare(i, address.size(), address) == 0 &&
            !is_name(text[i + address.size()]))
          longest = address.size();
    if (longest > 0) {
      result.pieces.push_back(piece + text.substr(i, longest));
      result.in_name.push_back(false);
      piece.clear();
      i += longest;
    } else if (is_suffix_of_name(text, i)) {
      result.pieces.push_back(piece);
      result.in_name.push_back(true);
      piece = suffix;
      i += suffix.size();
    } else {
      piece += text[i++];
    }
  }
  result.pieces.push_back(piece);
  return result;
}

// The payment stack, its resources copied until there are `size` of them.
void write_stack(const Json& stack, std::size_t size, const fs::path& file) {
  std::vector<std::string> addresses;
  for (const auto& [type, resources] : stack["resource"].items())
    for (const auto& [name, body] : resources.items()) addresses.push_back(type + "." + name);
  std::size_t copies = (size + addresses.size() - 1) / addresses.size(), left = size;
  std::ofstream out(file, std::ios::binary);
  out << "{\n  \"//\": " << stack["//"].dump() << ",\n  \"provider\": " << stack["provider"].dump(2)
      << ",\n  \"terraform\": " << stack["terraform"].dump(2) << ",\n  \"resource\": {";
  const char* type_comma = "\n";
  for (const auto& [type, resources] : stack["resource"].items()) {
    out << type_comma << "    \"" << type << "\": {";
    type_comma = ",\n";
    const char* comma = "\n";
    for (const auto& [name, body] : resources.items()) {
      Template resource = cut(type, name, body, addresses);
      for (std::size_t copy = 0; copy < copies && left > 0; ++copy, --left) {
        out << comma << "      \"" << name << "_" << copy << "\": ";
        comma = ",\n";
        for (std::size_t i = 0; i < resource.pieces.size(); ++i) {
          out << resource.pieces[i];
          if (i + 1 == resource.pieces.size()) break;
          std::string number = std::to_string(copy);
          out << (resource.in_name[i] ? number + "-" : "_" + number);
        }
      }
    }
    out << "\n    }";
  }
  out << "\n  }\n}\n";
}

struct Sample {
  double wall = 0, cpu = 0, peak = 0;  // milliseconds, milliseconds, MiB
};

Sample run(const std::vector<std::string>& command) {
  std::vector<char*> argv;
  for (const std::string& word : command) argv.push_back(const_cast<char*>(word.c_str()));
  argv.push_back(nullptr);
  auto begin = std::chrono::steady_clock::now();
  pid_t child = fork();
  if (child == 0) {
    int null = open("/dev/null", O_WRONLY);
    dup2(null, 1);
    dup2(null, 2);
    execvp(argv[0], argv.data());
    _exit(127);
  }
  int status = 0;
  rusage usage{};
  wait4(child, &status, 0, &usage);
  double wall =
      std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
  if (WIFEXITED(status) && WEXITSTATUS(status) == 127) {
    std::fprintf(stderr, "bench: %s cannot be run\n", command[0].c_str());
    std::exit(2);
  }
  auto ms = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) * 1e3 + static_cast<double>(t.tv_usec) / 1e3;
  };
  return {wall, ms(usage.ru_utime) + ms(usage.ru_stime),
          static_cast<double>(usage.ru_maxrss) / 1024};
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

struct Medians {
  double wall, cpu, peak;
};

Medians medians(const std::vector<Sample>& samples) {
  std::vector<double> wall, cpu, peak;
  for (const Sample& sample : samples) {
    wall.push_back(sample.wall);
    cpu.push_back(sample.cpu);
    peak.push_back(sample.peak);
  }
  return {median(wall), median(cpu), median(peak)};
}

struct Request {
  std::string paycheck, stack = "fixtures/payment/cdktf.out/stacks/TapStacksynthl0s3m1/cdk.tf.json";
  std::vector<std::size_t> sizes{0, 36, 100, 1000, 10000, 100000};
  int runs = 5;
  std::vector<std::string> scan_arguments;
};

Request request_of(int argc, char** argv) {
  Request request;
  std::vector<std::string> plain;
  for (int i = 1; i < argc; ++i) {
    std::string word = argv[i];
    if (word == "--") {
      request.scan_arguments.assign(argv + i + 1, argv + argc);
      break;
    }
    if (word == "--runs" && i + 1 < argc)
      request.runs = std::atoi(argv[++i]);
    else if (word == "--sizes" && i + 1 < argc) {
      request.sizes.clear();
      std::istringstream list(argv[++i]);
      for (std::string size; std::getline(list, size, ',');)
        request.sizes.push_back(std::stoul(size));
    } else
      plain.push_back(word);
  }
  if (plain.empty() || request.runs < 1) {
    std::fprintf(
        stderr,
        "usage: bench PAYCHECK [STACK.json] [--sizes N,...] [--runs N] [-- scan arguments]\n");
    std::exit(2);
  }
  request.paycheck = plain[0];
  if (plain.size() > 1) request.stack = plain[1];
  return request;
}

}  // namespace

int main(int argc, char** argv) {
  Request request = request_of(argc, argv);
  std::ifstream in(request.stack);
  Json stack = Json::parse(in, nullptr, false);
  if (stack.is_discarded()) {
    std::fprintf(stderr, "bench: %s cannot be read\n", request.stack.c_str());
    return 2;
  }
  bool jq = std::system("command -v jq >/dev/null 2>&1") == 0;
  if (!jq) std::printf("jq is not installed: no ratios\n");
  fs::path folder = fs::temp_directory_path() / ("paycheck-bench-" + std::to_string(getpid()));
  fs::create_directories(folder);
  std::printf(
      "| resources | file | wall | CPU | peak | jq wall | ratio wall | ratio CPU "
      "|\n|---|---|---|---|---|---|---|---|\n");
  for (std::size_t size : request.sizes) {
    fs::path file = folder / ("stack-" + std::to_string(size) + ".tf.json");
    write_stack(stack, size, file);
    std::vector<std::string> scan{request.paycheck, "scan", "--no-config", file.string()},
        empty{"jq", "empty", file.string()};
    scan.insert(scan.end(), request.scan_arguments.begin(), request.scan_arguments.end());
    run(scan);
    if (jq) run(empty);
    std::vector<Sample> ours, theirs;
    for (int i = 0; i < request.runs; ++i) {
      ours.push_back(run(scan));
      if (jq) theirs.push_back(run(empty));
    }
    Medians a = medians(ours), b = jq ? medians(theirs) : Medians{0, 0, 0};
    std::printf("| %zu | %.2f MB | %.1f ms | %.1f ms | %.1f MiB | %.1f ms | %.2f | %.2f |\n", size,
                static_cast<double>(fs::file_size(file)) / 1e6, a.wall, a.cpu, a.peak, b.wall,
                jq ? a.wall / b.wall : 0, jq ? a.cpu / b.cpu : 0);
    std::fflush(stdout);
    fs::remove(file);
  }
  fs::remove_all(folder);
}
