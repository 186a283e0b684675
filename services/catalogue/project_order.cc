#include "services/catalogue/project_order.h"

#include <unicode/coll.h>
#include <unicode/unistr.h>

#include <memory>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "matcher/base/check.h"
#include "services/base/violation.h"
#include "services/catalogue/project_filter.h"

namespace duikou {

using catalogue::v1::Project;

namespace {

std::unique_ptr<icu::Collator> MakeCollator() {
  UErrorCode error = U_ZERO_ERROR;
  std::unique_ptr<icu::Collator> collator(
      icu::Collator::createInstance(icu::Locale::getChina(), error));
  DUIKOU_CHECK(U_SUCCESS(error)) << u_errorName(error);
  return collator;
}

}  // namespace

std::string OrderKey::Encode() const {
  return absl::StrCat(number, " ", name, " ", absl::BytesToHexString(text));
}

absl::StatusOr<OrderKey> OrderKey::Decode(absl::string_view text) {
  std::vector<std::string> parts = absl::StrSplit(text, ' ');
  OrderKey key;
  if (parts.size() != 3 || !absl::SimpleAtoi(parts[0], &key.number)) {
    return Refused(absl::StatusCode::kInvalidArgument, "page_token",
                   "不是此列表给出的", "is not one of this method");
  }
  key.name = std::move(parts[1]);
  key.text = absl::HexStringToBytes(parts[2]);
  return key;
}

std::string CollationKey(absl::string_view text) {
  // A collator is thread-safe as long as nobody changes its settings.
  static const icu::Collator* const collator = MakeCollator().release();
  icu::UnicodeString read = icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
  std::string key(collator->getSortKey(read, nullptr, 0), '\0');
  collator->getSortKey(read, reinterpret_cast<uint8_t*>(key.data()),
                       static_cast<int32_t>(key.size()));
  // Texts that the collator holds equal are told apart by their bytes.
  absl::StrAppend(&key, text);
  return key;
}

absl::StatusOr<ProjectOrder> ProjectOrder::Parse(absl::string_view order_by,
                                                 bool has_query) {
  absl::string_view field = absl::StripAsciiWhitespace(order_by);
  bool descending = absl::ConsumeSuffix(&field, " desc");
  field = absl::StripTrailingAsciiWhitespace(field);
  if (field.empty() && !descending) {
    return ProjectOrder(has_query ? Field::kRelevance : Field::kName, false);
  }
  static constexpr std::pair<absl::string_view, Field> kFields[] = {
      {"relevance", Field::kRelevance},
      {"name", Field::kName},
      {"display_name", Field::kDisplayName},
      {"open_fen", Field::kOpenFen},
      {"people_helped", Field::kPeopleHelped},
      {"readiness", Field::kReadiness},
      {"update_time", Field::kUpdateTime},
      {"first_year", Field::kFirstYear},
  };
  for (const auto& [name, known] : kFields) {
    if (field == name) return ProjectOrder(known, descending);
  }
  constexpr char kOrders[] =
      "relevance, name, display_name, open_fen, people_helped, readiness, "
      "update_time, first_year";
  return Refused(
      absl::StatusCode::kInvalidArgument, "order_by",
      absl::StrCat("“", order_by, "”不在其中：", kOrders, "，其后可加“ desc”"),
      absl::StrCat("\"", order_by, "\" is none of ", kOrders,
                   ", each with or without \" desc\""));
}

int64_t ProjectOrder::NumberOf(const Project& project, int relevance) const {
  switch (field_) {
    case Field::kName:
    case Field::kDisplayName:
      return 0;
    case Field::kRelevance:
      return -relevance;  // the most relevant first
    case Field::kOpenFen: {
      int64_t open = 0;
      for (const catalogue::v1::FundNeed& need : project.fund_needs()) {
        open = SaturatingSum(open, OpenFen(need));
      }
      return open;
    }
    case Field::kPeopleHelped:
      return project.standing().people_helped();
    case Field::kReadiness:
      return ReadinessOf(project);
    case Field::kUpdateTime:
      // Microseconds, so that every Timestamp fits.
      return project.update_time().seconds() * 1'000'000 +
             project.update_time().nanos() / 1'000;
    case Field::kFirstYear:
      return project.first_year();
  }
  return 0;
}

OrderKey ProjectOrder::KeyOf(const Project& project,
                             absl::string_view collation_key,
                             int relevance) const {
  OrderKey key{.number = NumberOf(project, relevance), .name = project.name()};
  if (field_ == Field::kDisplayName) key.text = std::string(collation_key);
  return key;
}

bool ProjectOrder::Before(const OrderKey& a, const OrderKey& b) const {
  auto value = std::tie(a.number, a.text) <=> std::tie(b.number, b.text);
  if (field_ == Field::kName) {
    return descending_ ? b.name < a.name : a.name < b.name;
  }
  if (value != 0) return descending_ ? value > 0 : value < 0;
  return a.name < b.name;
}

}  // namespace duikou
