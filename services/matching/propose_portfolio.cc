#include "services/matching/propose_portfolio.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "matcher/base/check.h"
#include "matcher/base/money.h"
#include "matcher/base/status_macros.h"
#include "services/base/violation.h"
#include "services/matching/candidate_projects.h"
#include "services/matching/ranking_terms.h"

namespace duikou {
namespace {

namespace pb = ::duikou::matching::v1;

// No programme gives one supporter more in a year than the request may ask.
constexpr int32_t kMostProjects = 1000;

// Score × fen in score × 万元, rounded down.
int64_t InWan(absl::int128 worth) {
  const absl::int128 wan = worth / Money::kFenPerWanYuan;
  const absl::int128 most = std::numeric_limits<int64_t>::max();
  return static_cast<int64_t>(std::min(wan, most));
}

// The supporter with the means that the request states.
absl::StatusOr<std::shared_ptr<const PreparedSupporter>> WithMeans(
    const PreparedSupporter& supporter, const NamedTaxonomy& taxonomy,
    const google::protobuf::RepeatedPtrField<pb::MeansLeft>& means) {
  Supporter changed = supporter.supporter();
  for (int i = 0; i < means.size(); ++i) {
    const FundKindIndex kind = taxonomy.FindFundKind(means[i].fund_kind());
    if (kind == kNone) {
      return Refused(
          absl::StatusCode::kInvalidArgument,
          absl::StrCat("means[", i, "].fund_kind"),
          absl::StrCat("规划没有资金类别 ", means[i].fund_kind()),
          absl::StrCat("the programme has no kind ", means[i].fund_kind()));
    }
    changed.funds[kind].means_left = std::nullopt;
    if (means[i].has_amount_fen()) {
      changed.funds[kind].means_left = Money::Fen(means[i].amount_fen());
    }
  }
  auto prepared =
      PreparedSupporter::Make(std::move(changed), supporter.taxonomy());
  DUIKOU_CHECK(prepared.ok()) << prepared.status().ToString();
  return std::make_shared<const PreparedSupporter>(*std::move(prepared));
}

int32_t MostProjects(int32_t asked, const UnitFacts& unit) {
  if (asked > 0) return asked;
  const int32_t limit = unit.profile->most_projects();
  return limit > 0 ? std::min(limit, kMostProjects) : kMostProjects;
}

int32_t GapBasisPoints(int64_t value, int64_t bound) {
  if (bound <= value || bound <= 0) return 0;
  const absl::int128 gap = absl::int128(bound - value) * 10'000;
  return static_cast<int32_t>((gap + bound - 1) / bound);
}

}  // namespace

absl::StatusOr<PortfolioProposal> PortfolioProposal::Make(
    const ProgrammeState& state, const pb::ProposePortfolioRequest& request,
    absl::string_view unit_id, absl::Time now) {
  ASSIGN_OR_RETURN(const RankingTerms terms,
                   TermsOf(request.year(), request.weights(),
                           pb::RECOMMENDATION_VIEW_BASIC, state, now));
  ASSIGN_OR_RETURN(
      const RankedFor supporter,
      SupporterOf(unit_id, terms.year, /*include_dismissed=*/false, state));
  ASSIGN_OR_RETURN(const CandidateFilter filter,
                   CandidateProjects(request.filter(), {}, state));
  PortfolioProposal made;
  made.taxonomy_ = state.shared_taxonomy();
  made.supporter_ = supporter.prepared;
  if (!request.means().empty()) {
    ASSIGN_OR_RETURN(
        made.supporter_,
        WithMeans(*supporter.prepared, *made.taxonomy_, request.means()));
  }
  made.query_.most_projects =
      MostProjects(request.most_projects(), *supporter.unit);
  made.query_.year = terms.year;
  made.query_.weights = terms.weights;
  made.CopyCandidates(state, filter);
  return made;
}

void PortfolioProposal::CopyCandidates(const ProgrammeState& state,
                                       const CandidateFilter& filter) {
  const CompiledFilter compiled(filter, *taxonomy_->matcher());
  std::vector<const Project*> candidates;
  state.index().ForEachProject([&](const Project& project) {
    if (compiled.Admits(project) &&
        Filter(*supporter_, project, query_.year).empty()) {
      candidates.push_back(&project);
    }
  });
  // Not in the order in which this server happened to learn of them.
  std::sort(candidates.begin(), candidates.end(),
            [](const Project* a, const Project* b) { return a->id < b->id; });
  index_ = std::make_unique<ProjectIndex>(taxonomy_->matcher());
  for (const Project* candidate : candidates) {
    const ProjectFacts& facts = state.project(candidate->handle);
    Project project = *candidate;
    project.handle = static_cast<int32_t>(names_.size());
    names_.push_back({.name = facts.record.name(),
                      .display_name = facts.record.display_name()});
    const absl::Status put = index_->Upsert(std::move(project));
    DUIKOU_CHECK(put.ok()) << put.ToString();
  }
}

pb::ProposePortfolioResponse PortfolioProposal::Solve() const {
  const Portfolio portfolio = FindPortfolio(*index_, *supporter_, query_);
  pb::ProposePortfolioResponse out;
  int64_t value = 0;
  for (const PortfolioItem& item : portfolio.items) {
    const Named& named = names_[index_->project(item.slot).handle];
    pb::PortfolioItem& entry = *out.add_items();
    entry.set_project(named.name);
    *entry.mutable_display_name() = named.display_name;
    entry.set_fund_kind(taxonomy_->fund_kind(item.fund_kind));
    entry.set_amount_fen(item.amount.fen());
    entry.set_score(item.breakdown.score);
    entry.set_worth(InWan(item.worth));
    value += entry.worth();
  }
  const bool optimal = portfolio.status == SolveStatus::kOptimal;
  out.set_value(value);
  out.set_bound(optimal ? value : std::max(value, InWan(portfolio.bound)));
  out.set_gap_basis_points(GapBasisPoints(value, out.bound()));
  out.set_outcome(!optimal ? pb::ProposePortfolioResponse::OUTCOME_LIMIT_REACHED
                  : portfolio.items.empty()
                      ? pb::ProposePortfolioResponse::OUTCOME_NOTHING_FITS
                      : pb::ProposePortfolioResponse::OUTCOME_OPTIMAL);
  out.set_year(query_.year);
  AddMeansLeft(portfolio, out);
  return out;
}

void PortfolioProposal::AddMeansLeft(const Portfolio& portfolio,
                                     pb::ProposePortfolioResponse& out) const {
  Supporter left = supporter_->supporter();
  for (const PortfolioItem& item : portfolio.items) {
    std::optional<Money>& means = left.funds[item.fund_kind].means_left;
    if (!means.has_value()) continue;
    const std::optional<Money> rest = means->Minus(item.amount);
    DUIKOU_CHECK(rest.has_value() && *rest >= Money()) << item.id;
    means = *rest;
  }
  AddMeans(left, *taxonomy_, *out.mutable_means_left());
}

}  // namespace duikou
