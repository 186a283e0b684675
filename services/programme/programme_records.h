// ProgrammeRecords: the records of all programmes, following the change feed of
// the partition they are in.
#ifndef DUIKOU_SERVICES_PROGRAMME_PROGRAMME_RECORDS_H_
#define DUIKOU_SERVICES_PROGRAMME_PROGRAMME_RECORDS_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "absl/types/span.h"
#include "services/programme/programme_state.h"
#include "services/store/follower.h"

namespace duikou {

// Thread-safe.
class ProgrammeRecords final : public View {
 public:
  std::vector<std::string> collections() const override {
    return {"programmes"};
  }
  void Load(std::vector<Record> records, Revision through) override
      ABSL_LOCKS_EXCLUDED(mutex_);
  void Apply(absl::Span<const Change> changes, Revision through) override
      ABSL_LOCKS_EXCLUDED(mutex_);

  // nullptr where there is none. Shared, as the next record replaces it.
  std::shared_ptr<const ProgrammeRecord> Find(absl::string_view id) const
      ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  void Put(const std::string& id, const std::string& value, Revision revision)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  mutable absl::Mutex mutex_;
  absl::flat_hash_map<std::string, std::shared_ptr<const ProgrammeRecord>>
      records_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROGRAMME_PROGRAMME_RECORDS_H_
