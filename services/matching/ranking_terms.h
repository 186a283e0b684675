// What every ranking needs besides its request: the year, the weights, and the
// supporter's prepared tables.
#ifndef DUIKOU_SERVICES_MATCHING_RANKING_TERMS_H_
#define DUIKOU_SERVICES_MATCHING_RANKING_TERMS_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "duikou/matching/v1/matching_service.pb.h"
#include "google/protobuf/repeated_field.h"
#include "matcher/ranker/query.h"
#include "services/programme/programme_state.h"
#include "services/programme/weights_record.h"

namespace duikou {

struct RankingTerms {
  int32_t year = 0;
  Weights weights = DefaultWeights();
  bool full = false;
  // Whether it is read by a recipient, who may not know all of a supporter; see
  // recipient_cut.h.
  bool for_recipient = false;
};

// The year asked for or, for 0, the year it is in China, kept within the
// programme's. INVALID_ARGUMENT where it is not one of the programme's.
absl::StatusOr<int32_t> YearOf(int32_t asked, const ProgrammeState& state,
                               absl::Time now);

// Weights asked for or, where there are none, those in force; curves likewise,
// criterion by criterion.
absl::StatusOr<RankingTerms> TermsOf(int32_t year,
                                     const CriterionWeights& weights,
                                     matching::v1::RecommendationView view,
                                     const ProgrammeState& state,
                                     absl::Time now);

// A supporter that can be recommended to.
struct RankedFor {
  const UnitFacts* unit = nullptr;
  PreparedCache::Prepared prepared;  // never null
  // What it is kept by; not where it is a preview.
  PreparedCache::Key key;
};

// NOT_FOUND where there is no such unit; FAILED_PRECONDITION where it is no
// supporter. Never null.
absl::StatusOr<const UnitFacts*> SupportingUnit(absl::string_view unit_id,
                                                const ProgrammeState& state);

// As SupportingUnit(); FAILED_PRECONDITION, saying what to do, where it has no
// profile.
absl::StatusOr<RankedFor> SupporterOf(absl::string_view unit_id, int32_t year,
                                      bool include_dismissed,
                                      const ProgrammeState& state);

// NOT_FOUND where there is no such project.
absl::StatusOr<const ProjectFacts*> ProjectOf(absl::string_view project_id,
                                              const ProgrammeState& state);

// What is left of each kind that the supporter gives.
void AddMeans(const Supporter& supporter, const NamedTaxonomy& taxonomy,
              google::protobuf::RepeatedPtrField<matching::v1::MeansLeft>& out);

// Where a page of a ranking ends.
struct PageEnd {
  RankKey key;
  // The rank there, from which those of the next page go on.
  int64_t rank = 0;
};

// As the position of a page token, and back.
std::string EncodePosition(const PageEnd& end);
// INVALID_ARGUMENT naming page_token.
absl::StatusOr<PageEnd> DecodePosition(absl::string_view position);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_MATCHING_RANKING_TERMS_H_
