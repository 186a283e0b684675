#include "services/progress/ledger_queries.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/civil_time.h"
#include "matcher/base/status_macros.h"
#include "services/base/violation.h"
#include "services/progress/civil_date.h"
#include "services/progress/ledger_scope.h"
#include "services/progress/ledger_sums.h"
#include "services/progress/question_rules.h"
#include "services/rpc/etag.h"
#include "services/rpc/page_token.h"
#include "services/rpc/resource_name.h"
#include "services/rpc/write_context.h"
#include "services/store/record_lookup.h"

namespace duikou {
namespace {

namespace pb = ::duikou::progress::v1;
using pb::Dimension;

constexpr char kEntries[] = "ledgerEntries";
constexpr absl::CivilDay kDayZero(1970, 1, 1);
constexpr PageSizes kSumPages = {.standard = 1'000, .most = 10'000};

// `2016-03-01/yichang--2016--0000001`.
std::string PositionText(const LedgerColumns& columns, uint32_t entry) {
  return absl::StrCat(DateText(kDayZero + columns.day[entry]), "/",
                      columns.Id(entry));
}

absl::StatusOr<std::optional<LedgerPosition>> PositionOf(
    const std::string& text) {
  if (text.empty()) return std::optional<LedgerPosition>();
  const size_t slash = text.find('/');
  const auto day = ParseDate(text.substr(0, slash));
  if (!day.ok() || slash == std::string::npos) {
    return Refused(absl::StatusCode::kInvalidArgument, "page_token",
                   "不是此列表给出的", "is not of this list");
  }
  return std::optional<LedgerPosition>(
      {.day = static_cast<int32_t>(*day - kDayZero),
       .id = text.substr(slash + 1)});
}

void FillSums(const LedgerState& state, const std::vector<LedgerGroup>& groups,
              pb::ListLedgerEntriesResponse& response) {
  for (const LedgerGroup& group : groups) {
    if (group.entry_count == 0) continue;
    const LedgerMeasure& measure = state.columns().measures[group.measure];
    pb::FilteredSum& sum = *response.add_sums();
    sum.set_entry_count(group.entry_count);
    if (measure.money) {
      sum.set_fund_kind(measure.id);
      sum.set_amount_fen(group.sum);
    } else {
      sum.set_indicator(state.Name("indicators", measure.id));
      sum.set_value(group.sum);
    }
  }
  std::sort(response.mutable_sums()->begin(), response.mutable_sums()->end(),
            [](const pb::FilteredSum& a, const pb::FilteredSum& b) {
              return std::tie(a.indicator(), a.fund_kind()) <
                     std::tie(b.indicator(), b.fund_kind());
            });
}

// What a page holds, before the entries themselves are read.
struct ListedPage {
  std::vector<std::string> ids;
  pb::ListLedgerEntriesResponse response;
};

absl::StatusOr<ListedPage> ListPage(const LedgerState& state,
                                    const Reach& reach,
                                    const pb::ListLedgerEntriesRequest& request,
                                    const std::optional<LedgerPosition>& after,
                                    size_t size) {
  RETURN_IF_ERROR(CheckFilter(state, request.filter()));
  ASSIGN_OR_RETURN(const LedgerScope scope,
                   LedgerScope::Make(state, request.filter(),
                                     LedgerReach::Of(reach, state)));
  ListedPage page;
  LedgerSurvey survey;
  FillSums(state, SumLedger(state, scope, {}, &survey), page.response);
  page.response.set_entry_count(survey.entry_count);
  std::vector<uint32_t> entries =
      PageOfLedger(state, scope, survey, after, size + 1);
  if (entries.size() > size) {
    entries.pop_back();
    page.response.set_next_page_token(
        PageToken(request, PositionText(state.columns(), entries.back())));
  }
  for (const uint32_t entry : entries) {
    page.ids.push_back(state.columns().Id(entry));
  }
  return page;
}

// A row of sums, in words.
pb::LedgerSum ToSum(const LedgerState& state,
                    const pb::QueryLedgerRequest& request,
                    const LedgerGroup& group) {
  pb::LedgerSum sum;
  for (int i = 0; i < request.dimensions_size(); ++i) {
    sum.add_keys(DimensionText(state, request.dimensions(i), group.keys[i]));
  }
  const LedgerMeasure& measure = state.columns().measures[group.measure];
  sum.set_entry_count(group.entry_count);
  if (measure.money) {
    sum.set_fund_kind(measure.id);
    sum.set_amount_fen(group.sum);
  } else {
    sum.set_indicator(state.Name("indicators", measure.id));
    sum.set_value(group.sum);
  }
  return sum;
}

// Where a row is in the order of the list; what no key can hold keeps its parts
// apart, and sorts as they do one by one.
std::string PlaceOf(const pb::LedgerSum& sum) {
  return absl::StrCat(absl::StrJoin(sum.keys(), "\x01"), "\x01",
                      sum.fund_kind(), "\x01", sum.indicator());
}

absl::Status CheckQuery(const pb::QueryLedgerRequest& request) {
  if (!request.filter().states().empty()) {
    return Refused(absl::StatusCode::kInvalidArgument, "filter.states",
                   "合计只含计入的条目，即已确认的条目",
                   "only what counts is added up, and that is confirmed");
  }
  std::set<int> seen;
  for (int i = 0; i < request.dimensions_size(); ++i) {
    if (!seen.insert(request.dimensions(i)).second) {
      const std::string& name = Dimension_Name(request.dimensions(i));
      return Refused(absl::StatusCode::kInvalidArgument,
                     absl::StrCat("dimensions[", i, "]"),
                     absl::StrCat(name, " 重复"),
                     absl::StrCat(name, " is there already"));
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<pb::LedgerSum>> AllSums(
    const LedgerState& state, const Reach& reach,
    const pb::QueryLedgerRequest& request) {
  RETURN_IF_ERROR(CheckFilter(state, request.filter()));
  ASSIGN_OR_RETURN(const LedgerScope scope,
                   LedgerScope::Make(state, request.filter(),
                                     LedgerReach::Of(reach, state)));
  std::vector<Dimension> dimensions;
  for (const int dimension : request.dimensions()) {
    dimensions.push_back(static_cast<Dimension>(dimension));
  }
  std::vector<pb::LedgerSum> sums;
  for (const LedgerGroup& group : SumLedger(state, scope, dimensions)) {
    if (group.entry_count > 0) sums.push_back(ToSum(state, request, group));
  }
  return sums;
}

}  // namespace

absl::StatusOr<pb::ListLedgerEntriesResponse> LedgerQueries::ListLedgerEntries(
    CallContext& call, const pb::ListLedgerEntriesRequest& request) {
  const std::string programme(LastId(request.parent()));
  ASSIGN_OR_RETURN(const int size, PageSize(request.page_size(), {}));
  ASSIGN_OR_RETURN(const std::string position, PagePosition(request));
  ASSIGN_OR_RETURN(const std::optional<LedgerPosition> after,
                   PositionOf(position));
  ASSIGN_OR_RETURN(const std::shared_ptr<LedgerView> view,
                   views_.Get(call, programme));
  const Reach& reach = call.reach();
  ASSIGN_OR_RETURN(ListedPage page, view->Read([&](const LedgerState& state) {
    return ListPage(state, reach, request, after, size);
  }));
  std::vector<LookupKey> keys;
  for (const std::string& id : page.ids) keys.emplace_back(kEntries, id);
  ASSIGN_OR_RETURN(
      const FoundRecords records,
      LookUpRecords(store_, programme, std::move(keys), call.limits()));
  for (const std::string& id : page.ids) {
    const auto found = records.find(LookupKey(kEntries, id));
    if (found == records.end()) continue;
    pb::LedgerEntry& entry = *page.response.add_ledger_entries();
    if (!entry.ParseFromString(found->second.value)) {
      return WriteContext::Unreadable(kEntries, id);
    }
    entry.set_etag(EtagOf(found->second.revision));
  }
  return std::move(page.response);
}

absl::StatusOr<pb::QueryLedgerResponse> LedgerQueries::QueryLedger(
    CallContext& call, const pb::QueryLedgerRequest& request) {
  ASSIGN_OR_RETURN(const int size, PageSize(request.page_size(), kSumPages));
  ASSIGN_OR_RETURN(const std::string after, PagePosition(request));
  RETURN_IF_ERROR(CheckQuery(request));
  ASSIGN_OR_RETURN(const std::shared_ptr<LedgerView> view,
                   views_.Get(call, LastId(request.parent())));
  const Reach& reach = call.reach();
  ASSIGN_OR_RETURN(const std::vector<pb::LedgerSum> sums,
                   view->Read([&](const LedgerState& state) {
                     return AllSums(state, reach, request);
                   }));
  std::vector<std::pair<std::string, const pb::LedgerSum*>> placed;
  for (const pb::LedgerSum& sum : sums) {
    std::string place = PlaceOf(sum);
    if (after.empty() || place > after) placed.emplace_back(place, &sum);
  }
  std::sort(placed.begin(), placed.end());
  pb::QueryLedgerResponse response;
  for (const auto& [place, sum] : placed) {
    if (response.sums_size() == size) {
      response.set_next_page_token(
          PageToken(request, PlaceOf(response.sums(size - 1))));
      break;
    }
    *response.add_sums() = *sum;
  }
  return response;
}

}  // namespace duikou
