#include "services/rpc/resource_name.h"

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "matcher/base/check.h"
#include "matcher/base/status_macros.h"
#include "services/base/utf8.h"
#include "services/base/violation.h"

namespace duikou {
namespace {

constexpr size_t kShownNameCharacters = 80;

bool IsIdCharacter(char c) {
  return absl::ascii_isdigit(c) || (c >= 'a' && c <= 'z');
}

// Takes the text up to the next slash off `rest`.
absl::string_view TakeSegment(absl::string_view& rest) {
  const size_t slash = rest.find('/');
  const absl::string_view segment = rest.substr(0, slash);
  rest.remove_prefix(slash == absl::string_view::npos ? rest.size()
                                                      : slash + 1);
  return segment;
}

}  // namespace

bool IsResourceId(absl::string_view id, size_t longest) {
  if (id.empty() || id.size() > longest) return false;
  if (!IsIdCharacter(id.front()) || !IsIdCharacter(id.back())) return false;
  for (const char c : id) {
    if (!IsIdCharacter(c) && c != '-') return false;
  }
  return true;
}

ResourcePattern::ResourcePattern(absl::string_view pattern) : text_(pattern) {
  const std::vector<absl::string_view> segments = absl::StrSplit(pattern, '/');
  DUIKOU_CHECK(!segments.empty() && segments.size() % 2 == 0) << text_;
  for (size_t i = 0; i < segments.size(); i += 2) {
    DUIKOU_CHECK(segments[i + 1].size() > 2 && segments[i + 1][0] == '{' &&
                 segments[i + 1].back() == '}')
        << text_;
    literals_.emplace_back(segments[i]);
  }
}

ResourcePattern ResourcePattern::Parent() const {
  DUIKOU_CHECK(depth() > 1) << text_;
  std::vector<absl::string_view> segments = absl::StrSplit(text_, '/');
  segments.resize(segments.size() - 2);
  return ResourcePattern(absl::StrJoin(segments, "/"));
}

bool ResourcePattern::Matches(absl::string_view name) const {
  for (const std::string& literal : literals_) {
    if (TakeSegment(name) != literal) return false;
    const bool last = &literal == &literals_.back();
    const absl::string_view id = last ? name : name.substr(0, name.find('/'));
    if (!IsResourceId(id, kMaxCompositeIdLength)) return false;
    if (!last) {
      if (id.size() == name.size()) return false;
      name.remove_prefix(id.size() + 1);
    }
  }
  return true;
}

std::optional<std::vector<absl::string_view>> ResourcePattern::Ids(
    absl::string_view name) const {
  if (!Matches(name)) return std::nullopt;
  std::vector<absl::string_view> ids;
  ids.reserve(depth());
  while (!name.empty()) {
    TakeSegment(name);
    ids.push_back(TakeSegment(name));
  }
  return ids;
}

absl::StatusOr<std::vector<std::string>> ResourcePattern::Parse(
    absl::string_view name, absl::string_view field) const {
  const std::optional<std::vector<absl::string_view>> ids = Ids(name);
  if (!ids) return NotOfForm(field, name, text_);
  return std::vector<std::string>(ids->begin(), ids->end());
}

std::string ResourcePattern::Format(
    const std::vector<absl::string_view>& ids) const {
  DUIKOU_CHECK(ids.size() == depth())
      << text_ << " needs " << depth() << " ids, not " << ids.size();
  std::string name;
  for (size_t i = 0; i < ids.size(); ++i) {
    absl::StrAppend(&name, i == 0 ? "" : "/", literals_[i], "/", ids[i]);
  }
  return name;
}

std::optional<ResourceKey> ResourcePattern::Key(absl::string_view name) const {
  const std::optional<std::vector<absl::string_view>> ids = Ids(name);
  if (!ids) return std::nullopt;
  if (ids->size() == 1) {
    return ResourceKey{std::string(kGlobalPartition), collection(),
                       std::string((*ids)[0])};
  }
  return ResourceKey{std::string((*ids)[0]), collection(),
                     absl::StrJoin(ids->begin() + 1, ids->end(), "/")};
}

absl::StatusOr<ResourceKey> ResourcePattern::ParseKey(
    absl::string_view name, absl::string_view field) const {
  std::optional<ResourceKey> key = Key(name);
  if (!key) return NotOfForm(field, name, text_);
  return *std::move(key);
}

std::string ResourcePattern::Name(const ResourceKey& key) const {
  std::vector<absl::string_view> ids;
  if (depth() > 1) ids.push_back(key.partition);
  for (absl::string_view id : absl::StrSplit(key.id, '/')) ids.push_back(id);
  return Format(ids);
}

absl::Status NotOfForm(absl::string_view field, absl::string_view name,
                       absl::string_view pattern) {
  const absl::string_view shown = Utf8Prefix(name, kShownNameCharacters);
  const std::string quoted =
      absl::StrCat("\"", absl::Utf8SafeCHexEscape(shown),
                   shown.size() < name.size() ? "…\"" : "\"");
  return Refused(absl::StatusCode::kInvalidArgument, field,
                 absl::StrCat(quoted, " 的格式不是 ", pattern),
                 absl::StrCat(quoted, " is not of the form ", pattern));
}

absl::string_view LastId(absl::string_view name) {
  const size_t slash = name.rfind('/');
  return slash == absl::string_view::npos ? name : name.substr(slash + 1);
}

}  // namespace duikou
