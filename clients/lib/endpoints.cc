#include "clients/lib/endpoints.h"

#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace duikou::client {
namespace {

std::string* TargetNamed(absl::string_view service, Endpoints& endpoints) {
  if (service == "access") return &endpoints.access;
  if (service == "catalogue") return &endpoints.catalogue;
  if (service == "profiles") return &endpoints.profiles;
  if (service == "matching") return &endpoints.matching;
  if (service == "assignment") return &endpoints.assignment;
  if (service == "fair") return &endpoints.fair;
  if (service == "progress") return &endpoints.progress;
  return nullptr;
}

// A `=` only separates a service's name: targets such as `dns:///a?b=c` keep
// theirs because what stands before is no plain word.
bool NamesService(absl::string_view entry) {
  const size_t equals = entry.find('=');
  return equals != absl::string_view::npos &&
         entry.substr(0, equals).find_first_not_of(
             "abcdefghijklmnopqrstuvwxyz-") == absl::string_view::npos;
}

}  // namespace

const std::string& Endpoints::Target(absl::string_view service) const {
  static const std::string* const none = new std::string();
  if (absl::StartsWith(service, "duikou.access.")) return access;
  if (absl::StartsWith(service, "duikou.catalogue.")) return catalogue;
  if (absl::StartsWith(service, "duikou.profiles.")) return profiles;
  if (absl::StartsWith(service, "duikou.matching.")) return matching;
  if (absl::StartsWith(service, "duikou.assignment.")) return assignment;
  if (absl::StartsWith(service, "duikou.fair.")) return fair;
  if (absl::StartsWith(service, "duikou.progress.")) return progress;
  return *none;
}

bool IsOnThisMachine(absl::string_view target) {
  if (absl::StartsWith(target, "unix:")) return true;
  for (const absl::string_view scheme : {"dns:///", "dns:", "ipv4:", "ipv6:"}) {
    if (absl::ConsumePrefix(&target, scheme)) break;
  }
  const absl::string_view host = target.substr(0, target.rfind(':'));
  if (host == "localhost" || host == "[::1]") return true;
  // 127.0.0.1, but no name such as 127.example.org.
  return absl::StartsWith(host, "127.") &&
         host.find_first_not_of("0123456789.") == absl::string_view::npos;
}

absl::StatusOr<Endpoints> ParseEndpoints(absl::string_view text) {
  Endpoints endpoints;
  std::string for_others;
  const std::vector<absl::string_view> entries =
      absl::StrSplit(text, ',', absl::SkipWhitespace());
  for (const absl::string_view raw : entries) {
    const absl::string_view entry = absl::StripAsciiWhitespace(raw);
    std::string* target = &for_others;
    absl::string_view value = entry;
    if (NamesService(entry)) {
      const size_t equals = entry.find('=');
      const absl::string_view service = entry.substr(0, equals);
      target = TargetNamed(service, endpoints);
      if (target == nullptr) {
        return absl::InvalidArgumentError(absl::StrCat(
            "unknown service \"", std::string(service),
            "\": use access, catalogue, profiles, matching, assignment, "
            "fair or progress"));
      }
      value = entry.substr(equals + 1);
    }
    if (value.empty() || !target->empty()) {
      return absl::InvalidArgumentError(absl::StrCat(
          "\"", std::string(entry), "\" in \"", std::string(text),
          value.empty() ? "\" has no address" : "\" names a second address"));
    }
    *target = std::string(value);
  }
  for (std::string* target :
       {&endpoints.access, &endpoints.catalogue, &endpoints.profiles,
        &endpoints.matching, &endpoints.assignment, &endpoints.fair,
        &endpoints.progress}) {
    if (target->empty()) *target = for_others;
    if (target->empty()) {
      return absl::InvalidArgumentError(absl::StrCat(
          "\"", std::string(text),
          "\" leaves a service without address: give host:port for all, or "
          "access=host:port,catalogue=host:port,profiles=host:port,"
          "matching=host:port,assignment=host:port,fair=host:port,"
          "progress=host:port"));
    }
  }
  return endpoints;
}

}  // namespace duikou::client
