#include "services/programme/recommendation_encoder.h"

#include <array>

#include "matcher/base/check.h"
#include "services/programme/matcher_records.h"
#include "services/programme/reason_text.h"
#include "services/programme/weights_record.h"

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
    part.set_counted_value(breakdown.counted[criterion]);
    if (ranks_without != nullptr) {
      part.set_rank_without(static_cast<int32_t>((*ranks_without)[criterion]));
    }
    for (; next < reasons.size() && reasons[next].criterion == criterion;
         ++next) {
      EncodeReason(reasons[next], *part.add_reasons());
    }
  }
}

void RecommendationEncoder::Write(const Project& project,
                                  const Breakdown& breakdown,
                                  absl::Span<const Reason> reasons,
                                  WireWriter& out) const {
  using Out = pb::Recommendation;
  using Part = pb::ScorePart;
  if (breakdown.fund_kind != kNone) {
    out.Int64(Out::kOpenFenFieldNumber,
              project.funds[breakdown.fund_kind].open.fen());
    out.Text(Out::kFundKindFieldNumber,
             taxonomy_.fund_kind(breakdown.fund_kind));
  }
  size_t last = reasons.size();  // reasons come in the order of the criteria
  for (int i = kCriterionCount - 1; i >= 0; --i) {
    const Criterion criterion = kAllCriteria[i];
    const size_t end = out.size();
    out.Int32(Part::kCountedValueFieldNumber, breakdown.counted[criterion]);
    for (; last > 0 && reasons[last - 1].criterion == criterion; --last) {
      WriteReason(reasons[last - 1], out);
    }
    out.Int32(Part::kPointsFieldNumber, breakdown.parts[criterion]);
    out.Int32(Part::kValueFieldNumber, breakdown.values[criterion]);
    out.Int32(Part::kWeightFieldNumber, weights_[criterion]);
    out.Int32(Part::kCriterionFieldNumber, ToProto(criterion));
    out.EndMessage(Out::kPartsFieldNumber, end);
  }
  out.Int32(Out::kScoreFieldNumber, breakdown.score);
}

void RecommendationEncoder::WriteReason(const Reason& reason,
                                        WireWriter& out) const {
  const size_t end = out.size();
  Values figures;
  FiguresOf(reason, figures);
  for (const Value* figure = figures.end(); figure != figures.begin();) {
    --figure;
    const size_t figure_end = out.size();
    if (figure->field == pb::Figure::kResourceFieldNumber) {
      out.TextPresent(figure->field,
                      {figure->text, static_cast<size_t>(figure->number)});
    } else {
      out.IntPresent(figure->field, figure->number);
    }
    out.EndMessage(pb::Reason::kFiguresFieldNumber, figure_end);
  }
  out.Int32(pb::Reason::kCodeFieldNumber, ToProto(reason));
  out.EndMessage(pb::ScorePart::kReasonsFieldNumber, end);
}

void RecommendationEncoder::EncodeReason(const Reason& reason,
                                         pb::Reason& out) const {
  out.set_code(ToProto(reason));
  Values figures;
  FiguresOf(reason, figures);
  for (const Value& value : figures) {
    pb::Figure& figure = *out.add_figures();
    switch (value.field) {
      case pb::Figure::kResourceFieldNumber:
        figure.set_resource(value.text, value.number);
        break;
      case pb::Figure::kCountFieldNumber:
        figure.set_count(value.number);
        break;
      case pb::Figure::kAmountFenFieldNumber:
        figure.set_amount_fen(value.number);
        break;
      case pb::Figure::kNeedFieldNumber:
        figure.set_need(static_cast<type::v1::NeedKind>(value.number));
        break;
      default:
        figure.set_readiness(static_cast<FullProject::Readiness>(value.number));
    }
  }
  if (!full_) return;
  const auto names = [this](absl::string_view name) {
    return taxonomy_.DisplayName(name);
  };
  Wording(names).Word(out);
}

void RecommendationEncoder::Values::AddResource(absl::string_view name) {
  list_[size_++] = {pb::Figure::kResourceFieldNumber,
                    static_cast<int64_t>(name.size()), name.data()};
}

void RecommendationEncoder::FiguresOf(const Reason& reason, Values& out) const {
  constexpr int kCount = pb::Figure::kCountFieldNumber;
  constexpr int kAmount = pb::Figure::kAmountFenFieldNumber;
  switch (reason.code) {
    case ReasonCode::kSectorDeclared:
    case ReasonCode::kSectorByFamily:
      out.AddResource(taxonomy_.sector_name(reason.sector));
      out.Add(kCount, reason.count);
      break;
    case ReasonCode::kSectorNotDeclared:
      out.AddResource(taxonomy_.sector_name(reason.sector));
      break;
    case ReasonCode::kPaired:
    case ReasonCode::kNoTieToArea:
      out.AddResource(taxonomy_.area_name(reason.area));
      break;
    case ReasonCode::kSamePrefecture:
    case ReasonCode::kSameGroup:
      // Groups and prefectures are numbered as the areas that they are.
      out.AddResource(taxonomy_.area_name(reason.place));
      if (reason.area != kNone) {
        out.AddResource(taxonomy_.area_name(reason.area));
      }
      break;
    case ReasonCode::kPreferredArea:
      out.AddResource(taxonomy_.area_name(reason.area));
      out.Add(kCount, reason.count);
      break;
    case ReasonCode::kFundSizeNotStated:
      out.AddResource(taxonomy_.fund_kind(reason.fund_kind));
      out.Add(kAmount, reason.amount.fen());
      break;
    case ReasonCode::kFundSizeFits:
    case ReasonCode::kFundSizeFar:
    case ReasonCode::kFundSizeBelowLeast:
    case ReasonCode::kFundSizeAboveMost:
    case ReasonCode::kFundSizeBeyondMeans:
      out.AddResource(taxonomy_.fund_kind(reason.fund_kind));
      out.Add(kAmount, reason.amount.fen());
      out.Add(kAmount, reason.reference.fen());
      break;
    case ReasonCode::kNeedsMet:
    case ReasonCode::kNeedsUnmet:
      out.Add(kCount, __builtin_popcount(reason.mask));
      out.Add(kCount, reason.count);
      for (NeedMask mask = reason.mask; mask != 0; mask &= mask - 1) {
        out.Add(pb::Figure::kNeedFieldNumber, NeedOfBit(mask & ~(mask - 1)));
      }
      break;
    case ReasonCode::kPeopleReached:
      out.Add(kCount, reason.count);
      break;
    case ReasonCode::kReadiness:
      out.Add(pb::Figure::kReadinessFieldNumber, reason.count);
      break;
    case ReasonCode::kRecordInArea:
    case ReasonCode::kRecordInSector:
      out.AddResource(reason.code == ReasonCode::kRecordInArea
                          ? taxonomy_.area_name(reason.area)
                          : taxonomy_.sector_name(reason.sector));
      out.Add(kCount, reason.count);
      out.Add(kAmount, reason.amount.fen());
      break;
    case ReasonCode::kNoFundKind:
    case ReasonCode::kNoOtherNeeds:
    case ReasonCode::kDemonstrationSite:
    case ReasonCode::kResettlementCommunity:
    case ReasonCode::kNoStanding:
    case ReasonCode::kNoRecord:
      break;
  }
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
