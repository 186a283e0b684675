#include "services/store/record_lookup.h"

#include <algorithm>
#include <iterator>

#include "absl/status/status.h"
#include "matcher/base/status_macros.h"

namespace duikou {
namespace {

// Below this many a call each is cheaper than to list.
constexpr ptrdiff_t kFew = 16;
// Listing goes on while so many of the listed records for each found one.
constexpr ptrdiff_t kListedPerWanted = 8;

using Keys = std::vector<LookupKey>::const_iterator;

class Lookup {
 public:
  Lookup(Store& store, absl::string_view partition, CallLimits limits)
      : store_(store), partition_(partition), limits_(limits) {}

  // REQUIRES: sorted, of one collection.
  absl::Status Find(Keys key, Keys end) {
    bool worth_listing = true;
    while (key != end) {
      RETURN_IF_ERROR(GetOne(*key++));
      if (!worth_listing || end - key < kFew) continue;
      RETURN_IF_ERROR(ListOnce(key, end, worth_listing));
    }
    return absl::OkStatus();
  }

  FoundRecords Take() { return std::move(found_); }

 private:
  absl::Status GetOne(const LookupKey& key) {
    absl::StatusOr<Record> record =
        store_.Get(partition_, key.first, key.second, limits_);
    if (absl::IsNotFound(record.status())) return absl::OkStatus();
    RETURN_IF_ERROR(record.status());
    found_[key] = *std::move(record);
    return absl::OkStatus();
  }

  // Lists what follows the key before `key` and moves `key` behind what the
  // answer tells of.
  absl::Status ListOnce(Keys& key, Keys end, bool& worth_listing) {
    const Keys begin = key;
    Page page;
    page.after = std::prev(key)->second;
    page.limit = static_cast<int>(
        std::min<ptrdiff_t>(2 * (end - key), StoreLimits::kMaxListLimit));
    ASSIGN_OR_RETURN(ListResult part,
                     store_.List(partition_, key->first, page, limits_));
    const ptrdiff_t listed = std::ssize(part.records);
    for (Record& record : part.records) {
      while (key != end && key->second < record.id) ++key;
      if (key == end) break;
      if (key->second != record.id) continue;
      found_[*key++] = std::move(record);
    }
    if (!part.more) key = end;
    worth_listing = listed <= kListedPerWanted * (key - begin);
    return absl::OkStatus();
  }

  Store& store_;
  const absl::string_view partition_;
  const CallLimits limits_;
  FoundRecords found_;
};

}  // namespace

absl::StatusOr<FoundRecords> LookUpRecords(Store& store,
                                           absl::string_view partition,
                                           std::vector<LookupKey> keys,
                                           CallLimits limits) {
  std::sort(keys.begin(), keys.end());
  Lookup lookup(store, partition, limits);
  for (Keys key = keys.begin(); key != keys.end();) {
    const Keys end = std::find_if(key, keys.cend(), [&](const LookupKey& next) {
      return next.first != key->first;
    });
    RETURN_IF_ERROR(lookup.Find(key, end));
    key = end;
  }
  return lookup.Take();
}

absl::StatusOr<std::vector<Record>> ListWholly(Store& store,
                                               absl::string_view partition,
                                               absl::string_view collection,
                                               absl::string_view prefix,
                                               CallLimits limits) {
  std::vector<Record> all;
  Page page;
  page.prefix = std::string(prefix);
  bool more = true;
  while (more) {
    ASSIGN_OR_RETURN(ListResult part,
                     store.List(partition, collection, page, limits));
    std::move(part.records.begin(), part.records.end(),
              std::back_inserter(all));
    more = part.more && !all.empty();
    if (more) page.after = all.back().id;
  }
  return all;
}

}  // namespace duikou
