#include "services/matching/ranking_terms.h"

#include <algorithm>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "matcher/base/status_macros.h"
#include "services/base/china_time.h"
#include "services/base/violation.h"

namespace duikou {

absl::StatusOr<int32_t> YearOf(int32_t asked, const ProgrammeState& state,
                               absl::Time now) {
  if (state.programme() == nullptr) {
    return Refused(absl::StatusCode::kNotFound,
                   absl::StrCat("programmes/", state.id()), "没有这个规划",
                   "there is no such programme");
  }
  const catalogue::v1::Programme& programme = state.programme()->programme;
  const int32_t first = programme.first_year();
  const int32_t last = std::max(first, programme.last_year());
  if (asked == 0) return std::clamp(ChinaYear(now), first, last);
  if (asked < first || asked > last) {
    return Refused(
        absl::StatusCode::kInvalidArgument, "year",
        absl::StrCat(asked, " 不在规划的年份 ", first, "–", last, " 之内"),
        absl::StrCat(asked, " is not one of the programme's years, ", first,
                     " to ", last));
  }
  return asked;
}

absl::StatusOr<RankingTerms> TermsOf(int32_t year,
                                     const CriterionWeights& weights,
                                     matching::v1::RecommendationView view,
                                     const ProgrammeState& state,
                                     absl::Time now) {
  RankingTerms terms;
  ASSIGN_OR_RETURN(terms.year, YearOf(year, state, now));
  terms.weights = state.weights().weights;
  if (!weights.empty()) {
    ASSIGN_OR_RETURN(terms.weights,
                     WeightsOf(weights, "weights", terms.weights.curves));
  }
  terms.full = view == matching::v1::RECOMMENDATION_VIEW_FULL;
  return terms;
}

absl::StatusOr<const UnitFacts*> SupportingUnit(absl::string_view unit_id,
                                                const ProgrammeState& state) {
  const UnitFacts* unit = state.FindUnit(unit_id);
  if (unit == nullptr) {
    return Refused(absl::StatusCode::kNotFound,
                   absl::StrCat("programmes/", state.id(), "/units/", unit_id),
                   "没有这个单位", "there is no such unit");
  }
  if (!unit->is_supporter()) {
    return Refused(absl::StatusCode::kFailedPrecondition, "",
                   absl::StrCat(unit->name, " 不是支援方"),
                   absl::StrCat(unit->name,
                                " is not a supporter: its sides do not include "
                                "SIDE_SUPPORTER"));
  }
  return unit;
}

absl::StatusOr<RankedFor> SupporterOf(absl::string_view unit_id, int32_t year,
                                      bool include_dismissed,
                                      const ProgrammeState& state) {
  RankedFor found;
  ASSIGN_OR_RETURN(found.unit, SupportingUnit(unit_id, state));
  if (!found.unit->profile.has_value()) {
    return Refused(
        absl::StatusCode::kFailedPrecondition, "",
        absl::StrCat(found.unit->name, " 尚未填写支援能力"),
        absl::StrCat(found.unit->name,
                     " has no capability profile yet: add one with "
                     "CreateCapabilityProfile, capability_profile_id ",
                     unit_id));
  }
  found.key = {.year = year, .with_dismissals = !include_dismissed};
  found.prepared = found.unit->Prepare(state.taxonomy(), found.key);
  return found;
}

absl::StatusOr<const ProjectFacts*> ProjectOf(absl::string_view project_id,
                                              const ProgrammeState& state) {
  const ProjectFacts* project = state.FindProject(project_id);
  if (project == nullptr) {
    return Refused(
        absl::StatusCode::kNotFound,
        absl::StrCat("programmes/", state.id(), "/projects/", project_id),
        "没有这个项目", "there is no such project");
  }
  return project;
}

void AddMeans(
    const Supporter& supporter, const NamedTaxonomy& taxonomy,
    google::protobuf::RepeatedPtrField<matching::v1::MeansLeft>& out) {
  for (FundKindIndex kind = 0; kind < taxonomy.fund_kind_count(); ++kind) {
    const FundOffer& offer = supporter.funds[kind];
    if (!offer.gives) continue;
    matching::v1::MeansLeft& means = *out.Add();
    means.set_fund_kind(taxonomy.fund_kind(kind));
    if (offer.means_left.has_value()) {
      means.set_amount_fen(offer.means_left->fen());
    }
  }
}

std::string EncodePosition(const PageEnd& end) {
  return absl::StrCat(end.key.score, "/", end.rank, "/", end.key.id);
}

absl::StatusOr<PageEnd> DecodePosition(absl::string_view position) {
  const std::vector<std::string> parts =
      absl::StrSplit(position, absl::MaxSplits('/', 2));
  PageEnd end;
  if (parts.size() != 3 || !absl::SimpleAtoi(parts[0], &end.key.score) ||
      !absl::SimpleAtoi(parts[1], &end.rank) || end.rank < 0 ||
      end.rank > ProjectIndex::kMaxProjects) {
    return Refused(absl::StatusCode::kInvalidArgument, "page_token",
                   "不是此列表给出的", "not one of this method's");
  }
  end.key.id = parts[2];
  return end;
}

}  // namespace duikou
