#include "clients/cli/language.h"

#include "absl/strings/match.h"

namespace duikou::cli {

Language LanguageOfEnvironment(
    const std::function<std::string(const std::string&)>& variable) {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const std::string value = variable(name);
    if (value.empty()) continue;
    return absl::StartsWith(value, "en") ? Language::kEn : Language::kZh;
  }
  return Language::kZh;
}

}  // namespace duikou::cli
