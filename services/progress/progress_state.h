// ProgressState: what the records of one programme amount to for the work list,
// for news and for what may be deleted.
//
//   ProgressState state;
//   state.Take(change);        // from the programme's feed
//   state.agreements();
//   state.ledger().EntriesOf("programmes/hubei/agreements/a-1");
//
// What cannot be read is left out. A changed record costs what it costs alone.
#ifndef DUIKOU_SERVICES_PROGRESS_PROGRESS_STATE_H_
#define DUIKOU_SERVICES_PROGRESS_PROGRESS_STATE_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/btree_map.h"
#include "absl/container/btree_set.h"
#include "absl/strings/string_view.h"
#include "duikou/catalogue/v1/catalogue_service.pb.h"
#include "duikou/profiles/v1/profiles_service.pb.h"
#include "duikou/progress/v1/progress_service.pb.h"
#include "duikou/progress/v1/settlement_service.pb.h"
#include "services/progress/ledger_facts.h"
#include "services/progress/places.h"
#include "services/store/store.h"

namespace duikou {

// A supporter and a recipient, by their names.
using Parties = std::pair<std::string, std::string>;

// Thread-compatible.
class ProgressState {
 public:
  using Agreements = absl::btree_map<std::string, progress::v1::Agreement>;

  // The collections that Take() knows.
  static std::vector<std::string> Collections();

  // Takes over one record, new, changed or deleted. Others' collections are
  // ignored.
  void Take(const Change& change);

  const LedgerFacts& ledger() const { return ledger_; }
  int64_t EntriesOf(absl::string_view name) const {
    return ledger_.EntriesOf(name);
  }
  // By id.
  const Agreements& agreements() const { return agreements_; }
  // nullptr where there is none of the name.
  const progress::v1::Agreement* FindAgreement(absl::string_view name) const;
  // By id.
  const absl::btree_map<std::string, profiles::v1::Commitment>& commitments()
      const {
    return commitments_;
  }
  // What carries a commitment out: an agreement that names it, else one of its
  // supporter and project. nullptr where there is none.
  const progress::v1::Agreement* CarriesOut(
      const profiles::v1::Commitment& commitment) const;
  // The unit that put a project forward; empty where it is not known.
  const std::string& RecipientOf(const std::string& project) const;
  std::vector<Place> Areas() const;
  // How the year is assessed: as set, else the defaults.
  const progress::v1::Assessment& AssessmentOf(int year) const;

  // All supporters and recipients that stand together in an agreement, a
  // commitment or an entry.
  absl::btree_set<Parties> AllParties() const;

 private:
  void TakeAgreement(const Change& change);
  void TakeEntry(const Change& change);

  LedgerFacts ledger_;
  Agreements agreements_;
  absl::btree_map<std::string, profiles::v1::Commitment> commitments_;
  // By the ids of projects.
  absl::btree_map<std::string, std::string> recipients_;
  absl::btree_map<std::string, Place> areas_;  // by id
  absl::btree_map<std::string, progress::v1::Assessment> assessments_;
  // Ids of agreements by a commitment's name, and by supporter and project.
  absl::btree_map<std::string, std::string> by_commitment_;
  absl::btree_set<std::pair<std::pair<std::string, std::string>, std::string>>
      by_project_;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROGRESS_PROGRESS_STATE_H_
