#include "services/matching/matching_resources.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "duikou/profiles/v1/profiles_service.pb.h"
#include "matcher/base/check.h"
#include "matcher/base/status_macros.h"
#include "services/base/violation.h"
#include "services/programme/weights_record.h"
#include "services/rpc/resource_name.h"
#include "services/store/record_lookup.h"

namespace duikou {
namespace {

namespace pb = ::duikou::matching::v1;

// The unit of `programmes/{programme}/units/{unit}/…`.
// REQUIRES: a name below a unit, as the standard methods make them.
std::string UnitIdOf(const std::string& name) {
  const std::vector<std::string> parts = absl::StrSplit(name, '/');
  DUIKOU_CHECK(parts.size() > 3) << name;
  return parts[3];
}

absl::Status CheckSupporter(WriteContext& context, const std::string& name) {
  ASSIGN_OR_RETURN(const std::optional<profiles::v1::Unit> unit,
                   context.Find<profiles::v1::Unit>("units", UnitIdOf(name)));
  if (unit.has_value() &&
      std::find(unit->sides().begin(), unit->sides().end(),
                profiles::v1::SIDE_SUPPORTER) != unit->sides().end()) {
    return absl::OkStatus();
  }
  const std::string unit_name = absl::StrCat("programmes/", context.partition(),
                                             "/units/", UnitIdOf(name));
  return Refused(absl::StatusCode::kFailedPrecondition, "",
                 absl::StrCat(unit_name, " 不是支援方"),
                 absl::StrCat(unit_name, " is not a supporter"));
}

template <typename T>
absl::StatusOr<std::string> IdOfProject(WriteContext&, const T& sent,
                                        absl::string_view) {
  return std::string(LastId(sent.project()));
}

absl::StatusOr<std::string> NextVersion(WriteContext& context,
                                        const pb::WeightVersion&,
                                        absl::string_view given) {
  if (!given.empty()) return std::string(given);
  ASSIGN_OR_RETURN(const std::vector<Record> versions,
                   ListWholly(context.store(), context.partition(), "weights",
                              "", context.call().limits()));
  int64_t last = 0;
  for (const Record& version : versions) {
    int64_t number = 0;
    if (absl::SimpleAtoi(version.id, &number)) last = std::max(last, number);
  }
  return absl::StrFormat("%04d", last + 1);
}

absl::Status CheckWeights(WriteContext& context,
                          const CriterionWeights& weights) {
  if (const std::optional<CurveFlaw> flaw = FindCurveFlaw(weights)) {
    return context.Invalid(
        absl::StrCat("weights[", flaw->entry, "].curve_points"), flaw->zh,
        flaw->en);
  }
  const absl::StatusOr<Weights> read = WeightsOf(weights, "weights");
  if (read.ok()) return absl::OkStatus();
  return context.Invalid("weights", "至少一项要大于 0",
                         "at least one must be more than 0");
}

absl::Status PrepareSearch(WriteContext& context, const pb::SavedSearch*,
                           pb::SavedSearch& search) {
  RETURN_IF_ERROR(CheckSupporter(context, search.name()));
  if (!search.filter().states().empty()) {
    return context.Invalid("filter.states", "须为空：只推荐已公开的项目",
                           "must be empty: only open projects are recommended");
  }
  if (search.weights().empty()) return absl::OkStatus();
  return CheckWeights(context, search.weights());
}

}  // namespace

Resource<pb::ShortlistEntry> ShortlistResource() {
  return {.pattern = "programmes/{programme}/units/{unit}/shortlist/{project}",
          .field = "shortlist_entry",
          .choose_id = IdOfProject<pb::ShortlistEntry>,
          .prepare = [](WriteContext& context, const pb::ShortlistEntry*,
                        pb::ShortlistEntry& entry) {
            return CheckSupporter(context, entry.name());
          }};
}

Resource<pb::Dismissal> DismissalResource() {
  return {.pattern = "programmes/{programme}/units/{unit}/dismissals/{project}",
          .field = "dismissal",
          .choose_id = IdOfProject<pb::Dismissal>,
          .prepare = [](WriteContext& context, const pb::Dismissal*,
                        pb::Dismissal& dismissal) {
            return CheckSupporter(context, dismissal.name());
          }};
}

Resource<pb::SavedSearch> SavedSearchResource() {
  return {.pattern = "programmes/{programme}/units/{unit}/searches/{search}",
          .field = "saved_search",
          .id_prefix = "s-",
          .prepare = PrepareSearch};
}

Resource<pb::WeightVersion> WeightVersionResource() {
  return {.pattern = "programmes/{programme}/weights/{weights}",
          .field = "weight_version",
          .choose_id = NextVersion,
          .prepare = [](WriteContext& context, const pb::WeightVersion*,
                        pb::WeightVersion& version) {
            version.clear_effective();
            return CheckWeights(context, version.weights());
          }};
}

absl::StatusOr<std::optional<std::string>> EffectiveVersion(
    Store& store, absl::string_view programme, CallLimits limits) {
  ASSIGN_OR_RETURN(const std::vector<Record> versions,
                   ListWholly(store, programme, "weights", "", limits));
  std::optional<std::string> newest;
  Revision revision = 0;
  for (const Record& version : versions) {
    if (version.revision < revision) continue;
    revision = version.revision;
    newest = version.id;
  }
  return newest;
}

}  // namespace duikou
