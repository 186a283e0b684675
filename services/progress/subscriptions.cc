#include "services/progress/subscriptions.h"

#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "duikou/catalogue/v1/catalogue_service.pb.h"
#include "matcher/base/status_macros.h"
#include "services/base/violation.h"
#include "services/progress/ledger_facts.h"
#include "services/progress/news_feed.h"
#include "services/progress/progress_words.h"
#include "services/progress/shown_parties.h"
#include "services/rpc/ownership.h"
#include "services/rpc/page_token.h"
#include "services/rpc/proto_time.h"
#include "services/rpc/read_names.h"
#include "services/rpc/resource_name.h"
#include "services/store/record_lookup.h"

namespace duikou {

using catalogue::v1::Programme;
using google::protobuf::Empty;
using progress::v1::Agreement;
using progress::v1::CreateSubscriptionRequest;
using progress::v1::DeleteSubscriptionRequest;
using progress::v1::GetSubscriptionRequest;
using progress::v1::Indicator;
using progress::v1::LedgerEntry;
using progress::v1::ListNewsRequest;
using progress::v1::ListNewsResponse;
using progress::v1::ListSubscriptionsRequest;
using progress::v1::ListSubscriptionsResponse;
using progress::v1::SubscribedNews;
using progress::v1::Subscription;

namespace {

Resource<Subscription> SubscriptionResource() {
  return {.pattern = "programmes/{programme}/subscriptions/{subscription}",
          .field = "subscription",
          .id_prefix = "s-"};
}

// What a caller does to its own is no matter of any unit's.
void ReachOwn(CallContext& call) { call.SetReach(Reach::All()); }

absl::Status CheckOwn(const CallContext& call, const Subscription& subscription,
                      const std::string& name) {
  if (subscription.person() == call.actor()) return absl::OkStatus();
  return DoesNotExist("", name);
}

// The page's news; what of entries is still to be said is empty.
ListNewsResponse PageOf(const ProgressState& state,
                        const NewsInterest& interest,
                        const std::vector<NewsPlace>& found,
                        const ListNewsRequest& request, size_t size) {
  ListNewsResponse response;
  for (size_t i = 0; i < found.size() && i < size; ++i) {
    const NewsPlace& place = found[i];
    SubscribedNews& news = *response.add_news();
    news.set_subscription(interest.subscription(place.subscription).name());
    news.set_subject(place.subject);
    *news.mutable_create_time() = ToProto(absl::FromUnixMicros(place.micros));
    if (place.news < 0 && place.step < 0) continue;
    const Agreement& agreement = *state.FindAgreement(place.subject);
    *news.mutable_text() =
        place.news >= 0
            ? NewsText(agreement, agreement.news(place.news))
            : StepText(agreement, agreement.stage_steps(place.step));
  }
  if (found.size() > size) {
    response.set_next_page_token(
        PageToken(request, found[size - 1].Position()));
  }
  return response;
}

template <typename T>
absl::StatusOr<T> ReadFound(const FoundRecords& found,
                            const std::string& collection,
                            const std::string& name) {
  T resource;
  const auto record = found.find({collection, std::string(LastId(name))});
  // An indicator may be gone.
  if (record == found.end()) return resource;
  if (!resource.ParseFromString(record->second.value)) {
    return WriteContext::Unreadable(collection, record->first.second);
  }
  return resource;
}

// Says what the entries are that the page is about.
absl::Status TellEntries(Store& store, const CallContext& call,
                         const std::string& programme,
                         ListNewsResponse& response) {
  std::vector<LookupKey> keys;
  for (const SubscribedNews& news : response.news()) {
    if (news.has_text()) continue;
    keys.emplace_back("ledgerEntries", LastId(news.subject()));
  }
  if (keys.empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const Programme stored,
                   ReadProgramme(store, call, programme));
  ASSIGN_OR_RETURN(const FoundRecords entries,
                   LookUpRecords(store, programme, keys, call.limits()));
  std::vector<LookupKey> indicator_keys;
  for (const auto& [key, record] : entries) {
    ASSIGN_OR_RETURN(const LedgerEntry entry,
                     ReadFound<LedgerEntry>(entries, key.first, key.second));
    if (entry.has_disbursement()) continue;
    indicator_keys.emplace_back("indicators", LastId(IndicatorOf(entry)));
  }
  ASSIGN_OR_RETURN(
      const FoundRecords indicators,
      LookUpRecords(store, programme, indicator_keys, call.limits()));
  for (SubscribedNews& news : *response.mutable_news()) {
    if (news.has_text()) continue;
    ASSIGN_OR_RETURN(
        const LedgerEntry entry,
        ReadFound<LedgerEntry>(entries, "ledgerEntries", news.subject()));
    ASSIGN_OR_RETURN(
        const Indicator indicator,
        ReadFound<Indicator>(indicators, "indicators", IndicatorOf(entry)));
    *news.mutable_text() = EntryText(entry, stored, indicator.display_name());
  }
  return absl::OkStatus();
}

}  // namespace

Subscriptions::Subscriptions(Store& store, Clock& clock, IdGenerator& ids,
                             FollowedProgress& followed)
    : store_(store),
      followed_(followed),
      methods_(store, clock, ids, SubscriptionResource()) {}

absl::StatusOr<Subscription> Subscriptions::GetSubscription(
    CallContext& call, const GetSubscriptionRequest& request) {
  ASSIGN_OR_RETURN(Subscription subscription, methods_.Get(call, request));
  RETURN_IF_ERROR(CheckOwn(call, subscription, request.name()));
  return subscription;
}

absl::StatusOr<ListSubscriptionsResponse> Subscriptions::ListSubscriptions(
    CallContext& call, const ListSubscriptionsRequest& request) {
  return methods_.List<ListSubscriptionsResponse>(
      call, request, [&call](const Subscription& subscription) {
        return subscription.person() == call.actor();
      });
}

absl::Status Subscriptions::CheckRoom(CallContext& call,
                                      const std::string& parent) {
  int count = 0;
  RETURN_IF_ERROR(
      methods_.ForEach(call, parent, [&](const Subscription& subscription) {
        count += subscription.person() == call.actor();
      }));
  if (count < kMost) return absl::OkStatus();
  return Refused(
      absl::StatusCode::kResourceExhausted, "",
      absl::StrCat(call.actor(), " 在 ", parent, " 中已有 ", kMost, " 项订阅"),
      absl::StrCat(call.actor(), " has ", kMost, " subscriptions in ", parent));
}

absl::StatusOr<Subscription> Subscriptions::CreateSubscription(
    CallContext& call, const CreateSubscriptionRequest& request) {
  ReachOwn(call);
  RETURN_IF_ERROR(CheckRoom(call, request.parent()));
  ASSIGN_OR_RETURN(
      Subscription subscription,
      methods_.Create(call, request,
                      [](WriteContext& context, Subscription& subscription) {
                        subscription.set_person(context.call().actor());
                        return absl::OkStatus();
                      }));
  // A request id that another has used gets that one's answer.
  if (subscription.person() != call.actor()) {
    return NotYours(subscription.name());
  }
  return subscription;
}

absl::StatusOr<Empty> Subscriptions::DeleteSubscription(
    CallContext& call, const DeleteSubscriptionRequest& request) {
  ReachOwn(call);
  const absl::StatusOr<Subscription> stored = methods_.Get(call, request);
  // Where it is gone, a repeated request is answered like the first.
  if (stored.ok()) RETURN_IF_ERROR(CheckOwn(call, *stored, request.name()));
  return methods_.Delete(call, request);
}

absl::StatusOr<ListNewsResponse> Subscriptions::ListNews(
    CallContext& call, const ListNewsRequest& request) {
  ASSIGN_OR_RETURN(const int size, PageSize(request.page_size(), {}));
  ASSIGN_OR_RETURN(const std::string after, PagePosition(request));
  const std::string programme(LastId(request.parent()));
  std::vector<Subscription> own;
  RETURN_IF_ERROR(methods_.ForEach(call, request.parent(),
                                   [&](const Subscription& subscription) {
                                     if (subscription.person() == call.actor())
                                       own.push_back(subscription);
                                   }));
  ASSIGN_OR_RETURN(const std::shared_ptr<ProgressView> view,
                   followed_.Get(call, programme));
  ASSIGN_OR_RETURN(
      const ShownParties shown,
      ShownParties::Of(call, store_, view->Read([](const ProgressState& state) {
        return state.AllParties();
      })));
  NewsQuery query{.shown = shown, .after = after, .size = size};
  if (request.has_after_time()) {
    query.after_micros = absl::ToUnixMicros(ToTime(request.after_time()));
  }
  ListNewsResponse response = view->Read([&](const ProgressState& state) {
    const NewsInterest interest(state, std::move(own));
    return PageOf(state, interest, FindNews(state, interest, query), request,
                  static_cast<size_t>(size));
  });
  RETURN_IF_ERROR(TellEntries(store_, call, programme, response));
  return response;
}

}  // namespace duikou
