#include "services/store/views.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "services/base/violation.h"

namespace duikou {

std::vector<std::string> ProgrammeDirectory::Names::collections() const {
  return {kCollection};
}

void ProgrammeDirectory::Names::Load(std::vector<Record> records, Revision) {
  absl::MutexLock lock(&mutex_);
  names_.clear();
  for (Record& record : records) names_.insert(std::move(record.id));
}

void ProgrammeDirectory::Names::Apply(absl::Span<const Change> changes,
                                      Revision) {
  absl::MutexLock lock(&mutex_);
  for (const Change& change : changes) {
    if (change.deleted) {
      names_.erase(change.id);
    } else {
      names_.insert(change.id);
    }
  }
}

bool ProgrammeDirectory::Names::Contains(absl::string_view name) const {
  absl::ReaderMutexLock lock(&mutex_);
  return names_.contains(name);
}

ProgrammeDirectory::ProgrammeDirectory(Store& store, FollowerOptions options)
    : store_(store), follower_(store, kPartition, names_, options) {}

bool ProgrammeDirectory::ProbablyExists(absl::string_view programme) const {
  return names_.Contains(programme);
}

absl::Status ProgrammeDirectory::CheckExists(absl::string_view programme,
                                             absl::Time deadline) const {
  absl::Status status =
      store_.Get(kPartition, kCollection, programme, CallLimits{deadline})
          .status();
  if (!absl::IsNotFound(status)) return status;
  return DoesNotExist(
      "", absl::StrCat("programmes/", absl::Utf8SafeCHexEscape(programme)));
}

}  // namespace duikou
