#include "services/fair/request_methods.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "matcher/base/status_macros.h"
#include "services/base/violation.h"
#include "services/fair/caller_side.h"
#include "services/fair/fair_names.h"
#include "services/fair/fair_resources.h"
#include "services/fair/fair_rules.h"
#include "services/fair/fair_state.h"
#include "services/fair/pairing.h"
#include "services/fair/slot_times.h"
#include "services/rpc/page_token.h"
#include "services/rpc/proto_time.h"
#include "services/rpc/request_hash.h"

namespace duikou {

namespace pb = ::duikou::fair::v1;
using pb::Fair;
using pb::MeetingRequest;
using pb::Participant;
using profiles::v1::SIDE_SUPPORTER;

namespace {

constexpr int32_t kUsualPartners = 3;

absl::Status NotNow(const MeetingRequest& request, std::string zh,
                    absl::string_view en) {
  return Refused(absl::StatusCode::kFailedPrecondition, request.name(),
                 std::move(zh), en);
}

// Whoever asks says what it asks anew, as long as nobody has agreed.
absl::Status Ask(WriteContext& context, const CallerSide& caller,
                 const MeetingRequest& before, MeetingRequest& request) {
  request.set_asked_by(before.asked_by());
  if (!caller.ActsFor(before.asked_by())) {
    return NotNow(before, "由提出约见的一方修改",
                  "is for the side that asked to change");
  }
  MeetingRequest shown = before;
  ShowExpired(context.now(), shown);
  const bool stands = shown.state() == MeetingRequest::STATE_ACCEPTED &&
                      before.kind() != MeetingRequest::KIND_NO_THANKS;
  if (stands && !caller.all) {
    return NotNow(before, "已被接受，不能再改", "was accepted already");
  }
  if (stands && request.kind() == before.kind()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const Fair fair, FindFair(context, request.name()));
  AskAnew(context, fair, request);
  return absl::OkStatus();
}

// The side that the answer is of.
absl::StatusOr<profiles::v1::Side> AnsweringSide(
    const pb::AnswerMeetingRequestRequest& answer, const CallerSide& caller,
    const MeetingRequest& request) {
  profiles::v1::Side side = answer.side();
  if (side == profiles::v1::SIDE_UNSPECIFIED) {
    side = request.suggested() && !caller.all ? caller.side()
                                              : OtherSide(request.asked_by());
  }
  if (!request.suggested() && side == request.asked_by()) {
    return NotNow(request, "提出约见的一方不能自己答复",
                  "is not for the side that asked to answer");
  }
  if (caller.ActsFor(side)) return side;
  return NotNow(request, "由被约见的一方答复",
                "is for the side that was asked to answer");
}

absl::Status Answer(WriteContext& context,
                    const pb::AnswerMeetingRequestRequest& answer,
                    profiles::v1::Side side, MeetingRequest& request) {
  ShowExpired(context.now(), request);
  if (request.state() == MeetingRequest::STATE_EXPIRED) {
    return NotNow(request, "约见已过期", "has expired");
  }
  if (request.state() != MeetingRequest::STATE_PENDING) {
    return NotNow(request, "约见不在等待答复", "does not wait for an answer");
  }
  const bool gives = side == SIDE_SUPPORTER;
  if (gives) {
    request.set_accepted_by_supporter(answer.accept());
  } else {
    request.set_accepted_by_recipient(answer.accept());
  }
  request.set_answer_text(answer.text());
  *request.mutable_answer_time() = ToProto(context.now());
  if (!answer.accept()) {
    request.set_state(MeetingRequest::STATE_DECLINED);
  } else if (request.accepted_by_supporter() &&
             request.accepted_by_recipient()) {
    request.set_state(MeetingRequest::STATE_ACCEPTED);
  }
  return absl::OkStatus();
}

MeetingRequest RequestFor(const SuggestedPair& pair) {
  MeetingRequest request;
  request.set_supporter(pair.supporter->unit());
  request.set_recipient(pair.recipient->unit());
  request.set_asked_by(SIDE_SUPPORTER);
  request.set_kind(MeetingRequest::KIND_WISH);
  request.set_project(pair.project);
  return request;
}

// After them, who has fewer partners than each is to have.
int32_t StillTooFew(FairState state, const std::vector<MeetingRequest>& made,
                    int32_t partners_each) {
  state.requests.insert(state.requests.end(), made.begin(), made.end());
  const pb::ReviewPairingResponse review = ReviewPairingOf(state);
  int32_t too_few = 0;
  for (const pb::PairingLine& line : review.lines()) {
    if (line.asked() + line.asked_for() < partners_each) ++too_few;
  }
  return too_few;
}

}  // namespace

RequestMethods::RequestMethods(Store& store, Clock& clock, IdGenerator& ids,
                               FairMethods& fairs, ProgrammeViews& programmes)
    : store_(store),
      clock_(clock),
      fairs_(fairs),
      programmes_(programmes),
      methods_(store, clock, ids, MeetingRequestResource()) {}

absl::StatusOr<pb::RankPartnersResponse> RequestMethods::RankPartners(
    CallContext& call, const pb::RankPartnersRequest& request) {
  ASSIGN_OR_RETURN(const Participant participant,
                   fairs_.participants().Get(call, request));
  ASSIGN_OR_RETURN(const int size, PageSize(request.page_size(), {}));
  ASSIGN_OR_RETURN(const std::string after, PagePosition(request));
  const FairKey key = FairOf(request.name());
  ASSIGN_OR_RETURN(const FairState state,
                   ReadFairState(store_, call, key, clock_.Now()));
  ASSIGN_OR_RETURN(const std::shared_ptr<ProgrammeView> view,
                   programmes_.Get(call, key.programme));
  std::vector<pb::Partner> partners =
      view->Read([&](const ProgrammeState& programme) {
        return RankPartnersOf(state, PairScorer(programme, YearOf(state.fair)),
                              participant);
      });
  int32_t from = 0;
  if (!after.empty() && !absl::SimpleAtoi(after, &from)) {
    return Refused(absl::StatusCode::kInvalidArgument, "page_token",
                   "不是此列表给出的", "is none of this method");
  }
  pb::RankPartnersResponse response;
  const int32_t total = static_cast<int32_t>(partners.size());
  response.set_total_size(total);
  const int32_t end = std::min(total, from + size);
  for (int32_t i = from; i < end; ++i) {
    *response.add_partners() = std::move(partners[i]);
  }
  if (end < total) {
    response.set_next_page_token(PageToken(request, absl::StrCat(end)));
  }
  return response;
}

absl::StatusOr<MeetingRequest> RequestMethods::GetMeetingRequest(
    CallContext& call, const pb::GetMeetingRequestRequest& request) {
  ASSIGN_OR_RETURN(MeetingRequest found, methods_.Get(call, request));
  ShowExpired(clock_.Now(), found);
  return found;
}

absl::StatusOr<pb::ListMeetingRequestsResponse>
RequestMethods::ListMeetingRequests(
    CallContext& call, const pb::ListMeetingRequestsRequest& request) {
  const absl::Time now = clock_.Now();
  const auto keep = [&](const MeetingRequest& stored) {
    if (!request.unit().empty() && stored.supporter() != request.unit() &&
        stored.recipient() != request.unit()) {
      return false;
    }
    if (request.states().empty()) return true;
    MeetingRequest shown = stored;
    ShowExpired(now, shown);
    return std::find(request.states().begin(), request.states().end(),
                     shown.state()) != request.states().end();
  };
  ASSIGN_OR_RETURN(
      auto response,
      methods_.List<pb::ListMeetingRequestsResponse>(call, request, keep));
  for (MeetingRequest& shown : *response.mutable_meeting_requests()) {
    ShowExpired(now, shown);
  }
  return response;
}

absl::StatusOr<int32_t> RequestMethods::ScoreNow(CallContext& call,
                                                 const MeetingRequest& request,
                                                 const std::string& fair_name) {
  const FairKey key = FairOf(fair_name);
  ASSIGN_OR_RETURN(const FairState state,
                   ReadFairState(store_, call, key, clock_.Now()));
  const Participant* supporter = state.FindParticipant(request.supporter());
  const Participant* recipient = state.FindParticipant(request.recipient());
  if (supporter == nullptr || recipient == nullptr) return 0;
  ASSIGN_OR_RETURN(const std::shared_ptr<ProgrammeView> view,
                   programmes_.Get(call, key.programme));
  return view->Read([&](const ProgrammeState& programme) {
    return PairScorer(programme, YearOf(state.fair))
        .BestScore(*supporter, *recipient);
  });
}

absl::StatusOr<MeetingRequest> RequestMethods::CreateMeetingRequest(
    CallContext& call, const pb::CreateMeetingRequestRequest& request) {
  return methods_.Create(
      call, request, [&](WriteContext&, MeetingRequest& made) -> absl::Status {
        ASSIGN_OR_RETURN(const int32_t score,
                         ScoreNow(call, made, request.parent()));
        made.set_score(score);
        return absl::OkStatus();
      });
}

absl::StatusOr<MeetingRequest> RequestMethods::UpdateMeetingRequest(
    CallContext& call, const pb::UpdateMeetingRequestRequest& request) {
  return methods_.Update(
      call, request,
      [&](WriteContext& context, const MeetingRequest& before,
          MeetingRequest& changed) -> absl::Status {
        ASSIGN_OR_RETURN(const CallerSide caller,
                         CallerSideOf(call, store_, before));
        return Ask(context, caller, before, changed);
      });
}

absl::StatusOr<MeetingRequest> RequestMethods::AnswerMeetingRequest(
    CallContext& call, const pb::AnswerMeetingRequestRequest& request) {
  return methods_.Change(
      call, request,
      [&](WriteContext& context, MeetingRequest& asked) -> absl::Status {
        ASSIGN_OR_RETURN(const CallerSide caller,
                         CallerSideOf(call, store_, asked));
        ASSIGN_OR_RETURN(const profiles::v1::Side side,
                         AnsweringSide(request, caller, asked));
        return Answer(context, request, side, asked);
      });
}

absl::StatusOr<MeetingRequest> RequestMethods::WithdrawMeetingRequest(
    CallContext& call, const pb::WithdrawMeetingRequestRequest& request) {
  return methods_.Change(
      call, request, [&](WriteContext&, MeetingRequest& asked) -> absl::Status {
        ASSIGN_OR_RETURN(const CallerSide caller,
                         CallerSideOf(call, store_, asked));
        if (!caller.ActsFor(asked.asked_by())) {
          return NotNow(asked, "由提出约见的一方撤回",
                        "is for the side that asked to take back");
        }
        if (asked.state() == MeetingRequest::STATE_WITHDRAWN) {
          return NotNow(asked, "已经撤回", "is withdrawn already");
        }
        asked.set_state(MeetingRequest::STATE_WITHDRAWN);
        return absl::OkStatus();
      });
}

absl::StatusOr<pb::SuggestMeetingsResponse> RequestMethods::SuggestMeetings(
    CallContext& call, const pb::SuggestMeetingsRequest& request) {
  const FairKey key = FairOf(request.name());
  ASSIGN_OR_RETURN(FairState state,
                   ReadFairState(store_, call, key, clock_.Now()));
  RETURN_IF_ERROR(CheckOpen(state.fair));
  const int32_t partners_each =
      request.partners_each() > 0       ? request.partners_each()
      : state.fair.least_meetings() > 0 ? state.fair.least_meetings()
                                        : kUsualPartners;
  ASSIGN_OR_RETURN(const std::shared_ptr<ProgrammeView> view,
                   programmes_.Get(call, key.programme));
  std::vector<SuggestedPair> pairs =
      view->Read([&](const ProgrammeState& programme) {
        return SuggestPairs(state, PairScorer(programme, YearOf(state.fair)),
                            partners_each, request.least_score());
      });
  std::vector<MeetingRequest> sent;
  for (const SuggestedPair& pair : pairs) sent.push_back(RequestFor(pair));
  std::vector<NewResource> items;
  for (size_t i = 0; i < sent.size(); ++i) {
    const int32_t score = pairs[i].score;
    items.push_back({.sent = &sent[i],
                     .path = absl::StrCat("requests[", i, "]"),
                     .id_field = absl::StrCat("requests[", i, "].id"),
                     .complete = [score](WriteContext&,
                                         google::protobuf::Message& message) {
                       auto& made = static_cast<MeetingRequest&>(message);
                       made.set_suggested(true);
                       made.set_score(score);
                       return absl::OkStatus();
                     }});
  }
  WriteArguments arguments{.request_id = request.request_id(),
                           .validate_only = request.validate_only()};
  if (!arguments.request_id.empty()) {
    arguments.fingerprint = RequestHash(request, {"request_id"});
  }
  ASSIGN_OR_RETURN(
      std::vector<ResourcePtr> made,
      methods_.engine().Create(call, request.name(), items, arguments));
  sent.clear();
  pb::SuggestMeetingsResponse response;
  for (const ResourcePtr& resource : made) {
    sent.push_back(static_cast<const MeetingRequest&>(*resource));
    *response.add_requests() = sent.back();
  }
  response.set_still_too_few(
      StillTooFew(std::move(state), sent, partners_each));
  return response;
}

absl::StatusOr<pb::ReviewPairingResponse> RequestMethods::ReviewPairing(
    CallContext& call, const pb::ReviewPairingRequest& request) {
  ASSIGN_OR_RETURN(
      const FairState state,
      ReadFairState(store_, call, FairOf(request.name()), clock_.Now()));
  return ReviewPairingOf(state);
}

}  // namespace duikou
