#include "services/progress/news_feed.h"

#include <algorithm>
#include <limits>
#include <tuple>
#include <utility>

#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "services/progress/places.h"
#include "services/rpc/proto_time.h"
#include "services/rpc/resource_name.h"

namespace duikou {

using progress::v1::Agreement;
using progress::v1::Placement;
using progress::v1::Subscription;

namespace {

int64_t Micros(const google::protobuf::Timestamp& time) {
  return absl::ToUnixMicros(ToTime(time));
}

int Earlier(int a, int b) {
  if (a == NewsInterest::kNone) return b;
  return b == NewsInterest::kNone ? a : std::min(a, b);
}

// Collects the first size + 1 places after the position.
class NewsPage {
 public:
  explicit NewsPage(const NewsQuery& query) : query_(query) {}

  // Whether something of that time can be on the page at all.
  bool MayHold(int64_t micros) const {
    return micros > query_.after_micros &&
           (heap_.size() <= Most() || micros >= heap_.front().micros);
  }

  void Add(NewsPlace place) {
    if (!query_.after.empty() && place.Position() <= query_.after) return;
    heap_.push_back(std::move(place));
    std::push_heap(heap_.begin(), heap_.end());
    if (heap_.size() <= Most() + 1) return;
    std::pop_heap(heap_.begin(), heap_.end());
    heap_.pop_back();
  }

  std::vector<NewsPlace> Take() {
    std::sort_heap(heap_.begin(), heap_.end());
    return std::move(heap_);
  }

 private:
  size_t Most() const { return static_cast<size_t>(query_.size); }

  const NewsQuery& query_;
  std::vector<NewsPlace> heap_;  // the last one first
};

void AddAgreement(const Agreement& agreement, int subscription,
                  NewsPage& page) {
  for (int i = 0; i < agreement.news_size(); ++i) {
    const int64_t micros = Micros(agreement.news(i).create_time());
    if (!page.MayHold(micros)) continue;
    page.Add({.micros = micros,
              .subject = agreement.name(),
              .news = i,
              .subscription = subscription});
  }
  for (int i = 0; i < agreement.stage_steps_size(); ++i) {
    const int64_t micros = Micros(agreement.stage_steps(i).create_time());
    if (!page.MayHold(micros)) continue;
    page.Add({.micros = micros,
              .subject = agreement.name(),
              .step = i,
              .subscription = subscription});
  }
}

// The programme's name, of a name in it.
std::string ProgrammeOf(const std::string& name) {
  const std::vector<std::string> parts = absl::StrSplit(name, '/');
  return parts.size() < 2 ? "" : parts[0] + "/" + parts[1];
}

}  // namespace

NewsInterest::NewsInterest(const ProgressState& state,
                           std::vector<Subscription> subscriptions)
    : subscriptions_(std::move(subscriptions)) {
  const std::vector<Place> areas = state.Areas();
  for (size_t i = 0; i < subscriptions_.size(); ++i) {
    for (const std::string& name :
         PlacesWithin(areas, subscriptions_[i].subject())) {
      by_name_.emplace(name, static_cast<int>(i));
    }
  }
  const LedgerFacts& ledger = state.ledger();
  by_number_.reserve(ledger.name_count());
  for (NameNumber number = 0; number < ledger.name_count(); ++number) {
    int first = kNone;
    for (const absl::string_view name :
         absl::StrSplit(ledger.NameOf(number), '\n')) {
      first = Earlier(first, InName(std::string(name)));
    }
    by_number_.push_back(first);
  }
}

int NewsInterest::InName(const std::string& name) const {
  const auto found = by_name_.find(name);
  return found == by_name_.end() ? kNone : found->second;
}

int NewsInterest::InAgreement(const Agreement& agreement) const {
  int first = InName(agreement.name());
  first = Earlier(first, InName(agreement.project()));
  first = Earlier(first, InName(agreement.supporter()));
  first = Earlier(first, InName(agreement.recipient()));
  for (const Placement& placement : agreement.placements()) {
    first = Earlier(first, InName(placement.area()));
  }
  return first;
}

int NewsInterest::InEntry(const EntryFacts& entry, NameNumber supporter) const {
  int first = kNone;
  for (const NameNumber number : {entry.agreement, entry.project, supporter,
                                  entry.recipient, entry.areas}) {
    if (number != kNoName) first = Earlier(first, by_number_[number]);
  }
  return first;
}

bool NewsPlace::operator<(const NewsPlace& other) const {
  return std::tie(other.micros, subject, news, step) <
         std::tie(micros, other.subject, other.news, other.step);
}

std::string NewsPlace::Position() const {
  // The newest first; the separator comes before all that names are made of.
  return absl::StrFormat("%019d\n%s\n%03d\n%03d",
                         std::numeric_limits<int64_t>::max() - micros, subject,
                         news + 1, step + 1);
}

std::vector<NewsPlace> FindNews(const ProgressState& state,
                                const NewsInterest& interest,
                                const NewsQuery& query) {
  NewsPage page(query);
  for (const auto& [id, agreement] : state.agreements()) {
    const int subscription = interest.InAgreement(agreement);
    if (subscription == NewsInterest::kNone ||
        !query.shown.Shows(agreement.supporter(), agreement.recipient())) {
      continue;
    }
    AddAgreement(agreement, subscription, page);
  }
  const LedgerFacts& ledger = state.ledger();
  const auto name = [&ledger](NameNumber number) {
    return number == kNoName ? std::string() : ledger.NameOf(number);
  };
  ledger.ForEachEntry(
      [&](const EntryFacts& entry, const LedgerFacts::Place& place) {
        const int subscription = interest.InEntry(entry, place.supporter);
        if (subscription == NewsInterest::kNone ||
            !page.MayHold(entry.create_micros) ||
            !query.shown.Shows(name(place.supporter), name(entry.recipient))) {
          return;
        }
        const std::string programme =
            ProgrammeOf(interest.subscription(subscription).name());
        page.Add({.micros = entry.create_micros,
                  .subject = programme + "/ledgerEntries/" + place.Id(),
                  .subscription = subscription});
      });
  return page.Take();
}

}  // namespace duikou
