#include "services/matching/interest_rules.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "google/protobuf/util/message_differencer.h"
#include "services/base/money_text.h"
#include "services/base/violation.h"
#include "services/rpc/giving_rules.h"

namespace duikou {

namespace cpb = ::duikou::catalogue::v1;
using catalogue::v1::Programme;
using google::protobuf::util::MessageDifferencer;
using matching::v1::Interest;
using matching::v1::InterestMessage;
using matching::v1::InterestOffer;
using profiles::v1::Unit;

namespace {

// nullptr where the project needs nothing of the kind.
const cpb::FundNeed* NeedOf(const cpb::Project& project,
                            const std::string& fund_kind) {
  for (const cpb::FundNeed& need : project.fund_needs()) {
    if (need.fund_kind() == fund_kind) return &need;
  }
  return nullptr;
}

int64_t StatedOpen(const cpb::FundNeed& need) {
  return need.has_open_fen() ? need.open_fen() : need.total_fen();
}

std::optional<Violation> CheckAmount(const InterestOffer& offer,
                                     const cpb::Project& project,
                                     const std::string& path) {
  const cpb::FundNeed* need = NeedOf(project, offer.fund_kind());
  if (need == nullptr) {
    return Violation{
        "not_needed", path + ".fund_kind", "项目不需要这类资金",
        absl::StrCat("the project needs no \"", offer.fund_kind(), "\"")};
  }
  const int64_t open = StatedOpen(*need);
  if (offer.amount_fen() > open) {
    return Violation{
        "more_than_open", path + ".amount_fen", "大于项目待落实的资金",
        absl::StrCat(offer.amount_fen(),
                     " is more than the project's open need ", open)};
  }
  const int64_t least = std::min(need->least_share_fen(), open);
  if (offer.amount_fen() < least) {
    return Violation{
        "below_least_share", path + ".amount_fen", "低于项目的最低承接额",
        absl::StrCat(offer.amount_fen(),
                     " is less than the project's least share ", least)};
  }
  return std::nullopt;
}

// By fund kind, over all supporters and years.
FenByKind Sum(const absl::btree_map<std::string, Promises>& promises) {
  FenByKind sums;
  for (const auto& [supporter, promised] : promises) {
    for (const auto& [of, fen] : promised.Amounts()) {
      int64_t& sum = sums[of.fund_kind];
      sum = SaturatingAdd(sum, fen);
    }
  }
  return sums;
}

}  // namespace

std::optional<Violation> CheckOffer(const Interest& interest, const Unit& unit,
                                    const cpb::Project& project,
                                    const Programme& programme) {
  if (auto found = CheckSupporter(unit, "supporter")) return found;
  if (project.recipient() == interest.supporter()) {
    return Violation{"own_project", "project", "项目由该单位自己提出",
                     "the supporter itself put the project forward"};
  }
  if (auto found = CheckYear(interest.year(), programme, "year")) return found;
  if (auto found = CheckProjectYear(interest.year(), project, "year")) {
    return found;
  }
  if (interest.offers().empty() && interest.other_offers().empty()) {
    return Violation{"nothing_offered", "offers", "未说明愿意提供什么",
                     "is empty, and so is other_offers: say what is offered"};
  }
  for (int i = 0; i < interest.offers_size(); ++i) {
    const InterestOffer& offer = interest.offers(i);
    const std::string path = absl::StrCat("offers[", i, "]");
    if (auto found = CheckFundKind(offer.fund_kind(), unit, programme,
                                   path + ".fund_kind")) {
      return found;
    }
    if (auto found = CheckAmount(offer, project, path)) return found;
  }
  return std::nullopt;
}

bool SameOffer(const Interest& a, const Interest& b) {
  Interest offers[2];
  const Interest* of[] = {&a, &b};
  for (int i = 0; i < 2; ++i) {
    offers[i].set_year(of[i]->year());
    *offers[i].mutable_offers() = of[i]->offers();
    *offers[i].mutable_other_offers() = of[i]->other_offers();
  }
  return MessageDifferencer::Equals(offers[0], offers[1]);
}

absl::Status CheckLeftFor(const Interest& interest, const cpb::Project& project,
                          absl::btree_map<std::string, Promises> others) {
  FenByKind before = Sum(others);
  Promises& accepted = others[interest.supporter()];
  accepted.interest_state = Interest::STATE_ACCEPTED;
  accepted.offers.clear();
  for (const InterestOffer& offer : interest.offers()) {
    accepted.offers[{.year = interest.year(), .fund_kind = offer.fund_kind()}] =
        offer.amount_fen();
  }
  FenByKind after = Sum(others);
  for (const InterestOffer& offer : interest.offers()) {
    const cpb::FundNeed* need = NeedOf(project, offer.fund_kind());
    const int64_t open = need == nullptr ? 0 : StatedOpen(*need);
    const int64_t promised = before[offer.fund_kind()];
    if (after[offer.fund_kind()] <= std::max(open, promised)) continue;
    const int64_t left = std::max<int64_t>(open - promised, 0);
    return Refused(
        absl::StatusCode::kFailedPrecondition, "",
        absl::StrCat(interest.name(), " 提出 ", MoneyZh(offer.amount_fen()),
                     "（", offer.fund_kind(), "），而项目待落实资金只余 ",
                     MoneyZh(left)),
        absl::StrCat(interest.name(), " offers ", offer.amount_fen(),
                     " fen of \"", offer.fund_kind(),
                     "\"; of the project's open need, ", left,
                     " fen are left"));
  }
  return absl::OkStatus();
}

absl::Status AddToThread(const InterestMessage& message, Interest& interest) {
  if (interest.messages_size() < kMostInterestMessages) {
    *interest.add_messages() = message;
    return absl::OkStatus();
  }
  if (message.state() != Interest::STATE_UNSPECIFIED &&
      message.text().empty()) {
    return absl::OkStatus();
  }
  return Refused(absl::StatusCode::kResourceExhausted, interest.name(),
                 absl::StrCat("往来留言已满 ", kMostInterestMessages, " 条"),
                 absl::StrCat("its thread is full, with ",
                              kMostInterestMessages, " messages"));
}

}  // namespace duikou
