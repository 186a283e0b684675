// LedgerState: what a programme's ledger and the records around it amount to,
// in memory: what sums, lists and reports are made of.
//
//   state.Take(change);
//   state.columns();                       // the entries
//   state.AreasWithin("programmes/h/areas/reservoir");
#ifndef DUIKOU_SERVICES_PROGRESS_LEDGER_STATE_H_
#define DUIKOU_SERVICES_PROGRESS_LEDGER_STATE_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/container/btree_map.h"
#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "duikou/catalogue/v1/catalogue_service.pb.h"
#include "duikou/profiles/v1/profiles_service.pb.h"
#include "duikou/progress/v1/progress_service.pb.h"
#include "duikou/progress/v1/report_service.pb.h"
#include "duikou/type/v1/text.pb.h"
#include "services/programme/programme_state.h"
#include "services/progress/ledger_columns.h"
#include "services/store/store.h"

namespace duikou {

template <typename T>
using ById = absl::btree_map<std::string, T>;

// Thread-compatible.
class LedgerState {
 public:
  explicit LedgerState(absl::string_view programme_id) : id_(programme_id) {}

  static std::vector<std::string> Collections();

  // Takes in what has become of a record of one of Collections().
  void Take(const Change& change);
  // Null, or an older one than it has: nothing happens.
  void SetProgramme(std::shared_ptr<const ProgrammeRecord> programme);

  const std::string& id() const { return id_; }
  // Null until it is known.
  const catalogue::v1::Programme* programme() const {
    return programme_ == nullptr ? nullptr : &programme_->programme;
  }
  const std::shared_ptr<const ProgrammeRecord>& shared_programme() const {
    return programme_;
  }
  const LedgerColumns& columns() const { return columns_; }
  // Without their teams and news.
  const ById<progress::v1::Agreement>& agreements() const {
    return agreements_;
  }
  const ById<progress::v1::Indicator>& indicators() const {
    return indicators_;
  }
  const ById<progress::v1::StatedFigure>& stated_figures() const {
    return stated_figures_;
  }
  // Without their contacts.
  const ById<profiles::v1::Unit>& units() const { return units_; }
  const ById<profiles::v1::Quota>& quotas() const { return quotas_; }
  const ById<catalogue::v1::Area>& areas() const { return areas_; }
  const ById<catalogue::v1::Sector>& sectors() const { return sectors_; }

  // `programmes/{id}/{collection}/{of}`; empty where `of` is.
  std::string Name(absl::string_view collection, absl::string_view of) const;
  // What people call it; its id where it has no record.
  type::v1::LocalizedText Title(absl::string_view collection,
                                const std::string& of) const;

  // Whether there is such a record, or an entry that names it. REQUIRES: what
  // entries name: a unit, an area, a sector, a project, an agreement or an
  // indicator.
  bool Knows(absl::string_view collection, const std::string& of) const;

  // The names of the area or sector of that name and of all that lies in it.
  absl::flat_hash_set<std::string> AreasWithin(const std::string& name) const;
  absl::flat_hash_set<std::string> SectorsWithin(const std::string& name) const;

  // Records that could not be read, as `collection/id`.
  const absl::flat_hash_set<std::string>& unreadable() const {
    return unreadable_;
  }

 private:
  template <typename T>
  bool Read(const Change& change, T& record);
  template <typename T>
  void Keep(const Change& change, ById<T>& records);
  void TakeEntry(const Change& change);
  void TakeAgreement(const Change& change);
  void TakeAssessment(const Change& change);
  void TakeProject(const Change& change);
  void TakeUnit(const Change& change);

  const std::string id_;
  std::shared_ptr<const ProgrammeRecord> programme_;
  LedgerColumns columns_;
  ById<progress::v1::Agreement> agreements_;
  ById<progress::v1::Indicator> indicators_;
  ById<progress::v1::StatedFigure> stated_figures_;
  ById<profiles::v1::Unit> units_;
  ById<profiles::v1::Quota> quotas_;
  ById<catalogue::v1::Area> areas_;
  ById<catalogue::v1::Sector> sectors_;
  absl::flat_hash_map<std::string, type::v1::LocalizedText> project_titles_;
  absl::flat_hash_set<std::string> unreadable_;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROGRESS_LEDGER_STATE_H_
