#include "services/programme/programme_records.h"

#include <utility>

namespace duikou {

void ProgrammeRecords::Load(std::vector<Record> records, Revision) {
  absl::MutexLock lock(&mutex_);
  records_.clear();
  for (const Record& record : records) {
    Put(record.id, record.value, record.revision);
  }
}

void ProgrammeRecords::Apply(absl::Span<const Change> changes, Revision) {
  if (changes.empty()) return;
  absl::MutexLock lock(&mutex_);
  for (const Change& change : changes) {
    if (change.deleted) {
      records_.erase(change.id);
    } else {
      Put(change.id, change.value, change.revision);
    }
  }
}

void ProgrammeRecords::Put(const std::string& id, const std::string& value,
                           Revision revision) {
  auto record = std::make_shared<ProgrammeRecord>();
  record->revision = revision;
  // One that cannot be read leaves the one before in force.
  if (!record->programme.ParseFromString(value)) return;
  records_[id] = std::move(record);
}

std::shared_ptr<const ProgrammeRecord> ProgrammeRecords::Find(
    absl::string_view id) const {
  absl::ReaderMutexLock lock(&mutex_);
  const auto it = records_.find(id);
  return it == records_.end() ? nullptr : it->second;
}

}  // namespace duikou
