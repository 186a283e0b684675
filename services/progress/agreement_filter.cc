#include "services/progress/agreement_filter.h"

#include <algorithm>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "services/base/placement_split.h"
#include "services/progress/civil_date.h"

namespace duikou {
namespace {

namespace pb = ::duikou::progress::v1;
using pb::Agreement;

int YearOf(absl::string_view date) {
  const absl::StatusOr<absl::CivilDay> day = ParseDate(date);
  return day.ok() ? static_cast<int>(day->year()) : 0;
}

bool IsOver(Agreement::Stage stage) {
  return stage == Agreement::STAGE_IN_PRODUCTION ||
         stage == Agreement::STAGE_TERMINATED;
}

Agreement::Stage StageOf(const Agreement& agreement) {
  return agreement.stage() == Agreement::STAGE_UNSPECIFIED
             ? Agreement::STAGE_NEGOTIATING
             : agreement.stage();
}

bool IsOrAny(const std::string& wanted, const std::string& is) {
  return wanted.empty() || wanted == is;
}

}  // namespace

int FirstYearOf(const Agreement& agreement) {
  return agreement.first_year() > 0 ? agreement.first_year()
                                    : YearOf(agreement.sign_date());
}

bool IsActiveIn(const Agreement& agreement, int year) {
  const int first = FirstYearOf(agreement);
  if (first == 0 || first > year) return false;
  if (!IsOver(agreement.stage()) || agreement.stage_steps().empty()) {
    return true;
  }
  const int ended =
      YearOf(agreement.stage_steps(agreement.stage_steps_size() - 1).date());
  return ended == 0 || ended >= year;
}

pb::AgreementFilter FilterOf(const pb::ListAgreementsRequest& request) {
  pb::AgreementFilter filter;
  filter.set_supporter(request.supporter());
  filter.set_recipient(request.recipient());
  filter.set_area(request.area());
  filter.set_sector(request.sector());
  *filter.mutable_stages() = request.stages();
  filter.set_active_year(request.active_year());
  filter.set_signed_at(request.signed_at());
  filter.set_novelty(request.novelty());
  filter.set_least_total_fen(request.least_total_fen());
  return filter;
}

bool AgreementMatcher::Lies(const pb::Placement& placement) const {
  return (filter_.area().empty() || areas_.contains(placement.area())) &&
         (filter_.sector().empty() || sectors_.contains(placement.sector()));
}

bool AgreementMatcher::MatchesTime(const Agreement& agreement) const {
  const int year = filter_.active_year();
  if (year == 0) return true;
  if (!IsActiveIn(agreement, year)) return false;
  if (filter_.novelty() == pb::NOVELTY_UNSPECIFIED) return true;
  return (filter_.novelty() == pb::NOVELTY_NEW) ==
         (FirstYearOf(agreement) == year);
}

bool AgreementMatcher::Matches(const Agreement& agreement) const {
  if (!IsOrAny(filter_.supporter(), agreement.supporter()) ||
      !IsOrAny(filter_.recipient(), agreement.recipient()) ||
      agreement.contract_total_fen() < filter_.least_total_fen()) {
    return false;
  }
  if (filter_.signed_at() == kAnyFair
          ? agreement.signed_at().empty()
          : !IsOrAny(filter_.signed_at(), agreement.signed_at())) {
    return false;
  }
  const auto& stages = filter_.stages();
  if (!stages.empty() && std::find(stages.begin(), stages.end(),
                                   StageOf(agreement)) == stages.end()) {
    return false;
  }
  if (!MatchesTime(agreement)) return false;
  if (filter_.area().empty() && filter_.sector().empty()) return true;
  return std::any_of(
      agreement.placements().begin(), agreement.placements().end(),
      [this](const pb::Placement& placement) { return Lies(placement); });
}

int64_t AgreementMatcher::PartWithin(const Agreement& agreement,
                                     int64_t whole) const {
  if (filter_.area().empty() && filter_.sector().empty()) return whole;
  if (agreement.placements().empty()) return 0;
  std::vector<int> parts;
  for (const pb::Placement& placement : agreement.placements()) {
    parts.push_back(placement.parts());
  }
  const std::vector<int64_t> shares = SplitByParts(whole, parts);
  int64_t within = 0;
  for (int i = 0; i < agreement.placements_size(); ++i) {
    if (Lies(agreement.placements(i))) within += shares[i];
  }
  return within;
}

}  // namespace duikou
