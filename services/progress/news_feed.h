// What is new in what somebody subscribes to, out of a programme's progress.
// Pure.
//
//   const NewsInterest interest(state, subscriptions);
//   std::vector<NewsPlace> news = FindNews(state, interest, query);
//
// News are what agreements log (news and steps) and the entries that are made.
// An agreement's is its own, its project's, its units' and that of every area
// in which one of its placements lies; likewise an entry's.
//
// Complexity: agreements and entries, each once, and a heap of one page.
#ifndef DUIKOU_SERVICES_PROGRESS_NEWS_FEED_H_
#define DUIKOU_SERVICES_PROGRESS_NEWS_FEED_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "duikou/progress/v1/progress_service.pb.h"
#include "services/progress/progress_state.h"
#include "services/progress/shown_parties.h"

namespace duikou {

// The subscriptions, ready to be asked. Immutable.
class NewsInterest {
 public:
  NewsInterest(const ProgressState& state,
               std::vector<progress::v1::Subscription> subscriptions);

  static constexpr int kNone = -1;
  // Of the first of the subscriptions that is about it; kNone: none is.
  int InAgreement(const progress::v1::Agreement& agreement) const;
  int InEntry(const EntryFacts& entry, NameNumber supporter) const;

  const progress::v1::Subscription& subscription(int number) const {
    return subscriptions_[number];
  }

 private:
  int InName(const std::string& name) const;

  std::vector<progress::v1::Subscription> subscriptions_;
  // Numbers of subscriptions by what they are about; areas with those in them.
  absl::flat_hash_map<std::string, int> by_name_;
  // By the ledger's numbers of names; of areas, of texts of several.
  std::vector<int> by_number_;
};

// Where one piece of news stands.
struct NewsPlace {
  int64_t micros = 0;
  std::string subject;  // name of an agreement or entry
  // In an agreement: of its news; then of its steps. -1: an entry.
  int news = -1;
  int step = -1;
  int subscription = 0;

  // Of the order: the newest first, then by subject and number. Texts that are
  // ordered alike.
  std::string Position() const;
  bool operator<(const NewsPlace& other) const;
};

struct NewsQuery {
  const ShownParties& shown;
  std::string after;                 // a position; empty: from the newest
  int64_t after_micros = INT64_MIN;  // only what is newer
  int size = 50;
};

// The first size + 1 after the position, in order.
std::vector<NewsPlace> FindNews(const ProgressState& state,
                                const NewsInterest& interest,
                                const NewsQuery& query);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROGRESS_NEWS_FEED_H_
