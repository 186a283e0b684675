#include "services/progress/agreement_methods.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "duikou/catalogue/v1/catalogue_service.pb.h"
#include "matcher/base/status_macros.h"
#include "services/base/china_time.h"
#include "services/base/violation.h"
#include "services/programme/search_text.h"
#include "services/progress/agreement_filter.h"
#include "services/progress/agreement_resource.h"
#include "services/progress/agreement_rules.h"
#include "services/progress/agreements_from_plan.h"
#include "services/progress/civil_date.h"
#include "services/progress/places.h"
#include "services/rpc/proto_time.h"
#include "services/rpc/resource_name.h"

namespace duikou {

using catalogue::v1::Area;
using catalogue::v1::Sector;
using google::protobuf::Empty;
using progress::v1::AdvanceAgreementRequest;
using progress::v1::Agreement;
using progress::v1::AgreementFilter;
using progress::v1::CreateAgreementRequest;
using progress::v1::CreateAgreementsFromPlanRequest;
using progress::v1::CreateAgreementsFromPlanResponse;
using progress::v1::DeleteAgreementRequest;
using progress::v1::GetAgreementRequest;
using progress::v1::ListAgreementsRequest;
using progress::v1::ListAgreementsResponse;
using progress::v1::ReportNewsRequest;
using progress::v1::StageStep;
using progress::v1::UpdateAgreementRequest;

namespace {

// The day that a request names; nothing that has not come yet.
absl::StatusOr<absl::CivilDay> PastDay(const std::string& date,
                                       absl::CivilDay today) {
  RETURN_IF_ERROR(ToStatus(CheckDate(date, "date"), ""));
  ASSIGN_OR_RETURN(const absl::CivilDay day, ParseDate(date));
  if (day <= today) return day;
  return ToStatus(
      Violation{
          "date_to_come", "date", absl::StrCat(date, " 还没有到"),
          absl::StrCat(date, " is still to come: today is ", DateText(today))},
      "");
}

absl::Status CheckNews(const ReportNewsRequest& request) {
  const bool names_one =
      !request.milestone().empty() || !request.promise().empty();
  if (names_one) return absl::OkStatus();
  if (request.undo()) {
    return Refused(absl::StatusCode::kInvalidArgument, "undo",
                   "请指明是哪个节点或哪项承诺",
                   "name the milestone or promise that it is about");
  }
  if (!request.date().empty()) {
    return Refused(absl::StatusCode::kInvalidArgument, "date",
                   "是节点或承诺的日期，而二者都没有指明",
                   "is of a milestone or promise; none is named");
  }
  if (!request.text().empty()) return absl::OkStatus();
  return Refused(absl::StatusCode::kInvalidArgument, "text",
                 "没有指明节点或承诺时必须填写",
                 "is required where neither milestone nor promise is named");
}

News NewsOf(const ReportNewsRequest& request, absl::CivilDay day,
            const WriteContext& context) {
  News news{.day = day};
  news.item.set_text(request.text());
  news.item.set_milestone(request.milestone());
  news.item.set_promise(request.promise());
  news.item.set_undo(request.undo());
  news.item.set_author(context.call().actor());
  *news.item.mutable_create_time() = ToProto(context.now());
  return news;
}

// The names of an area or sector and of all that lies in it; none where none
// is named. NOT_FOUND would be no help: what is not there has nothing in it.
template <typename T>
absl::StatusOr<absl::flat_hash_set<std::string>> Within(
    Store& store, CallContext& call, const std::string& parent,
    const char* collection, const std::string& name) {
  if (name.empty()) return absl::flat_hash_set<std::string>();
  ASSIGN_OR_RETURN(const std::vector<Place> places,
                   ReadPlaces<T>(store, call, LastId(parent), collection));
  return PlacesWithin(places, name);
}

bool IsCalled(const Agreement& agreement,
              const std::vector<std::string>& words) {
  return ContainsWords(
      FoldText(absl::StrCat(agreement.display_name().zh(), "\n",
                            agreement.display_name().en())),
      words);
}

}  // namespace

AgreementMethods::AgreementMethods(Store& store, Clock& clock, IdGenerator& ids,
                                   FollowedProgress& followed)
    : store_(store),
      clock_(clock),
      methods_(store, clock, ids, AgreementResource(followed)) {}

absl::StatusOr<Agreement> AgreementMethods::GetAgreement(
    CallContext& call, const GetAgreementRequest& request) {
  return methods_.Get(call, request);
}

absl::StatusOr<ListAgreementsResponse> AgreementMethods::ListAgreements(
    CallContext& call, const ListAgreementsRequest& request) {
  const AgreementFilter filter = FilterOf(request);
  ASSIGN_OR_RETURN(
      const auto areas,
      Within<Area>(store_, call, request.parent(), "areas", request.area()));
  ASSIGN_OR_RETURN(const auto sectors,
                   Within<Sector>(store_, call, request.parent(), "sectors",
                                  request.sector()));
  const AgreementMatcher matcher(filter, areas, sectors);
  const std::vector<std::string> words = QueryWords(request.query());
  return methods_.List<ListAgreementsResponse>(
      call, request, [&](const Agreement& agreement) {
        return (request.project().empty() ||
                request.project() == agreement.project()) &&
               matcher.Matches(agreement) &&
               (words.empty() || IsCalled(agreement, words));
      });
}

absl::StatusOr<Agreement> AgreementMethods::CreateAgreement(
    CallContext& call, const CreateAgreementRequest& request) {
  return methods_.Create(call, request);
}

absl::StatusOr<Agreement> AgreementMethods::UpdateAgreement(
    CallContext& call, const UpdateAgreementRequest& request) {
  return methods_.Update(
      call, request,
      [](WriteContext&, const Agreement& before, Agreement& agreement) {
        KeepDone(before, agreement);
        return absl::OkStatus();
      });
}

absl::StatusOr<Empty> AgreementMethods::DeleteAgreement(
    CallContext& call, const DeleteAgreementRequest& request) {
  return methods_.Delete(call, request);
}

absl::StatusOr<CreateAgreementsFromPlanResponse>
AgreementMethods::CreateAgreementsFromPlan(
    CallContext& call, const CreateAgreementsFromPlanRequest& request) {
  return duikou::CreateAgreementsFromPlan(methods_.engine(), call, request);
}

absl::StatusOr<Agreement> AgreementMethods::AdvanceAgreement(
    CallContext& call, const AdvanceAgreementRequest& request) {
  ASSIGN_OR_RETURN(const absl::CivilDay day,
                   PastDay(request.date(), ChinaDay(clock_.Now())));
  return methods_.Change(call, request,
                         [&](WriteContext& context, Agreement& agreement) {
                           StageStep step;
                           step.set_stage(request.stage());
                           step.set_date(DateText(day));
                           step.set_evidence(request.evidence());
                           step.set_author(context.call().actor());
                           *step.mutable_create_time() = ToProto(context.now());
                           return AddStep(step, agreement);
                         });
}

absl::StatusOr<Agreement> AgreementMethods::ReportNews(
    CallContext& call, const ReportNewsRequest& request) {
  RETURN_IF_ERROR(CheckNews(request));
  const absl::CivilDay today = ChinaDay(clock_.Now());
  absl::CivilDay day = today;
  if (!request.date().empty()) {
    ASSIGN_OR_RETURN(day, PastDay(request.date(), today));
  }
  return methods_.Change(
      call, request, [&](WriteContext& context, Agreement& agreement) {
        return AddNews(NewsOf(request, day, context), agreement);
      });
}

}  // namespace duikou
