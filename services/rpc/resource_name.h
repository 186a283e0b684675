// Resource names: the one place that takes them apart and puts them together.
//
// A pattern such as `programmes/{programme}/projects/{project}` says what a
// name looks like and where its record lives in the Store:
//
//   name                                        partition, collection, id
//   programmes/hubei                            -, programmes, hubei
//   programmes/hubei/projects/p-1               hubei, projects, p-1
//   programmes/hubei/units/u/shortlist/p-1      hubei, shortlist, u/p-1
//
//   const ResourcePattern
//   kProject("programmes/{programme}/projects/{project}");
//   std::optional<ResourceKey> key =
//   kProject.Key("programmes/hubei/projects/p-1"); kProject.Name(*key); // the
//   name again kProject.Format({"hubei", "p-1"});  // likewise
#ifndef DUIKOU_SERVICES_RPC_RESOURCE_NAME_H_
#define DUIKOU_SERVICES_RPC_RESOURCE_NAME_H_

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace duikou {

// The partition of what belongs to no programme.
inline constexpr absl::string_view kGlobalPartition = "-";

// The longest id that callers choose, and the longest of a composite id such
// as `yichang--2015--grant`.
inline constexpr size_t kMaxIdLength = 63;
inline constexpr size_t kMaxCompositeIdLength = 200;

// Whether `id` is 1 to `longest` lower-case letters, digits and hyphens,
// starting with a letter or digit and not ending with a hyphen.
bool IsResourceId(absl::string_view id, size_t longest = kMaxIdLength);

// Where a record lives.
struct ResourceKey {
  std::string partition;
  std::string collection;
  std::string id;

  friend bool operator==(const ResourceKey&, const ResourceKey&) = default;
};

// Immutable, thread-safe, a value.
class ResourcePattern {
 public:
  // REQUIRES: literals and {variables} in turn, a variable at the end, and the
  // first variable is the programme.
  explicit ResourcePattern(absl::string_view pattern);

  const std::string& text() const { return text_; }
  // The last literal: the collection in the Store.
  const std::string& collection() const { return literals_.back(); }
  // How many ids a name has; 1 for a programme.
  size_t depth() const { return literals_.size(); }
  // The pattern of the parent. REQUIRES: depth() > 1.
  ResourcePattern Parent() const;

  bool Matches(absl::string_view name) const;
  // The ids of a name, in order; none where it is not of this form. They point
  // into `name`.
  std::optional<std::vector<absl::string_view>> Ids(
      absl::string_view name) const;
  // As above; INVALID_ARGUMENT naming `field` where it is not of this form.
  absl::StatusOr<std::vector<std::string>> Parse(absl::string_view name,
                                                 absl::string_view field) const;
  // REQUIRES: depth() ids.
  std::string Format(const std::vector<absl::string_view>& ids) const;
  std::string Format(std::initializer_list<absl::string_view> ids) const {
    return Format(std::vector<absl::string_view>(ids));
  }

  // Where the record of a name lives; none where it is not of this form.
  std::optional<ResourceKey> Key(absl::string_view name) const;
  // As above; INVALID_ARGUMENT naming `field` where it is not of this form.
  absl::StatusOr<ResourceKey> ParseKey(absl::string_view name,
                                       absl::string_view field) const;
  // REQUIRES: a key that Key() gave, or one like it.
  std::string Name(const ResourceKey& key) const;

 private:
  ResourcePattern() = default;

  std::string text_;
  std::vector<std::string> literals_;
};

// INVALID_ARGUMENT: `field: "name" is not of the form <pattern>`.
absl::Status NotOfForm(absl::string_view field, absl::string_view name,
                       absl::string_view pattern);

// The last id of a name, such as `p-1`; the whole text where it has no slash.
absl::string_view LastId(absl::string_view name);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_RPC_RESOURCE_NAME_H_
