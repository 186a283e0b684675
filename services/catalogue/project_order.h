// ProjectOrder: the orders in which found projects are given, and the places
// in them from which a next page goes on.
//
//   ASSIGN_OR_RETURN(ProjectOrder order, ProjectOrder::Parse("open_fen desc",
//                                                            has_query));
//   OrderKey key = order.KeyOf(entry, relevance);
//   std::string token = key.Encode();
//
// A page goes on behind a key, not behind a count, so projects that come or go
// between two pages neither repeat nor hide others.
#ifndef DUIKOU_SERVICES_CATALOGUE_PROJECT_ORDER_H_
#define DUIKOU_SERVICES_CATALOGUE_PROJECT_ORDER_H_

#include <compare>
#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "duikou/catalogue/v1/catalogue_service.pb.h"

namespace duikou {

// Where a project stands in an order: by number or by text, ties by name.
struct OrderKey {
  int64_t number = 0;
  std::string text;
  std::string name;

  // Letters, digits and punctuation of ASCII.
  std::string Encode() const;
  // INVALID_ARGUMENT where the text is not one that Encode made.
  static absl::StatusOr<OrderKey> Decode(absl::string_view text);

  friend auto operator<=>(const OrderKey&, const OrderKey&) = default;
};

// A key that orders Chinese texts by their pinyin, others by their alphabet,
// when compared bytewise. Texts that differ have different keys.
std::string CollationKey(absl::string_view text);

// A value; constant after construction.
class ProjectOrder {
 public:
  // `order_by` of a SearchProjectsRequest; empty takes the default.
  // INVALID_ARGUMENT naming `order_by` where it is unknown.
  static absl::StatusOr<ProjectOrder> Parse(absl::string_view order_by,
                                            bool has_query);

  // `collation_key` is the CollationKey of the project's Chinese title.
  OrderKey KeyOf(const catalogue::v1::Project& project,
                 absl::string_view collation_key, int relevance) const;
  // Whether `a` stands before `b`.
  bool Before(const OrderKey& a, const OrderKey& b) const;

 private:
  enum class Field {
    kRelevance,
    kName,
    kDisplayName,
    kOpenFen,
    kPeopleHelped,
    kReadiness,
    kUpdateTime,
    kFirstYear,
  };
  ProjectOrder(Field field, bool descending)
      : field_(field), descending_(descending) {}
  int64_t NumberOf(const catalogue::v1::Project& project, int relevance) const;

  Field field_;
  bool descending_;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_CATALOGUE_PROJECT_ORDER_H_
