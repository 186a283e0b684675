#include "services/matching/recommendation_encoder.h"

#include <array>

#include "matcher/base/check.h"
#include "services/matching/matcher_records.h"
#include "services/matching/reason_text.h"
#include "services/matching/weights_record.h"

namespace duikou {
namespace {

namespace pb = ::duikou::matching::v1;
using FullProject = catalogue::v1::Project;

pb::ReasonCode ToProto(const Reason& reason) {
  switch (reason.code) {
    case ReasonCode::kSectorDeclared:
      return pb::REASON_CODE_SECTOR_STRENGTH;
    case ReasonCode::kSectorByFamily:
      return pb::REASON_CODE_SECTOR_BY_AREA_OF_WORK;
    case ReasonCode::kSectorNotDeclared:
      return pb::REASON_CODE_SECTOR_NONE;
    case ReasonCode::kPaired:
      return pb::REASON_CODE_PAIRED;
    case ReasonCode::kSamePrefecture:
      return reason.area == kNone ? pb::REASON_CODE_HOME_PREFECTURE
                                  : pb::REASON_CODE_SAME_PREFECTURE;
    case ReasonCode::kSameGroup:
      return pb::REASON_CODE_SAME_GROUP;
    case ReasonCode::kPreferredArea:
      return pb::REASON_CODE_PREFERRED_AREA;
    case ReasonCode::kNoTieToArea:
      return pb::REASON_CODE_AREA_NONE;
    case ReasonCode::kFundSizeFits:
      return pb::REASON_CODE_FUND_SIZE_FITS;
    case ReasonCode::kFundSizeFar:
      return pb::REASON_CODE_FUND_SIZE_FAR;
    case ReasonCode::kFundSizeNotStated:
      return pb::REASON_CODE_FUND_SIZE_NOT_STATED;
    case ReasonCode::kFundSizeBelowLeast:
      return pb::REASON_CODE_FUND_SIZE_BELOW_LEAST;
    case ReasonCode::kFundSizeAboveMost:
      return pb::REASON_CODE_FUND_SIZE_ABOVE_MOST;
    case ReasonCode::kFundSizeBeyondMeans:
      return pb::REASON_CODE_FUND_SIZE_BEYOND_MEANS;
    case ReasonCode::kNoFundKind:
      return pb::REASON_CODE_FUND_KIND_NONE;
    case ReasonCode::kNeedsMet:
      return pb::REASON_CODE_NEEDS_MET;
    case ReasonCode::kNeedsUnmet:
      return pb::REASON_CODE_NEEDS_UNMET;
    case ReasonCode::kNoOtherNeeds:
      return pb::REASON_CODE_NO_OTHER_NEEDS;
    case ReasonCode::kDemonstrationSite:
      return pb::REASON_CODE_DEMONSTRATION_SITE;
    case ReasonCode::kResettlementCommunity:
      return pb::REASON_CODE_RESETTLEMENT_COMMUNITY;
    case ReasonCode::kPeopleReached:
      return pb::REASON_CODE_PEOPLE_REACHED;
    case ReasonCode::kReadiness:
      return pb::REASON_CODE_READINESS;
    case ReasonCode::kNoStanding:
      return pb::REASON_CODE_STANDING_NONE;
    case ReasonCode::kRecordInArea:
      return pb::REASON_CODE_RECORD_AREA;
    case ReasonCode::kRecordInSector:
      return pb::REASON_CODE_RECORD_SECTOR;
    case ReasonCode::kNoRecord:
      return pb::REASON_CODE_RECORD_NONE;
  }
  return pb::REASON_CODE_UNSPECIFIED;
}

void AddNeeds(NeedMask mask, int64_t of, pb::Reason& out) {
  out.add_figures()->set_count(__builtin_popcount(mask));
  out.add_figures()->set_count(of);
  for (; mask != 0; mask &= mask - 1) {
    out.add_figures()->set_need(NeedOfBit(mask & ~(mask - 1)));
  }
}

}  // namespace

pb::FilterCode ToProto(FilterCode code) {
  switch (code) {
    case FilterCode::kNotOpen:
      return pb::FILTER_CODE_NOT_OPEN;
    case FilterCode::kOutsideYears:
      return pb::FILTER_CODE_YEAR;
    case FilterCode::kDismissed:
      return pb::FILTER_CODE_DISMISSED;
    case FilterCode::kNothingNeeded:
      return pb::FILTER_CODE_NOTHING_OPEN;
    case FilterCode::kNoFundKindInCommon:
      return pb::FILTER_CODE_FUND_KIND;
    case FilterCode::kLeastShareOverMeans:
      return pb::FILTER_CODE_LEAST_SHARE_OVER_MEANS;
    case FilterCode::kLeastShareOverMost:
      return pb::FILTER_CODE_LEAST_SHARE_OVER_MOST;
    case FilterCode::kAllOrNothingOverMeans:
      return pb::FILTER_CODE_ALL_OR_NOTHING_OVER_MEANS;
    case FilterCode::kAllOrNothingOverMost:
      return pb::FILTER_CODE_ALL_OR_NOTHING_OVER_MOST;
    case FilterCode::kNotShareableOverMeans:
      return pb::FILTER_CODE_NOT_SHAREABLE_OVER_MEANS;
    case FilterCode::kNotShareableOverMost:
      return pb::FILTER_CODE_NOT_SHAREABLE_OVER_MOST;
  }
  return pb::FILTER_CODE_UNSPECIFIED;
}

absl::InlinedVector<pb::FilterCode, 2> CodesOf(const FilterFailure& failure,
                                               absl::string_view project_id,
                                               const UnitFacts& unit) {
  absl::InlinedVector<pb::FilterCode, 2> codes;
  const bool own = failure.code == FilterCode::kDismissed &&
                   unit.own_projects.contains(project_id);
  if (!own || unit.dismissed.contains(project_id)) {
    codes.push_back(ToProto(failure.code));
  }
  if (own) codes.push_back(pb::FILTER_CODE_OWN_PROJECT);
  return codes;
}

void RecommendationEncoder::Encode(const Project& project,
                                   const Breakdown& breakdown,
                                   absl::Span<const Reason> reasons,
                                   const PerCriterion<int64_t>* ranks_without,
                                   pb::Recommendation& out) const {
  out.set_score(breakdown.score);
  if (breakdown.fund_kind != kNone) {
    out.set_fund_kind(taxonomy_.fund_kind(breakdown.fund_kind));
    out.set_open_fen(project.funds[breakdown.fund_kind].open.fen());
  }
  out.mutable_parts()->Reserve(kCriterionCount);
  size_t next = 0;  // reasons come in the order of the criteria
  for (const Criterion criterion : kAllCriteria) {
    pb::ScorePart& part = *out.add_parts();
    part.set_criterion(ToProto(criterion));
    part.set_weight(weights_[criterion]);
    part.set_value(breakdown.values[criterion]);
    part.set_points(breakdown.parts[criterion]);
    if (ranks_without != nullptr) {
      part.set_rank_without(static_cast<int32_t>((*ranks_without)[criterion]));
    }
    for (; next < reasons.size() && reasons[next].criterion == criterion;
         ++next) {
      EncodeReason(reasons[next], *part.add_reasons());
    }
  }
}

void RecommendationEncoder::EncodeReason(const Reason& reason,
                                         pb::Reason& out) const {
  out.set_code(ToProto(reason));
  switch (reason.code) {
    case ReasonCode::kSectorDeclared:
    case ReasonCode::kSectorByFamily:
      out.add_figures()->set_resource(taxonomy_.sector_name(reason.sector));
      out.add_figures()->set_count(reason.count);
      break;
    case ReasonCode::kSectorNotDeclared:
      out.add_figures()->set_resource(taxonomy_.sector_name(reason.sector));
      break;
    case ReasonCode::kPaired:
    case ReasonCode::kNoTieToArea:
      out.add_figures()->set_resource(taxonomy_.area_name(reason.area));
      break;
    case ReasonCode::kSamePrefecture:
    case ReasonCode::kSameGroup:
      // Groups and prefectures are numbered as the areas that they are.
      out.add_figures()->set_resource(taxonomy_.area_name(reason.place));
      if (reason.area != kNone) {
        out.add_figures()->set_resource(taxonomy_.area_name(reason.area));
      }
      break;
    case ReasonCode::kPreferredArea:
      out.add_figures()->set_resource(taxonomy_.area_name(reason.area));
      out.add_figures()->set_count(reason.count);
      break;
    case ReasonCode::kFundSizeFits:
    case ReasonCode::kFundSizeFar:
    case ReasonCode::kFundSizeBelowLeast:
    case ReasonCode::kFundSizeAboveMost:
    case ReasonCode::kFundSizeBeyondMeans:
    case ReasonCode::kFundSizeNotStated:
      AddFundFigures(reason, out);
      break;
    case ReasonCode::kNeedsMet:
    case ReasonCode::kNeedsUnmet:
      AddNeeds(reason.mask, reason.count, out);
      break;
    case ReasonCode::kPeopleReached:
      out.add_figures()->set_count(reason.count);
      break;
    case ReasonCode::kReadiness:
      out.add_figures()->set_readiness(
          static_cast<FullProject::Readiness>(reason.count));
      break;
    case ReasonCode::kRecordInArea:
    case ReasonCode::kRecordInSector:
      out.add_figures()->set_resource(
          reason.code == ReasonCode::kRecordInArea
              ? taxonomy_.area_name(reason.area)
              : taxonomy_.sector_name(reason.sector));
      out.add_figures()->set_count(reason.count);
      out.add_figures()->set_amount_fen(reason.amount.fen());
      break;
    case ReasonCode::kNoFundKind:
    case ReasonCode::kNoOtherNeeds:
    case ReasonCode::kDemonstrationSite:
    case ReasonCode::kResettlementCommunity:
    case ReasonCode::kNoStanding:
    case ReasonCode::kNoRecord:
      break;
  }
  if (!full_) return;
  const auto names = [this](absl::string_view name) {
    return taxonomy_.DisplayName(name);
  };
  Wording(names).Word(out);
}

void RecommendationEncoder::AddFundFigures(const Reason& reason,
                                           pb::Reason& out) const {
  out.add_figures()->set_resource(taxonomy_.fund_kind(reason.fund_kind));
  out.add_figures()->set_amount_fen(reason.amount.fen());
  if (reason.code == ReasonCode::kFundSizeNotStated) return;
  out.add_figures()->set_amount_fen(reason.reference.fen());
}

void RecommendationEncoder::Encode(const FilterFailure& failure,
                                   pb::FilterCode code,
                                   FullProject::State state,
                                   pb::FilterFailure& out) const {
  out.set_code(code);
  if (failure.code == FilterCode::kNotOpen) {
    out.add_figures()->set_state(state);
  } else if (failure.code == FilterCode::kOutsideYears) {
    out.add_figures()->set_count(failure.year);
    out.add_figures()->set_count(failure.first_year);
    out.add_figures()->set_count(failure.last_year);
  } else if (failure.fund_kind != kNone) {
    out.add_figures()->set_resource(taxonomy_.fund_kind(failure.fund_kind));
    out.add_figures()->set_amount_fen(failure.needed.fen());
    out.add_figures()->set_amount_fen(failure.limit.fen());
  }
  const auto names = [this](absl::string_view name) {
    return taxonomy_.DisplayName(name);
  };
  Wording(names).Word(out);
}

void RecommendationEncoder::Encode(const ProfileChange* change,
                                   pb::Counterfactual& out) const {
  out.set_change(pb::CHANGE_KIND_NONE);
  if (change != nullptr) {
    out.set_rank_after(static_cast<int32_t>(change->rank));
    switch (change->code) {
      case ChangeCode::kMoreMeans:
        out.set_change(pb::CHANGE_KIND_MEANS);
        out.mutable_subject()->set_resource(
            taxonomy_.fund_kind(change->fund_kind));
        out.mutable_from()->set_amount_fen(change->means.fen() -
                                           change->more.fen());
        out.mutable_to()->set_amount_fen(change->means.fen());
        break;
      case ChangeCode::kStrength:
        out.set_change(pb::CHANGE_KIND_STRENGTH);
        out.mutable_subject()->set_resource(
            taxonomy_.sector_name(change->sector));
        out.mutable_from()->set_count(change->from == kNone ? 0 : change->from);
        out.mutable_to()->set_count(change->to);
        break;
      case ChangeCode::kPairing:
        out.set_change(pb::CHANGE_KIND_PAIRING);
        out.mutable_subject()->set_resource(taxonomy_.area_name(change->area));
        out.mutable_from()->set_count(0);
        out.mutable_to()->set_count(1);
        break;
      case ChangeCode::kOffer:
        out.set_change(pb::CHANGE_KIND_OFFER);
        out.mutable_subject()->set_need(NeedOfBit(change->need));
        out.mutable_from()->set_count(0);
        out.mutable_to()->set_count(1);
        break;
    }
  }
  const auto names = [this](absl::string_view name) {
    return taxonomy_.DisplayName(name);
  };
  Wording(names).Word(out);
}

void AddFilterCounts(const FilterCounts& counts,
                     google::protobuf::RepeatedPtrField<pb::FilterCount>& out) {
  for (int code = 0; code < static_cast<int>(counts.size()); ++code) {
    if (counts[code] == 0) continue;
    pb::FilterCount& entry = *out.Add();
    entry.set_code(static_cast<pb::FilterCode>(code));
    entry.set_count(counts[code]);
  }
}

void EncodeFailure(pb::FilterCode code, const NamedTaxonomy& taxonomy,
                   pb::FilterFailure& out) {
  out.set_code(code);
  const auto names = [&taxonomy](absl::string_view name) {
    return taxonomy.DisplayName(name);
  };
  Wording(names).Word(out);
}

}  // namespace duikou
