// Ranks the projects of a programme for one supporter and writes the answer of
// RecommendProjects and RunSavedSearch. Pure: the state in, messages out.
#ifndef DUIKOU_SERVICES_MATCHING_RECOMMEND_PROJECTS_H_
#define DUIKOU_SERVICES_MATCHING_RECOMMEND_PROJECTS_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "duikou/catalogue/v1/catalogue_service.pb.h"
#include "duikou/matching/v1/matching_service.pb.h"
#include "matcher/ranker/query.h"
#include "services/matching/ranking_terms.h"
#include "services/programme/kept_answers.h"
#include "services/programme/programme_state.h"
#include "services/programme/wire_writer.h"

namespace duikou {

// What is asked for, whichever method asks.
struct ProjectListing {
  RankingTerms terms;
  RankedFor supporter;
  const catalogue::v1::ProjectFilter* filter = nullptr;
  std::vector<std::string> words;
  Diversity diversity;
  int page_size = 20;
  std::optional<PageEnd> after;
  // When the supporter last looked; none: everything is new.
  std::optional<absl::Time> seen;
  bool only_new = false;
};

// A number of projects; capped: there are more.
struct CountedProjects {
  int32_t size = 0;
  bool capped = false;
};

// Where the answer goes. Of the pointers the last two may be null, and
// one of the first two.
struct ListedProjects {
  google::protobuf::RepeatedPtrField<matching::v1::Recommendation>*
      recommendations = nullptr;
  // Instead, the bytes of the same as field 1 of a message, where the view is
  // not full: without a message an entry that is several times as fast.
  WireWriter* wire = nullptr;
  CountedProjects total;
  CountedProjects fresh;
  // Where the page ends; none at the end of all, and with diversity.
  std::optional<PageEnd> next;
  // Until when the answer is right, for a first page of many candidates that
  // nothing narrows.
  LastingAnswer lasting;
  google::protobuf::RepeatedPtrField<matching::v1::Counterfactual>*
      counterfactuals = nullptr;
  google::protobuf::RepeatedPtrField<matching::v1::FilterCount>* filtered =
      nullptr;
};

// INVALID_ARGUMENT as CandidateProjects().
absl::Status ListProjects(const ProgrammeState& state,
                          const ProjectListing& listing, ListedProjects& out);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_MATCHING_RECOMMEND_PROJECTS_H_
