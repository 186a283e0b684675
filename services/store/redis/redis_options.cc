#include "services/store/redis/redis_options.h"

#include <sys/stat.h>

#include <algorithm>
#include <fstream>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "matcher/base/status_macros.h"

namespace duikou {
namespace {

absl::Status UrlError(absl::string_view part, absl::string_view problem) {
  return absl::InvalidArgumentError(
      absl::StrCat("redis URL: ", part, ": ", problem));
}

absl::StatusOr<std::string> PercentDecode(absl::string_view name,
                                          absl::string_view text) {
  std::string decoded;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      decoded.push_back(text[i]);
      continue;
    }
    if (i + 2 >= text.size() || !absl::ascii_isxdigit(text[i + 1]) ||
        !absl::ascii_isxdigit(text[i + 2])) {
      return UrlError(name, "% is not followed by two hexadecimal digits");
    }
    decoded += absl::HexStringToBytes(text.substr(i + 1, 2));
    i += 2;
  }
  return decoded;
}

absl::StatusOr<int> ParseNumber(absl::string_view name, absl::string_view value,
                                int least, int most) {
  int number = 0;
  if (!absl::SimpleAtoi(value, &number) || number < least || number > most) {
    return UrlError(name, absl::StrCat("\"", value, "\" is not a number from ",
                                       least, " to ", most));
  }
  return number;
}

bool IsPrefix(absl::string_view text) {
  return !text.empty() && text.size() <= 100 &&
         std::all_of(text.begin(), text.end(), [](unsigned char c) {
           return absl::ascii_isgraph(c) && c != '{' && c != '}';
         });
}

absl::Status ApplyParameter(absl::string_view name, std::string value,
                            RedisOptions& options) {
  if (name == "replicas") {
    ASSIGN_OR_RETURN(options.replicas, ParseNumber(name, value, 0, 10));
  } else if (name == "feed_commits") {
    ASSIGN_OR_RETURN(options.feed_commits,
                     ParseNumber(name, value, 1, 100'000'000));
  } else if (name == "allow_lossy") {
    ASSIGN_OR_RETURN(const int flag, ParseNumber(name, value, 0, 1));
    options.allow_lossy = flag == 1;
  } else if (name == "credentials") {
    if (value.empty()) return UrlError(name, "the path is empty");
    options.credentials_file = std::move(value);
  } else if (name == "prefix") {
    if (!IsPrefix(value)) {
      return UrlError(name,
                      "must be 1 to 100 printable characters without braces");
    }
    options.prefix = std::move(value);
  } else {
    return UrlError(name,
                    "unknown; known are replicas, credentials, allow_lossy, "
                    "prefix and feed_commits");
  }
  return absl::OkStatus();
}

absl::Status ParseSeeds(absl::string_view authority, RedisOptions& options) {
  if (authority.find('@') != absl::string_view::npos) {
    return UrlError("host",
                    "a user or password does not belong into the URL; name a "
                    "file with credentials=PATH");
  }
  if (authority.find('/') != absl::string_view::npos) {
    return UrlError("path", "a database number or path is not supported");
  }
  for (const absl::string_view part : absl::StrSplit(authority, ',')) {
    absl::StatusOr<RedisAddress> address = ParseRedisAddress(part);
    if (!address.ok()) return UrlError("host", address.status().message());
    options.seeds.push_back(*std::move(address));
  }
  return absl::OkStatus();
}

}  // namespace

std::string RedisAddress::ToString() const {
  const bool v6 = host.find(':') != std::string::npos;
  return v6 ? absl::StrCat("[", host, "]:", port)
            : absl::StrCat(host, ":", port);
}

absl::StatusOr<RedisAddress> ParseRedisAddress(absl::string_view text) {
  const auto bad = [text](absl::string_view why) {
    return absl::InvalidArgumentError(absl::StrCat("\"", text, "\": ", why));
  };
  RedisAddress address;
  absl::string_view rest = text;
  if (absl::ConsumePrefix(&rest, "[")) {
    const size_t end = rest.find(']');
    if (end == absl::string_view::npos) return bad("] is missing");
    address.host = std::string(rest.substr(0, end));
    rest.remove_prefix(end + 1);
  } else {
    const size_t end = std::min(rest.find(':'), rest.size());
    address.host = std::string(rest.substr(0, end));
    rest.remove_prefix(end);
  }
  if (address.host.empty()) return bad("the host is empty");
  if (rest.empty()) return address;
  if (!absl::ConsumePrefix(&rest, ":") ||
      !absl::SimpleAtoi(rest, &address.port) || address.port < 1 ||
      address.port > 65535) {
    return bad("the port is not a number from 1 to 65535");
  }
  return address;
}

absl::StatusOr<RedisCredentials> ReadRedisCredentials(const std::string& path) {
  const auto bad = [&path](absl::string_view why) {
    return absl::FailedPreconditionError(
        absl::StrCat("credentials file ", path, ": ", why));
  };
  struct stat status;
  if (stat(path.c_str(), &status) != 0) return bad("does not exist");
  if ((status.st_mode & S_IRWXO) != 0) {
    return bad("is open to everybody on this machine; chmod o-rwx it");
  }
  std::ifstream file(path);
  std::string line;
  if (!std::getline(file, line)) return bad("cannot be read or is empty");
  const absl::string_view text = absl::StripTrailingAsciiWhitespace(line);
  const std::pair<absl::string_view, absl::string_view> parts =
      absl::StrSplit(text, absl::MaxSplits(':', 1));
  if (parts.first.empty() || parts.second.empty()) {
    return bad("its first line is not user:password");
  }
  return RedisCredentials{.user = std::string(parts.first),
                          .password = std::string(parts.second)};
}

absl::StatusOr<RedisOptions> ParseRedisUrl(absl::string_view url) {
  absl::string_view rest = url;
  if (!absl::ConsumePrefix(&rest, "redis://")) {
    return UrlError("scheme", "must be redis://");
  }
  const std::pair<absl::string_view, absl::string_view> halves =
      absl::StrSplit(rest, absl::MaxSplits('?', 1));
  RedisOptions options;
  RETURN_IF_ERROR(ParseSeeds(halves.first, options));
  if (halves.second.empty()) return options;
  std::vector<absl::string_view> seen;
  for (const absl::string_view pair : absl::StrSplit(halves.second, '&')) {
    const std::pair<absl::string_view, absl::string_view> parameter =
        absl::StrSplit(pair, absl::MaxSplits('=', 1));
    if (std::find(seen.begin(), seen.end(), parameter.first) != seen.end()) {
      return UrlError(parameter.first, "is given twice");
    }
    seen.push_back(parameter.first);
    ASSIGN_OR_RETURN(std::string value,
                     PercentDecode(parameter.first, parameter.second));
    RETURN_IF_ERROR(ApplyParameter(parameter.first, std::move(value), options));
  }
  return options;
}

}  // namespace duikou
