#include "services/assignment/plan_words.h"

#include <algorithm>
#include <limits>

#include "absl/strings/str_cat.h"
#include "matcher/base/money.h"
#include "matcher/base/score.h"
#include "services/rpc/resource_name.h"

namespace duikou {
namespace {

namespace pb = ::duikou::assignment::v1;
using type::v1::LocalizedText;

constexpr int kFullScore = 10'000;
constexpr int32_t kLargestGap = 1'000'000;

int64_t Saturated(absl::int128 value) {
  constexpr int64_t kLeast = std::numeric_limits<int64_t>::min();
  constexpr int64_t kMost = std::numeric_limits<int64_t>::max();
  if (value < kLeast) return kLeast;
  if (value > kMost) return kMost;
  return static_cast<int64_t>(value);
}

// `12.5`: whole and decimals of fen ÷ unit, without trailing zeros.
std::string Decimal(int64_t fen, int64_t unit) {
  std::string decimals;
  int64_t rest = std::abs(fen % unit);
  while (rest != 0) {
    unit /= 10;
    decimals += static_cast<char>('0' + rest / unit);
    rest %= unit;
  }
  return decimals.empty() ? "" : absl::StrCat(".", decimals);
}

std::string WithCommas(int64_t number) {
  std::string text = absl::StrCat(std::abs(number));
  for (int at = static_cast<int>(text.size()) - 3; at > 0; at -= 3) {
    text.insert(at, ",");
  }
  return text;
}

struct RuleWords {
  const char* zh;
  const char* en;
  bool amount;  // whether the limit is an amount
};

RuleWords WordsOf(pb::RuleCase::Rule rule) {
  switch (rule) {
    case pb::RuleCase::RULE_PIN:
      return {"锁定", "the pin", true};
    case pb::RuleCase::RULE_OPEN_NEED:
      return {"项目待落实资金", "the project's open need", true};
    case pb::RuleCase::RULE_MEANS:
      return {"支援方财力上限", "the supporter's means", true};
    case pb::RuleCase::RULE_MOST_PARTNERS:
      return {"项目合作单位数上限", "the most partners of the project", false};
    case pb::RuleCase::RULE_MOST_PROJECTS:
      return {"支援方项目数上限", "the most projects of the supporter", false};
    case pb::RuleCase::RULE_LEAST_SHARE:
      return {"最低份额", "the least share", true};
    case pb::RuleCase::RULE_ALL_OR_NOTHING:
      return {"项目须整体承接", "the project is all or nothing", true};
    case pb::RuleCase::RULE_NOT_ALLOWED:
      return {"该支援方不能以此类资金承接该项目",
              "the supporter may not take the project in this kind", true};
    case pb::RuleCase::RULE_MOST_TO_ONE:
      return {"支援方单项最高", "the most the supporter gives to one project",
              true};
    default:
      return {"规则", "a rule", true};
  }
}

struct BothTexts {
  const char* zh;
  const char* en;
};

// What keeps a supporter from its quota.
BothTexts WhyShort(pb::SupporterBalance::Binding binding) {
  switch (binding) {
    case pb::SupporterBalance::BINDING_MEANS:
      return {"：已达财力上限", ": its stated means are used up"};
    case pb::SupporterBalance::BINDING_MOST_PROJECTS:
      return {"：已达项目数上限",
              ": it takes on the most projects that it may"};
    case pb::SupporterBalance::BINDING_NO_PROJECT:
      return {"：没有可承接的项目", ": nothing is open that it may take"};
    case pb::SupporterBalance::BINDING_WORTH:
      return {"：适合的项目由其他单位承接更好",
              ": what fits it is better used by others"};
    case pb::SupporterBalance::BINDING_SIZES:
      return {"：份额凑不齐", ": least shares and wholes do not add up to it"};
    default:
      return {"", ""};
  }
}

}  // namespace

LocalizedText BothWords(std::string zh, std::string en) {
  LocalizedText text;
  text.set_zh(std::move(zh));
  text.set_en(std::move(en));
  return text;
}

int64_t FenDown(absl::int128 points) {
  absl::int128 fen = points / kFullScore;
  if (points % kFullScore < 0) --fen;
  return Saturated(fen);
}

int64_t FenUp(absl::int128 points) {
  absl::int128 fen = points / kFullScore;
  if (points % kFullScore > 0) ++fen;
  return Saturated(fen);
}

int32_t GapBasisPoints(absl::int128 value, absl::int128 bound) {
  if (bound <= value) return 0;
  const absl::int128 size = bound < 0 ? -bound : bound;
  if (size == 0) return kLargestGap;
  const absl::int128 gap = ((bound - value) * kFullScore + size - 1) / size;
  return gap > kLargestGap ? kLargestGap : static_cast<int32_t>(gap);
}

std::string AmountZh(int64_t fen) {
  return absl::StrCat(fen < 0 ? "-" : "", std::abs(fen / Money::kFenPerWanYuan),
                      Decimal(fen, Money::kFenPerWanYuan), "万元");
}

std::string AmountEn(int64_t fen) {
  return absl::StrCat(fen < 0 ? "-" : "", WithCommas(fen / Money::kFenPerYuan),
                      Decimal(fen, Money::kFenPerYuan), " yuan");
}

LocalizedText RuleText(const pb::RuleCase& rule) {
  const RuleWords words = WordsOf(rule.rule());
  std::string subject;
  for (const std::string* part :
       {&rule.project(), &rule.supporter(), &rule.fund_kind()}) {
    if (part->empty()) continue;
    absl::StrAppend(&subject, subject.empty() ? "" : " · ", LastId(*part));
  }
  const auto limit = [&](int64_t number, bool zh) {
    if (!words.amount) return absl::StrCat(number);
    return zh ? AmountZh(number) : AmountEn(number);
  };
  return BothWords(
      absl::StrCat(subject, "：", words.zh, " ", limit(rule.limit(), true),
                   "，须改为 ", limit(rule.relaxed(), true)),
      absl::StrCat(subject, ": ", words.en, ", ", limit(rule.limit(), false),
                   ", would have to be ", limit(rule.relaxed(), false)));
}

LocalizedText BalanceText(const pb::SupporterBalance& balance) {
  const std::string head_zh = absl::StrCat(
      balance.fund_kind(), "：任务 ", AmountZh(balance.quota_fen()), "，安排 ",
      AmountZh(balance.given_fen()));
  const std::string head_en = absl::StrCat(
      balance.fund_kind(), ": owes ", AmountEn(balance.quota_fen()), ", gives ",
      AmountEn(balance.given_fen()));
  if (balance.short_fen() == 0) {
    return BothWords(head_zh + "，任务完成", head_en + ": the quota is met");
  }
  const BothTexts why = WhyShort(balance.binding());
  // One million yuan more of quota, at this price.
  const int64_t million = 1'000'000 * Money::kFenPerYuan;
  const int64_t change = FenDown(absl::int128(balance.quota_price()) * million);
  return BothWords(
      absl::StrCat(head_zh, "，差 ", AmountZh(balance.short_fen()), why.zh,
                   "；任务每增加100万元，方案上限变化约 ", AmountZh(change)),
      absl::StrCat(head_en, ", short by ", AmountEn(balance.short_fen()),
                   why.en,
                   "; one million yuan more of quota would change the "
                   "best possible worth by about ",
                   AmountEn(change)));
}

}  // namespace duikou
