#include "services/matching/interests.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "duikou/catalogue/v1/catalogue_service.pb.h"
#include "duikou/profiles/v1/profiles_service.pb.h"
#include "matcher/base/status_macros.h"
#include "services/base/violation.h"
#include "services/matching/interest_rules.h"
#include "services/rpc/ownership.h"
#include "services/rpc/proto_time.h"
#include "services/rpc/referrers.h"
#include "services/rpc/resource_name.h"

namespace duikou {

namespace cpb = ::duikou::catalogue::v1;
using matching::v1::AnswerInterestRequest;
using matching::v1::CreateInterestRequest;
using matching::v1::GetInterestRequest;
using matching::v1::Interest;
using matching::v1::InterestMessage;
using matching::v1::InterestOffer;
using matching::v1::ListInterestsRequest;
using matching::v1::ListInterestsResponse;
using matching::v1::SendInterestMessageRequest;
using matching::v1::UpdateInterestRequest;
using matching::v1::WithdrawInterestRequest;
using profiles::v1::Commitment;
using profiles::v1::SIDE_RECIPIENT;
using profiles::v1::SIDE_SUPPORTER;
using profiles::v1::SIDE_UNSPECIFIED;
using profiles::v1::Unit;
using MessageSide = profiles::v1::Side;

namespace {

// Adds what the caller says for a side, and the state that it brings about.
absl::Status Say(WriteContext& context, MessageSide side,
                 const std::string& text, Interest::State state,
                 Interest& interest) {
  InterestMessage message;
  message.set_author(context.call().actor());
  message.set_side(side);
  message.set_text(text);
  *message.mutable_create_time() = ToProto(context.now());
  message.set_state(state);
  if (state != Interest::STATE_UNSPECIFIED) interest.set_state(state);
  return AddToThread(message, interest);
}

// Whether the call reaches the interest as its own on that side.
absl::StatusOr<bool> IsOwn(CallContext& call, Store& store,
                           const Interest& interest, MessageSide side) {
  type::v1::ResourceOwner owner;
  if (side == SIDE_SUPPORTER) owner.set_supporter("supporter");
  if (side == SIDE_RECIPIENT) owner.set_recipient("project");
  const ResourceOwners owners(*Interest::descriptor(), owner);
  ASSIGN_OR_RETURN(const auto own, owners.ReachedAsOwn(call, &store, interest));
  return own.has_value();
}

// The side that the caller speaks for. Whoever acts for neither, the office,
// speaks for the one that it states, or else for itself; where nobody signs in,
// that is the supporter.
absl::StatusOr<MessageSide> SpeaksFor(CallContext& call, Store& store,
                                      const Interest& interest,
                                      MessageSide stated) {
  if (call.reach().all) {
    return stated == SIDE_UNSPECIFIED && call.caller().unrestricted
               ? SIDE_SUPPORTER
               : stated;
  }
  for (const MessageSide side : {SIDE_SUPPORTER, SIDE_RECIPIENT}) {
    if (stated != SIDE_UNSPECIFIED && stated != side) continue;
    ASSIGN_OR_RETURN(const bool own, IsOwn(call, store, interest, side));
    if (own) return side;
  }
  return Refused(absl::StatusCode::kPermissionDenied, "side",
                 absl::StrCat("您不代表 ", interest.name(), " 的这一方"),
                 absl::StrCat(interest.name(), " is not yours on that side"));
}

absl::Status WrongState(const Interest& interest, std::string zh,
                        absl::string_view en) {
  return Refused(absl::StatusCode::kFailedPrecondition, interest.name(),
                 std::move(zh), en);
}

// The project, which must be open to supporters.
absl::StatusOr<cpb::Project> OpenProject(WriteContext& context,
                                         const Interest& interest) {
  ASSIGN_OR_RETURN(
      const std::optional<cpb::Project> project,
      context.Find<cpb::Project>("projects", LastId(interest.project())));
  if (project.has_value() && project->state() == cpb::Project::STATE_OPEN) {
    return *project;
  }
  return Refused(
      absl::StatusCode::kFailedPrecondition, "",
      absl::StrCat(interest.project(), " 没有向支援方公开"),
      absl::StrCat(interest.project(), " is not open to supporters"));
}

absl::Status CheckOpened(WriteContext& context, const Interest& interest) {
  ASSIGN_OR_RETURN(const cpb::Project project, OpenProject(context, interest));
  ASSIGN_OR_RETURN(const std::optional<Unit> unit,
                   context.Find<Unit>("units", LastId(interest.supporter())));
  if (!unit.has_value()) {
    return context.Invalid(
        "supporter", absl::StrCat(interest.supporter(), " 不存在"),
        absl::StrCat(interest.supporter(), " does not exist"));
  }
  ASSIGN_OR_RETURN(const catalogue::v1::Programme* programme,
                   context.Programme());
  return context.Invalid(CheckOffer(interest, *unit, project, *programme));
}

// Shows the records of a collection that name the project.
template <typename T, typename Visit>
absl::Status ForEachOf(WriteContext& context, const char* collection,
                       const std::string& project, Visit visit) {
  return ForEachRecord(context.store(), context.call(), context.partition(),
                       collection, [&](const Record& record) -> absl::Status {
                         // Most records do not even hold the bytes.
                         if (!absl::StrContains(record.value, project))
                           return absl::OkStatus();
                         T resource;
                         if (!resource.ParseFromString(record.value)) {
                           return WriteContext::Unreadable(record.collection,
                                                           record.id);
                         }
                         if (resource.project() == project)
                           visit(record, resource);
                         return absl::OkStatus();
                       });
}

// What is promised to the project, by the names of supporters.
absl::StatusOr<absl::btree_map<std::string, Promises>> PromisesTo(
    WriteContext& context, const std::string& project) {
  absl::btree_map<std::string, Promises> promises;
  RETURN_IF_ERROR(ForEachOf<Commitment>(
      context, "commitments", project,
      [&](const Record& record, const Commitment& commitment) {
        promises[commitment.supporter()].commitments[record.id] = {
            .of = {.year = commitment.year(),
                   .fund_kind = commitment.fund_kind()},
            .fen = commitment.amount_fen()};
      }));
  RETURN_IF_ERROR(ForEachOf<Interest>(
      context, "interests", project,
      [&](const Record&, const Interest& interest) {
        Promises& promised = promises[interest.supporter()];
        promised.interest_state = interest.state();
        for (const InterestOffer& offer : interest.offers()) {
          promised.offers[{.year = interest.year(),
                           .fund_kind = offer.fund_kind()}] =
              offer.amount_fen();
        }
      }));
  return promises;
}

absl::Status CheckAccepted(WriteContext& context, const Interest& interest) {
  ASSIGN_OR_RETURN(const cpb::Project project, OpenProject(context, interest));
  ASSIGN_OR_RETURN(auto promises, PromisesTo(context, interest.project()));
  return CheckLeftFor(interest, project, std::move(promises));
}

// What is written of an interest that stays as it is, such as a message, is not
// checked against what has become of the project since.
absl::Status PrepareInterest(WriteContext& context, const Interest* before,
                             Interest& interest) {
  const bool moved = before == nullptr || before->state() != interest.state() ||
                     !SameOffer(*before, interest);
  if (!moved) return absl::OkStatus();
  if (interest.state() == Interest::STATE_OPEN) {
    return CheckOpened(context, interest);
  }
  if (interest.state() == Interest::STATE_ACCEPTED) {
    return CheckAccepted(context, interest);
  }
  return absl::OkStatus();
}

// What a list keeps, or nothing where it keeps all.
std::function<bool(const Interest&)> Kept(const ListInterestsRequest& list) {
  if (list.supporter().empty() && list.project().empty() &&
      list.states().empty()) {
    return nullptr;
  }
  return [&list](const Interest& interest) {
    const auto& states = list.states();
    return (list.supporter().empty() ||
            list.supporter() == interest.supporter()) &&
           (list.project().empty() || list.project() == interest.project()) &&
           (states.empty() || std::find(states.begin(), states.end(),
                                        interest.state()) != states.end());
  };
}

Resource<Interest> InterestResource() {
  return {.pattern = "programmes/{programme}/interests/{interest}",
          .field = "interest",
          .max_id_length = kMaxCompositeIdLength,
          .choose_id = [](WriteContext&, const Interest& interest,
                          absl::string_view) -> absl::StatusOr<std::string> {
            return absl::StrCat(LastId(interest.supporter()), "--",
                                LastId(interest.project()));
          },
          .prepare = PrepareInterest};
}

}  // namespace

Interests::Interests(Store& store, Clock& clock, IdGenerator& ids)
    : store_(store), methods_(store, clock, ids, InterestResource()) {}

absl::StatusOr<Interest> Interests::Get(CallContext& call,
                                        const GetInterestRequest& request) {
  return methods_.Get(call, request);
}

absl::StatusOr<ListInterestsResponse> Interests::List(
    CallContext& call, const ListInterestsRequest& request) {
  return methods_.List<ListInterestsResponse>(call, request, Kept(request));
}

absl::StatusOr<Interest> Interests::Create(
    CallContext& call, const CreateInterestRequest& request) {
  return methods_.Create(
      call, request, [&](WriteContext& context, Interest& interest) {
        return Say(context, SIDE_SUPPORTER, request.message(),
                   Interest::STATE_OPEN, interest);
      });
}

absl::StatusOr<Interest> Interests::Update(
    CallContext& call, const UpdateInterestRequest& request) {
  return methods_.Update(
      call, request,
      [](WriteContext& context, const Interest& before, Interest& interest) {
        if (before.state() != Interest::STATE_WITHDRAWN &&
            SameOffer(before, interest)) {
          return absl::OkStatus();
        }
        return Say(context, SIDE_SUPPORTER, "", Interest::STATE_OPEN, interest);
      });
}

absl::StatusOr<Interest> Interests::Withdraw(
    CallContext& call, const WithdrawInterestRequest& request) {
  return methods_.Change(
      call, request, [&](WriteContext& context, Interest& interest) {
        if (interest.state() == Interest::STATE_WITHDRAWN) {
          return WrongState(interest, "已经撤回", "is withdrawn already");
        }
        if (interest.state() == Interest::STATE_DECLINED) {
          return WrongState(interest, "已被谢绝，无可撤回",
                            "is declined: nothing is to withdraw");
        }
        return Say(context, SIDE_SUPPORTER, request.message(),
                   Interest::STATE_WITHDRAWN, interest);
      });
}

absl::StatusOr<Interest> Interests::Answer(
    CallContext& call, const AnswerInterestRequest& request) {
  const bool accepts = request.answer() == AnswerInterestRequest::ANSWER_ACCEPT;
  const Interest::State state =
      accepts ? Interest::STATE_ACCEPTED : Interest::STATE_DECLINED;
  return methods_.Change(
      call, request, [&](WriteContext& context, Interest& interest) {
        if (interest.state() == Interest::STATE_WITHDRAWN) {
          return WrongState(interest, "已经撤回", "is withdrawn");
        }
        if (interest.state() == state) {
          return WrongState(
              interest, accepts ? "已经接受" : "已经谢绝",
              accepts ? "is accepted already" : "is declined already");
        }
        *interest.mutable_answer_time() = ToProto(context.now());
        return Say(context, SIDE_RECIPIENT, request.message(), state, interest);
      });
}

absl::StatusOr<Interest> Interests::SendMessage(
    CallContext& call, const SendInterestMessageRequest& request) {
  return methods_.Change(
      call, request,
      [&](WriteContext& context, Interest& interest) -> absl::Status {
        ASSIGN_OR_RETURN(const MessageSide side,
                         SpeaksFor(call, store_, interest, request.side()));
        return Say(context, side, request.message(),
                   Interest::STATE_UNSPECIFIED, interest);
      });
}

}  // namespace duikou
