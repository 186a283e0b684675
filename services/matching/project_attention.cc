#include "services/matching/project_attention.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "duikou/catalogue/v1/catalogue_service.pb.h"
#include "duikou/profiles/v1/profiles_service.pb.h"
#include "matcher/base/status_macros.h"
#include "services/base/china_time.h"
#include "services/base/violation.h"
#include "services/rpc/proto_time.h"
#include "services/rpc/resource_engine.h"
#include "services/rpc/write_context.h"
#include "services/store/record_lookup.h"

namespace duikou {

namespace cpb = ::duikou::catalogue::v1;
namespace {

namespace pb = ::duikou::matching::v1;
using profiles::v1::Unit;

// After the project first, so that its views list together.
constexpr char kCollection[] = "views";

std::string IdOf(absl::string_view project, absl::string_view unit) {
  return absl::StrCat(project, "/", unit);
}

absl::Status CheckUnit(WriteContext& context, absl::string_view id) {
  ASSIGN_OR_RETURN(const std::optional<Unit> unit,
                   context.Find<Unit>("units", id));
  const std::string name =
      absl::StrCat("programmes/", context.partition(), "/units/", id);
  if (!unit.has_value()) {
    return Refused(absl::StatusCode::kNotFound, name, "没有这个单位",
                   "there is no such unit");
  }
  if (std::find(unit->sides().begin(), unit->sides().end(),
                profiles::v1::SIDE_SUPPORTER) != unit->sides().end()) {
    return absl::OkStatus();
  }
  return Refused(absl::StatusCode::kFailedPrecondition, "",
                 absl::StrCat(name, " 不是支援方"),
                 absl::StrCat(name, " is not a supporter"));
}

// Whether a look of the unit at the project is of interest to anybody.
absl::StatusOr<bool> Counts(WriteContext& context, absl::string_view unit,
                            absl::string_view id) {
  RETURN_IF_ERROR(context.Programme().status());
  RETURN_IF_ERROR(CheckUnit(context, unit));
  ASSIGN_OR_RETURN(const std::optional<cpb::Project> project,
                   context.Find<cpb::Project>("projects", id));
  const bool own =
      project.has_value() &&
      project->recipient() ==
          absl::StrCat("programmes/", context.partition(), "/units/", unit);
  if (!own &&
      (!project.has_value() || project->state() == cpb::Project::STATE_DRAFT)) {
    return Refused(
        absl::StatusCode::kNotFound,
        absl::StrCat("programmes/", context.partition(), "/projects/", id),
        "没有这个项目", "there is no such project");
  }
  return !own;
}

bool Attends(const pb::ProjectAttention& attention) {
  return attention.view_days() > 0 || attention.shortlisted() ||
         attention.interest_state() != pb::Interest::STATE_UNSPECIFIED;
}

}  // namespace

absl::Status ProjectViews::Record(CallContext& call,
                                  absl::string_view programme,
                                  absl::string_view unit,
                                  absl::string_view project) {
  const std::string id = IdOf(project, unit);
  for (int attempt = 0; attempt < kMaxWriteAttempts; ++attempt) {
    RETURN_IF_ERROR(call.CheckAlive());
    const absl::Time now = clock_.Now();
    WriteContext context(call, store_, ids_, programme, now);
    ASSIGN_OR_RETURN(const bool counts, Counts(context, unit, project));
    if (!counts) return absl::OkStatus();
    ASSIGN_OR_RETURN(const duikou::Record* record,
                     context.FindRecord(kCollection, id));
    pb::ProjectView view;
    if (record != nullptr && !view.ParseFromString(record->value)) {
      return WriteContext::Unreadable(kCollection, id);
    }
    if (view.days() > 0 &&
        ChinaDay(ToTime(view.last_time())) >= ChinaDay(now)) {
      return absl::OkStatus();
    }
    if (view.days() == 0) *view.mutable_first_time() = ToProto(now);
    *view.mutable_last_time() = ToProto(now);
    view.set_days(view.days() + 1);
    Mutation put = Mutation::Put(kCollection, id, view.SerializeAsString(),
                                 record == nullptr
                                     ? Expectation::Absent()
                                     : Expectation::Exactly(record->revision));
    put.in_feed = false;
    CommitRequest commit{.partition = context.partition(),
                         .origin = call.origin()};
    commit.mutations = context.Mutations({std::move(put)});
    const absl::Status done = store_.Commit(commit, call.limits()).status();
    if (!IsConflict(done)) return done;
  }
  return Refused(absl::StatusCode::kAborted,
                 absl::StrCat("programmes/", programme, "/projects/", project),
                 "所依据的内容不断被他人修改，请稍后再试",
                 "others keep changing what its views depend on");
}

absl::StatusOr<ViewsOfProject> ProjectViews::Of(CallContext& call,
                                                absl::string_view programme,
                                                absl::string_view project) {
  const std::string prefix = IdOf(project, "");
  ASSIGN_OR_RETURN(
      const std::vector<duikou::Record> records,
      ListWholly(store_, programme, kCollection, prefix, call.limits()));
  ViewsOfProject views;
  for (const duikou::Record& record : records) {
    if (!views[record.id.substr(prefix.size())].ParseFromString(record.value)) {
      return WriteContext::Unreadable(kCollection, record.id);
    }
  }
  return views;
}

std::string ListAttention(
    const ProgrammeState& state, const ProjectFacts& project,
    const ViewsOfProject& views, absl::string_view after, int size,
    google::protobuf::RepeatedPtrField<pb::ProjectAttention>& out) {
  std::string last;
  for (auto it = state.units().upper_bound(std::string(after));
       it != state.units().end(); ++it) {
    const UnitFacts& unit = *it->second;
    if (!unit.unit.has_value()) continue;
    pb::ProjectAttention attention;
    if (const auto view = views.find(unit.id); view != views.end()) {
      *attention.mutable_last_view_time() = view->second.last_time();
      attention.set_view_days(view->second.days());
    }
    attention.set_shortlisted(unit.shortlist.contains(project.id));
    attention.set_interest_state(unit.InterestIn(project.id));
    if (!Attends(attention)) continue;
    if (out.size() == size) return last;
    attention.set_supporter(unit.name);
    *attention.mutable_display_name() = unit.unit->display_name();
    out.Add(std::move(attention));
    last = unit.id;
  }
  return "";
}

}  // namespace duikou
